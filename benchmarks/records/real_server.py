"""The real program on a port of its own, which can be killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.live import ROOT, wait_for

# A second or two; a machine that does much else takes its time.
STARTS_WITHIN_S = 300.0


class RealServer:
    """`streamlit run coach_app.py`, always at the same address.

    Parameters
    ----------
    env : mapping of str to str
        What its environment has beside this one's.
    log : Path
        Where everything it says is added.

    Attributes
    ----------
    address : str
        Where its pages are.
    killed_at : float or None
        When it was killed, by `time.perf_counter`; None while it runs.
    """

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self.address = f"http://localhost:{self._port}"
        self.killed_at: float | None = None
        self._env, self._log = {**os.environ, **env}, log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises
        ------
        RuntimeError
            If it does not.
        """
        command = [sys.executable, "-m", "streamlit", "run", "coach_app.py"]
        options = ["--server.port", str(self._port), "--server.headless", "true"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *options],
                cwd=ROOT,
                env=self._env,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a process group of its own
            )
        self.killed_at = None
        wait_for(self.address, self._process, STARTS_WITHIN_S)

    def kill(self) -> None:
        """`kill -9` it with all of its processes; what is killed already stays so."""
        if self._process is None or self.killed_at is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
        else:
            os.killpg(self._process.pid, signal.SIGKILL)
        self.killed_at = time.perf_counter()

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        self.kill()
        if self._process is not None:
            self._process.wait(20)

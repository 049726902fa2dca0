"""What is made ready while the server starts: all that the pages import, and nothing of anybody's results."""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ("main", "exercise", "session", "progress")
LOOK = """
import asyncio, sys, threading
from app.ready import make_ready

async def serve():
    async with make_ready(None):
        (made,) = [one for one in threading.enumerate() if one.name == "backtalk-ready"]
        assert made.daemon
        made.join()

asyncio.run(serve())
print(*sys.modules)
"""


def imported_by(page):
    tree = ast.parse((ROOT / "app" / f"{page}.py").read_text(encoding="utf-8"))
    return {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


def test_all_that_the_first_pages_import_is_there_and_no_file_is_made(tmp_path):
    file = tmp_path / "records.db"
    env = {**os.environ, "BACKTALK_DATABASE_URL": f"sqlite:///{file}"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    wanted = set().union(*map(imported_by, PAGES)) - {"__future__"}
    assert len(wanted) > 15
    assert wanted <= loaded
    assert not file.exists()

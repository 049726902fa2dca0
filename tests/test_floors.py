"""The floors of the house: nothing imports upward, the lower floors know no clock, database or web page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Lower number: lower floor. A folder may import from floors below its own and from itself.
FLOOR = {
    "errors": 0,
    "wording": 0,
    # Reads what translators write; it looks at the files of all floors, and imports none.
    "language": 1,
    "models": 1,
    "vision": 2,
    "exercises": 3,
    # Keeps what the engine tells, and is used by the floors above; the engine knows nothing of it.
    "records": 4,
    "live": 5,
    "clinic": 5,
    "programme": 5,
    "app": 6,
    "coach_app": 7,
}
MEASURED_FLOORS = ("vision", "exercises")
NO_HOSTS = {"streamlit", "sqlalchemy", "starlette", "alembic", "typer", "rich", "socket", "sqlite3"}
NO_CLOCKS = {"time", "datetime", "sched", "threading", "asyncio", "random"}
FILE_CALLS = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "fdopen", "mkstemp"}
# Frames come from cameras and files here; a definition is a file.
MAY_TELL_TIME = {"vision/sources.py"}
MAY_READ_FILES = {"vision/sources.py", "vision/accuracy.py", "exercises/source.py"}
# For people who write exercises: a program of its own, which the engine knows nothing of.
COMMANDS = {"exercises/__main__.py"}
MOST_LINES = 300


def files(*folders: str) -> list[Path]:
    found = []
    for name in folders:
        single = ROOT / f"{name}.py"
        found += [single] if single.exists() else sorted((ROOT / name).rglob("*.py"))
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(tree: ast.AST) -> Iterator[str]:
    """First part of every imported name, wherever in the file the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


def upward(folder: str, tree: ast.AST) -> set[str]:
    """What a file of a folder imports that is not below it."""
    return {
        name for name in imports(tree) if name in FLOOR and name != folder and FLOOR[name] >= FLOOR[folder]
    }


def file_calls(tree: ast.AST) -> set[str]:
    called = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            called.add(name)
    return called & FILE_CALLS


# Training is a tool beside the house, as benchmarks are; that the house does without it is tested below.
PRODUCTION = [path for path in files(*FLOOR) if (ROOT / "models" / "training") not in path.parents]
MEASURED = [path for path in files(*MEASURED_FLOORS) if path.relative_to(ROOT).as_posix() not in COMMANDS]


def parsed(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PRODUCTION, ids=name_of)
def test_nothing_imports_upward(path: Path) -> None:
    folder = path.relative_to(ROOT).parts[0].removesuffix(".py")
    allowed = {"clinic"} if name_of(path) in COMMANDS else set()
    assert upward(folder, parsed(path)) <= allowed


@pytest.mark.parametrize("path", PRODUCTION, ids=name_of)
def test_no_relative_imports(path: Path) -> None:
    """One way to name a module: it keeps the check above whole."""
    assert not [
        node for node in ast.walk(parsed(path)) if isinstance(node, ast.ImportFrom) and node.level > 0
    ]


@pytest.mark.parametrize("path", PRODUCTION, ids=name_of)
def test_production_knows_no_tests(path: Path) -> None:
    assert not {"tests", "benchmarks", "pytest", "hypothesis"} & set(imports(parsed(path)))


@pytest.mark.parametrize("path", PRODUCTION, ids=name_of)
def test_production_is_not_trained_while_it_runs(path: Path) -> None:
    modules = [node.module for node in ast.walk(parsed(path)) if isinstance(node, ast.ImportFrom)]
    assert not [module for module in modules if module and module.startswith("models.training")]
    assert not {"torch", "onnx", "anny"} & set(imports(parsed(path)))


@pytest.mark.parametrize("path", MEASURED, ids=name_of)
def test_the_engine_knows_no_host(path: Path) -> None:
    assert not NO_HOSTS & set(imports(parsed(path)))


@pytest.mark.parametrize("path", files("records"), ids=name_of)
def test_what_is_kept_knows_no_page_and_no_camera(path: Path) -> None:
    """It takes what the engine tells (events, calibration), and knows nothing else of it."""
    tree = parsed(path)
    assert not {"streamlit", "starlette", "mediapipe", "cv2", "models"} & set(imports(tree))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert {name for name in modules if name.startswith(("exercises", "vision"))} <= {
        "exercises.events",
        "exercises.own_range",
        "vision.calibration",
    }


@pytest.mark.parametrize("path", MEASURED, ids=name_of)
def test_the_engine_knows_no_command_line(path: Path) -> None:
    modules = [node.module for node in ast.walk(parsed(path)) if isinstance(node, ast.ImportFrom)]
    assert not [module for module in modules if module and module.endswith("__main__")]


@pytest.mark.parametrize("path", MEASURED, ids=name_of)
def test_the_engine_knows_no_clock(path: Path) -> None:
    """Time comes in with the frame, so that a recording gives the answer that the live session gave."""
    if name_of(path) not in MAY_TELL_TIME:
        assert not NO_CLOCKS & set(imports(parsed(path)))


@pytest.mark.parametrize("path", MEASURED, ids=name_of)
def test_the_engine_opens_no_files(path: Path) -> None:
    if name_of(path) not in MAY_READ_FILES:
        assert file_calls(parsed(path)) == set()


@pytest.mark.parametrize("path", PRODUCTION, ids=name_of)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES


def test_the_check_itself_sees_what_it_looks_for() -> None:
    tree = ast.parse(
        "import live.page\ndef late():\n    from app import x\n    return open(x)\nimport models"
    )
    assert upward("vision", tree) == {"live", "app"}
    assert upward("app", tree) == set()
    assert upward("exercises", ast.parse("from records.models import PersonRow")) == {"records"}
    assert upward("records", ast.parse("import exercises.events, live.session")) == {"live"}
    assert file_calls(tree) == {"open"}
    assert {name_of(path) for path in MEASURED} >= {"vision/pose.py", "exercises/coach.py"}

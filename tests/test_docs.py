"""What the documents say and the code says are the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exercises.files import LIBRARY, load_library
from vision.angles import ANGLES

ROOT = Path(__file__).parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def table_of_angles() -> dict[str, list[str]]:
    """Rows of the document's table whose first cell is an angle."""
    found = {}
    for line in ARCHITECTURE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and cells[0] in ANGLES:
            found[cells[0]] = cells[1:]
    return found


def test_the_table_of_angles_names_all_of_them_in_the_same_order() -> None:
    assert list(table_of_angles()) == list(ANGLES)


@pytest.mark.parametrize("name", ANGLES)
def test_an_angle_means_the_same_in_the_document(name: str) -> None:
    angle = ANGLES[name]
    meaning, plus_is, measured_from = table_of_angles()[name]
    assert (meaning, plus_is) == (angle.meaning, angle.plus_is)
    views = set() if measured_from == "not yet" else set(measured_from.split(", "))
    assert views == {view.value for view in angle.views}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_link_within_the_repository_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    assert [target for target in local if not (path.parent / target).exists()] == []


NAMED_IN_CODE = [
    (source, *match)
    for folder in ("vision", "exercises", "clinic")
    for source in sorted((ROOT / folder).rglob("*.py"))
    for match in re.findall(r'(docs/[\w-]+\.md), "([^"]+)"', source.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(
    ("source", "document", "heading"),
    NAMED_IN_CODE,
    ids=[f"{case[0].name}: {case[2]}" for case in NAMED_IN_CODE],
)
def test_a_chapter_that_the_code_names_exists(source: Path, document: str, heading: str) -> None:
    """A number in the code names the measurement it came from."""
    text = (ROOT / document).read_text(encoding="utf-8")
    assert re.search(rf"^#+ .*{re.escape(heading)}", text, re.MULTILINE), f"{source.name} names {heading!r}"


def test_every_exercise_of_the_library_is_loaded() -> None:
    assert len(load_library()) == len(list(LIBRARY.glob("*.toml"))) > 0

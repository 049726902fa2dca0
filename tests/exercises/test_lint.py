"""Whoever writes an exercise is told line, field and what is expected, in a row for each problem."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.files import LIBRARY, read_exercise
from exercises.lint import lint
from exercises.problems import ExerciseError, Problem

ROOT = Path(__file__).parents[2]
BOW = (LIBRARY / "waiters_bow.toml").read_text(encoding="utf-8").replace('"waiters_bow"', '"my_bow"')
CLOCK = (LIBRARY / "pelvic_clock.toml").read_text(encoding="utf-8").replace('"pelvic_clock"', '"my_clock"')


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def problems(folder: Path, text: str, name: str = "mine.toml") -> tuple[Problem, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (checked,) = lint([path])
    assert checked.path == path
    return checked.problems


CASES = [
    # what is written in place of what, in which text; the line's new words, the field, what is told
    (BOW, "leave_deg = 18", "leeve_deg = 18", "leeve_deg", "movement.leeve_deg", "did you mean leave_deg?"),
    (BOW, "leave_deg = 18", "leeve_deg = 18", "[movement]", "movement.leave_deg", "not given"),
    (BOW, "to_deg = 70", 'to_deg = "deep"', '"deep"', "target.to_deg", "number"),
    (BOW, "to_deg = 70", "to_deg = 400", "400", "target.to_deg", "less than or equal to 180 (found 400)"),
    (BOW, "to_deg = 70", "to_deg = 40", "[target]", "target", "from_deg < to_deg"),
    (BOW, '"Smooth and steady."', '"No"', '"No"', "praise.1", "at least 3 characters (found 'No')"),
    (BOW, 'kind = "tempo"', 'kind = "magic"', '"magic"', "compensations.2.kind", "'tempo'"),
    (
        BOW,
        'measure = "knee_flexion"\nabove',
        'measure = "elbow"\nabove',
        '"elbow"',
        "compensations.1.measure",
        "one of trunk_flexion",
    ),
    (BOW, "above = 16", "over = 16", "over = 16", "compensations.0.otherwise.over", "no such field"),
    (BOW, 'source = "R: Luomajoki', 'source = "Luomajoki', "Luomajoki", "target.source", '"R: "'),
    (
        BOW,
        'source = "P: clinical table, knees above 25"',
        'source = "P: "',
        '"P: "',
        "compensations.1.source",
        "",
    ),
    (BOW, "A little further", "Wrong, further", "Wrong", "target.too_little.say", 'in place of "Wrong"'),
    (BOW, "Smaller is plenty", "Protect your back", "Protect", "target.too_much.or_say", '"Protect"'),
    (BOW, "Smaller is plenty", "Bend DOWN", "DOWN", "target.too_much.or_say", 'without "DOWN"'),
    (BOW, "Smaller is plenty", "Smaller" * 20, "Smaller" * 20, "target.too_much.or_say", "120 characters"),
    (BOW, "Waiter's bow\"", "Waiter's bow" + "w" * 60 + '"', "www", "title", "at most 40 characters"),
    (BOW, "Go as far", "go " * 80 + "as far", "go go", "how_to.2", "at most 200 characters"),
    (CLOCK, 'name = "9"', "name = 9", "name = 9", "axes.1.minus.name", "string (found 9)"),
    (CLOCK, "default_deg = 6", "default_deg = 2", "[range]", "range", "least_deg <= default_deg"),
    (CLOCK, 'views = ["front"]', 'views = ["top"]', '"top"', "axes.1.views.0", "'front'"),
]


@pytest.mark.parametrize(("text", "before", "after", "on", "field", "told"), CASES)
def test_a_problem_has_its_line_field_and_expectation(
    tmp_path: Path, text: str, before: str, after: str, on: str, field: str, told: str
) -> None:
    changed = text.replace(before, after, 1)
    found = problems(tmp_path, changed)
    (problem,) = [one for one in found if one.field == field]
    assert problem.line == line_of(changed, on)
    assert told in problem.told


def test_a_table_without_its_kind_is_named_where_it_begins(tmp_path: Path) -> None:
    changed = BOW.replace('kind = "tempo"\n', "")
    (problem,) = problems(tmp_path, changed)
    assert problem.field == "compensations.2.kind"
    assert problem.line == line_of(changed, 'id = "too_fast"') - 1


def test_all_problems_of_a_file_are_told_in_its_order(tmp_path: Path) -> None:
    text = (
        BOW.replace("leave_deg = 18", "leave_deg = 'x'")
        .replace("to_deg = 70", "")
        .replace("Lovely", "Danger")
    )
    found = problems(tmp_path, text)
    assert [problem.field for problem in found] == ["praise.0", "movement.leave_deg", "target.to_deg"]


def test_the_error_of_a_file_names_lines(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BOW.replace("to_deg = 70", 'to_deg = "deep"'), encoding="utf-8")
    line = line_of(BOW, "to_deg = 70")
    with pytest.raises(ExerciseError, match=rf"^mine\.toml: line {line}, target\.to_deg: .*number.*'deep'"):
        read_exercise(path)


def test_the_error_of_a_file_says_how_many_problems_are_left(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("\n".join(f"unknown_{number} = 1" for number in range(5)), encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"; and \d+ more\.$") as told:
        read_exercise(path)
    assert len(told.value.problems) > 5


def test_the_library_fits() -> None:
    assert [checked for checked in lint([LIBRARY]) if checked.problems] == []


def test_an_id_hides_nothing_of_the_library(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, BOW.replace('"my_bow"', '"waiters_bow"'))
    assert (problem.field, problem.line) == ("id", line_of(BOW, 'id = "my_bow"'))
    assert "the library" in problem.expected


def test_two_files_with_one_id_are_both_told(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(BOW, encoding="utf-8")
    first, second = lint([tmp_path])
    assert "b.toml" in first.problems[0].expected
    assert "a.toml" in second.problems[0].expected
    (alone,) = lint([tmp_path / "b.toml"])  # the other one lies beside it
    assert alone == second


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(BOW, encoding="utf-8")
    (checked,) = lint([tmp_path, tmp_path / "a.toml"])
    assert checked.problems == ()


UNREADABLE = [
    (b'id = "bow"\ntitle = \n', 2, "valid TOML"),
    (b"a = 1\nb = [\n", 2, "valid TOML"),
    (b'id = "bow"\n\xff\xfe', 2, "UTF-8"),
    (b"a = " + b"9" * 5000, None, "digits"),
    (b"a = " + b"[" * 100_000, None, "brackets"),
    (b"", 1, "not given"),
    (b"a = " + b"[" * 300 + b"]" * 300, 1, "not given"),
    (b"a = " + b"{b = " * 200 + b"1" + b"}" * 200, 1, "not given"),
]


@pytest.mark.parametrize(("content", "line", "told"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, content: bytes, line: int | None, told: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    (checked,) = lint([path])
    assert checked.problems[0].line == line
    assert told in checked.problems[0].told
    with pytest.raises(ExerciseError, match=r"^mine\.toml: "):
        read_exercise(path)


def test_what_windows_editors_add_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BOW.replace("\n", "\r\n").encode())
    assert read_exercise(path).id == "my_bow"
    path.write_bytes(
        b"\xef\xbb\xbf" + BOW.replace("to_deg = 70", "to_deg = 400").replace("\n", "\r\n").encode()
    )
    (checked,) = lint([path])
    assert checked.problems[0].line == line_of(BOW, "to_deg = 70")


LINES_OF_BOW = BOW.splitlines()
WRITTEN = st.sampled_from(
    ["", "]", "[target]", "[[compensations]]", "x = 1", '"a\\nb" = 2', "kind = {}", "id = 0xF"]
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES_OF_BOW) - 1), WRITTEN | st.sampled_from(LINES_OF_BOW)), max_size=4
    )
)
def test_whatever_is_written_is_read_or_told(tmp_path: Path, changes: list[tuple[int, str]]) -> None:
    """Never a traceback, never a line that the file has not, never a problem of two lines."""
    rows = list(LINES_OF_BOW)
    for index, row in changes:
        rows[index] = row
    for problem in problems(tmp_path, "\n".join(rows)):
        assert problem.line is None or 1 <= problem.line <= len(rows)
        assert "\n" not in str(problem)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "exercises", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


def test_the_command_tells_a_line_for_each_problem(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(BOW, encoding="utf-8")
    bad = tmp_path / "bad[1].toml"
    bad.write_text(
        CLOCK.replace("least_deg = 4 ", "least_deg = 400").replace("Lovely", "Wrong"), encoding="utf-8"
    )
    ran = run("lint", tmp_path)
    assert ran.returncode == 1
    assert ran.stderr == ""
    *rows, summary = ran.stdout.splitlines()
    shown = re.escape(str(bad))
    assert re.match(rf"^{shown}:\d+: praise\.0: expected calm words.*found 'Wrong", rows[0])
    assert re.match(rf"^{shown}:\d+: range\.least_deg: expected .*90 \(found 400\)$", rows[1])
    assert len(rows) == 2
    assert summary == "2 files, 2 to mend in 1."


def test_the_command_is_content_with_the_library() -> None:
    ran = run("lint", LIBRARY)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.endswith("nothing to mend.\n")


def test_the_command_says_when_there_is_nothing_to_check(tmp_path: Path) -> None:
    ran = run("lint", tmp_path)
    assert ran.returncode == 1
    assert "There is no exercise file" in ran.stderr
    missing = run("lint", tmp_path / "none.toml")
    assert missing.returncode == 1
    assert "none.toml: the file: expected a file that can be read" in missing.stdout

"""The table: told from neutral, written whole or not at all."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic.measure import COLUMNS, MeasureError, tell_from_neutral, write_table
from errors import BacktalkError
from tests.exercises.movements import posture
from vision.angles import ANGLE_NAMES
from vision.posture import Posture

STANDING_THEN_BENT = [posture(i / 10, 5.0 if i < 10 else 45.0) for i in range(20)]


def read(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_the_columns_are_the_stated_ones() -> None:
    assert ("time_s", "view", "quality", *ANGLE_NAMES) == COLUMNS


def test_a_row_holds_what_was_measured_and_nothing_where_it_was_not(tmp_path: Path) -> None:
    write_table([posture(1.25, 30.5, knees=-2.0)], tmp_path / "a.csv")
    heading, row = read(tmp_path / "a.csv")
    cells = dict(zip(heading, row, strict=True))
    assert float(cells["time_s"]) == pytest.approx(1.25)
    assert cells["view"] == "left"
    assert float(cells["quality"]) == pytest.approx(0.9)
    assert float(cells["trunk_flexion"]) == pytest.approx(30.5)
    assert float(cells["knee_flexion_left"]) == pytest.approx(-2.0)
    assert cells["trunk_lateral"] == cells["pelvis_tilt"] == ""


def test_from_neutral_a_standing_person_is_zero() -> None:
    told = tell_from_neutral(STANDING_THEN_BENT, 0.0, 0.9)
    assert told[0].angles["trunk_flexion"] == pytest.approx(0)
    assert told[-1].angles["trunk_flexion"] == pytest.approx(40)
    assert [one.time_s for one in told] == [one.time_s for one in STANDING_THEN_BENT]


@pytest.mark.parametrize(("from_s", "to_s"), [(5.0, 9.0), (1.0, 0.0), (-3.0, -1.0), (math.nan, math.nan)])
def test_a_moment_without_frames_is_refused(from_s: float, to_s: float) -> None:
    with pytest.raises(MeasureError, match="measured frame"):
        tell_from_neutral(STANDING_THEN_BENT, from_s, to_s)


def test_a_moment_in_which_nothing_was_measured_is_refused() -> None:
    blind = [posture(i / 10, math.nan, knees=math.nan) for i in range(5)]
    for one in blind:
        one.angles.update(dict.fromkeys(ANGLE_NAMES, math.nan))  # type: ignore[attr-defined]
    with pytest.raises(MeasureError, match="measured frame"):
        tell_from_neutral(blind, 0.0, 1.0)


def failing_halfway() -> Iterator[Posture]:
    yield from STANDING_THEN_BENT[:5]
    raise BacktalkError("The camera went away.")


@pytest.mark.parametrize("before", [None, "last week's table\n"])
def test_a_table_that_breaks_off_leaves_nothing_behind(tmp_path: Path, before: str | None) -> None:
    out = tmp_path / "a.csv"
    if before is not None:
        out.write_text(before)
    with pytest.raises(BacktalkError, match="went away"):
        write_table(failing_halfway(), out)
    assert (out.read_text() if out.exists() else None) == before
    assert list(tmp_path.iterdir()) == ([] if before is None else [out])


@pytest.mark.parametrize("where", ["none/a.csv", "file/a.csv", "folder"])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(MeasureError, match="cannot be written") as told:
        write_table(STANDING_THEN_BENT, tmp_path / where)
    assert str(told.value).startswith(str(tmp_path / where))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_table_replaces_the_one_before(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    write_table(STANDING_THEN_BENT, out)
    write_table(STANDING_THEN_BENT[:3], out)
    assert len(read(out)) == 4
    assert list(tmp_path.iterdir()) == [out]

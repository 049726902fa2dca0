"""The table: told from neutral, written whole or not at all."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from clinic.calibrating import NeutralError, Recording, measure_observations, tell_from_zero
from clinic.measure import (
    COLUMNS,
    MeasureError,
    provenance_path,
    write_table,
)
from clinic.provenance import describe_measurement
from errors import BacktalkError
from tests.exercises.movements import posture
from tests.poses import Figure, make_pose
from vision.angles import ANGLE_NAMES, View
from vision.pose import Observation
from vision.posture import Posture
from vision.recorded import RecordedFilter, filter_recording
from vision.sides import Names

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
    told = tell_from_zero(Recording(STANDING_THEN_BENT, None), (0.0, 0.9))[0]
    assert told[0].angles["trunk_flexion"] == pytest.approx(0)
    assert told[-1].angles["trunk_flexion"] == pytest.approx(40)
    assert [one.time_s for one in told] == [one.time_s for one in STANDING_THEN_BENT]


@pytest.mark.parametrize(("from_s", "to_s"), [(5.0, 9.0), (1.0, 0.0), (-3.0, -1.0), (math.nan, math.nan)])
def test_a_moment_without_frames_is_refused(from_s: float, to_s: float) -> None:
    with pytest.raises(NeutralError, match="measured frame"):
        tell_from_zero(Recording(STANDING_THEN_BENT, None), (from_s, to_s))


def test_a_moment_in_which_nothing_was_measured_is_refused() -> None:
    blind = [posture(i / 10, math.nan, knees=math.nan) for i in range(5)]
    for one in blind:
        one.angles.update(dict.fromkeys(ANGLE_NAMES, math.nan))  # type: ignore[attr-defined]
    with pytest.raises(NeutralError, match="measured frame"):
        tell_from_zero(Recording(blind, None), (0.0, 1.0))


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


NOTES = {"model": "full"}


def test_table_and_notes_appear_together(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    write_table(STANDING_THEN_BENT, out, NOTES)
    assert sorted(tmp_path.iterdir()) == [out, tmp_path / "a.json"]
    assert json.loads((tmp_path / "a.json").read_text()) == NOTES
    assert len(read(out)) == 1 + len(STANDING_THEN_BENT)


@pytest.mark.parametrize("before", [None, "last week's notes"])
@pytest.mark.parametrize("blocked", ["a.csv", "a.json"])
def test_when_one_cannot_be_written_neither_changes(tmp_path: Path, blocked: str, before: str | None) -> None:
    (tmp_path / blocked).mkdir()
    other = tmp_path / ("a.json" if blocked == "a.csv" else "a.csv")
    if before is not None:
        other.write_text(before)
    with pytest.raises(MeasureError, match="cannot be written") as told:
        write_table(STANDING_THEN_BENT, tmp_path / "a.csv", NOTES)
    assert str(told.value).startswith(str(tmp_path / blocked))
    assert (other.read_text() if other.exists() else None) == before
    assert len(list(tmp_path.iterdir())) == (1 if before is None else 2)


def test_a_recording_that_breaks_off_leaves_no_notes_either(tmp_path: Path) -> None:
    with pytest.raises(BacktalkError, match="went away"):
        write_table(failing_halfway(), tmp_path / "a.csv", NOTES)
    assert list(tmp_path.iterdir()) == []


def test_a_table_may_not_take_the_name_of_its_notes(tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match=r"end in \.csv"):
        provenance_path(tmp_path / "a.json")


def test_the_notes_say_how_the_angles_came_about() -> None:
    spiked = [posture(i / 10, 80.0 if i == 5 else 5.0) for i in range(20)]
    filtered, report = filter_recording(spiked)
    told, calibration = tell_from_zero(Recording(filtered, None), (0.0, 0.9))
    notes = describe_measurement(told, model="full", filtered=report, calibration=calibration)
    assert json.loads(json.dumps(notes, allow_nan=False)) == notes
    assert notes["video"] == {"frames": 20, "duration_s": 1.9, "rate_hz": 10.0, "longest_step_s": 0.1}
    assert notes["filter"]["parameters"] == asdict(RecordedFilter())
    assert notes["filter"]["measures"]["trunk_flexion"] == {
        "outliers": 1,
        "gaps_filled": 1,
        "frames_filled": 1,
        "frames_unfiltered": 0,
    }
    assert notes["calibration"]["neutral_deg"]["trunk_flexion"] == pytest.approx(5.0, abs=0.01)
    assert (notes["calibration"]["from_s"], notes["calibration"]["to_s"]) == (0.0, 0.9)
    assert notes["quality"]["measured_share"] == 1
    assert notes["quality"]["views"] == {"left": 20}
    assert notes["swaps"] == {"undone_frames": 0, "not_measured_frames": 0}


def test_frames_in_which_left_and_right_traded_names_are_counted() -> None:
    kinds = [Names.AS_SEEN] * 3 + [Names.TRADED_BACK] * 2 + [Names.TORN]
    seen = [replace(posture(i / 30, 5.0), names=names) for i, names in enumerate(kinds)]
    notes = describe_measurement(seen, model="full", filtered=None, calibration=None)
    assert notes["swaps"] == {"undone_frames": 2, "not_measured_frames": 1}


def test_without_filter_and_neutral_the_notes_say_so() -> None:
    told, calibration = tell_from_zero(Recording(STANDING_THEN_BENT, None), None)
    assert told == STANDING_THEN_BENT
    notes = describe_measurement(told, model="full", filtered=None, calibration=calibration)
    assert notes["filter"]["kind"] == "none"
    assert notes["calibration"] is None
    assert "anatomical zero" in notes["calibration_note"]


def test_frames_that_come_slowly_are_worth_less(tmp_path: Path) -> None:
    write_table([posture(t, 0.0) for t in (0.0, 1 / 30, 1.0)], tmp_path / "a.csv")
    quality = [float(row[2]) for row in read(tmp_path / "a.csv")[1:]]
    assert quality[0] == quality[1] == pytest.approx(0.9)
    assert quality[2] < 0.1


def test_a_moment_of_standing_still_is_noticed_and_becomes_the_zero() -> None:
    """Nobody names it: three seconds upright and still, then a bow."""
    lean = [4.0] * 100 + [4.0 + i for i in range(60)]
    poses = [make_pose(Figure(deg), View.LEFT, time_s=i / 30) for i, deg in enumerate(lean)]
    recording = measure_observations(Observation(pose.time_s, pose, 640, 480) for pose in poses)
    told, calibration = tell_from_zero(recording, None)
    assert calibration is not None
    assert (calibration["kind"], calibration["view"]) == ("stood still", "left")
    assert told[0].angles["trunk_flexion"] == pytest.approx(0, abs=1e-6)
    assert told[-1].angles["trunk_flexion"] == pytest.approx(59, abs=1e-6)


def test_a_zero_of_one_side_is_not_used_for_a_recording_of_both() -> None:
    still = [make_pose(Figure(4.0), View.LEFT, time_s=i / 30) for i in range(100)]
    turned = [make_pose(Figure(4.0), View.RIGHT, time_s=4 + i / 30) for i in range(100)]
    recording = measure_observations(Observation(p.time_s, p, 640, 480) for p in still + turned)
    assert recording.calibration is None


def test_a_recording_in_which_nobody_keeps_still_has_anatomical_zeros() -> None:
    poses = [make_pose(Figure(i % 20), View.LEFT, time_s=i / 30) for i in range(200)]
    recording = measure_observations(Observation(p.time_s, p, 640, 480) for p in poses)
    assert recording.calibration is None
    assert tell_from_zero(recording, None)[1] is None

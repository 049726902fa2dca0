"""A stream of stick figures checked as a recording is: the result, its JSON, its warnings."""

from __future__ import annotations

import json
import math
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from clinic.check import CheckResult, check_observations
from exercises.files import find_exercise
from exercises.guidance import NO_PELVIS
from tests.exercises.movements import bows, times
from tests.exercises.sways import through
from tests.poses import Figure, make_pose
from vision.angles import View
from vision.pelvis import PelvisReading
from vision.pose import Observation
from vision.smoothing import OneEuro

BOW = find_exercise("waiters_bow")
MIDDLE = (BOW.target.from_deg + BOW.target.to_deg) / 2
SIZE = (640, 480)
VERSION = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]["version"]
STATED = ["number", "start_s", "end_s", "peaks", "on_target", "faults"]
MORE = ["quality", "measured", "peak_s", "tempo_s", "smoothness", "comparison"]


def film(peaks: list[float], view: View = View.LEFT, knees: float = 0.0) -> list[Observation]:
    """Two seconds of standing, then bows; `knees` is the knees' share of the bend."""
    curve, until_s = bows(peaks)
    stream = []
    for t in times(until_s + 2, 15):
        flexion = curve(t - 2)
        figure = Figure(flexion, knee_left=knees * flexion, knee_right=knees * flexion)
        stream.append(Observation(t, make_pose(figure, view, time_s=t), *SIZE))
    return stream


def check(stream: list[Observation], **how: View) -> CheckResult:
    return check_observations(stream, BOW, **how)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_clean_bows_give_clean_repetitions(view: View) -> None:
    result = check(film([MIDDLE] * 3, view))
    assert (result.exercise, result.view, len(result.repetitions)) == ("waiters_bow", view, 3)
    assert result.warnings == ()


def test_the_json_is_the_stated_one() -> None:
    result = check(film([MIDDLE, MIDDLE], knees=0.6)).to_json()
    assert list(result) == ["exercise", "view", "reps", "comparison", "warnings", "provenance"]
    assert [rep["number"] for rep in result["reps"]] == [1, 2]
    for rep in result["reps"]:
        assert list(rep) == [*STATED, *MORE]
        assert rep["start_s"] < rep["peak_s"] < rep["end_s"]
        assert rep["start_s"] < rep["end_s"]
        assert rep["peaks"]["trunk_flexion"] == pytest.approx(MIDDLE, abs=3)
        assert all(math.isfinite(deg) for deg in rep["peaks"].values())
        assert rep["on_target"] is False
        assert rep["faults"] == ["knees_bend"]
    assert json.loads(json.dumps(result, allow_nan=False)) == result


def test_what_was_hardly_seen_counts_and_is_not_judged() -> None:
    """The person is lost around the turning point of the first of two bows."""
    stream = [
        Observation(one.time_s, None, *SIZE) if abs(one.time_s - 4.65) < 0.3 else one
        for one in film([MIDDLE, MIDDLE], knees=0.6)
    ]
    result = check(stream)
    first, second = result.to_json()["reps"]
    assert (first["measured"], first["on_target"], first["faults"], first["peaks"]) == (False, False, [], {})
    assert (second["measured"], second["faults"]) == (True, ["knees_bend"])
    assert 0 <= first["quality"] < second["quality"] <= 1
    assert any("Repetition 1 was not measured: its turning point" in one for one in result.warnings)


def test_the_result_says_what_it_was_made_with() -> None:
    provenance = check_observations(film([MIDDLE]), BOW, model="heavy").to_json()["provenance"]
    assert provenance["model"] == "heavy"
    assert provenance["version"] == VERSION
    assert provenance["filter"] == {"kind": "one_euro", **asdict(OneEuro())}
    (calibration,) = provenance["calibrations"]
    assert calibration["view"] == "left"
    assert calibration["neutral_deg"]["trunk_flexion"] == pytest.approx(0, abs=1)
    assert provenance["swaps"] == {"undone_frames": 0, "not_measured_frames": 0}
    assert json.loads(json.dumps(provenance, allow_nan=False)) == provenance


def test_the_front_view_counts_nothing_and_asks_to_turn() -> None:
    result = check(film([MIDDLE] * 2, View.FRONT))
    assert result.repetitions == ()
    assert result.view is View.FRONT
    assert any("Turn so that your side faces the camera" in warning for warning in result.warnings)


def test_a_start_that_was_never_seen_is_told() -> None:
    stream = [one for one in film([MIDDLE]) if one.time_s > 3.6]  # begins while already bending
    result = check(stream[:20])
    assert result.repetitions == ()
    assert any(BOW.start.say in warning for warning in result.warnings)


def test_movements_that_were_too_small_are_counted_apart() -> None:
    result = check(film([MIDDLE, BOW.movement.least_excursion_deg - 4, MIDDLE]))
    assert len(result.repetitions) == 2
    assert any("too small" in warning for warning in result.warnings)


def test_someone_mostly_out_of_the_picture_is_told() -> None:
    gone = [Observation(20 + i / 15, None, *SIZE) for i in range(120)]
    result = check([*film([MIDDLE]), *gone])
    assert len(result.repetitions) == 1
    assert any("Step into the picture" in warning for warning in result.warnings)


def test_a_moment_out_of_the_picture_is_not_worth_a_word() -> None:
    gone = [Observation(20 + i / 15, None, *SIZE) for i in range(5)]
    assert check([*film([MIDDLE]), *gone]).warnings == ()


def test_a_view_that_is_given_is_taken() -> None:
    stream = film([MIDDLE])
    for one in stream:
        assert one.pose is not None
        one.pose.world_m[:, 2] = 0.0  # depth tells nothing
    assert len(check(stream, view=View.LEFT).repetitions) == 1


class CurveReader:
    """Reads a pelvis as a curve over time tells it."""

    def __init__(self, curve):
        self.curve = curve

    def read(self, pose, view):
        return PelvisReading({"pelvis_tilt": self.curve(pose.time_s)})


def stand(until_s: float) -> list[Observation]:
    return [Observation(t, make_pose(Figure(), View.LEFT, time_s=t), *SIZE) for t in times(until_s, 15)]


TILT = find_exercise("pelvic_tilt")


def test_a_pelvic_tilt_is_checked_in_the_own_range() -> None:
    curve, until_s = through((9, -12) * 4)
    reader = CurveReader(lambda t: curve(t - 4))
    result = check_observations(stand(4 + until_s), TILT, pelvis=reader).to_json()
    assert list(result) == ["exercise", "view", "reps", "ranges", "warnings", "provenance"]
    assert result["ranges"] == [
        {
            "view": "left",
            "from_deg": pytest.approx(-12, abs=1),
            "to_deg": pytest.approx(9, abs=1),
            "assumed": [False, False],
        }
    ]
    assert len(result["reps"]) == 2
    for rep in result["reps"]:
        assert list(rep) == [*STATED, "quality", "measured", "ends"]
        assert rep["ends"] == pytest.approx([1, 1], abs=0.1)
        assert rep["peaks"]["pelvis_tilt"] == pytest.approx(9, abs=1)
    assert result["warnings"] == []
    json.dumps(result)


def test_a_recording_in_which_the_range_is_not_shown_says_so() -> None:
    result = check_observations(stand(8), TILT, pelvis=CurveReader(lambda t: 0.0))
    assert any("own range was never shown" in warning for warning in result.warnings)


def test_without_a_reader_of_the_pelvis_it_says_so() -> None:
    result = check_observations(stand(8), TILT)
    assert result.repetitions == ()
    assert NO_PELVIS in result.warnings

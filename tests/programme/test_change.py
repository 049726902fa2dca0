"""A change is one only beyond the camera's error and the smallest real change."""

import math

import pytest

from programme.change import compare, largest_error, least_of_range, least_of_shares, load_rules
from vision.accuracy import stated_error
from vision.angles import View


def test_medians_of_the_first_and_the_last_three() -> None:
    change = compare([50, 90, 52, 60, 60, 70, 72, 10], 15.0)
    assert (change.first, change.last, change.way) == (52, 70, 1)


@pytest.mark.parametrize(("apart", "way"), [(4, 0), (15, 0), (15.1, 1), (20, 1), (-4, 0), (-20, -1)])
def test_four_degrees_are_none_and_twenty_are_one(apart: float, way: int) -> None:
    values = [50.0] * 3 + [50.0 + apart] * 3
    assert compare(values, least_of_range("trunk_flexion")).way == way


@pytest.mark.parametrize("values", [[], [50.0], [10.0] * 3 + [90.0] * 2])
def test_first_and_last_share_no_session(values: list[float]) -> None:
    change = compare(values, 1.0)
    assert not change.comparable
    assert change.way == 0
    assert math.isnan(change.first)


def test_what_is_not_known_is_no_change() -> None:
    assert math.isnan(least_of_range("foot_lift"))
    assert compare([0.0] * 3 + [90.0] * 3, math.nan).way == 0


def test_both_the_camera_and_the_real_change_have_to_be_passed() -> None:
    """The hip's error is larger than its real change, the knee's smaller."""
    hip, knee = stated_error("hip_flexion", View.LEFT), stated_error("knee_flexion", View.LEFT)
    assert hip is not None
    assert knee is not None
    real = load_rules().range_deg["hip_flexion"].least
    assert least_of_range("hip_flexion") == pytest.approx(max(math.sqrt(2) * hip.p95_deg, real))
    assert least_of_range("knee_flexion") == pytest.approx(max(math.sqrt(2) * knee.p95_deg, real))
    assert least_of_range("hip_flexion") > real
    # From one end to the other there are two readings, and two more the other time.
    tilt = stated_error("pelvis_tilt", View.LEFT)
    assert tilt is not None
    assert least_of_range("pelvis_tilt", ends=2) == pytest.approx(2 * tilt.p95_deg)


def test_the_largest_error_of_all_views_is_taken() -> None:
    error = largest_error("trunk_flexion")
    assert error == stated_error("trunk_flexion", View.LEFT)
    assert largest_error("foot_lift") is None


def test_few_repetitions_tell_a_share_badly() -> None:
    assert least_of_shares((2, 4), (4, 4)) > 40
    assert least_of_shares((240, 480), (480, 480)) == load_rules().on_target_percent.least
    assert least_of_shares((0, 0), (0, 0)) > 90


def test_every_number_says_where_it_comes_from() -> None:
    rules = load_rules()
    assert all(one.source[0] in "RUP" for one in rules.range_deg.values())
    # R: 5 to 15 degrees; the large end for the low back and the pelvis.
    assert {
        rules.range_deg[name].least for name in ("pelvis_tilt", "pelvis_obliquity", "lumbar_flexion")
    } == {15}

"""Repetitions with one known departure from the path: it is found, named, and nothing else is."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.comparison import Comparison, Deviation, Lead, Stretch, compare_curves, compare_postures
from exercises.comparison_words import _WHEN, _WORDS, say_comparison
from exercises.curves import SHARES, Curve, path_curves
from exercises.parts import known_measure
from exercises.target_path import TargetPath
from tests.exercises.movements import posture
from vision.accuracy import stated_error
from vision.angles import ANGLES, NEAR_SIDE_JOINTS, View
from vision.posture import Posture

BOW = TargetPath.model_validate(
    {
        "leading": "hip_flexion",
        "source": "test",
        "poses": [
            {"at": at, "angles": {"hip_flexion": hip, "lumbar_flexion": back, "knee_flexion": knee}}
            for at, hip, back, knee in ((0, 0, 0, 0), (0.45, 70, 0, 15), (0.55, 70, 0, 15), (1, 0, 0, 0))
        ],
    }
)
# The back follows the hips.
FOLD = TargetPath.model_validate(
    {
        "leading": "hip_flexion",
        "source": "test",
        "recorded": {
            "hip_flexion": [0, 20, 50, 70, 70, 70, 70, 70, 50, 20, 0],
            "lumbar_flexion": [0, 0, 0, 0, 15, 40, 15, 0, 0, 0, 0],
        },
    }
)


def hump(peak_deg: float, rise: float = 0.0, top: float = 0.45, leave: float = 0.55) -> Curve:
    """Out from `rise` to `top`, back from `leave` to the end, eased, in shares of the repetition."""
    out = np.clip((SHARES - rise) / (top - rise), 0, 1)
    back = np.clip((SHARES - leave) / (1 - leave), 0, 1)
    return peak_deg * (1 - np.cos(np.pi * out)) / 2 * (1 + np.cos(np.pi * back)) / 2


def as_meant() -> dict[str, Curve]:
    return dict(path_curves(BOW))


def compared(person: dict[str, Curve], path: TargetPath = BOW) -> Comparison:
    found = compare_curves(person, path, View.LEFT)
    assert found is not None
    return found


def found(comparison: Comparison) -> dict[tuple[str, Stretch], float]:
    return {(one.angle, one.stretch): one.mean_deg for one in comparison.deviations}


def test_the_path_itself_deviates_nowhere() -> None:
    comparison = compared(as_meant())
    assert comparison.scale == pytest.approx(1)
    assert list(found(comparison).values()) == pytest.approx([0] * 9, abs=1e-6)
    assert say_comparison(comparison) is None


@given(scale=st.floats(0.4, 1.5))
def test_an_own_range_is_no_deviation(scale: float) -> None:
    comparison = compared({name: scale * curve for name, curve in as_meant().items()})
    assert comparison.scale == pytest.approx(scale)
    assert list(found(comparison).values()) == pytest.approx([0] * 9, abs=1e-6)


@given(st.floats(0.6, 1.6))
def test_another_tempo_is_no_deviation(bend: float) -> None:
    """Slow at first and quick later, or a rest somewhere: time is warped."""
    person = {name: np.interp(SHARES**bend, SHARES, curve) for name, curve in as_meant().items()}
    comparison = compared(person)
    assert list(found(comparison).values()) == pytest.approx([0] * 9, abs=1.5)
    assert say_comparison(comparison) is None


@pytest.mark.parametrize(("more_deg", "word"), [(25, "more"), (-25, "less")])
def test_too_much_of_one_angle_is_found_with_its_sign(more_deg: float, word: str) -> None:
    person = as_meant() | {"knee_flexion": hump(15 + more_deg)}
    comparison = compared(person)
    off = found(comparison)
    assert off["knee_flexion", Stretch.TURNING] == pytest.approx(more_deg, abs=2.5)
    assert abs(off["hip_flexion", Stretch.TURNING]) < 1
    assert off["knee_flexion", Stretch.GOING] * more_deg > 0
    said = str(say_comparison(comparison))
    assert said.startswith(
        f"Your knees bent {word} than in the target movement at the turning point, by about 2"
    )


def test_only_the_way_back_is_told_when_only_that_differs() -> None:
    back = np.where(SHARES > 0.6, 30 * np.sin(np.pi * np.clip((SHARES - 0.6) / 0.4, 0, 1)), 0)
    comparison = compared(as_meant() | {"lumbar_flexion": back})
    off = found(comparison)
    assert off["lumbar_flexion", Stretch.RETURNING] > 12
    assert abs(off["lumbar_flexion", Stretch.GOING]) < 1
    assert "on the way back" in str(say_comparison(comparison))


def test_what_is_within_the_stated_error_is_not_said() -> None:
    stated = stated_error("knee_flexion", View.LEFT)
    assert stated is not None
    within = hump(15 + 0.9 * stated.p95_deg)
    comparison = compared(as_meant() | {"knee_flexion": within})
    assert found(comparison)["knee_flexion", Stretch.TURNING] > 3  # told as a number
    assert say_comparison(comparison) is None


def test_the_back_before_the_hips() -> None:
    person = {"hip_flexion": hump(70, rise=0.25), "lumbar_flexion": hump(40, rise=0.0, top=0.3)}
    comparison = compared(person, FOLD)
    (lead,) = comparison.leads
    assert (lead.angle, lead.other) == ("hip_flexion", "lumbar_flexion")
    assert lead.share == pytest.approx(-0.22, abs=0.04)  # the hips came that much later
    assert lead.target_share == pytest.approx(0.28, abs=0.03)
    assert say_comparison(comparison) == "Your back bent before your hips did."


def test_the_back_with_the_hips_where_it_should_follow() -> None:
    person = {"hip_flexion": hump(70), "lumbar_flexion": hump(40)}
    said = say_comparison(compared(person, FOLD))
    assert said == "Compared with your hips, your back bent earlier than in the target movement."


def test_the_order_of_the_path_is_nothing_to_say() -> None:
    person = dict(path_curves(FOLD))
    comparison = compared(person, FOLD)
    assert comparison.leads[0].share == pytest.approx(comparison.leads[0].target_share)
    assert say_comparison(comparison) is None


def test_a_back_that_should_stay_and_bends_late_is_an_amount_and_no_order() -> None:
    comparison = compared(as_meant() | {"lumbar_flexion": hump(30, rise=0.2)})
    assert "lumbar_flexion" not in {name for lead in comparison.leads for name in (lead.angle, lead.other)}
    assert str(say_comparison(comparison)).startswith("Your back bent more than")


def test_an_angle_without_a_number_is_left_out_and_not_zero() -> None:
    person = as_meant()
    del person["lumbar_flexion"]
    comparison = compared(person)
    assert {one.angle for one in comparison.deviations} == {"hip_flexion", "knee_flexion"}


def test_a_single_angle_can_be_compared() -> None:
    comparison = compared({"hip_flexion": hump(70)})
    assert [one.angle for one in comparison.deviations] == ["hip_flexion"] * 3
    assert comparison.leads == ()


def test_without_the_leading_angle_nothing_is_compared() -> None:
    person = as_meant()
    del person["hip_flexion"]
    assert compare_curves(person, BOW, View.LEFT) is None


def test_from_a_view_without_stated_errors_nothing_is_compared() -> None:
    assert compare_curves(as_meant(), BOW, View.FRONT) is None


@pytest.mark.parametrize("peak_deg", [0.0, -60.0, 3.0])
def test_who_does_not_move_the_path_s_way_is_not_compared(peak_deg: float) -> None:
    assert compare_curves({"hip_flexion": hump(peak_deg)}, BOW, View.LEFT) is None


def test_a_path_to_the_minus_side_is_mirrored() -> None:
    def leaning(sign: int) -> Comparison:
        path = TargetPath.model_validate(
            {
                "leading": "trunk_lateral",
                "source": "test",
                "recorded": {
                    "trunk_lateral": [0, sign * 25, 0],
                    "pelvis_obliquity": [0, 0, 0],
                },
            }
        )
        person = {"trunk_lateral": sign * hump(25), "pelvis_obliquity": sign * hump(10)}
        found = compare_curves(person, path, View.FRONT)
        assert found is not None
        return found

    plus, minus = leaning(1), leaning(-1)
    mirrored = [-one.mean_deg for one in minus.deviations]
    assert [one.mean_deg for one in plus.deviations] == pytest.approx(mirrored)
    assert minus.scale == plus.scale
    assert "higher on the right" in str(say_comparison(plus))
    assert "higher on the left" in str(say_comparison(minus))


def sampled(rate_hz: float, **changes: Any) -> list[Posture]:
    shares = [frame / rate_hz / 4 for frame in range(int(4 * rate_hz) + 1)]
    curves = {"hip_flexion_left": as_meant()["hip_flexion"], "knee_flexion_left": hump(40)}
    return [
        replace(
            one := posture(2 + 4 * share, 0.0),
            angles={
                **one.angles,
                **{n: float(np.interp(share, SHARES, c)) for n, c in curves.items()},
                **changes,
            },
        )
        for share in shares
    ]


@pytest.mark.parametrize("rate_hz", [15, 30, 60])
def test_postures_are_compared_at_any_frame_rate(rate_hz: float) -> None:
    around = [posture(0.5, 3.0), *sampled(rate_hz), posture(7.0, 3.0)]
    comparison = compare_postures(around, 2.0, 6.0, BOW, View.LEFT)
    assert comparison is not None
    assert comparison.scale == pytest.approx(1, abs=0.02)
    assert found(comparison)["knee_flexion", Stretch.TURNING] == pytest.approx(25, abs=2.5)
    assert {one.angle for one in comparison.deviations} == {"hip_flexion", "knee_flexion"}  # no pelvis read


def test_postures_without_the_leading_angle_are_not_compared() -> None:
    assert compare_postures(sampled(30, hip_flexion_left=math.nan), 2.0, 6.0, BOW, View.LEFT) is None


SIGNS = (-30.0, 30.0)
EVERY = [
    name
    for name in (*ANGLES, *NEAR_SIDE_JOINTS)
    if stated_error(name, View.LEFT) or stated_error(name, View.FRONT)
]


def test_every_angle_with_a_stated_error_has_words() -> None:
    assert set(_WORDS) >= set(EVERY)
    assert all(known_measure(name) for name in _WORDS)


def test_all_that_can_be_said_is_calm_and_short() -> None:
    said = [
        say_comparison(Comparison(1.0, (Deviation(name, stretch, deg, 1.0),), ()))
        for name, stretch, deg in itertools.product(_WORDS, _WHEN, SIGNS)
    ]
    said += [
        say_comparison(Comparison(1.0, (), (Lead(one, other, share, target, 0.01),)))
        for one, other in itertools.permutations(_WORDS, 2)
        for share, target in ((0.2, 0.0), (-0.2, 0.0), (0.2, math.nan), (0.0, 0.2))
    ]
    for sentence in said:
        assert sentence is not None
        assert 3 <= len(sentence) <= 120
        assert sentence.endswith(".")
        assert not any(
            word in sentence.lower() for word in ("wrong", "danger", "damage", "protect", "bad", "!")
        )

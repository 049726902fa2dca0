"""The table of stated errors: what it must hold, and what is looked up for which view."""

from __future__ import annotations

import pytest

from vision.accuracy import AccuracyTableError, StatedError, is_shown, read_accuracy, stated_error
from vision.angles import View

ENTRY = """
[[error]]
angle = "{angle}"
view = "{view}"
mae_deg = {mae}
p95_deg = 4.0
bias_deg = -0.5
slope = 0.98
coverage = 0.99
frames = 1000
"""


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        ENTRY.format(angle="trunk_flexion", view="side", mae=1.2)
        + ENTRY.format(angle="knee_flexion", view="side", mae=3.0)
        + ENTRY.format(angle="knee_flexion", view="left", mae=2.0)
        + ENTRY.format(angle="trunk_lateral", view="front", mae=8.0)
        + ENTRY.format(angle="hip_flexion", view="side", mae=8.1)
    )
    monkeypatch.setattr("vision.accuracy._packaged", lambda: read_accuracy(text))


def mae(angle: str, view: View) -> float | None:
    stated = stated_error(angle, view)
    return stated.mae_deg if stated else None


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("angle", "view", "expected"),
    [
        ("trunk_flexion", View.LEFT, 1.2),
        ("trunk_flexion", View.RIGHT, 1.2),
        ("trunk_flexion", View.FRONT, None),
        ("trunk_flexion", View.OBLIQUE, None),
        ("trunk_flexion", View.UNKNOWN, None),
        # The left was measured apart; the right shares "side".
        ("knee_flexion", View.LEFT, 2.0),
        ("knee_flexion_left", View.LEFT, 2.0),
        ("knee_flexion_right", View.RIGHT, 3.0),
        # The back shows the same plane as the front.
        ("trunk_lateral", View.BACK, 8.0),
        ("pelvis_tilt", View.LEFT, None),
    ],
)
def test_what_is_stated(angle: str, view: View, expected: float | None) -> None:
    assert mae(angle, view) == expected


@pytest.mark.usefixtures("table")
def test_only_what_is_stated_and_good_enough_is_shown() -> None:
    assert is_shown("trunk_lateral", View.FRONT)  # 8.0 is not above 8
    assert not is_shown("hip_flexion_left", View.LEFT)
    assert not is_shown("trunk_flexion", View.OBLIQUE)


def test_every_value_is_read() -> None:
    stated = read_accuracy(ENTRY.format(angle="trunk_flexion", view="side", mae=1.2))[
        ("trunk_flexion", "side")
    ]
    assert stated == StatedError(
        angle="trunk_flexion",
        view="side",
        mae_deg=1.2,
        p95_deg=4.0,
        bias_deg=-0.5,
        slope=0.98,
        coverage=0.99,
        frames=1000,
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[error]", "cannot be read"),
        (ENTRY.format(angle="nose_tilt", view="side", mae=1), "no angle called nose_tilt"),
        (ENTRY.format(angle="trunk_flexion", view="above", mae=1), "view"),
        (ENTRY.format(angle="trunk_flexion", view="side", mae=-1), "mae_deg"),
        (ENTRY.format(angle="trunk_flexion", view="side", mae="nan"), "mae_deg"),
        (ENTRY.format(angle="trunk_flexion", view="side", mae=1) + "colour = 3\n", "colour"),
        (2 * ENTRY.format(angle="trunk_flexion", view="side", mae=1), "stated twice: trunk_flexion in side"),
    ],
)
def test_a_table_that_does_not_fit_says_where(text: str, says: str) -> None:
    with pytest.raises(AccuracyTableError, match=says):
        read_accuracy(text)


def test_the_packaged_table_states_what_the_bars_are_about() -> None:
    for angle, view in (
        ("trunk_flexion", View.LEFT),
        ("trunk_lateral", View.FRONT),
        ("hip_flexion_right", View.RIGHT),
        ("knee_flexion_left", View.LEFT),
    ):
        assert is_shown(angle, view), angle
    assert not is_shown("trunk_flexion", View.FRONT)
    assert not is_shown("trunk_lateral", View.LEFT)

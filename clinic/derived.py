"""Every number and word of an exercise that is made from a shown movement, each by a rule with its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exercises.curves import Curve
from exercises.showing import least_leave_deg
from exercises.shown_start import STAND_TALL, ShownStart
from vision.accuracy import stated_error
from vision.angles import FRONTAL, SIDE, View

# The rules, written beside the numbers. P: ours, to be confirmed by a physio; the shares are those of the
# waiter's bow of the library, which leaves at 18, returns at 10 and counts from 30, with a target of 50 to
# 70.
RULES: Mapping[str, str] = {
    "trunk_at_deg": "as shown while still, to the nearest 5; people differ by what is within",
    "leave_deg": "0.3 of the shown turning point, at least sway (2) and stated error (95th percentile)",
    "return_deg": "0.15 of the shown turning point, at least 3",
    "least_excursion_deg": "half of the shown turning point",
    "least_duration_s": "as in the library",
    "most_duration_s": "five times the shown pace, at least 20",
    "from_deg": "the shown turning point less 0.15 of it, or less the stated error where that is more",
    "to_deg": "the same upward",
    "too_fast.least_duration_s": "half of the shown pace",
}
_LEAVE_SHARE, _RETURN_SHARE, _LEAST_SHARE, _BAND_SHARE = 0.3, 0.15, 0.5, 0.15
_LEAST_RETURN_DEG = 3.0
_LEAST_DURATION_S = 0.6
_MOST_PACES, _LEAST_LONGEST_S, _TOO_FAST_PACES = 5.0, 20.0, 0.5
_DOSE = 8  # as most of the library (P)
# P: the path is kept at every twentieth of the repetition: five a second at a slow tempo, and short to read.
_STEPS = 20


def least_peak_deg(angle: str, view: View) -> float:
    """Tell how far an angle has to move so that its thresholds lie above sway and stated error."""
    return 2 * (least_leave_deg(angle, view) + 1)


def derive_exercise(
    angle: str,
    view: View,
    peak_deg: float,
    pace_s: float,
    *,
    direction: str = "plus",
    exercise_id: str,
    title: str,
    clip: str,
    start: ShownStart | None = None,
    curves: Mapping[str, Curve] | None = None,
) -> dict[str, Any]:
    """Derive the content of an exercise file.

    Parameters
    ----------
    angle : str
        What makes the repetition.
    view : View
        From where it was shown; the exercise holds for both sides, or for front and back.
    direction : str
        Which way it goes from there, "plus" or "minus".
    peak_deg : float
        Shown turning point, from neutral in that direction; at least `least_peak_deg`.
    pace_s : float
        How long one shown repetition took.
    exercise_id, title, clip : str
        Its name, and where it comes from.
    start : ShownStart, optional
        Where it begins; standing tall when not given.
    curves : mapping of str to array, shape (101,), optional
        The path; without it the exercise has none.
    """
    stated = stated_error(angle, view)
    leave_deg = max(_LEAVE_SHARE * peak_deg, least_leave_deg(angle, view))
    band_deg = max(_BAND_SHARE * peak_deg, 0.0 if stated is None else stated.p95_deg)
    source = f"P: recorded from {clip}"
    stand = "side-on to" if view.is_side else "facing"
    start = start or ShownStart(STAND_TALL, f"Stand {stand} the camera, tall and still for a moment.")
    data: dict[str, Any] = {
        "id": exercise_id,
        "title": title,
        "purpose": "A movement that was shown to you.",
        "how_to": [
            start.how_to,
            "Move as you were shown, as far as feels comfortable.",
            "Come back slowly.",
        ],
        "views": sorted(side.value for side in (SIDE if view.is_side else FRONTAL)),
        "dose_repetitions": _DOSE,
        "praise": ["Lovely. Just like that.", "Smooth and steady."],
        "start": start.position.model_dump(),
        "movement": {
            "angle": angle,
            "direction": direction,
            "leave_deg": round(leave_deg, 1),
            "return_deg": round(max(_RETURN_SHARE * peak_deg, _LEAST_RETURN_DEG), 1),
            "least_excursion_deg": round(_LEAST_SHARE * peak_deg, 1),
            "least_duration_s": _LEAST_DURATION_S,
            "most_duration_s": round(max(_MOST_PACES * pace_s, _LEAST_LONGEST_S), 1),
            "source": source,
        },
        "target": {
            "from_deg": round(peak_deg - band_deg, 1),
            "to_deg": round(peak_deg + band_deg, 1),
            "source": source,
            "too_little": {"say": "A little further, if that feels fine."},
            "too_much": {"say": "A little less next time. Smaller is plenty."},
        },
        "compensations": [
            {
                "kind": "tempo",
                "id": "too_fast",
                "least_duration_s": round(_TOO_FAST_PACES * pace_s, 1),
                "severity": 1,
                "source": source,
                "cue": {"say": "Try it slower.", "or_say": "Take your time."},
            }
        ],
    }
    if curves:
        recorded = {
            name: [round(float(deg), 1) for deg in curve[:: (curve.size - 1) // _STEPS]]
            for name, curve in curves.items()
        }
        data["path"] = {"leading": angle, "source": source, "recorded": recorded}
    return data

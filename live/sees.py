"""What the camera sees, in words: where from, how well, and which angles have no number and why.

For the panel of the exercise page, once a second. Between the pictures that are told, nothing is worked out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from exercises.guidance import FRAMING_SENTENCES, LIGHT_REMARKS
from exercises.state import CoachState
from live.words import ANGLE_WORDS, VIEW_WORDS, stated_error_deg, whole_error_deg
from vision.angles import ANGLES, View
from vision.calibration import NotReady
from vision.framing import Framing
from vision.light import Light
from vision.measurable import Why, why_not
from vision.pose import Observation
from vision.posture import Posture
from vision.quality import FULL_RATE_HZ, LEAST_QUALITY, LEAST_RATE_HZ, frame_quality
from vision.roll import WARN_ABOVE_DEG
from vision.sides import Sides
from wording import N_, Words, say, say_count

_TOLD = {"name", "value", "note", "why"}
# The panel is read, not watched (issue: at most once a second).
TELL_EVERY_S = 1.0
# A torn picture is not what the camera mostly sees: wait this long for a whole one (P).
WAIT_FOR_WHOLE_S = 1.0
# Longer without a picture was a pause: the rate is counted anew (P).
PAUSE_S = 2.0
# P: from here on a picture is called good; repetitions of the sample clips read 0.98.
GOOD_QUALITY = 0.8

_AFRESH = "Lift both hands above your head for two seconds to be measured afresh."
_STAND_FIRST = N_("stand tall and still first: angles are told from there")
_FAR_SIDE = {
    "left": N_("behind the other leg: turn your left side to the camera"),
    "right": N_("behind the other leg: turn your right side to the camera"),
}
_REASONS: Mapping[Why, str] = MappingProxyType(
    {
        Why.NOT_POSSIBLE: N_("not possible with one camera yet"),
        Why.NEEDS_SIDE: N_("turn side-on to the camera"),
        Why.NEEDS_FRONT: N_("turn to face the camera"),
        Why.NOT_SEEN: N_("not in view: let the camera see it"),
        Why.TOO_UNCERTAIN: N_("too uncertain from this view"),
        Why.LEGS_APART: N_("bring your feet together: the camera lost which leg is which"),
        Why.NOT_ASKED: N_("read in exercises that look at the pelvis"),
    }
)
_LIGHT: Mapping[Light, str] = MappingProxyType(
    {Light.TOO_DARK: N_("too dark"), Light.TOO_BRIGHT: N_("too bright"), Light.BACKLIT: N_("backlit")}
)
_NOT_READY: Mapping[NotReady, str] = MappingProxyType(
    {
        NotReady.HIDDEN: "Let the camera see all of you.",
        NotReady.OBLIQUE: "Turn side-on, or face the camera.",
        NotReady.OTHER_POSITION: "Stand tall, as the exercise begins.",
        NotReady.MOVING: "Keep still.",
    }
)


class Pace:
    """Counts pictures, and says when it is time to tell of them again: a sum and a comparison a picture."""

    def __init__(self) -> None:
        self._since_s = self._newest_s = -math.inf
        self._frames = 0

    def is_due(self, time_s: float, *, torn: bool = False) -> float | None:
        """Count a picture.

        Parameters
        ----------
        time_s : float
            When it was taken.
        torn : bool
            Whether its left and right could not be told apart: then the next one is waited for, a while.

        Returns
        -------
        float or None
            Measured pictures a second since it was last told, NaN for the first ones; None while it is not
            time yet.
        """
        paused = time_s - self._newest_s > PAUSE_S
        self._newest_s = time_s
        self._frames += 1
        passed_s = time_s - self._since_s
        if not paused and (passed_s < TELL_EVERY_S or (torn and passed_s < TELL_EVERY_S + WAIT_FOR_WHOLE_S)):
            return None
        rate_hz = math.nan if paused else self._frames / passed_s
        self._since_s, self._frames = time_s, 0
        return rate_hz


def what_is_seen(state: CoachState, observation: Observation, rate_hz: float) -> dict[str, Any]:
    """Tell what the camera sees.

    Parameters
    ----------
    state : CoachState
        After the newest picture.
    observation : Observation
        That picture's.
    rate_hz : float
        Measured pictures a second; NaN when not known yet.

    Returns
    -------
    dict
        JSON content. ``rows``: what to know, each with ``id``, ``name``, ``value`` and ``note`` (empty for
        none) and whether it is a ``warning``. ``measured``: angles with ``id``, ``name``, ``deg`` and
        ``error``, whole degrees, told from the person's own neutral. ``not_measured``: all others of
        `vision.angles`, each with ``why``. Without a neutral nothing is measured: the stated errors hold
        from there.
    """
    posture = state.posture
    reasons = _reasons(state)
    missing = [{"id": name, "name": ANGLE_WORDS[name], "why": why} for name, why in reasons.items()]
    rows = [
        _row("view", "The camera sees", VIEW_WORDS[posture.view]),
        _framing(posture.framing),
        _quality(posture, rate_hz),
        _rate(rate_hz),
        _light(observation.light),
        *_people(observation.people),
        _tilt(state),
        _sides(state.track.sides),
        _calibration(state),
        *_own_range(state),
    ]
    return {
        "rows": rows,
        "measured": [
            {
                "id": name,
                "name": ANGLE_WORDS[name],
                "deg": round(degrees),
                "error": whole_error_deg(stated_error_deg(name, posture.view)),
            }
            for name, degrees in posture.angles.items()
            if name not in reasons
        ],
        "not_measured": missing,
    }


def without_angles(sees: Mapping[str, Any]) -> dict[str, Any]:
    """Leave the angles out of what is seen: the person finds a place without looking."""
    return {**sees, "measured": [], "not_measured": []}


def seen_in(sees: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Tell what is seen in some language: names, values, notes and reasons."""
    return {
        part: [{key: words(value) if key in _TOLD else value for key, value in row.items()} for row in rows]
        for part, rows in sees.items()
    }


def _reasons(state: CoachState) -> dict[str, str]:
    """Say of every angle without a number that can be stood by what it would need."""
    posture, view = state.posture, state.posture.view
    missing = {name: _REASONS[why] for name, why in why_not(posture).items()}
    found = {}
    for name in ANGLES:
        if _is_far_side(name, view):
            # What is stated of a joint was measured on the side nearer the camera.
            found[name] = _FAR_SIDE[name.rsplit("_", 1)[1]]
        elif name in missing and view in ANGLES[name].views and _lacks_zero(state, name):
            found[name] = _STAND_FIRST
        elif name in missing:
            found[name] = missing[name]
        elif math.isnan(stated_error_deg(name, view)):
            found[name] = _REASONS[Why.TOO_UNCERTAIN]
        elif state.calibration is None:
            found[name] = _STAND_FIRST
    return found


def _lacks_zero(state: CoachState, name: str) -> bool:
    """Whether an angle has no number because it was not seen while the person stood still."""
    return state.calibration is not None and name not in state.calibration.neutral.angles


def _is_far_side(name: str, view: View) -> bool:
    return (view is View.LEFT and name.endswith("_right")) or (view is View.RIGHT and name.endswith("_left"))


def _own_range(state: CoachState) -> list[dict[str, Any]]:
    """Tell how far the own range is known, in an exercise that is told in it."""
    if state.learning is not None:
        return [_row("range", "Your own range", N_("being learned"), "Go to both ends, slowly.")]
    if state.own is None:
        return []
    if any(state.own.assumed):
        return [_row("range", "Your own range", N_("a small one to begin with"), _AFRESH)]
    return [_row("range", "Your own range", N_("as you showed it"), _AFRESH)]


def _row(name: str, title: str, value: str, note: str = "", *, warning: bool = False) -> dict[str, Any]:
    return {"id": name, "name": title, "value": value, "note": note, "warning": warning}


def _framing(framing: Framing) -> dict[str, Any]:
    if framing is Framing.WHOLE:
        return _row("framing", "In the picture", N_("all of you"))
    return _row("framing", "In the picture", N_("not all of you yet"), FRAMING_SENTENCES[framing])


def _quality(posture: Posture, rate_hz: float) -> dict[str, Any]:
    figure = frame_quality(posture, step_s=1 / rate_hz if rate_hz > 0 else math.nan)
    if figure >= GOOD_QUALITY:
        words, note = N_("good"), ""
    elif figure >= LEAST_QUALITY:
        words, note = N_("fair"), "More light, or a clearer view of you, makes it better."
    else:
        words, note = N_("poor"), "Repetitions that are seen like this count, and are not measured."
    return _row(
        "quality",
        "Picture quality",
        say("{words}, {figure} of 100", words=words, figure=round(100 * figure)),
        note,
    )


def _rate(rate_hz: float) -> dict[str, Any]:
    if math.isnan(rate_hz):
        return _row("rate", "Measured a second", N_("counting"))
    note = ""
    if rate_hz < LEAST_RATE_HZ:
        note = "Too few to measure repetitions: close other programs."
    elif rate_hz < FULL_RATE_HZ:
        note = "A few more would be better: close other programs."
    return _row("rate", "Measured a second", say("{rate:.0f} pictures", rate=rate_hz), note)


def _light(light: Light) -> dict[str, Any]:
    if light is Light.FINE:
        return _row("light", N_("Light"), N_("fine"))
    return _row("light", "Light", _LIGHT[light], LIGHT_REMARKS[light])


def _people(people: int) -> list[dict[str, Any]]:
    if people < 2:
        return []
    note = "The lines are on the one who is measured; tap yourself to change that."
    return [_row("people", "People in view", str(people), note)]


def _tilt(state: CoachState) -> dict[str, Any]:
    lean_deg = state.roll_deg
    if math.isnan(lean_deg) and state.calibration is not None:
        lean_deg = state.calibration.roll_deg
    if math.isnan(lean_deg):
        return _row("tilt", "Camera tilt", N_("not known"), "Door frames or shelves in the picture tell it.")
    value = f"{abs(lean_deg):.0f}°"
    if abs(lean_deg) <= WARN_ABOVE_DEG:
        return _row("tilt", "Camera tilt", value)
    # Up leans to the right of the picture when the camera's left side, seen from behind it, has sunk.
    right = "Raise the camera's right side, as you face it, until door frames are upright in the picture."
    left = "Raise the camera's left side, as you face it, until door frames are upright in the picture."
    note = right if lean_deg > 0 else left
    return _row("tilt", "Camera tilt", value, note, warning=True)


def _sides(sides: Sides) -> dict[str, Any]:
    if not (sides.traded_back or sides.torn):
        return _row("sides", "Left and right", N_("never mixed up"))
    value = say(
        "put right in {traded}; {torn} left out",
        traded=_pictures(sides.traded_back),
        torn=_pictures(sides.torn),
    )
    return _row("sides", "Left and right", value)


def _pictures(count: int) -> str:
    return say_count("{count} picture", "{count} pictures", count)


def _calibration(state: CoachState) -> dict[str, Any]:
    calibration = state.calibration
    if calibration is None:
        reason = state.stillness.why_not
        note = "Stand tall and still." if reason is None else _NOT_READY[reason]
        return _row("calibration", "Measured from", N_("nothing yet"), note)
    value = say("how you stood for {seconds:.0f} s", seconds=calibration.lasted_s)
    return _row("calibration", "Measured from", value, _AFRESH)

"""What is said of a comparison: one plain sentence, about what stands out most, or nothing.

Only what is beyond the stated error of measurement is said. It tells what was seen and does not judge: there
is more than one good way to move.
"""

from __future__ import annotations

from typing import NamedTuple

from exercises.comparison import Comparison, Deviation, Lead, Stretch


class _Words(NamedTuple):
    part: str
    moved: str
    more: str
    less: str


_BENT = ("bent", "bent more", "bent less")
_WORDS = {
    "trunk_flexion": _Words("trunk", "came forward", "came further forward", "came less far forward"),
    "trunk_lateral": _Words("trunk", "leaned", "leaned further to the right", "leaned further to the left"),
    "pelvis_tilt": _Words("pelvis", "tilted", "tilted further forward", "tilted less far forward"),
    "pelvis_obliquity": _Words("pelvis", "tilted", "was higher on the right", "was higher on the left"),
    "lumbar_flexion": _Words("back", *_BENT),
    "hip_flexion": _Words("hips", *_BENT),
    "knee_flexion": _Words("knees", *_BENT),
    "hip_flexion_left": _Words("left hip", *_BENT),
    "hip_flexion_right": _Words("right hip", *_BENT),
    "knee_flexion_left": _Words("left knee", *_BENT),
    "knee_flexion_right": _Words("right knee", *_BENT),
}
_WHEN = {
    Stretch.GOING: "on the way out",
    Stretch.TURNING: "at the turning point",
    Stretch.RETURNING: "on the way back",
}


def part_name(angle: str) -> str:
    """Name the part of the body that an angle tells of, as at the beginning of a sentence."""
    return _WORDS[angle].part.capitalize()


def say_comparison(comparison: Comparison) -> str | None:
    """Say what stands out most.

    Parameters
    ----------
    comparison : Comparison
        From `exercises.comparison`.

    Returns
    -------
    str or None
        One sentence, for example "Your back bent before your hips did."; None where nothing is beyond the
        stated error.
    """
    found = find_most(comparison)
    return None if found is None else found[1]


def find_most(comparison: Comparison) -> tuple[Deviation | Lead, str] | None:
    """Find what stands out most, and its sentence; None where nothing is beyond the stated error."""
    orders = {lead: sentence for lead in comparison.leads if (sentence := _say_lead(lead))}
    early = {name for lead in orders for name in (lead.angle, lead.other)}
    turned = {one.angle for one in comparison.deviations if one.stretch is Stretch.TURNING and _is_told(one)}
    found: list[tuple[Deviation | Lead, str]] = list(orders.items())
    found += [
        (one, _say_deviation(one))
        for one in comparison.deviations
        # What only came early or late, and was as meant at the turning point, is told as that.
        if _is_told(one) and not (one.angle in early and one.angle not in turned)
    ]
    return max(found, default=None, key=lambda entry: entry[0].times_error)


def _is_told(one: Deviation | Lead) -> bool:
    return one.times_error > 1


def _say_lead(lead: Lead) -> str | None:
    """Name the order where it is not the path's and the camera can tell; the other way round is the same."""
    if not _is_told(lead):
        return None
    beyond = lead.beyond_target
    first, then = (lead.angle, lead.other) if beyond > 0 else (lead.other, lead.angle)
    if lead.share * beyond > 0 and abs(lead.share) > lead.error_share:
        return f"Your {_WORDS[first].part} {_WORDS[first].moved} before your {_WORDS[then].part} did."
    return (
        f"Compared with your {_WORDS[then].part}, your {_WORDS[first].part} {_WORDS[first].moved} "
        "earlier than in the target movement."
    )


def _say_deviation(one: Deviation) -> str:
    words = _WORDS[one.angle]
    how = words.more if one.mean_deg > 0 else words.less
    return (
        f"Your {words.part} {how} than in the target movement {_WHEN[one.stretch]}, "
        f"by about {abs(one.mean_deg):.0f} degrees."
    )

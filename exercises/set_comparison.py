"""The repetitions of a set against the target path: how many were as meant, criterion by criterion, no grade.

What is said is what was typical: medians over the repetitions, so that a single one never speaks for a set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from exercises.comparison import Comparison, Deviation, Lead, Stretch
from exercises.comparison_words import find_most, part_name
from exercises.target_path import TargetPath
from wording import say

_AS_MEANT = "As in the target movement, as far as this camera can tell."


@dataclass(frozen=True)
class AsMeant:
    """How many of the repetitions in which a criterion was measured were as meant.

    Attributes
    ----------
    repetitions : int
        In how many it was measured.
    as_meant : int
        How many of those were as meant: within the room that the path leaves, and the stated error.
    """

    repetitions: int
    as_meant: int


@dataclass(frozen=True)
class SetComparison:
    """The repetitions of a set, criterion by criterion.

    Attributes
    ----------
    repetitions : int
        How many were compared.
    angles : mapping of str to mapping of Stretch to AsMeant
        Of each angle but the leading one, phase by phase. The leading angle is what the others are laid
        along, so it is hardly ever off; how far it went is told by the repetition itself.
    order : AsMeant or None
        Of what came first; None where that is not compared, or was not told.
    sentences : tuple of str
        One or two: what stood out in most repetitions, and in how many it did.
    """

    repetitions: int
    angles: Mapping[str, Mapping[Stretch, AsMeant]]
    order: AsMeant | None
    sentences: tuple[str, ...]

    @property
    def rows(self) -> list[tuple[str, tuple[AsMeant | None, ...]]]:
        """The criteria by their names: each angle in its phases; the order has no phase but the first."""
        rows = [
            (part_name(angle), tuple(found.get(stretch) for stretch in Stretch))
            for angle, found in self.angles.items()
        ]
        return rows if self.order is None else [*rows, ("What comes first", (self.order, None, None))]


def sum_up_comparisons(comparisons: Iterable[Comparison | None], path: TargetPath) -> SetComparison | None:
    """Sum the comparisons of a set up.

    Parameters
    ----------
    comparisons : iterable of Comparison or None
        Of its repetitions; None of one that was measured too little.
    path : TargetPath
        What they were compared with.

    Returns
    -------
    SetComparison or None
        None where nothing was compared.
    """
    told = [comparison for comparison in comparisons if comparison is not None]
    if not told:
        return None
    angles: dict[str, dict[Stretch, AsMeant]] = {}
    for (angle, stretch), found in _deviations(told).items():
        if angle != path.leading:
            within = sum(one.times_error <= 1 for one in found)
            angles.setdefault(angle, {})[stretch] = AsMeant(len(found), within)
    return SetComparison(len(told), angles, _order(told), _say(told))


def _deviations(told: Sequence[Comparison]) -> dict[tuple[str, Stretch], list[Deviation]]:
    found: dict[tuple[str, Stretch], list[Deviation]] = {}
    for one in (one for comparison in told for one in comparison.deviations):
        found.setdefault((one.angle, one.stretch), []).append(one)
    return found


def _order(told: Sequence[Comparison]) -> AsMeant | None:
    if not any(comparison.leads for comparison in told):
        return None
    # Where one of the angles hardly moved there was no order to depart from.
    within = sum(all(lead.times_error <= 1 for lead in comparison.leads) for comparison in told)
    return AsMeant(len(told), within)


def _typical(told: Sequence[Comparison]) -> Comparison:
    """Give what most repetitions were like: medians of what was measured in more than half of them."""
    deviations = tuple(
        replace(found[0], mean_deg=median(one.mean_deg for one in found))
        for found in _deviations(told).values()
        if 2 * len(found) > len(told)
    )
    pairs: dict[tuple[str, str], list[Lead]] = {}
    for lead in (lead for comparison in told for lead in comparison.leads):
        pairs.setdefault((lead.angle, lead.other), []).append(lead)
    leads = tuple(
        replace(
            found[0],
            share=median(lead.share for lead in found),
            error_share=median(lead.error_share for lead in found),
        )
        for found in pairs.values()
        if 2 * len(found) > len(told)
    )
    return Comparison(median(comparison.scale for comparison in told), deviations, leads)


def _say(told: Sequence[Comparison]) -> tuple[str, ...]:
    most = find_most(_typical(told))
    if most is None:
        return (_AS_MEANT,)
    typical, sentence = most
    if len(told) == 1:
        return (sentence,)
    times = sum(any(_is_same(typical, one) for one in _parts(comparison)) for comparison in told)
    return sentence, say("It was so in {times} of {all} repetitions.", times=times, all=len(told))


def _parts(comparison: Comparison) -> tuple[Deviation | Lead, ...]:
    return *comparison.deviations, *comparison.leads


def _is_same(typical: Deviation | Lead, one: Deviation | Lead) -> bool:
    """Whether one repetition went the same way in the same thing, beyond what is as meant."""
    if one.times_error <= 1:
        return False
    if isinstance(typical, Deviation) and isinstance(one, Deviation):
        same = (one.angle, one.stretch) == (typical.angle, typical.stretch)
        return same and one.mean_deg * typical.mean_deg > 0
    if isinstance(typical, Lead) and isinstance(one, Lead):
        same = (one.angle, one.other) == (typical.angle, typical.other)
        return same and one.beyond_target * typical.beyond_target > 0
    return False

"""What an exercise is: data, read from a TOML file and checked here, so that a physio can write one.

Angles in a definition are degrees from the person's own neutral posture (zero is how they stand), with the
names and signs of `vision.angles`. A joint named without a side (`knee_flexion`) is the one nearer the
camera. An exercise that has a ``[range]`` goes to both sides of neutral and is told in shares of the person's
own range. One that has a ``[reposition]`` is a test: a place in the own range is shown, and found again.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from exercises.fading import DEFAULT_PLAN, FeedbackPlan
from exercises.parts import (
    AngleCompensation,
    Compensation,
    HoldCompensation,
    Identifier,
    Part,
    Sentence,
    StartPosition,
    judged_elsewhere,
)
from exercises.reposition_rule import RepositionRule
from exercises.sides import Sides
from exercises.target_path import TargetPath
from exercises.ways import Axis, EndsTarget, Movement, RangeRule, Sway, Target
from vision.angles import ANGLES, PELVIS_ANGLES, View
from vision.over_feet import OVER_FEET
from vision.posture import OUTLINE_MEASURES, PERCENT_MEASURES, Posture
from vision.thorax import THORAX_MEASURES


class Exercise(Part):
    """What every exercise has, as written in its TOML file."""

    id: Identifier
    title: str
    purpose: str
    how_to: list[str]
    views: list[View]
    start: StartPosition
    compensations: list[Compensation]
    praise: Annotated[list[Sentence], Field(min_length=1)]
    dose_repetitions: Annotated[int, Field(ge=1, le=100)]
    dose_sets: Annotated[int, Field(ge=1, le=10)] = 2
    dose_rest_s: Annotated[int, Field(ge=0, le=600)] = 60
    programme_phase: Literal["C1", "C2"] = "C1"
    easier: Sentence | None = None
    harder: Sentence | None = None
    path: TargetPath | None = None
    sides: Sides | None = None
    feedback: FeedbackPlan = DEFAULT_PLAN

    @abstractmethod
    def angle_in(self, view: View) -> str:
        """Name the measure that makes the repetition in a view."""

    def moving_deg(self, posture: Posture) -> float:
        """Read how far the movement has gone, degrees in its own direction; NaN when not measurable."""
        return posture.value(self.angle_in(posture.view))

    def is_counted_in(self, view: View) -> bool:
        """Whether repetitions are counted in a view."""
        return view in self.views

    def counted_by(self, posture: Posture, view: View) -> float:
        """Read what a repetition is counted by for somebody whose neutral is that of `view`; NaN without."""
        return posture.value(self.angle_in(posture.view))

    @field_validator("views")
    @classmethod
    def _usable_views(cls, views: list[View]) -> list[View]:
        if not views or View.OBLIQUE in views or View.UNKNOWN in views:
            raise ValueError("must name at least one of front, back, left, right")
        return views

    @model_validator(mode="after")
    def _measurable_path(self) -> Self:
        for name in self.path.angles if self.path else ():
            _check_measurable(name, self.views)
        return self

    @model_validator(mode="after")
    def _unique_ids(self) -> Self:
        ids = [compensation.id for compensation in self.compensations]
        if len(set(ids)) != len(ids):
            raise ValueError("every compensation needs an id of its own")
        return self

    @cached_property
    def angles(self) -> frozenset[str]:
        """The measures that make the repetition, in one view or another."""
        return frozenset(self.angle_in(view) for view in self.views)

    @cached_property
    def measures(self) -> frozenset[str]:
        """Every measure that this exercise asks for."""
        compared = (
            limit.measure
            for part in self.compensations
            if isinstance(part, AngleCompensation)
            for limit in part.limits
        )
        asked = self.angles.union(compared, self.path.angles if self.path else ())
        return asked.union(*(THORAX_MEASURES[name][:2] for name in asked if name in THORAX_MEASURES))

    @cached_property
    def hold(self) -> HoldCompensation | None:
        """What asks for a hold at the turning point; the longest, where several do."""
        holds = [part for part in self.compensations if isinstance(part, HoldCompensation)]
        return max(holds, key=lambda part: part.least_hold_s, default=None)

    @cached_property
    def needs_pelvis(self) -> bool:
        """Whether it asks for an angle of the pelvis or the low back."""
        return not self.measures.isdisjoint(PELVIS_ANGLES)

    @cached_property
    def moves_pelvis(self) -> bool:
        """Whether its repetitions are made of an angle of the pelvis: nothing of it works without."""
        return not self.angles.isdisjoint(PELVIS_ANGLES)

    @cached_property
    def needs_silhouette(self) -> bool:
        """Whether a measure of this exercise is read from the silhouette."""
        return self.needs_pelvis or not self.measures.isdisjoint(OUTLINE_MEASURES)


class OneWayExercise(Exercise):
    """Away from neutral and back, to a target in degrees."""

    movement: Movement
    target: Target

    def angle_in(self, view: View) -> str:
        """Name the measure that makes the repetition: the same in every view."""
        return self.movement.angle

    def moving_deg(self, posture: Posture) -> float:
        """Read how far the movement has gone, degrees in its own direction; NaN when not measurable."""
        return self.movement.read(posture)

    def is_counted_in(self, view: View) -> bool:
        """Whether repetitions are counted in a view, by the movement's own angle or otherwise."""
        return view in self.views or self.seen_from(view) is not self

    def counted_by(self, posture: Posture, view: View) -> float:
        """Read what a repetition is counted by for somebody whose neutral is that of `view`; NaN without."""
        return self.seen_from(view).moving_deg(posture)

    def seen_from(self, view: View) -> OneWayExercise:
        """Give the exercise as a view shows it: itself, or as its repetitions are counted elsewhere."""
        elsewhere = self.movement.elsewhere
        return self._elsewhere if elsewhere is not None and view in elsewhere.views else self

    @property
    def tells_depth(self) -> bool:
        """Whether it is made of an angle, so that its turning point can be held against the target."""
        return self.movement.angle not in OVER_FEET

    @cached_property
    def _elsewhere(self) -> OneWayExercise:
        """Itself as it is counted elsewhere."""
        elsewhere = self.movement.elsewhere
        if elsewhere is None:
            return self
        judged = judged_elsewhere(self.compensations)
        return self.model_copy(update={"movement": self.movement.by(elsewhere), "compensations": judged})

    @model_validator(mode="after")
    def _measurable(self) -> Self:
        if not self.tells_depth:
            raise ValueError(f"{self.movement.angle} is no angle: it counts in movement.elsewhere")
        _check_measurable(self.movement.angle, self.views)
        return self

    @model_validator(mode="after")
    def _countable_elsewhere(self) -> Self:
        elsewhere = self.movement.elsewhere
        if elsewhere is None:
            return self
        if not all(view.is_side for view in self.views):
            raise ValueError("movement.elsewhere is for exercises that are seen from left and right")
        if View.UNKNOWN in elsewhere.views or set(elsewhere.views) & set(self.views):
            raise ValueError("movement.elsewhere.views must name some of front, back, oblique")
        if self.start.trunk_at_deg != 0:
            raise ValueError("movement.elsewhere is for exercises that begin with an upright trunk")
        return self


class TwoWayExercise(Exercise):
    """To both of the person's own ends, through the middle."""

    range: RangeRule
    movement: Sway
    target: EndsTarget
    axes: Annotated[list[Axis], Field(min_length=1)]

    def axis_in(self, view: View) -> Axis:
        """Give the axis that a view shows; the first one for a view that shows none."""
        return self._axes_seen.get(view, self.axes[0])

    @cached_property
    def _axes_seen(self) -> dict[View, Axis]:
        """The axes by the views that show them."""
        return {view: axis for axis in reversed(self.axes) for view in axis.views}

    def angle_in(self, view: View) -> str:
        """Name the measure that makes the repetition in a view."""
        return self.axis_in(view).angle

    def range_in(self, view: View) -> RangeRule:
        """Tell how the own range is learned in a view."""
        return self.axis_in(view).range or self.range

    @model_validator(mode="after")
    def _measurable(self) -> Self:
        seen = [view for axis in self.axes for view in axis.views]
        if sorted(seen) != sorted(self.views):
            raise ValueError("axes must have each of the views in exactly one axis")
        for axis in self.axes:
            _check_measurable(axis.angle, axis.views)
        if any(part.kind == "angle" and part.while_above_deg for part in self.compensations):
            raise ValueError("while_above_deg is for exercises without a range")
        return self

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.target.from_share < self.movement.least_share:
            raise ValueError("expected movement.least_share <= target.from_share")
        return self


class RepositionExercise(Exercise):
    """A place in the own range is shown, and found again with the display hidden."""

    reposition: RepositionRule

    def angle_in(self, view: View) -> str:
        """Name the measure that moves: the same in every view."""
        return self.reposition.angle

    @model_validator(mode="after")
    def _measurable(self) -> Self:
        _check_measurable(self.reposition.angle, self.views)
        if self.dose_repetitions != len(self.reposition.trials):
            raise ValueError("expected dose_repetitions to be the number of reposition.trials")
        return self


def _check_measurable(name: str, views: list[View]) -> None:
    measured = ANGLES[name].views if name in ANGLES else PERCENT_MEASURES.get(name)
    if measured is not None and not set(views) <= measured:
        seen_from = ", ".join(sorted(measured)) or "no view yet"
        raise ValueError(f"{name} is measured from {seen_from}, not from every view in views")

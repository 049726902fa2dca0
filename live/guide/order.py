"""What a page asks for when it opens a whole session: it knows plan and person, the connection does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from exercises.definition import Exercise
from exercises.dose import Dose
from live.guide.guide import Guide
from live.guide.keeping import Keeper, KeepNothing
from live.guide.session import GuidedSession
from live.guide.state import Resume
from vision.estimator import PersonEstimator
from vision.pelvis import PelvisReader
from wording import Words, in_english


@dataclass(frozen=True)
class Order:
    """A session that was chosen on a page.

    Attributes
    ----------
    plan_id, title : str
        Which plan, and what it is called.
    doses : tuple of Dose
        What is done, in order.
    exercises : mapping of str to Exercise
        Those of the doses.
    make_keeper : callable
        Makes what keeps the session, once for each connection.
    find_resume : callable
        Tells, at each connection, where a session that was cut off goes on; None begins at the beginning.
    """

    plan_id: str
    title: str
    doses: tuple[Dose, ...]
    exercises: Mapping[str, Exercise]
    make_keeper: Callable[[], Keeper] = KeepNothing
    find_resume: Callable[[], Resume | None] = lambda: None

    @property
    def in_order(self) -> list[Exercise]:
        """The exercises, one for each dose."""
        return [self.exercises[dose.exercise_id] for dose in self.doses]

    def open(
        self, estimator: PersonEstimator, pelvis: PelvisReader | None, told: Words = in_english
    ) -> GuidedSession:
        """Begin it; `told` gives texts in the person's language."""
        return GuidedSession(
            self.plan_id,
            Guide(self.title, self.doses),
            self.in_order,
            estimator,
            pelvis,
            self.make_keeper(),
            self.find_resume(),
            told,
        )

"""What a session has come to, as its connection remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.events import Repetition
from exercises.own_range import OwnRange
from exercises.repositioning import Trial
from exercises.state import CoachState
from live.guide.outcome import SessionSummary
from live.guide.state import GuideState, Moment, Said
from live.session import CAMERA
from live.summary import SetSummary
from vision.calibration import Calibration
from vision.gesture import Gesture


@dataclass(frozen=True)
class Signs:
    """One hand overhead, for a moment and for longer."""

    short: Gesture = field(default_factory=Gesture)
    long: Gesture = field(default_factory=Gesture)


@dataclass(frozen=True)
class GuidedProgress:
    """What a session has come to; enough to go on with after a connection broke.

    Attributes
    ----------
    plan_id : str
        What is done.
    guide : GuideState
        The guide's memory.
    coaches : mapping of int to CoachState
        The coach's memory of each exercise of the plan.
    earlier : int
        Repetitions of the set going on that were counted before the session was cut off.
    done : tuple of Repetition
        Those counted since, numbered on from there.
    trials : tuple of Trial
        Of a test that is going on: those that are over.
    zero : (int, Calibration, OwnRange or None) or None
        The newest that was handed on to be kept: of which set, what its angles are told from, and the range.
    sets : tuple of SetSummary
        Finished sets.
    pain : mapping of Moment to int
        What was told of pain, the newest of each moment.
    signs : Signs
        A hand that may be going up.
    said : tuple of Said
        The newest sentences, while no answer has carried them.
    number : int
        How many sentences there were.
    time_ms : float
        Capture time of the newest frame.
    source : str
        "camera", or "sample:" and the clip's id.
    """

    plan_id: str
    guide: GuideState
    coaches: Mapping[int, CoachState] = field(default_factory=dict)
    earlier: int = 0
    done: tuple[Repetition, ...] = ()
    trials: tuple[Trial, ...] = ()
    zero: tuple[int, Calibration, OwnRange | None] | None = None
    sets: tuple[SetSummary, ...] = ()
    pain: Mapping[Moment, int] = field(default_factory=dict)
    signs: Signs = field(default_factory=Signs)
    said: tuple[Said, ...] = ()
    number: int = 0
    time_ms: float = -1.0
    source: str = CAMERA

    @property
    def repetitions(self) -> int:
        """How many the set going on has; of a test, its trials."""
        return self.earlier + len(self.done) + len(self.trials)

    @property
    def last(self) -> SetSummary | None:
        """The newest finished set."""
        return self.sets[-1] if self.sets else None

    @property
    def summary(self) -> SessionSummary:
        """What the session came to so far."""
        before, after = self.pain.get(Moment.BEFORE), self.pain.get(Moment.AFTER)
        return SessionSummary(self.plan_id, self.source, self.sets, before, after)

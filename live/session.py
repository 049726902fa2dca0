"""One person doing one exercise: frames in, answers out. No network, no clock: time comes with the frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import uuid4

from exercises.coach import Coach
from exercises.comparer import Comparer
from exercises.comparison import Comparison
from exercises.definition import Exercise
from exercises.events import Repetition, RepetitionFinished
from exercises.feedback import Feedback
from exercises.own_target import OwnPeak
from exercises.reposition_course import Stage
from exercises.state import CoachState
from live.place_tests import PlaceTestKeeper
from live.problems import TimeWentBack
from live.protocol import feedback_message, read_frame, read_time_ms
from live.sees import Pace, what_is_seen
from live.summary import SetSummary, summarise
from vision.estimator import PersonEstimator
from vision.pelvis import PelvisReader
from vision.sides import Names
from wording import Words, in_english

CAMERA = "camera"
# The pose engine counts whole milliseconds.
_LEAST_STEP_MS = 1.0
# No exercise asks for more repetitions (`Exercise.dose_repetitions`).
_MOST_COMPARED = 100
_TIME_WENT_BACK = "The camera's clock jumped. Start the camera again."


class Finished(Protocol):
    """What is told when a session was finished."""

    def content(self, words: Words = in_english) -> dict[str, Any]:
        """Give it as JSON content for the browser, in some language."""
        ...


class LiveSession(Protocol):
    """What a connection asks of a session: an exercise, a movement that is shown, or a whole one."""

    @property
    def interrupted(self) -> object:
        """What to go on with after a connection broke; None where there is nothing."""
        ...

    def begin(self, source: str, earlier: object = None) -> None:
        """Note where the pictures come from, and go on with what was interrupted if it is the same."""
        ...

    def measure(self, message: bytes) -> str:
        """Measure one frame message and give the answer, as JSON."""
        ...

    def choose(self, x: float, y: float) -> None:
        """Follow whoever is at a place in the picture."""
        ...

    def restart(self) -> None:
        """Start anew."""
        ...

    def finish(self) -> Finished:
        """Give what was done."""
        ...

    def close(self) -> None:
        """Free the pose engine."""
        ...


def check_time(time_ms: float, before_ms: float) -> None:
    """Refuse a frame that is not later than the one before.

    Raises
    ------
    TimeWentBack
    """
    if round(time_ms) < round(before_ms) + _LEAST_STEP_MS:
        raise TimeWentBack(_TIME_WENT_BACK)


@dataclass(frozen=True)
class Progress:
    """What a set has come to; enough to go on with after a connection broke.

    Attributes
    ----------
    exercise_id : str
        What is done.
    state : CoachState
        The engine's memory.
    repetitions : tuple of Repetition
        All that counted so far.
    time_ms : float
        Capture time of the newest frame; -1 before the first.
    source : str
        "camera", or "sample:" and the clip's id.
    compared : tuple of Comparison
        How the newest repetitions compare with the target path, where there is one.
    """

    exercise_id: str
    state: CoachState
    repetitions: tuple[Repetition, ...] = ()
    time_ms: float = -1.0
    source: str = CAMERA
    compared: tuple[Comparison, ...] = ()


class Session:
    """Measures the frames of one connection.

    Parameters
    ----------
    exercise : Exercise
        What is coached.
    estimator : PersonEstimator
        The pose engine; the session closes it.
    pelvis : PelvisReader, optional
        Reads pelvis and low back, for an exercise that asks for them.
    own : OwnPeak, optional
        How far the person went in the set before; a sample's person is another.
    words : callable
        Gives texts in the person's language.
    keeper : PlaceTestKeeper, optional
        Told of a finished test; without it, or of a sample, none is kept.
    """

    def __init__(
        self,
        exercise: Exercise,
        estimator: PersonEstimator,
        pelvis: PelvisReader | None = None,
        own: OwnPeak | None = None,
        words: Words = in_english,
        keeper: PlaceTestKeeper | None = None,
    ) -> None:
        self._own, self._words = own, words
        self._keeper, self._test = keeper, uuid4()
        self._coach = Coach(exercise, pelvis=pelvis)
        self._estimator = estimator
        self._pace = Pace()
        self._comparer = Comparer(exercise)
        self.progress = Progress(exercise.id, self._coach.start())

    @property
    def interrupted(self) -> Progress | None:
        """The set, once something of it counts."""
        return self.progress if self.progress.repetitions else None

    def begin(self, source: str, earlier: object = None) -> None:
        """Note where the pictures come from, and go on with an interrupted set if it is the same one."""
        if isinstance(earlier, Progress) and (earlier.exercise_id, earlier.source) == (
            self.progress.exercise_id,
            source,
        ):
            self.progress = earlier
        elif source == CAMERA and self._own is not None:
            self.progress = replace(self.progress, state=self._start(source))
        self.progress = replace(self.progress, source=source)

    def measure(self, message: bytes) -> str:
        """Measure one frame message and give the answer, as JSON. The picture is dropped.

        Raises
        ------
        LiveProblem
            If the message is no usable frame, or not later than the one before.
        """
        time_ms, before = read_time_ms(message), self.progress
        check_time(time_ms, before.time_ms)
        observation = self._estimator.estimate(read_frame(message))
        state, events = self._coach.step(before.state, observation)
        done = tuple(event.repetition for event in events if isinstance(event, RepetitionFinished))
        found = self._comparer.see(state.posture, done).values()
        self.progress = replace(
            before,
            state=state,
            repetitions=before.repetitions + done,
            time_ms=time_ms,
            compared=(*before.compared, *filter(None, found))[-_MOST_COMPARED:] if found else before.compared,
        )
        if state.checker.course.stage is Stage.DONE is not before.state.checker.course.stage:
            self.finish()
        feedback = self._of_this_side(self._coach.feedback(state))
        rate_hz = self._pace.is_due(observation.time_s, torn=state.posture.names is Names.TORN)
        sees = None if rate_hz is None else what_is_seen(state, observation, rate_hz)
        return feedback_message(
            time_ms, feedback, observation.pose, events, observation.people, sees, self._words
        )

    def choose(self, x: float, y: float) -> None:
        """Follow whoever is at a place in the picture, told in shares of its width and height."""
        self._estimator.choose(x, y)

    def restart(self) -> None:
        """Start anew: no repetitions, and the start position is looked for again. Time goes on."""
        fresh = self._start(self.progress.source)
        self.progress = replace(self.progress, state=fresh, repetitions=(), compared=())
        self._test = uuid4()

    def _start(self, source: str) -> CoachState:
        return self._coach.start(self._own if source == CAMERA and self._own is not None else OwnPeak())

    def finish(self) -> SetSummary:
        """Sum up what was done."""
        progress = self.progress
        trials = progress.state.checker.course.trials
        exercise = self._coach.exercise
        summary = summarise(exercise, progress.source, progress.repetitions, trials, progress.compared)
        self._keep_test(summary)
        return replace(summary, own=progress.state.checker.own if progress.source == CAMERA else None)

    def _keep_test(self, summary: SetSummary) -> None:
        """Have a test kept that measured something: when it is over, and when it is finished early."""
        result = summary.repositioning
        if self._keeper and result and result.together.trials and self.progress.source == CAMERA:
            self._keeper.keep(self._test, summary.exercise_id, result)

    def _of_this_side(self, feedback: Feedback) -> Feedback:
        """Count both sides apart, where turning round changes the side that is trained."""
        sides, done = self._coach.exercise.sides, self.progress.repetitions
        if sides is None or not done:
            return feedback
        # While somebody turns round, and until they stand ready, it is still the side that was trained.
        calibration = self.progress.state.calibration
        side = sides.side_in(done[-1].view if calibration is None else calibration.view)
        mine = [one for one in done if sides.side_in(one.view) is side]
        if len(mine) == len(done):
            return feedback
        return replace(feedback, repetitions=len(mine), on_target=sum(one.on_target for one in mine))

    def close(self) -> None:
        """Free the pose engine."""
        self._estimator.close()

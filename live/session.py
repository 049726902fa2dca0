"""One person doing one exercise: frames in, answers out. No network, no clock: time comes with the frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from exercises.coach import Coach
from exercises.definition import Exercise
from exercises.events import Repetition, RepetitionFinished
from exercises.state import CoachState
from live.problems import TimeWentBack
from live.protocol import feedback_message, read_frame, read_time_ms
from live.sees import Pace, what_is_seen
from live.summary import SetSummary, summarise
from vision.estimator import PersonEstimator
from vision.pelvis import PelvisReader
from vision.sides import Names

# The pose engine counts whole milliseconds.
LEAST_STEP_MS = 1.0
TIME_WENT_BACK = "The camera's clock jumped. Start the camera again."


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
    """

    exercise_id: str
    state: CoachState
    repetitions: tuple[Repetition, ...] = ()
    time_ms: float = -1.0
    source: str = "camera"

    @property
    def worth_keeping(self) -> bool:
        """Whether it is gone on with after a connection broke."""
        return bool(self.repetitions)


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
    """

    def __init__(
        self, exercise: Exercise, estimator: PersonEstimator, pelvis: PelvisReader | None = None
    ) -> None:
        self._coach = Coach(exercise, pelvis=pelvis)
        self._estimator = estimator
        self._pace = Pace()
        self.progress = Progress(exercise.id, self._coach.start())

    def begin(self, source: str, earlier: object = None) -> None:
        """Note where the pictures come from, and go on with an interrupted set if it is the same one."""
        if isinstance(earlier, Progress) and (earlier.exercise_id, earlier.source) == (
            self.progress.exercise_id,
            source,
        ):
            self.progress = earlier
        self.progress = replace(self.progress, source=source)

    def measure(self, message: bytes) -> str:
        """Measure one frame message and give the answer, as JSON. The picture is dropped.

        Raises
        ------
        LiveProblem
            If the message is no usable frame, or not later than the one before.
        """
        time_ms, before = read_time_ms(message), self.progress
        if round(time_ms) < round(before.time_ms) + LEAST_STEP_MS:
            raise TimeWentBack(TIME_WENT_BACK)
        observation = self._estimator.estimate(read_frame(message))
        state, events = self._coach.step(before.state, observation)
        done = tuple(event.repetition for event in events if isinstance(event, RepetitionFinished))
        self.progress = replace(before, state=state, repetitions=before.repetitions + done, time_ms=time_ms)
        feedback = self._coach.feedback(state)
        rate_hz = self._pace.is_due(observation.time_s, torn=state.posture.names is Names.TORN)
        sees = None if rate_hz is None else what_is_seen(state, observation, rate_hz)
        return feedback_message(time_ms, feedback, observation.pose, events, observation.people, sees)

    def choose(self, x: float, y: float) -> None:
        """Follow whoever is at a place in the picture, told in shares of its width and height."""
        self._estimator.choose(x, y)

    def restart(self) -> None:
        """Start anew: no repetitions, and the start position is looked for again. Time goes on."""
        self.progress = replace(self.progress, state=self._coach.start(), repetitions=())

    def finish(self) -> SetSummary:
        """Sum up what was done."""
        progress = self.progress
        trials = progress.state.checker.course.trials
        return summarise(self._coach.exercise, progress.source, progress.repetitions, trials)

    def close(self) -> None:
        """Free the pose engine."""
        self._estimator.close()

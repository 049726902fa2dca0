"""A whole session in one connection: the guide says what comes, and the coach of each exercise watches it.

The same engine as for a single exercise. While nobody exercises, the picture is only looked at for a sign.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace

from exercises.coach import Coach
from exercises.definition import Exercise, RepositionExercise
from exercises.events import Event, RepetitionFinished, TrialFinished
from exercises.feedback import Feedback
from exercises.state import CoachState
from live.guide import words
from live.guide.content import guide_content
from live.guide.guide import Guide
from live.guide.keeping import Keeper, KeepNothing
from live.guide.outcome import SessionSummary
from live.guide.progress import GuidedProgress, Signs
from live.guide.state import (
    Command,
    GuideEvent,
    Moment,
    PainTold,
    Resume,
    Said,
    Seen,
    SessionEnded,
    SetBegan,
    SetEnded,
    Speech,
    Stage,
)
from live.guide.trace import Trace
from live.protocol import feedback_message, read_frame, read_time_ms
from live.session import check_time
from live.summary import summarise
from vision.estimator import PersonEstimator
from vision.gesture import one_hand_overhead, watch_gesture
from vision.pelvis import PelvisReader
from vision.pose import Observation
from wording import Words, in_english, say

# P: long enough not to happen by touching one's hair, short enough for whoever is out of breath. While
# exercising an arm may go up for a moment, so there it takes longer.
SIGN_S, LONG_SIGN_S = 1.0, 2.5
# During a set the page has room for numbers only, and in the others something is asked.
_CAN_TELL = (Stage.SHOW, Stage.REST)


class GuidedSession:
    """Measures the frames of one connection, and leads through a session.

    Parameters
    ----------
    plan_id : str
        Which plan.
    guide : Guide
        Leads.
    exercises : sequence of Exercise
        Those of the guide's doses, in their order.
    estimator : PersonEstimator
        The pose engine; the session closes it.
    pelvis : PelvisReader, optional
        Reads pelvis and low back.
    keeper : Keeper
        Told of everything that may be kept.
    resume : GuideState, optional
        Where a session that was cut off goes on.
    told : callable
        Gives texts in the person's language.
    """

    def __init__(
        self,
        plan_id: str,
        guide: Guide,
        exercises: Sequence[Exercise],
        estimator: PersonEstimator,
        pelvis: PelvisReader | None = None,
        keeper: Keeper | None = None,
        resume: Resume | None = None,
        told: Words = in_english,
    ) -> None:
        self._guide, self._estimator, self._told = guide, estimator, told
        self._exercises = list(exercises)
        self._coaches = [Coach(exercise, pelvis=pelvis) for exercise in exercises]
        self._keeper: Keeper = KeepNothing() if keeper is None else keeper
        self._trace = Trace()
        self._command: Command | None = None
        self._answer: int | None = None
        self.progress = GuidedProgress(plan_id, guide.start())
        if resume is not None:
            self._go_on(resume)

    @property
    def interrupted(self) -> GuidedProgress | None:
        """The session, from its first set to its end."""
        guide = self.progress.guide
        return self.progress if guide.ordinal > 0 and guide.stage is not Stage.DONE else None

    def begin(self, source: str, earlier: object = None) -> None:
        """Note where the pictures come from, and go on with an interrupted session if it is the same one."""
        if isinstance(earlier, GuidedProgress) and (earlier.plan_id, earlier.source) == (
            self.progress.plan_id,
            source,
        ):
            self.progress = earlier
        self.progress = replace(self.progress, source=source)
        self._keeper.begin(source)

    def ask(self, command: Command | None, answer: int | None = None) -> None:
        """Take what was pressed; it is followed with the next picture."""
        self._command, self._answer = command or self._command, self._answer if answer is None else answer

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
        item = self._item
        coach, state = self._coaches[item], before.coaches.get(item) or self._coaches[item].start()
        events: tuple[Event, ...] = ()
        working = before.guide.stage is Stage.WORK
        if working:
            state, events = coach.step(state, observation)
            if state.calibration is not None:
                self._trace.see(state.posture)
                self._keep_zero(state)
        self._count(item, state, events)
        signs, seen = self._look(observation, state if working else None)
        self.progress = replace(self.progress, signs=signs, time_ms=time_ms)
        self._follow(seen)
        self._keeper.settle()
        if self.progress.guide.stage in _CAN_TELL and (trouble := self._keeper.trouble()):
            self._take(Said(trouble))
        feedback = _of_this_set(coach.feedback(state), self.progress, working=working)
        progress = self.progress
        time_s, told = observation.time_s, self._told
        content = guide_content(
            self._guide, progress.guide, time_s, progress.last, _hand(signs, time_s), told
        )
        content["say"] = [{"text": told(said.text), "kind": said.kind} for said in progress.said]
        content["said"] = progress.number
        self.progress = replace(progress, said=())
        answer = json.loads(
            feedback_message(time_ms, feedback, observation.pose, events, observation.people, words=told)
        )
        return json.dumps({**answer, "guide": content}, separators=(",", ":"), allow_nan=False)

    def choose(self, x: float, y: float) -> None:
        """Follow whoever is at a place in the picture, told in shares of its width and height."""
        self._estimator.choose(x, y)

    def restart(self) -> None:
        """Do the set going on once more."""
        self.ask(Command.AGAIN)

    def finish(self) -> SessionSummary:
        """End the session; give what it came to."""
        progress = self.progress
        if progress.guide.stage is not Stage.DONE:
            self._follow(
                Seen(progress.time_ms / 1000, repetitions=progress.repetitions, command=Command.FINISH)
            )
        return self.progress.summary

    def close(self) -> None:
        """Free the pose engine."""
        self._estimator.close()

    def _go_on(self, resume: Resume) -> None:
        """Begin where it was cut off, with a sentence that says so."""
        guide = resume.guide
        dose = self._guide.dose(guide)
        over = guide.stage is Stage.PAIN
        back = words.BACK_AT_END if over else say(words.BACK, title=dose.title, set=guide.set_number)
        said = Said(back, Speech.GUIDE)
        self.progress = replace(
            self.progress,
            guide=guide,
            earlier=resume.repetitions,
            said=(said,),
            number=1,
            pain={} if guide.before is None else {Moment.BEFORE: guide.before},
        )

    @property
    def _item(self) -> int:
        return min(self.progress.guide.item, len(self._exercises) - 1)

    def _count(self, item: int, state: CoachState, events: Sequence[Event]) -> None:
        progress = self.progress
        fresh = [event.repetition for event in events if isinstance(event, RepetitionFinished)]
        done = progress.done
        for repetition in fresh:
            repetition = replace(repetition, number=progress.earlier + len(done) + 1)
            done = (*done, repetition)
            self._keeper.repetition(progress.guide.ordinal, repetition, self._trace.of(repetition))
        trials = tuple(event.trial for event in events if isinstance(event, TrialFinished))
        self.progress = replace(
            progress,
            coaches={**progress.coaches, item: state},
            done=done,
            trials=(*progress.trials, *trials),
        )

    def _keep_zero(self, state: CoachState) -> None:
        """Hand on what the angles of the set going on are told from, whenever that is new."""
        progress, calibration = self.progress, state.calibration
        if calibration is None:
            return
        zero = (progress.guide.ordinal, calibration, state.own)
        known = progress.zero
        if known is None or known[0] != zero[0] or known[1] is not calibration or known[2] is not state.own:
            self._keeper.calibrated(progress.guide.ordinal, progress.repetitions, calibration, state.own)
            self.progress = replace(progress, zero=zero)

    def _look(self, observation: Observation, state: CoachState | None) -> tuple[Signs, Seen]:
        time_s, pose, signs = observation.time_s, observation.pose, self.progress.signs
        short, sign = watch_gesture(signs.short, pose, time_s, one_hand_overhead, SIGN_S)
        long, long_sign = watch_gesture(signs.long, pose, time_s, one_hand_overhead, LONG_SIGN_S)
        checker = None if state is None else state.checker
        busy = checker is not None and (checker.movement is not None or checker.course.bent)
        seen = Seen(time_s, sign, long_sign, self.progress.repetitions, busy, self._command, self._answer)
        self._command = self._answer = None
        return Signs(short, long), seen

    def _follow(self, seen: Seen) -> None:
        guide, events = self._guide.step(self.progress.guide, seen)
        self.progress = replace(self.progress, guide=guide)
        for event in events:
            self._take(event)

    def _take(self, event: GuideEvent) -> None:
        progress = self.progress
        if isinstance(event, Said):
            self.progress = replace(progress, said=(*progress.said, event), number=progress.number + 1)
        elif isinstance(event, SetBegan):
            fresh = progress.coaches
            if isinstance(self._exercises[event.item], RepositionExercise):
                # A test that is done again begins at its beginning.
                fresh = {item: state for item, state in fresh.items() if item != event.item}
            self.progress = replace(progress, coaches=fresh, earlier=0, done=(), trials=())
            self._keeper.set_began(event, self._exercises[event.item], self._guide.doses[event.item])
        elif isinstance(event, SetEnded):
            exercise = self._exercises[event.item]
            summary = summarise(exercise, progress.source, progress.done, progress.trials)
            self.progress = replace(progress, sets=(*progress.sets, summary))
            self._keeper.set_ended(event, summary)
        elif isinstance(event, PainTold):
            if event.value is not None:
                self.progress = replace(progress, pain={**progress.pain, event.moment: event.value})
            self._keeper.pain(event)
        elif isinstance(event, SessionEnded):
            self._keeper.ended(event)


def _of_this_set(feedback: Feedback, progress: GuidedProgress, *, working: bool) -> Feedback:
    """Tell the count of the set; between sets nothing of the coach is told."""
    told = replace(feedback, repetitions=progress.repetitions)
    return told if working else replace(told, message=None, angle_deg=math.nan, own=None)


def _hand(signs: Signs, time_s: float) -> float:
    """How much of the time that a sign takes a hand has been up, 0 to 1."""
    since_s = signs.short.since_s
    return 0.0 if math.isnan(since_s) else min(1.0, (time_s - since_s) / SIGN_S)

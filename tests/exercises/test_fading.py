"""Much at first, then less: which repetitions get feedback, and what is said in a whole set."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from exercises.change import newest_told
from exercises.counting import count
from exercises.cues import CueRules, choose_cue
from exercises.definition import Exercise
from exercises.events import RepetitionFinished
from exercises.fading import DEFAULT_PLAN, NEVER_FADES, FeedbackPlan
from exercises.feedback import Feedback, Message, MessageKind
from exercises.files import load_library
from exercises.saying import find_candidates
from exercises.state import CoachState
from exercises.telling import tell
from tests.exercises.movements import Curve, bows, make_exercise, posture, sample
from vision.angles import View
from vision.calibration import Calibration
from vision.neutral import Neutral
from vision.posture import Posture

RULES = CueRules()
READY = Calibration(Neutral({}), View.LEFT, math.nan, "unknown")
# One bow with its rest: longer than anything is kept from being said again.
BOW_S = 6.5
GIVEN = (1, 2, 3, 4, 5, 7, 9, 11)


class Set:
    """What was told in a set of somebody who stands ready from the first posture on."""

    def __init__(self, exercise: Exercise, postures: Iterable[Posture]) -> None:
        stream = list(postures)
        state = CoachState(stream[0], calibration=READY)
        self.feedback: list[Feedback] = []
        self.told_s: list[float] = []
        for one in stream:
            state = replace(state, posture=one)
            checker, _, _, events = count(exercise, state, one, View.LEFT)
            state = replace(state, checker=checker)
            candidates = find_candidates(exercise, state, events, RULES)
            cues = choose_cue(state.cues, candidates, one.time_s, RULES)
            state = replace(state, cues=cues, told=newest_told(exercise, state.told, events))
            self.told_s += [one.time_s for e in events if isinstance(e, RepetitionFinished)]
            self.feedback.append(tell(exercise, state))

    @property
    def messages(self) -> list[Message]:
        shown = [one.message for one in self.feedback if one.message is not None]
        return [one for i, one in enumerate(shown) if i == 0 or one.number != shown[i - 1].number]

    def numbers_of(self, *ids: str) -> list[int]:
        """In or right after which repetitions something of these ids was said."""
        return [self.number_at(message.time_s) for message in self.messages if message.id in ids]

    def number_at(self, time_s: float) -> int:
        return 1 + sum(told_s < time_s for told_s in self.told_s)


def bow_set(
    peaks: list[float], exercise: Exercise | None = None, *, knees: Curve | float = 0.0, outline: float = 0.0
) -> Set:
    """Slow bows; knees and outline may be numbers for all of the set."""
    curve, until_s = bows(peaks, down_s=2.0, up_s=2.0, pause_s=BOW_S - 4.3)
    return Set(exercise or make_exercise(), sample(curve, until_s, 10.0, knees=knees, outline=outline))


def of_bows(values: list[float]) -> Curve:
    """A measure that has one value for each bow of a set."""
    return lambda time_s: values[min(int(time_s // BOW_S), len(values) - 1)]


@pytest.mark.parametrize(
    ("every_repetition", "every_second", "given_to"),
    [
        (5, 6, GIVEN),
        (5, 5, (1, 2, 3, 4, 5, 7, 9)),
        (1, 2, (1, 3)),
        (3, 0, (1, 2, 3)),
        (0, 4, (2, 4)),
        (0, 0, ()),
    ],
)
def test_every_repetition_then_every_second_then_none(
    every_repetition: int, every_second: int, given_to: tuple[int, ...]
) -> None:
    plan = FeedbackPlan(every_repetition=every_repetition, every_second=every_second, source="test")
    assert tuple(number for number in range(1, 40) if plan.gives(number)) == given_to


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_plan_never_gives_more_later_on(every_repetition: int, every_second: int) -> None:
    """Every second repetition has one and the next has none: two in a row are what can be compared."""
    plan = FeedbackPlan(every_repetition=every_repetition, every_second=every_second, source="test")
    gives = [plan.gives(number) for number in range(1, 80)]
    pairs = [a + b for a, b in itertools.pairwise(gives)]
    assert pairs == sorted(pairs, reverse=True)
    assert not any(gives[every_repetition + every_second :])


@pytest.mark.parametrize(
    "changes", [{"every_repetition": -1}, {"every_second": 1.5}, {"changed_by_deg": 0}, {"always": True}]
)
def test_a_plan_that_does_not_fit_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FeedbackPlan.model_validate({"every_repetition": 5, "every_second": 6, "source": "test", **changes})


def test_a_plan_says_where_its_numbers_come_from() -> None:
    with pytest.raises(ValidationError, match="source"):
        make_exercise(feedback={"every_repetition": 2, "every_second": 2})
    assert DEFAULT_PLAN.source.startswith("P: ")


def test_an_exercise_may_have_a_plan_of_its_own() -> None:
    assert all(exercise.feedback == DEFAULT_PLAN for exercise in load_library().values())
    exercise = make_exercise(feedback={"every_repetition": 1, "every_second": 2, "source": "test"})
    assert bow_set([60] * 5, exercise).numbers_of("praise") == [1, 3]


def test_praise_becomes_rarer_and_the_count_goes_on() -> None:
    result = bow_set([60] * 14)
    assert result.numbers_of("praise") == list(GIVEN)
    assert {message.id for message in result.messages} == {"praise"}
    assert (result.feedback[-1].repetitions, result.feedback[-1].on_target) == (14, 14)


@pytest.mark.parametrize(("peak", "cue"), [(42, "too_little"), (78, "too_much")])
def test_the_target_is_told_by_the_plan(peak: float, cue: str) -> None:
    assert bow_set([peak] * 13).numbers_of(cue) == list(GIVEN)


def test_a_compensation_of_low_severity_fades_and_a_severe_one_never() -> None:
    assert bow_set([60] * 13, knees=40).numbers_of("knees_bend") == list(GIVEN)
    assert bow_set([60] * 13, outline=30).numbers_of("back_rounds") == list(range(1, 14))


def test_feedback_says_which_repetitions_are_without() -> None:
    result = bow_set([60] * 13)
    faded = {result.number_at(one.time_s) for one in result.feedback if one.faded and one.progress > 0.5}
    assert faded == {number for number in range(1, 14) if number not in GIVEN}
    assert not result.feedback[0].faded
    for one in result.feedback:  # what is said of a repetition when it is over belongs to it
        if one.message is not None and one.message.time_s == one.time_s:
            assert not one.faded


def test_what_the_camera_needs_never_fades() -> None:
    """After a whole set, a repetition that was hardly seen."""
    curve, until_s = bows([60] * 13, down_s=2.0, up_s=2.0, pause_s=BOW_S - 4.3)
    turned_s = 13 * BOW_S - 2.15
    result = Set(
        make_exercise(),
        (
            posture(one.time_s, math.nan) if abs(one.time_s - turned_s) < 0.4 else one
            for one in sample(curve, until_s, 10.0)
        ),
    )
    assert result.numbers_of("not_measured") == [13]


def test_what_was_cued_on_the_way_is_not_said_again_when_it_is_over() -> None:
    """Bent knees on the way down of a very slow bow, straight from then on."""
    curve, until_s = bows([60], down_s=4.0, hold_s=4.0, up_s=4.0)
    knees = lambda time_s: 40.0 if 2.0 < time_s < 4.0 else 0.0  # noqa: E731
    result = Set(make_exercise(), sample(curve, until_s, 10.0, knees=knees))
    assert [message.id for message in result.messages] == ["knees_bend"]
    (cue,) = result.messages
    shown = [one.time_s for one in result.feedback if one.message is not None]
    assert shown[-1] < cue.time_s + RULES.most_shown_s  # and was dropped when it was better


@pytest.mark.parametrize(("lasted_s", "on_the_way"), [(0.4, False), (0.7, True)])
def test_a_compensation_is_cued_on_the_way_when_it_goes_on_for_half_a_second(
    lasted_s: float, on_the_way: bool
) -> None:
    """It is found after 0.3 s; what is short is told when the repetition is over."""
    curve, until_s = bows([60], down_s=2.0, up_s=2.0)
    knees = lambda time_s: 40.0 if 2.0 < time_s < 2.0 + lasted_s else 0.0  # noqa: E731
    result = Set(make_exercise(), sample(curve, until_s, 20.0, knees=knees))
    (cue,) = [message for message in result.messages if message.id == "knees_bend"]
    assert (cue.time_s < result.told_s[0]) is on_the_way


CHANGES: list[tuple[list[float], list[float], list[int]]] = [
    # peaks, knees, after which repetitions a change is told
    ([60, 60, 60], [40, 0, 0], [2]),  # the knees were cued and are straight: once, then it is praise
    ([60, 60, 60], [0, 40, 0], [3]),
    ([60, 60, 60], [40, 40, 40], []),
    ([60, 60, 60], [0, 0, 0], []),
    ([36, 44, 60], [0, 0, 0], [2, 3]),  # not there yet, on the way; and there
    ([36, 44, 47], [0, 0, 0], [2]),  # and by less than a change
    ([44, 60, 60], [0, 0, 0], [2]),
    ([80, 60, 60], [0, 0, 0], [2]),
    ([80, 74, 60], [0, 0, 0], [2, 3]),
    ([49, 51, 51], [0, 0, 0], []),  # too little to be told from the camera's error
    ([44, 80, 60], [0, 0, 0], [3]),  # out at the other side of the band is no change that was asked for
    ([44, 38, 38], [0, 0, 0], []),
    ([60] * 5 + [60, 60], [0] * 4 + [40, 40, 0], [7]),  # nothing was said of the sixth
    ([60] * 5 + [60, 60], [0] * 5 + [40, 0], []),  # it came and went while nothing is said
    ([60] * 5 + [60, 60], [0] * 4 + [40, 0, 0], [7]),
]


@pytest.mark.parametrize(("peaks", "knees", "told"), CHANGES)
def test_a_change_that_was_asked_for_is_praised_as_one(
    peaks: list[float], knees: list[float], told: list[int]
) -> None:
    result = bow_set(peaks, knees=of_bows(knees))
    assert result.numbers_of("changed") == told
    for message in result.messages:
        if message.id == "changed":
            assert message.kind is MessageKind.PRAISE
            assert message.text in DEFAULT_PLAN.changed.wordings


def test_no_change_is_told_where_something_else_is_found() -> None:
    """The knees are straight, and now the back rounds: "that changed" would be taken for the back."""
    exercise = make_exercise()
    curve, until_s = bows([60] * 3, down_s=2.0, up_s=2.0, pause_s=BOW_S - 4.3)
    stream = sample(curve, until_s, 10.0, knees=of_bows([40, 0, 0]), outline=of_bows([0, 30, 30]))
    assert Set(exercise, stream).numbers_of("changed") == []


def test_a_change_has_the_words_of_the_exercise() -> None:
    plan = {"every_repetition": 5, "every_second": 6, "source": "test", "changed": {"say": "Longer already."}}
    result = bow_set([60, 60], make_exercise(feedback=plan), knees=of_bows([40, 0]))
    assert result.messages[-1].text == "Longer already."


STREAMS = st.lists(
    st.tuples(
        st.floats(0.1, 3.0),  # seconds to go there
        st.floats(0, 90),  # trunk
        st.sampled_from([0.0, 40.0]),  # knees
        st.sampled_from([0.0, 30.0]),  # outline
        st.booleans(),  # seen
    ),
    min_size=1,
    max_size=30,
)


@given(STREAMS)
@settings(deadline=None)
def test_in_any_stream_one_thing_at_a_time_and_nothing_twice_in_a_short_time(
    moves: list[tuple[float, float, float, float, bool]],
) -> None:
    stream, time_s, before = [posture(0.0, 0.0)], 0.0, 0.0
    for step_s, flexion, knees, outline, seen in moves:
        frames = max(round(step_s * 10), 1)
        for frame in range(1, frames + 1):
            angle = before + (flexion - before) * frame / frames
            time_s += step_s / frames
            stream.append(posture(time_s, angle if seen else math.nan, knees=knees, outline=outline))
        before = flexion
    result = Set(make_exercise(), stream)
    numbers = [message.number for message in result.messages]
    assert numbers == list(range(1, len(numbers) + 1))
    for said in {message.id for message in result.messages}:
        stamps = [message.time_s for message in result.messages if message.id == said]
        assert all(b - a >= RULES.quiet_s for a, b in itertools.pairwise(stamps))
    severity = {part.id: part.severity for part in make_exercise().compensations}
    for message in result.messages:
        if message.id in severity and severity[message.id] < NEVER_FADES:
            assert DEFAULT_PLAN.gives(result.number_at(message.time_s))


@given(
    peak=st.sampled_from([40.0, 60.0, 80.0]),
    knees=st.sampled_from([0.0, 40.0]),
    outline=st.sampled_from([0.0, 30.0]),
    every_repetition=st.integers(1, 6),
    every_second=st.integers(0, 6),
    down_frames=st.integers(12, 40),
)
@settings(deadline=None, max_examples=40)
def test_whoever_goes_on_the_same_way_hears_less_and_less(
    peak: float, knees: float, outline: float, every_repetition: int, every_second: int, down_frames: int
) -> None:
    """Told over two repetitions in a row, as every second one has feedback; severe is told in each.

    Times are whole sixteenths, exact in binary, so that each repetition is seen in the same moments.
    """
    down_s = down_frames / 16
    plan = {"every_repetition": every_repetition, "every_second": every_second, "source": "test"}
    severe = outline > 0
    curve, until_s = bows([peak] * 14, down_s=down_s, hold_s=0.25, up_s=down_s, pause_s=6.0)
    stream = sample(curve, until_s, 16.0, knees=knees, outline=outline)
    result = Set(make_exercise(feedback=plan), stream)
    assert len(result.told_s) == 14
    heard = Counter(result.number_at(message.time_s) for message in result.messages)
    pairs = [heard[number] + heard[number + 1] for number in range(1, 14)]
    assert pairs == sorted(pairs, reverse=True)
    assert result.numbers_of("back_rounds") == (list(range(1, 15)) if severe else [])
    assert heard[14] == severe

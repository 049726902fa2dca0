"""The whole engine in exercises of the pelvis: a stick figure, and a reader that reads a stated curve."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from exercises.coach import Coach
from exercises.events import Armed, CalibrationAsked, RangeLearned
from exercises.feedback import Phase
from exercises.files import find_exercise
from exercises.guidance import NO_PELVIS, SHOW_WAIST
from tests.exercises.movements import Curve, bows, make_exercise, path
from tests.exercises.sways import CLOCK, TILT, through
from tests.exercises.test_coach import RATE_HZ, Session, empty, film, lifted, still
from tests.poses import Figure, make_pose
from vision.angles import View
from vision.pelvis import PelvisReading
from vision.pose import Observation, Pose
from vision.thorax import PELVIS_IN_LINE

READY_S = 4.0
ROLLS = (8.0, -12.0) * 2


class CurveReader:
    """Reads an angle as a curve over time, plus what a body's zero and clothes add; counts how often."""

    def __init__(self, curve: Curve, name: str = "pelvis_tilt", offset: float = 7.0) -> None:
        self.curve, self.name, self.offset = curve, name, offset
        self.read_s: list[float] = []

    def read(self, pose: Pose, view: View) -> PelvisReading:
        self.read_s.append(pose.time_s)
        value = self.curve(pose.time_s) + self.offset
        return PelvisReading({self.name: value}, {self.name: 3.0})


def rolling(*corners: float, start_s: float = READY_S, leg_s: float = 1.5) -> tuple[Curve, float]:
    """Stands still, rolls twice each way, and then goes to each corner."""
    curve, until_s = through((*ROLLS, 0.0, *corners), leg_s=leg_s)
    return (lambda t: curve(t - start_s)), start_s + until_s


def do(
    curve: Curve,
    until_s: float,
    stream: list[Observation] | None = None,
    *,
    exercise=TILT,
    view: View = View.LEFT,
    name: str = "pelvis_tilt",
) -> Session:
    stream = under_a_still_chest(curve, until_s, view) if stream is None else stream
    return Session(stream, Coach(exercise, pelvis=CurveReader(curve, name)))


def under_a_still_chest(curve: Curve, until_s: float, view: View) -> list[Observation]:
    """A person whose pelvis moves along the curve: the line of the trunk goes with it by a share."""

    def line(time_s: float) -> float:
        return PELVIS_IN_LINE * curve(time_s) if math.isfinite(curve(time_s)) else 0.0

    if view.is_side:
        return film(line, until_s, view=view)
    return [
        replace(one, pose=make_pose(Figure(trunk_lateral=-line(one.time_s)), view, time_s=one.time_s))
        for one in film(still, until_s, view=view)
    ]


def learned(result: Session) -> list[RangeLearned]:
    return [event for event in result.events if isinstance(event, RangeLearned)]


@pytest.mark.parametrize(
    ("exercise", "view", "name"),
    [
        (TILT, View.LEFT, "pelvis_tilt"),
        (TILT, View.RIGHT, "pelvis_tilt"),
        (CLOCK, View.LEFT, "pelvis_tilt"),
        (CLOCK, View.FRONT, "pelvis_obliquity"),
    ],
)
def test_a_session_of_the_pelvis(exercise, view: View, name: str) -> None:
    result = do(*rolling(7.0, -10.0, 7.0, -10.0), exercise=exercise, view=view, name=name)
    (one,) = learned(result)
    assert (one.range.low_deg, one.range.high_deg) == (pytest.approx(-12, abs=1), pytest.approx(8, abs=1))
    assert [rep.angle for rep in result.repetitions] == [name, name]
    assert [rep.faults for rep in result.repetitions] == [(), ()]
    assert [rep.on_target for rep in result.repetitions] == [True, True]
    assert result.phases[:4] == [Phase.GETTING_READY, Phase.LEARNING, Phase.READY, Phase.GOING]
    asked = exercise.axis_in(view).say
    assert asked in [message.text for message in result.messages]
    assert "ready" not in result.said  # first the range
    assert result.said.index("learn_range") < result.said.index("range_learned")


def test_the_page_is_told_where_the_person_is_in_their_own_range() -> None:
    curve, until_s = rolling(7.0, -10.0)
    result = do(curve, until_s)
    known_s = learned(result)[0].time_s
    for one in result.feedback:
        if one.phase is Phase.GETTING_READY:
            assert one.own is None
            continue
        assert one.own is not None
        assert (one.own.names, one.own.face) == (("back", "front"), "arc")
        if one.time_s <= known_s + 0.01:
            assert math.isnan(one.own.target_share) or one.time_s > known_s - 0.01
        else:
            assert one.own.target_share == TILT.target.from_share
            true = curve(one.time_s)
            expected = true / (8 if true > 0 else 12)
            assert one.own.position == pytest.approx(expected, abs=0.2)
    assert result.feedback[-1].own is not None
    assert max(one.progress for one in result.feedback if one.time_s > known_s + 1) == 1.0


def test_an_end_that_is_not_shown_is_asked_for_kindly_and_then_assumed() -> None:
    curve, _ = through((8.0, 0.0, 8.0))
    result = do(lambda t: curve(t - READY_S), READY_S + 6 + 2.2 * TILT.range.wait_s)
    again = next(message for message in result.messages if message.id == "learn_again")
    assert again.text == TILT.axes[0].minus.ask_again
    assert learned(result)[0].range.assumed == (True, False)
    assert result.feedback[-1].phase is Phase.READY
    told = next(message for message in result.messages if message.id == "range_learned")
    assert "your own range" not in told.text  # part of it is not theirs


def test_who_does_nothing_is_asked_once_more_and_then_goes_on() -> None:
    result = do(still, READY_S + 2.2 * TILT.range.wait_s)
    asked = [message.text for message in result.messages if message.id in ("learn_range", "learn_again")]
    assert asked == [TILT.axes[0].say] * 2
    assert learned(result)[0].range.assumed == (True, True)
    assert result.feedback[-1].phase is Phase.READY


@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_no_end_is_learned_from_a_bow(view: View) -> None:
    """The pelvis goes along with a trunk that bends by thirty degrees; a roll of eight comes after it."""
    bow, bow_s = bows([30.0])
    curve, until_s = through(ROLLS)
    rolls_s = READY_S + bow_s
    stream = film(lambda t: bow(t - READY_S) if view.is_side else 0.0, rolls_s, view=view)
    if view.is_frontal:
        for i, one in enumerate(stream):
            figure = Figure(trunk_lateral=bow(one.time_s - READY_S))
            stream[i] = replace(one, pose=make_pose(figure, view, time_s=one.time_s))
    stream += film(still, rolls_s + until_s, from_s=rolls_s, view=view)
    name = "pelvis_tilt" if view.is_side else "pelvis_obliquity"
    result = do(
        lambda t: bow(t - READY_S) + curve(t - rolls_s), 0.0, stream, exercise=CLOCK, view=view, name=name
    )
    (one,) = learned(result)
    assert one.range.high_deg < 12
    assert "learn_leaning" in result.said


def test_going_to_one_side_only_is_answered() -> None:
    curve, until_s = rolling(7.0, 0.0, 7.0)
    result = do(curve, until_s)
    (said,) = [message.text for message in result.messages if message.id == "one_sided"]
    assert said == "Front and back make one. Go to both."
    assert result.repetitions == []


@pytest.mark.parametrize(("corners", "asked"), [((4.5, -10.0), "front"), ((7.0, -7.0), "back")])
def test_the_side_that_lacked_more_is_asked_for_more(corners: tuple[float, float], asked: str) -> None:
    result = do(*rolling(*corners))
    end = {"front": TILT.axes[0].plus, "back": TILT.axes[0].minus}[asked]
    assert f"too_little_{asked}" in result.said
    assert end.too_little.say in [message.text for message in result.messages]
    assert [one.on_target for one in result.repetitions] == [False]


def test_the_range_is_kept_for_whoever_comes_back() -> None:
    curve, done_s = rolling()
    stream = film(still, done_s)
    stream += empty(done_s, done_s + 6)
    stream += film(still, done_s + 10, from_s=done_s + 6)
    result = do(curve, 0.0, stream)
    assert len(learned(result)) == 1
    assert len([event for event in result.events if isinstance(event, Armed)]) == 2
    assert result.feedback[-1].phase is Phase.READY
    assert result.said[-1] == "ready"


def test_somebody_else_shows_their_own_range() -> None:
    curve, done_s = rolling()
    stream = [
        *film(still, done_s),
        *(replace(one, person_number=1) for one in film(still, done_s + 5, from_s=done_s)),
    ]
    result = do(curve, 0.0, stream)
    assert result.states[-1].ranges == {}
    assert result.feedback[-1].phase is Phase.LEARNING


def test_hands_overhead_ask_for_the_range_anew() -> None:
    curve, done_s = rolling()
    stream = lifted(film(still, done_s + 12), done_s + 1, done_s + 4)
    result = do(curve, 0.0, stream)
    assert [event for event in result.events if isinstance(event, CalibrationAsked)]
    assert len(learned(result)) == 1
    assert result.feedback[-1].phase is Phase.LEARNING


def test_each_view_has_its_own_range() -> None:
    curve, done_s = rolling()
    stream = [*film(still, done_s), *film(still, done_s + 8, from_s=done_s, view=View.RIGHT)]
    result = do(curve, 0.0, stream)
    assert result.states[-1].ranges.keys() == {View.LEFT}
    assert result.feedback[-1].phase is Phase.LEARNING


@pytest.mark.parametrize("exercise", [TILT, CLOCK])
def test_without_a_reader_it_says_so(exercise) -> None:
    result = Session(film(still, 10.0), Coach(exercise))
    assert result.armed_s == []
    assert result.messages[-1].text == NO_PELVIS
    assert result.said == ["no_pelvis"]


def test_a_waist_that_is_hidden_gives_no_neutral_and_is_asked_for() -> None:
    result = do(lambda t: math.nan if t < 6 else 0.0, 12.0)
    assert result.said[:2] == ["stand_ready", "waist_hidden"]
    assert result.said.count("waist_hidden") == 1  # and stays up until it shows
    assert SHOW_WAIST in [message.text for message in result.messages]
    (armed_s,) = result.armed_s
    assert 6 + TILT.start.still_s / 2 <= armed_s <= 6 + TILT.start.still_s


def test_a_waist_that_is_hidden_for_a_moment_is_ridden_over() -> None:
    curve, until_s = rolling(7.0, -10.0)
    middle_s = READY_S + 1 + 1.5 * 6.5  # on the way through the middle
    hidden = lambda t: math.nan if middle_s < t < middle_s + 0.25 else curve(t)  # noqa: E731
    result = do(hidden, until_s)
    assert len(result.repetitions) == 1
    assert len(result.armed_s) == 1


@pytest.mark.parametrize(("compared", "from_deg"), [(False, 15), (True, 1)])
def test_the_reader_is_asked_only_when_it_is_needed(compared: bool, from_deg: float) -> None:
    """While nobody is still there is no neutral to take; a bow asks for the low back where it is deep.

    Where it is compared with a target path it asks from leaving rest to being back, and never of who stands.
    """
    bow = find_exercise("waiters_bow")
    bow = bow if compared else bow.model_copy(update={"path": None})
    curve, bow_s = bows([60.0])
    walking = film(lambda t: 15 * math.sin(5 * t), 5.0)
    bowing = film(lambda t: curve(t - 9.0), 9.0 + bow_s, from_s=5.0)
    reader = CurveReader(lambda t: 0.0, "lumbar_flexion")
    result = Session([*walking, *bowing], Coach(bow, pelvis=reader))
    (armed_s,) = result.armed_s
    for time_s in reader.read_s:
        assert time_s <= armed_s or curve(time_s - 9.0) > from_deg
    deep = [t for t in reader.read_s if t > armed_s and curve(t - 9.0) > 25]
    assert deep
    moving = [t for t in reader.read_s if t < 4.5]
    assert len(moving) < 0.1 * 4.5 * RATE_HZ
    assert all(later - earlier < 0.1 for earlier, later in pairwise(deep))  # without a gap in the deep part


def test_an_exercise_without_the_pelvis_never_asks() -> None:
    reader = CurveReader(lambda t: 0.0)
    Session(film(path((0, 0), (4, 0), (6, 60), (8, 0)), 9.0), Coach(make_exercise(), pelvis=reader))
    assert reader.read_s == []

"""The whole engine on stick figures: a session as a person would have it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.arming import AGAIN_STILL_S
from exercises.coach import Coach
from exercises.events import Armed, CalibrationAsked, Event, Repetition, RepetitionFinished
from exercises.feedback import Feedback, Message, MessageKind, Phase
from exercises.files import find_exercise
from exercises.guidance import PATIENCE_S
from exercises.state import CoachState
from tests.exercises.movements import Curve, bows, make_exercise, times
from tests.poses import Figure, lift, make_pose, mirror
from vision.angles import View
from vision.calibration import Calibration
from vision.framing import Framing
from vision.pose import Observation

RATE_HZ = 15.0
BOW = find_exercise("waiters_bow")
MIDDLE = (BOW.target.from_deg + BOW.target.to_deg) / 2
SIZE = (640, 480)


class Session:
    """What came of a stream of observations."""

    def __init__(self, stream: Iterable[Observation], coach: Coach = Coach(BOW)) -> None:  # noqa: B008
        self.coach, self.states, self.events = coach, [coach.start()], list[Event]()
        self.feedback: list[Feedback] = []
        for one in stream:
            state, events = coach.step(self.states[-1], one)
            self.states.append(state)
            self.events += events
            self.feedback.append(coach.feedback(state))

    @property
    def repetitions(self) -> list[Repetition]:
        return [event.repetition for event in self.events if isinstance(event, RepetitionFinished)]

    @property
    def armed_s(self) -> list[float]:
        return [event.time_s for event in self.events if isinstance(event, Armed)]

    @property
    def messages(self) -> list[Message]:
        shown = [one.message for one in self.feedback if one.message is not None]
        return [one for i, one in enumerate(shown) if i == 0 or one.number != shown[i - 1].number]

    @property
    def said(self) -> list[str]:
        return [message.id for message in self.messages]

    @property
    def phases(self) -> list[Phase]:
        found = [one.phase for one in self.feedback]
        return [one for i, one in enumerate(found) if i == 0 or one is not found[i - 1]]


def film(
    curve: Curve,
    until_s: float,
    *,
    from_s: float = 0.0,
    view: View = View.LEFT,
    rounding: Curve | None = None,
    knees: Curve | None = None,
    rate_hz: float = RATE_HZ,
    **how: Any,
) -> list[Observation]:
    """A stick figure doing what the curve says."""
    stream = []
    for t in times(until_s - 1 / rate_hz, rate_hz, from_s):
        bent = knees(t) if knees else 0.0
        figure = Figure(
            curve(t), knee_left=bent, knee_right=bent, rounding_deg=rounding(t) if rounding else 0.0
        )
        pose = make_pose(figure, view, time_s=t, silhouette=rounding is not None, **how)
        stream.append(Observation(t, pose, *SIZE))
    return stream


def empty(from_s: float, until_s: float) -> list[Observation]:
    return [Observation(t, None, *SIZE) for t in times(until_s - 1 / RATE_HZ, RATE_HZ, from_s)]


def still(time_s: float) -> float:
    return 0.0


def session(peaks: list[float], start_s: float = 2.0, **how: Any) -> list[Observation]:
    """Stands still for a while, then bows."""
    curve, until_s = bows(peaks)
    shifted = lambda t: curve(t - start_s)  # noqa: E731
    shapes = {
        name: (lambda t, shape=shape: shape(shifted(t))) for name, shape in how.pop("shapes", {}).items()
    }
    return film(shifted, start_s + until_s, **shapes, **how)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_three_bows_are_three(view: View) -> None:
    result = Session(session([MIDDLE] * 3, view=view))
    assert [one.number for one in result.repetitions] == [1, 2, 3]
    assert all(one.on_target and not one.faults for one in result.repetitions)
    assert [one.peaks["trunk_flexion"] for one in result.repetitions] == pytest.approx([MIDDLE] * 3, abs=3)
    last = result.feedback[-1]
    assert (last.repetitions, last.on_target, last.phase, last.view) == (3, 3, Phase.READY, view)
    assert last.framing is Framing.WHOLE


def test_the_phases_come_in_their_order() -> None:
    result = Session(session([MIDDLE] * 2))
    bow = [Phase.GOING, Phase.RETURNING, Phase.READY]
    assert result.phases == [Phase.GETTING_READY, Phase.READY, *bow, *bow]


def test_a_good_session_is_guided_begun_and_praised() -> None:
    result = Session(session([MIDDLE] * 3))
    assert result.said[:2] == ["stand_ready", "ready"]
    assert set(result.said[2:]) == {"praise"}
    assert len(result.armed_s) == 1


def test_progress_goes_to_one_and_back() -> None:
    result = Session(session([MIDDLE]))
    progress = [one.progress for one in result.feedback]
    assert all(0 <= share <= 1 for share in progress)
    assert max(progress) == 1
    assert progress[0] == pytest.approx(0, abs=0.01)
    assert progress[-1] == pytest.approx(0, abs=0.05)
    assert {one.angle_name for one in result.feedback} == {"trunk_flexion"}
    assert {one.target_deg for one in result.feedback} == {(BOW.target.from_deg, BOW.target.to_deg)}


DEPTHS = [(BOW.target.from_deg - 8, "too_little"), (BOW.target.to_deg + 8, "too_much")]


@pytest.mark.parametrize(("peak", "cue"), DEPTHS)
def test_too_shallow_and_too_deep_are_told_afterwards(peak: float, cue: str) -> None:
    result = Session(session([peak]))
    assert result.said[-1] == cue
    # Whoever is back below the threshold is watched until they rest.
    assert 0 <= result.messages[-1].time_s - result.repetitions[0].end_s < 0.5
    assert "praise" not in result.said
    assert not result.repetitions[0].on_target


COMPENSATIONS: list[tuple[dict[str, Callable[[float], float]], str]] = [
    # how a part follows the trunk, the fault it is
    ({"rounding": lambda trunk: trunk}, "back_rounds"),
    ({"rounding": lambda trunk: 0.0, "knees": lambda trunk: trunk}, "knees_bend"),
]


@pytest.mark.parametrize(("shapes", "fault"), COMPENSATIONS)
@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_a_compensation_is_found_and_cued_while_it_happens(
    shapes: dict[str, Callable[[float], float]], fault: str, view: View
) -> None:
    result = Session(session([MIDDLE], shapes=shapes, view=view))
    (one,) = result.repetitions
    assert [found.id for found in one.faults] == [fault]
    assert not one.on_target
    cues = [message for message in result.messages if message.id == fault]
    assert one.start_s < cues[0].time_s < one.end_s
    assert cues[0].kind is MessageKind.CUE
    assert any(fault in moment.faults for moment in result.feedback)
    assert result.feedback[-1].faults == ()


def test_a_straight_back_is_not_called_round() -> None:
    result = Session(session([MIDDLE] * 2, shapes={"rounding": lambda trunk: 0.0}))
    assert [one.faults for one in result.repetitions] == [(), ()]


def test_a_person_from_the_front_is_asked_to_turn_and_never_counted() -> None:
    result = Session(session([MIDDLE] * 2, view=View.FRONT))
    assert result.repetitions == []
    assert result.armed_s == []
    assert result.said == ["turn_side"]
    assert result.messages[0].time_s == pytest.approx(PATIENCE_S, abs=0.2)


def test_turning_away_asks_to_turn_and_turning_back_goes_on() -> None:
    curve, until_s = bows([MIDDLE])
    stream = session([MIDDLE])
    away_s = stream[-1].time_s + 1 / RATE_HZ
    stream += film(still, away_s + 5, from_s=away_s, view=View.FRONT)
    stream += film(lambda t: curve(t - away_s - 9), away_s + 9 + until_s, from_s=away_s + 5)
    result = Session(stream)
    assert "turn_side" in result.said
    asked_s = next(message.time_s for message in result.messages if message.id == "turn_side")
    assert away_s + PATIENCE_S <= asked_s < away_s + 3
    assert [one.number for one in result.repetitions] == [1, 2]
    while_away = [one for one in result.feedback if away_s + 1 < one.time_s < away_s + 5]
    assert all(math.isnan(one.angle_deg) and one.progress == 0 for one in while_away)


def test_leaving_and_coming_back_keeps_the_count() -> None:
    stream = session([MIDDLE] * 2)
    gone_s = stream[-1].time_s + 1 / RATE_HZ
    stream += empty(gone_s, gone_s + 6)
    curve, until_s = bows([MIDDLE])
    stream += film(lambda t: curve(t - gone_s - 8), gone_s + 8 + until_s, from_s=gone_s + 6)
    result = Session(stream)
    assert [one.number for one in result.repetitions] == [1, 2, 3]
    assert result.feedback[-1].repetitions == 3
    assert "nobody" in result.said
    assert len(result.armed_s) == 2  # and stands ready again before going on


def test_a_moment_out_of_sight_is_nothing() -> None:
    stream = session([MIDDLE] * 2)
    stream = [replace(one, pose=None) if 4.0 <= one.time_s < 4.4 else one for one in stream]
    result = Session(stream)
    assert len(result.repetitions) == 2
    assert len(result.armed_s) == 1
    assert "nobody" not in result.said


def test_a_repetition_that_was_hardly_seen_counts_and_is_told_once_without_praise() -> None:
    stream = session([MIDDLE])
    bottom_s = 2.0 + 1.0 + 1.65  # of the bow that starts a second after two of standing
    stream = [replace(one, pose=None) if abs(one.time_s - bottom_s) < 0.3 else one for one in stream]
    result = Session(stream)
    (one,) = result.repetitions
    assert not one.measured
    assert result.feedback[-1].repetitions == 1
    assert result.feedback[-1].on_target == 0
    assert result.said[-1] == "not_measured"
    assert result.said.count("not_measured") == 1
    assert result.messages[-1].kind is MessageKind.GUIDE
    assert not {"praise", "too_little", "too_much"} & set(result.said)


def test_turning_to_the_other_side_begins_anew_and_keeps_the_count() -> None:
    stream = session([MIDDLE], view=View.LEFT)
    turned_s = stream[-1].time_s + 1 / RATE_HZ
    curve, until_s = bows([MIDDLE])
    stream += film(
        lambda t: curve(t - turned_s - 4), turned_s + 4 + until_s, from_s=turned_s, view=View.RIGHT
    )
    result = Session(stream)
    assert [one.number for one in result.repetitions] == [1, 2]
    assert len(result.armed_s) == 2


def test_swapped_frames_change_nothing() -> None:
    """The engine takes left for right in single frames."""
    stream = session([MIDDLE] * 2)
    for i in (50, 75, 100):
        pose = stream[i].pose
        assert pose is not None
        swapped = replace(mirror(pose), landmarks_px=pose.landmarks_px, world_m=pose.world_m * (1, 1, -1))
        stream[i] = replace(stream[i], pose=swapped)
    result = Session(stream)
    assert len(result.repetitions) == 2
    assert len(result.armed_s) == 1


def test_nobody_is_hurried_past_the_picture() -> None:
    """Someone walks through: no word before they had time to be through."""
    result = Session(empty(0.0, PATIENCE_S - 0.2))
    assert result.messages == []
    result = Session(empty(0.0, PATIENCE_S + 3))
    assert result.said == ["nobody"]
    assert result.feedback[-1].message is not None  # stays while it applies
    assert (result.feedback[-1].framing, result.feedback[-1].quality) == (Framing.NOBODY, 0)


@pytest.mark.parametrize("again_s", [1.0, 0.5, -1.0, math.nan])
def test_frames_out_of_order_are_refused(again_s: float) -> None:
    coach = Coach(BOW)
    state, _ = coach.step(coach.start(), Observation(1.0, None, *SIZE))
    with pytest.raises(ValueError, match="order"):
        coach.step(state, Observation(again_s, None, *SIZE))


def test_message_numbers_grow_by_one() -> None:
    stream = session([MIDDLE, 40, MIDDLE], shapes={"rounding": lambda trunk: trunk})
    gone_s = stream[-1].time_s + 1 / RATE_HZ
    result = Session([*stream, *empty(gone_s, gone_s + 4)])
    numbers = [message.number for message in result.messages]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 5


@pytest.mark.parametrize("roll_deg", [-6, 6])
def test_a_tilted_camera_changes_nothing(roll_deg: float) -> None:
    level, tilted = Session(session([MIDDLE] * 2)), Session(session([MIDDLE] * 2, roll_deg=roll_deg))
    for one, other in zip(level.repetitions, tilted.repetitions, strict=True):
        assert other.peaks["trunk_flexion"] == pytest.approx(one.peaks["trunk_flexion"], abs=0.2)


@pytest.mark.parametrize("rate_hz", [8, 30])
def test_a_slow_machine_counts_the_same(rate_hz: float) -> None:
    result = Session(session([MIDDLE, 42, MIDDLE], rate_hz=rate_hz))
    peaks = [one.peaks["trunk_flexion"] for one in result.repetitions]
    assert peaks == pytest.approx([MIDDLE, 42, MIDDLE], abs=4)


def test_a_mirrored_person_has_the_same_session() -> None:
    stream = session([MIDDLE, 42], shapes={"rounding": lambda trunk: 0.0, "knees": lambda trunk: trunk / 2})
    mirrored = [replace(one, pose=None if one.pose is None else mirror(one.pose)) for one in stream]
    here, there = Session(stream), Session(mirrored)
    assert [one.number for one in there.repetitions] == [1, 2]
    for one, other in zip(here.repetitions, there.repetitions, strict=True):
        assert (other.start_s, other.end_s) == pytest.approx((one.start_s, one.end_s))
        assert [fault.id for fault in other.faults] == [fault.id for fault in one.faults]
        assert other.peaks["trunk_flexion"] == pytest.approx(one.peaks["trunk_flexion"])
    assert there.said == here.said


def test_a_view_that_is_known_is_not_doubted() -> None:
    """The recording was said to show the left side: the pose's own idea of it does not matter."""
    stream = session([MIDDLE])
    for one in stream:
        assert one.pose is not None
        one.pose.world_m[:, 2] = 0.0  # depth tells nothing
    assert len(Session(stream, Coach(BOW, view=View.LEFT)).repetitions) == 1


def test_the_same_frames_give_the_same_session_from_any_state() -> None:
    stream = session([MIDDLE] * 2, shapes={"rounding": lambda trunk: trunk})
    first, second = Session(stream), Session(stream)
    assert first.events == second.events
    assert first.messages == second.messages
    coach = Coach(BOW)
    for i in range(0, len(stream), 10):  # go back to old states: they are as they were
        state: CoachState = coach.step(first.states[i], stream[i])[0]
        assert repr(state) == repr(first.states[i + 1])


MOMENTS = st.lists(
    st.tuples(
        st.floats(0.02, 2.0),  # seconds since the one before
        st.sampled_from(["gone", "seen", "near", "far", "cut"]),
        st.floats(-180, 180),  # turned
        st.floats(-30, 110),  # bent
    ),
    max_size=40,
)
PLACES: dict[str, dict[str, Any]] = {
    "seen": {},
    "near": {"px_per_m": 500},
    "far": {"px_per_m": 40},
    "cut": {"hips_px": (700, 240)},
}


@given(MOMENTS)
def test_whatever_happens_before_the_camera_the_session_goes_on(
    moments: list[tuple[float, str, float, float]],
) -> None:
    """People come and go, turn, and bring a dog: no error, and no count that jumps or falls."""
    stream, time_s = film(still, 2.0), 2.0
    for step_s, place, yaw_deg, flexion in moments:
        time_s += step_s
        pose = None
        if place != "gone":
            pose = make_pose(Figure(flexion), yaw_deg=yaw_deg, time_s=time_s, **PLACES[place])
        stream.append(Observation(time_s, pose, *SIZE))
    result = Session(stream)
    counts = [one.repetitions for one in result.feedback]
    assert all(after - before in (0, 1) for before, after in pairwise(counts))
    assert counts[-1] == len(result.repetitions)
    numbers = [message.number for message in result.messages]
    assert numbers == sorted(set(numbers))
    assert all(0 <= one.progress <= 1 and 0 <= one.quality <= 1 for one in result.feedback)


def test_praise_that_is_a_single_sentence_works() -> None:
    exercise = make_exercise(praise=["Lovely."], compensations=[])
    result = Session(session([60] * 3), Coach(exercise))
    assert "praise" in result.said


def test_before_the_first_frame_there_is_nothing_to_tell() -> None:
    coach = Coach(BOW)
    feedback = coach.feedback(coach.start())
    assert (feedback.phase, feedback.repetitions, feedback.message) == (Phase.GETTING_READY, 0, None)
    assert math.isnan(feedback.angle_deg)
    assert feedback.progress == 0


def lifted(stream: Iterable[Observation], from_s: float, until_s: float) -> list[Observation]:
    """The same stream with both hands overhead for a while."""
    found = []
    for one in stream:
        if one.pose is not None and from_s <= one.time_s < until_s:
            one = replace(one, pose=lift(one.pose))
        found.append(one)
    return found


def afresh_stream(**how: Any) -> tuple[list[Observation], float]:
    """A bow, hands overhead for 3 s, standing, and another bow; and when the hands went up."""
    curve, bow_s = bows([MIDDLE])
    up_s = 3.0 + bow_s
    second_s = up_s + 9.0
    stream = film(lambda t: curve(t - 3) + curve(t - second_s), second_s + bow_s, **how)
    return lifted(stream, up_s, up_s + 3.0), up_s


def calibrations(result: Session) -> list[Calibration]:
    return [event.calibration for event in result.events if isinstance(event, Armed)]


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_hands_overhead_ask_for_a_fresh_calibration(view: View) -> None:
    stream, up_s = afresh_stream(view=view)
    result = Session(stream)
    (asked,) = [event for event in result.events if isinstance(event, CalibrationAsked)]
    assert asked.time_s == pytest.approx(up_s + 2.0, abs=0.1)
    assert result.said.count("afresh") == 1
    assert len(result.armed_s) == 2
    # Not from arms that are still up, and as thoroughly as the first time.
    assert result.armed_s[1] >= up_s + 3.0 + BOW.start.still_s
    assert result.armed_s[1] <= up_s + 3.0 + BOW.start.still_s + 0.5
    assert [one.number for one in result.repetitions] == [1, 2]
    assert [one.repetitions for one in result.feedback] == sorted(one.repetitions for one in result.feedback)


def test_a_fresh_calibration_is_a_new_one() -> None:
    """The person stands 8 degrees more upright than the first time."""
    stream, up_s = afresh_stream()
    for i, one in enumerate(stream):
        if one.time_s < up_s and one.pose is not None:
            stream[i] = replace(one, pose=make_pose(Figure(8.0), time_s=one.time_s))
    first, second = calibrations(Session(stream))
    assert first.neutral.angles["trunk_flexion"] == pytest.approx(8, abs=0.5)
    assert second.neutral.angles["trunk_flexion"] == pytest.approx(0, abs=0.5)


def test_hands_overhead_for_a_moment_ask_nothing() -> None:
    stream = lifted(film(still, 12.0), 5.0, 6.5)
    result = Session(stream)
    assert len(result.armed_s) == 1
    assert "afresh" not in result.said


def test_whoever_comes_back_is_known_and_told_from_the_same_neutral() -> None:
    stream = film(lambda t: 6.0, 6.0)
    gone_s = stream[-1].time_s + 1 / RATE_HZ
    stream += empty(gone_s, gone_s + 6)
    back_s = gone_s + 6
    # They stand a little otherwise now; their zero stays where it was.
    stream += film(lambda t: 2.0, back_s + 6, from_s=back_s)
    result = Session(stream)
    first, second = calibrations(result)
    assert second == first.at(second.footing)  # their feet may stand elsewhere now
    assert result.armed_s[1] <= back_s + AGAIN_STILL_S + 0.3
    assert result.feedback[-1].angle_deg == pytest.approx(-4.0, abs=0.3)


def test_coming_back_takes_two_seconds_where_calibrating_takes_three() -> None:
    exercise = make_exercise(start={"still_s": 3.0})
    stream = film(still, 6.0)
    gone_s = stream[-1].time_s + 1 / RATE_HZ
    stream += [*empty(gone_s, gone_s + 6), *film(still, gone_s + 12, from_s=gone_s + 6)]
    first_s, second_s = Session(stream, Coach(exercise)).armed_s
    assert first_s == pytest.approx(3.0, abs=0.2)
    assert second_s == pytest.approx(gone_s + 6 + AGAIN_STILL_S, abs=0.3)


def test_each_side_has_its_own_calibration_and_both_are_kept() -> None:
    stream: list[Observation] = []
    for part, view in enumerate([View.LEFT, View.RIGHT, View.LEFT]):
        lean = {View.LEFT: 6.0, View.RIGHT: 1.0}[view] if part < 2 else 3.0
        stream += film(lambda t, lean=lean: lean, 8.0 * part + 8.0, from_s=8.0 * part, view=view)
    left, right, again = calibrations(Session(stream))
    assert (left.view, right.view) == (View.LEFT, View.RIGHT)
    assert again == left.at(again.footing)


def test_somebody_else_is_calibrated_themselves_and_the_count_goes_on() -> None:
    stream = session([MIDDLE])
    other_s = stream[-1].time_s + 1 / RATE_HZ
    curve, bow_s = bows([MIDDLE])
    other = film(lambda t: 7.0 + curve(t - other_s - 4), other_s + 4 + bow_s, from_s=other_s)
    result = Session([*stream, *(replace(one, person_number=1) for one in other)])
    first, second = calibrations(result)
    assert first.neutral.angles["trunk_flexion"] == pytest.approx(0, abs=0.5)
    assert second.neutral.angles["trunk_flexion"] == pytest.approx(7, abs=0.5)
    assert result.armed_s[1] >= other_s + BOW.start.still_s
    assert [one.number for one in result.repetitions] == [1, 2]
    assert result.states[-1].known.keys() == {View.LEFT}


@pytest.mark.parametrize(
    ("lean_deg", "told"), [(-8, True), (-5.2, True), (-4.8, False), (0, False), (6, True)]
)
def test_a_camera_that_leans_is_mentioned_when_ready(lean_deg: float, told: bool) -> None:
    """One look at the room in the first frame, well before the person is still."""
    stream = film(still, 8.0, roll_deg=lean_deg)
    stream[0] = replace(stream[0], edges_lean_deg=lean_deg)
    result = Session(stream)
    (ready,) = [message for message in result.messages if message.id == "ready"]
    assert ("camera" in ready.text) is told
    (one,) = calibrations(result)
    assert (one.roll_deg, one.roll_source) == (lean_deg, "edges")
    assert one.neutral.angles["trunk_flexion"] == pytest.approx(0, abs=1e-6)  # corrected


def test_a_lean_that_is_found_later_moves_no_angle() -> None:
    """The neutral was taken without it: the zero must not jump."""
    stream = film(still, 20.0, roll_deg=6)
    late = [replace(one, edges_lean_deg=6.0) if 9 < one.time_s < 10 else one for one in stream]
    angles = [one.angle_deg for one in Session(late).feedback if one.time_s > 5]
    assert angles == pytest.approx([0.0] * len(angles), abs=0.1)


def test_a_lean_is_remembered_when_measuring_afresh() -> None:
    stream, _ = afresh_stream(roll_deg=6)
    stream[0] = replace(stream[0], edges_lean_deg=6.0)
    for one in calibrations(Session(stream)):
        assert (one.roll_deg, one.roll_source) == (6.0, "edges")
        assert one.neutral.angles["trunk_flexion"] == pytest.approx(0, abs=0.5)


def test_who_does_not_keep_still_is_told_after_two_seconds() -> None:
    """In position all the time, swaying by eight degrees each way."""
    moving = film(lambda t: 8 * math.sin(2 * math.pi * 0.8 * t), 8.0)
    result = Session(moving)
    assert result.armed_s == []
    told = next(message for message in result.messages if message.id == "stand_still")
    assert told.time_s == pytest.approx(2.0, abs=0.7)
    assert told.kind is MessageKind.GUIDE
    # Said until they are still, and then no more.
    later = Session([*moving, *film(still, 14.0, from_s=8.0)])
    assert len(later.armed_s) == 1
    assert later.said[-1] == "ready"


def test_who_keeps_still_is_not_told_to() -> None:
    assert "stand_still" not in Session(film(still, 8.0)).said


def test_whoever_sets_off_the_moment_they_are_ready_is_counted() -> None:
    """Standing still was neutral: nobody has to be seen at rest once more."""
    armed_s = Session(film(still, 6.0)).armed_s[0]
    curve, until_s = bows([MIDDLE], pause_s=0.0, down_s=0.6)
    off = film(lambda t: curve(t - armed_s - 0.01) if t > armed_s else 0.0, armed_s + until_s + 2)
    assert len(Session(off).repetitions) == 1

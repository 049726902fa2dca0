"""Whose body it is, with hand-made bodies: lengths of 300 px in a picture 640 px wide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision.bodies import Body, choose_at, choose_main
from vision.lock import (
    LOOK_EVERY_S,
    RECHECK_S,
    Lock,
    Step,
    choose,
    follow,
    take_look,
)
from vision.person import PersonState

WIDTH = 640
STEP_S = 1 / 30
# Where a body is at a moment; None when it is not in the picture.
Way = Callable[[float], Body | None]


def body(x: float = 320, length: float = 300, time_s: float = 0.0, y: float = 240) -> Body:
    half = length / 2
    return Body(time_s, x, y, length, (x - half / 3, y - half, x + half / 3, y + half))


def at(x: float, length: float = 300) -> Way:
    """Somebody who stays where they are."""
    return lambda time_s: body(x, length, time_s)


@dataclass
class World:
    """An engine that follows one body as MediaPipe does, and a look that finds everybody."""

    lock: Lock = field(default_factory=Lock)
    time_s: float = 0.0
    looks: list[float] = field(default_factory=list)
    states: list[PersonState] = field(default_factory=list)

    def play(self, engine: Way, everybody: Iterable[Way], seconds: float) -> list[Step]:
        """Let time pass: the engine follows `engine`, and whom it was sent to from then on."""
        steps, everybody = [], list(everybody)
        for _ in range(round(seconds / STEP_S)):
            self.time_s += STEP_S
            people = [one for way in everybody if (one := way(self.time_s)) is not None]
            aim = self.lock.aim
            if aim is not None and people:
                engine = min(everybody, key=lambda way: how_far(way(self.time_s), aim))
            found = engine(self.time_s)
            step = follow(self.lock, found, self.time_s)
            if step.wants_look:
                self.looks.append(self.time_s)
                step = take_look(step.lock, found, people, self.time_s, WIDTH)
            self.lock = step.lock
            self.states.append(step.lock.state)
            steps.append(step)
        return steps


def how_far(one: Body | None, other: Body) -> float:
    return float("inf") if one is None else abs(one.x_px - other.x_px)


def nobody(_: float) -> None:
    return None


def walking(x: float, px_per_s: float, since_s: float = 0.0, length: float = 300) -> Way:
    return lambda time_s: body(x + px_per_s * max(time_s - since_s, 0), length, time_s)


@pytest.fixture
def standing() -> World:
    """Somebody has come a little way and stands in the middle, and is followed."""
    world = World()
    world.play(walking(240, 80), [walking(240, 80)], 1.0)
    world.play(at(320), [at(320)], 2.0)
    assert (world.lock.state, world.lock.number) == (PersonState.FOLLOWING, 1)
    return world


def test_the_largest_central_body_is_chosen() -> None:
    small, aside, main = body(320, 150), body(620, 300), body(250, 280)
    assert choose_main([small, aside, main], WIDTH) is main
    assert choose_main([], WIDTH) is None


def test_at_the_start_the_engine_is_sent_to_the_largest_central_one() -> None:
    world = World()
    steps = world.play(at(560, 200), [at(560, 200), at(300)], 1.0)
    assert not steps[0].is_person
    assert steps[0].lock.aim is not None
    assert steps[0].lock.aim.x_px == 300
    assert all(step.is_person for step in steps[1:])
    assert world.lock.track is not None
    assert world.lock.track.last.x_px == pytest.approx(300)
    assert world.lock.people == 2


def test_one_look_is_enough_for_somebody_who_is_alone_and_moves(standing: World) -> None:
    steps = standing.play(at(320), [at(320)], 60.0)
    assert all(step.is_person for step in steps)
    assert len(standing.looks) == 1


def test_until_somebody_moves_there_is_a_look_now_and_then_ever_more_rarely() -> None:
    world = World()
    assert all(step.is_person for step in world.play(at(320), [at(320)], 60.0))
    assert [look / RECHECK_S for look in world.looks] == pytest.approx([0, 1, 2, 4, 8, 16], rel=0.03, abs=0.1)


def test_a_picture_on_the_wall_that_was_there_first_gives_way_to_the_person_who_comes() -> None:
    world, poster = World(), at(500, 200)
    world.play(poster, [poster], 2.0)
    steps = world.play(poster, [poster, at(300)], RECHECK_S + 0.5)
    assert steps[-1].is_person
    assert steps[-1].lock.number == 2
    assert steps[-1].lock.track is not None
    assert steps[-1].lock.track.last.x_px == 300


@given(
    speed=st.floats(-1.2, 1.2), growth=st.floats(-0.3, 0.3), fps=st.floats(5, 30), length=st.floats(100, 400)
)
def test_nobody_is_lost_by_walking(speed: float, growth: float, fps: float, length: float) -> None:
    """1.2 lengths a second is the fastest seen; sizes change as people come nearer and bend."""
    lock, x = Lock(), 320.0
    for index in range(60):
        time_s = index / fps
        x, length = x + speed * length / fps, length * (1 + growth) ** (1 / fps)
        now = body(x, length, time_s)
        step = follow(lock, now, time_s)
        if step.wants_look:
            step = take_look(step.lock, now, [now], time_s, WIDTH)
        assert step.is_person
        lock = step.lock


def at_the_back(time_s: float) -> Body:
    """Somebody who is busy there: too small to be measured, and never still."""
    return replace(body(100 + 20 * abs(time_s % 2 - 1), 70, time_s), is_far=True)


def test_who_is_busy_at_the_back_of_the_room_gives_way_to_the_person_who_comes() -> None:
    world = World()
    world.play(at_the_back, [at_the_back], 5.0)
    assert world.lock.track is not None
    assert (world.lock.state, world.lock.track.alive) == (PersonState.FOLLOWING, True)
    world.play(at_the_back, [at_the_back, at(330)], RECHECK_S + 0.2)
    assert (world.lock.state, world.lock.track.last.x_px) == (PersonState.FOLLOWING, 330)
    assert world.lock.number == 2


def test_who_was_tapped_stays_the_person_however_far() -> None:
    world = World()
    world.play(at_the_back, [at_the_back], 1.0)
    there = at_the_back(world.time_s)
    world.lock = choose(world.lock, there, [there, body(330)], (there.x_px, there.y_px), WIDTH).lock
    world.play(at_the_back, [at_the_back, at(330)], 3 * RECHECK_S)
    assert world.lock.track is not None
    assert (world.lock.number, world.lock.track.last.is_far) == (1, True)


def test_a_person_who_goes_to_the_back_stays_the_person(standing: World) -> None:
    since_s = standing.time_s

    def goes(time_s: float) -> Body:
        length = max(70.0, 300 - 60 * (time_s - since_s))
        return replace(body(320, length, time_s), is_far=length < 120)

    standing.play(goes, [goes], 5.0)
    standing.play(goes, [goes, at(500)], 3 * RECHECK_S)
    assert standing.lock.track is not None
    assert (standing.lock.number, standing.lock.track.last.is_far) == (1, True)


def test_a_jump_to_a_bystander_is_undone(standing: World) -> None:
    people = [at(320), at(500, 200)]
    steps = standing.play(at(500, 200), people, 1.0)
    assert not steps[0].is_person
    assert steps[0].lock.state is PersonState.SOMEONE_ELSE
    assert steps[0].lock.aim is not None
    assert steps[0].lock.aim.x_px == 320
    assert all(step.is_person for step in steps[1:])
    assert standing.lock.number == 1


def test_the_engine_that_leaves_with_a_passer_by_is_called_back(standing: World) -> None:
    """A smooth hand-over while somebody passes close by: no jump gives it away."""
    passing = walking(330, 150, standing.time_s)
    steps = standing.play(passing, [passing, at(320)], 3.0)
    back = next(index for index, step in enumerate(steps) if step.lock.aim is not None)
    assert back * STEP_S < 0.3 * 300 / 150 + LOOK_EVERY_S + 0.2
    assert steps[-1].is_person
    assert standing.lock.track is not None
    assert standing.lock.track.last.x_px == 320


def test_a_person_who_walks_off_is_followed(standing: World) -> None:
    away = walking(320, 150, standing.time_s)
    assert all(step.is_person for step in standing.play(away, [away], 2.0))
    assert all(step.is_person for step in standing.play(at(620), [at(620)], 2.0))


def test_who_hides_the_person_is_not_taken_for_them(standing: World) -> None:
    """Somebody passes in front: the engine jumps to them, and the look finds only them."""
    start_s = standing.time_s
    passing = walking(390, 60, start_s, 310)
    steps = standing.play(passing, [passing], 1.3)
    assert not any(step.is_person for step in steps)
    steps = standing.play(passing, [passing, at(320)], 1.0)
    assert steps[-1].is_person
    assert standing.lock.track is not None
    assert standing.lock.track.last.x_px == 320


def test_a_blink_needs_no_look(standing: World) -> None:
    looks = len(standing.looks)
    assert not any(step.is_person for step in standing.play(nobody, [], 0.2))
    assert standing.lock.state is PersonState.LOST
    assert all(step.is_person for step in standing.play(at(325), [at(325)], 1.0))
    assert len(standing.looks) == looks


def test_who_returns_to_their_place_is_the_same_person(standing: World) -> None:
    standing.play(nobody, [], 20.0)
    assert standing.lock.state is PersonState.LOST
    steps = standing.play(at(360, 280), [at(360, 280)], 1.0)
    assert steps[0].is_person
    assert standing.lock.number == 1


def test_after_a_pause_who_stands_there_is_the_same_person(standing: World) -> None:
    standing.time_s += 60
    assert all(step.is_person for step in standing.play(at(350), [at(500, 200), at(350)], 1.0))
    assert standing.lock.number == 1


def test_after_a_pause_with_nobody_there_the_choice_is_made_anew(standing: World) -> None:
    standing.time_s += 60
    steps = standing.play(at(620, 150), [at(620, 150), at(500)], 1.0)
    assert not steps[0].is_person
    assert steps[-1].is_person
    assert standing.lock.track is not None
    assert (standing.lock.number, standing.lock.track.last.x_px) == (2, 500)


def test_a_picture_on_the_wall_never_takes_over(standing: World) -> None:
    steps = standing.play(at(400, 190), [at(400, 190)], 60.0)
    assert {step.lock.state for step in steps} == {PersonState.SOMEONE_ELSE}
    assert not any(step.is_person for step in steps)
    assert len(standing.looks) <= 60 / LOOK_EVERY_S + 2


def test_somebody_who_comes_to_the_middle_is_followed_once_that_was_said(standing: World) -> None:
    since_s = standing.time_s
    standing.play(nobody, [], 1.0)
    coming = lambda time_s: body(min(60 + 100 * (time_s - since_s - 1), 400), 200, time_s)  # noqa: E731
    steps = standing.play(coming, [coming], 12.0)
    told = [step.lock.state for step in steps]
    first = next(index for index, step in enumerate(steps) if step.is_person)
    announced = told.index(PersonState.NEW_PERSON)
    assert announced * STEP_S + 1.0 >= 3.0
    assert set(told[:announced]) == {PersonState.SOMEONE_ELSE}
    assert set(told[announced:first]) == {PersonState.NEW_PERSON}
    assert (first - announced) * STEP_S >= 2.4
    assert all(step.is_person for step in steps[first:])
    assert standing.lock.number == 2


def test_somebody_else_who_leaves_while_it_is_said_is_not_followed(standing: World) -> None:
    since_s = standing.time_s
    coming = lambda time_s: body(min(60 + 100 * (time_s - since_s), 400), 200, time_s)  # noqa: E731
    while standing.lock.state is not PersonState.NEW_PERSON:
        standing.play(coming, [coming], STEP_S)
    standing.play(nobody, [], 1.0)
    assert standing.lock.state is PersonState.LOST
    assert standing.play(at(320), [at(320)], 1.0)[-1].is_person
    assert standing.lock.number == 1


def test_a_tap_switches_at_once(standing: World) -> None:
    people = [at(320), at(500, 200)]
    standing.play(people[0], people, 1.0)
    now = standing.time_s
    bodies = [way(now) for way in people]
    step = choose(standing.lock, bodies[0], [one for one in bodies if one], (510, 200), WIDTH)
    assert not step.is_person
    standing.lock = step.lock
    steps = standing.play(people[0], people, 30.0)
    assert all(step.is_person for step in steps)
    assert standing.lock.track is not None
    assert (standing.lock.number, standing.lock.track.last.x_px) == (2, 500)


def test_the_engine_has_not_arrived_while_it_is_on_somebody_beside(standing: World) -> None:
    beside, chosen = body(320, time_s=standing.time_s), body(410, time_s=standing.time_s)
    lock = choose(standing.lock, beside, [beside, chosen], (420, 240), WIDTH).lock
    soon_s = standing.time_s + STEP_S
    assert not follow(lock, body(320, time_s=soon_s), soon_s).is_person
    assert follow(lock, body(405, time_s=soon_s), soon_s).is_person


def test_a_tap_on_oneself_changes_nothing(standing: World) -> None:
    now = body(320, time_s=standing.time_s)
    step = choose(standing.lock, now, [now, body(500, 200)], (330, 240), WIDTH)
    assert step.is_person
    assert step.lock == replace(standing.lock, people=2)


def test_a_tap_on_nobody_changes_nothing(standing: World) -> None:
    now = body(320, time_s=standing.time_s)
    step = choose(standing.lock, now, [now], (20, 20), WIDTH)
    assert step.is_person
    assert step.lock == replace(standing.lock, people=1)


def test_a_finger_may_point_a_little_beside() -> None:
    left, right = body(200, 200), body(300, 200)
    assert choose_at([left, right], 200, 240, 32) is left
    assert choose_at([left, right], 345, 240, 32) is right
    assert choose_at([left, right], 240, 240, 32) is left
    assert choose_at([left, right], 400, 240, 32) is None


@given(st.floats(0.2, 5))
def test_the_size_of_the_picture_does_not_matter(zoom: float) -> None:
    def states(scale: float) -> list[tuple[PersonState, bool]]:
        lock, told = Lock(), []
        for index in range(240):
            time_s = index / 20
            places = [(320, 300), (500, 200)] if index < 100 else [(min(30 + 3 * index, 400), 200)]
            people = [body(x * scale, size * scale, time_s, 240 * scale) for x, size in places]
            step = follow(lock, people[-1], time_s)
            if step.wants_look:
                step = take_look(step.lock, people[-1], people, time_s, round(WIDTH * scale))
            lock = step.lock
            told.append((lock.state, step.is_person))
        return told

    assert states(zoom) == states(1.0)

"""Which of the people in view is the one who is coached. Pure: bodies in, what to do out.

The pose engine follows one body from frame to frame and never says whose it is. Here every body is compared
with the one before, by place and size. When it jumps, comes back after a loss, or walks away from where the
person stood, a look for everybody in the picture (`Step.wants_look`, `take_look`) tells who is where.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vision.bodies import Body, choose_at, choose_main, is_alike, nearest, prominence
from vision.person import (
    SAME_LENGTHS,
    STAND_LENGTHS,
    PersonState,
    Track,
    begin_track,
    extend,
    is_jump,
    is_same,
)

# Someone this near to where the person was last seen, and of that size, is the person (P). Just after the
# loss they cannot be far: whoever hides them is, for a moment, the nearest.
NEAR_LENGTHS, NEAR_LENGTHS_PER_S, NEAR_RATIO = 0.4, 0.5, 1.4
# A look costs as much as two or three frames.
LOOK_EVERY_S, RECHECK_S = 0.5, 3.0
# Without pictures for so long (a pause), anybody may be anywhere: it is a new start (P).
PAUSE_S = 2.0
# So long somebody the engine jumped to is not taken for the person, however near (P).
STRANGER_S = 1.5
# While it is doubtful who is meant, another who is this much larger and more central is preferred (P).
CLEARLY_BETTER = 1.3
# A body that the engine was sent to and did not find within this time is looked for anew (P).
AIM_S = 1.0
# So long the engine may lose its hold without anybody being looked for (P).
BLINK_S = 0.3
# After so long without the person somebody else in the middle is followed, once that has been said (P).
TAKE_OVER_S, ANNOUNCE_S = 3.0, 2.5
CENTRAL_SHARE = 0.25
# How far beside a body a finger may point, as a share of the picture's width (P).
TAP_SHARE = 0.05


@dataclass(frozen=True)
class Lock:
    """What is remembered of the person.

    Attributes
    ----------
    state : PersonState
        Whom the newest frame was about.
    number : int
        Counts the people followed: another number is another body, for which no calibration holds.
    people : int
        How many were in the picture at the last look.
    track : Track or None
        The person's way.
    stranger : Body or None
        Whom the engine jumped to and has followed since.
    is_meant : bool
        Whether `aim` or `candidate` is known to be meant: tapped, or announced.
    aim : Body or None
        Whom the engine shall find: the rest of the picture is hidden from it meanwhile.
    candidate : Body or None
        Somebody else who is about to be followed.
    others : tuple of Body
        Who was there at the first look after the person was lost.
    looked_s, aimed_s, announced_s : float
        When there was a look, when `aim` was chosen, and since when `candidate` is being announced.
    """

    state: PersonState = PersonState.SEARCHING
    number: int = 0
    people: int = 0
    track: Track | None = None
    stranger: Body | None = None
    is_meant: bool = False
    aim: Body | None = None
    candidate: Body | None = None
    others: tuple[Body, ...] = ()
    looked_s: float = -math.inf
    aimed_s: float = -math.inf
    announced_s: float = -math.inf


@dataclass(frozen=True)
class Step:
    """What follows from a frame.

    Attributes
    ----------
    lock : Lock
        The new memory.
    is_person : bool
        Whether the body that the engine found is the person's. If not, its pose is not to be used.
    wants_look : bool
        Whether everybody in this picture should be looked for and `take_look` be asked.
    """

    lock: Lock
    is_person: bool = False
    wants_look: bool = False


def follow(lock: Lock, body: Body | None, time_s: float) -> Step:
    """Say whose body the engine found.

    Parameters
    ----------
    lock : Lock
        `Lock()` before the first frame.
    body : Body or None
        What the engine found in the newest frame.
    time_s : float
        When that was taken.
    """
    if lock.state is PersonState.FOLLOWING and lock.track is not None:
        return _go_on(lock, lock.track, body, time_s)
    if lock.aim is not None:
        if body is not None and is_alike(body, lock.aim, _near(time_s - lock.aimed_s), NEAR_RATIO):
            return _arrive(lock, body)
        if time_s - lock.aimed_s <= AIM_S:
            return Step(lock)
        lock = replace(lock, aim=None, candidate=None)
    if lock.candidate is not None:
        if body is not None and not is_jump(lock.candidate, body):
            return _announce(lock, body, time_s)
        lock = replace(lock, candidate=None)
    if body is None:
        state = PersonState.SEARCHING if lock.track is None else PersonState.LOST
        return Step(lock if lock.state is state else replace(lock, state=state))
    track = lock.track
    if track is not None and lock.state is PersonState.LOST:
        # The engine lost its hold for a moment; whoever comes later has to be looked at.
        if time_s - track.last.time_s <= BLINK_S and not is_jump(track.last, body):
            return _arrive(lock, body)
        lock = replace(lock, state=PersonState.SOMEONE_ELSE)
    if lock.stranger is not None:
        lock = replace(lock, stranger=None if is_jump(lock.stranger, body) else body)
    return Step(lock, wants_look=time_s - lock.looked_s >= LOOK_EVERY_S)


def take_look(lock: Lock, body: Body | None, everybody: Sequence[Body], time_s: float, width_px: int) -> Step:
    """Decide after a look for everybody.

    Parameters
    ----------
    lock : Lock
        As `follow` gave it.
    body : Body or None
        What the engine found in the same frame.
    everybody : sequence of Body
        Who was found, with boxes.
    time_s : float
        When the picture was taken.
    width_px : int
        Its width.
    """
    people = _all(everybody, body)
    lock = replace(lock, looked_s=time_s, people=len(people))
    if lock.state is PersonState.SEARCHING or lock.track is None:
        main = None if lock.track is None else nearest(people, lock.track.last, NEAR_LENGTHS, NEAR_RATIO)
        if main is None:
            lock, main = _forget(lock), choose_main(people, width_px)
        return Step(lock) if main is None else _send(lock, main, body, time_s)
    if lock.state is PersonState.FOLLOWING and body is not None:
        return _look_around(lock, lock.track, body, people, width_px)
    return _look_for_lost(lock, lock.track, body, people, time_s, width_px)


def choose(
    lock: Lock, body: Body | None, everybody: Sequence[Body], at_px: tuple[float, float], width_px: int
) -> Step:
    """Follow whoever is at a place in the picture; nobody there changes nothing.

    Parameters are those of `take_look`, and the place. `Step.is_person` tells whether the engine's own body
    is the chosen one.
    """
    people = _all(everybody, body)
    lock = replace(lock, people=len(people))
    following = lock.state is PersonState.FOLLOWING and body is not None
    chosen = choose_at(people, *at_px, reach_px=TAP_SHARE * width_px)
    if chosen is None:
        return Step(lock, following)
    if following and lock.track is not None and body is not None and is_same(chosen, body):
        return Step(replace(lock, track=lock.track.meant()), True)
    return _send(replace(_forget(lock), is_meant=True), chosen, body, chosen.time_s)


def _go_on(lock: Lock, track: Track, body: Body | None, time_s: float) -> Step:
    """Compare the body with the person's last one."""
    if body is None:
        return Step(replace(lock, state=PersonState.LOST, others=()))
    if time_s - track.last.time_s > PAUSE_S:
        return Step(replace(lock, state=PersonState.SEARCHING), wants_look=True)
    due = time_s - lock.looked_s >= LOOK_EVERY_S
    if is_jump(track.last, body):
        lost = replace(lock, state=PersonState.SOMEONE_ELSE, stranger=body, others=())
        return Step(lost, wants_look=due)
    track = extend(track, body)
    # Again after 3 s, 6, 12 and so on: who is alive is known by then. Who is far off goes on being doubtful.
    patience_s = RECHECK_S if track.alive else max(RECHECK_S, lock.looked_s - track.first.time_s)
    unsure = track.doubtful and time_s - lock.looked_s >= patience_s
    moved = Lock(lock.state, lock.number, lock.people, track, looked_s=lock.looked_s)
    return Step(moved, True, unsure or (due and track.has_left))


def _look_around(lock: Lock, track: Track, body: Body, people: Sequence[Body], width_px: int) -> Step:
    """See whether the engine left with somebody else, or whether somebody else was meant at first."""
    others = [one for one in people if not is_same(one, body)]
    if track.has_left:
        stayed = nearest(others, track.rest, NEAR_LENGTHS, NEAR_RATIO)
        if stayed is not None:
            lost = replace(lock, state=PersonState.SOMEONE_ELSE, track=replace(track, last=stayed), others=())
            return _send(lost, stayed, body, body.time_s)
        return Step(lock, True)
    main = choose_main(others, width_px)
    least = CLEARLY_BETTER * prominence(body, width_px)
    if main is not None and track.doubtful and prominence(main, width_px) > least:
        return _send(_forget(lock), main, body, body.time_s)
    return Step(lock, True)


def _look_for_lost(
    lock: Lock, track: Track, body: Body | None, people: Sequence[Body], time_s: float, width_px: int
) -> Step:
    """Find the person again, or somebody to follow in their stead."""
    gone_s = time_s - track.last.time_s
    known = people
    if lock.stranger is not None and gone_s < STRANGER_S:
        stranger = lock.stranger
        known = [one for one in people if not is_same(one, stranger)]
    back = nearest(known, track.last, _near(gone_s), NEAR_RATIO)
    if back is not None:
        return _send(lock, back, body, time_s)
    if not lock.others:
        return Step(replace(lock, others=tuple(people)))
    if gone_s < TAKE_OVER_S:
        return Step(lock)
    # Pictures on the wall and people who sit by stay where they were; whoever comes has moved.
    came = [one for one in people if nearest(lock.others, one, STAND_LENGTHS, NEAR_RATIO) is None]
    central = [one for one in came if abs(one.x_px / width_px - 0.5) <= CENTRAL_SHARE]
    main = choose_main(central, width_px)
    if main is None:
        return Step(lock)
    return _send(replace(lock, candidate=main), main, body, time_s)


def _near(gone_s: float) -> float:
    """How far a body can be, in lengths, so long after it was seen."""
    return min(NEAR_LENGTHS, SAME_LENGTHS + NEAR_LENGTHS_PER_S * gone_s)


def _send(lock: Lock, to: Body, body: Body | None, time_s: float) -> Step:
    """Follow `to`: at once if the engine has found it, otherwise by sending the engine there."""
    if body is not None and is_same(body, to):
        return _arrive(lock, body)
    return Step(replace(lock, aim=to, aimed_s=time_s))


def _arrive(lock: Lock, body: Body) -> Step:
    """Take note that the engine has found whom it should."""
    if lock.candidate is not None:
        said = replace(lock, state=PersonState.NEW_PERSON, aim=None, candidate=body, announced_s=body.time_s)
        return Step(said)
    track, number = lock.track, lock.number
    if track is None:
        track, number = begin_track(body, meant=lock.is_meant), number + 1
    else:
        track = replace(track, last=body)
    return Step(Lock(PersonState.FOLLOWING, number, lock.people, track, looked_s=lock.looked_s), True)


def _announce(lock: Lock, body: Body, time_s: float) -> Step:
    if time_s - lock.announced_s < ANNOUNCE_S:
        return Step(replace(lock, candidate=body))
    return _arrive(replace(lock, track=None, candidate=None, is_meant=True), body)


def _forget(lock: Lock) -> Lock:
    """Follow nobody any more; how many were followed is still known."""
    return Lock(number=lock.number, people=lock.people, looked_s=lock.looked_s)


def _all(everybody: Sequence[Body], body: Body | None) -> list[Body]:
    """Everybody in the picture: a look misses small ones that the engine may be following."""
    people = list(everybody)
    if body is not None and not any(is_same(one, body) for one in people):
        people.append(body)
    return people

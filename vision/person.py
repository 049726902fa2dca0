"""One person's way through the picture: what a body can do, and what gives another one away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from vision.bodies import Body, distance, is_alike

# Measured (docs/measurements.md): a person's body moves at most 1.2 lengths a second and 0.02 a frame.
JUMP_LENGTHS, JUMP_LENGTHS_PER_S = 0.12, 2.0
JUMP_RATIO, JUMP_RATIO_PER_S = 1.2, 1.0
# Two bodies of one picture this alike are one (measured: two readings of one body differ by up to 0.05).
SAME_LENGTHS, SAME_RATIO = 0.15, 1.25
# A person who keeps to one place this long stands there; who is further off has left (P).
STAND_LENGTHS, STAND_S, LEFT_LENGTHS = 0.15, 1.0, 0.3
# Whoever has moved this far is alive; pictures on the wall never do. Measured: a bow moves a body by 0.11 to
# 0.16, a still one keeps within 0.03.
ALIVE_LENGTHS = 0.08


class PersonState(StrEnum):
    """Whom an observation is about."""

    SEARCHING = "searching"
    """Nobody has been followed yet."""
    FOLLOWING = "following"
    LOST = "lost"
    """The person is not in view, nor is anybody else."""
    SOMEONE_ELSE = "someone_else"
    """Somebody is in view, but not the person."""
    NEW_PERSON = "new_person"
    """Somebody else is about to be followed, and that is being said."""


@dataclass(frozen=True)
class Track:
    """The way of one body.

    Attributes
    ----------
    last : Body
        The newest.
    first : Body
        Where it was when it was chosen.
    rest : Body
        The place where it stands, or stood last; of no meaning before `stands`.
    pause : Body
        The place it keeps to now, and since when.
    stands : bool
        Whether it has ever kept to one place for `STAND_S`.
    alive : bool
        Whether it has ever moved, or is known to be meant.
    near : bool
        Whether it was ever large enough in the picture to be measured, or is known to be meant.
    """

    last: Body
    first: Body
    rest: Body
    pause: Body
    stands: bool = False
    alive: bool = False
    near: bool = True

    @property
    def doubtful(self) -> bool:
        """Whether somebody else may be meant: this may be a picture on the wall, or busy at the back."""
        return not (self.alive and self.near)

    @property
    def has_left(self) -> bool:
        """Whether it moved away from where it stood."""
        return self.stands and distance(self.last, self.rest) > LEFT_LENGTHS

    def meant(self) -> Track:
        """Know that it is meant: it stays the person, however still or small."""
        return replace(self, alive=True, near=True)


def extend(track: Track, body: Body) -> Track:
    """Go on with a track that began with the same body."""
    alive = track.alive or distance(body, track.first) > ALIVE_LENGTHS
    near = track.near or not body.is_far
    if track.stands and distance(body, track.rest) <= LEFT_LENGTHS:
        return Track(body, track.first, track.rest, track.rest, True, alive, near)
    # Somewhere else: that is the new place once they have kept to it.
    if distance(body, track.pause) > STAND_LENGTHS:
        return Track(body, track.first, track.rest, body, track.stands, alive, near)
    if body.time_s - track.pause.time_s >= STAND_S:
        return Track(body, track.first, track.pause, track.pause, True, alive, near)
    return Track(body, track.first, track.rest, track.pause, track.stands, alive, near)


def begin_track(body: Body, *, meant: bool = False) -> Track:
    """Begin with a body."""
    track = Track(body, body, body, body, near=not body.is_far)
    return track.meant() if meant else track


def is_same(one: Body, other: Body) -> bool:
    """Whether two readings of one picture are of one body."""
    return is_alike(one, other, SAME_LENGTHS, SAME_RATIO)


def is_jump(before: Body, now: Body) -> bool:
    """Whether no body moves or changes its size so fast."""
    passed_s = now.time_s - before.time_s
    return not is_alike(
        before, now, JUMP_LENGTHS + JUMP_LENGTHS_PER_S * passed_s, JUMP_RATIO + JUMP_RATIO_PER_S * passed_s
    )

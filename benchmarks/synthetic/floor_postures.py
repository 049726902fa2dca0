"""Movements on the floor and on a chair in which limbs differ or the trunk's line leaves its place.

`ground` gives lines that both sides share; here a leg reaches back, an arm forward, a knee straightens, and
the hands of somebody on all fours stay where they are. The trunk's line has exactly the asked-for change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.synthetic.ground import Lines, bridge, rock_back
from benchmarks.synthetic.limbs import LEFT, RIGHT, Direction, Hand, pointing, reach
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.positions import LEG, SITTING, on_hands_and_knees
from benchmarks.synthetic.skeleton import FloatArray, PosedSkeleton, Rotations
from benchmarks.synthetic.takes import Movement

BIRD_DOG, SEATED_KICK, ROCKING, BRIDGE = "bird_dog", "seated_kick", "four_point", "bridge"
REACH_THIGH, REACH_SHANK, REACH_FOOT = 83.0, 85.0, 120.0
"""Lines of a leg that reaches back as far as `positions.bird_dog` shows it, degrees."""
ARM_AHEAD = 94.0
ROCK_DEG = 40.0
WRIST_UP_M = 0.008
STRETCHED = 0.98
"""Share of an arm's length to which people stretch it."""
SHAKE = 2.0
"""How much more a limb in the air sways than the trunk (P)."""


@dataclass(frozen=True)
class Shaped(Movement):
    """A movement of this set: ``name`` is one of the four above, ``depth`` 0 to 1, of a bridge more.

    Attributes
    ----------
    near : str
        ``L`` or ``R``: the side nearer to the camera, whose leg moves.
    trunk : float
        How far the trunk's line has left its place at the turning point, degrees, plus forward.
    lumbar : float
        Bend between pelvis and ribs there, degrees, plus flexion; the trunk's line keeps its angle.
    start : Lines
        How somebody sits; the other movements begin as `ground` has it.
    tucked : bool
        Whether the toes stand on the floor when kneeling, or the feet lie flat.
    """

    near: str = LEFT
    trunk: float = 0.0
    lumbar: float = 0.0
    start: Lines = SITTING
    tucked: bool = False

    @property
    def on_ground(self) -> bool:
        """All of them are."""
        return True

    @property
    def far(self) -> str:
        """The side away from the camera."""
        return RIGHT if self.near == LEFT else LEFT

    @property
    def stays(self) -> tuple[str, ...]:
        """Bones whose middle stays where it is on the floor."""
        by_name = {BIRD_DOG: (f"lowerleg01.{self.far}",), SEATED_KICK: (f"foot.{self.far}",)}
        return by_name.get(self.name, ("foot.L", "foot.R"))


def shape(mover: Mover, movement: Shaped, way: float, sway: Posture) -> Rotations:
    """Give the bone rotations of a share of a movement, 0 to 1, with some sway."""
    match movement.name:
        case "bird_dog":
            return _bird_dog(mover, movement, way, sway)
        case "seated_kick":
            return _kick(mover, movement, way, sway)
        case "four_point":
            return _rock(mover, movement, way, sway)
        case _:
            lines = bridge(movement.depth)(way, mover.measures)
            return mover.lines(replace(lines, lumbar=movement.lumbar * way + sway.lumbar_flexion))


def _kneel(mover: Mover, movement: Shaped, share: float) -> Lines:
    plain = rock_back(1.0)(share, mover.measures)
    return on_hands_and_knees(mover, share) if movement.tucked else plain


def _bent(lines: Lines, movement: Shaped, way: float, sway: Posture) -> Lines:
    return replace(
        lines, trunk=lines.trunk + movement.trunk * way, lumbar=movement.lumbar * way + sway.lumbar_flexion
    )


def _bird_dog(mover: Mover, movement: Shaped, way: float, sway: Posture) -> Rotations:
    lines = _kneel(mover, movement, 0.0)
    bent = _bent(lines, movement, way, sway)
    far = movement.far
    place = _wrists(mover, mover.lines(lines), f"lowerleg01.{far}")
    rotations = mover.lines(bent)
    out = way * movement.depth
    shake = SHAKE * sway.lean * way
    long = mover.lines(
        replace(
            bent,
            thigh=_mix(lines.thigh, REACH_THIGH, out) + shake,
            shank=_mix(lines.shank, REACH_SHANK, out) + shake,
            foot=_mix(lines.foot, REACH_FOOT, out),
        )
    )
    near = movement.near
    rotations = {**rotations, **{f"{bone}.{near}": long[f"{bone}.{near}"] for bone in LEG}}
    rotations = _hand_down(mover, rotations, near, place, f"lowerleg01.{far}")
    return _arm_ahead(mover, rotations, far, place[far], out, shake)


def _arm_ahead(
    mover: Mover, rotations: Rotations, side: str, place: FloatArray, out: float, shake: float
) -> Rotations:
    """Bring an arm forward, a share of the way from the hand on the floor to where it points ahead."""
    posed = mover.skeleton.pose(rotations)
    shoulder = posed.heads[f"upperarm01.{side}"]
    hangs = place + posed.heads[_other_knee(side)] - shoulder
    length = min(float(np.linalg.norm(hangs)), STRETCHED * mover.measures.arm)
    begins = float(np.degrees(np.arctan2(-hangs[1], -hangs[2])))
    angle = np.radians(_mix(begins, ARM_AHEAD, out) + shake)
    stretched = _mix(length, STRETCHED * mover.measures.arm, out)
    wrist = shoulder + stretched * pointing((0.05 * out, float(np.sin(angle)), float(-np.cos(angle))), side)
    fingers: Direction = (0.0, 1.0, -0.22 * (1 - out))
    palm: Direction = (-out, 0.0, -(1 - out) - 0.01)
    hand = Hand(pointing(fingers, side), pointing(palm, side))
    elbow: Direction = (_mix(0.3, 0.6, out), -(1 - out), -out)
    return reach(mover.skeleton, rotations, side, wrist, elbow=elbow, hand=hand)


def _other_knee(side: str) -> str:
    """Name the knee that bears the weight while this arm reaches: that of the same side."""
    return f"lowerleg01.{side}"


def _kick(mover: Mover, movement: Shaped, way: float, sway: Posture) -> Rotations:
    seated = _bent(movement.start, movement, way, sway)
    out = way * movement.depth
    shake = SHAKE * sway.lean * way
    long = replace(
        seated, thigh=seated.thigh + 2 * out, shank=_mix(seated.shank, -76.0, out) + shake, foot=-62.0 * out
    )
    near, rest = mover.lines(long), mover.lines(seated)
    legs = {f"{bone}.{movement.near}": near[f"{bone}.{movement.near}"] for bone in LEG}
    return mover.hands_on_thighs({**rest, **legs}, 0.5)


def _rock(mover: Mover, movement: Shaped, way: float, sway: Posture) -> Rotations:
    start = _kneel(mover, movement, 0.0)
    place = _wrists(mover, mover.lines(start), "foot.L")
    lines = replace(start, thigh=start.thigh - ROCK_DEG * movement.depth * way)
    rotations: Rotations = mover.lines(_bent(lines, movement, way, sway))
    for side in (LEFT, RIGHT):
        rotations = _hand_down(mover, rotations, side, place, "foot.L")
    return rotations


def _wrists(mover: Mover, rotations: Rotations, stays: str) -> dict[str, FloatArray]:
    """Where both wrists are on the floor, (3,) metres from a bone that stays, by side."""
    heads = mover.skeleton.pose(rotations).heads
    up = np.array([0.0, 0.0, WRIST_UP_M])
    return {side: heads[f"wrist.{side}"] + up - heads[stays] for side in (LEFT, RIGHT)}


def _hand_down(
    mover: Mover, rotations: Rotations, side: str, places: dict[str, FloatArray], stays: str
) -> Rotations:
    """Keep a hand flat where it is; where the arm is too short for that it slides along the floor."""
    posed: PosedSkeleton = mover.skeleton.pose(rotations)
    shoulder, place = posed.heads[f"upperarm01.{side}"], places[side] + posed.heads[stays]
    off = place - shoulder
    within = STRETCHED * mover.measures.arm
    along = float(np.sqrt(max(within**2 - off[0] ** 2 - off[2] ** 2, 0.0)))
    place = np.array([place[0], shoulder[1] + float(np.clip(off[1], -along, along)), place[2]])
    hand = Hand(pointing((0.0, 1.0, -0.22), side), pointing((0.0, 0.0, -1.0), side))
    return reach(mover.skeleton, rotations, side, place, elbow=(0.3, -1.0, 0.0), hand=hand)


def _mix(start: float, end: float, share: float) -> float:
    return start + share * (end - start)

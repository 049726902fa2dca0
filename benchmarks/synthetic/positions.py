"""The way from the start to the end position of every exercise, as bone rotations of one body.

Each way takes a share: 0 is the start, 1 the end; the seated turn also goes to -1, its other side.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.synthetic.ground import Lines, Measures, bridge, rock_back, sit_to_stand
from benchmarks.synthetic.limbs import LEFT, RIGHT, Hand, pointing, reach, sided
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.moves import Posture, minimum_jerk
from benchmarks.synthetic.skeleton import FloatArray, Rotations, between
from benchmarks.synthetic.stance import bent_spine

SITTING = Lines(trunk=0, thigh=-86, shank=6)
KNEE_M = 0.072
"""Height of a knee's joint above the floor that it kneels on."""
LEG = ("upperleg01", "lowerleg01", "foot")
HANDS_LEAVE_BY = 0.35
"""Share of rising by which the hands have left the thighs."""


def mixed(first: float, second: float, share: float) -> float:
    """Give what lies between two numbers."""
    return (1 - share) * first + share * second


def waiters_bow(mover: Mover, share: float) -> Rotations:
    """Bow from the hips, hands on the thighs."""
    bow = Posture(trunk_flexion=58, lumbar_flexion=2, knee_flexion=14, head_flexion=-8)
    return mover.hands_on_thighs(mover.stand(bow.scaled(share)), mixed(0.1, 0.5, share))


def squat(mover: Mover, share: float) -> Rotations:
    """Sit back as if to a chair, the arms forward for balance."""
    low = Posture(trunk_flexion=38, lumbar_flexion=3, knee_flexion=88, head_flexion=-14)
    hanging = mover.stand(low.scaled(share))
    return between(hanging, mover.arms_towards(hanging, (-0.05, 0.95, -0.1), 0.97), share)


def trunk_flexion(mover: Mover, share: float) -> Rotations:
    """Roll down with a round back, the chin first, the hands sliding down the thighs."""
    down = Posture(trunk_flexion=66, lumbar_flexion=46, knee_flexion=6).scaled(share)
    down = replace(down, head_flexion=26 * float(np.sin(np.pi / 2 * share)))
    return mover.hands_on_thighs(mover.stand(down), mixed(0.1, 0.8, share))


def reposition_flexion(mover: Mover, share: float) -> Rotations:
    """Stand, and keep a place in the forward bend."""
    place = Posture(trunk_flexion=38, lumbar_flexion=18, knee_flexion=4, head_flexion=10)
    return mover.stand(place.scaled(share))


def trunk_extension(mover: Mover, share: float) -> Rotations:
    """Lift the breastbone up and back, the hands on the hips."""
    back = Posture(trunk_flexion=-17, lumbar_flexion=-19, knee_flexion=2, head_flexion=-8)
    return mover.hands_on_hips(mover.stand(back.scaled(share)))


def side_bend_left(mover: Mover, share: float) -> Rotations:
    """Slide the left hand down the seam of the trousers."""
    bent = mover.stand(Posture(trunk_lateral=-24 * share))
    return mover.hand_on_seam(bent, LEFT, mixed(0.08, 0.4, share))


def side_bend_right(mover: Mover, share: float) -> Rotations:
    """Slide the right hand down the seam of the trousers."""
    bent = mover.stand(Posture(trunk_lateral=24 * share))
    return mover.hand_on_seam(bent, RIGHT, mixed(0.08, 0.4, share))


def pelvic_tilt(mover: Mover, share: float) -> Rotations:
    """Pour out of the bowl of the pelvis at the front, then at the back; arms out of the waist's way."""
    front = Posture(trunk_flexion=8, lumbar_flexion=-20, knee_flexion=4)
    back = Posture(trunk_flexion=-7, lumbar_flexion=18, knee_flexion=12)
    return mover.arms_crossed(mover.stand(front.scaled(1 - share).plus(back.scaled(share))))


def pelvic_clock(mover: Mover, share: float) -> Rotations:
    """Twelve o'clock, the tail under; then six, the tail out."""
    return pelvic_tilt(mover, 1 - share)


def rise(mover: Mover, share: float) -> Rotations:
    """Sit on a chair, bring the nose over the toes, and stand before it."""
    path = sit_to_stand(1.0)
    lines, first = (path(at, mover.measures) for at in (share, 0.0))
    seated = 1 - minimum_jerk(share / HANDS_LEAVE_BY)
    lines = replace(
        lines,
        thigh=lines.thigh + seated * (SITTING.thigh - first.thigh),
        shank=lines.shank + seated * (SITTING.shank - first.shank),
    )
    free = mover.lines(lines)
    return between(mover.hands_on_thighs(free, 0.6), free, 1 - seated)


def seated_kick(mover: Mover, share: float) -> Rotations:
    """Sit tall; the left knee, which is nearer to the camera, straightens."""
    kick = replace(
        SITTING,
        thigh=mixed(SITTING.thigh, -84, share),
        shank=mixed(SITTING.shank, -72, share),
        foot=mixed(SITTING.foot, -66, share),
    )
    return mover.hands_on_thighs(sided(mover.lines(kick), mover.lines(SITTING)), 0.55)


def seated_turn(mover: Mover, share: float) -> Rotations:
    """Sit with crossed arms and turn the ribs to the right; minus is to the left."""
    return mover.arms_crossed({**mover.lines(SITTING), **bent_spine(0.0, 0.0, 38.0 * share)})


def lift(mover: Mover, share: float) -> Rotations:
    """Lie on the back with bent knees, the arms on the floor, and lift the seat to a line."""
    return arms_on_floor(mover, mover.lines(bridge(1.0)(share, mover.measures)))


def arms_on_floor(mover: Mover, rotations: Rotations) -> Rotations:
    """Lay the arms of somebody on their back beside them, palms down."""
    for side in (LEFT, RIGHT):
        shoulder = mover.skeleton.pose(rotations).heads[f"upperarm01.{side}"]
        down_m = mover.measures.back - 0.018
        place = shoulder + pointing((0.1, 0.97 * mover.measures.arm, -down_m), side)
        hand = Hand(pointing((0.0, 1.0, -0.08), side), pointing((0.0, 0.0, -1.0), side))
        rotations = reach(mover.skeleton, rotations, side, place, elbow=(1.0, 0.0, -0.3), hand=hand)
    return rotations


def rocking(mover: Mover, share: float) -> Rotations:
    """Rock back from hands and knees towards the heels."""
    return _hands_on_floor(mover, mover.lines(on_hands_and_knees(mover, share)), mixed(0.008, 0.02, share))


def _hands_on_floor(mover: Mover, rotations: Rotations, up_m: float) -> Rotations:
    """Lay the hands of somebody on hands and knees flat, a little higher than straight arms have them."""
    for side in (LEFT, RIGHT):
        place = mover.skeleton.pose(rotations).heads[f"wrist.{side}"] + pointing((0.0, 0.0, up_m), side)
        hand = Hand(pointing((0.0, 1.0, -0.22), side), pointing((0.0, 0.0, -1.0), side))
        rotations = reach(mover.skeleton, rotations, side, place, elbow=(0.3, -1.0, 0.0), hand=hand)
    return rotations


def on_hands_and_knees(mover: Mover, share: float) -> Lines:
    """Be on hands and knees, the toes on the floor, a share of the way back."""
    tip = 122.0
    rise_m = mover.ankle_height(tip) - KNEE_M
    shank = 90.0 + float(np.degrees(np.arcsin(rise_m / mover.measures.shank)))
    return replace(rock_back(1.0)(share, mover.measures), shank=shank, foot=tip)


def bird_dog(mover: Mover, share: float) -> Rotations:
    """Reach long: the left leg back, the right arm forward."""
    lines = on_hands_and_knees(mover, 0.0)
    start = _hands_on_floor(mover, mover.lines(lines), 0.008)
    long = mover.lines(
        replace(
            lines,
            thigh=mixed(lines.thigh, 83, share),
            shank=mixed(lines.shank, 85, share),
            foot=mixed(lines.foot, 120, share),
        )
    )
    reached = {**start, **{f"{bone}.L": long[f"{bone}.L"] for bone in LEG}}
    shoulder = mover.skeleton.pose(reached).heads["upperarm01.R"]
    ahead = shoulder + mover.measures.arm * pointing((0.05, 1.0, 0.06), RIGHT)
    hand = Hand(pointing((0.0, 1.0, 0.0), RIGHT), pointing((-1.0, 0.0, 0.0), RIGHT))
    return between(
        reached, reach(mover.skeleton, reached, RIGHT, ahead, elbow=(0.6, 0.0, -1.0), hand=hand), share
    )


def lunge(mover: Mover, share: float) -> Rotations:
    """Stand one long step apart, the left foot ahead, and sink straight down."""
    return _step(mover, mixed(0.91, 0.66, share), mixed(38.0, 62.0, share))


def _step(mover: Mover, height: float, tip: float) -> Rotations:
    """Stand in a long step with the hips at a share of the leg's length, the toes behind on the floor."""
    body = mover.measures
    hip_m = height * (body.thigh + body.shank)
    front = _leg(np.array([0.34, body.ankle]), hip_m, body)
    rear = _leg(np.array([-0.45, mover.ankle_height(tip)]), hip_m, body)
    lines = Lines(trunk=3, thigh=front[0], shank=front[1], upper_arm=4, forearm=14)
    behind = replace(lines, thigh=rear[0], shank=rear[1], foot=tip)
    return sided(mover.lines(lines, 2.0), mover.lines(behind, 2.0))


def _leg(ankle: FloatArray, hip_m: float, body: Measures) -> tuple[float, float]:
    """Lean of thigh and shank, degrees, from an ankle (forward, up) to the hip above 0; the knee is ahead."""
    hip = np.array([0.0, hip_m + body.ankle])
    along = hip - ankle
    distance = min(float(np.linalg.norm(along)), 0.998 * (body.thigh + body.shank))
    bend = np.arccos((body.shank**2 + distance**2 - body.thigh**2) / (2 * body.shank * distance))
    shank = float(np.arctan2(along[0], along[1]) + bend)
    knee = ankle + body.shank * np.array([np.sin(shank), np.cos(shank)])
    thigh = float(np.arctan2(*(hip - knee)))
    return float(np.degrees(thigh)), float(np.degrees(shank))


def one_leg_left(mover: Mover, share: float) -> Rotations:
    """Take the weight on the left leg and lift the right foot a hand high."""
    standing, lifted = _on_one_leg(mover)
    return between(mover.stand(Posture()), sided(standing, lifted), share)


def one_leg_right(mover: Mover, share: float) -> Rotations:
    """Take the weight on the right leg and lift the left foot a hand high."""
    standing, lifted = _on_one_leg(mover)
    return between(mover.stand(Posture()), sided(lifted, standing), share)


def _on_one_leg(mover: Mover) -> tuple[Rotations, Rotations]:
    standing = mover.lines(Lines(trunk=0, thigh=0, shank=2, upper_arm=2, forearm=14), 6.0)
    lifted = mover.lines(Lines(trunk=0, thigh=-40, shank=27, foot=12, upper_arm=2, forearm=14), 0.0)
    return standing, lifted

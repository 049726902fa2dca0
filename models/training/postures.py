"""Postures of the training set, drawn from a random generator: what people do before the coach, and more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.training.figure import SLIDING, BodyPose
from models.training.frontal import FRONTAL, front_squat, hitch, side_bend, small_lean, turn
from models.training.movement import RealPosture
from models.training.people import normal, uniform

ARM_SHARES = {
    "hanging": 0.34,
    "on_thighs": 0.2,
    "on_hips": 0.14,
    "crossed": 0.12,
    "forward": 0.12,
    "overhead": 0.08,
}


def jitter(rng: np.random.Generator, spread: float = 0.06) -> tuple[float, ...]:
    """Draw how far arms are off their places (`BodyPose.arms_off`)."""
    return tuple(rng.normal(0.0, spread, 6).tolist())


def draw_neutral(rng: np.random.Generator, kind: str) -> BodyPose:
    """Draw a person's own neutral posture for a kind of session."""
    arms = jitter(rng)
    match kind.split("_")[1]:
        case "seated":
            tilt = uniform(rng, -14, 8)
            return BodyPose(
                pelvis_tilt=tilt,
                lumbar_flexion=-tilt + uniform(rng, -6, 10),
                thigh=uniform(rng, -92, -76),
                shank=uniform(rng, -4, 16),
                arms="on_thighs",
                arms_off=arms,
                apart=uniform(rng, -2, 6),
            )
        case "kneeling":
            return BodyPose(
                pelvis_tilt=uniform(rng, 76, 92),
                lumbar_flexion=uniform(rng, -12, 12),
                thigh=uniform(rng, -3, 5),
                shank=88,
                head=-20,
                arms="forward",
                arms_off=arms,
            )
        case "lying":
            return BodyPose(
                pelvis_tilt=uniform(rng, -96, -88),
                lumbar_flexion=uniform(rng, -6, 6),
                thigh=uniform(rng, -145, -125),
                shank=uniform(rng, -62, -48),
                head=10,
                arms="hanging",
                arms_off=arms,
            )
        case _:
            return BodyPose(
                pelvis_tilt=uniform(rng, -4, 4),
                lumbar_flexion=uniform(rng, -4, 4),
                knee=uniform(rng, 0, 6),
                apart=uniform(rng, *((-8, 3) if kind in FRONTAL else (-4, 2))),
                arms_off=arms,
            )


def with_arms(rng: np.random.Generator, pose: BodyPose) -> BodyPose:
    """Put the arms somewhere else; who kneels keeps them on the floor, and sliding ones slide."""
    if pose.arms == SLIDING or (pose.arms == "forward" and pose.pelvis_tilt > 60):
        return replace(pose, arms_off=jitter(rng, 0.08))
    arms = str(rng.choice(list(ARM_SHARES), p=list(ARM_SHARES.values())))
    return replace(pose, arms=arms, arms_off=jitter(rng, 0.12))


def draw_posture(
    rng: np.random.Generator, kind: str, neutral: BodyPose, real: Sequence[RealPosture]
) -> BodyPose:
    """Draw what the person does in one picture of a session."""
    if kind == "side_standing":
        draw = rng.random()
        small = small_asides(rng, neutral)
        if draw < 0.36:
            return tilt(rng, small)
        if draw < 0.64:
            return bow(rng, small)
        if draw < 0.78:
            return squat(rng, small, real)
        return lean(rng, small) if draw < 0.9 else _anything(rng, neutral)
    if kind == "front_standing":
        draw = rng.random()
        upright = small_lean(rng, neutral)
        if draw < 0.4:
            return hitch(rng, upright)
        if draw < 0.68:
            return side_bend(rng, upright)
        if draw < 0.8:
            return turn(rng, upright)
        return front_squat(rng, upright) if draw < 0.9 else _anything(rng, neutral)
    if kind in FRONTAL:
        return FRONTAL[kind](rng, small_lean(rng, neutral), neutral)
    return around(rng, neutral, front=kind.startswith("front"))


def small_asides(rng: np.random.Generator, zero: BodyPose) -> BodyPose:
    """Stand as a person does who moves in the sagittal plane: nearly square."""
    return BodyPose(
        pelvis_obliquity=normal(rng, 1.5),
        pelvis_rotation=normal(rng, 2.5),
        lumbar_lateral=normal(rng, 1.5),
        lumbar_rotation=normal(rng, 2.5),
        head=uniform(rng, -15, 15),
        apart=zero.apart,
    )


def tilt(rng: np.random.Generator, small: BodyPose) -> BodyPose:
    """Roll the pelvis under a still trunk."""
    deg = uniform(rng, -25, 25)
    back = -deg * uniform(rng, 0.75, 1.15) + normal(rng, 3)
    return replace(small, pelvis_tilt=deg, lumbar_flexion=back, knee=uniform(rng, 0, 25))


def bow(rng: np.random.Generator, small: BodyPose) -> BodyPose:
    """Bend from hips and back, in any share."""
    trunk = uniform(rng, 8, 85)
    back = min(uniform(rng, -12, 52), 0.85 * trunk + 6)
    return replace(small, pelvis_tilt=trunk - 0.55 * back, lumbar_flexion=back, knee=uniform(rng, 0, 30))


def squat(rng: np.random.Generator, small: BodyPose, real: Sequence[RealPosture]) -> BodyPose:
    """Squat, where there is real movement often as somebody really did."""
    if real and rng.random() < 0.6:
        one = real[int(rng.integers(len(real)))]
        back = float(np.clip((one.trunk_flexion - one.pelvis_tilt) / 0.55, -30, 60))
        return replace(small, pelvis_tilt=one.pelvis_tilt, lumbar_flexion=back, knee=max(0.0, one.knee))
    knee = uniform(rng, 25, 110)
    back = uniform(rng, -12, 35)
    return replace(
        small, pelvis_tilt=uniform(rng, 0.25, 0.6) * knee - 0.55 * back, lumbar_flexion=back, knee=knee
    )


def lean(rng: np.random.Generator, small: BodyPose) -> BodyPose:
    """Lean with the trunk as a whole, which looks like a pelvis that rolls."""
    trunk = uniform(rng, -15, 30)
    back = normal(rng, 4)
    return replace(small, pelvis_tilt=trunk - 0.55 * back, lumbar_flexion=back, knee=uniform(rng, 0, 15))


def _anything(rng: np.random.Generator, zero: BodyPose) -> BodyPose:
    return BodyPose(
        pelvis_tilt=uniform(rng, -25, 25),
        pelvis_obliquity=uniform(rng, -12, 12),
        pelvis_rotation=uniform(rng, -20, 20),
        lumbar_flexion=uniform(rng, -25, 35),
        lumbar_lateral=uniform(rng, -20, 20),
        lumbar_rotation=uniform(rng, -20, 20),
        knee=uniform(rng, 0, 40),
        head=normal(rng, 8),
        apart=zero.apart,
    )


def around(rng: np.random.Generator, zero: BodyPose, *, front: bool) -> BodyPose:
    """Move pelvis and spine about a neutral on chair or floor; the legs stay."""
    roll = uniform(rng, -25, 25)
    on_chair = zero.thigh is not None and -110 < zero.thigh < -60
    lean = uniform(rng, -8, 45) if on_chair and not front and rng.random() < 0.4 else normal(rng, 3)
    lift = uniform(rng, -9, 9) if front else normal(rng, 1.5)
    return replace(
        zero,
        pelvis_tilt=zero.pelvis_tilt + lean + roll * (1.0 if not front else 0.4),
        lumbar_flexion=zero.lumbar_flexion
        - roll * uniform(rng, 0.6, 1.15) * (1.0 if not front else 0.4)
        + normal(rng, 4),
        pelvis_obliquity=lift,
        lumbar_lateral=(uniform(rng, -25, 25) if rng.random() < 0.5 else lift * uniform(rng, 0.6, 1.1))
        if front
        else normal(rng, 2),
        pelvis_rotation=normal(rng, 2),
        lumbar_rotation=normal(rng, 4),
        head=zero.head + normal(rng, 8),
        thigh=None
        if zero.thigh is None
        else zero.thigh + normal(rng, 3) - (0.3 * lean if zero.pelvis_tilt > 60 else 0),
        shank=zero.shank + normal(rng, 2),
    )

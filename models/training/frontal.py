"""Postures seen from front and back: hips that hitch, trunks that bend aside, or both; one leg in the air."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from models.training.figure import SLIDING, BodyPose
from models.training.people import normal, uniform

LUMBAR_PER_TRUNK = 1.55
"""Bend between pelvis and upper ribs for a degree of the trunk's line; of the bodies 1.49 to 1.62."""
BENT_DEG = 36.0
HITCHED_DEG = (3.0, 18.0)
"""How far trunks bend and hips hitch: somewhat beyond what is judged (`benchmarks.synthetic.hitched`)."""


def small_lean(rng: np.random.Generator, zero: BodyPose) -> BodyPose:
    """Stand as a person does who moves in the frontal plane."""
    return BodyPose(
        pelvis_tilt=zero.pelvis_tilt + normal(rng, 3), head=normal(rng, 6), apart=uniform(rng, -4, 6)
    )


def hitch(rng: np.random.Generator, upright: BodyPose) -> BodyPose:
    """Lift one side of the pelvis, the foot off the floor or the other knee bent."""
    lift = uniform(rng, -14, 14)
    level = lift * uniform(rng, 0.7, 1.1) if rng.random() < 0.75 else normal(rng, 3)
    bent = knee_for(lift) if rng.random() < 0.5 else 0.0
    return replace(
        upright,
        pelvis_obliquity=lift,
        lumbar_lateral=level + normal(rng, 2),
        knee_left_more=bent,
        pelvis_rotation=normal(rng, 2),
    )


def side_bend(rng: np.random.Generator, upright: BodyPose) -> BodyPose:
    """Bend the trunk to a side over a pelvis that stays nearly level."""
    return replace(
        upright,
        pelvis_obliquity=normal(rng, 2.5),
        lumbar_lateral=uniform(rng, -38, 38),
        lumbar_rotation=normal(rng, 4),
        pelvis_rotation=normal(rng, 2),
    )


def turn(rng: np.random.Generator, upright: BodyPose) -> BodyPose:
    """Turn pelvis and chest, each by itself."""
    return replace(
        upright,
        pelvis_obliquity=normal(rng, 2.5),
        pelvis_rotation=uniform(rng, -20, 20),
        lumbar_rotation=uniform(rng, -40, 40),
        lumbar_lateral=normal(rng, 4),
    )


def front_squat(rng: np.random.Generator, upright: BodyPose) -> BodyPose:
    """Squat, seen from the front."""
    knee = uniform(rng, 10, 70)
    return replace(upright, pelvis_tilt=0.35 * knee, pelvis_obliquity=normal(rng, 3), knee=knee)


def knee_for(lift_deg: float) -> float:
    """Bend of the knee under the lower side of the pelvis that keeps both feet down; plus is the left one."""
    shorter = abs(np.sin(np.radians(lift_deg))) * 0.2 / 0.85
    bend = float(np.degrees(2 * np.arccos(1 - min(shorter, 0.3))))
    return bend if lift_deg > 0 else -bend


def bend(rng: np.random.Generator, upright: BodyPose, zero: BodyPose, lift_deg: float) -> BodyPose:
    """Bend the trunk to a side over a pelvis that is tipped by so much, whichever side either goes to."""
    trunk = uniform(rng, -BENT_DEG, BENT_DEG)
    # Mostly both feet stay down, as the knee under the lower side gives way.
    down = rng.random() < 0.85
    weight = float(np.clip(normal(rng, 0.35), -1, 1)) if rng.random() < 0.5 else None
    return replace(
        _aside(rng, upright, zero, trunk, lift_deg),
        knee_left_more=knee_for(lift_deg) * uniform(rng, 0.8, 1.2) if down else 0.0,
        weight=weight,
        arms=SLIDING if rng.random() < 0.6 else upright.arms,
    )


def shift(rng: np.random.Generator, upright: BodyPose, zero: BodyPose) -> BodyPose:
    """Bring the weight over one foot, both down."""
    return replace(
        _aside(rng, upright, zero, normal(rng, 5), normal(rng, 2.5)), weight=uniform(rng, -1.0, 1.0)
    )


def one_leg(rng: np.random.Generator, upright: BodyPose, zero: BodyPose) -> BodyPose:
    """Stand on one leg, the other before or behind; the pelvis level, dropped or hitched."""
    lifts = -1 if rng.random() < 0.5 else 1
    lift_deg = normal(rng, 2.5) if rng.random() < 0.4 else uniform(rng, -15, 15)
    draw = rng.random()
    trunk = normal(rng, 3) if draw < 0.6 else uniform(rng, -16, 16)
    if 0.6 < draw < 0.8:  # over the leg that stands
        trunk = -lifts * abs(trunk)
    before = rng.random() < 0.7
    thigh = uniform(rng, 0, 80) if before else uniform(rng, -15, 5)
    knee = thigh + uniform(rng, -10, 60) if before else uniform(rng, 20, 90)
    return replace(
        _aside(rng, upright, zero, trunk, lift_deg),
        pelvis_tilt=upright.pelvis_tilt - 0.1 * thigh,
        knee=uniform(rng, 0, 12),
        weight=-lifts * uniform(rng, 0.7, 1.05),
        lifts=lifts,
        lifted_thigh=thigh,
        lifted_knee=max(0.0, knee),
        lifted_hang=uniform(rng, 0.0, 1.0),
        lifted_foot=uniform(rng, 0, 30),
    )


def _aside(
    rng: np.random.Generator, upright: BodyPose, zero: BodyPose, trunk_deg: float, lift_deg: float
) -> BodyPose:
    """Ask for the trunk's line and for the pelvis, each by itself; the spine makes up for what is between."""
    return replace(
        upright,
        pelvis_obliquity=lift_deg,
        lumbar_lateral=LUMBAR_PER_TRUNK * (trunk_deg + lift_deg),
        lumbar_flexion=zero.lumbar_flexion + normal(rng, 3),
        lumbar_rotation=normal(rng, 5),
        pelvis_rotation=normal(rng, 3),
        knee=zero.knee + uniform(rng, 0, 4),
        apart=zero.apart + normal(rng, 1.0),
    )


def _bending(rng: np.random.Generator, upright: BodyPose, zero: BodyPose) -> BodyPose:
    draw = rng.random()
    if draw < 0.42:
        return bend(rng, upright, zero, normal(rng, 2))
    if draw < 0.74:
        return bend(rng, upright, zero, float(rng.choice([-1, 1])) * uniform(rng, *HITCHED_DEG))
    if draw < 0.86:
        return hitch(rng, upright)
    return shift(rng, upright, zero) if draw < 0.94 else turn(rng, upright)


def _balancing(rng: np.random.Generator, upright: BodyPose, zero: BodyPose) -> BodyPose:
    draw = rng.random()
    if draw < 0.68:
        return one_leg(rng, upright, zero)
    if draw < 0.82:
        return shift(rng, upright, zero)
    return hitch(rng, upright) if draw < 0.91 else bend(rng, upright, zero, normal(rng, 2))


FRONTAL: Mapping[str, Callable[[np.random.Generator, BodyPose, BodyPose], BodyPose]] = {
    "front_bending": _bending,
    "front_balancing": _balancing,
}
"""What people do in the kinds of sessions that came for hips that hitch in a bend and drop on one leg; given
how they stand when moving in the frontal plane, and their own neutral."""

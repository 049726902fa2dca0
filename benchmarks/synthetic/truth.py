"""The true angles of a posed skeleton.

Trunk, hips and knees are lines through joint centres, because that is what a camera can see of them; pelvis
and low back are the bones themselves, because a line through two hip joints says nothing about a pelvis that
tilts.

Signs are those of the whole project, from the person's own point of view:

=====================  ==========================================  ===========================
angle                  meaning                                     plus is
=====================  ==========================================  ===========================
trunk_flexion          mid-hip to mid-shoulder, sagittal plane     forward
trunk_lateral          the same line, frontal plane                to the person's right
pelvis_tilt            pelvis bone, sagittal plane                 anterior: top forward
pelvis_obliquity       pelvis bone, frontal plane                  right side higher
lumbar_flexion         upper ribs against pelvis, sagittal plane   flexion
trunk_rotation         upper ribs against pelvis, transverse       to the person's right
hip_flexion_*          trunk line against thigh, sagittal plane    flexion
knee_flexion_*         thigh against shank, sagittal plane         flexion
=====================  ==========================================  ===========================
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmarks.synthetic.skeleton import FloatArray, PosedSkeleton

PELVIS = "root"
THORAX = "spine01"
"""The bone that carries neck and shoulders: every bend between pelvis and shoulders lies below it."""

ANGLES = (
    "trunk_flexion",
    "trunk_lateral",
    "pelvis_tilt",
    "pelvis_obliquity",
    "lumbar_flexion",
    "hip_flexion_left",
    "hip_flexion_right",
    "knee_flexion_left",
    "knee_flexion_right",
    "trunk_rotation",
)


def forward_lean(direction: FloatArray) -> float:
    """Sagittal angle of an upward direction against vertical, degrees, plus forward."""
    return float(np.degrees(np.arctan2(-direction[1], direction[2])))


def rightward_lean(direction: FloatArray) -> float:
    """Frontal angle of an upward direction against vertical, degrees, plus to the person's right."""
    return float(np.degrees(np.arctan2(-direction[0], direction[2])))


def midpoint(heads: Mapping[str, FloatArray], bone: str) -> FloatArray:
    """Midpoint of a left and a right joint."""
    return (heads[f"{bone}.L"] + heads[f"{bone}.R"]) / 2


def absolute_angles(posed: PosedSkeleton) -> dict[str, float]:
    """Angles in degrees against anatomical zero; pelvis and low back against the body's rest."""
    heads = posed.heads
    trunk = midpoint(heads, "upperarm01") - midpoint(heads, "upperleg01")
    pelvis, thorax = posed.turns[PELVIS], posed.turns[THORAX]
    right = pelvis @ np.array([-1.0, 0.0, 0.0])
    up = np.array([0.0, 0.0, 1.0])
    angles = {
        "trunk_flexion": forward_lean(trunk),
        "trunk_lateral": rightward_lean(trunk),
        "pelvis_tilt": forward_lean(pelvis @ up),
        "pelvis_obliquity": float(np.degrees(np.arctan2(right[2], np.hypot(right[0], right[1])))),
        "lumbar_flexion": forward_lean(pelvis.T @ thorax @ up),
    }
    front = pelvis.T @ thorax @ np.array([0.0, -1.0, 0.0])
    angles["trunk_rotation"] = float(np.degrees(np.arctan2(-front[0], -front[1])))
    for side, word in (("L", "left"), ("R", "right")):
        hip, knee, ankle = (heads[f"{bone}.{side}"] for bone in ("upperleg01", "lowerleg01", "foot"))
        thigh, shank = forward_lean(hip - knee), forward_lean(knee - ankle)
        angles[f"hip_flexion_{word}"] = angles["trunk_flexion"] - thigh
        angles[f"knee_flexion_{word}"] = shank - thigh
    return {name: angles[name] for name in ANGLES}


def angles_from_neutral(posed: PosedSkeleton, neutral: PosedSkeleton) -> dict[str, float]:
    """Angles in degrees, zero in the person's own neutral standing posture."""
    now, zero = absolute_angles(posed), absolute_angles(neutral)
    return {name: now[name] - zero[name] for name in ANGLES}

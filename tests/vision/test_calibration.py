"""Neutral calibration: stillness is found by itself, and what is no stillness is called by its name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.poses import PARTNERS, YAW_DEG, Figure, make_pose
from vision.angles import View
from vision.calibration import Calibration, NotReady, Stillness, calibrate
from vision.pelvis import PelvisReader, PelvisReading
from vision.pose import Landmark, Observation, Pose
from vision.posture import measure_posture
from vision.sides import Names
from vision.tracking import Track, follow_person, measure_person

STILL_S, STILL_WITHIN_DEG = 3.0, 4.0
RATE_HZ = 15.0
Scene = Callable[[float], Pose | None]
EVERY_VIEW = [View.FRONT, View.BACK, View.LEFT, View.RIGHT]


@dataclass(frozen=True)
class Trial:
    """What came of a stream."""

    done: Calibration | None
    states: list[Stillness]

    @property
    def reasons(self) -> set[NotReady]:
        return {state.why_not for state in self.states if state.why_not is not None}


def film(scene: Scene, until_s: float, rate_hz: float = RATE_HZ) -> list[Observation]:
    stream = []
    for frame in range(round(until_s * rate_hz) + 1):
        time_s = frame / rate_hz
        pose = scene(time_s)
        stream.append(Observation(time_s, None if pose is None else replace(pose, time_s=time_s), 640, 480))
    return stream


def calibrated(
    stream: Iterable[Observation],
    *,
    still_s: float = STILL_S,
    in_position: Callable[[float], bool] = lambda t: True,
    edges: Callable[[float], float] = lambda t: math.nan,
    view: View | None = None,
    oblique: bool = False,
    pelvis: PelvisReader | None = None,
) -> Trial:
    """Watch until the calibration is complete."""
    track, stillness, states = Track(), Stillness(), []
    for one in stream:
        track, pose, names = follow_person(track, one)
        posture = measure_person(track, one, pose, names, view, pelvis=pelvis)
        stillness, done = calibrate(
            stillness,
            posture,
            pose,
            in_position=in_position(one.time_s),
            still_s=still_s,
            still_within_deg=STILL_WITHIN_DEG,
            edges_lean_deg=edges(one.time_s),
            oblique=oblique,
        )
        states.append(stillness)
        if done is not None:
            return Trial(done, states)
    return Trial(None, states)


def standing(view: View = View.LEFT, figure: Figure = Figure(), **how: object) -> Scene:  # noqa: B008
    pose = make_pose(figure, view, **how)  # type: ignore[arg-type]
    return lambda time_s: pose


def noisy(scene: Scene, px: float, seed: int = 0) -> Scene:
    chance = np.random.default_rng(seed)

    def at(time_s: float) -> Pose | None:
        pose = scene(time_s)
        assert pose is not None
        return replace(pose, landmarks_px=pose.landmarks_px + chance.normal(0, px, (33, 2)))

    return at


@pytest.mark.parametrize("view", EVERY_VIEW)
@pytest.mark.parametrize("rate_hz", [4, 8, 15, 30, 60])
def test_whoever_stands_still_is_calibrated_after_the_stated_time(view: View, rate_hz: float) -> None:
    done = calibrated(film(standing(view), 5.0, rate_hz)).done
    assert done is not None
    assert STILL_S - 1e-6 <= done.time_s <= STILL_S + 1 / rate_hz
    assert done.lasted_s == pytest.approx(done.time_s)
    assert done.view is view
    assert done.frames == pytest.approx(STILL_S * rate_hz + 1, abs=1)


@pytest.mark.parametrize("view", EVERY_VIEW)
@pytest.mark.parametrize("seed", range(3))
def test_sway_and_jitter_of_a_standing_person_are_still(view: View, seed: int) -> None:
    """2 cm of sway each way and landmarks that jitter by a pixel."""

    def sway(time_s: float) -> Pose:
        x_px = 320 + 4 * math.sin(2 * math.pi * 0.4 * time_s + seed)
        lean = 0.8 * math.sin(2 * math.pi * 0.3 * time_s)
        return make_pose(Figure(trunk_flexion=lean, trunk_lateral=lean), view, hips_px=(x_px, 240))

    done = calibrated(film(noisy(sway, 1.0, seed), 5.0)).done
    assert done is not None
    assert done.time_s <= 5.0


@pytest.mark.parametrize(("seen", "still"), [(0.2, True), (1.0, False)])
def test_a_hidden_leg_that_is_guessed_elsewhere_is_no_movement(seen: float, still: bool) -> None:
    """The far foot leaps by a third of the trunk once a second: guessed, or really there."""
    pose = make_pose(view=View.LEFT)
    visibility = pose.visibility.copy()
    visibility[[Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE]] = seen

    def leaps(time_s: float) -> Pose:
        landmarks_px = pose.landmarks_px.copy()
        if time_s % 1.0 > 0.9:
            landmarks_px[Landmark.RIGHT_ANKLE] += (0.0, 33.0)
        return replace(pose, landmarks_px=landmarks_px, visibility=visibility)

    trial = calibrated(film(leaps, 5.0))
    assert (trial.done is not None) is still
    assert (NotReady.MOVING in trial.reasons) is not still


def walk(time_s: float) -> Pose:
    """On the spot: the knees come up in turn."""
    left, right = (max(0.0, part * math.sin(2 * math.pi * 0.9 * time_s)) for part in (1, -1))
    return make_pose(
        Figure(hip_left=60 * left, knee_left=80 * left, hip_right=60 * right, knee_right=80 * right)
    )


def squat(time_s: float) -> Pose:
    """Slowly down and up, the trunk always the same: 25 cm in four seconds."""
    bend = 60 * (1 - math.cos(2 * math.pi * time_s / 8)) / 2
    down_px = 200 * 0.85 * (1 - math.cos(math.radians(bend / 2)))
    return make_pose(Figure(10, knee_left=bend, knee_right=bend), hips_px=(320, 240 + 2 * down_px))


def ramp(speed: float, most: float) -> Callable[[float], float]:
    """Back and forth at a steady speed."""
    return lambda t: most - abs((speed * t) % (2 * most) - most)


bow, side_bend, step, spin = ramp(4, 40), ramp(4, 25), ramp(10, 100), ramp(12, 55)
MOVING: list[tuple[str, Scene]] = [
    ("walking on the spot", walk),
    ("slow squat", squat),
    ("slow bow", lambda t: make_pose(Figure(bow(t)))),
    ("slow side bend", lambda t: make_pose(Figure(trunk_lateral=side_bend(t)), View.FRONT)),
    ("walking to the side", lambda t: make_pose(view=View.FRONT, hips_px=(270 + step(t), 240))),
    ("walking up", lambda t: make_pose(view=View.FRONT, px_per_m=130 + ramp(20, 100)(t))),
    ("turning on the spot", lambda t: make_pose(yaw_deg=62 + spin(t))),
    ("turning to and fro, facing", lambda t: make_pose(yaw_deg=-20 + ramp(20, 40)(t))),
    ("turning about the back", lambda t: make_pose(yaw_deg=160 + ramp(20, 40)(t))),
]


@pytest.mark.parametrize("scene", [scene for _, scene in MOVING], ids=[name for name, _ in MOVING])
@pytest.mark.parametrize("rate_hz", [8, 15, 30])
def test_whoever_moves_is_not_calibrated_and_told_so(scene: Scene, rate_hz: float) -> None:
    trial = calibrated(film(scene, 16.0, rate_hz))
    assert trial.done is None
    assert NotReady.MOVING in trial.reasons
    assert not math.isnan(trial.states[-1].moving_since_s)


OTHERWISE: list[tuple[str, Scene, NotReady]] = [
    ("nobody", lambda t: None, NotReady.HIDDEN),
    ("feet cut off", standing(hips_px=(320, 400)), NotReady.HIDDEN),
    ("head cut off", standing(hips_px=(320, 80)), NotReady.HIDDEN),
    ("too far", standing(px_per_m=50), NotReady.HIDDEN),
    ("trunk hidden", standing(hidden=[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]), NotReady.HIDDEN),
    ("feet hidden", standing(hidden=[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]), NotReady.HIDDEN),
    *(
        (f"oblique {yaw}", standing(yaw_deg=yaw), NotReady.OBLIQUE)
        for yaw in (45, -45, 135, -135, 40, -140)
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("scene", "reason"), [row[1:] for row in OTHERWISE], ids=[name for name, *_ in OTHERWISE]
)
def test_what_keeps_from_calibrating_is_named(scene: Scene, reason: NotReady) -> None:
    trial = calibrated(film(scene, 6.0))
    assert trial.done is None
    assert trial.reasons == {reason}


@pytest.mark.parametrize("yaw_deg", [45, -45, 135, -140])
@pytest.mark.parametrize("lean_deg", [math.nan, 2.0])
def test_where_an_oblique_view_will_do_the_feet_have_a_place_and_no_angle_a_zero(
    yaw_deg: float, lean_deg: float
) -> None:
    done = calibrated(film(standing(yaw_deg=yaw_deg), 6.0), oblique=True, edges=lambda t: lean_deg).done
    assert done is not None
    assert done.view is View.OBLIQUE
    assert done.neutral.angles == {}
    assert done.footing is not None
    assert done.footing.stand.feet_px == pytest.approx((320, 240 + 200 * 0.85))
    assert done.time_s == pytest.approx(STILL_S, abs=0.1)


@pytest.mark.parametrize(("oblique", "still"), [(True, True), (False, False)])
def test_knees_may_jump_where_they_may_point_at_the_camera(oblique: bool, still: bool) -> None:
    knees = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]

    def jumping(t: float) -> Pose:
        pose = make_pose(Figure(), View.FRONT)
        px = pose.landmarks_px.copy()
        px[knees, 1] += 9.0 * (-1) ** round(t * RATE_HZ)
        return replace(pose, landmarks_px=px)

    assert (calibrated(film(jumping, 4), oblique=oblique).done is not None) is still


def test_a_trunk_that_sways_is_not_still_in_an_oblique_view() -> None:
    """Its lean is not measured as an angle there, and yet it is watched."""
    swaying = film(lambda t: make_pose(Figure(trunk_lateral=5 * math.sin(4 * t)), yaw_deg=40, time_s=t), 6.0)
    assert calibrated(swaying, oblique=True).done is None


@pytest.mark.parametrize(("rate_hz", "frames"), [(5, 3), (10, 4), (30, 9)])
def test_a_moment_of_a_clip_that_was_cut_short_may_be_of_three_frames(rate_hz: float, frames: int) -> None:
    done = calibrated(film(standing(), 3.0, rate_hz), still_s=0.25).done
    assert done is not None
    assert done.frames == frames


def test_another_position_is_named() -> None:
    trial = calibrated(film(standing(), 6.0), in_position=lambda t: False)
    assert (trial.done, trial.reasons) == (None, {NotReady.OTHER_POSITION})


@pytest.mark.parametrize("scene", [scene for _, scene in MOVING], ids=[name for name, _ in MOVING])
@pytest.mark.parametrize("until_s", [2.0, 3.3, 4.7, 6.1])
def test_after_moving_it_takes_no_longer(scene: Scene, until_s: float) -> None:
    """Whoever stops waits three seconds from then on, whatever they did before (and turned to where)."""
    frozen = scene(until_s)
    trial = calibrated(film(lambda t: scene(t) if t < until_s else frozen, until_s + 5.0), view=_view(frozen))
    assert trial.done is not None
    assert trial.done.time_s <= until_s + STILL_S + 0.2


def _view(pose: Pose | None) -> View:
    """The nearest view: where somebody stops oblique is not this test's matter."""
    assert pose is not None
    left, right = pose.world_m[Landmark.LEFT_HIP], pose.world_m[Landmark.RIGHT_HIP]
    yaw = math.degrees(math.atan2(right[2] - left[2], left[0] - right[0]))
    return min(YAW_DEG, key=lambda view: abs((yaw - YAW_DEG[view] + 180) % 360 - 180))


@pytest.mark.parametrize("drift_deg", [1.0, 2.0, 3.0, 3.8])
def test_the_end_of_a_movement_does_not_spoil_the_stillness_after_it(drift_deg: float) -> None:
    """Settling slowly for a second, then swaying: from the last of the drift it is three seconds."""

    def settle(time_s: float) -> Pose:
        lean = max(0.0, drift_deg + 20 * (1 - time_s)) if time_s < 1 else max(0.0, drift_deg * (2 - time_s))
        return make_pose(Figure(lean - 0.6 * math.sin(2 * math.pi * 0.35 * time_s)))

    done = calibrated(film(settle, 8.0)).done
    assert done is not None
    assert done.time_s <= 2.0 + STILL_S + 0.2


def test_why_not_is_forgotten_with_the_calibration() -> None:
    """The state after a calibration is a fresh one."""
    trial = calibrated(film(lambda t: walk(t) if t < 2 else walk(0.0), 6.0))
    assert trial.done is not None
    assert trial.states[-1] == Stillness()


def test_a_pause_of_the_stream_begins_anew() -> None:
    stream = [one for one in film(standing(), 12.0) if not 2.0 < one.time_s < 6.0]
    done = calibrated(stream).done
    assert done is not None
    assert done.time_s == pytest.approx(6.0 + STILL_S, abs=0.2)


def test_a_short_pause_does_not() -> None:
    stream = [one for one in film(standing(), 12.0) if not 1.0 < one.time_s < 1.5]
    done = calibrated(stream).done
    assert done is not None
    assert done.time_s == pytest.approx(STILL_S, abs=0.1)


def test_few_frames_are_no_stillness() -> None:
    assert calibrated(film(standing(), 3.0, rate_hz=2 / 3)).done is None


def test_another_view_begins_anew() -> None:
    """Who turns round within a second has another zero."""
    trial = calibrated(film(lambda t: make_pose(yaw_deg=90 - 180 * min(max(t - 2, 0), 1)), 9.0))
    assert trial.done is not None
    assert trial.done.view is View.RIGHT
    assert 3.0 + STILL_S - 0.3 <= trial.done.time_s <= 3.0 + STILL_S + 1.0


def test_a_view_that_is_told_otherwise_begins_anew() -> None:
    """The pose stands still; what is believed of its view changes."""
    stillness, pose = Stillness(), make_pose()
    for frame in range(120):
        one = Observation(frame / RATE_HZ, replace(pose, time_s=frame / RATE_HZ), 640, 480)
        _, seen, names = follow_person(Track(), one)
        posture = measure_person(Track(), one, seen, names, View.LEFT if one.time_s < 2 else View.RIGHT)
        stillness, done = calibrate(
            stillness,
            posture,
            seen,
            in_position=True,
            still_s=STILL_S,
            still_within_deg=STILL_WITHIN_DEG,
        )
        if done is not None:
            break
    assert done is not None
    assert (done.view, done.time_s) == (View.RIGHT, pytest.approx(2.0 + STILL_S, abs=0.1))


def test_a_moment_out_of_position_begins_anew() -> None:
    done = calibrated(film(standing(), 9.0), in_position=lambda t: not 1.9 < t < 2.1).done
    assert done is not None
    assert done.time_s >= 2.1 + STILL_S - 0.1


def test_torn_frames_tell_nothing_for_or_against() -> None:
    """An engine that now and then gives the hips each other's name keeps nobody waiting."""
    stream = film(standing(), 5.0)
    order = list(range(33))
    order[23], order[24] = PARTNERS[23], PARTNERS[24]
    for i in (10, 20, 30, 31):
        pose = stream[i].pose
        assert pose is not None
        half = replace(pose, landmarks_px=pose.landmarks_px[order], world_m=pose.world_m[order])
        stream[i] = replace(stream[i], pose=half)
    track = Track()
    for one in stream[:11]:
        track, _, names = follow_person(track, one)
    assert names is Names.TORN  # or the test would show nothing
    done = calibrated(stream).done
    assert done is not None
    assert done.time_s == pytest.approx(STILL_S, abs=0.1)
    assert done.neutral.angles["trunk_flexion"] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(("view", "angle"), [(View.LEFT, "trunk_flexion"), (View.FRONT, "trunk_lateral")])
def test_the_neutral_is_what_the_person_stood_like(view: View, angle: str) -> None:
    figure = Figure(
        trunk_flexion=6 if view.is_side else 0, trunk_lateral=0 if view.is_side else 6, knee_left=9
    )
    done = calibrated(film(noisy(standing(view, figure), 0.5), 5.0)).done
    assert done is not None
    assert done.neutral.angles[angle] == pytest.approx(6, abs=0.2)
    if view.is_side:
        assert done.neutral.angles["knee_flexion_left"] == pytest.approx(9, abs=0.4)


def test_medians_shrug_off_single_bad_frames() -> None:
    """A fifth of the frames, each within what counts as still, all to the same side."""

    def glitch(time_s: float) -> Pose:
        off = round(time_s * RATE_HZ) % 5 == 2
        return make_pose(Figure(3.5 if off else 0.0), hips_px=(324 if off else 320, 240))

    done = calibrated(film(glitch, 5.0)).done
    assert done is not None
    assert done.neutral.angles["trunk_flexion"] == pytest.approx(0, abs=1e-6)
    assert done.lengths_px["trunk"] == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("view", EVERY_VIEW)
@given(px_per_m=st.floats(110, 230))
def test_lengths_are_those_of_the_body_in_the_picture(view: View, px_per_m: float) -> None:
    done = calibrated(film(standing(view, px_per_m=px_per_m), 3.2, 8)).done
    assert done is not None
    assert done.lengths_px == pytest.approx(
        {"trunk": 0.50 * px_per_m, "thigh": 0.43 * px_per_m, "shank": 0.42 * px_per_m}
    )


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
@pytest.mark.parametrize("roll_deg", [-7.0, 0.0, 7.0])
def test_from_the_front_the_body_tells_the_roll(view: View, roll_deg: float) -> None:
    done = calibrated(film(standing(view, roll_deg=roll_deg), 5.0)).done
    assert done is not None
    assert (done.roll_deg, done.roll_source) == (pytest.approx(roll_deg, abs=1e-6), "body")


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_edges_tell_it_rather_than_the_body(view: View) -> None:
    """One look in ten frames; one of them goes astray."""
    looks = {0.0: 3.0, 1.0: 3.2, 2.0: 14.0}
    trial = calibrated(
        film(standing(view, roll_deg=5), 5.0), edges=lambda t: looks.get(round(t, 3), math.nan)
    )
    assert trial.done is not None
    assert (trial.done.roll_deg, trial.done.roll_source) == (3.2, "edges")


class SamePelvis:
    """Tells the same pelvis of every picture."""

    def read(self, pose: Pose, view: View) -> PelvisReading:
        names = ("pelvis_tilt", "lumbar_flexion") if view.is_side else ("pelvis_obliquity",)
        return PelvisReading(dict.fromkeys(names, 4.0), dict.fromkeys(names, 3.0))


@pytest.mark.parametrize("view", EVERY_VIEW)
@pytest.mark.parametrize("roll_deg", [-7.0, 7.0])
def test_whoever_stays_as_they_were_is_at_zero_however_the_camera_leans(view: View, roll_deg: float) -> None:
    """Once the roll is known postures are told from true vertical, and so has to be their zero."""
    scene = standing(view, roll_deg=roll_deg)
    done = calibrated(film(scene, 5.0), edges=lambda t: roll_deg, pelvis=SamePelvis()).done
    assert done is not None
    posture = measure_posture(scene(9.0), view, 9.0, roll_deg=done.level_deg, pelvis=SamePelvis())
    told = {name: deg for name, deg in done.neutral.apply(posture).angles.items() if not math.isnan(deg)}
    assert {"pelvis_tilt", "lumbar_flexion"} <= set(told) or "pelvis_obliquity" in told
    assert told == pytest.approx(dict.fromkeys(told, 0.0), abs=1e-6)


def test_from_the_side_without_edges_the_roll_is_not_known() -> None:
    done = calibrated(film(standing(roll_deg=5), 5.0)).done
    assert done is not None
    assert math.isnan(done.roll_deg)
    assert done.roll_source == "unknown"


@pytest.mark.parametrize("scene", [walk, standing(), noisy(standing(), 3.0)])
def test_the_state_stays_small(scene: Scene) -> None:
    rate_hz = 30.0
    sizes = []
    for start in range(3):
        trial = calibrated(film(lambda t, s=start: scene(t + s), 15.0, rate_hz))
        sizes += [len(state.moments) for state in trial.states]
    assert max(sizes) <= STILL_S * rate_hz + 1


def test_a_recorded_state_is_not_changed() -> None:
    """Pure: the same state twice gives the same."""
    stream = film(walk, 4.0)
    one, other = calibrated(stream), calibrated(stream)
    assert one.states == other.states

"""Looking closer where nobody is found: where it looks, and that somebody small is found by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.vision.people import FPS, CutOut, Figure, cut_outs, draw, whose
from vision.closer import PATIENCE_S, PLACES, Closer, Search, look_on, part_of
from vision.estimator import PoseEstimator
from vision.frames import Frame
from vision.mediapipe_pose import MediaPipePose
from vision.observer import open_observer
from vision.parts import Part, around, part_side
from vision.person import PersonState
from vision.pose import INSIDE, LANDMARK_COUNT, Landmark, Observation, Pose

WIDTH, HEIGHT = 640, 480
FRAME_S = 0.1


def blank(time_s: float, width: int = WIDTH, height: int = HEIGHT) -> Frame:
    return Frame(np.full((height, width, 3), 90, np.uint8), time_s)


def pose_at(x: float, y: float, reach: float, frame: Frame) -> Pose:
    """A pose whose points fill a square around a place."""
    turn = np.linspace(0, 2 * np.pi, LANDMARK_COUNT)
    points = np.column_stack([x + reach * np.cos(turn), y + reach * np.sin(turn)])
    nowhere = np.zeros((LANDMARK_COUNT, 3))
    return Pose(frame.time_s, points, np.ones(LANDMARK_COUNT), nowhere, frame.width_px, frame.height_px)


class Scripted(PoseEstimator):
    """Stands in for an engine: it notes what it is given, and finds whoever the script says is there.

    It sees somebody in a picture that is no larger than ``most_px``, wherever `person` is in it: places are
    told by the red of the pixels, as the pictures are ramps.
    """

    def __init__(self, person: Callable[[float], tuple[float, float] | None], most_px: int) -> None:
        self.given: list[tuple[int, int]] = []
        self.closed = 0
        self._person, self._most_px = person, most_px

    def estimate(self, frame: Frame) -> Observation:
        self.given.append((frame.width_px, frame.height_px))
        at, pose = self._person(frame.time_s), None
        if at is not None and frame.width_px <= self._most_px and np.ptp(frame.image) > 0:
            left, top = int(frame.image[0, 0, 0]) * 4, int(frame.image[0, 0, 1]) * 4
            x, y = at[0] - left, at[1] - top
            if 0 <= x < frame.width_px and 0 <= y < frame.height_px:
                pose = pose_at(x, y, 40, frame)
        return Observation(frame.time_s, pose, frame.width_px, frame.height_px)

    def close(self) -> None:
        self.closed += 1


def ramp(time_s: float) -> Frame:
    """A picture whose pixels tell where they are, in fours."""
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    image[..., 0] = np.arange(WIDTH)[None, :] // 4
    image[..., 1] = np.arange(HEIGHT)[:, None] // 4
    return Frame(image, time_s)


def watch(engine: Scripted, count: int) -> list[Observation]:
    with Closer(engine) as closer:
        return [closer.estimate(ramp(index * FRAME_S)) for index in range(count)]


def test_whoever_the_whole_picture_shows_is_never_looked_at_closer() -> None:
    engine = Scripted(lambda _: (100, 100), most_px=WIDTH)
    seen = watch(engine, 30)
    assert set(engine.given) == {(WIDTH, HEIGHT)}
    assert all(one.pose is not None for one in seen)


def test_a_moment_without_anybody_changes_nothing() -> None:
    engine = Scripted(lambda time_s: None if 1.0 <= time_s < 1.35 else (100, 100), most_px=WIDTH)
    watch(engine, 30)
    assert set(engine.given) == {(WIDTH, HEIGHT)}


def test_an_empty_room_is_looked_at_once_a_frame_whole_and_in_parts_by_turns() -> None:
    engine = Scripted(lambda _: None, most_px=WIDTH)
    seen = watch(engine, 40)
    assert all(one.pose is None and (one.width_px, one.height_px) == (WIDTH, HEIGHT) for one in seen)
    assert len(engine.given) == 40
    patient = round(PATIENCE_S / FRAME_S) + 1
    assert set(engine.given[:patient]) == {(WIDTH, HEIGHT)}
    assert set(engine.given[patient::2]) == {(320, 320)}
    assert set(engine.given[patient + 1 :: 2]) == {(WIDTH, HEIGHT)}


@pytest.mark.parametrize("at_px", [(320, 240), (90, 250), (560, 400), (70, 70), (600, 440)])
def test_somebody_small_is_found_in_a_part_and_told_where_they_are(at_px: tuple[float, float]) -> None:
    engine = Scripted(lambda _: at_px, most_px=320)
    seen = watch(engine, 60)
    found = [one.pose for one in seen if one.pose is not None]
    assert len(found) > 25
    for pose in found:
        assert (pose.width_px, pose.height_px) == (WIDTH, HEIGHT)
        middle = (pose.landmarks_px.min(axis=0) + pose.landmarks_px.max(axis=0)) / 2
        assert np.abs(middle - at_px).max() < 1
    # Once found, they are followed in the same part.
    assert all(one.pose is not None for one in seen[-20:])
    assert set(engine.given[-20:]) == {(320, 320)}


def test_whoever_walks_through_the_picture_is_found_again_in_part_after_part() -> None:
    """They move 60 pixels a second; at an edge the engine is made to forget, then it looks around them."""
    engine = Scripted(lambda time_s: (60 + 60 * time_s, 240), most_px=320)
    seen = watch(engine, 90)
    told = [index for index, one in enumerate(seen) if one.pose is not None]
    gaps = np.diff(told)
    assert told[-1] == 89
    assert gaps.max() <= 4  # one to forget, the whole picture, and around them
    assert (gaps > 1).sum() <= 4
    for index in told:
        pose = seen[index].pose
        assert pose is not None
        assert abs(pose.xy[0][0] - 40 - (60 + 60 * index * FRAME_S)) < 4  # a ramp's step


def test_whoever_comes_near_is_followed_in_the_whole_picture_again() -> None:
    frame = blank(3.0)
    part = Part(160, 80, 320)
    followed = Search(part, is_followed=True, last_px=(320, 240))
    near = pose_at(320, 240, 170, frame)
    left, told = look_on(followed, near, frame)
    assert told is near
    assert (left.part, left.must_forget) == (None, True)
    # The engine has forgotten; then the whole picture, in which they are found.
    whole, _ = look_on(left, None, blank(3.1))
    assert (whole.part, whole.must_forget) == (None, False)
    found, told = look_on(whole, near, blank(3.2))
    assert told is near
    assert found.part is None
    assert not found.must_forget


def test_a_body_that_a_part_cuts_off_is_not_told() -> None:
    """It is looked at again from its own middle."""
    frame = blank(3.0)
    search = Search(Part(0, 80, 320), nobody_s=0.0)
    search, told = look_on(search, pose_at(300, 240, 40, frame), frame)
    assert told is None
    search, _ = look_on(search, None, blank(3.1))
    assert search.part is None
    search, _ = look_on(search, None, blank(3.2))
    assert search.part is not None
    assert abs(search.part.left - 140) < 10
    again = pose_at(300, 240, 40, blank(3.3))
    search, told = look_on(search, again, blank(3.3))
    assert told is again
    assert search.is_followed


def test_whoever_is_lost_in_a_part_is_looked_for_around_their_place_at_once() -> None:
    search = Search(Part(0, 80, 320), is_followed=True, last_px=(300, 240))
    search, _ = look_on(search, None, blank(3.0))
    assert search.part is None  # the whole picture first
    search, _ = look_on(search, None, blank(3.1))
    assert search.part == Part(140, 80, 320)


def test_whoever_is_cut_off_around_their_own_middle_leaves_the_other_places_their_turn() -> None:
    """Too large for any part, and not found in the whole picture: nobody is told, and the search goes on."""
    search = Search(Part(0, 80, 320), nobody_s=0.0)
    parts = []
    for index in range(40):
        frame = blank(3 + index * FRAME_S)
        large = pose_at(320, 240, 200, frame) if search.part and search.part.top == 80 else None
        search, told = look_on(search, large, frame)
        assert told is None
        parts.append(search.part)
    assert Part(160, 160, 320) in parts


def test_until_the_engine_has_forgotten_it_is_told_nothing() -> None:
    search = Search(must_forget=True, nobody_s=0.0, last_px=(300, 240))
    again, told = look_on(search, pose_at(300, 240, 40, blank(3.0)), blank(3.0))
    assert (again, told) == (search, None)


def test_the_picture_s_own_edge_cuts_nobody_off() -> None:
    frame = blank(0.0)
    low = np.array([(200.0, 300.0), (260.0, 479.0)])
    assert Part(160, 160, 320).holds(low, frame, 0.1)
    assert not Part(160, 150, 320).holds(low, frame, 0.1)


@given(st.integers(64, 1000), st.floats(1 / 3, 3), st.integers(0, 60))
def test_parts_lie_within_the_picture_and_together_cover_it(width: int, ratio: float, turn: int) -> None:
    height = round(width / ratio)
    # Rounded, a picture may be more than three to one: then three parts in a row cannot cover it.
    assume(width <= 3 * height and height <= 3 * width)
    frame = blank(0.0, width, height)
    for part in (part_of(turn, frame), around((width * 1.2, -5.0), frame)):
        assert 0 <= part.left <= width - part.side
        assert 0 <= part.top <= height - part.side
        assert part.cut(frame).image.shape == (part.side, part.side, 3)
    parts = [part_of(number, frame) for number in range(len(PLACES))]
    for axis, size in (("left", width), ("top", height)):
        starts = sorted({getattr(part, axis) for part in parts})
        assert (starts[0], starts[-1]) == (0, size - part_side(frame))
        assert max(np.diff(starts), default=0) <= part_side(frame)


def test_the_first_closer_look_is_around_whoever_was_lost_and_then_every_place_has_its_turn() -> None:
    search, parts = Search(last_px=(500, 200)), []
    for index in range(40):
        frame = blank(index * FRAME_S)
        search, _ = look_on(search, None, frame)
        if search.part is not None:
            parts.append(search.part)
    turns = [part_of(turn, frame) for turn in range(len(PLACES))]
    assert parts[: len(turns) + 2] == [around((500, 200), frame), *turns, turns[0]]


def test_another_size_of_picture_begins_anew() -> None:
    engine = Scripted(lambda _: (320, 240), most_px=320)
    with Closer(engine) as closer:
        for index in range(20):
            closer.estimate(ramp(index * FRAME_S))
        assert engine.given[-1] == (320, 320)
        closer.estimate(blank(5.0, 160, 120))
    assert engine.given[-1] == (160, 120)


def test_closing_closes_the_engine() -> None:
    engine = Scripted(lambda _: None, most_px=320)
    with Closer(engine):
        pass
    assert engine.closed == 1


@pytest.fixture(scope="module")
def standing(pose_model: Path) -> Sequence[CutOut]:
    """A man from the side, standing."""
    return cut_outs("waiters_bow_as_meant", pose_model, 20)


def far_away(cuts: Sequence[CutOut], count: int, x: Callable[[int], float]) -> Iterator[tuple[Frame, Figure]]:
    """Frames with somebody of a fifth of the picture's height."""
    for index in range(count):
        figure = Figure("far", cuts[index % len(cuts)], 0.28, (x(index), 330))
        yield Frame(draw([figure]), index / FPS), figure


def names(engine: PoseEstimator, scene: Iterator[tuple[Frame, Figure]]) -> list[str]:
    with engine:
        return [whose(engine.estimate(frame).pose, [figure]) for frame, figure in scene]


def test_the_real_engine_finds_somebody_small_only_closer(
    pose_model: Path, standing: Sequence[CutOut]
) -> None:
    assert set(names(MediaPipePose(pose_model), far_away(standing, 20, lambda _: 300))) == {""}
    seen = names(Closer(MediaPipePose(pose_model)), far_away(standing, 30, lambda _: 300))
    assert set(seen[-18:]) == {"far"}


def test_the_real_engine_follows_somebody_small_from_part_to_part(
    pose_model: Path, standing: Sequence[CutOut]
) -> None:
    seen = names(open_observer(pose_model), far_away(standing, 90, lambda index: 120 + 4.5 * index))
    assert "?" not in seen
    assert seen[15:].count("far") > 60


def test_the_silhouette_comes_back_in_the_whole_picture(pose_model: Path, standing: Sequence[CutOut]) -> None:
    with open_observer(pose_model, silhouette=True) as engine:
        for frame, _ in far_away(standing, 20, lambda _: 420):
            seen = engine.estimate(frame)
    assert seen.person is PersonState.FOLLOWING
    pose = seen.pose
    assert pose is not None
    assert pose.silhouette is not None
    shares = np.asarray(pose.silhouette)
    assert shares.shape == (HEIGHT, WIDTH)
    columns, rows = np.rint(pose.landmarks_px[[Landmark.LEFT_HIP, Landmark.LEFT_SHOULDER]]).astype(int).T
    assert np.all(shares[rows, columns] > INSIDE)
    inside_columns = np.nonzero((shares > INSIDE).any(axis=0))[0]
    assert 370 < inside_columns.min() < inside_columns.max() < 470

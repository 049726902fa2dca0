"""What the coach costs beside the pose model: `python -m benchmarks.speed [--json]`.

Every frame of a clip goes through raw MediaPipe and through Backtalk in turn, in one process and one run, so
that a slow machine slows both. Reported are medians: the pose model alone, the same model with the silhouette
that some exercises ask for, and everything of ours around it: the adapter, the view, the angles, the filter,
the checker, the cue and the JSON that goes to the page.
"""

from __future__ import annotations

import gc
import itertools
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Annotated, Any, TypeVar

import psutil
import typer
from rich.console import Console
from rich.table import Table

from exercises.coach import Coach
from exercises.events import Event
from exercises.files import find_exercise
from exercises.state import CoachState
from live.protocol import feedback_message
from models import PELVIS, ensure_model
from vision.angles import View
from vision.frames import Frame
from vision.mediapipe_crowd import MediaPipeCrowd
from vision.mediapipe_pose import MediaPipePose
from vision.observer import Observer
from vision.pelvis_net import PelvisNet
from vision.pose import Observation
from vision.sources import VideoFile

CLIP = Path(__file__).parent.parent / "samples" / "waiters_bow_as_meant.webm"
WARM_UP = 20
T = TypeVar("T")


@dataclass(frozen=True)
class Speed:
    """Medians in milliseconds a frame, and memory over the run.

    Attributes
    ----------
    frames : int
        How many frames were timed.
    raw_ms, raw_silhouette_ms : float
        MediaPipe's own calls (handing the picture over, finding the pose), without and with the silhouette.
    adapter_ms : float
        Making our `Pose` from MediaPipe's result, silhouette included, and the lock on the person.
    engine_ms : float
        View, posture, filter, checker, cue.
    answer_ms : float
        The JSON for the page.
    beside_model_ms : float
        Median of the sum of the last three.
    beside_model_p95_ms : float
        Its 95th percentile.
    pelvis_ms : float
        Reading pelvis and low back out of a pose and its silhouette.
    pelvis_in_all_ms : float
        The same and what the silhouette costs the pose model: all that an exercise for the pelvis adds.
    memory_growth_mb : float
        Resident memory at the end against after the warm-up.
    """

    frames: int
    raw_ms: float
    raw_silhouette_ms: float
    adapter_ms: float
    engine_ms: float
    answer_ms: float
    beside_model_ms: float
    beside_model_p95_ms: float
    pelvis_ms: float
    pelvis_in_all_ms: float
    memory_growth_mb: float


class _Timed:
    """Stands between an adapter and MediaPipe, and adds up how long MediaPipe's own calls took.

    Those are two: handing the picture over, and finding the pose in it.
    """

    def __init__(self, adapter: MediaPipePose) -> None:
        self._landmarker, self._image_class = adapter._landmarker, adapter._image_class
        self.took_s = 0.0
        adapter._landmarker, adapter._image_class = self, self._make_image

    def _make_image(self, **parts: Any) -> Any:
        image, took_s = _timed(partial(self._image_class, **parts))
        self.took_s += took_s
        return image

    def detect_for_video(self, image: Any, time_ms: int) -> Any:
        result, took_s = _timed(partial(self._landmarker.detect_for_video, image, time_ms))
        self.took_s += took_s
        return result

    def close(self) -> None:
        self._landmarker.close()


def measure_speed(frames: int, clip: Path = CLIP) -> Speed:
    """Time `frames` frames of a clip, played as often as needed."""
    exercise = find_exercise("waiters_bow")
    coach = Coach(exercise)
    state = coach.start()
    with VideoFile(clip) as video:
        pictures = list(video)
    model = ensure_model("full")
    process = psutil.Process()
    rows: list[tuple[float, ...]] = []
    reader = PelvisNet(PELVIS)
    memory_before = 0
    with ExitStack() as stack:
        raw = stack.enter_context(MediaPipePose(model))
        adapter = MediaPipePose(model, silhouette=True)
        raw_call, ours_call = _Timed(raw), _Timed(adapter)
        # As in a live session: with the eye on whose pose it is, and on the light.
        ours = stack.enter_context(Observer(adapter, MediaPipeCrowd(model)))
        for number, frame in enumerate(itertools.islice(_endless(pictures), frames + WARM_UP)):
            if number == WARM_UP:
                gc.collect()
                memory_before = process.memory_info().rss
            raw_call.took_s = ours_call.took_s = 0.0
            raw.estimate(frame)
            observation, whole_s = _timed(partial(ours.estimate, frame))
            (state, events), engine_s = _timed(partial(coach.step, state, observation))
            _, answer_s = _timed(partial(_answer, coach, state, observation, events))
            _, pelvis_s = _timed(partial(_read_pelvis, reader, observation))
            ours_s = (whole_s - ours_call.took_s, engine_s, answer_s)
            rows.append((raw_call.took_s, ours_call.took_s, *ours_s, pelvis_s))
    gc.collect()
    growth = process.memory_info().rss - memory_before
    timed = rows[WARM_UP:]
    raw_s, silhouette_s, adapter_s, engine_s_, answer_s_, pelvis_s_ = (
        list(column) for column in zip(*timed, strict=True)
    )
    beside = sorted(sum(row[2:5]) for row in timed)
    return Speed(
        frames=len(timed),
        raw_ms=_ms(median(raw_s)),
        raw_silhouette_ms=_ms(median(silhouette_s)),
        adapter_ms=_ms(median(adapter_s)),
        engine_ms=_ms(median(engine_s_)),
        answer_ms=_ms(median(answer_s_)),
        beside_model_ms=_ms(median(beside)),
        beside_model_p95_ms=_ms(beside[int(0.95 * len(beside))]),
        pelvis_ms=_ms(median(pelvis_s_)),
        pelvis_in_all_ms=_ms(median(row[1] - row[0] + row[5] for row in timed)),
        memory_growth_mb=round(growth / 2**20, 1),
    )


def _read_pelvis(reader: PelvisNet, observation: Observation) -> None:
    if observation.pose is not None:
        reader.read(observation.pose, View.LEFT)


def _answer(coach: Coach, state: CoachState, observation: Observation, events: tuple[Event, ...]) -> str:
    return feedback_message(observation.time_s * 1000, coach.feedback(state), observation.pose, events)


def _endless(pictures: list[Frame]) -> Iterator[Frame]:
    """Play the clip again and again, with times that go on."""
    length_s = pictures[-1].time_s + pictures[1].time_s - pictures[0].time_s
    for turn in itertools.count():
        for picture in pictures:
            yield Frame(picture.image, picture.time_s + turn * length_s)


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


def main(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    frames: Annotated[int, typer.Option(help="How many frames to time.")] = 600,
    clip: Annotated[Path, typer.Option(help="Which clip is played, again and again.")] = CLIP,
) -> None:
    """Time everything beside the pose model."""
    speed = measure_speed(frames, clip)
    if as_json:
        typer.echo(json.dumps(asdict(speed), indent=2))
        return
    table = Table(title=f"Median of {speed.frames} frames, 640x480")
    table.add_column("part")
    table.add_column("value", justify="right")
    for name, value in asdict(speed).items():
        table.add_row(name.removesuffix("_ms").replace("_", " "), f"{value}")
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)

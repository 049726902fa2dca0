"""How fast a live session is: the real server, a real browser with a clip as its camera, on this machine.

    python -m benchmarks.live [--json] [--seconds 20] [--clip FILE]

It prints frames answered per second, the time from a frame being sent to its feedback being drawn (measured
in the browser), and the bare inference rate of the same pose model on the same clip, measured in this process
beforehand. "Painted" is when the browser begins its next frame after drawing. Needs Chromium and
`requirements-dev.txt`. Close other programs first: the figures are those of a machine at rest.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2

from models import ensure_model
from vision.mediapipe_pose import MediaPipePose
from vision.sources import VideoFile

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
CAMERA_RATE = 30.0
# A camera in the browser is a file here; nothing else is loaded, asked or reported.
FLAGS = (
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
WARM_UP_S = 4.0
NO_BROWSER = "This benchmark drives a real browser: install Chromium (Debian: apt-get install chromium)."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns the exit status."""
    options = _parse(arguments)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(NO_BROWSER, file=sys.stderr)
        return 2
    clip = options.clip or first_clip()
    result = measure(clip, browser, options.seconds)
    print(json.dumps(result, indent=2) if options.json else table(result))
    return 0


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m benchmarks.live", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to measure in the browser")
    parser.add_argument("--clip", type=Path, help="a video; otherwise the first sample")
    return parser.parse_args(arguments)


def first_clip() -> Path:
    """Give the first of the sample clips."""
    clips = tomllib.loads((SAMPLES / "samples.toml").read_text(encoding="utf-8"))["clip"]
    return SAMPLES / str(clips[0]["file"])


def measure(clip: Path, browser: str, seconds: float) -> dict[str, Any]:
    """Measure bare inference, then the live session; both on the same clip."""
    load_before = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    raw = raw_rate(clip, silhouette=False)
    raw_silhouette = raw_rate(clip, silhouette=True)
    with tempfile.TemporaryDirectory() as folder:
        camera = write_camera_file(clip, Path(folder) / "camera.mjpeg")
        with running_server() as address:
            live = live_session(address, browser, camera, seconds)
    return {
        "clip": clip.name,
        "cores": os.cpu_count(),
        "load_before": round(load_before, 2),
        "raw_fps": round(raw, 1),
        "raw_fps_with_silhouette": round(raw_silhouette, 1),
        **live,
        "ratio": round(live["live_fps"] / min(CAMERA_RATE, raw), 3),
    }


def raw_rate(clip: Path, *, silhouette: bool) -> float:
    """Run the pose model over the clip as fast as it goes; decoding is not counted."""
    frames = list(VideoFile(clip))
    with MediaPipePose(ensure_model("full"), silhouette=silhouette) as estimator:
        for frame in frames[:10]:
            estimator.estimate(frame)
        start = time.perf_counter()
        for frame in frames[10:]:
            estimator.estimate(frame)
        return (len(frames) - 10) / (time.perf_counter() - start)


def write_camera_file(clip: Path, path: Path, *, still_s: float = 0.0) -> Path:
    """Write the clip as Chromium's fake camera wants it: one JPEG after another, colours at 4:2:0.

    The first picture is held for `still_s` before the clip begins.
    """
    flags = [
        cv2.IMWRITE_JPEG_QUALITY,
        92,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
    ]
    with path.open("wb") as file:
        for index, frame in enumerate(VideoFile(clip)):
            picture = cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR)
            jpeg = cv2.imencode(".jpg", picture, flags)[1].tobytes()
            file.write(jpeg * (1 + round(still_s * CAMERA_RATE) if index == 0 else 1))
    return path


@contextmanager
def running_server(
    *extra: str, env: dict[str, str] | None = None, script: str | Path = "coach_app.py"
) -> Iterator[str]:
    """Run the app on a free port, as a person would start it; or another script of Streamlit."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = ["--server.port", str(port), "--server.headless", "true", *extra]
    process = subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str, process: subprocess.Popen[bytes], within_s: float = 60.0) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + within_s
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the app did not start; run: streamlit run coach_app.py") from None
            time.sleep(0.2)


def live_session(address: str, browser: str, camera: Path, seconds: float) -> dict[str, Any]:
    """Open the page, start the camera, and read what the page has measured."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = [*FLAGS, f"--use-file-for-fake-video-capture={camera}"]
        chromium = playwright.chromium.launch(executable_path=browser, args=flags)
        try:
            page = chromium.new_page(viewport={"width": 1366, "height": 768})
            page.goto(address)
            page.click(".coach .start", timeout=60_000)
            page.wait_for_selector(".coach[data-state=live]", timeout=30_000)
            page.wait_for_timeout(WARM_UP_S * 1000)
            page.eval_on_selector(".coach", "element => element.measurements.clear()")
            page.wait_for_timeout(seconds * 1000)
            found = page.eval_on_selector(
                ".coach",
                "({measurements: m}) => ({drawn: m.drawnMs, painted: m.paintedMs, at: m.atMs})",
            )
        finally:
            chromium.close()
    at = found["at"]
    return {
        "seconds": round((at[-1] - at[0]) / 1000, 1),
        "frames": len(at),
        "live_fps": round((len(at) - 1) / (at[-1] - at[0]) * 1000, 1),
        "sent_to_drawn_ms_p50": round(statistics.median(found["drawn"]), 1),
        "sent_to_drawn_ms_p95": round(percentile(found["drawn"], 95), 1),
        "sent_to_painted_ms_p50": round(statistics.median(found["painted"]), 1),
        "sent_to_painted_ms_p95": round(percentile(found["painted"], 95), 1),
    }


def percentile(values: Sequence[float], share: int) -> float:
    """Give a percentile of a list of numbers."""
    return statistics.quantiles(values, n=100)[share - 1]


def table(result: dict[str, Any]) -> str:
    """Lay the result out for people."""
    drawn, painted = (
        f"p50 {result[f'sent_to_{stage}_ms_p50']} ms, p95 {result[f'sent_to_{stage}_ms_p95']} ms"
        for stage in ("drawn", "painted")
    )
    rows = (
        ("clip", result["clip"]),
        ("cores, load before", f"{result['cores']}, {result['load_before']}"),
        ("bare inference", f"{result['raw_fps']} frames/s"),
        ("  with silhouette", f"{result['raw_fps_with_silhouette']} frames/s"),
        ("live", f"{result['live_fps']} frames/s over {result['seconds']} s"),
        ("live / min(30, bare)", result["ratio"]),
        ("sent to drawn", drawn),
        ("sent to painted", painted),
    )
    return "\n".join(f"{name:<22}{value}" for name, value in rows)


if __name__ == "__main__":
    raise SystemExit(main())

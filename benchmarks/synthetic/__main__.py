"""`python -m benchmarks.synthetic`: render clips, stills, exercises' pictures, what benchmarks see."""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from benchmarks.synthetic.body import CLOTHES_VARIABLE, clothes_folder
from benchmarks.synthetic.clip import Clip
from benchmarks.synthetic.clips import CLIPS, clip_named
from benchmarks.synthetic.pictures import SCENES
from benchmarks.synthetic.session import SESSION, write_facts

SAMPLES = Path(__file__).parents[2] / "samples"
E2E_DATA = Path(__file__).parents[2] / "tests" / "e2e" / "data"
PICTURES = Path(__file__).parents[2] / "exercises" / "library" / "pictures"
FRAMES_PER_PROCESS = 120
EXERCISES_PER_PROCESS = 3
PLAIN_SETS, EXTRA_SETS = ("alone", "bystander"), ("hitched", "floor-and-seat", "upright", "slow-rises")
CLIP_IDS = [clip.id for clip in CLIPS]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except ModuleNotFoundError as error:
        print(f"Rendering needs {error.name}: see the head of requirements-render.txt.", file=sys.stderr)
        return 2
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as error:
        print(f"A part of the rendering failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    return 0


def _parser() -> ArgumentParser:
    shared = ArgumentParser(add_help=False)
    shared.add_argument(
        "--clothes",
        type=Path,
        help=f"folder of CC0 clothes (or {CLOTHES_VARIABLE}); bodies stay plain without",
    )
    parser = ArgumentParser(prog="python -m benchmarks.synthetic", description=__doc__)
    commands = parser.add_subparsers(required=True)

    clips = commands.add_parser("clips", parents=[shared], help="the sample clips with their truth")
    clips.add_argument("--out", type=Path, default=SAMPLES)
    clips.add_argument("--only", action="append", choices=CLIP_IDS, help="may be given again; default all")
    clips.set_defaults(run=_clips)

    session = commands.add_parser("session", parents=[shared], help="the looping clip of a whole session")
    session.add_argument("--out", type=Path, default=E2E_DATA)
    session.set_defaults(run=_session)

    frames = commands.add_parser("frames", parents=[shared], help="some frames of one clip, as PNG files")
    frames.add_argument("clip", choices=[*CLIP_IDS, SESSION.id])
    frames.add_argument("--first", type=int, default=0)
    frames.add_argument("--last", type=int, required=True, help="left out itself")
    frames.add_argument("--out", type=Path, required=True)
    frames.set_defaults(run=_frames)

    spread = commands.add_parser("spread", parents=[shared], help="stills of many bodies, views and postures")
    spread.add_argument("--out", type=Path, required=True)
    spread.add_argument("--bodies", type=int, default=16)
    spread.add_argument("--seed", type=int, default=1)
    spread.add_argument("--body", type=int, help="only this one, in this process")
    spread.set_defaults(run=_spread)

    takes = commands.add_parser("takes", parents=[shared], help="what the accuracy benchmark films")
    takes.add_argument("--out", type=Path, required=True)
    takes.add_argument("--processes", type=int, default=2)
    takes.add_argument("--bodies", type=int, default=60)
    takes.add_argument("--only", choices=(*PLAIN_SETS, *EXTRA_SETS, "pelvis"), help="default the first two")
    takes.add_argument("--id", action="append", help="only takes whose name holds this; may be given again")
    takes.add_argument("--picture", type=int, action="append", help="only these pictures, to look at")
    takes.set_defaults(run=_takes)

    pictures = commands.add_parser(
        "pictures", parents=[shared], help="start, end and way of the exercises, for their pages"
    )
    pictures.add_argument("--out", type=Path, default=PICTURES)
    pictures.add_argument(
        "--only", action="append", choices=list(SCENES), help="may be given again; default all"
    )
    pictures.set_defaults(run=_pictures)

    pelvic = commands.add_parser("pelvic", parents=[shared], help="people by whom the pelvis is judged")
    pelvic.add_argument("--out", type=Path, required=True)
    pelvic.add_argument("--processes", type=int, default=2)
    pelvic.set_defaults(run=_pelvic)

    everyday = commands.add_parser("everyday", parents=[shared], help="ten minutes in which nobody exercises")
    everyday.add_argument("--out", type=Path, required=True)
    everyday.add_argument("--processes", type=int, default=2)
    everyday.add_argument("--picture", type=int, action="append", help="only these pictures, to look at")
    everyday.add_argument("--seed", type=int, help="other people, and another order of what they do")
    everyday.set_defaults(run=_everyday)

    one_leg = commands.add_parser("one-leg", parents=[shared], help="people who stand on one leg")
    one_leg.add_argument("--out", type=Path, required=True)
    one_leg.add_argument("--processes", type=int, default=2)
    one_leg.add_argument("--picture", type=int, action="append", help="only these pictures, to look at")
    one_leg.set_defaults(run=_one_leg)
    return parser


def _pelvic(options: Namespace) -> None:
    from benchmarks.synthetic.pelvic import all_judged
    from models.training.observe import observe_all
    from models.training.render import draw_all

    plans = [one.session for one in all_judged()]
    options.out.mkdir(parents=True, exist_ok=True)
    draw_all(plans, options.out, clothes_folder(options.clothes), options.processes)
    observe_all(plans, options.out, options.processes)


def _pictures(options: Namespace) -> None:
    from benchmarks.synthetic.pictures import draw_pictures

    ids = options.only or list(SCENES)
    if len(ids) <= EXERCISES_PER_PROCESS:
        draw_pictures(ids, options.out, clothes_folder(options.clothes))
        return
    for first in range(0, len(ids), EXERCISES_PER_PROCESS):
        some = ids[first : first + EXERCISES_PER_PROCESS]
        only = [word for name in some for word in ("--only", name)]
        _in_fresh_process(options, "pictures", "--out", options.out, *only)
        print(f"{first + len(some)} of {len(ids)} exercises", flush=True)


def _everyday(options: Namespace) -> None:
    from benchmarks.synthetic.everyday_film import film_everyday
    from benchmarks.synthetic.everyday_scenes import SEED

    drawn = film_everyday(
        options.out,
        clothes_folder(options.clothes),
        options.processes,
        options.picture,
        SEED if options.seed is None else options.seed,
    )
    print(f"{drawn} pictures in {options.out}")


def _one_leg(options: Namespace) -> None:
    from benchmarks.synthetic.one_leg_film import film_one_leg

    drawn = film_one_leg(options.out, clothes_folder(options.clothes), options.processes, options.picture)
    print(f"{drawn} pictures in {options.out}")


def _takes(options: Namespace) -> None:
    if options.only == "pelvis":
        _rolls(options)
        return
    from benchmarks.synthetic.floor_and_seat import floor_and_seat_takes
    from benchmarks.synthetic.hitched import hitched_takes
    from benchmarks.synthetic.shoot import film_all
    from benchmarks.synthetic.slow_rises import slow_rises
    from benchmarks.synthetic.takes import all_takes, bystander_takes
    from benchmarks.synthetic.upright import upright_takes

    chosen = all_takes(bodies=options.bodies) if options.only in (None, "alone") else ()
    chosen += bystander_takes() if options.only in (None, "bystander") else ()
    extra = {
        "hitched": hitched_takes,
        "floor-and-seat": floor_and_seat_takes,
        "upright": upright_takes,
        "slow-rises": slow_rises,
    }
    chosen += extra[options.only]() if options.only in extra else ()
    if options.id:
        chosen = tuple(take for take in chosen if any(part in take.id for part in options.id))
    began_s = monotonic()
    pictures = film_all(
        chosen, options.out, clothes_folder(options.clothes), options.processes, options.picture
    )
    spent_s = monotonic() - began_s
    print(f"{pictures} pictures in {spent_s / 60:.1f} min ({spent_s / max(pictures, 1):.3f} s each)")


def _rolls(options: Namespace) -> None:
    from benchmarks.synthetic.rolls import roll_takes
    from benchmarks.synthetic.rolls_film import film_rolls

    chosen = [take for take in roll_takes() if not options.id or any(part in take.id for part in options.id)]
    drawn = film_rolls(
        chosen, options.out, clothes_folder(options.clothes), options.processes, options.picture
    )
    print(f"{drawn} pictures in {options.out}")


def _clips(options: Namespace) -> None:
    from benchmarks.synthetic import film

    listed = []
    for clip in CLIPS:
        rows = film.truth_rows(clip)
        listed.append((clip, film.peaks(clip, rows)))
        if options.only and clip.id not in options.only:
            continue
        with TemporaryDirectory() as folder:
            _film(options, clip, rows, Path(folder))
            film.write_poster(Path(folder) / f"{film.furthest(rows):05d}.png", options.out / f"{clip.id}.jpg")
    film.write_list(listed, options.out / "samples.toml")


def _session(options: Namespace) -> None:
    from benchmarks.synthetic import film

    options.out.mkdir(parents=True, exist_ok=True)
    rows = film.truth_rows(SESSION)
    with TemporaryDirectory() as folder:
        _film(options, SESSION, rows, Path(folder))
    write_facts(film.peaks(SESSION, rows), options.out / f"{SESSION.id}.toml")


def _film(options: Namespace, clip: Clip, rows: list[dict[str, Any]], folder: Path) -> None:
    """Draw the frames of a clip into a folder, and write the clip and its truth."""
    from benchmarks.synthetic import film

    for first in range(0, len(rows), FRAMES_PER_PROCESS):
        last = min(first + FRAMES_PER_PROCESS, len(rows))
        part = ("frames", clip.id, "--first", first, "--last", last, "--out", folder)
        _in_fresh_process(options, *part)
        print(f"{clip.id}: {last} of {len(rows)} frames", flush=True)
    film.encode(folder, options.out / f"{clip.id}.webm")
    film.write_truth(rows, options.out / f"{clip.id}.csv")


def _frames(options: Namespace) -> None:
    from benchmarks.synthetic.film import render_frames

    options.out.mkdir(parents=True, exist_ok=True)
    clip = SESSION if options.clip == SESSION.id else clip_named(options.clip)
    render_frames(clip, options.first, options.last, options.out, clothes_folder(options.clothes))


def _spread(options: Namespace) -> None:
    clothes = clothes_folder(options.clothes)
    if options.body is not None:
        from benchmarks.synthetic.stills import render_sitting

        render_sitting(options.body, options.seed, options.out, clothes)
        return
    for number in range(options.bodies):
        _in_fresh_process(options, "spread", "--out", options.out, "--seed", options.seed, "--body", number)
        print(f"person {number + 1} of {options.bodies}")
    tables = [options.out / f"body{number:02d}.jsonl" for number in range(options.bodies)]
    joined = "".join(table.read_text(encoding="utf-8") for table in tables)
    (options.out / "truth.jsonl").write_text(joined, encoding="utf-8")


def _in_fresh_process(options: Namespace, *arguments: object) -> None:
    """Run one part in a process of its own: the renderer keeps about 12 MB of every picture it draws."""
    clothes = ["--clothes", str(options.clothes)] if options.clothes else []
    command = [sys.executable, "-m", "benchmarks.synthetic", *map(str, arguments), *clothes]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2])


if __name__ == "__main__":
    sys.exit(main())

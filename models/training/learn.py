"""From sessions that the pose engine saw to the estimators' files; the networks learn side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from models.training.data import Seen, read_sessions
from models.training.export import export
from models.training.network import PelvisNetwork
from models.training.plan import LEARNT_FROM
from models.training.train import MEMBERS, describe_joined, join, train_member


def learn(
    work: Path, sessions: int, epochs: int, processes: int, out: Path, planes: Sequence[str] = tuple(MEMBERS)
) -> Iterator[Path]:
    """Train every network, and write the estimator of each plane.

    Parameters
    ----------
    work : Path
        Folder that `models.training.observe` filled.
    sessions : int
        The first so many are used.
    epochs : int
        Passes over them.
    processes : int
        How many networks learn at once; each keeps one core busy.
    out : Path
        Where the files go.
    planes : sequence of str
        ``side``, ``front`` or both.
    """
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        jobs = {
            plane: [pool.submit(_train, work, sessions, plane, epochs, seed) for seed in seeds]
            for plane, seeds in MEMBERS.items()
            if plane in planes
        }
        for plane, members in jobs.items():
            committee = join([member.result() for member in members], seen := _read(work, sessions, plane))
            print(describe_joined(committee, plane, seen), flush=True)
            yield export(committee, plane, out)


def _read(work: Path, sessions: int, plane: str) -> list[Seen]:
    chosen = LEARNT_FROM[plane]
    return [
        one
        for one in read_sessions(work)
        if one.number < sessions and one.number in chosen and one.plane == plane
    ]


def _train(work: Path, sessions: int, plane: str, epochs: int, seed: int) -> PelvisNetwork:
    return train_member(_read(work, sessions, plane), plane, epochs, seed, _tell)


def _tell(line: str) -> None:
    print(line, flush=True)

"""Learning: angles told from each person's own neutral, as they are used, and a spread that holds 9 in 10."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from models.training.data import OUTPUTS, Batch, FloatArray, Seen, batch_of, batches
from models.training.interval import stretch
from models.training.network import DEGREES, Committee, PelvisNetwork

MEMBERS = {"side": (3, 4, 5), "front": (4,)}
"""Seeds of the networks of each plane; from the side one alone is too often off (docs/measurements.md)."""
SESSIONS_A_BATCH = 12
RATE = 2e-3
DECAY = 2e-2
AVERAGED = 0.98
"""Share of the running mean of weights that stays at each step."""
ABSOLUTE = 0.15
"""Weight of the error without calibration: it keeps neutral itself within reason."""
VALIDATION = 8
"""Every so-manieth session is kept out of learning: it chooses nothing and scales the spread."""


@dataclass(frozen=True, eq=False)
class Judged:
    """Predictions of kept-out sessions after neutral calibration, degrees.

    Attributes
    ----------
    found, true, spread : arrays, shape (n, outputs)
        Without the neutral pictures.
    kinds : tuple of str
        Kind of the session of each row.
    """

    found: FloatArray
    true: FloatArray
    spread: FloatArray
    kinds: tuple[str, ...]


def split(sessions: Sequence[Seen]) -> tuple[list[Seen], list[Seen]]:
    """Part sessions into those that are learnt from and those that are kept out."""
    return (
        [one for one in sessions if one.number % VALIDATION],
        [one for one in sessions if one.number % VALIDATION == 0],
    )


def train_member(
    sessions: Sequence[Seen], plane: str, epochs: int, seed: int, told: Callable[[str], None]
) -> PelvisNetwork:
    """Train one network of one plane, on one core: how many there are changes no figure.

    Parameters
    ----------
    sessions : sequence of Seen
        Of this plane.
    plane : str
        ``side`` or ``front``.
    epochs : int
        Passes over the sessions.
    seed : int
        Its beginning, and the order in which it sees the sessions.
    told : callable
        Is told how it goes.
    """
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)
    rng = np.random.default_rng(seed)
    learnt, kept = split(sessions)
    network = PelvisNetwork(len(OUTPUTS[plane])).to(memory_format=torch.channels_last)  # a quarter faster
    plain = batch_of(learnt)
    network.get_buffer("mean").copy_(torch.from_numpy(plain.features.mean(axis=0)))
    network.get_buffer("scale").copy_(torch.from_numpy(plain.features.std(axis=0) + 1e-3))
    average = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(learnt) // SESSIONS_A_BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    for epoch in range(epochs):
        network.train()
        for batch in _ahead(batches(learnt, rng, SESSIONS_A_BATCH)):
            loss = loss_of(network, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            _average(average, network)
        if (epoch + 1) % 10 == 0 or epoch + 1 == epochs:
            told(f"{plane} {seed}, {epoch + 1}: " + describe(judge(average, kept), OUTPUTS[plane]))
    return average.eval()


def join(members: Sequence[PelvisNetwork], sessions: Sequence[Seen]) -> Committee:
    """Join networks of one plane; stretch the spread so that it holds nine in ten of the kept-out errors.

    From the front they look in the mirror as well.
    """
    committee = Committee(members, mirrors=sessions[0].plane == "front").eval()
    judged = judge(committee, split(sessions)[1])
    for output in range(judged.found.shape[1]):
        off = np.abs(judged.found - judged.true)[:, output]
        scale, power = stretch(off, judged.spread[:, output])
        committee.get_buffer("spread_scale")[output] = scale
        committee.get_buffer("spread_power")[output] = power
    return committee


def loss_of(network: PelvisNetwork, batch: Batch) -> Tensor:
    """Size of the error from neutral, a little of the error itself, and how well the spread tells it.

    The spread learns from errors as they are and has no say in them: left together, a network talks itself
    out of what is hard by calling it uncertain.
    """
    value, spread = network(torch.from_numpy(batch.crops), torch.from_numpy(batch.features))
    error = value - torch.from_numpy(batch.targets)
    moving = torch.from_numpy(~batch.neutral)
    off = _from_neutral(error, batch)[moving].abs()
    # Half of the 90 % interval of a Laplace distribution is 2.3 times its scale.
    scale = spread[moving] / 2.303
    unsure = off.detach() / scale + torch.log(scale)
    return off.mean() / DEGREES + ABSOLUTE * error.abs().mean() / DEGREES + 0.1 * unsure.mean()


def _from_neutral(error: Tensor, batch: Batch) -> Tensor:
    """Take each session's mean error at neutral out of its errors."""
    owner = torch.from_numpy(batch.sessions)
    still = torch.from_numpy(batch.neutral)
    count = int(owner.max()) + 1
    total = torch.zeros(count, error.shape[1]).index_add(0, owner[still], error[still])
    number = torch.zeros(count).index_add(0, owner[still], torch.ones(int(still.sum())))
    return error - (total / number[:, None].clamp(min=1))[owner]


@torch.no_grad()
def judge(network: nn.Module, sessions: Sequence[Seen]) -> Judged:
    """Predict sessions that were kept out, told from neutral."""
    network.eval()
    found, true, spread, kinds = [], [], [], []
    for one in sessions:
        batch = batch_of([one])
        value, wide = network(torch.from_numpy(batch.crops), torch.from_numpy(batch.features))
        # Both are told in the room again: the frame's lean is measured in either.
        lean = np.zeros_like(batch.targets)
        if one.plane == "side":
            lean[:, 0] = batch.frame_deg
        still = batch.neutral
        told, truth = value.numpy() + lean, batch.targets + lean
        found.append((told - told[still].mean(axis=0))[~still])
        true.append((truth - truth[still].mean(axis=0))[~still])
        spread.append(wide.numpy()[~still])
        kinds += [one.kind] * int((~still).sum())
    return Judged(np.concatenate(found), np.concatenate(true), np.concatenate(spread), tuple(kinds))


def describe_joined(committee: Committee, plane: str, sessions: Sequence[Seen]) -> str:
    """Tell how the joined networks of a plane do on what was kept out."""
    learnt, kept = split(sessions)
    told = describe(judge(committee, kept), OUTPUTS[plane])
    return f"{plane}, {len(learnt)} people learnt from: {told}"


def describe(judged: Judged, outputs: Sequence[str]) -> str:
    """Tell mean error, correlation, slope and coverage in one line."""
    parts = []
    for index, name in enumerate(outputs):
        found, true = judged.found[:, index], judged.true[:, index]
        error = found - true
        slope = float(np.polyfit(true, found, 1)[0])
        r = float(np.corrcoef(true, found)[0, 1])
        held = float((np.abs(error) <= judged.spread[:, index]).mean())
        parts.append(
            f"{name} MAE {np.abs(error).mean():.2f} of {np.abs(true).mean():.1f}, r {r:.3f}, "
            f"slope {slope:.2f}, held {held:.2f}"
        )
    return "; ".join(parts)


def _ahead(coming: Iterator[Batch]) -> Iterator[Batch]:
    """Make the next batch ready while one is learnt from; the order stays, and so every figure."""
    with ThreadPoolExecutor(1) as pool:
        one = pool.submit(next, coming, None)
        while (batch := one.result()) is not None:
            one = pool.submit(next, coming, None)
            yield batch


@torch.no_grad()
def _average(average: PelvisNetwork, network: PelvisNetwork) -> None:
    for mean, now in zip(average.parameters(), network.parameters(), strict=True):
        mean.lerp_(now, 1 - AVERAGED)
    for mean, now in zip(average.buffers(), network.buffers(), strict=True):
        mean.copy_(now)

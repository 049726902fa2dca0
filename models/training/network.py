"""The estimator: small convolutional networks over the silhouette, joined by the landmarks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn

from vision.hips import CROP_PX, FEATURES

DEGREES = 10.0
"""The network counts in these: outputs of about one learn best."""
LEAST_SPREAD_DEG = 0.3


class PelvisNetwork(nn.Module):
    """Crop and features in; for each angle its value and how sure it is out.

    Parameters
    ----------
    outputs : int
        How many angles.
    width : int
        Channels of the first layer.
    """

    def __init__(self, outputs: int, width: int = 16) -> None:
        super().__init__()
        channels = [1, width, 2 * width, 3 * width, 4 * width]
        layers: list[nn.Module] = []
        for before, after in pairwise(channels):
            layers += [nn.Conv2d(before, after, 3, stride=2, padding=1), nn.BatchNorm2d(after), nn.ReLU()]
        side = CROP_PX // 16
        self.outline = nn.Sequential(*layers, nn.Flatten(), nn.Linear(4 * width * side * side, 96), nn.ReLU())
        self.body = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(FEATURES, 96), nn.ReLU(), nn.Linear(96, 64), nn.ReLU()
        )
        self.joined = nn.Sequential(
            nn.Dropout(0.15), nn.Linear(160, 96), nn.ReLU(), nn.Dropout(0.1), nn.Linear(96, 2 * outputs)
        )
        self.outputs = outputs
        self.register_buffer("mean", torch.zeros(FEATURES))
        self.register_buffer("scale", torch.ones(FEATURES))

    def forward(self, crop: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Give angles (n, outputs) and their spread (n, outputs), degrees."""
        normal = torch.clamp((features - self._buffer("mean")) / self._buffer("scale"), -5, 5)
        both = self.joined(torch.cat([self.outline(crop - 0.5), self.body(normal)], dim=1))
        value, raw = both[:, : self.outputs], both[:, self.outputs :]
        return value * DEGREES, LEAST_SPREAD_DEG + DEGREES * nn.functional.softplus(raw - 1.5)

    def _buffer(self, name: str) -> Tensor:
        found: Any = getattr(self, name)
        return found  # type: ignore[no-any-return]


class Committee(nn.Module):
    """Networks that learnt the same from different beginnings: what each made up for itself averages out.

    Parameters
    ----------
    members : sequence of PelvisNetwork
        Of the same plane. Their weights are rounded to the half precision that they are kept in.
    """

    def __init__(self, members: Sequence[PelvisNetwork]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members).to(memory_format=torch.contiguous_format)
        self.register_buffer("spread_scale", torch.ones(members[0].outputs))
        with torch.no_grad():
            for weights in self.parameters():
                weights.copy_(weights.half().float())

    def forward(self, crop: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Give angles (n, outputs) and their spread (n, outputs), degrees."""
        values, spreads = zip(*(member(crop, features) for member in self.members), strict=True)
        scale: Any = self.spread_scale
        return torch.stack(values).mean(dim=0), torch.stack(spreads).mean(dim=0) * scale

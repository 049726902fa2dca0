"""The estimator: a small convolutional network over the silhouette, joined by the landmarks."""

from __future__ import annotations

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
        self.register_buffer("spread_scale", torch.ones(outputs))

    def forward(self, crop: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Give angles (n, outputs) and their spread (n, outputs), degrees."""
        normal = torch.clamp((features - self._buffer("mean")) / self._buffer("scale"), -5, 5)
        both = self.joined(torch.cat([self.outline(crop - 0.5), self.body(normal)], dim=1))
        value, raw = both[:, : self.outputs], both[:, self.outputs :]
        spread = LEAST_SPREAD_DEG + DEGREES * nn.functional.softplus(raw - 1.5)
        return value * DEGREES, spread * self._buffer("spread_scale")

    def _buffer(self, name: str) -> Tensor:
        found: Any = getattr(self, name)
        return found  # type: ignore[no-any-return]

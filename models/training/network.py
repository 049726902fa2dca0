"""The estimator: small convolutional networks over the silhouette, joined by the landmarks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn

from models.training.mirror import mirrored_features
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
    mirrors : bool
        Whether each also looks at the mirror image, in which every angle has the other sign: half of the
        difference is told. From the front, a picture and its mirror image so give the same but for the sign,
        with the same spread.

    What is told as spread is ``spread_scale * spread ** spread_power``, of the mean spread of the members.
    """

    def __init__(self, members: Sequence[PelvisNetwork], *, mirrors: bool = False) -> None:
        super().__init__()
        self.members = nn.ModuleList(members).to(memory_format=torch.contiguous_format)
        self.mirrors = mirrors
        self.register_buffer("spread_scale", torch.ones(members[0].outputs))
        self.register_buffer("spread_power", torch.ones(members[0].outputs))
        order, signs = mirrored_features()
        self.register_buffer("order", torch.from_numpy(order), persistent=False)
        self.register_buffer("signs", torch.from_numpy(signs), persistent=False)
        with torch.no_grad():
            for weights in self.parameters():
                weights.copy_(weights.half().float())

    def forward(self, crop: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Give angles (n, outputs) and their spread (n, outputs), degrees."""
        number = crop.shape[0]
        if self.mirrors:  # in one go, which costs a half more than one look, not twice as much
            reflected = features[:, self.get_buffer("order")] * self.get_buffer("signs")
            crop, features = torch.cat([crop, torch.flip(crop, [-1])]), torch.cat([features, reflected])
        value, spread = self._ask(crop, features)
        if self.mirrors:
            value = (value[:number] - value[number:]) / 2
            spread = (spread[:number] + spread[number:]) / 2
        return value, self.get_buffer("spread_scale") * spread ** self.get_buffer("spread_power")

    def _ask(self, crop: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        values, spreads = zip(*(member(crop, features) for member in self.members), strict=True)
        return torch.stack(values).mean(dim=0), torch.stack(spreads).mean(dim=0)

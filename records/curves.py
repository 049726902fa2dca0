"""The angles of a repetition over time, small: what is kept beside its summary.

Packed: four letters and a version, then zlib over start and step in seconds, the names, and one row of half
floats for each angle. A half float tells 90 degrees to 0.03, a fiftieth of what a webcam is off by.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from records.problems import RecordsError

Curve = NDArray[np.float64]

STEP_S = 0.04
"""25 a second: the webcam's own rate, and finer than any movement of a trunk."""
# Between frames further apart nothing is drawn, as in `vision.recorded`.
_LONGEST_GAP_S = 0.25
# Times that differ by less are the same, computed in two ways.
_SAME_S = 1e-6
# No angle is larger; whatever is would be something else.
_LARGEST_DEG = 360.0
_MAGIC = b"BTAC"
_VERSION = 1
_FIXED = struct.Struct("<ddIB")
_HALF = np.dtype("<f2")


@dataclass(frozen=True)
class AngleCurves:
    """Angles at even steps.

    Attributes
    ----------
    start_s : float
        Time of the first sample, as in the repetition.
    step_s : float
        From one sample to the next, above zero.
    angles : mapping of str to array, shape (n,)
        Degrees from neutral; NaN where not measured. All of one length.
    """

    start_s: float
    step_s: float
    angles: Mapping[str, Curve]

    @property
    def times_s(self) -> Curve:
        """Time of each sample."""
        count = max((curve.size for curve in self.angles.values()), default=0)
        times: Curve = self.start_s + self.step_s * np.arange(count, dtype=np.float64)
        return times


def sample_curves(
    times_s: Sequence[float] | Curve,
    angles: Mapping[str, Sequence[float] | Curve],
    step_s: float = STEP_S,
) -> AngleCurves:
    """Bring angles of frames, which come as they come, to even steps.

    Parameters
    ----------
    times_s : sequence of float, shape (n,)
        Frame times, increasing.
    angles : mapping of str to sequence of float, shape (n,)
        Degrees; NaN where not measured. An angle that was never measured is left out.
    step_s : float
        From one sample to the next.

    Returns
    -------
    AngleCurves
        Linear between frames; NaN before the first and after the last measured one, and within gaps of more
        than a quarter second.
    """
    times = np.asarray(times_s, float)
    if times.size == 0 or (np.diff(times) <= 0).any():
        raise ValueError("frame times have to increase, and there has to be one")
    grid = times[0] + step_s * np.arange(int((times[-1] - times[0]) / step_s + _SAME_S) + 1)
    found = {}
    for name, values in angles.items():
        numbers = np.asarray(values, float)
        seen = ~np.isnan(numbers)
        if seen.any():
            found[name] = _between(times[seen], numbers[seen], grid)
    return AngleCurves(float(times[0]), step_s, found)


def _between(times: Curve, numbers: Curve, grid: Curve) -> Curve:
    curve: Curve = np.interp(grid, times, numbers)
    after = np.searchsorted(times, grid).clip(0, times.size - 1)
    before = (after - 1).clip(0)
    between = (grid > times[before] + _SAME_S) & (grid < times[after] - _SAME_S)
    in_gap = between & (times[after] - times[before] > _LONGEST_GAP_S)
    curve[in_gap | (grid < times[0] - _SAME_S) | (grid > times[-1] + _SAME_S)] = np.nan
    return curve


def pack_curves(curves: AngleCurves) -> bytes:
    """Make bytes of curves.

    Raises
    ------
    ValueError
        If they are no curves of angles: lengths that differ, more than one dimension, beyond 360 degrees.
    """
    names, count = list(curves.angles), curves.times_s.size
    rows = [np.asarray(curves.angles[name], float) for name in names]
    if any(row.shape != (count,) for row in rows) or curves.step_s <= 0 or len(names) > 255:
        raise ValueError("the curves of a repetition are rows of one length, at a step above zero")
    if any((np.abs(row[~np.isnan(row)]) > _LARGEST_DEG).any() for row in rows):
        raise ValueError("a curve holds what cannot be an angle in degrees")
    content = bytearray(_FIXED.pack(curves.start_s, curves.step_s, count, len(names)))
    for name in names:
        encoded = name.encode()
        content += bytes([len(encoded)]) + encoded
    for row in rows:
        content += row.astype(_HALF).tobytes()
    return _MAGIC + bytes([_VERSION]) + zlib.compress(bytes(content), 6)


def unpack_curves(packed: bytes) -> AngleCurves:
    """Give the curves back.

    Raises
    ------
    RecordsError
        If a newer Backtalk packed them, or they are damaged.
    """
    if packed[:4] != _MAGIC:
        raise RecordsError("The curves of a repetition cannot be read: they are damaged; take a backup.")
    if packed[4:5] != bytes([_VERSION]):
        raise RecordsError("The curves of a repetition were kept by a newer Backtalk: update this one.")
    try:
        content = zlib.decompress(packed[5:])
        start_s, step_s, count, named = _FIXED.unpack_from(content)
        at, names = _FIXED.size, []
        for _ in range(named):
            length = content[at]
            names.append(content[at + 1 : at + 1 + length].decode())
            at += 1 + length
        table = np.frombuffer(content, _HALF, offset=at).astype(float).reshape(named, count)
    except (zlib.error, struct.error, ValueError, IndexError) as error:
        raise RecordsError(
            "The curves of a repetition cannot be read: they are damaged; take a backup."
        ) from error
    return AngleCurves(start_s, step_s, dict(zip(names, table, strict=True)))

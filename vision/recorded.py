"""Filtering a recording, where the frames to come are known too: nothing is late.

Three steps for each measure: outliers are rejected (Hampel's identifier: a running median, and the spread
around it), short gaps are filled, and a zero-phase Butterworth low-pass takes the tremble out. A long gap
stays a gap: what comes before and after it is filtered apart. `FilterReport` says what was done to what.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.signal import butter, sosfiltfilt

from vision.angles import ANGLE_NAMES, View
from vision.posture import EXTRA_MEASURES, KNEES_MEAN, PERCENT_MEASURES, Posture

Track = NDArray[np.float64]
Marks = NDArray[np.bool_]

# Turns a median absolute deviation into the standard deviation of normal noise.
_MAD_TO_SPREAD = 1.4826
# With fewer values in the window, a turning point of a quick repetition would look like an outlier.
_LEAST_IN_WINDOW = 5


@dataclass(frozen=True)
class RecordedFilter:
    """Parameters, each with its source.

    Attributes
    ----------
    outlier_window_s : float
        Length of the running median. P: a little less than the quickest repetition that is counted
        (0.6 s), so that its turning point is no outlier, while up to a quarter second of bad frames is one.
    outlier_spreads : float
        How many standard deviations, estimated from the median absolute deviation, a value may lie off the
        median. R: Pearson et al., "Generalized Hampel filters", 2016: 3 is the usual choice.
    outlier_least_deg : float
        What is nearer the median than this is never an outlier: a still person's spread is almost nothing.
        P: eight times the noise of standing people (docs/measurements.md, "Live filter").
    longest_gap_s : float
        Longer gaps stay gaps. P: the angle of a 2 s repetition moves on by 23 deg at most meanwhile, and the
        turning point between two measured frames is off by 2.3 at most.
    cutoff_hz : float
        Where the low-pass halves the power, both ways together. R: Winter, "Biomechanics and Motor Control of
        Human Movement": 6 Hz keeps what human movement consists of.
    order : int
        Order of the Butterworth filter, once each way. R: Winter, the same.
    highest_cutoff_share : float
        The cut-off stays below this share of the frame rate. P: clear of half the rate, where it would end.
    """

    outlier_window_s: float = 0.5
    outlier_spreads: float = 3.0
    outlier_least_deg: float = 2.0
    longest_gap_s: float = 0.25
    cutoff_hz: float = 6.0
    order: int = 2
    highest_cutoff_share: float = 0.4


@dataclass(frozen=True)
class MeasureReport:
    """What the filter did to one measure.

    Attributes
    ----------
    outliers : int
        Values rejected.
    gaps_filled, frames_filled : int
        Gaps that were closed, and the frames in them; rejected values are gaps too.
    frames_unfiltered : int
        Frames in stretches too short for the low-pass, left as they were.
    """

    outliers: int
    gaps_filled: int
    frames_filled: int
    frames_unfiltered: int


@dataclass(frozen=True)
class FilterReport:
    """What was done to a recording: its provenance.

    Attributes
    ----------
    parameters : RecordedFilter
        As asked for.
    rate_hz : float
        Median frame rate, which the low-pass ran at; NaN with fewer than two frames.
    cutoff_hz : float
        The cut-off that was used: lower than asked for when the frame rate is low. NaN without a frame rate.
    measures : mapping of str to MeasureReport
        Every measure that was seen at all.
    """

    parameters: RecordedFilter
    rate_hz: float
    cutoff_hz: float
    measures: Mapping[str, MeasureReport]


def filter_recording(
    postures: Sequence[Posture], parameters: RecordedFilter | None = None
) -> tuple[list[Posture], FilterReport]:
    """Filter every measure of a whole recording.

    Parameters
    ----------
    postures : sequence of Posture
        In time order, at any frame times; NaN where not measured.
    parameters : RecordedFilter, optional
        The defaults when not given.

    Returns
    -------
    list of Posture, FilterReport
        The same frames with every measure filtered; time, view, framing and quality stay as they
        were, so that a filled frame still shows how badly it was seen. NaN in every gap that was too long,
        or in which the person showed another side.

    Raises
    ------
    ValueError
        If a frame is not later than the one before.
    """
    rules = parameters or RecordedFilter()
    times_s = np.array([posture.time_s for posture in postures])
    steps_s = np.diff(times_s)
    if not np.all(steps_s > 0):
        raise ValueError("frames must come in time order")
    rate_hz = 1 / float(np.median(steps_s)) if steps_s.size else math.nan
    highest_hz = rules.highest_cutoff_share * rate_hz * _both_ways(rules.order)
    cutoff_hz = min(highest_hz, rules.cutoff_hz)  # NaN without a rate
    views = [posture.view for posture in postures]
    columns: dict[str, Track] = {}
    measures: dict[str, MeasureReport] = {}
    for name in (*ANGLE_NAMES, *EXTRA_MEASURES, KNEES_MEAN):
        column = np.array([posture.value(name) for posture in postures])
        if not np.all(np.isnan(column)):
            column, measures[name] = _filter_measure(times_s, column, views, rate_hz, cutoff_hz, rules)
        columns[name] = column
    filtered = [
        posture.with_measures(
            {name: float(columns[name][index]) for name in ANGLE_NAMES},
            float(columns["back_outline"][index]),
            {name: float(columns[name][index]) for name in PERCENT_MEASURES},
            knees_mean=float(columns[KNEES_MEAN][index]),
        )
        for index, posture in enumerate(postures)
    ]
    return filtered, FilterReport(rules, rate_hz, cutoff_hz, measures)


def _filter_measure(
    times_s: Track,
    values: Track,
    views: Sequence[View],
    rate_hz: float,
    cutoff_hz: float,
    rules: RecordedFilter,
) -> tuple[Track, MeasureReport]:
    outliers = find_outliers(times_s, values, rules)
    kept = np.where(outliers, math.nan, values)
    out = kept.copy()
    gaps = frames = unfiltered = 0
    for run in _runs(times_s, kept, views, rules.longest_gap_s):
        seen = run[~np.isnan(kept[run])]
        missing = run.size - seen.size
        gaps += int(np.count_nonzero(np.diff(seen) > 1))
        frames += missing
        if missing:
            out[run] = PchipInterpolator(times_s[seen], kept[seen])(times_s[run])
        smooth = _low_pass(times_s[run], out[run], rate_hz, cutoff_hz, rules.order)
        if smooth is None:
            unfiltered += run.size
        else:
            out[run] = smooth
    return out, MeasureReport(int(outliers.sum()), gaps, frames, unfiltered)


def find_outliers(times_s: Track, values: Track, rules: RecordedFilter) -> Marks:
    """Mark the values far off the running median around them (Hampel's identifier).

    Parameters
    ----------
    times_s, values : array, shape (n,)
        Frame times, increasing, and one measure in degrees; NaN is never an outlier.
    rules : RecordedFilter
        Window and limits.

    Notes
    -----
    A movement widens the spread in the window: in the middle of a bow of 60 degrees within a second only
    errors above 100 degrees are marked, in one of 5 s those above 20, at rest those above 2.
    """
    marks = np.zeros(values.shape, bool)
    (seen,) = np.nonzero(~np.isnan(values))
    if seen.size == 0:
        return marks
    stamps, kept = times_s[seen], values[seen]
    half_s = rules.outlier_window_s / 2 + 1e-9
    first = np.searchsorted(stamps, stamps - half_s, side="left")
    counts = np.searchsorted(stamps, stamps + half_s, side="right") - first
    # One row a frame: the values of its window, and infinity where it has fewer than the fullest one.
    places = np.arange(counts.max())
    inside = places < counts[:, None]
    windows = np.where(inside, kept[np.minimum(first[:, None] + places, kept.size - 1)], math.inf)
    middles = _medians(windows, counts)
    off = np.abs(np.where(inside, windows - middles[:, None], math.inf))
    limits = rules.outlier_spreads * _MAD_TO_SPREAD * _medians(off, counts)
    limits = np.maximum(limits, rules.outlier_least_deg)
    marks[seen] = (np.abs(kept - middles) > limits) & (counts >= _LEAST_IN_WINDOW)
    return marks


def _medians(rows: Track, counts: NDArray[np.intp]) -> Track:
    """Median of the first `counts` values of each row once it is sorted; the rest of it is infinite."""
    ordered, index = np.sort(rows, axis=1), np.arange(rows.shape[0])
    middle: Track = (ordered[index, (counts - 1) // 2] + ordered[index, counts // 2]) / 2
    return middle


def _runs(
    times_s: Track, values: Track, views: Sequence[View], longest_gap_s: float
) -> Iterator[NDArray[np.intp]]:
    """Yield the frames of each stretch without a long gap and without a turn of the person."""
    (seen,) = np.nonzero(~np.isnan(values))
    if seen.size == 0:
        return
    places = seen.tolist()
    begin = places[0]
    for before, after in itertools.pairwise(places):
        # Between two measured frames the person may be lost for a moment, but not turned.
        turned = any(
            views[index] not in (views[before], View.UNKNOWN) for index in range(before + 1, after + 1)
        )
        if turned or times_s[after] - times_s[before] > longest_gap_s:
            yield np.arange(begin, before + 1)
            begin = after
    yield np.arange(begin, places[-1] + 1)


def _low_pass(times_s: Track, values: Track, rate_hz: float, cutoff_hz: float, order: int) -> Track | None:
    """Filter forth and back on an even grid; None when there are too few frames for it."""
    count = round(float(times_s[-1] - times_s[0]) * rate_hz) + 1 if values.size > 1 else 1
    # Twice the order and one more: the filter's length; three times that is scipy's own lead-in.
    lead_in = 3 * (order + 1)
    if values.size <= lead_in or count <= lead_in:
        return None
    grid_s = np.linspace(times_s[0], times_s[-1], count)
    sections = butter(order, cutoff_hz / _both_ways(order), fs=rate_hz, output="sos")
    even = sosfiltfilt(sections, PchipInterpolator(times_s, values)(grid_s), padlen=lead_in)
    smooth: Track = CubicSpline(grid_s, even)(times_s)
    return smooth


def _both_ways(order: int) -> float:
    """How much lower the cut-off of a Butterworth filter is when it runs forth and back (Winter)."""
    return float((math.sqrt(2) - 1) ** (1 / (2 * order)))

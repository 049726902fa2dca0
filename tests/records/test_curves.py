import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import AngleCurves, RecordsError, sample_curves
from records.curves import pack_curves, unpack_curves


def test_a_straight_line_between_two_frames():
    curves = sample_curves([10.0, 10.2], {"trunk_flexion": [0.0, 20.0]}, step_s=0.1)
    assert curves.times_s == pytest.approx([10.0, 10.1, 10.2])
    assert curves.angles["trunk_flexion"] == pytest.approx([0.0, 10.0, 20.0])


def test_nothing_is_drawn_where_nothing_was_measured():
    nan = float("nan")
    times = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
    #                     one frame missing   a gap of 0.4 s     not seen to the end
    angles = [1.0, nan, 1.0, nan, nan, nan, 5.0, 5.0, nan]
    curve = sample_curves(times, {"a": angles}, step_s=0.1).angles["a"]
    assert np.isnan(curve).tolist() == [False, False, False, True, True, True, False, False, True]


def test_an_angle_that_was_never_measured_is_left_out():
    assert sample_curves([0.0, 1.0], {"a": [float("nan")] * 2}).angles == {}


@pytest.mark.parametrize("times", [[], [1.0, 1.0], [2.0, 1.0]])
def test_frames_come_one_after_the_other(times):
    with pytest.raises(ValueError, match="frame times"):
        sample_curves(times, {"a": [0.0] * len(times)})


degrees = st.one_of(st.floats(-360, 360), st.just(float("nan")))


@given(
    st.floats(0, 1e6),
    st.floats(0.001, 1.0),
    st.integers(0, 50).flatmap(
        lambda size: st.dictionaries(
            st.text(max_size=20), st.lists(degrees, min_size=size, max_size=size), max_size=5
        )
    ),
)
def test_what_is_packed_comes_back(start_s, step_s, angles):
    curves = AngleCurves(start_s, step_s, {name: np.array(values) for name, values in angles.items()})
    back = unpack_curves(pack_curves(curves))
    assert (back.start_s, back.step_s, list(back.angles)) == (start_s, step_s, list(angles))
    for name, values in angles.items():
        # A half float has 11 bits: a two-thousandth of the angle.
        np.testing.assert_allclose(back.angles[name], values, rtol=2**-11, atol=1e-6)


def test_a_repetition_of_four_seconds_takes_a_few_kilobytes():
    times = np.arange(100) / 25
    noisy = np.random.default_rng(1).normal(0, 1, (11, 100)) + 60 * np.sin(times)
    assert len(pack_curves(sample_curves(times, {f"angle_{i}": row for i, row in enumerate(noisy)}))) < 2500


@pytest.mark.parametrize(
    "rows",
    [
        {"picture": np.zeros((48, 64))},
        {"one": np.zeros(3), "other": np.zeros(4)},
        {"pixels": np.full(10, 400.0)},
        {"endless": np.array([np.inf])},
    ],
    ids=["two dimensions", "two lengths", "beyond 360 degrees", "infinite"],
)
def test_only_angles_over_time_are_packed(rows):
    with pytest.raises(ValueError, match="curve"):
        pack_curves(AngleCurves(0.0, 0.04, rows))


def packed() -> bytes:
    return pack_curves(AngleCurves(1.0, 0.04, {"trunk_flexion": np.arange(10.0)}))


def test_the_header_says_what_it_is_and_which_version():
    assert packed()[:5] == b"BTAC\x01"
    # Written out by hand: the layout of version 1 stays readable whatever the code becomes.
    content = struct.pack("<ddIB", 1.0, 0.04, 2, 1) + b"\x01a" + struct.pack("<2e", 3.0, 4.5)
    curves = unpack_curves(b"BTAC\x01" + zlib.compress(content))
    assert curves.angles["a"].tolist() == [3.0, 4.5]


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (b"", "damaged"),
        (b"JPEG" + packed()[4:], "damaged"),
        (b"BTAC\x02" + packed()[5:], "newer Backtalk"),
        (packed()[:-3], "damaged"),
        (packed()[:20] + b"\x00\x00" + packed()[22:], "damaged"),
        (b"BTAC\x01" + zlib.compress(struct.pack("<ddIB", 0, 1, 99, 2) + b"\x01a"), "damaged"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(bad, sentence):
    with pytest.raises(RecordsError, match=sentence):
        unpack_curves(bad)

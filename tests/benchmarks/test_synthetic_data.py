"""Reading garments, planning a spread and listing clips: what rendering needs, without rendering."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from benchmarks.synthetic.__main__ import main
from benchmarks.synthetic.clips import CLIPS, clip_named
from benchmarks.synthetic.film import peaks, write_list
from benchmarks.synthetic.garments import Garment, read_binding, read_obj
from benchmarks.synthetic.room import Camera
from benchmarks.synthetic.skeleton import pitch
from benchmarks.synthetic.spread import AZIMUTHS_DEG, sitting

OBJ = """\
# two pieces: a square above, a triangle below
v 0 1 0
v 1 1 0
v 1 2 0
v 0 2 0
v 0 0 0
v 1 0 0
v 0 0.5 0
f 1/1 2/2 3/3 4/4
f 5 6 7
"""

MHCLO = """\
# a comment
x_scale 0 1 2.0
verts 0
0
0 1 2 0.5 0.25 0.25 0.0 0.1 0.0
1
1
2
2
0 1 2 1 0 0
delete_verts
3 7 - 9 12
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shirt.obj").write_text(OBJ, encoding="utf-8")
    (tmp_path / "shirt.mhclo").write_text(MHCLO, encoding="utf-8")
    return tmp_path


def test_a_square_becomes_two_triangles(folder: Path) -> None:
    vertices, triangles = read_obj(folder / "shirt.obj")
    assert vertices.shape == (7, 3)
    assert triangles.tolist() == [[0, 1, 2], [0, 2, 3], [4, 5, 6]]


def test_a_binding_holds_anchors_weights_offsets_and_hidden_vertices(folder: Path) -> None:
    binding = read_binding(folder / "shirt.mhclo")
    assert binding.anchors[:2].tolist() == [[0, 0, 0], [0, 1, 2]]
    assert binding.weights[:2].tolist() == [[1, 0, 0], [0.5, 0.25, 0.25]]
    assert binding.offsets[1].tolist() == [0, 0.1, 0]
    assert binding.offsets[6].tolist() == [0, 0, 0]
    assert binding.extents == {"x": (0, 1, 2.0)}
    assert binding.hidden == {3, 7, 8, 9, 12}


def test_a_garment_turns_with_the_body(folder: Path) -> None:
    body = np.array([[0.0, 0, 0], [1, 0, 0], [0, 0, 1]])
    garment = Garment(folder, base=body[:, [0, 2, 1]] * [1, 1, -1], rest=body, unit_m=1.0)
    turn = pitch(40)
    assert garment.on(body @ turn.T) == pytest.approx(garment.on(body) @ turn.T)
    assert garment.upper.tolist() == [True] * 4 + [False] * 3


def test_a_garment_whose_files_do_not_match_is_refused(folder: Path) -> None:
    (folder / "shirt.obj").write_text("v 0 0 0\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"does not belong"):
        Garment(folder, np.zeros((3, 3)), np.zeros((3, 3)), 1.0)


def test_the_camera_stands_where_its_azimuth_says() -> None:
    front, left = Camera(azimuth_deg=0).pose(), Camera().around(90).pose()
    assert front[:3, 3] == pytest.approx([0, -2.8, 1.0])
    assert left[:3, 3] == pytest.approx([2.8, 0, 1.0])
    assert np.linalg.det(left[:3, :3]) == pytest.approx(1)


def test_a_spread_is_the_same_every_time_and_differs_between_people() -> None:
    assert sitting(3, seed=1) == sitting(3, seed=1)
    assert sitting(3, seed=1).look != sitting(5, seed=1).look
    assert sitting(3, seed=1).look != sitting(3, seed=2).look


def test_a_person_is_seen_standing_from_all_around_and_bowing_from_both_sides() -> None:
    stills = sitting(0, seed=1).stills
    assert [s.azimuth_deg for s in stills if s.move == "neutral"] == list(AZIMUTHS_DEG)
    for move, depths in (("bow_as_meant", 4), ("bow_rounded_back", 4), ("bow_bent_knees", 2)):
        assert [s.azimuth_deg for s in stills if s.move == move] == [90] * depths + [-90] * depths
    assert [s.posture.trunk_lateral for s in stills if s.move == "side_bend"] == [-30, -20, -10, 10, 20, 30]


def test_the_list_of_clips_reads_back(tmp_path: Path) -> None:
    clip = clip_named("waiters_bow_bent_knees")
    rows = [{"repetition": n, "trunk_flexion": f"{50 + n:.2f}"} for n in (1, 2, 3)]
    write_list([(clip, peaks(clip, rows))], tmp_path / "samples.toml")
    (listed,) = tomllib.loads((tmp_path / "samples.toml").read_text(encoding="utf-8"))["clip"]
    assert listed["id"] == clip.id
    assert listed["expected_faults"] == ["knees_bend"]
    assert [repetition["trunk_flexion"] for repetition in listed["repetitions"]] == [51, 52, 53]


def test_a_folder_without_the_clothes_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing_there(*_: object) -> None:
        raise FileNotFoundError(
            "No clothes called shoes01 in here. Give the folder that holds them, or none."
        )

    monkeypatch.setattr("benchmarks.synthetic.film.render_frames", nothing_there)
    assert main(["frames", CLIPS[0].id, "--last", "1", "--out", str(tmp_path)]) == 2
    assert "No clothes called shoes01" in capsys.readouterr().err

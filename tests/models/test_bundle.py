"""What is packed: the published bytes, the normalisation in front, always the same zip."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from mediapipe.tasks.metadata import schema_py_generated as schema_fb

from models.bundle import build_bundle
from models.manifest import load_manifest
from models.tflite_metadata import ALIGNMENT, read_normalization, with_normalization


@pytest.fixture(scope="module")
def networks(built) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in built.sources.iterdir()}


def weights(tflite: bytes) -> list[bytes]:
    model = schema_fb.Model.GetRootAs(tflite, 0)
    buffers = (model.Buffers(i) for i in range(model.BuffersLength()))
    return [b.DataAsNumpy().tobytes() if b.DataLength() else b"" for b in buffers]


def test_the_detector_says_its_normalisation_already(networks: dict[str, bytes]) -> None:
    detector = networks["pose_detection"]
    assert read_normalization(detector) == (127.5, 127.5)
    assert with_normalization(detector, mean=127.5, std=127.5) is detector


def test_the_landmark_network_is_told_its_normalisation(networks: dict[str, bytes]) -> None:
    published = networks["pose_landmark_full"]
    assert read_normalization(published) is None
    told = with_normalization(published, mean=0.0, std=255.0)
    assert read_normalization(told) == (0.0, 255.0)
    assert with_normalization(told, mean=0.0, std=255.0) is told


def test_published_bytes_are_kept_and_stay_aligned(networks: dict[str, bytes]) -> None:
    published = networks["pose_landmark_full"]
    told = with_normalization(published, mean=0.0, std=255.0)
    start = told.index(published)
    assert start % ALIGNMENT == 0
    assert start < 4096
    assert told[start + len(published) :] == b""


def test_network_is_the_same_but_for_the_metadata(networks: dict[str, bytes]) -> None:
    published = networks["pose_landmark_full"]
    told = with_normalization(published, mean=0.0, std=255.0)
    assert weights(told)[:-1] == weights(published)
    before, after = schema_fb.Model.GetRootAs(published, 0), schema_fb.Model.GetRootAs(told, 0)
    assert after.Version() == before.Version()
    assert after.Description() == before.Description()
    assert after.OperatorCodesLength() == before.OperatorCodesLength()
    assert after.SubgraphsLength() == before.SubgraphsLength() == 1
    assert after.Subgraphs(0).TensorsLength() == before.Subgraphs(0).TensorsLength()
    assert after.Subgraphs(0).OperatorsLength() == before.Subgraphs(0).OperatorsLength()
    assert after.MetadataLength() == before.MetadataLength() + 1


@pytest.mark.parametrize("length", [1, 7, 15])
def test_a_file_of_odd_length_is_padded(networks: dict[str, bytes], length: int) -> None:
    odd = networks["pose_landmark_full"] + bytes(length)
    told = with_normalization(odd, mean=0.0, std=255.0)
    assert len(told) % ALIGNMENT == 0
    assert weights(told)[:-1] == weights(odd)


def test_a_contradiction_is_refused(networks: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="expected"):
        with_normalization(networks["pose_detection"], mean=0.0, std=255.0)


@pytest.mark.parametrize("content", [b"", b"short", b"no network at all, only text"])
def test_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a TFLite file"):
        with_normalization(content, mean=0.0, std=255.0)


def test_the_same_sources_give_the_same_bytes(networks: dict[str, bytes], built, tmp_path: Path) -> None:
    first = build_bundle(networks["pose_detection"], networks["pose_landmark_full"])
    second = build_bundle(networks["pose_detection"], networks["pose_landmark_full"])
    assert first == second == built.path.read_bytes()
    assert hashlib.sha256(first).hexdigest() == load_manifest().bundles["full"].sha256
    assert len(first) == load_manifest().bundles["full"].size_bytes


def test_the_zip_is_plain_and_aligned(built) -> None:
    content = built.path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        members = archive.infolist()
        assert [m.filename for m in members] == ["pose_detector.tflite", "pose_landmarks_detector.tflite"]
        for member in members:
            data = archive.read(member)
            assert member.compress_type == zipfile.ZIP_STORED
            assert member.date_time == (1980, 1, 1, 0, 0, 0)
            assert content.index(data) % ALIGNMENT == 0

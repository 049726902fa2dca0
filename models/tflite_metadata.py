"""Tell MediaPipe how a TFLite network wants its image: the normalisation written into the file.

MediaPipe refuses a network without TFLite metadata. The published landmark networks carry none, so a small
piece is put in front of them here. The published bytes stay as they are, one after the other: weights keep
their 16-byte alignment, and the same input gives the same output on every computer.
"""

from __future__ import annotations

import flatbuffers
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_fb
from mediapipe.tasks.metadata import schema_py_generated as schema_fb

METADATA_NAME = b"TFLITE_METADATA"
ALIGNMENT = 16
"""Bytes; what TFLite's schema asks of weight buffers (``force_align: 16``)."""

# Where the fields of a TFLite `Model` table stand in its vtable (schema.fbs, in order from 4 by 2).
_FIELD_SLOTS = {"operator_codes": 6, "subgraphs": 8, "description": 10, "buffers": 12, "metadata_buffer": 14,
                "metadata": 16, "signature_defs": 18}  # fmt: skip


def read_normalization(tflite: bytes) -> tuple[float, float] | None:
    """Read mean and standard deviation that a network's metadata gives for its image.

    Parameters
    ----------
    tflite
        The bytes of a TFLite file.

    Returns
    -------
    tuple of float or None
        ``(mean, std)`` in grey levels 0..255, or None when the file has no metadata.
    """
    model = schema_fb.Model.GetRootAs(tflite, 0)
    for index in range(model.MetadataLength()):
        entry = model.Metadata(index)
        if entry.Name() != METADATA_NAME:
            continue
        raw = model.Buffers(entry.Buffer()).DataAsNumpy().tobytes()
        tensor = metadata_fb.ModelMetadata.GetRootAs(raw, 0).SubgraphMetadata(0).InputTensorMetadata(0)
        options = metadata_fb.NormalizationOptions()
        table = tensor.ProcessUnits(0).Options()
        options.Init(table.Bytes, table.Pos)
        return float(options.Mean(0)), float(options.Std(0))
    return None


def with_normalization(tflite: bytes, *, mean: float, std: float) -> bytes:
    """Give a network metadata that says how its image is normalised.

    Parameters
    ----------
    tflite
        The bytes of a TFLite file with one image input.
    mean, std
        The network sees ``(grey level - mean) / std``.

    Returns
    -------
    bytes
        The file with metadata. A file that already says the same comes back unchanged.

    Raises
    ------
    ValueError
        The file is no TFLite file, or its own metadata says something else.
    """
    if not schema_fb.Model.ModelBufferHasIdentifier(tflite, 0):
        raise ValueError("not a TFLite file")
    present = read_normalization(tflite)
    if present == (mean, std):
        return tflite
    if present is not None:
        raise ValueError(f"its metadata gives mean and std {present}, expected {(mean, std)}")
    return _with_metadata(tflite, _image_metadata(mean, std, _count_outputs(tflite)))


def _count_outputs(tflite: bytes) -> int:
    return int(schema_fb.Model.GetRootAs(tflite, 0).Subgraphs(0).OutputsLength())


def _image_metadata(mean: float, std: float, output_count: int) -> bytes:
    """Write the metadata itself: one RGB image in, `output_count` plain tensors out."""
    normalization = metadata_fb.NormalizationOptionsT()
    normalization.mean, normalization.std = [mean], [std]
    unit = metadata_fb.ProcessUnitT()
    unit.optionsType = metadata_fb.ProcessUnitOptions.NormalizationOptions
    unit.options = normalization
    image = metadata_fb.ImagePropertiesT()
    image.colorSpace = metadata_fb.ColorSpaceType.RGB
    content = metadata_fb.ContentT()
    content.contentPropertiesType = metadata_fb.ContentProperties.ImageProperties
    content.contentProperties = image
    tensor = metadata_fb.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits = "image", content, [unit]
    subgraph = metadata_fb.SubGraphMetadataT()
    subgraph.inputTensorMetadata = [tensor]
    subgraph.outputTensorMetadata = [metadata_fb.TensorMetadataT() for _ in range(output_count)]
    metadata = metadata_fb.ModelMetadataT()
    metadata.subgraphMetadata = [subgraph]
    metadata.minParserVersion = "1.0.0"  # the first version of the metadata format has NormalizationOptions
    builder = flatbuffers.Builder(0)
    builder.Finish(metadata.Pack(builder), b"M001")
    return bytes(builder.Output())


def _with_metadata(tflite: bytes, metadata: bytes) -> bytes:
    """Put a new `Model` table in front of the file; all it points to, but the metadata, is the old file's.

    Notes
    -----
    A FlatBuffers builder writes from the end to the start and its offsets count from the end. So the old file
    is laid down first, as if this builder had written it, and the new root table refers to the old parts.
    """
    tail = tflite + bytes(-len(tflite) % ALIGNMENT)
    builder = flatbuffers.Builder(len(tail) + 65536)
    builder.head -= len(tail)
    builder.Bytes[builder.head :] = tail
    builder.minalign = ALIGNMENT

    model = schema_fb.Model.GetRootAs(tflite, 0)
    table = model._tab
    present = {name: slot for name, slot in _FIELD_SLOTS.items() if table.Offset(slot)}
    kept = {
        name: len(tail) - table.Indirect(table.Pos + table.Offset(slot)) for name, slot in present.items()
    }
    buffers = [len(tail) - model.Buffers(i)._tab.Pos for i in range(model.BuffersLength())]
    entries = [len(tail) - model.Metadata(i)._tab.Pos for i in range(model.MetadataLength())]

    data = builder.CreateByteVector(metadata)
    schema_fb.BufferStart(builder)
    schema_fb.BufferAddData(builder, data)
    buffers.append(schema_fb.BufferEnd(builder))
    kept["buffers"] = _offset_vector(builder, buffers)

    name = builder.CreateString(METADATA_NAME)
    schema_fb.MetadataStart(builder)
    schema_fb.MetadataAddName(builder, name)
    schema_fb.MetadataAddBuffer(builder, len(buffers) - 1)
    entries.append(schema_fb.MetadataEnd(builder))
    kept["metadata"] = _offset_vector(builder, entries)

    schema_fb.ModelStart(builder)
    schema_fb.ModelAddVersion(builder, model.Version())
    for field, slot in _FIELD_SLOTS.items():
        if field in kept:
            builder.PrependUOffsetTRelativeSlot(slot // 2 - 2, kept[field], 0)
    builder.Finish(schema_fb.ModelEnd(builder), b"TFL3")
    return bytes(builder.Output())


def _offset_vector(builder: flatbuffers.Builder, offsets: list[int]) -> int:
    builder.StartVector(4, len(offsets), 4)
    for offset in reversed(offsets):
        builder.PrependUOffsetTRelative(offset)
    return int(builder.EndVector())

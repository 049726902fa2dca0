"""From a trained network to the file that the coach runs."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import torch

from models.training.data import OUTPUTS
from models.training.network import Committee
from vision.hips import CROP_PX, FEATURES

OPSET = 18
# Weights that the exporter joins are rounded once more.
SAME_WITHIN_DEG = 0.05
LEAST_HALVED = 256


def export(network: Committee, plane: str, folder: Path) -> Path:
    """Write a network as ONNX, and check that it gives the same there.

    Raises
    ------
    ValueError
        If the written file tells other angles than the network.
    """
    import onnxruntime

    path = folder / f"{plane}.onnx"
    network.eval()
    example = (torch.rand(2, 1, CROP_PX, CROP_PX), torch.randn(2, FEATURES))
    batch = torch.export.Dim("batch", min=1, max=64)
    program = torch.onnx.export(
        network,
        example,
        dynamo=True,
        opset_version=OPSET,
        input_names=["crop", "features"],
        output_names=["angles_deg", "spread_deg"],
        dynamic_shapes=({0: batch}, {0: batch}),
        external_data=False,
    )
    if program is None:
        raise ValueError("the network could not be written as ONNX")
    program.model.metadata_props["outputs"] = ",".join(OUTPUTS[plane])
    program.save(str(path), external_data=False)
    halve(path)
    runtime = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        expected = [part.numpy() for part in network(*example)]
    told = runtime.run(None, {"crop": example[0].numpy(), "features": example[1].numpy()})
    for one, other in zip(expected, told, strict=True):
        if not np.allclose(one, other, atol=SAME_WITHIN_DEG):
            raise ValueError(f"{path} tells other angles than the network it was made from")
    return path


def halve(path: Path) -> None:
    """Keep the weights in half precision; the runtime widens them when it opens the file."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(str(path))
    widened = []
    for weights in model.graph.initializer:
        if weights.data_type == TensorProto.FLOAT and math.prod(weights.dims) >= LEAST_HALVED:
            name, kept = weights.name, numpy_helper.to_array(weights).astype(np.float16)
            weights.CopyFrom(numpy_helper.from_array(kept, f"{name}_half"))
            widened.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    for node in reversed(widened):
        model.graph.node.insert(0, node)
    # The exporter notes where in the code each step was made, with the paths of this machine.
    for part in (model.graph, *model.graph.node, *model.graph.value_info):
        del part.metadata_props[:]
    onnx.checker.check_model(model)
    onnx.save(model, str(path))

"""Writes resources/golden/expected-logits.json: what onnxruntime answers for a fixed input.

Run in models/: python src/test/python/expected_logits.py   (needs onnx, onnxruntime, numpy)
A final softmax is cut off first, since Pendant answers logits.
"""
import json
import pathlib

import numpy
import onnx
import onnxruntime

FOLDER = pathlib.Path("src/test/resources/golden")
MODELS = {"shapes": 2, "mnist_cntk": 1, "mnist_torch11": 2, "cifar10_torch17": 2}


def cut(model):
    last = model.graph.node[-1]
    if last.op_type in ("Softmax", "LogSoftmax"):
        model.graph.node.remove(last)
        model.graph.output[0].name = last.input[0]
    return model


def answer(name, batch):
    model = cut(onnx.load(FOLDER / f"{name}.onnx"))
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"])
    taken = session.get_inputs()[0]
    shape = [batch] + list(taken.shape[1:])
    count = int(numpy.prod(shape))
    x = ((numpy.arange(count) * 7919 % 1000) / 1000 - 0.5).astype(numpy.float32).reshape(shape)
    logits = session.run(None, {taken.name: x})[0]
    return {"shape": shape, "logits": [float(v) for v in logits.reshape(-1)]}


result = {
    "made_with": f"onnxruntime {onnxruntime.__version__}, CPU",
    "input": "value i is (i * 7919 % 1000) / 1000 - 0.5",
    "models": {name: answer(name, batch) for name, batch in MODELS.items()},
}
(FOLDER / "expected-logits.json").write_text(json.dumps(result, indent=1) + "\n")

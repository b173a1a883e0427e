"""Writes resources/golden/operators.json: small graphs, each with a trap, and onnxruntime's answers.

Run in models/: python src/test/python/operator_cases.py   (needs onnx, onnxruntime, numpy)
"""
import base64
import json
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

random = np.random.default_rng(11)
cases = []
INT64_MAX = 2**63 - 1


def weight(*shape):
    return random.standard_normal(shape).astype(np.float32)


def ints(*values):
    return np.array(values, dtype=np.int64)


def case(name, opset, shape, nodes, type=np.float32, **initializers):
    """Nodes are (operator, inputs, outputs, attributes); "x" is the input, "y" the output."""
    made = [helper.make_node(op, i, o, **a) for op, i, o, a in nodes]
    onnx_type = TensorProto.DOUBLE if type == np.float64 else TensorProto.FLOAT
    graph = helper.make_graph(
        made,
        name,
        [helper.make_tensor_value_info("x", onnx_type, ["batch"] + list(shape[1:]))],
        [helper.make_tensor_value_info("y", onnx_type, None)],
        [numpy_helper.from_array(np.asarray(v), k) for k, v in initializers.items()],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    x = random.standard_normal(shape).astype(type)
    bytes_ = model.SerializeToString()
    session = onnxruntime.InferenceSession(bytes_, providers=["CPUExecutionProvider"])
    y = session.run(["y"], {"x": x})[0]
    cases.append({
        "name": name,
        "model": base64.b64encode(bytes_).decode(),
        "type": "float64" if type == np.float64 else "float32",
        "x": {"shape": list(shape), "values": [float(v) for v in x.reshape(-1)]},
        "y": {"shape": list(y.shape), "values": [float(v) for v in y.reshape(-1)]},
    })


def one(name, opset, shape, op, inputs=("x",), type=np.float32, attributes=None, **initializers):
    case(name, opset, shape, [(op, list(inputs), ["y"], attributes or {})], type, **initializers)


# --- convolutions
xw = ("x", "w")
for auto in ("SAME_UPPER", "SAME_LOWER", "VALID"):
    one(f"Conv {auto}, even kernel, stride 2", 11, (2, 2, 7, 6), "Conv", xw,
        attributes=dict(auto_pad=auto, strides=[2, 2], kernel_shape=[4, 2]), w=weight(3, 2, 4, 2))
one("Conv without kernel_shape, asymmetric pads", 11, (2, 2, 5, 5), "Conv", ("x", "w", "b"),
    attributes=dict(pads=[0, 1, 2, 0]), w=weight(3, 2, 3, 3), b=weight(3))
one("Conv depthwise with dilations", 11, (2, 4, 7, 7), "Conv", xw,
    attributes=dict(group=4, dilations=[2, 2], pads=[2, 2, 2, 2]), w=weight(4, 1, 3, 3))

# --- pools
one("MaxPool with ceil_mode", 12, (2, 2, 6, 6), "MaxPool",
    attributes=dict(kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1))
one("MaxPool asymmetric pads", 12, (2, 2, 6, 6), "MaxPool",
    attributes=dict(kernel_shape=[3, 3], strides=[2, 2], pads=[0, 0, 1, 1]))
one("MaxPool SAME_UPPER", 12, (2, 2, 5, 6), "MaxPool",
    attributes=dict(kernel_shape=[2, 2], strides=[2, 2], auto_pad="SAME_UPPER"))
one("MaxPool dilated", 12, (2, 2, 7, 7), "MaxPool",
    attributes=dict(kernel_shape=[2, 2], dilations=[2, 3]))
one("AveragePool does not count padding by default", 11, (2, 2, 5, 5), "AveragePool",
    attributes=dict(kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]))
one("AveragePool counts padding where told", 11, (2, 2, 5, 5), "AveragePool",
    attributes=dict(kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], count_include_pad=1))
one("AveragePool asymmetric pads", 11, (2, 2, 5, 5), "AveragePool",
    attributes=dict(kernel_shape=[3, 3], pads=[0, 1, 1, 0]))
one("AveragePool SAME_LOWER", 11, (2, 2, 5, 6), "AveragePool",
    attributes=dict(kernel_shape=[2, 2], strides=[2, 2], auto_pad="SAME_LOWER"))
one("AveragePool of 1 x 1", 11, (2, 2, 3, 3), "AveragePool", attributes=dict(kernel_shape=[1, 1]))
one("AveragePool of 1 x 1 with stride", 11, (2, 2, 5, 5), "AveragePool",
    attributes=dict(kernel_shape=[1, 1], strides=[2, 2]))
one("GlobalAveragePool", 11, (2, 3, 4, 5), "GlobalAveragePool")
one("GlobalMaxPool", 11, (2, 3, 4, 5), "GlobalMaxPool")

# --- linear
for trans_b, shape in ((0, (4, 3)), (1, (3, 4))):
    one(f"Gemm transB={trans_b}, alpha and beta", 13, (2, 4), "Gemm", ("x", "w", "c"),
        attributes=dict(transB=trans_b, alpha=0.5, beta=2.0), w=weight(*shape), c=weight(3))
one("Gemm in float64", 13, (2, 4), "Gemm", ("x", "w", "c"), np.float64,
    w=weight(4, 3).astype(np.float64), c=weight(3).astype(np.float64))
one("Gemm without C", 13, (2, 4), "Gemm", xw, w=weight(4, 3))
one("Gemm with scalar C", 13, (2, 4), "Gemm", ("x", "w", "c"), w=weight(4, 3), c=weight())
one("Gemm with C of one row", 13, (2, 4), "Gemm", ("x", "w", "c"), w=weight(4, 3), c=weight(1, 3))
one("Gemm with C of one column", 13, (2, 4), "Gemm", ("x", "w", "c"),
    attributes=dict(beta=0.25), w=weight(4, 3), c=weight(2, 1))
one("Gemm with transA", 13, (4, 2), "Gemm", ("x", "w", "c"),
    attributes=dict(transA=1), w=weight(4, 3), c=weight(3))
case("Gemm of two computed matrices", 13, (3, 4), [
    ("Relu", ["x"], ["a"], {}),
    ("Gemm", ["x", "a", "c"], ["y"], dict(transB=1, alpha=0.5, beta=3.0))], c=weight(3))
one("MatMul by a constant matrix", 13, (2, 3, 4), "MatMul", xw, w=weight(4, 5))
one("MatMul by constant matrices", 13, (2, 3, 4), "MatMul", xw, w=weight(2, 4, 5))
one("MatMul of a constant by computed", 13, (4, 3), "MatMul", ("w", "x"), w=weight(5, 4))

# --- normalisation
bn = dict(s=weight(3), b=weight(3), m=weight(3), v=np.abs(weight(3)) + 0.5)
for opset in (7, 9, 15):
    one(f"BatchNormalization, opset {opset}", opset, (2, 3, 4, 4), "BatchNormalization",
        ("x", "s", "b", "m", "v"), attributes=dict(epsilon=0.01), **bn)
one("BatchNormalization of rank 2", 15, (2, 3), "BatchNormalization", ("x", "s", "b", "m", "v"),
    **bn)
one("LayerNormalization without bias", 17, (2, 3, 4), "LayerNormalization", ("x", "s"),
    attributes=dict(axis=-1, epsilon=0.01), s=weight(4))
one("LayerNormalization over two axes", 17, (2, 3, 4), "LayerNormalization", ("x", "s", "b"),
    attributes=dict(axis=1), s=weight(3, 4), b=weight(3, 4))
for op in ("Softmax", "LogSoftmax"):
    for opset in (11, 13):
        case(f"{op} axis 1 of rank 4, opset {opset}", opset, (2, 3, 2, 2), [
            (op, ["x"], ["s"], dict(axis=1)), ("Neg", ["s"], ["y"], {})])
        case(f"{op} default axis, opset {opset}", opset, (2, 3, 4), [
            (op, ["x"], ["s"], {}), ("Neg", ["s"], ["y"], {})])

# --- elementwise
one("Clip by attributes", 10, (2, 5), "Clip", attributes=dict(min=-0.5, max=0.25))
one("Clip without bounds", 10, (2, 5), "Clip")
one("Clip with lower bound only", 13, (2, 5), "Clip", ("x", "c", ""), c=np.float32(-0.2))
one("Clip with upper bound only", 13, (2, 5), "Clip", ("x", "", "c"), c=np.float32(0.2))
one("HardSigmoid with ONNX's slope", 13, (2, 5), "HardSigmoid")
one("HardSigmoid with PyTorch's slope", 13, (2, 5), "HardSigmoid", attributes=dict(alpha=1 / 6))
one("HardSwish", 14, (2, 5), "HardSwish")
one("LeakyRelu", 13, (2, 5), "LeakyRelu")
one("Elu", 13, (2, 5), "Elu", attributes=dict(alpha=0.7))
for approximate in ("none", "tanh"):
    one(f"Gelu, {approximate}", 20, (2, 5), "Gelu", attributes=dict(approximate=approximate))
one("Erf", 13, (2, 5), "Erf")
one("Pow with integer exponent", 13, (2, 5), "Pow", ("x", "c"), c=ints(2))
one("Add broadcasts from the left too", 13, (2, 3), "Add", ("w", "x"), w=weight(4, 1, 3))
one("Sub from a constant", 13, (2, 3), "Sub", ("w", "x"), w=weight(1))
one("Div by a constant", 13, (2, 3), "Div", ("x", "w"), w=np.float32(4))
one("Sum of three", 13, (2, 3), "Sum", ("x", "w", "x"), w=weight(3))
one("Max of two", 13, (2, 3), "Max", ("x", "w"), w=weight(3))
one("Min of one", 13, (2, 3), "Min", ("x",))

# --- reductions
one("ReduceMean axes attribute", 13, (2, 3, 4, 5), "ReduceMean", attributes=dict(axes=[2, 3]))
one("ReduceMean axes attribute, dropped", 13, (2, 3, 4), "ReduceMean",
    attributes=dict(axes=[-1], keepdims=0))
one("ReduceMean axes input", 18, (2, 3, 4, 5), "ReduceMean", ("x", "a"), a=ints(-1, -2))
one("ReduceMean of everything", 18, (2, 3), "ReduceMean", attributes=dict(keepdims=0))
one("ReduceMean of nothing", 18, (2, 3), "ReduceMean", attributes=dict(noop_with_empty_axes=1))
one("ReduceSum axes input", 13, (2, 3, 4), "ReduceSum", ("x", "a"), a=ints(1))
one("ReduceMax", 13, (2, 3, 4), "ReduceMax", attributes=dict(axes=[1], keepdims=0))

# --- shapes
one("Reshape with 0 and -1", 13, (2, 3, 4), "Reshape", ("x", "s"), s=ints(0, -1))
one("Reshape with allowzero", 14, (2, 3, 4), "Reshape", ("x", "s"),
    attributes=dict(allowzero=1), s=ints(-1, 6))
for axis in (0, 2, -1, 3):
    one(f"Flatten axis {axis}", 13, (2, 3, 4), "Flatten", attributes=dict(axis=axis))
one("Squeeze attribute", 11, (2, 1, 3, 1), "Squeeze", attributes=dict(axes=[-1]))
one("Squeeze input", 13, (2, 1, 3, 1), "Squeeze", ("x", "a"), a=ints(1, 3))
one("Squeeze everything", 13, (2, 1, 3, 1), "Squeeze")
one("Unsqueeze attribute", 11, (2, 3), "Unsqueeze", attributes=dict(axes=[0, 3]))
one("Unsqueeze input", 13, (2, 3), "Unsqueeze", ("x", "a"), a=ints(-1, 1))
one("Transpose reverses by default", 13, (2, 3, 4), "Transpose")
one("Transpose", 13, (2, 3, 4), "Transpose", attributes=dict(perm=[1, 2, 0]))
one("Concat along a negative axis", 13, (2, 3, 4), "Concat", ("x", "w", "x"),
    attributes=dict(axis=-2), w=weight(2, 1, 4))
one("Expand", 13, (2, 1, 3), "Expand", ("x", "s"), s=ints(4, 1))
one("Pad by attribute", 10, (2, 2, 3, 3), "Pad",
    attributes=dict(pads=[0, 0, 0, 1, 0, 0, 2, 0], value=0.5))
one("Pad by input", 13, (2, 2, 3, 3), "Pad", ("x", "p"), p=ints(0, 0, 1, 0, 0, 0, 1, 2))
one("Pad by input with a value", 13, (2, 2, 3, 3), "Pad", ("x", "p", "c"),
    p=ints(0, 0, 1, 0, 0, 0, -1, 2), c=np.float32(-3))
one("Pad by input with axes", 18, (2, 2, 3, 3), "Pad", ("x", "p", "", "a"),
    p=ints(1, 0, 0, 2), a=ints(-1, 2))

# --- selections
one("Slice by attributes", 9, (2, 5, 4), "Slice",
    attributes=dict(starts=[1, -3], ends=[INT64_MAX, -1], axes=[1, 2]))
one("Slice by inputs", 13, (2, 6, 4), "Slice", ("x", "s", "e", "a", "t"),
    s=ints(-5, 0), e=ints(INT64_MAX, 3), a=ints(1, -1), t=ints(2, 1))
one("Slice without axes", 13, (3, 6), "Slice", ("x", "s", "e"), s=ints(1, 2), e=ints(9, 4))
one("Slice backwards", 13, (2, 5), "Slice", ("x", "s", "e", "a", "t"),
    s=ints(-1), e=ints(-(2**63)), a=ints(1), t=ints(-2))
for name, opset, inputs, attributes, initializers in (
        ("attribute", 11, ["x"], dict(axis=1, split=[1, 4]), {}),
        ("input", 13, ["x", "s"], dict(axis=1), dict(s=ints(1, 4))),
        ("num_outputs", 18, ["x"], dict(axis=-1, num_outputs=2), {})):
    case(f"Split by {name}", opset, (2, 5), [
        ("Split", inputs, ["a", "b"], attributes),
        ("Neg", ["a"], ["n"], {}),
        ("Concat", ["b", "n"], ["y"], dict(axis=1))], **initializers)
one("Gather one drops the axis", 13, (2, 5, 3), "Gather", ("x", "i"),
    attributes=dict(axis=1), i=np.int64(-2))
one("Gather by a matrix", 13, (2, 5, 3), "Gather", ("x", "i"),
    attributes=dict(axis=1), i=ints(0, 4, -1, 2).reshape(2, 2))

# --- shapes computed in the call
case("View by the batch size, as PyTorch exports it", 13, (3, 2, 4), [
    ("Shape", ["x"], ["s"], {}),
    ("Gather", ["s", "zero"], ["n"], dict(axis=0)),
    ("Unsqueeze", ["n", "axis"], ["n1"], {}),
    ("Concat", ["n1", "rest"], ["target"], dict(axis=0)),
    ("Reshape", ["x", "target"], ["y"], {})],
    zero=np.int64(0), axis=ints(0), rest=ints(-1))
case("Chunk by computed halves", 13, (2, 6), [
    ("Shape", ["x"], ["s"], {}),
    ("Gather", ["s", "one"], ["c"], dict(axis=0)),
    ("Add", ["c", "one"], ["c1"], {}),
    ("Div", ["c1", "two"], ["half"], {}),
    ("Mul", ["half", "one"], ["end"], {}),
    ("Slice", ["x", "zeros", "end", "ones"], ["y"], {})],
    one=ints(1), two=ints(2), zeros=ints(0), ones=ints(1))
case("Part of a shape, then arithmetic in float", 15, (2, 6), [
    ("Shape", ["x"], ["s"], dict(start=1)),
    ("Cast", ["s"], ["f"], dict(to=TensorProto.FLOAT)),
    ("Sqrt", ["f"], ["r"], {}),
    ("Div", ["x", "r"], ["y"], {})])
case("Gather by computed indices", 13, (3, 4), [
    ("Shape", ["x"], ["s"], {}),
    ("Gather", ["s", "zero"], ["n"], dict(axis=0)),
    ("Range", ["zero", "n", "one"], ["r"], {}),
    ("Mul", ["r", "two"], ["even"], {}),
    ("Reshape", ["x", "flat"], ["v"], {}),
    ("Gather", ["v", "even"], ["y"], {})],
    zero=np.int64(0), one=np.int64(1), two=np.int64(2), flat=ints(-1))
case("Constants of every kind", 13, (2, 3), [
    ("Constant", [], ["a"], dict(value_floats=[1.0, 2.0, 3.0])),
    ("Constant", [], ["b"], dict(value_float=0.5)),
    ("ConstantOfShape", ["three"], ["c"], dict(value=numpy_helper.from_array(
        np.array([2], dtype=np.float32)))),
    ("Mul", ["a", "b"], ["ab"], {}),
    ("Add", ["ab", "c"], ["abc"], {}),
    ("Mul", ["x", "abc"], ["y"], {})], three=ints(3))

# --- what does nothing
one("Dropout, old", 7, (2, 3), "Dropout")
one("Dropout, new", 13, (2, 3), "Dropout", ("x", "r", "t"), r=np.float32(0.5), t=np.bool_(False))
one("Identity", 13, (2, 3), "Identity")
one("Cast to the same", 13, (2, 3), "Cast", attributes=dict(to=TensorProto.FLOAT))

result = {"made_with": f"onnxruntime {onnxruntime.__version__}, CPU, onnx {onnx.__version__}",
          "cases": cases}
text = json.dumps(result).replace('{"name"', '\n{"name"')
pathlib.Path("src/test/resources/golden/operators.json").write_text(text + "\n")
print(len(cases), "cases")

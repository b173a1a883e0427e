"""Writes hooks-tck's more-ops.json: operators beside those of ops.json, and harder cases of some of those.

Usage: python generate_more_ops.py OUT.json
Each case holds an operator, its attributes, its inputs, its output, the gradient fed back (seed) and the gradient of
each input, null where there is none. Computed by PyTorch in float32. New cases go to the end, so that the old ones
keep their values.
"""
import json
import math
import sys

import torch
import torch.nn.functional as F

SEED = 11
numbers = torch.Generator().manual_seed(SEED)
cases = []


def normal(*shape):
    return torch.randn(*shape, generator=numbers)


def ramp(*shape):
    """Distinct values in random order: every maximum is one element's."""
    count = math.prod(shape)
    return (torch.randperm(count, generator=numbers) / count * 4 - 2).reshape(shape)


def flags(*shape):
    return torch.rand(*shape, generator=numbers) > 0.5


def written(tensor):
    tensor = tensor.detach()
    kind = str(tensor.dtype).removeprefix("torch.")
    values = tensor.flatten().tolist()
    if kind == "float32":
        values = [round(value, 7) for value in values]
    return {"shape": list(tensor.shape), "type": kind, "data": values}


def add(op, function, *inputs, note=None, constant=(), **attributes):
    operands = [
        x.clone().requires_grad_(x.is_floating_point() and i not in constant) for i, x in enumerate(inputs)
    ]
    output = function(*operands)
    seed = torch.randn(output.shape, generator=numbers)
    leaves = [x for x in operands if x.requires_grad]
    found = iter(torch.autograd.grad(output, leaves, seed))
    gradients = [written(next(found)) if x.requires_grad else None for x in operands]
    case = {
        "op": op,
        "attributes": attributes,
        "inputs": [written(x) for x in operands],
        "output": written(output),
        "seed": written(seed),
        "input_gradients": gradients,
    }
    cases.append(case | ({"note": note} if note else {}))


def sides2d(x, padding, value=0.0):
    top, left, bottom, right = padding
    return F.pad(x, (left, right, top, bottom), value=value)


# --- Where, Norm2, GroupNorm ------------------------------------------------------------------------------------
add("Where", torch.where, flags(2, 1, 4), normal(3, 1), normal(2, 3, 4), note="all broadcast")
add("Where", torch.where, flags(3, 4), normal(3, 4), torch.tensor(-1.5), note="rank-0 other")
add("Norm2", lambda x: torch.linalg.vector_norm(x, dim=(1, 3)), normal(2, 3, 2, 4), axes=[1, 3], keep_dims=False)
add("Norm2", torch.linalg.vector_norm, normal(2, 3), axes=[], keep_dims=False, note="full reduction to rank 0")
add("GroupNorm", lambda x, w, b: F.group_norm(x, 3, w, b, 1e-3), normal(2, 3, 5), normal(3), normal(3),
    groups=3, epsilon=1e-3, note="each channel by itself: instance normalisation, rank 3")
add("GroupNorm", lambda x, w, b: F.group_norm(x, 1, w, b, 1e-5), normal(3, 4), normal(4), normal(4),
    groups=1, epsilon=1e-5, note="rank 2")


# --- ConvTranspose2d --------------------------------------------------------------------------------------------
def transposed(x, w, b=None, *, stride, padding, output_padding, dilation, groups):
    """PyTorch pads both sides alike; the rest is cropped."""
    top, left, bottom, right = padding
    whole = F.conv_transpose2d(x, w, b, stride, 0, output_padding, groups, dilation)
    return sides2d(whole, (-top, -left, -bottom, -right))


def conv_transpose(*inputs, note=None, **changed):
    attributes = dict(stride=[1, 1], padding=[0, 0, 0, 0], output_padding=[0, 0], dilation=[1, 1], groups=1) | changed
    add("ConvTranspose2d", lambda *x: transposed(*x, **attributes), *inputs, note=note, **attributes)


conv_transpose(normal(2, 3, 4, 5), normal(3, 2, 3, 2))
conv_transpose(normal(1, 4, 3, 4), normal(4, 3, 2, 2), normal(6), stride=[2, 2], groups=2)
conv_transpose(normal(2, 3, 3, 3), normal(3, 1, 3, 3), stride=[2, 1], padding=[1, 1, 1, 1], groups=3)
conv_transpose(normal(1, 2, 4, 3), normal(2, 3, 3, 3), normal(3), dilation=[2, 2], stride=[1, 2], padding=[1, 2, 1, 2],
               output_padding=[1, 1])
conv_transpose(normal(1, 2, 4, 4), normal(2, 2, 4, 4), normal(2), stride=[2, 2], padding=[0, 1, 2, 0],
               note="unequal padding")
conv_transpose(normal(1, 2, 3, 3), normal(2, 2, 2, 2), normal(2), stride=[3, 3], output_padding=[2, 1],
               note="output padding that no kernel reaches")



# --- volumes ----------------------------------------------------------------------------------------------------
def sides3d(x, padding, value=0.0):
    front, top, left, back, bottom, right = padding
    return F.pad(x, (left, right, top, bottom, front, back), value=value)


def conv3d(*inputs, note=None, **changed):
    attributes = dict(stride=[1, 1, 1], padding=[0] * 6, dilation=[1, 1, 1], groups=1) | changed

    def function(x, w, b=None):
        whole = sides3d(x, attributes["padding"])
        return F.conv3d(whole, w, b, attributes["stride"], 0, attributes["dilation"], attributes["groups"])

    add("Conv3d", function, *inputs, note=note, **attributes)


conv3d(normal(2, 2, 4, 3, 5), normal(3, 2, 2, 3, 2), normal(3))
conv3d(normal(1, 3, 5, 4, 4), normal(2, 3, 3, 3, 3), stride=[2, 1, 2], padding=[1] * 6)
conv3d(normal(2, 4, 3, 4, 3), normal(6, 2, 2, 2, 2), normal(6), groups=2, padding=[1, 0, 1, 1, 0, 1])
conv3d(normal(1, 2, 6, 5, 5), normal(2, 2, 2, 3, 2), normal(2), dilation=[3, 1, 2], stride=[2, 2, 1])
conv3d(normal(1, 2, 3, 3, 3), normal(2, 2, 2, 2, 2), padding=[1, 0, 0, 0, 1, 2], note="unequal padding")
conv3d(normal(2, 3, 2, 3, 2), normal(4, 3, 1, 1, 1), normal(4))


def pool3d(op, function, x, note=None, **attributes):
    padding = attributes["padding"]
    assert padding[:3] == padding[3:]
    arguments = attributes | {"padding": padding[:3]}
    kernel = arguments.pop("kernel")
    add(op, lambda t: function(t, kernel, **arguments), x, note=note, **attributes)


for function, op, extra in (
    (F.max_pool3d, "MaxPool3d", {"dilation": [1, 1, 1]}),
    (F.avg_pool3d, "AvgPool3d", {"count_include_pad": True}),
):
    pool3d(op, function, ramp(2, 2, 4, 4, 6), kernel=[2, 2, 3], stride=[2, 2, 3], padding=[0] * 6, ceil_mode=False,
           **extra)
    pool3d(op, function, ramp(1, 2, 5, 4, 5), kernel=[3, 2, 3], stride=[2, 1, 2], padding=[1, 1, 0, 1, 1, 0],
           ceil_mode=False, **extra)
    pool3d(op, function, ramp(1, 2, 4, 5, 6), kernel=[3, 3, 2], stride=[2, 2, 3], padding=[1, 0, 1, 1, 0, 1],
           ceil_mode=True, **extra)
pool3d("MaxPool3d", F.max_pool3d, ramp(1, 2, 5, 6, 5), kernel=[2, 3, 2], stride=[1, 1, 2], padding=[0, 1, 1, 0, 1, 1],
       dilation=[2, 1, 3], ceil_mode=False)
pool3d("AvgPool3d", F.avg_pool3d, ramp(1, 2, 4, 5, 6), kernel=[3, 3, 2], stride=[2, 2, 3], padding=[1, 0, 1, 1, 0, 1],
       ceil_mode=True, count_include_pad=False)


# --- resizing ---------------------------------------------------------------------------------------------------
def interpolate(x, size, mode, align_corners=False, note=None):
    corners = None if mode == "nearest" else align_corners
    add("Interpolate", lambda t: F.interpolate(t, size, mode=mode, align_corners=corners), x, note=note, size=size,
        mode=mode, align_corners=align_corners)


for corners in (False, True):
    interpolate(normal(1, 2, 3, 4), [7, 9], "bicubic", corners)
    interpolate(normal(2, 1, 6, 5), [3, 4], "bicubic", corners, note="shrinks, without smoothing")
interpolate(normal(1, 2, 1, 3), [2, 5], "bicubic", note="from a single row")
interpolate(normal(1, 2, 7, 5), [3, 4], "bilinear", note="shrinks, without smoothing")
interpolate(normal(1, 1, 7, 5), [3, 11], "nearest")

# --- elementwise ------------------------------------------------------------------------------------------------
for name, function in (("Sin", torch.sin), ("Cos", torch.cos), ("Floor", torch.floor), ("Ceil", torch.ceil),
                       ("Round", torch.round), ("Sign", torch.sign), ("Softplus", F.softplus)):
    add(name, function, normal(2, 3, 4) * 3)
add("Round", torch.round, torch.tensor([-1.5, -0.5, 0.5, 1.5, 2.5, 0.1, 0.9, -0.2, -3.4, 7.3, 2.6, 1.2]),
    note="halves go to the even neighbour")
add("Softplus", F.softplus, torch.tensor([-200.0, -20.0, 0.0, 19.0, 200.0]), note="neither overflows nor underflows")

json.dump({"provenance": f"PyTorch {torch.__version__}, CPU, float32, seed {SEED}", "cases": cases},
          open(sys.argv[1], "w"), separators=(",", ":"))
print(len(cases), "cases of", len({case["op"] for case in cases}), "operators")

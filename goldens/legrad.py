"""LeGrad maps of models/vit_slim with PyTorch 2.13.0: legrad.py OUT.json (needs numpy, onnx, safetensors, torch).

By the formulas of the paper (the model's own pooling, its class token) and of torch-cam f44afef8
(`heads(ln(mean over tokens))` of every block), written for this project. Prints by how much the
logits miss the golden ones.
"""

import json
import pathlib
import sys

import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from safetensors.torch import load_file

MODELS = pathlib.Path(__file__).parent / "models"
HEADS, WIDTH, BLOCKS, GRID = 4, 64, 3, 8
# The exporter renamed what it had transposed: per block in_proj, mlp.0 and mlp.3, as [in, out].
TRANSPOSED = ["val_13", "val_101", "val_103", "val_107", "val_187", "val_189", "val_193", "val_273", "val_275"]

weights = {
    tensor.name: torch.tensor(numpy_helper.to_array(tensor).copy())
    for tensor in onnx.load(MODELS / "vit_slim.onnx").graph.initializer
}
golden = load_file(MODELS / "vit_slim.safetensors")


def norm(tokens, name):
    return F.layer_norm(tokens, (WIDTH,), weights[name + ".weight"], weights[name + ".bias"], 1e-6)


def block(tokens, index):
    """What the block returns, and its attention."""
    name = f"encoder.layers.encoder_layer_{index}."
    in_proj, mlp_in, mlp_out = (weights[w] for w in TRANSPOSED[3 * index : 3 * index + 3])
    n, count, _ = tokens.shape
    three = norm(tokens, name + "ln_1") @ in_proj + weights[name + "self_attention.in_proj_bias"]
    q, k, v = (one.reshape(n, count, HEADS, -1).transpose(1, 2) for one in three.chunk(3, -1))
    attention = torch.softmax(q @ k.transpose(-1, -2) / (WIDTH / HEADS) ** 0.5, -1)
    read = (attention @ v).transpose(1, 2).reshape(n, count, WIDTH)
    out = weights[name + "self_attention.out_proj.weight"]
    tokens = tokens + read @ out.T + weights[name + "self_attention.out_proj.bias"]
    hidden = F.gelu(norm(tokens, name + "ln_2") @ mlp_in + weights[name + "mlp.0.bias"])
    return tokens + hidden @ mlp_out + weights[name + "mlp.3.bias"], attention


def scores(token):
    return norm(token, "encoder.ln") @ weights["heads.head.weight"].T + weights["heads.head.bias"]


def legrad(blocks, pool, classes):
    """The mean over blocks of relu(d score / d attention), itself a mean over heads and queries."""
    total = 0
    for tokens, attention in blocks:
        score = scores(pool(tokens)).gather(1, classes[:, None]).sum()
        gradient = torch.autograd.grad(score, attention, retain_graph=True)[0]
        total = total + gradient.relu().mean((1, 2))[:, 1:]
    return [[float(f"{value:.8g}") for value in sample] for sample in (total / len(blocks)).tolist()]


x = golden["input"].requires_grad_()
patches = F.conv2d(x, weights["conv_proj.weight"], weights["conv_proj.bias"], stride=8).flatten(2).transpose(1, 2)
sequence = torch.cat([weights["class_token"].expand(len(x), -1, -1), patches], 1) + weights["encoder.pos_embedding"]
blocks = []
for index in range(BLOCKS):
    sequence, attention = block(sequence, index)
    blocks.append((sequence, attention))
logits = scores(sequence[:, 0])
print("logits differ by", (logits - golden["logits"]).abs().max().item())
classes = logits.argmax(1)
result = {
    "classes": classes.tolist(),
    "class_token": legrad(blocks, lambda tokens: tokens[:, 0], classes),
    "mean_of_tokens": legrad(blocks, lambda tokens: tokens.mean(1), classes),
}
text = ",\n ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in result.items())
pathlib.Path(sys.argv[1]).write_text("{" + text.replace("], [", "],\n  [") + "}\n")

"""Writes presets-strided.json and .onnx: what each preset makes of a strided, batch-normed, residual network.

Usage: python generate_presets_strided.py FOLDER (with torch, numpy, scikit-learn, opencv-python-headless and onnx)
None of the three libraries is run. Their formulas are written down here once more, from their sources, in float64, with
PyTorch for the network, its gradients and second derivatives, OpenCV for pytorch-grad-cam's resizing and scikit-learn
for its kernel PCA. The network is what cam-toy.json's is not: layers smaller than the input and of different sizes,
sizes that do not divide it, batch normalisation, a sum of two ways, more than one linear layer and a curve behind
ReLUs. Components have Pendant's sign: the value furthest from 0 is positive.
"""
import json
import sys
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from sklearn.decomposition import KernelPCA
from torch import nn

SEED = 23
SIZE = (13, 11)
TARGET = [1, 3]
GRADIENTS = ["grad-cam", "hires-cam", "grad-cam-elementwise", "grad-cam++", "xgrad-cam", "layer-cam", "finer-cam"]
COMPONENTS = ["eigen-cam", "eigen-grad-cam", "seg-eigen-cam", "kpca-cam"]
MOST = [*GRADIENTS, *COMPONENTS, "fem", "shapley-cam", "score-cam", "ablation-cam", "refine-cam"]
BOTH = ["stem", "block"]


class Stem(nn.Sequential):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 4, 3, 2, 1, bias=False)
        self.bn = nn.BatchNorm2d(4)
        self.relu = nn.ReLU()


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(4, 5, 3, 2, 1)
        self.bn1 = nn.BatchNorm2d(5)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(5, 5, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(5)
        self.down = nn.Conv2d(4, 5, 1, 2)
        self.relu2 = nn.ReLU()

    def forward(self, x):
        way = self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x)))))
        return self.relu2(way + self.down(x))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = Stem()
        self.block = Block()
        self.hidden = nn.Linear(5, 6)
        self.curve = nn.SiLU()
        self.fc = nn.Linear(6, 4)

    def forward(self, x):
        pooled = F.adaptive_avg_pool2d(self.block(self.stem(x)), 1).flatten(1)
        return self.fc(self.curve(self.hidden(pooled)))


def network():
    torch.manual_seed(SEED)
    net = Network().eval()
    with torch.no_grad():
        for module in net.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.weight.uniform_(0.4, 1.6)
                module.bias.normal_(0.1, 0.3)
                module.running_mean.normal_(0, 0.3)
                module.running_var.uniform_(0.3, 1.5)
            elif isinstance(module, (nn.Conv2d, nn.Linear)):
                module.weight.normal_(0, (2 / module.weight[0].numel()) ** 0.5)
                if module.bias is not None:
                    module.bias.normal_(0, 0.2)
    picture = F.avg_pool2d(torch.randn(len(TARGET), 2, *SIZE), 3, 1, 1, count_include_pad=False) * 2 + 0.3
    return net, picture


NET, PICTURE = network()


def export(path):
    torch.onnx.export(NET, (PICTURE,), path, dynamo=False, opset_version=17, do_constant_folding=False,
                      training=torch.onnx.TrainingMode.PRESERVE, input_names=["x"], output_names=["y"],
                      dynamic_axes={"x": {0: "n"}, "y": {0: "n"}})


# --- the network -------------------------------------------------------------------------------


def run(x, layer=None, swap=None):
    """Scores, and what the layer returned; that is replaced if there is something to replace it by."""
    seen = []

    def look(_, __, output):
        seen.append(output if swap is None else swap)
        return seen[-1]

    handle = NET.get_submodule(layer).register_forward_hook(look) if layer else None
    try:
        return NET(x), seen[-1] if seen else None
    finally:
        if handle:
            handle.remove()


def score(y):
    return y[range(len(TARGET)), TARGET]


def finer(form):
    y = NET(X).detach()
    near = [[j for j in (y[i] - y[i, c]).abs().argsort(stable=True).tolist() if j != c] for i, c in enumerate(TARGET)]

    def of(y):
        values = []
        for i, c in enumerate(TARGET):
            share, less = y[i].softmax(0)[near[i]], y[i, c] - y[i, near[i]]
            weighted = (share * less).sum() / (share.sum() + 1e-9)
            values.append(weighted if form == "weighted" else y[i, c] - 0.6 * y[i, near[i]].mean())
        return torch.stack(values)

    return of


def evidence(layer, objective=score):
    """Activation, gradient, and the Hessian times the activation."""
    y, a = run(X.clone().requires_grad_(), layer)
    g, = torch.autograd.grad(objective(y).sum(), a, create_graph=True)
    h = torch.autograd.grad(g, a, a.detach(), allow_unused=True)[0]
    return a.detach().numpy(), g.detach().numpy(), np.zeros(a.shape) if h is None else h.numpy()


# --- raw maps ----------------------------------------------------------------------------------


def wide(weights):
    return weights[:, :, None, None]


def signed(component, like):
    return (component if component.max() >= -component.min() else -component).reshape(like.shape[1:])


def rows(sample):
    values = sample.reshape(len(sample), -1).T
    return values - values.mean(0)


def projected(terms):
    return np.array([signed(rows(s) @ np.linalg.svd(rows(s), full_matrices=False)[2][0], s) for s in terms])


def kernel(a):
    pca = KernelPCA(n_components=1, kernel="sigmoid", eigen_solver="dense")
    return np.array([signed(pca.fit_transform(rows(s))[:, 0], s) for s in a])


def plus_plus(a, g, preset):
    if preset == "torch-cam":  # D1
        return (g**2 * np.maximum(g, 0)).sum((2, 3))
    epsilon = 1e-6 if preset == "pytorch-grad-cam" else 0
    divisor = 2 * g**2 + wide(a.sum((2, 3))) * g**3 + epsilon
    share = np.divide(g**2, divisor, out=np.zeros_like(g), where=g != 0)
    return (share * np.maximum(g, 0)).sum((2, 3))


def stretched(maps, epsilon):
    low, high = maps.amin((2, 3), keepdim=True), maps.amax((2, 3), keepdim=True)
    return (maps - low) / (high - low + epsilon)


def masked(a, preset, factors=(1.0,)):
    a = torch.tensor(a)
    if preset == "torch-cam":
        masks = F.interpolate(stretched(a, 1e-8), SIZE, mode="bilinear", align_corners=False)
    else:
        library = preset == "pytorch-grad-cam"
        masks = stretched(F.interpolate(a, SIZE, mode="bilinear", align_corners=library), 1e-8 if library else 0)
    scores = torch.stack([
        sum(NET(f * X[i] * masks[i][:, None])[:, c] for f in factors) / len(factors) for i, c in enumerate(TARGET)])
    return scores.softmax(1).detach().numpy()


def ablated(layer, a, preset):
    before = score(NET(X)).detach().numpy()
    lost = np.zeros(a.shape[:2])
    for i, c in enumerate(TARGET):
        copies = torch.tensor(np.repeat(a[i:i + 1], a.shape[1], 0))
        for k in range(a.shape[1]):
            library = preset == "pytorch-grad-cam" and copies.min() != 0
            copies[k, k] = copies.min() - 1e7 if library else 0  # D2
        lost[i] = before[i] - run(X[i:i + 1].repeat(a.shape[1], 1, 1, 1), layer, copies)[0].detach().numpy()[:, c]
    return lost / (before if preset == "pytorch-grad-cam" else np.abs(before))[:, None]  # D3


def raw(method, preset, layer):
    library = preset == "pytorch-grad-cam"
    form = "weighted" if library else "mean"
    a, g, h = evidence(layer, finer(form) if method == "finer-cam" else score)
    total = a.sum((2, 3)) + {"pytorch-grad-cam": 1e-7, "torch-cam": 1e-8}.get(preset, 0)
    limit = a.mean((2, 3)) + 2 * a.std((2, 3))
    rising = np.arange(1, 11) / 10
    way = {
        "grad-cam": lambda: wide(g.mean((2, 3))) * a,
        "finer-cam": lambda: wide(g.mean((2, 3))) * a,
        "shapley-cam": lambda: wide((g - h / 2).mean((2, 3))) * a,
        "hires-cam": lambda: g * a,
        "grad-cam-elementwise": lambda: np.maximum(g * a, 0),
        "grad-cam++": lambda: wide(plus_plus(a, g, preset)) * a,
        "refine-cam": lambda: wide(plus_plus(a, g, preset)) * a,
        "xgrad-cam": lambda: wide((g * a).sum((2, 3)) / total) * a,
        "layer-cam": lambda: np.maximum(g, 0) * a,
        "fem": lambda: wide((a > wide(limit)).mean((2, 3))) * a if library else wide(a.mean((2, 3))) * (a > wide(limit)),
        "score-cam": lambda: wide(masked(a, preset)) * a,
        "is-cam": lambda: wide(masked(a, preset, rising.cumsum() if preset == "torch-cam" else rising)) * a,
        "ablation-cam": lambda: wide(ablated(layer, a, preset)) * a,
    }
    component = {
        "eigen-cam": lambda: projected(a),
        "eigen-grad-cam": lambda: projected(g * a),
        "seg-eigen-cam": lambda: projected(np.abs(g) * a),
        "kpca-cam": lambda: kernel(a),
    }
    return component[method]() if method in component else way[method]().sum(1)


def full_grad(preset):
    x, outputs = X.clone().requires_grad_(), []
    layers = [m for m in NET.modules() if isinstance(m, (nn.Conv2d, nn.BatchNorm2d)) and m.bias is not None]
    handles = [m.register_forward_hook(lambda _, __, output: outputs.append(output)) for m in layers]
    y = NET(x)
    for handle in handles:
        handle.remove()
    gradients = torch.autograd.grad(score(y).sum(), [x, *outputs])
    terms = [x * gradients[0]]
    for layer, gradient in zip(layers, gradients[1:], strict=True):
        bias = layer.bias
        if isinstance(layer, nn.BatchNorm2d):
            bias = bias - layer.running_mean * layer.weight / torch.sqrt(layer.running_var + layer.eps)
        terms.append(bias[:, None, None] * gradient)
    axes = (2, 3) if preset == "pytorch-grad-cam" else (1, 2, 3)
    total = 0
    for term in (term.detach().abs() for term in terms):
        low, high = term.amin(axes, keepdim=True), term.amax(axes, keepdim=True)
        total += F.interpolate((term - low) / (1e-7 + high - low), SIZE, mode="bilinear").sum(1)
    return total.numpy()


class Guided(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        return gradient.clamp(min=0) * (ctx.saved_tensors[0] > 0)


def guided_grad_cam(layer):
    """captum's: summed over channels, as a map."""
    cam = nearest(np.maximum(raw("grad-cam", "captum", layer), 0))
    handles = [m.register_forward_hook(lambda _, inputs, __: Guided.apply(inputs[0]))
               for m in NET.modules() if isinstance(m, nn.ReLU)]
    x = X.clone().requires_grad_()
    gradient, = torch.autograd.grad(score(NET(x)).sum(), x)
    for handle in handles:
        handle.remove()
    return (cam[:, None] * gradient.numpy()).sum(1)


# --- finished maps -----------------------------------------------------------------------------


def unit(maps, epsilon=0.0):
    maps = maps - maps.min((1, 2), keepdims=True)
    return maps / (epsilon + maps.max((1, 2), keepdims=True))


def linear(maps, size=SIZE):
    return F.interpolate(torch.tensor(maps)[:, None], size, mode="bilinear", align_corners=False)[:, 0].numpy()


def nearest(maps):
    return F.interpolate(torch.tensor(maps)[:, None], SIZE, mode="nearest")[:, 0].numpy()


def finished(method, preset, raws):
    relu = [np.maximum(r, 0) for r in raws]
    if preset == "captum":
        return np.mean([nearest(r) for r in raws], 0)
    if preset == "pendant":
        layers = [linear(unit(r)) for r in relu]
        return unit(np.prod(layers, 0)) if method == "refine-cam" else np.mean(layers, 0)
    if preset == "pytorch-grad-cam":
        layers = [np.array([cv2.resize(np.float32(m), SIZE[::-1]) for m in unit(r, 1e-7)]) for r in relu]
        together = np.prod([unit(m, 1e-7) for m in layers], 0) if method == "refine-cam" else np.mean(layers, 0)
        return unit(together, 1e-7)
    layers = [unit(r, 1e-8) for r in relu]
    largest = tuple(np.max([m.shape[1:] for m in layers], 0))
    if method == "refine-cam":
        return linear(unit(np.prod([linear(m, largest) for m in layers], 0), 1e-8))
    if len(layers) == 1:
        return linear(layers[0])
    squashed = [np.tanh(2 * m) if method == "layer-cam" else m for m in layers]
    return linear(np.max([linear(m, largest) for m in squashed], 0))


def case(preset, method, *layers):
    if method == "full-grad":
        maps = finished(method, preset, [full_grad(preset)])
    elif method == "guided-grad-cam":
        maps = finished(method, preset, [guided_grad_cam(layers[0])])
    else:
        maps = finished(method, preset, [raw(method, preset, layer) for layer in layers])
    assert np.abs(maps).max((1, 2)).min() > 0, f"a map of zeros shows nothing: {preset} {method} {layers}"
    largest = np.abs(maps).max()
    digits = max(0, 6 - int(np.floor(np.log10(largest))))
    return {"preset": preset, "method": method, "layers": layers, "maps": [
        [round(v, digits) for v in m.flatten().tolist()] for m in maps]}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    export(str(folder / "presets-strided.onnx"))
    NET.double()
    X = PICTURE.double()
    cases = [case("pytorch-grad-cam", method, *BOTH) for method in MOST]
    cases += [case("pytorch-grad-cam", method, "stem.bn") for method in ("grad-cam", "ablation-cam", "xgrad-cam")]
    cases += [case("pytorch-grad-cam", "full-grad", "stem")]
    cases += [case("torch-cam", method, *BOTH) for method in (
        "grad-cam", "grad-cam++", "xgrad-cam", "layer-cam", "score-cam", "is-cam", "finer-cam", "refine-cam")]
    cases += [case("torch-cam", method, "block") for method in ("grad-cam++", "layer-cam", "score-cam")]
    cases += [case("captum", method, layer) for method in ("grad-cam", "guided-grad-cam") for layer in BOTH]
    cases += [case("pendant", method, *BOTH) for method in (*MOST, "is-cam")]
    cases += [case("pendant", "full-grad", "stem"), case("pendant", "ablation-cam", "stem.bn")]
    golden = {
        "target": TARGET,
        "input": {"shape": list(PICTURE.shape), "values": PICTURE.flatten().tolist()},
        "logits": NET(X).detach().flatten().tolist(),
        "cases": cases,
    }
    text = json.dumps(golden, separators=(",", ":")).replace('{"preset"', '\n{"preset"')
    (folder / "presets-strided.json").write_text(text + "\n")

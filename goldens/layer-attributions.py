"""Writes layer-attributions.json: what captum's layer attributions come to on two small networks.

Usage: python layer-attributions.py layer-attributions.json

captum itself is not run. Each method is written out here by hand, forward and back, layer by layer and without hooks,
after captum's sources (pytorch/captum, folder captum/attr/_core), in float64 from weights rounded to float32:

- layer/layer_integrated_gradients.py: the way is straight in the LAYER's space, from the layer's value for the baseline
  input to that for the input; the rest of the model runs on the original input meanwhile, so that a branch around the
  layer stays as it is. Steps and weights are those of attr/_utils/approximation_methods.py.
- layer/layer_feature_ablation.py, feature_ablation.py: score less the score with a group of the layer's values replaced;
  each value of a group gets the whole difference. Without a mask each value is a group.
- layer/layer_feature_permutation.py, feature_permutation.py (_permute_feature): the same with the group's values of
  another sample, by a random permutation that is not the identity.
- layer/layer_deep_lift.py, deep_lift.py (nonlinear): input and baseline run side by side through the whole model, so
  that a branch around the layer has its own baseline; multiplier of the layer times (A(x) - A(b)); where inputs of a
  function differ by less than 1e-10 the derivative counts. The Shap variants average over baselines.
- gradient_shap.py, layer/layer_gradient_shap.py: gradient at b + a (x - b) of the INPUT, times (x - b) or
  (A(x) - A(b)), averaged over draws. The draws below are those that Pendant's tests hand in (GoldenDraws):
  java.util.SplittableRandom with the seeds 0 to 4, nextInt(3) and then nextDouble().
- lrp.py, layer/layer_lrp.py, attr/_utils/lrp_rules.py (EpsilonRule): R_in = a * W'(R / (z + sign(z) 1e-9)), sign(0) = 1,
  z with its bias; also for batch normalisation, pooling and Addition_Module; ReLU passes relevance on. The relevance
  that starts out is the score. captum cannot look at a ReLU itself: relu1 here is what it gives for conv2's input.
"""
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F

TARGETS = torch.tensor([2, 0])
EPSILON = 1e-9
DRAWS = [
    (1, 0.43152799704850997),
    (2, 0.7457817572627011),
    (1, 0.7491496838738246),
    (2, 0.7002935135929024),
    (1, 0.8924068459997183),
]


def sine(scale, step, start, *shape):
    values = scale * np.sin(step * np.arange(int(np.prod(shape))) + start)
    return torch.tensor(values.astype(np.float32).reshape(shape))


class Function:
    """One step of a network: what it computes, and what kind of step it is."""

    def __init__(self, kind, compute):
        self.kind = kind
        self.compute = compute


def linear(compute):
    return Function("linear", compute)


RELU = Function("relu", torch.relu)


class Net:
    """Named steps; each reads what one or two earlier ones returned."""

    def __init__(self, *steps):
        self.steps = steps

    def run(self, x, kept=None, replaced=None):
        """The scores; `kept` takes what every step returned, `replaced` holds values for some steps."""
        values = {"input": x}
        for name, function, sources in self.steps:
            if replaced and name in replaced:
                values[name] = replaced[name]
            else:
                values[name] = function.compute(*(values[source] for source in sources))
        if kept is not None:
            kept.update(values)
        return values[self.steps[-1][0]]

    def at(self, x, layer):
        kept = {}
        self.run(x, kept)
        return kept[layer].detach()

    def back(self, kept, arriving, layer, rule):
        """Goes back from the scores to a layer, step by step, by a rule."""
        gathered = {self.steps[-1][0]: arriving}
        for name, function, sources in reversed(self.steps):
            if name == layer:
                break
            parts = rule(function, [kept[source] for source in sources], kept[name], gathered[name])
            for source, part in zip(sources, parts):
                gathered[source] = gathered.get(source, 0) + part
        return gathered[layer]


def pulled(function, inputs, seed):
    """Vector-Jacobian product of one step."""
    leaves = [value.detach().requires_grad_() for value in inputs]
    return torch.autograd.grad(function.compute(*leaves), leaves, seed)


def score(output):
    return output[torch.arange(len(output)), TARGETS.repeat(len(output) // 2)]


def start(output):
    seed = torch.zeros_like(output)
    seed[torch.arange(len(output)), TARGETS.repeat(len(output) // 2)] = 1
    return seed


def gradient(net, x, layer, place=None):
    """Of the score with respect to a layer, which is put at `place` if given."""
    place = net.at(x, layer) if place is None else place
    leaf = place.detach().requires_grad_()
    output = net.run(leaf) if layer == "input" else net.run(x, replaced={layer: leaf})
    return torch.autograd.grad(score(output).sum(), leaf)[0]


def nodes(rule, n):
    even = np.arange(n) / n
    if rule == "gausslegendre":
        places, weights = np.polynomial.legendre.leggauss(n)
        return (1 + places) / 2, weights / 2
    if rule == "riemann_trapezoid":
        weights = np.full(n, 1 / n)
        weights[[0, -1]] /= 2
        return np.linspace(0, 1, n), weights
    return even + {"riemann_left": 0, "riemann_middle": 0.5 / n, "riemann_right": 1 / n}[rule], np.full(n, 1 / n)


def integrated(net, x, layer, rule="gausslegendre", n=20, baseline=0.0):
    end = net.at(x, layer)
    begin = net.at(torch.full_like(x, baseline), layer)
    total = 0
    for place, weight in zip(*nodes(rule, n)):
        total = total + weight * gradient(net, x, layer, begin + place * (end - begin))
    return total * (end - begin)


def ablated(net, x, layer, group, baseline=0.0):
    return lost(net, x, layer, group, lambda whole: torch.full_like(whole, baseline))


def permuted(net, x, layer, group):
    """With two samples there is one permutation that is not the identity."""
    return lost(net, x, layer, group, lambda whole: whole.flip(0))


def lost(net, x, layer, group, replacement):
    whole = net.at(x, layer)
    before = score(net.run(x))
    losses = torch.zeros_like(whole)
    channels, rows, columns = whole.shape[1:]
    k, i, j = torch.meshgrid(torch.arange(channels), torch.arange(rows), torch.arange(columns), indexing="ij")
    mask = {"value": (k * rows + i) * columns + j, "channel": k, "position": i * columns + j}[group]
    for feature in range(int(mask.max()) + 1):
        there = mask == feature
        changed = torch.where(there, replacement(whole), whole)
        loss = before - score(net.run(x, replaced={layer: changed}))
        losses += there * loss.reshape(-1, 1, 1, 1)
    return losses


def rescale(function, inputs, output, arrived):
    parts = pulled(function, inputs, arrived)
    if function.kind == "linear":
        return parts
    assert function.kind == "relu", function.kind
    half = len(output) // 2
    d_in = (inputs[0][:half] - inputs[0][half:]).repeat(2, 1, 1, 1).reshape(output.shape)
    d_out = (output[:half] - output[half:]).repeat(2, 1, 1, 1).reshape(output.shape)
    return [torch.where(d_in.abs() < 1e-10, parts[0], arrived * d_out / d_in)]


def deep_lift(net, x, layer, baselines):
    total = 0
    for baseline in baselines:
        kept = {}
        both = torch.cat([x, baseline.expand_as(x)])
        output = net.run(both, kept)
        multiplier = net.back(kept, start(output), layer, rescale)[: len(x)]
        total = total + multiplier * (kept[layer][: len(x)] - kept[layer][len(x) :])
    return (total / len(baselines)).detach()


def gradient_shap(net, x, layer, baselines):
    total = 0
    for which, place in DRAWS:
        baseline = baselines[which].expand_as(x)
        there = gradient(net, baseline + place * (x - baseline), layer)
        total = total + there * (net.at(x, layer) - net.at(baseline, layer))
    return total / len(DRAWS)


def epsilon_rule(function, inputs, output, relevance):
    if function.kind == "relu":
        return [relevance]
    sign = torch.where(output < 0, -1.0, 1.0)
    parts = pulled(function, inputs, relevance / (output + sign * EPSILON))
    return [value * part for value, part in zip(inputs, parts)]


def relevance(net, x, layer):
    kept = {}
    output = net.run(x, kept)
    return net.back(kept, start(output) * output, layer, epsilon_rule).detach()


def toy(kind):
    """The network of cam-toy.json."""
    w1, b1 = sine(0.5, 0.7, 0.1, 3, 2, 3, 3).to(kind), torch.tensor([0.1, 0, -0.1]).to(kind)
    w2, b2 = sine(0.4, 0.9, 0.3, 4, 3, 3, 3).to(kind), torch.tensor([0.05, -0.05, 0.1, 0]).to(kind)
    w3, b3 = sine(3, 1.3, 2.5, 3, 4).to(kind), torch.tensor([0.2, -0.1, 0.3]).to(kind)
    net = Net(
        ("conv1", linear(lambda x: F.conv2d(x, w1, b1, padding=1)), ["input"]),
        ("relu1", RELU, ["conv1"]),
        ("conv2", linear(lambda x: F.conv2d(x, w2, b2, padding=1)), ["relu1"]),
        ("relu2", RELU, ["conv2"]),
        ("pool", linear(lambda x: x.mean((2, 3))), ["relu2"]),
        ("fc", linear(lambda x: F.linear(x, w3, b3)), ["pool"]),
    )
    x = torch.cat([sine(0.8, 0.37, 0.2, 1, 2, 6, 7), sine(0.8, 0.53, 1.1, 1, 2, 6, 7)]).to(kind)
    return net, x, sine(0.4, 0.61, 0.7, 3, 2, 6, 7).to(kind)


def hard(kind):
    """Stride, padding, batch normalisation, maximum and mean pooling, a residual block, two linear layers."""

    def norm(scale, start):
        weight = 1 + sine(scale, 0.8, start, 4)
        bias, mean = sine(0.2, 1.7, start, 4), sine(0.3, 1.1, start, 4)
        variance = 1.2 + sine(0.5, 0.6, start, 4)
        weight, bias, mean, variance = (part.to(kind) for part in (weight, bias, mean, variance))
        return linear(lambda x: F.batch_norm(x, mean, variance, weight, bias, False, 0.0, 1e-5))

    w1, b1 = sine(0.6, 0.7, 0.4, 4, 2, 3, 3).to(kind), sine(0.2, 1.3, 0.1, 4).to(kind)
    w2, b2 = sine(0.5, 1.1, 0.2, 4, 4, 3, 3).to(kind), sine(0.1, 0.9, 0.5, 4).to(kind)
    w3, b3 = sine(0.5, 0.77, 1.4, 4, 4, 3, 3).to(kind), sine(0.1, 1.9, 0.3, 4).to(kind)
    w4, b4 = sine(1.5, 0.93, 0.6, 5, 8).to(kind), sine(0.3, 2.1, 0.2, 5).to(kind)
    w5, b5 = sine(1.2, 1.3, 0.9, 3, 5).to(kind), sine(0.2, 0.5, 1.0, 3).to(kind)
    net = Net(
        ("conv1", linear(lambda x: F.conv2d(x, w1, b1, stride=2, padding=1)), ["input"]),
        ("bn1", norm(0.4, 0.3), ["conv1"]),
        ("relu1", RELU, ["bn1"]),
        ("pool1", Function("max", lambda x: F.max_pool2d(x, 3, 2, 1)), ["relu1"]),
        ("block.conv2", linear(lambda x: F.conv2d(x, w2, b2, padding=1)), ["pool1"]),
        ("block.bn2", norm(0.3, 1.2), ["block.conv2"]),
        ("block.relu2", RELU, ["block.bn2"]),
        ("block.conv3", linear(lambda x: F.conv2d(x, w3, b3, padding=1)), ["block.relu2"]),
        ("sum", linear(lambda a, b: a + b), ["block.conv3", "pool1"]),
        ("block.relu3", RELU, ["sum"]),
        ("pool2", linear(lambda x: F.avg_pool2d(x, 2, 1)), ["block.relu3"]),
        ("flatten", linear(lambda x: x.flatten(1)), ["pool2"]),
        ("fc1", linear(lambda x: F.linear(x, w4, b4)), ["flatten"]),
        ("relu4", RELU, ["fc1"]),
        ("fc2", linear(lambda x: F.linear(x, w5, b5)), ["relu4"]),
    )
    x = torch.cat([sine(0.9, 0.41, 0.3, 1, 2, 9, 8), sine(0.9, 0.59, 1.3, 1, 2, 9, 8)]).to(kind)
    return net, x, sine(0.5, 0.67, 0.9, 3, 2, 9, 8).to(kind)


def all_of(kind):
    found = {}
    net, x, baselines = toy(kind)
    zero = torch.zeros(1, *x.shape[1:], dtype=kind)
    found["toy/scores"] = net.run(x)
    found["toy/LayerActivation/relu1"] = net.at(x, "relu1")
    for rule in ("gausslegendre", "riemann_trapezoid", "riemann_left", "riemann_middle", "riemann_right"):
        found[f"toy/LayerIntegratedGradients_{rule}/relu1"] = integrated(net, x, "relu1", rule)
    for group in ("value", "channel", "position"):
        found[f"toy/LayerFeatureAblation_{group}/relu1"] = ablated(net, x, "relu1", group)
        found[f"toy/LayerFeaturePermutation_{group}/relu1"] = permuted(net, x, "relu1", group)
    found["toy/LayerDeepLift/relu1"] = deep_lift(net, x, "relu1", zero)
    found["toy/LayerDeepLiftShap/relu1"] = deep_lift(net, x, "relu1", baselines)
    found["toy/DeepLiftShap/input"] = deep_lift(net, x, "input", baselines)
    found["toy/GradientShap/input"] = gradient_shap(net, x, "input", baselines)
    found["toy/LayerGradientShap/relu1"] = gradient_shap(net, x, "relu1", baselines)
    found["toy/LRP/input"] = relevance(net, x, "input")
    found["toy/LayerLRP/relu1"] = relevance(net, x, "relu1")

    net, x, baselines = hard(kind)
    zero = torch.zeros(1, *x.shape[1:], dtype=kind)
    found["hard/scores"] = net.run(x)
    found["hard/LayerActivation/pool1"] = net.at(x, "pool1")
    found["hard/LayerIntegratedGradients/bn1"] = integrated(net, x, "bn1", baseline=0.3)
    found["hard/LayerIntegratedGradients/pool1"] = integrated(net, x, "pool1")
    found["hard/LayerIntegratedGradients/block.relu2"] = integrated(net, x, "block.relu2")
    for group in ("value", "channel", "position"):
        found[f"hard/LayerFeatureAblation_{group}/bn1"] = ablated(net, x, "bn1", group, 0.25)
        found[f"hard/LayerFeaturePermutation_{group}/bn1"] = permuted(net, x, "bn1", group)
    for layer in ("pool1", "block.relu2"):
        found[f"hard/LayerDeepLift/{layer}"] = deep_lift(net, x, layer, zero)
        found[f"hard/LayerDeepLiftShap/{layer}"] = deep_lift(net, x, layer, baselines)
    found["hard/GradientShap/input"] = gradient_shap(net, x, "input", baselines)
    for layer in ("bn1", "block.relu2"):
        found[f"hard/LayerGradientShap/{layer}"] = gradient_shap(net, x, layer, baselines)
    found["hard/LRP/input"] = relevance(net, x, "input")
    for layer in ("bn1", "pool1", "block.relu2"):
        found[f"hard/LayerLRP/{layer}"] = relevance(net, x, layer)
    return found


def main():
    exact, single = all_of(torch.float64), all_of(torch.float32)
    for name, values in exact.items():
        off = (values - single[name]).abs().max().item()
        print(f"{name}: {tuple(values.shape)}, largest {values.abs().max():.3f}, float32 off by {off:.1e}", file=sys.stderr)
    with open(sys.argv[1], "w") as out:
        lines = []
        for name, values in exact.items():
            numbers = [round(value, 7) for value in values.flatten().tolist()]
            lines.append(f"{json.dumps(name)}: {json.dumps(numbers)}")
        out.write("{\n" + ",\n".join(lines) + "\n}\n")


main()

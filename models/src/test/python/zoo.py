"""Writes src/test/resources/zoo from torchvision 0.28's networks. Run in that folder.

state-dicts.txt: names and shapes of each network's state dict, in order; "norm" stands for the five entries of a batch norm.
logits.json: what each network answers to a picture, both by formula (see values), in evaluation mode.
"""

import json
import zlib

import numpy
import torch

# The operators that torchvision's native library would define; no network here uses them.
library = torch.library.Library("torchvision", "DEF")
for name in ("nms", "qnms"):
    library.define(name + "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

import torchvision.models as zoo  # noqa: E402
from torch import nn  # noqa: E402

CLASSES = 10
FULL = (
    "alexnet vgg11 vgg13 vgg16 vgg19 vgg11_bn vgg13_bn vgg16_bn vgg19_bn resnet18 resnet34 resnet50 resnet101"
    " resnet152 resnext50_32x4d resnext101_32x8d wide_resnet50_2 wide_resnet101_2 mobilenet_v2 squeezenet1_0"
    " squeezenet1_1 densenet121 vit_b_16"
).split()


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, CLASSES)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.conv1(x).relu(), 2)
        x = nn.functional.max_pool2d(self.conv2(x).relu(), 2).flatten(1)
        return self.fc3(self.fc2(self.fc1(x).relu()).relu())


def slim_vgg():
    layout = [8, "M", 16, "M", 32, 32, "M", 64, 64, "M", 64, 64, "M"]
    net = zoo.vgg.VGG(zoo.vgg.make_layers(layout, batch_norm=True), CLASSES, init_weights=False)
    net.classifier = nn.Sequential(
        nn.Linear(64 * 49, 32), nn.ReLU(), nn.Dropout(), nn.Linear(32, 32), nn.ReLU(), nn.Dropout(), nn.Linear(32, CLASSES)
    )
    return net


def slim_resnext():
    return zoo.resnet.ResNet(zoo.resnet.Bottleneck, [1, 2, 1, 1], num_classes=CLASSES, groups=32, width_per_group=4)


SMALL = {
    "lenet": (LeNet, 32),
    "vgg11_bn_slim": (slim_vgg, 64),
    "resnext_slim": (slim_resnext, 64),
    "mobilenet_v2": (lambda: zoo.mobilenet_v2(num_classes=CLASSES), 64),
    "mobilenet_v2_half": (lambda: zoo.mobilenet_v2(num_classes=CLASSES, width_mult=0.5), 64),
    "squeezenet1_0": (lambda: zoo.squeezenet1_0(num_classes=CLASSES), 64),
    "squeezenet1_1": (lambda: zoo.squeezenet1_1(num_classes=CLASSES), 64),
    "densenet121": (lambda: zoo.densenet121(num_classes=CLASSES), 64),
    "vit_slim": (lambda: zoo.VisionTransformer(32, 8, 2, 2, 16, 32, num_classes=CLASSES), 32),
}


def values(name, shape):
    """Mixed bits of the position and the name, as a fraction in [-1, 1)."""
    bits = numpy.arange(int(numpy.prod(shape)), dtype=numpy.uint32) * numpy.uint32(2654435761)
    bits += numpy.uint32(zlib.crc32(name.encode()))
    bits ^= bits >> numpy.uint32(15)
    bits *= numpy.uint32(0x85EBCA6B)
    bits ^= bits >> numpy.uint32(13)
    fraction = bits.astype(numpy.float64) / 2**31 - 1
    if name.endswith("running_var"):
        fraction = 1 + 0.5 * fraction
    elif name.endswith("weight") and len(shape) == 1:
        fraction = 0.5 + 0.1 * fraction
    elif name.endswith("weight") and len(shape) > 1:
        fraction = fraction * numpy.sqrt(6 / numpy.prod(shape[1:]))
    elif name != "input":
        fraction = 0.1 * fraction
    return torch.from_numpy(fraction.astype(numpy.float32).reshape(shape))


def logits(net, side):
    net.eval()
    with torch.no_grad():
        for name, value in net.state_dict().items():
            if value.is_floating_point():
                value.copy_(values(name, tuple(value.shape)))
        return net(values("input", (1, 3, side, side)))[0].tolist()


def described(net):
    lines = []
    for name, value in net.state_dict().items():
        shape = "x".join(map(str, value.shape))
        if name.endswith("running_mean"):
            path = name[: -len(".running_mean")]
            assert lines[-2:] == [f"{path}.weight {shape}", f"{path}.bias {shape}"]
            lines[-2:] = [f"{path} norm {shape}"]
        elif not name.endswith(("running_var", "num_batches_tracked")):
            lines.append(f"{name} {shape}")
    return lines


if __name__ == "__main__":
    with open("state-dicts.txt", "w") as out, torch.device("meta"):
        for name in FULL:
            print("\n".join([f"= {name}", *described(getattr(zoo, name)())]), file=out)
    torch.set_num_threads(2)
    answers = {name: {"side": side, "logits": logits(make(), side)} for name, (make, side) in SMALL.items()}
    for name in FULL:
        side = 224 if name.startswith("vit") else 64
        make = getattr(zoo, name)
        answers["full/" + name] = {"side": side, "logits": logits(make(num_classes=CLASSES), side)}
    with open("logits.json", "w") as out:
        out.write(json.dumps(answers).replace('}, "', '},\n"') + "\n")

"""Makes script.pt, a TorchScript model of a few hundred weights: python generate.py (torch 2.x)."""

import torch
from torch import nn

torch.manual_seed(7)
network = nn.Sequential(
    nn.Conv2d(2, 3, 3, padding=1),
    nn.BatchNorm2d(3),
    nn.ReLU(),
    nn.Flatten(),
    nn.Dropout(0.5),
    nn.Linear(3 * 4 * 4, 5),
)
network[1].running_mean.uniform_(-1, 1)
network[1].running_var.uniform_(0.5, 2)
torch.jit.script(network.train()).save("script.pt")

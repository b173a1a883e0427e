"""Writes src/test/resources/weights: small files as PyTorch 2.13 saves them. Run in that folder."""

import collections

import torch

types = collections.OrderedDict(
    f32=torch.tensor([[1.5, -2.25], [3.0, float("inf")]]),
    f64=torch.tensor([0.1, -1e300], dtype=torch.float64),
    f16=torch.tensor([1.5, -65504.0, 2.0**-24], dtype=torch.float16),
    bf16=torch.tensor([1.0078125, -(2.0**120)], dtype=torch.bfloat16),
    i64=torch.tensor(-(2**62)),
    i32=torch.tensor([-(2**31), 7], dtype=torch.int32),
    i16=torch.tensor([-32768, 7], dtype=torch.int16),
    i8=torch.tensor([-128, 7], dtype=torch.int8),
    u8=torch.tensor([255, 7], dtype=torch.uint8),
    bool=torch.tensor([True, False]),
    empty=torch.zeros(0, 3),
)
torch.save(types, "types.pth")
torch.save(types, "types-before-1.6.pth", _use_new_zipfile_serialization=False)

base = torch.arange(24, dtype=torch.float32)
views = collections.OrderedDict(
    whole=base,
    transposed=base.view(4, 6).t(),
    columns=base.view(4, 6)[1:3, ::2],
    last=base.view(2, 3, 4).permute(2, 0, 1)[:, 1],
    channels_last=torch.arange(12.0).view(1, 2, 2, 3).to(memory_format=torch.channels_last),
)
torch.save(views, "views.pth")
torch.save(views, "views-before-1.6.pth", _use_new_zipfile_serialization=False)

net = torch.nn.Sequential(collections.OrderedDict(fc=torch.nn.Linear(2, 3), norm=torch.nn.BatchNorm1d(3)))
optimizer = torch.optim.Adam(net.parameters())
net(torch.ones(2, 2)).sum().backward()
optimizer.step()
state = net.state_dict()
torch.save({"epoch": 3, "best": 0.5, "state_dict": state, "optimizer": optimizer.state_dict(), "note": None}, "checkpoint.pth")
torch.save({"module." + name: value for name, value in state.items()}, "parallel.pth")
torch.save(collections.OrderedDict(net.named_parameters()), "parameters.pth")
torch.save(net, "whole-model.pth")
torch.jit.trace(net.eval(), torch.ones(1, 2)).save("torchscript.pt")
torch.save(torch.ones(2), "tensor.pth")
torch.save({"a": torch.ones(1).expand(100)}, "expanded.pth")
torch.save({"a": torch.ones(2, dtype=torch.complex64)}, "complex.pth")
torch.save(state, "protocol-4.pth", pickle_protocol=4)

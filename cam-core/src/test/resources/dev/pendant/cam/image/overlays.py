"""Makes overlays.json: pictures with maps over them as pytorch-grad-cam and torch-cam make them.

    python3 overlays.py

Written from the two libraries' formulas (show_cam_on_image at 084273b3, overlay_mask at f44afef8) and run with
Pillow 12.3.0, NumPy 2.4.6, OpenCV 5.0.0, matplotlib 3.11.2 and Python 3.11. Tests never run it.
"""

import base64
import json
import pathlib

import cv2
import matplotlib
import numpy as np
from PIL import Image

random = np.random.default_rng(8)
WIDTH, HEIGHT = 31, 24


def b64(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def pytorch_grad_cam(picture, mask):
    heat = cv2.cvtColor(cv2.applyColorMap(np.uint8(255 * mask), cv2.COLORMAP_JET), cv2.COLOR_BGR2RGB)
    mixed = 0.5 * (np.float32(heat) / 255) + 0.5 * (np.float32(picture) / 255)
    return np.uint8(255 * (mixed / mixed.max()))


def torch_cam(picture, mask):
    resized = Image.fromarray(mask).resize((WIDTH, HEIGHT), resample=Image.BICUBIC)
    heat = (255 * matplotlib.colormaps["jet"](np.asarray(resized) ** 2)[:, :, :3]).astype(np.uint8)
    return (0.7 * picture + (1 - 0.7) * heat).astype(np.uint8)


picture = random.integers(0, 200, (HEIGHT, WIDTH, 3), dtype=np.uint8)
maps = [random.random((height, width)).astype(np.float32) for height, width in [(5, 7), (40, 50), (HEIGHT, 3), (1, 1)]]
fitting = random.random((HEIGHT, WIDTH)).astype(np.float32)
for one in [maps[0], fitting]:  # the ends, where overshooting and rounding show
    one[0, 0], one[-1, -1] = 0, 1
result = {
    "size": [WIDTH, HEIGHT],
    "picture": b64(picture),
    "pytorch_grad_cam": {"map": b64(fitting), "expected": b64(pytorch_grad_cam(picture, fitting))},
    "torch_cam": [
        {"height": one.shape[0], "width": one.shape[1], "map": b64(one), "expected": b64(torch_cam(picture, one))}
        for one in [*maps, fitting]
    ],
}
pathlib.Path(__file__).with_name("overlays.json").write_text(json.dumps(result, indent=1) + "\n")

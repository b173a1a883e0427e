"""Makes the fixtures in this folder; only needed to change them, tests never run it.

    python3 generate.py path/to/cam-toy.json

Made with Pillow 12.3.0, NumPy 2.4.6, OpenCV 5.0.0, matplotlib 3.11.2 and Python 3.11; cam-toy.json is the golden
file of the CAM methods, with values from OpenCV 4 and torch 2.13. The pictures are drawn here, from formulas.
"""

import base64
import json
import pathlib
import struct
import sys
import zlib

import cv2
import matplotlib
import numpy as np
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

TOY = json.loads(pathlib.Path(sys.argv[1]).read_text())
HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(7)


def b64(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype=np.uint8).tobytes()).decode()


def scene(width, height):
    """Smooth colours, so that JPEG keeps them, with one dark corner."""
    y, x = np.mgrid[0:height, 0:width]
    rgb = np.stack([40 + 180 * x / width, 60 + 150 * y / height, 200 - 120 * x / width], axis=-1)
    rgb[: height // 3, : width // 3] = (20, 30, 40)
    return rgb.astype(np.uint8)


def resize_cases():
    cases = []
    for (w, h), (to_w, to_h) in [
        ((7, 5), (3, 2)), ((7, 5), (13, 11)), ((5, 7), (5, 3)), ((5, 7), (2, 7)),
        ((1, 1), (4, 3)), ((9, 1), (4, 1)), ((1, 9), (1, 2)), ((8, 6), (1, 1)),
        ((16, 12), (5, 17)), ((17, 3), (40, 2)), ((31, 29), (8, 7)), ((64, 2), (3, 2)),
    ]:
        pixels = random.integers(0, 256, (h, w, 3), dtype=np.uint8)
        if (w, h) == (16, 12):  # the extremes, where rounding and clipping show
            pixels = (pixels > 127).astype(np.uint8) * 255
        resized = Image.fromarray(pixels).resize((to_w, to_h), Image.BILINEAR)
        cases.append({"from": [w, h], "to": [to_w, to_h], "pixels": b64(pixels),
                      "expected": b64(np.asarray(resized))})
    return cases


def grey_case():
    pixels = random.integers(0, 256, (11, 9, 3), dtype=np.uint8)
    grey = Image.fromarray(pixels).convert("L")
    return {"size": [9, 11], "pixels": b64(pixels), "grey": b64(np.asarray(grey)),
            "resized_to_4x5": b64(np.asarray(grey.resize((4, 5), Image.BILINEAR)))}


def map_cases():
    toy = TOY["resize"]
    cases = [
        {"by": "cv2", "map": toy["input_3x4"], "expected": toy["cv2_bilinear_to_7x9"]},
        {"by": "torch", "map": toy["input_3x4"],
         "expected": toy["torch_bilinear_align_corners_false_7x9"]},
    ]
    for (h, w), (to_h, to_w) in [((7, 9), (3, 4)), ((6, 5), (2, 9)), ((1, 4), (3, 7)),
                                 ((5, 1), (2, 3)), ((12, 12), (5, 5)), ((4, 4), (1, 1))]:
        values = random.standard_normal((h, w)).astype(np.float32)
        resized = cv2.resize(values, (to_w, to_h), interpolation=cv2.INTER_LINEAR)
        cases.append({"by": "cv2", "map": values.tolist(),
                      "expected": resized.reshape(to_h, to_w).tolist()})
    return cases


def colours():
    steps = np.arange(256, dtype=np.uint8)[None]
    table = lambda which: b64(cv2.applyColorMap(steps, which)[0][:, ::-1])
    jet = TOY["colormap_jet_rgb"]
    mpl_jet = matplotlib.colormaps["jet"](steps[0], bytes=True)[:, :3]
    return {"jet_samples": {"index": jet["index"], "opencv": jet["opencv"]},
            "JET": table(cv2.COLORMAP_JET), "MATPLOTLIB_JET": b64(mpl_jet), "INFERNO": table(cv2.COLORMAP_INFERNO)}


def cmyk_case():
    """As stored in a JPEG: 255 is no ink, so Pillow's own CMYK is the inverse."""
    stored = np.random.default_rng(8).integers(0, 256, (16, 16, 4), dtype=np.uint8)
    rgb = Image.fromarray(255 - stored, "CMYK").convert("RGB")
    return {"size": [16, 16], "stored": b64(stored), "rgb": b64(np.asarray(rgb))}


def png(width, height, bits, rows):
    """Pillow cannot write greyscale of 4 bits."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def pictures():
    """Files of each kind, and beside each name what Pillow makes of it."""
    expected = {}

    def add(name, image=None, upright=False, expect=None, **options):
        if image is not None:
            image.save(HERE / name, **options)
        read = Image.open(HERE / name)
        if upright:
            read = ImageOps.exif_transpose(read)
        pixels = np.asarray(read.convert("RGB")) if expect is None else expect
        expected[name] = {"size": [pixels.shape[1], pixels.shape[0]], "pixels": b64(pixels)}

    rgb = Image.fromarray(scene(12, 9))
    noise = random.integers(0, 256, (5, 6, 4), dtype=np.uint8)
    add("rgb.png", rgb)
    add("rgba.png", Image.fromarray(noise))
    add("grey.png", Image.fromarray(noise[..., 0]))
    add("grey-alpha.png", Image.fromarray(noise[..., :2], "LA"))
    add("palette.png", rgb.quantize(16))
    transparent = rgb.quantize(16)
    add("palette-alpha.png", transparent, transparency=3)
    add("one-bit.png", Image.fromarray(noise[..., 0]).convert("1"))
    add("two-bit-palette.png", Image.fromarray(noise[..., 0] // 64 * 85).quantize(4), bits=2)
    (HERE / "four-bit-grey.png").write_bytes(png(8, 2, bits=4, rows=b"\0\x01\x23\x45\x67\0\x89\xab\xcd\xef"))
    add("four-bit-grey.png")
    gamma = PngInfo()
    gamma.add(b"gAMA", struct.pack(">I", 100000))
    add("grey-gamma.png", Image.fromarray(noise[..., 0]), pnginfo=gamma)
    add("rgb-profile.png", rgb, icc_profile=linear_profile())
    wide = random.integers(0, 65536, (4, 5, 3), dtype=np.uint16)
    # Pillow cannot write 16-bit colour; OpenCV can.
    cv2.imwrite(str(HERE / "rgb-16-bit.png"), wide[..., ::-1])
    add("rgb-16-bit.png")
    cv2.imwrite(str(HERE / "grey-16-bit.png"), wide[..., 0])
    high = np.repeat((wide[..., :1] >> 8), 3, axis=-1).astype(np.uint8)
    add("grey-16-bit.png", expect=high)  # Pillow clips to white

    smooth = Image.fromarray(scene(24, 16))
    best = {"quality": 95, "subsampling": 0}
    add("rgb.jpg", smooth, **best)
    add("progressive.jpg", smooth, progressive=True, **best)
    add("grey.jpg", smooth.convert("L"), **best)
    add("cmyk.jpg", smooth.convert("CMYK"), **best)
    # The same numbers, declared to be YCCK.
    data = bytearray((HERE / "cmyk.jpg").read_bytes())
    data[data.index(b"Adobe") + 11] = 2
    (HERE / "ycck.jpg").write_bytes(data)
    add("ycck.jpg")
    add("linear-profile.jpg", smooth, icc_profile=linear_profile(), **best)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        add(f"orientation-{orientation}.jpg", smooth, upright=True, exif=exif, **best)
    return expected


def linear_profile():
    """A small ICC profile of an RGB space that is not sRGB: linear light."""
    fixed = lambda *values: b"".join(struct.pack(">i", round(v * 65536)) for v in values)
    xyz = lambda *values: b"XYZ \0\0\0\0" + fixed(*values)
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 7) + b"linear\0" + b"\0" * 78,
        b"cprt": b"text\0\0\0\0" + b"none\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.4361, 0.2225, 0.0139),
        b"gXYZ": xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": xyz(0.1431, 0.0606, 0.7141),
        b"rTRC": b"curv" + b"\0" * 8,
        b"gTRC": b"curv" + b"\0" * 8,
        b"bTRC": b"curv" + b"\0" * 8,
    }
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    header = (struct.pack(">I4sI4s4s4s", start + len(body), b"\0" * 4, 0x02100000, b"mntr", b"RGB ",
                          b"XYZ ") + struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
              + fixed(0.9642, 1.0, 0.8249) + b"\0" * 48)
    assert len(header) == 128
    return header + struct.pack(">I", len(tags)) + table + body


if __name__ == "__main__":
    np.save(HERE / "three-axes.npy", (np.arange(24, dtype=np.float32) / 8 - 1).reshape(2, 3, 4))
    np.save(HERE / "float64.npy", np.zeros((2, 2)))
    fixtures = {"resize": resize_cases(), "grey": grey_case(), "maps": map_cases(),
                "colours": colours(), "cmyk": cmyk_case(),
                "pictures": pictures()}
    (HERE / "fixtures.json").write_text(json.dumps(fixtures, indent=1) + "\n")

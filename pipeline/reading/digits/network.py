"""A small network that tells single digits, a stroke and ink that is neither, run by plain numpy.

``digits.npz`` holds its weights; ``tools/train_digits.py`` trains it on public handwritten digits, on handwriting and
print fonts and on digits drawn with the habits of Vietnamese clerks. Two convolutions, two layers, 12 classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image

Pixels = Any  # numpy arrays
SIDE, HELD = 28, 20  # pixels of what the network sees, and of the ink within
STROKE, OTHER = 10, 11
"""The classes after the ten digits: the stroke before a code, and what is no digit (parts, two digits, letters)."""


def seen(ink: Pixels) -> Pixels:
    """Ink (0 to 1, dark is 1) as the network sees it: its longer side on ``HELD`` pixels, in the middle of a square."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.3), np.flatnonzero(ink.max(axis=0) > 0.3)
    square = np.zeros((SIDE, SIDE), np.float32)
    if not rows.size or not columns.size:
        return square
    cut = ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    scale = HELD / max(cut.shape)
    size = (max(round(cut.shape[1] * scale), 1), max(round(cut.shape[0] * scale), 1))
    small = Image.fromarray((cut * 255).astype(np.uint8)).resize(size, Image.Resampling.BOX)
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    square[top:top + size[1], left:left + size[0]] = np.asarray(small, np.float32) / 255
    return square


def log_chances(pieces: Sequence[Pixels]) -> Pixels:
    """The logarithm of the chance of each of the 12 classes for each of ``pieces``, squares from :func:`seen`."""
    w = _weights()
    x = np.stack(pieces).astype(np.float32)[:, None]
    for name in ("c1", "c2"):
        x = np.maximum(_convolved(x, w[f"{name}.weight"], w[f"{name}.bias"]), 0)
    x = np.maximum(x.reshape(len(x), -1) @ w["f1.weight"].T + w["f1.bias"], 0)
    x = x @ w["f2.weight"].T + w["f2.bias"]
    x = x - x.max(axis=1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=1, keepdims=True))


def _convolved(x: Pixels, weight: Pixels, bias: Pixels) -> Pixels:
    """Every second place of a convolution, so that height and width are halved."""
    edge = weight.shape[-1] // 2
    padded = np.pad(x, ((0, 0), (0, 0), (edge, edge), (edge, edge)))
    windows = sliding_window_view(padded, weight.shape[-2:], axis=(2, 3))[:, :, ::2, ::2]
    return np.moveaxis(np.tensordot(windows, weight, axes=((1, 4, 5), (1, 2, 3))) + bias, -1, 1)


@lru_cache(maxsize=1)
def _weights() -> dict[str, Pixels]:
    with (files(__package__) / "digits.npz").open("rb") as file, np.load(file) as data:
        return {name: data[name].astype(np.float32) for name in data.files}

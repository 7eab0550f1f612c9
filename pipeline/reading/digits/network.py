"""A small network that tells at each column of a strip which digit ends there, run by plain numpy.

``digits.npz`` holds its weights; ``tools/train_digits.py`` trains it on strips of public handwritten digits, of
handwriting and print fonts and of digits drawn with the habits of Vietnamese clerks. Six convolutions, 12 classes: the
ten digits, *nothing new* (connectionist temporal classification) and the stroke before a code.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

Pixels = Any  # numpy arrays
NOTHING, STROKE = 10, 11
"""The classes after the ten digits: columns at which nothing new is told, and the stroke of a code."""
_EDGE = 6  # blank columns on both sides of a strip


def log_chances(strip: Pixels) -> Pixels:
    """The logarithm of the chance of each of the 12 classes (columns) at every second column of ``strip`` (rows)."""
    w = _weights()
    x = np.pad(strip, ((0, 0), (_EDGE, _EDGE + strip.shape[1] % 2)))[None]
    x = _convolved(x, w, "c1", (1, 1), step=2)
    for name in ("c2", "c3"):
        x = _convolved(x, w, name, (1, 1))
        x = np.maximum(x[:, ::2], x[:, 1::2])
    x = _convolved(x, w, "c4", (0, 1))
    x = _convolved(x, w, "c5", (0, 2))
    x = np.tensordot(w["c6.weight"][:, :, 0, 0], x[:, 0], 1).T + w["c6.bias"]
    x = x - x.max(axis=1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=1, keepdims=True))


def _convolved(x: Pixels, w: dict[str, Pixels], name: str, edge: tuple[int, int], step: int = 1) -> Pixels:
    """A convolution of ``x`` (channels, rows, columns) with what is below zero set to zero."""
    weight = w[f"{name}.weight"]
    padded = np.pad(x, ((0, 0), (edge[0], edge[0]), (edge[1], edge[1])))
    windows = sliding_window_view(padded, weight.shape[-2:], axis=(1, 2))[:, ::step, ::step]
    made = np.tensordot(weight, windows, axes=((1, 2, 3), (0, 3, 4)))
    return np.maximum(made + w[f"{name}.bias"][:, None, None], 0)


@lru_cache(maxsize=1)
def _weights() -> dict[str, Pixels]:
    with (files(__package__) / "digits.npz").open("rb") as file, np.load(file) as data:
        return {name: data[name].astype(np.float32) for name in data.files}

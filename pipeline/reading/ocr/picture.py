"""Pictures of pages made ready for recognition: straight, without stamps, without ruled lines.

A clean page is left as it is: every step acts only on what it finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

Pixels = np.ndarray[Any, np.dtype[Any]]
Segment = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels

_RED_OVER = 50  # how much stronger red must be than green and blue
_RED_SHARE = 0.0004  # of the page: less is no stamp
_SKEW = 0.3  # degrees: less does not hurt recognition
_MAX_SKEW = 4.0
_DARK = 140
_RULE = 0.05  # share of the page's width that a rule is long at least
_THICK = 9  # pixels that a rule is thick at most


@dataclass(frozen=True, slots=True)
class Ready:
    """A picture to recognise, its red parts alone (None: there are none), and the rules taken out of it."""

    picture: Image.Image
    red: Image.Image | None
    rules: tuple[Segment, ...]


def prepare(picture: Image.Image) -> Ready:
    """Straighten ``picture``, take stamps and rules out of it."""
    straight = _straighten(picture.convert("RGB"))
    pixels = np.asarray(straight).astype(np.int16)
    red = (pixels[:, :, 0] - np.maximum(pixels[:, :, 1], pixels[:, :, 2])) > _RED_OVER
    grey = np.asarray(straight.convert("L")).copy()
    stamp: Image.Image | None = None
    if red.mean() > _RED_SHARE:
        stamp = Image.fromarray(np.where(red, 0, 255).astype(np.uint8))
        grey[red] = 255
    rules = _rules(grey)
    for x0, top, x1, bottom in rules:
        grey[max(int(top) - 1, 0):int(bottom) + 2, max(int(x0) - 1, 0):int(x1) + 2] = 255
    return Ready(Image.fromarray(grey), stamp, rules)


def _straighten(picture: Image.Image) -> Image.Image:
    angle = skew(picture)
    if abs(angle) < _SKEW:
        return picture
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")


def skew(picture: Image.Image) -> float:
    """The angle in degrees by which the lines of text lean; 0 when no angle stands out."""
    small = picture.convert("L")
    small.thumbnail((700, 1000))
    dark = Image.fromarray(((np.asarray(small) < _DARK) * 255).astype(np.uint8))

    def sharpness(angle: float) -> float:
        profile = np.asarray(dark.rotate(angle)).sum(axis=1, dtype=np.float64)
        return float(((profile[1:] - profile[:-1]) ** 2).sum())

    level = sharpness(0.0)
    coarse = max(np.arange(-_MAX_SKEW, _MAX_SKEW + 0.1, 0.5), key=sharpness)
    best = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=sharpness)
    return float(best) if sharpness(best) > 1.15 * level else 0.0


def _rules(grey: Pixels) -> tuple[Segment, ...]:
    """Ruled lines: long thin dark runs, across and down."""
    dark = grey < _DARK
    length = max(int(_RULE * grey.shape[1]), 40)
    across = _runs(dark, length)
    down = tuple((top, x0, bottom, x1) for x0, top, x1, bottom in _runs(dark.T, length))
    return across + down if len(across) > 1 and len(down) > 1 else ()


def _runs(dark: Pixels, length: int) -> tuple[Segment, ...]:
    """Runs of at least ``length`` dark pixels along the rows, neighbours joined into one line."""
    sums = np.zeros((dark.shape[0], dark.shape[1] + 1), dtype=np.int32)
    np.cumsum(dark, axis=1, out=sums[:, 1:])
    full = (sums[:, length:] - sums[:, :-length]) >= 0.95 * length
    found: list[list[float]] = []
    for y in np.flatnonzero(full.any(axis=1)):
        starts = np.flatnonzero(np.diff(np.concatenate(([0], full[y].astype(np.int8), [0]))))
        for begin, end in zip(starts[::2], starts[1::2], strict=True):
            _join(found, float(begin), float(y), float(end - 1 + length))
    return tuple((a, b, c, d + 1) for a, b, c, d in found if d - b < _THICK)


def _join(found: list[list[float]], x0: float, y: float, x1: float) -> None:
    for line in reversed(found[-40:]):
        if y - line[3] <= 2 and x0 <= line[2] + 5 and line[0] <= x1 + 5:
            line[0], line[2], line[3] = min(line[0], x0), max(line[2], x1), y
            return
    found.append([x0, y, x1, y])

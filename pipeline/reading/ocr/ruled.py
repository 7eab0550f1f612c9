"""Ruled lines on the picture of a page: the borders of its tables."""

from __future__ import annotations

from typing import Any

import numpy as np

Pixels = np.ndarray[Any, np.dtype[Any]]
Segment = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels

_GREY = 185  # a ruled line is thin: straightening and scanning leave it paler than text
_RUN = 0.05  # share of the page's width that a rule is long at least
_FULL = 0.88  # share of its pixels that are dark
_THICK = 9.0  # mean thickness in pixels above which it is no rule but a dark area


def ruled(grey: Pixels) -> tuple[tuple[Segment, ...], Pixels]:
    """The long thin dark runs of a page, across and down, and the picture without them (recognition takes them for
    letters). No runs where they cannot make a table."""
    dark = grey < _GREY
    length = max(int(_RUN * grey.shape[1]), 40)
    across, mask = _runs(dark, length)
    if len(across) < 2:
        return (), grey
    turned, other = _runs(np.ascontiguousarray(dark.T), length)
    if len(turned) < 2:
        return (), grey
    clean = grey.copy()
    clean[mask | other.T] = 255
    return across + tuple((top, x0, bottom, x1) for x0, top, x1, bottom in turned), clean


def _runs(dark: Pixels, length: int) -> tuple[tuple[Segment, ...], Pixels]:
    """Runs of at least ``length`` dark pixels along the rows, neighbours joined into one line; and their pixels.

    A rule that leans a little leaves its row: the rows above and below count with each row.
    """
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    sums = np.zeros((dark.shape[0], dark.shape[1] + 1), dtype=np.uint16)
    np.cumsum(thick, axis=1, dtype=np.uint16, out=sums[:, 1:])
    full = (sums[:, length:] - sums[:, :-length]) >= _FULL * length
    found: list[list[float]] = []
    mask = np.zeros_like(dark)
    for y in np.flatnonzero(full.any(axis=1)):
        starts = np.flatnonzero(np.diff(np.concatenate(([0], full[y].astype(np.int8), [0]))))
        for begin, end in zip(starts[::2], starts[1::2], strict=True):
            _join(found, float(begin), float(y), float(end - 1 + length))
            mask[y, begin:end - 1 + length] = True
    lines = tuple((x0, top, x1, bottom + 1) for x0, top, x1, bottom, mass in found if mass / (x1 - x0) < _THICK)
    return lines, mask


def _join(found: list[list[float]], x0: float, y: float, x1: float) -> None:
    for line in reversed(found[-60:]):
        if y - line[3] <= 3 and x0 <= line[2] + 8 and line[0] <= x1 + 8:
            line[0], line[2], line[3] = min(line[0], x0), max(line[2], x1), y
            line[4] += x1 - x0
            return
    found.append([x0, y, x1, y, x1 - x0])

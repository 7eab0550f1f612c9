"""Ink between printed words: freed of specks, dots and neighbours' strokes.

All arrays are two-dimensional with ink as 1 and paper as 0; sizes are measured in ``em``, the type size of the print
beside the ink in pixels.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Pixels = Any  # numpy arrays
_FAINT = 0.35  # darkness, of the darkest ink, from which a pixel counts as ink
_LEAST_RANGE = 40  # grey levels between ink and paper; less is an empty place
_SPECK = 0.16  # of em: no digit is as small in both directions
_TALL = 0.5  # of em: what lies wholly above the line's digits or under them is a neighbour's


def darkness(grey: Pixels) -> Pixels:
    """How dark each pixel is, 0 (paper) to 1 (the darkest strokes); all 0 for empty paper."""
    paper, dark = float(np.percentile(grey, 85)), float(np.percentile(grey, 1))
    if paper - dark < _LEAST_RANGE:
        return np.zeros(grey.shape, np.float32)
    return np.clip((paper - grey.astype(np.float32)) / (paper - dark), 0, 1)


def cleaned(dark: Pixels, em: float) -> Pixels:
    """``dark`` without what cannot be a digit: specks, dotted lines, strokes that hang in from the rows around."""
    labels, boxes = parts(dark > _FAINT)
    height = dark.shape[0]
    drop = np.zeros(len(boxes) + 1, bool)
    for number, (x0, top, x1, bottom) in enumerate(boxes, start=1):
        wide, tall = x1 - x0, bottom - top
        small = max(wide, tall) < _SPECK * em or (tall < _SPECK * em and wide > 2 * tall)
        hanging = (top == 0 and bottom < 0.4 * height) or (bottom == height and tall < _TALL * em)
        framing = tall > 0.95 * height and (wide < 0.12 * em or wide > 2.5 * em)
        drop[number] = small or hanging or framing
    kept = dark.copy()
    kept[drop[labels]] = 0
    kept[labels == 0] *= kept[labels == 0] > 0.15
    return kept


def parts(mask: Pixels) -> tuple[Pixels, list[tuple[int, int, int, int]]]:
    """Connected parts of ``mask``: their numbers from 1 in its shape, and the box (x0, top, x1, bottom) of each."""
    above: list[int] = [0]

    def root(a: int) -> int:
        while above[a] != a:
            a = above[a]
        return a

    labels = np.zeros(mask.shape, np.int32)
    before: list[tuple[int, int, int]] = []
    for y, row in enumerate(mask):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
        runs: list[tuple[int, int, int]] = []
        for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            near = [root(number) for c, d, number in before if c <= b and a <= d]
            number = min(near, default=len(above))
            if not near:
                above.append(number)
            for other in near:
                above[other] = number
            labels[y, a:b] = number
            runs.append((a, b, number))
        before = runs
    roots = np.array([root(a) for a in range(len(above))])
    kept = np.unique(roots)
    labels = np.searchsorted(kept, roots)[labels]
    found = []
    for number in range(1, len(kept)):
        rows, columns = np.nonzero(labels == number)
        found.append((int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1))
    return labels, found

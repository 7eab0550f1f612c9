"""A part of a page looked at once more, by itself and without ink of any colour.

Stamps and signatures are red and blue, and two columns beside each other stand on different lines: read with the
whole page, names lose letters and lines of both columns are mixed. ``docs/decisions/0009-doc-ban-quet.md`` has
the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from . import tesseract
from .picture import Ready, legible, without_colour
from .tesseract import Seen

SURE = 0.6
"""The confidence of words that tell where columns part and which of two readings is better."""

_NEARLY = 0.97  # a second reading this near the first is taken: its columns are not mixed

Box = tuple[int, int, int, int]  # x0, top, x1, bottom in pixels of the straight picture


def better(ready: Ready, seen: Sequence[Seen], boxes: Iterable[Box], dpi: int, least: float = _NEARLY) -> list[Seen]:
    """``seen``, its words in each of the ``boxes``, which do not overlap, read anew where that reads ``least`` times as
    many letters well."""
    found = list(seen)
    parts = [box for box in boxes if box[2] - box[0] >= 1 and box[3] - box[1] >= 1]
    looks = tesseract.recognise_each([legible(without_colour(ready.straight.crop(box))) for box in parts], dpi,
                                     tesseract.ONE_BLOCK)
    for box, words in zip(parts, looks, strict=True):
        after = max((s.line for s in found), default=0)
        look = [replace(s.shifted(box[0], box[1]), line=s.line + after) for s in words]
        if _worth(look) >= least * _worth(s for s in found if inside(s, box)):
            found = [s for s in found if not inside(s, box)] + look
    return found


def doubtful(seen: Iterable[Seen], box: Box) -> float:
    """The share of the letters in ``box`` that were not read surely; 0 where there are none."""
    letters = [(sum(map(str.isalpha, s.text)), s.confidence) for s in seen if inside(s, box)]
    return sum(n for n, sure in letters if sure < SURE) / max(sum(n for n, _ in letters), 1)


def gap(seen: Iterable[Seen], width: int, rows: tuple[float, float], within: tuple[float, float],
        sure: float = SURE) -> int:
    """Where two columns part: the middle of the widest strip without words between the shares ``within`` of the
    ``width``, looking at the words between the ``rows`` that are ``sure``; the middle of ``within`` where there is
    none."""
    free = np.ones(width + 1, dtype=bool)
    for s in seen:
        if s.confidence >= sure and rows[0] < (s.top + s.bottom) / 2 < rows[1]:
            free[max(int(s.x0), 0):int(s.x1) + 1] = False
    low, high = (int(share * width) for share in within)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], free[low:high].astype(np.int8), [0]))))
    runs = [(end - begin, low + (begin + end) // 2) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    return int(max(runs, default=(0, (low + high) // 2))[1])


def inside(seen: Seen, box: Box) -> bool:
    """Whether the middle of a word lies in ``box``."""
    x, y = (seen.x0 + seen.x1) / 2, (seen.top + seen.bottom) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _worth(seen: Iterable[Seen]) -> float:
    """Letters that were read well, weighed by how well."""
    return sum(sum(map(str.isalpha, s.text)) * s.confidence for s in seen if s.confidence >= SURE)

"""The title and name of a signer that are stamped in red beside the seal.

The red filter takes them off the page with the seal; here the red ink is read by itself, without the ring of the seal
and what stands in it. Only titles (``knowledge/positions.csv``) and names of persons (``surnames.csv``) are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

import numpy as np
from PIL import Image, ImageDraw

from pipeline.knowledge.tables import read_table

from ..legacy_fonts.speech import is_syllable
from . import ink, tesseract
from .again import Box
from .language import bare
from .picture import Ready
from .ruled import Pixels
from .tesseract import Seen

_POINTS = 72
_SEAL, _SEAL_MOST = (60.0, 60.0), (150.0, 150.0)  # points, width and height of the ring of a seal (30 to 40 mm)
_ROUND = 0.25  # share by which width and height of a ring may differ
_REACHES = ((0, 0), (2, 2))  # cells over which the ring of a seal hangs together; a name near it must not
_OUT = 3  # points around the ring in which its ink has spread
_LEAST = 100.0  # square points of ink that a name has
_SURE, _TAKEN = 0.7, 0.5  # mean confidence of a name; confidence of words in black that stand where it would
_SYLLABLES = (2, 5)


def added(ready: Ready, seen: Sequence[Seen], block: Box, dpi: int) -> list[Seen]:
    """``seen`` and the names and titles in red within the signature ``block``."""
    alone = _without_seals(ready.red, block, dpi) if ready.red is not None else None
    if alone is None:
        return list(seen)
    found = list(seen)
    after = max((s.line for s in found), default=0)
    words = tesseract.recognise(alone, dpi, tesseract.SCATTERED)
    for line in _names(words):
        look = [replace(s.shifted(block[0], block[1]), line=s.line + after) for s in line]
        below = [s for s in found if any(_overlap(s, one) for one in look)]
        if all(s.confidence < _TAKEN for s in below):
            found = [s for s in found if s not in below] + look
    return found


def _without_seals(red: Image.Image, block: Box, dpi: int) -> Image.Image | None:
    """The red ink of the block, dark on white, without its seals; None where no seal is or hardly any ink is left."""
    part = red.crop(block)
    dark: Pixels = np.asarray(part) == 0
    seals = next(filter(None, (_rings(dark, dpi, reach) for reach in _REACHES)), [])
    if not seals:
        return None
    out = _OUT * dpi / _POINTS
    draw = ImageDraw.Draw(part)
    for x0, top, x1, bottom in seals:
        draw.ellipse((x0 - out, top - out, x1 + out, bottom + out), fill=255)
    left = (np.asarray(part) == 0).sum() * (_POINTS / dpi) ** 2
    return part if left >= _LEAST else None


def _rings(dark: Pixels, dpi: int, reach: tuple[int, int]) -> list[Box]:
    return [box for box in ink.stamp_sized(dark, dpi, _SEAL, _SEAL_MOST, reach)
            if abs((box[2] - box[0]) / (box[3] - box[1]) - 1) <= _ROUND]


def _names(words: Sequence[Seen]) -> Iterator[list[Seen]]:
    """The lines that are a title or the name of a person, read surely."""
    for _, group in groupby(words, key=lambda s: s.line):
        line = list(group)
        text = " ".join(s.text for s in line)
        if sum(s.confidence for s in line) >= _SURE * len(line) and (_is_title(text) or _is_name(text)):
            yield line


def _is_title(text: str) -> bool:
    return text.isupper() and bare(text).removeprefix("pho ") in _titles()


def _is_name(text: str) -> bool:
    parts = text.split()
    return (_SYLLABLES[0] <= len(parts) <= _SYLLABLES[1] and all(part.istitle() and is_syllable(part) for part in parts)
            and parts[0] in _surnames())


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(bare(row["title"]) for row in read_table("positions"))


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read_table("surnames"))


def _overlap(one: Seen, other: Seen) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.bottom, other.bottom) > max(one.top, other.top)

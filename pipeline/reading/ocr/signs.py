"""Semicolons that were read as colons, told by their ink.

A semicolon reaches under the baseline (0.1 to 0.2 of the type size on scans), a colon does not (under 0.05). What a
semicolon closes is a task of its own, what a colon opens belongs to it. The other way round ink tells nothing: the
tail of a semicolon fades, and recognition takes no colon for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from PIL import Image

from .ruled import Pixels
from .tesseract import Seen

_DARK = 140
_REACH = 0.35  # type sizes from the end of the word in which the sign stands
_HIGH = 0.7  # type sizes over the baseline that are looked at
_DEEP, _DEEPEST = 0.08, 0.3  # type sizes that a semicolon reaches under the baseline
_TALL = 0.25  # type sizes from its top to its bottom
_COLON = "sau"  # *như sau:*, whatever specks stand under it


def corrected(picture: Image.Image, seen: Sequence[Seen]) -> list[Seen]:
    """The words; a colon before small letters is a semicolon where the grey ``picture`` shows one."""
    if not seen:
        return []
    found = [replace(s, text=s.text[:-1] + ";") if _may_be(s, following) and _is_deep(picture, s) else s
             for s, following in pairwise(seen)]
    return [*found, seen[-1]]


def _may_be(seen: Seen, following: Seen) -> bool:
    word = seen.text[:-1]
    return seen.text.endswith(":") and len(word) > 1 and word.lower() != _COLON and following.text[:1].islower()


def _is_deep(picture: Image.Image, seen: Seen) -> bool:
    """Whether the sign at the end of a word reaches as far under the baseline as a comma."""
    top, bottom = int(seen.baseline - _HIGH * seen.size), int(seen.baseline + _DEEPEST * seen.size) + 1
    end = picture.crop((int(seen.x1 - _REACH * seen.size), top, int(seen.x1) + 2, bottom))
    rows = _last_sign(np.asarray(end.convert("L")) < _DARK)
    return (bool(rows) and rows[-1] - rows[0] >= _TALL * seen.size
            and top + rows[-1] + 1 - seen.baseline >= _DEEP * seen.size)


def _last_sign(dark: Pixels) -> list[int]:
    """The rows with ink of the last sign, which white parts from the letters; empty where there is no white."""
    inked = np.flatnonzero(dark.any(axis=0))
    gaps = np.flatnonzero(np.diff(inked) > 1)
    if not gaps.size:
        return []
    rows: list[int] = np.flatnonzero(dark[:, inked[gaps[-1]] + 1:].any(axis=1)).tolist()
    return rows

"""The ink of a place as the network sees it: a strip of fixed height, the type size of the print beside on ``EM``."""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from . import ink

Pixels = Any
HIGH, EM = 32, 17  # pixels of a strip, and of the type size in it
BELOW = 8  # pixels under the baseline
_LOOKS = ((0.0, 1.0), (0.0, .87), (0.0, 1.13), (-.2, 1.0), (.2, 1.0), (.4, 1.0))  # slant taken off, size


def looks(grey: Pixels, em: float) -> list[Pixels]:
    """Strips of ink from 0 to 1 of ``grey``, the picture of a place in type of ``em`` pixels: as it is, set upright,
    smaller and larger; none where there is no ink."""
    dark = ink.cleaned(ink.darkness(grey), em)
    if dark.sum() < 0.02 * em * em:
        return []
    return [_strip(dark, em, slant, size) for slant, size in _LOOKS]


def _strip(dark: Pixels, em: float, slant: float, size: float) -> Pixels:
    """``dark`` as a strip, its strokes leaning ``slant`` less to the right, its digits ``size`` times as large."""
    step = float(em) / (EM * size)  # pixels of the picture for one of the strip
    base = dark.shape[0] - BELOW * em / EM  # the baseline stays where it is
    room = abs(slant) * HIGH / 2  # what leans out of the picture at head and foot
    wide = round(dark.shape[1] / step + 2 * room) + 1
    matrix = (step, -slant * step, step * (slant * HIGH / 2 - room), 0, step, base - step * (HIGH - BELOW))
    picture = Image.fromarray((dark * 255).astype(np.uint8))
    if step > 1:  # every pixel of the picture counts, not the nearest four alone
        picture = picture.filter(ImageFilter.BoxBlur(step / 2 - 0.5))
    made = picture.transform((wide, HIGH), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    return np.asarray(made, np.float32) / 255

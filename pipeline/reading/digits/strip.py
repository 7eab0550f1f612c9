"""The ink of a place as the network sees it: a strip of fixed height, the type size of the print beside on ``EM``."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from . import ink

Pixels = Any
HIGH, EM = 32, 17  # pixels of a strip, and of the type size in it
BELOW = 8  # pixels under the baseline


class _Look(NamedTuple):
    """How a place is looked at: ``slant`` taken off, digits ``size`` times as large and ``wide`` times as wide, moved
    down by ``down`` pixels, strokes made ``thick``."""

    slant: float = 0.0
    size: float = 1.0
    wide: float = 1.0
    down: float = 0.0
    thick: bool = False


_LOOKS = (_Look(), _Look(size=.87), _Look(size=1.13), _Look(slant=-.2), _Look(slant=.2), _Look(slant=.4),
          _Look(slant=.2, wide=1.2), _Look(slant=.2, wide=1.35), _Look(thick=True), _Look(down=2))


def looks(grey: Pixels, em: float) -> list[Pixels]:
    """Strips of ink from 0 to 1 of ``grey``, the picture of a place in type of ``em`` pixels: as it is, set upright,
    smaller and larger, wider, lower, in thicker strokes; none where there is no ink."""
    dark = ink.cleaned(ink.darkness(grey), em)
    if dark.sum() < 0.02 * em * em:
        return []
    return [_strip(dark, em, look) for look in _LOOKS]


def _strip(dark: Pixels, em: float, look: _Look) -> Pixels:
    """``dark`` as a strip, looked at in one way."""
    step = float(em) / (EM * look.size)  # pixels of the picture for one of the strip
    across = step / look.wide
    base = dark.shape[0] - BELOW * em / EM  # the baseline stays where it is
    room = abs(look.slant) * HIGH / 2  # what leans out of the picture at head and foot
    wide = round(dark.shape[1] / across + 2 * room) + 1
    matrix = (across, -look.slant * across, across * (look.slant * HIGH / 2 - room),
              0, step, base - step * (HIGH - BELOW + look.down))
    picture = Image.fromarray((dark * 255).astype(np.uint8))
    if look.thick:
        picture = picture.filter(ImageFilter.MaxFilter(max(round(step) // 2 * 2 + 1, 3)))
    if step > 1:  # every pixel of the picture counts, not the nearest four alone
        picture = picture.filter(ImageFilter.BoxBlur(step / 2 - 0.5))
    made = picture.transform((wide, HIGH), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    return np.asarray(made, np.float32) / 255

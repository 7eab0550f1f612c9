"""How a text object is put on its page: its colour and opacity, its direction, whether it is painted at all."""

from __future__ import annotations

import ctypes
import math

import pypdfium2.raw as pdfium

from ..draft import Tint

_DARK = 0.5  # lightness up to which print is plain
_SMALL = 3.0  # points: no one reads smaller type
_RIGHT_ANGLE = 90


# By plain addresses: pointers would be objects to make for every piece of text.
_ASK = ctypes.CFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * 5)
_fill, _stroke = (
    _ASK(ctypes.cast(call, ctypes.c_void_p).value or 0)
    for call in (pdfium.FPDFPageObj_GetFillColor, pdfium.FPDFPageObj_GetStrokeColor)
)


class Palette:
    """Tells the tint of text objects; holds the numbers that pdfium fills. ``turn`` is the rotation of the page."""

    def __init__(self, turn: int) -> None:
        self._turn = turn
        self._colour = (ctypes.c_uint * 4)()
        first = ctypes.addressof(self._colour)
        self._places = tuple(first + n * ctypes.sizeof(ctypes.c_uint) for n in range(4))

    def tint(self, item: int, mode: int, matrix: pdfium.FS_MATRIX, size: float) -> Tint | None:
        """None for plain print: dark, opaque, level on the page as shown, and of a size that can be read.

        ``item`` is the address of the text object.
        """
        ask = _stroke if mode == pdfium.FPDF_TEXTRENDERMODE_STROKE else _fill
        red, green, blue, opaque = self._colour if ask(item, *self._places) else (0, 0, 0, 255)
        invisible = mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE or 0 < size < _SMALL
        level = matrix.b == 0 == matrix.c and matrix.a > 0 and not self._turn
        if level and not invisible and opaque > 254 and red + green + blue < 3 * 255 * _DARK:
            return None
        angle = 0.0 if level else (math.degrees(math.atan2(matrix.b, matrix.a)) - self._turn) % 360
        light = 1 - (1 - (0.3 * red + 0.59 * green + 0.11 * blue) / 255) * opaque / 255
        if not invisible and light < _DARK and min(angle, 360 - angle) < 1:
            return None
        vivid = (max(red, green, blue) - min(red, green, blue)) * opaque / 255**2
        return Tint(round(light, 2), round(vivid, 2), round(angle, 1), invisible)

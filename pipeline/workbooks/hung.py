"""Pictures under the words of a cell: parts of a page on which a person has to look."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from typing import Any, NamedTuple

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.units import pixels_to_EMU, points_to_pixels

_DIGIT = 7  # pixels of a digit of the Normal font, the unit of a column's width
_GAP = 4  # pixels around a picture
_SCALE = 96 / 130  # pixels of the screen for a dot of a picture


class Hung(NamedTuple):
    """Pictures with their places, and how tall their row has to be, in points."""

    images: list[Any]
    tall: float


def hang(pictures: Sequence[str], place: tuple[int, int], under: float, width: float) -> Hung:
    """``pictures`` (PNG in base64) one below the other in the cell at ``place`` (column and row from 0), under words
    that are ``under`` points tall, at most as wide as the column (``width`` in digits)."""
    column, row = place
    y, images = points_to_pixels(under), []
    for picture in pictures:
        image = Image(io.BytesIO(base64.b64decode(picture)))
        scale = min(_SCALE, (width * _DIGIT - 2 * _GAP) / image.width)
        size = round(image.width * scale), round(image.height * scale)
        corner = AnchorMarker(column, pixels_to_EMU(_GAP), row, pixels_to_EMU(y + _GAP))
        image.anchor = OneCellAnchor(corner, XDRPositiveSize2D(*map(pixels_to_EMU, size)))
        images.append(image)
        y += size[1] + _GAP
    return Hung(images, (y + _GAP) * 72 / 96)

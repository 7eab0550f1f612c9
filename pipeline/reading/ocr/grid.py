"""Cells of a table that the reading of the whole page passed over: a lone figure in a column looks like a speck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image

from ..pdf import tables
from ..pdf.rules import Edge
from . import tesseract
from .picture import dark_share
from .tesseract import Seen

_INK = 0.0015  # share of dark pixels in a cell that has print
_INSET = 4  # pixels: the rule itself is no print
_BORDER = 12  # white around a strip: recognition needs it
_SURE = 0.4

Box = tuple[float, float, float, float]


def missed(picture: Image.Image, seen: Sequence[Seen], edges: Sequence[Edge], scale: float) -> list[Seen]:
    """The words in cells that hold print but none of ``seen``: each column with such cells is read once more."""
    found: list[Seen] = []
    for cells in tables.find(list(edges)):
        boxes = [(c[0] * scale, c[1] * scale, c[2] * scale, c[3] * scale) for c in cells]
        empty = [b for b in boxes if not any(_inside(s, b) for s in seen) and dark_share(picture, _inner(b)) > _INK]
        for strip in _columns(empty):
            found.extend(s for s in _read(picture, strip, scale)
                         if s.confidence >= _SURE and any(_inside(s, b) for b in empty))
    return found


def _columns(cells: Sequence[Box]) -> Iterator[Box]:
    """The empty cells of each column as one strip."""
    columns: dict[tuple[int, int], list[Box]] = {}
    for cell in cells:
        columns.setdefault((round(cell[0] / 8), round(cell[2] / 8)), []).append(cell)
    for column in columns.values():
        yield (max(c[0] for c in column), min(c[1] for c in column), min(c[2] for c in column),
               max(c[3] for c in column))


def _read(picture: Image.Image, strip: Box, scale: float) -> list[Seen]:
    x0, top, x1, bottom = (int(v) for v in _inner(strip))
    if x1 - x0 < _INSET or bottom - top < _INSET:
        return []
    wide = Image.new("L", (x1 - x0 + 2 * _BORDER, bottom - top + 2 * _BORDER), 255)
    wide.paste(picture.crop((x0, top, x1, bottom)), (_BORDER, _BORDER))
    found = tesseract.recognise(wide, round(scale * 72), tesseract.ONE_BLOCK)
    return [s.shifted(x0 - _BORDER, top - _BORDER) for s in found]


def _inner(box: Box) -> Box:
    return box[0] + _INSET, box[1] + _INSET, box[2] - _INSET, box[3] - _INSET


def _inside(seen: Seen, box: Box) -> bool:
    x, y = (seen.x0 + seen.x1) / 2, (seen.top + seen.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]

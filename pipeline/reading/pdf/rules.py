"""What is drawn on a page beside its letters, by pdfium (points from the top left): ruled lines, and areas that may
cover words."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from ..draft import Box
from .words import top_left

_THIN = 3.5  # a drawn shape no thicker than this is a rule
_SHORT = 4.0  # and no shorter
_MAX_SEGMENTS = 400  # a drawing with more (a stamp, a logo) is no table border
_DEPTH = 3
_DARK = 384  # of the sum of red, green and blue, up to 765

Edge = dict[str, Any]
_Matrix = tuple[float, float, float, float, float, float]


class Area(NamedTuple):
    """A filled shape or a ``picture``: its place in the order of drawing, its box, whether it is a ``dark`` shape."""

    order: int
    box: Box
    picture: bool
    dark: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """``edges`` are horizontal and vertical rules in the form pdfplumber's table functions take: ``x0, x1, top, bottom,
    width, height, orientation`` (``h`` or ``v``). ``texts`` has the place of each text object in the order of drawing,
    by its handle; from ``added`` on stands what was put onto the page."""

    edges: list[Edge] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    texts: dict[int, int] = field(default_factory=dict)
    added: int = sys.maxsize


def drawing(page: PdfPage, own: int | None = None) -> Drawing:
    """The rules, areas and text objects of a page, also those in its forms; ``own`` is how many objects it has of its
    own."""
    corner = top_left(page)
    walk = _Walk(own)
    walk.through(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, (1, 0, 0, 1, 0, 0), 0)
    placed = ((corner(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))) for x0, y0, x1, y1 in walk.segments)
    areas = [area._replace(box=corner(*area.box)) for area in walk.areas]
    return Drawing([edge for box in placed if (edge := _edge(*box)) is not None], areas, walk.texts, walk.added)


def _edge(left: float, top: float, right: float, bottom: float) -> Edge | None:
    width, height = right - left, bottom - top
    if height <= _THIN and width >= _SHORT:
        middle = (top + bottom) / 2
        return {"x0": left, "x1": right, "top": middle, "bottom": middle, "width": width, "height": 0.0,
                "orientation": "h", "object_type": "line"}
    if width <= _THIN and height >= _SHORT:
        middle = (left + right) / 2
        return {"x0": middle, "x1": middle, "top": top, "bottom": bottom, "width": 0.0, "height": height,
                "orientation": "v", "object_type": "line"}
    return None


class _Walk:
    """Goes through the objects of a page in the order of drawing; all places are in page space."""

    def __init__(self, own: int | None) -> None:
        self.added = sys.maxsize
        self._own = own
        self.segments: list[Box] = []  # straight thin pieces
        self.areas: list[Area] = []
        self.texts: dict[int, int] = {}
        self._count = 0

    def through(self, holder: Any, count: Any, get: Any, outer: _Matrix, depth: int) -> None:
        """The objects of a page or form; ``outer`` turns places in it into places on the page."""
        for i in range(count(holder)):
            item = get(holder, i)
            kind = pdfium.FPDFPageObj_GetType(item)
            self._count += 1
            if depth == 0 and i == self._own:
                self.added = self._count
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.texts[ctypes.addressof(item.contents)] = self._count
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                around = _around([(0, 0), (1, 0), (0, 1), (1, 1)], _join(_matrix(item), outer))
                self.areas.append(Area(self._count, around, True, False))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                inner = _join(_matrix(item), outer)
                self.through(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)

    def _path(self, item: Any, outer: _Matrix) -> None:
        count = pdfium.FPDFPath_CountSegments(item)
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if count > _MAX_SEGMENTS or not (fill.value or stroke.value):
            return
        matrix = _join(_matrix(item), outer)
        for points, curved in _subpaths(item, count):
            if len(points) < 2:
                continue
            if not curved:
                self.segments.extend(_pieces([_move(x, y, matrix) for x, y in points], bool(stroke.value)))
            if fill.value:
                self._area(item, points, matrix)

    def _area(self, item: Any, points: list[tuple[float, float]], matrix: _Matrix) -> None:
        box = _around(points, matrix)
        if box[2] - box[0] > _THIN and box[3] - box[1] > _THIN:
            colour = [ctypes.c_uint() for _ in range(4)]
            known = pdfium.FPDFPageObj_GetFillColor(item, *colour)
            dark = bool(known) and sum(part.value for part in colour[:3]) < _DARK
            self.areas.append(Area(self._count, box, False, dark))


def _around(points: list[tuple[float, float]], matrix: _Matrix) -> Box:
    xs, ys = zip(*(_move(x, y, matrix) for x, y in points), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _pieces(points: list[tuple[float, float]], stroked: bool) -> list[tuple[float, float, float, float]]:
    """A thin shape is one rule; a stroked one is ruled along each side; a filled area is none."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
        return [(min(xs), min(ys), max(xs), max(ys))]
    if not stroked:
        return []
    return [(*a, *b) for a, b in pairwise(points)]


def _subpaths(item: Any, count: int) -> list[tuple[list[tuple[float, float]], bool]]:
    paths: list[tuple[list[tuple[float, float]], bool]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not paths:
            paths.append(([(x.value, y.value)], False))
            continue
        points, curved = paths[-1]
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
        paths[-1] = (points, curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO)
    return paths


def _matrix(item: Any) -> _Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, m):
        return (1, 0, 0, 1, 0, 0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _join(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _move(x: float, y: float, m: _Matrix) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]

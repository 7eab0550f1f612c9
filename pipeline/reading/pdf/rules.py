"""The ruled lines of a page, read from its drawing objects by pdfium (points from the top left)."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from .words import top_left

_THIN = 3.5  # a drawn shape no thicker than this is a rule
_SHORT = 4.0  # and no shorter
_MAX_SEGMENTS = 400  # a drawing with more (a stamp, a logo) is no table border
_DEPTH = 3

Edge = dict[str, Any]
_Matrix = tuple[float, float, float, float, float, float]


def edges(page: PdfPage) -> list[Edge]:
    """Horizontal and vertical rules in the form pdfplumber's table functions take.

    Each edge has ``x0, x1, top, bottom, width, height, orientation`` (``h`` or ``v``).
    """
    corner = top_left(page)
    found: list[Edge] = []
    for x0, y0, x1, y1 in _segments(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject,
                                    (1, 0, 0, 1, 0, 0), 0):
        left, top, right, bottom = corner(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        edge = _edge(left, top, right, bottom)
        if edge is not None:
            found.append(edge)
    return found


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


def _segments(holder: Any, count: Any, get: Any, outer: _Matrix, depth: int) -> list[tuple[float, float, float, float]]:
    """All straight thin pieces in page space, of the page's paths and of the forms in it."""
    found: list[tuple[float, float, float, float]] = []
    for i in range(count(holder)):
        item = get(holder, i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.extend(_path(item, outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = _join(_matrix(item), outer)
            found.extend(_segments(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner,
                                   depth + 1))
    return found


def _path(item: Any, outer: _Matrix) -> list[tuple[float, float, float, float]]:
    count = pdfium.FPDFPath_CountSegments(item)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if count > _MAX_SEGMENTS or not (fill.value or stroke.value):
        return []
    matrix = _join(_matrix(item), outer)
    pieces: list[tuple[float, float, float, float]] = []
    for points, curved in _subpaths(item, count):
        if curved or len(points) < 2:
            continue
        shown = [_move(x, y, matrix) for x, y in points]
        pieces.extend(_pieces(shown, bool(stroke.value)))
    return pieces


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

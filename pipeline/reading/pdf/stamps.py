"""What is stamped onto a page after it was made: the registry's number and date, the signature notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from .words import top_left

_PRINTED = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT})


class Stamped(NamedTuple):
    """A page with its stamps made part of it, and where they stood: x0, top, x1, bottom in points from the top left."""

    page: pdfium.PdfPage
    boxes: tuple[tuple[float, float, float, float], ...]


def stamped(document: pdfium.PdfDocument, index: int) -> Stamped:
    """Page ``index`` (from 0) with its stamps made part of the page, so that their words are read with it.

    The boxes are told only the first time: what is part of the page is no stamp any more.

    A clerk's system puts the number and date of a signed directive over the blanks as form fields or
    stamps; pdfium reads only what belongs to the page itself.
    """
    page = document[index]
    if next(_stamps(page), None) is None:
        return Stamped(page, ())
    boxes = tuple(_boxes(page))
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)  # where it fails the page stays as it was
    page.close()
    return Stamped(document[index], boxes)  # only a page loaded anew shows what was flattened into it


def _boxes(page: pdfium.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    corner, rect = top_left(page), raw.FS_RECTF()
    for annotation in _stamps(page):
        if raw.FPDFAnnot_GetRect(annotation, rect):
            yield corner(rect.left, rect.bottom, rect.right, rect.top)


def _stamps(page: pdfium.PdfPage) -> Iterator[Any]:
    for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, i)
        if not annotation:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) in _PRINTED:
                yield annotation
        finally:
            raw.FPDFPage_CloseAnnot(annotation)

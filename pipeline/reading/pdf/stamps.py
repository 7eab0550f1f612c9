"""What is stamped onto a page after it was made: the registry's number and date, the signature notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from .words import top_left

_PRINTED = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT})


def stamped(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Page ``index`` (from 0) with its stamps made part of the page, so that their words are read with it.

    A clerk's system puts the number and date of a signed directive over the blanks as form fields or
    stamps; pdfium reads only what belongs to the page itself.
    """
    page = document[index]
    if next(_stamps(page), None) is None:
        return page
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)  # where it fails the page stays as it was
    page.close()
    return document[index]  # only a page loaded anew shows what was flattened into it


def stamp_boxes(document: pdfium.PdfDocument, index: int) -> Iterator[tuple[float, float, float, float]]:
    """Where page ``index`` (from 0) bears stamps: x0, top, x1, bottom in points from the top left.

    Must be asked before :func:`stamped`, which takes them off.
    """
    page = document[index]
    try:
        corner, rect = top_left(page), raw.FS_RECTF()
        for annotation in _stamps(page):
            if raw.FPDFAnnot_GetRect(annotation, rect):
                yield corner(rect.left, rect.bottom, rect.right, rect.top)
    finally:
        page.close()


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

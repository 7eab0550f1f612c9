"""What is stamped onto a page after it was made: the registry's number and date, the signature notice."""

from __future__ import annotations

import pypdfium2 as pdfium
from pypdfium2 import raw

_PRINTED = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT})


def stamped(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Page ``index`` (from 0) with its stamps made part of the page, so that their words are read with it.

    A clerk's system puts the number and date of a signed directive over the blanks as form fields or
    stamps; pdfium reads only what belongs to the page itself.
    """
    page = document[index]
    if not _has_stamps(page):
        return page
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)  # where it fails the page stays as it was
    page.close()
    return document[index]  # only a page loaded anew shows what was flattened into it


def _has_stamps(page: pdfium.PdfPage) -> bool:
    for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, i)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _PRINTED:
            return True
    return False

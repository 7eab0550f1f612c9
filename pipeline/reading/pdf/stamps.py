"""A page with what is put onto it: the registry's number and date, the signature notice, values of form fields."""

from __future__ import annotations

from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from ..draft import Box, PageAnnotation
from .page_annotations import found_on, notes_on, string, words_on

_PRINTED = frozenset({"field", "stamp", "note", "area"})
_STAMPS = frozenset({"field", "stamp", "note"})


class Stamped(NamedTuple):
    """A page with its stamps made part of it, where they stood (x0, top, x1, bottom in points from the top left), what
    was put onto it, all that its annotations say, and how many objects the page has of its own."""

    page: pdfium.PdfPage
    boxes: tuple[Box, ...] = ()
    on: tuple[PageAnnotation, ...] = ()
    annotated: tuple[str, ...] = ()
    own: int | None = None


def stamped(document: pdfium.PdfDocument, index: int) -> Stamped:
    """Page ``index`` (from 0) with its stamps made part of the page, so that their words are read with it.

    What was put on is told only the first time: what is part of the page is no stamp any more.

    A clerk's system puts the number and date of a signed directive over the blanks as form fields or
    stamps; pdfium reads only what belongs to the page itself. Typed notes that are sentences stay apart.
    """
    page = document[index]
    if not raw.FPDFPage_GetAnnotCount(page.raw):
        return Stamped(page)
    on, annotated = found_on(page), words_on(page)
    if not any(one.kind in _PRINTED for one in on):
        return Stamped(page, (), on, annotated)
    _take_off_notes(page)
    own = raw.FPDFPage_CountObjects(page.raw)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)  # where it fails the page stays as it was
    page.close()
    boxes = tuple(one.box for one in on if one.kind in _STAMPS)
    # only a page loaded anew shows what was flattened into it
    return Stamped(document[index], boxes, on, annotated, own)


def _take_off_notes(page: pdfium.PdfPage) -> None:
    """Typed notes are read from their words, not from where they lie over the text; the file stays as it is."""
    notes = [i for i, note in notes_on(page) if _is_note(note)]
    for i in reversed(notes):
        raw.FPDFPage_RemoveAnnot(page.raw, i)


def _is_note(note: object) -> bool:
    return raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_FREETEXT and bool(
        PageAnnotation("note", ((0, 0, 0, 0),), string(note, b"Contents")).is_sentence)

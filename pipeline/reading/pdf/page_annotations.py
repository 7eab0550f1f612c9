"""What people put onto a page after it was made: values of form fields, typed notes, marks by pen or stamp.

pdfium reads only what belongs to the page itself. What has an appearance becomes part of the page
(:mod:`.stamps`); what has none, and typed notes, are set here from their words.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ..draft import Box, PageAnnotation, PageAnnotationKind, PrintedWord
from .rules import Drawing, Edge
from .tables import inside
from .words import top_left

_KINDS: dict[int, PageAnnotationKind] = {
    raw.FPDF_ANNOT_WIDGET: "field", raw.FPDF_ANNOT_FREETEXT: "note", raw.FPDF_ANNOT_TEXT: "remark",
    raw.FPDF_ANNOT_STRIKEOUT: "strike", raw.FPDF_ANNOT_INK: "pen", raw.FPDF_ANNOT_STAMP: "stamp",
    raw.FPDF_ANNOT_HIGHLIGHT: "remark", raw.FPDF_ANNOT_UNDERLINE: "remark", raw.FPDF_ANNOT_SQUIGGLY: "remark",
    raw.FPDF_ANNOT_CARET: "remark", raw.FPDF_ANNOT_LINE: "pen", raw.FPDF_ANNOT_SQUARE: "area",
    raw.FPDF_ANNOT_CIRCLE: "pen", raw.FPDF_ANNOT_POLYGON: "pen", raw.FPDF_ANNOT_POLYLINE: "pen",
    raw.FPDF_ANNOT_REDACT: "area", raw.FPDF_ANNOT_WATERMARK: "stamp",
    raw.FPDF_ANNOT_FILEATTACHMENT: "file",
}  # fmt: skip
_WORDED = (b"Contents", b"T", b"Subj", b"RC", b"NM", b"TU", b"V")
_UNSHOWN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_USUAL, _LARGEST, _SHARE = 11.0, 14.0, 0.75  # type sizes, points; share of the height of a field
_WIDE, _DESCENT, _LEADING = 0.5, 0.22, 1.2  # of the type size: a letter, what hangs under the line, a line
_FILLS = re.compile(r"^[\d\s./-]*$|^(?:Số\s*:?|.*\bngày)\s*\d|^/|^\d+\s*/", re.IGNORECASE)  # what stands in a blank
_FLAT = 8.0  # points by which a hand wavers that draws a line
_NEAR = 2.0  # points by which words may stand off their field
_TYPE_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s+Tf")


def found_on(page: pdfium.PdfPage) -> tuple[PageAnnotation, ...]:
    """What is put onto ``page``, in the order of the file."""
    corner = top_left(page)
    return tuple(one for _, note in notes_on(page) if (one := _annotations_told(note, corner)))


def notes_on(page: pdfium.PdfPage) -> Iterator[tuple[int, Any]]:
    """The annotations of a page with their numbers; each is open only while it is looked at."""
    for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, i)
        if not note:
            continue
        try:
            yield i, note
        finally:
            raw.FPDFPage_CloseAnnot(note)


def string(note: Any, key: bytes) -> str:
    """The text value of an annotation under ``key``, empty where there is none."""
    return _text(partial(raw.FPDFAnnot_GetStringValue, note, key))


def _text(ask: Callable[[Any, int], int]) -> str:
    """What ``ask`` writes into a buffer of so many bytes, as pdfium tells texts: UTF-16 with a zero behind it."""
    size = ask(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _annotations_told(note: Any, corner: Any) -> PageAnnotation | None:
    kind = _KINDS.get(raw.FPDFAnnot_GetSubtype(note))
    rect = raw.FS_RECTF()
    if kind is None or raw.FPDFAnnot_GetFlags(note) & _UNSHOWN or not raw.FPDFAnnot_GetRect(note, rect):
        return None
    text = _file_name(note) if kind == "file" else string(note, b"V" if kind == "field" else b"Contents")
    if kind == "field" and string(note, b"FT") in ("Btn", "Sig"):
        text = ""
    size = _TYPE_SIZE.search(string(note, b"DA"))
    around = corner(rect.left, rect.bottom, rect.right, rect.top)
    boxes = tuple(_quads(note, corner)) if kind == "strike" else tuple(_drawn(note, corner)) if kind == "pen" else ()
    words = unicodedata.normalize("NFC", text).strip()
    return PageAnnotation(kind, boxes or (around,), words, float(size[1]) if size else 0.0)


def _file_name(note: Any) -> str:
    """The name of the file that is pinned to a page (ISO 32000-1, 12.5.6.15)."""
    file = raw.FPDFAnnot_GetFileAttachment(note)
    return (_text(partial(raw.FPDFAttachment_GetName, file)) if file else "") or "không tên"


def words_on(page: pdfium.PdfPage) -> tuple[str, ...]:
    """All words of the annotations of ``page``: their contents, names, values."""
    return tuple(text for _, note in notes_on(page) for key in _WORDED if (text := string(note, key)))


def _quads(note: Any, corner: Any) -> Iterator[Box]:
    """The marked runs of a line (ISO 32000-1, 12.5.6.10)."""
    quad = raw.FS_QUADPOINTSF()
    for i in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
        if raw.FPDFAnnot_GetAttachmentPoints(note, i, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield corner(min(xs), min(ys), max(xs), max(ys))


def _drawn(note: Any, corner: Any) -> Iterator[Box]:
    """Around each stroke of a line or of a pen (ISO 32000-1, 12.5.6.7 and 12.5.6.13)."""
    start, end = raw.FS_POINTF(), raw.FS_POINTF()
    if raw.FPDFAnnot_GetLine(note, start, end):
        yield corner(min(start.x, end.x), min(start.y, end.y), max(start.x, end.x), max(start.y, end.y))
    for i in range(raw.FPDFAnnot_GetInkListCount(note)):
        count = raw.FPDFAnnot_GetInkListPath(note, i, None, 0)
        points = (raw.FS_POINTF * count)()
        if count and raw.FPDFAnnot_GetInkListPath(note, i, points, count):
            xs, ys = [p.x for p in points], [p.y for p in points]
            yield corner(min(xs), min(ys), max(xs), max(ys))


def strokes(on: Iterable[PageAnnotation]) -> list[Edge]:
    """The strokes of a pen that are as flat as lines, in the form of drawn rules."""
    flat = (box for one in on if one.kind == "pen" for box in one.boxes
            if box[3] - box[1] <= min(_FLAT, 0.5 * (box[2] - box[0])))  # fmt: skip
    return [{"x0": x0, "x1": x1, "top": (top + bottom) / 2, "orientation": "h"} for x0, top, x1, bottom in flat]


def stamped_words(on: Iterable[PageAnnotation], words: Sequence[PrintedWord],
                  drawn: Drawing) -> list[list[PrintedWord]]:
    """The words of stamps that say something by themselves (a stamp of receipt, *ĐÃ DUYỆT*); a number or a date that is
    stamped into its blank does not."""
    boxes = [one.box for one in on if one.kind == "stamp"]
    late = [w for w in words if drawn.texts.get(w.drawn, 0) > drawn.added] if boxes else []
    stamped = ([w for w in late if inside(w, box)] for box in boxes)
    return [held for held in stamped if held and not _FILLS.match(" ".join(w.text for w in held))]


def typed(on: Iterable[PageAnnotation], words: Sequence[PrintedWord]) -> list[PrintedWord]:
    """The words of fields and of short notes that are not among the ``words`` of their page yet."""
    return [word for one in on if one.text and one.kind in ("field", "note") and not one.is_sentence
            if not _is_read(one, words) for word in set_words(one)]  # fmt: skip


def set_words(one: PageAnnotation) -> list[PrintedWord]:
    """The words of a field or note where a reader of PDFs would show them."""
    x0, top, x1, bottom = one.box
    lines = one.text.splitlines() or [""]
    height = (bottom - top) / max(len(lines), 1)
    size = one.size or min(max(_SHARE * height, 1.0), _USUAL)
    size = min(size, _LARGEST)
    wrapped = [part for line in lines for part in _wrapped(line, max(x1 - x0, size) / (_WIDE * size))]
    single = len(wrapped) == 1
    first = (top + bottom + size) / 2 - _DESCENT * size if single else top + size
    found: list[PrintedWord] = []
    for n, line in enumerate(wrapped):
        baseline, x = first + n * _LEADING * size, x0
        for text in line.split():
            wide = len(text) * _WIDE * size
            found.append(PrintedWord(text, x, baseline - size, x + wide, baseline + _DESCENT * size, baseline, size))
            x += wide + _WIDE * size
    if single and found and found[-1].x1 > x1:
        _squeeze(found, x0, x1)
    return found


def _squeeze(words: Sequence[PrintedWord], x0: float, x1: float) -> None:
    ratio = (x1 - x0) / max(words[-1].x1 - x0, 0.1)
    for word in words:
        word.x0, word.x1 = x0 + (word.x0 - x0) * ratio, x0 + (word.x1 - x0) * ratio


def _wrapped(line: str, letters: float) -> Iterator[str]:
    held = ""
    for word in line.split():
        if held and len(held) + 1 + len(word) > 1.25 * letters:
            yield held
            held = word
        else:
            held = f"{held} {word}" if held else word
    yield held


def _is_read(one: PageAnnotation, words: Sequence[PrintedWord]) -> bool:
    """Whether the text stands in its box already."""
    x0, top, x1, bottom = one.box
    beside = (w for w in words if w.x1 > x0 and w.x0 < x1)
    there = "".join(w.text for w in beside if top - _NEAR <= (w.top + w.bottom) / 2 <= bottom + _NEAR)
    return "".join(one.text.split()) in there

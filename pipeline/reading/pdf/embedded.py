"""Files embedded in a PDF that is no portfolio: none is read, but marks of secrecy in them are looked for."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium

from ..secrecy import markup
from ..secrecy import words as secrecy
from ..secrecy.gate import Piece

_LARGEST, _MOST, _PAGES = 20 << 20, 20, 50  # bytes of one file; files; pages of one


def pieces(document: pdfium.PdfDocument) -> Iterator[Piece]:
    """What the embedded files show, as far as they are PDF or Office files of a usual size."""
    for n in range(min(document.count_attachments(), _MOST)):
        data = _data(document.get_attachment(n))
        if data.startswith(b"PK"):
            yield from (piece._replace(where="tệp nhúng trong PDF") for piece in markup.pieces(data))
        elif b"%PDF-" in data[:1024]:
            yield from (Piece(line, "tệp nhúng trong PDF") for line in _lines(data))


def _data(attachment: pdfium.PdfAttachment) -> bytes:
    try:
        data = bytes(attachment.get_data())
    except pdfium.PdfiumError:
        return b""
    return data if len(data) <= _LARGEST else b""


def _lines(data: bytes) -> Iterator[str]:
    try:
        inner = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return
    try:
        for n in range(min(len(inner), _PAGES)):
            text = inner[n].get_textpage().get_text_range()
            if secrecy.may_hold(text):
                yield from secrecy.lines(text.splitlines())
    except pdfium.PdfiumError:
        return
    finally:
        inner.close()

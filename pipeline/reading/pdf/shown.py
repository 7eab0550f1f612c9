"""What a PDF shows beside the text that is read: lines as they are printed, notes on pages, outline, properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

from ..draft import PrintedWord
from ..secrecy import words as secrecy
from ..secrecy.gate import Piece
from .put_on import notes_on, string

_GAP = 1.5  # type sizes between two words of one line
_ROW = 0.5  # type sizes by which words of one line may stand apart in height
_SAYING = (b"Contents", b"T", b"Subj", b"RC", b"NM", b"TU", b"V")


def lines(text: str, words: Sequence[PrintedWord]) -> Iterator[str]:
    """The printed lines of a page that may be marks of secrecy: as pdfium tells them, and as words stand together."""
    if not (secrecy.may_hold(text) or secrecy.may_hold(" ".join(word.text for word in words))):
        return
    yield from secrecy.lines(text.splitlines())
    yield from secrecy.lines(_together(words))


def _together(words: Sequence[PrintedWord]) -> Iterator[str]:
    run: list[PrintedWord] = []
    for word in words:
        last = run[-1] if run else None
        if last and not (
            abs(word.baseline - last.baseline) < _ROW * last.size and -last.size < word.x0 - last.x1 < _GAP * last.size
        ):
            yield " ".join(one.text for one in run)
            run = []
        run.append(word)
    if run:
        yield " ".join(one.text for one in run)


def beside_pages(document: pdfium.PdfDocument) -> Iterator[Piece]:
    """Properties, names in the outline and of attached files, and notes on pages."""
    for value in document.get_metadata_dict(skip_empty=True).values():
        yield from (Piece(part, "thuộc tính tệp", True) for part in (value, *value.split(",")))
    for n in range(document.count_attachments()):
        yield Piece(document.get_attachment(n).get_name(), "tên tệp đính kèm", True)
    for item in document.get_toc(max_depth=5):
        title = item.get_title() if hasattr(item, "get_title") else item.title
        yield Piece(title or "", "mục lục của tệp", True)
    for n in range(len(document)):
        yield from (
            Piece(line, f"ghi chú, trang {n + 1}", True) for text in _notes(document, n) for line in text.splitlines()
        )


def _notes(document: pdfium.PdfDocument, index: int) -> Iterator[str]:
    try:
        page = document[index]
    except pdfium.PdfiumError:  # told where the page is read
        return
    try:
        for _, note in notes_on(page):
            yield from filter(None, (string(note, key) for key in _SAYING))
    finally:
        page.close()

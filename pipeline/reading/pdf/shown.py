"""What a PDF shows beside the text that is read: lines as they are printed, notes on pages, outline, properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pypdfium2 as pdfium

from ..draft import PageDraft, PrintedWord
from ..secrecy import words as secrecy
from ..secrecy.gate import Piece

_GAP = 1.5  # type sizes between two words of one line
_ROW = 0.5  # type sizes by which words of one line may stand apart in height


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
    """Properties, names in the outline and of attached files."""
    for value in document.get_metadata_dict(skip_empty=True).values():
        yield from (Piece(part, "thuộc tính tệp", True) for part in (value, *value.split(",")))
    for n in range(document.count_attachments()):
        yield Piece(document.get_attachment(n).get_name(), "tên tệp đính kèm", True)
    for item in document.get_toc(max_depth=5):
        title = item.get_title() if hasattr(item, "get_title") else item.title
        yield Piece(title or "", "mục lục của tệp", True)


def on_pages(drafts: Iterable[PageDraft]) -> Iterator[Piece]:
    """What the annotations of pages say, and the names of files that are pinned to them."""
    for draft in drafts:
        texts = (*draft.annotated, *(one.text for one in draft.on if one.kind == "file"))
        yield from (Piece(line, f"ghi chú, trang {draft.number}", True) for text in texts for line in text.splitlines())

"""The pages of a PDF that have to be recognised: without a text layer, or with one that lies."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from pipeline.model.text import Doubt, Furniture

from ..draft import PageDraft, PrintedWord
from ..ocr import scan, tesseract
from ..ocr.scan import ScannedPage
from . import aside, tables
from . import page as pages_of
from .baggage import has_giant_picture
from .rows import text_of
from .stamps import stamped

_NEAR = 2.0  # points around a notice
_UNSURE = 0.7  # mean confidence of a page below which its words are doubted


def recognise(document: pdfium.PdfDocument, path: Path, drafts: list[PageDraft]) -> dict[int, ScannedPage]:
    """Read the pages without a usable text layer as pictures; their drafts are filled and count as read.

    Raises NeedsOcr when there is nothing else in the file and no program to recognise it.
    """
    wanted = {d.number: d for d in drafts if d.scanned or not d.readable}
    if not wanted:
        return {}
    if not tesseract.available():
        if len(wanted) == len(drafts):
            tesseract.require(f"{path.name} (trang {span(sorted(wanted))})")
        return {}
    found: dict[int, ScannedPage] = {}
    for number, seen in scan.recognised(_pictures(document, list(wanted))):
        draft = wanted[number]
        if seen.words:
            take(draft, seen)
            found[number] = seen
        elif seen.blank:
            draft.scanned, draft.readable = False, True
    return found


def take(draft: PageDraft, seen: ScannedPage) -> None:
    """Fill ``draft`` with the words and tables that were recognised on its page."""
    if seen.turned in (90, 270):
        draft.width, draft.height = draft.height, draft.width
    told = draft.furniture
    words, notice = aside.signature_notice(_beside_notice(draft, seen))
    pages_of.arrange(draft, words, tables.find(seen.edges))
    draft.furniture = told + draft.furniture
    if notice and not told:
        draft.furniture.append(Furniture("watermark", draft.number, text_of(notice)))
    draft.furniture += [Furniture("stamp", draft.number, words) for words in seen.stamps]
    if seen.noise:
        draft.furniture.append(Furniture("watermark", draft.number, " ".join(seen.noise)))
    draft.scanned, draft.readable = False, True


def _beside_notice(draft: PageDraft, seen: ScannedPage) -> list[PrintedWord]:
    """The words that are not of the notice of a signature, which the text layer over the scan tells better."""
    if draft.notice is None or seen.turned:
        return seen.words
    x0, top, x1, bottom = draft.notice
    cos, sin = math.cos(math.radians(seen.lean)), math.sin(math.radians(seen.lean))

    def held(word: PrintedWord) -> bool:
        across, down = word.middle - draft.width / 2, (word.top + word.bottom) / 2 - draft.height / 2
        x, y = across * cos - down * sin + draft.width / 2, across * sin + down * cos + draft.height / 2
        return x0 - _NEAR <= x <= x1 + _NEAR and top - _NEAR <= y <= bottom + _NEAR

    return [word for word in seen.words if not held(word)]


def _pictures(document: pdfium.PdfDocument, numbers: Sequence[int]) -> Iterator[tuple[int, Image.Image, float]]:
    for number in numbers:
        page = stamped(document, number - 1).page
        try:
            if has_giant_picture(page):  # stays unread, and is told
                continue
            picture, scale = scan.render(page, scan.DPI)
        finally:
            page.close()
        yield number, picture, scale


def recognised_doubts(name: str, recognised: Mapping[int, ScannedPage]) -> tuple[Doubt, ...]:
    """What a person has to know of pages that were recognised and not read; ``name`` is the file's."""
    if not recognised:
        return ()
    found = [Doubt("van-ban-quet", f"{name}: trang {span(sorted(recognised))} đọc bằng nhận dạng chữ. "
                                   "Đối chiếu số, ngày, tên và thời hạn với bản giấy.")]
    found += [Doubt("ten-co-quan-sua-khi-doc", f"Phần đầu trang {n} đọc được “{m.printed}”, lấy theo danh mục là "
                                               f"“{m.taken}”. Đối chiếu với bản giấy.")
              for n, page in sorted(recognised.items()) for m in page.put_right]
    unsure = sorted(n for n, page in recognised.items() if page.sure < _UNSURE)
    if unsure:
        found.append(Doubt("trang-doc-khong-chac", f"{name}: trang {span(unsure)} mờ hoặc lệch, chữ đọc được "
                                                   "không chắc. Quét lại rõ hơn (300 dpi, thẳng trang) nếu có thể."))
    return tuple(found)


def unread_doubt(name: str, pages: Sequence[int], advice: str) -> Doubt:
    """Pages of pictures that gave no words, or that could not be tried for want of the program."""
    if tesseract.available():
        return Doubt("trang-khong-doc-duoc", f"{name}: trang {span(pages)} là ảnh, nhận dạng không ra chữ; phần còn "
                                             "lại đã đọc. Xem trang ấy; nếu có nội dung thì quét lại rõ hơn (300 dpi).")
    return Doubt("trang-quet", f"{name}: trang {span(pages)} là bản quét, không đọc được; phần còn lại đã đọc. "
                               f"{advice}")


def span(numbers: Sequence[int]) -> str:
    """``1–3, 5``"""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)

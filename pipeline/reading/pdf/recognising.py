"""The pages of a PDF that have to be recognised: without a text layer, or with one that lies."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from pipeline.model.text import Furniture

from ..draft import PageDraft, PrintedWord
from ..ocr import scan, tesseract
from ..ocr.ordinals import Order
from ..ocr.scan import ScannedPage
from . import aside, notices, tables
from . import page as pages_of
from .baggage import has_giant_picture
from .recognition import Recognition, span
from .rows import text_of
from .stamps import stamped
from .unmapped import with_known

_NEAR = 2.0  # points around a notice


def recognise(document: pdfium.PdfDocument, path: Path, drafts: list[PageDraft], until: float) -> Recognition:
    """Read the pages without a usable text layer as pictures; their drafts are filled and count as read.

    No page is begun after ``until`` (of ``time.monotonic``), so that what was read by then is not lost. Raises NeedsOcr
    when there is nothing else in the file and no program to recognise it.
    """
    wanted = {d.number: d for d in drafts if d.scanned or not d.readable}
    found = Recognition()
    if not wanted:
        return found
    if not tesseract.available():
        if len(wanted) == len(drafts):
            tesseract.require(f"{path.name} (trang {span(sorted(wanted))})")
        return found
    before = {later.number: earlier for earlier, later in pairwise(drafts)}
    for number, seen in in_order(scan.recognised(_pictures(document, wanted, until, found), len(document))):
        draft = wanted[number]
        found.stamps.extend((number, words) for words in seen.stamps)
        if seen.words:
            take(draft, seen, before.get(number))
            found.pages[number] = seen
        elif seen.blank:
            draft.scanned, draft.readable = False, True
    return found


def in_order(pages: Iterable[tuple[int, ScannedPage]]) -> Iterator[tuple[int, ScannedPage]]:
    """The pages with the marks of their clauses put right; each is held until the next one, which may tell on it."""
    order, held = Order(), list[tuple[int, ScannedPage]]()
    for number, seen in pages:
        order.correct(seen.words, seen.lines)
        yield from held
        held = [(number, seen)]
    yield from held


def take(draft: PageDraft, seen: ScannedPage, before: PageDraft | None) -> None:
    """Fill ``draft`` with the words and tables that were recognised on its page; ``before`` is the page before."""
    draft.carried = before.carries if before else 0.0
    if seen.turned in (90, 270):
        draft.width, draft.height = draft.height, draft.width
    told = draft.notice is not None
    words, notice = aside.signature_notice(_beside_notice(draft, seen))
    if draft.sound and not seen.turned:
        words = with_known(words, draft.sound)
    pages_of.arrange(draft, words, tables.find(seen.edges))
    if notice and not told:
        draft.furniture.append(Furniture("watermark", draft.number, text_of(notice)))
    draft.furniture += [Furniture("stamp", draft.number, words) for words in seen.stamps]
    if seen.receipt:
        draft.furniture.append(Furniture("receipt", draft.number, seen.receipt))
    if seen.noise:
        draft.furniture.append(Furniture("watermark", draft.number, " ".join(seen.noise)))
    draft.scanned, draft.readable = False, True


def _beside_notice(draft: PageDraft, seen: ScannedPage) -> list[PrintedWord]:
    """The words that are not of the notice of a signature, which the text layer over the scan tells better."""
    if draft.notice is None or draft.notice_off or seen.turned:
        return seen.words
    x0, top, x1, bottom = draft.notice
    cos, sin = math.cos(math.radians(seen.lean)), math.sin(math.radians(seen.lean))

    def held(word: PrintedWord) -> bool:
        across, down = word.middle - draft.width / 2, (word.top + word.bottom) / 2 - draft.height / 2
        x, y = across * cos - down * sin + draft.width / 2, across * sin + down * cos + draft.height / 2
        return x0 - _NEAR <= x <= x1 + _NEAR and top - _NEAR <= y <= bottom + _NEAR

    return [word for word in seen.words if not held(word)]


def _pictures(document: pdfium.PdfDocument, wanted: Mapping[int, PageDraft], until: float,
              left: Recognition) -> Iterator[tuple[int, Image.Image, float]]:
    """The pages to recognise as pictures, without the notice of a signature that their text layer tells; those that
    stay unread are told in ``left``."""
    for number, draft in wanted.items():
        if time.monotonic() > until:
            left.late.append(number)
            continue
        page = stamped(document, number - 1).page
        try:
            if has_giant_picture(page):
                left.giant.append(number)
                continue
            draft.notice_off = draft.notice is not None and notices.take_off(page, draft.notice_text)
            picture, scale = scan.render(page, scan.DPI)
        finally:
            page.close()
        yield number, picture, scale

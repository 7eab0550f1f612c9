"""Pictures on pages of a PDF that has a text layer: scans under a layer of recognised text, stamps put in as pictures
or drawn with lines and curves.

They are drawn and looked at for marks of secrecy only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline import paging

from ..draft import DraftTable, Line, PageDraft
from ..ocr import marks, scan, tesseract
from ..ocr.tesseract import Seen
from ..secrecy.gate import Piece
from .baggage import has_giant_picture
from .stamps import stamped

_LEAST = (16.0, 7.0)  # points, width and height of a picture that may be a stamp
_CORNERS = 7  # steps of a path that may be a letter: a rule, a frame or the ground of a cell has five, a T eight
_PRINT = 1.0


def pieces(document: pdfium.PdfDocument, drafts: Sequence[PageDraft]) -> Iterator[Piece]:
    """The marks on the pictures of pages that are not recognised as a whole anyway."""
    if not tesseract.available():
        return
    for draft in drafts:
        if draft.scanned or not draft.readable:
            continue
        paging.at("marks", draft.number, len(document))
        page = stamped(document, draft.number - 1).page
        try:
            found = _marks(page, draft)
        finally:
            page.close()
        yield from (Piece(word, f"hình trên trang {draft.number}", True) for word in found)


def _marks(page: pdfium.PdfPage, draft: PageDraft) -> list[str]:
    if not (_has_picture(page) or _has_drawing(page)) or has_giant_picture(page):
        return []
    picture, scale = scan.render(page, scan.DPI)
    return marks.stamps(picture, list(_seen(draft, scale)), scan.DPI, first=False)


def _has_picture(page: pdfium.PdfPage) -> bool:
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if right - left >= _LEAST[0] and top - bottom >= _LEAST[1]:
            return True
    return False


def _has_drawing(page: pdfium.PdfPage) -> bool:
    """Whether something is drawn that may be letters: paths with more corners than rules and frames, as large together
    as a stamp."""
    edges = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
             if raw.FPDFPath_CountSegments(item.raw) >= _CORNERS]
    if not edges:
        return False
    lefts, bottoms, rights, tops = zip(*edges, strict=True)
    return bool(max(rights) - min(lefts) >= _LEAST[0] and max(tops) - min(bottoms) >= _LEAST[1])


def _seen(draft: PageDraft, scale: float) -> Iterator[Seen]:
    """The words of the text layer as if they had been recognised."""
    for item in draft.items:
        lines = [item] if isinstance(item, Line) else _lines(item)
        for line in lines:
            for n, text in enumerate(line.text.split(" ")):
                x0, top, x1, bottom = (edge * scale for edge in line.boxes[5 * n : 5 * n + 4])
                yield Seen(text, x0, top, x1, bottom, _PRINT, bottom, bottom - top)


def _lines(table: DraftTable) -> list[Line]:
    return [line for cell in table.cells for block in cell.blocks for line in block.lines]

"""Small papers for the tests of the reading room: a PDF set with reportlab, and what must hold of any document."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.model import Document

# DejaVu has every Vietnamese letter; some builds of the Liberation fonts lack the stacked ones.
FONTS = Path("/usr/share/fonts/truetype/dejavu")
FACES = {"Serif": "DejaVuSerifCondensed.ttf", "Serif-Bold": "DejaVuSerifCondensed-Bold.ttf",
         "Serif-Italic": "DejaVuSerifCondensed-Italic.ttf"}
needs_fonts = pytest.mark.skipif(not (FONTS / FACES["Serif"]).exists(), reason="DejaVu fonts are not installed")
SHARED = Path(__file__).resolve().parents[3] / "shared"

BODY = "Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát toàn bộ cơ sở khám bệnh trên địa bàn, báo cáo Ủy ban nhân " \
       "dân tỉnh trước ngày 15 tháng 3 năm 2025 để theo dõi, chỉ đạo."


def use_fonts() -> None:
    for name, file in FACES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))


class Sheet:
    """A canvas that is written from the top, in points from the top left, as pages are measured here."""

    def __init__(self, path: Path, **options: object) -> None:
        use_fonts()
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, **options)
        self.width, self.height = A4

    def text(self, x: float, y: float, words: str, face: str = "Serif", size: float = 14) -> Sheet:
        self.canvas.setFont(face, size)
        self.canvas.drawString(x, self.height - y, words)
        return self

    def middle(self, x: float, y: float, words: str, face: str = "Serif", size: float = 14) -> Sheet:
        self.canvas.setFont(face, size)
        self.canvas.drawCentredString(x, self.height - y, words)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        return self

    def page(self) -> Sheet:
        self.canvas.showPage()
        return self

    def save(self) -> Path:
        self.canvas.save()
        return self.path

    def head(self) -> Sheet:
        """A two-column letterhead, with number and date."""
        self.middle(170, 70, "ỦY BAN NHÂN DÂN", "Serif-Bold", 13)
        self.middle(170, 86, "TỈNH HÒA AN", "Serif-Bold", 13)
        self.middle(400, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Serif-Bold", 13)
        self.middle(400, 86, "Độc lập - Tự do - Hạnh phúc", "Serif-Bold", 13)
        self.text(120, 110, "Số:", size=13)
        self.text(170, 110, "/UBND-VX", size=13)
        self.text(330, 110, "Hòa An, ngày", "Serif-Italic", 13).text(440, 110, "tháng 3 năm 2025", "Serif-Italic", 13)
        return self


def paragraph_style(**changes: object) -> ParagraphStyle:
    use_fonts()
    settings: dict[str, object] = {"fontName": "Serif", "fontSize": 14, "leading": 17, "alignment": TA_JUSTIFY,
                                   "firstLineIndent": 36, "spaceAfter": 6}
    return ParagraphStyle("body", **{**settings, **changes})


def texts(document: Document) -> list[str]:
    return [document.text[p.start:p.end] for p in document.paragraphs]


def columns(document: Document, side: str | None) -> list[str]:
    return [document.text[p.start:p.end] for p in document.paragraphs if p.column == side]


def grid(document: Document, number: int = 0) -> list[list[str]]:
    """The texts of a table by rows; a spanned place is empty."""
    table = document.tables[number]
    rows = [["" for _ in range(table.cols)] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = document.text[cell.start:cell.end]
    return rows


def check(document: Document) -> None:
    """What holds of every document the room hands out."""
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    assert text == "\n".join(texts(document))
    at = 0
    for p in document.paragraphs:
        assert p.start == at
        assert p.end > p.start
        assert text[p.start:p.end] == text[p.start:p.end].strip()
        assert "  " not in text[p.start:p.end]
        at = p.end + 1
    inside = {i for p in document.paragraphs for i in range(p.start, p.end)}
    for word in document.words:
        assert word.end > word.start
        assert word.start in inside
        assert word.end - 1 in inside
        assert not any(c.isspace() for c in text[word.start:word.end])
        assert 1 <= word.box.page <= document.source.pages
        assert word.box.x0 <= word.box.x1
        assert word.box.top <= word.box.bottom
    for table in document.tables:
        starts = [cell.start for cell in table.cells]
        places = [(cell.row, cell.col) for cell in table.cells]
        assert starts == sorted(starts)
        assert places == sorted(places)
        assert all(table.start <= c.start <= c.end <= table.end for c in table.cells if c.end > c.start)
        assert all(c.row + c.row_span <= table.rows and c.col + c.col_span <= table.cols for c in table.cells)
        assert 0 <= table.header_rows < max(table.rows, 1)


FIRST = "1. Sở Công Thương rà soát quy hoạch chợ trước ngày 30/6/2025."
SECOND = "2. Sở Tài chính bố trí kinh phí trước ngày 15/7/2025."


def two_tasks(path: Path) -> Sheet:
    """A page with two tasks, to put marks onto."""
    return Sheet(path).text(85, 100, FIRST, size=13).text(85, 120, SECOND, size=13)


def told(document: Document, code: str) -> str:
    """The words of all doubts of that code."""
    return " ".join(doubt.message for doubt in document.warnings if doubt.code == code)

"""Scans made for the tests: words drawn on white paper, stamped, turned, and saved as a PDF of pictures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from pipeline.reading.ocr import tesseract

# DejaVu has every Vietnamese letter; some builds of the Liberation fonts lack the stacked ones.
FACES = [Path("/usr/share/fonts/truetype/dejavu") / "DejaVuSerifCondensed.ttf",
         Path("/usr/share/fonts/truetype/liberation") / "LiberationSerif-Regular.ttf"]
DPI = 200
POINT = DPI / 72
RED, BLACK = (205, 30, 40), (20, 20, 20)


def face() -> Path | None:
    return next((path for path in FACES if path.exists()), None)


needs_ocr = pytest.mark.skipif(shutil.which("tesseract") is None or not tesseract.available() or face() is None,
                               reason="Tesseract with Vietnamese data, or a font, is not installed")

BODY = ["Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát toàn bộ cơ sở khám bệnh",
        "trên địa bàn, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 3 năm 2025.",
        "Các cơ quan, đơn vị liên quan nghiêm túc thực hiện nội dung trên."]


class Paper:
    """A sheet of A4 in points from the top left."""

    def __init__(self) -> None:
        self.picture = Image.new("RGB", (round(595 * POINT), round(842 * POINT)), "white")
        self.draw = ImageDraw.Draw(self.picture)

    def text(self, x: float, y: float, words: str, size: float = 14, color: tuple[int, int, int] = BLACK) -> Paper:
        font = ImageFont.truetype(str(face()), round(size * POINT))
        self.draw.text((x * POINT, y * POINT), words, color, font, anchor="ls")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Paper:
        self.draw.line((x0 * POINT, y0 * POINT, x1 * POINT, y1 * POINT), BLACK, 2)
        return self

    def ring(self, x: float, y: float, radius: float) -> Paper:
        """A round stamp: its ink darkens what it lies on."""
        ink = Image.new("RGB", self.picture.size, "white")
        for r in (radius, radius - 5):
            box = ((x - r) * POINT, (y - r) * POINT, (x + r) * POINT, (y + r) * POINT)
            ImageDraw.Draw(ink).ellipse(box, outline=RED, width=5)
        self.picture = ImageChops.multiply(self.picture, ink)
        self.draw = ImageDraw.Draw(self.picture)
        return self

    def stamp(self, x: float, y: float, words: str, degrees: float = 0, color: tuple[int, int, int] = RED) -> Paper:
        """Words in a frame, turned, stamped with their upper left corner at ``x``, ``y``."""
        font = ImageFont.truetype(str(face()), round(16 * POINT))
        wide, high = (round(v) for v in font.getbbox(words)[2:])
        stamp = Image.new("RGB", (wide + 40, high + 36), "white")
        draw = ImageDraw.Draw(stamp)
        draw.text((20, 14), words, color, font)
        draw.rectangle((3, 3, stamp.width - 4, stamp.height - 4), outline=color, width=4)
        ink = Image.new("RGB", self.picture.size, "white")
        ink.paste(stamp.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC, fillcolor="white"),
                  (round(x * POINT), round(y * POINT)))
        self.picture = ImageChops.multiply(self.picture, ink)
        self.draw = ImageDraw.Draw(self.picture)
        return self

    def letterhead(self) -> Paper:
        self.text(90, 70, "ỦY BAN NHÂN DÂN", 13).text(105, 88, "TỈNH NINH BÌNH", 13)
        self.text(275, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12).text(330, 88, "Độc lập - Tự do - Hạnh phúc", 13)
        return self.text(110, 118, "Số: 27/UBND-VX", 13).text(320, 118, "Ninh Bình, ngày 20 tháng 02 năm 2025", 13)

    def body(self, top: float = 200) -> Paper:
        for i, line in enumerate(BODY):
            self.text(85, top + 20 * i, line, 13)
        return self

    def turned(self, degrees: float) -> Paper:
        self.picture = self.picture.rotate(degrees, resample=Image.Resampling.BICUBIC, expand=degrees % 90 == 0,
                                           fillcolor="white")
        return self


def as_pdf(path: Path, *papers: Paper) -> Path:
    first, *others = [paper.picture for paper in papers]
    first.save(path, "PDF", resolution=DPI, save_all=True, append_images=others)
    return path

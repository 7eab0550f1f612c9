"""Stamps of secrecy drawn on pages: any colour, slanted, framed or not, over print and beside it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from .secret_papers import BODY, FONTS, FOOT, HEAD, print_font

DPI = 200
POINT = DPI / 72
RED, BLUE, PURPLE, GREEN, BLACK = (205, 30, 40), (40, 50, 160), (120, 40, 140), (0, 110, 60), (20, 20, 20)
WORDS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
_FOLDER = FONTS[0].parent
BOLD = [_FOLDER / name for name in ("DejaVuSans-Bold.ttf", "DejaVuSerif-Bold.ttf")]
FACES = [*BOLD, _FOLDER / "DejaVuSerifCondensed.ttf", _FOLDER / "DejaVuSans.ttf"]

Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Stamp:
    """``place``: its upper left corner, and ``size``: of its letters, in points; ``lean`` in degrees."""

    words: str
    place: tuple[float, float]
    lean: float
    color: Color
    size: float
    face: Path
    framed: bool


def stamped(page: Image.Image, stamp: Stamp) -> Image.Image:
    """The page with the stamp on it: its ink darkens what it lies on."""
    font = ImageFont.truetype(str(stamp.face), round(stamp.size * POINT))
    wide, high = (round(edge) for edge in font.getbbox(stamp.words)[2:])
    own = Image.new("RGB", (wide + 40, high + 36), "white")
    draw = ImageDraw.Draw(own)
    draw.text((20, 14), stamp.words, stamp.color, font)
    if stamp.framed:
        draw.rectangle((3, 3, own.width - 4, own.height - 4), outline=stamp.color, width=4)
    ink = Image.new("RGB", page.size, "white")
    leaning = own.rotate(stamp.lean, expand=True, resample=Image.Resampling.BICUBIC, fillcolor="white")
    ink.paste(leaning, (round(stamp.place[0] * POINT), round(stamp.place[1] * POINT)))
    return ImageChops.multiply(page, ink)


def variants(count: int, luck: Random) -> Iterator[Stamp]:
    """Stamps of all kinds; coloured ones also over print, black ones beside it."""
    faces = [face for face in FACES if face.exists()]
    for n in range(count):
        color = (RED, BLUE, BLACK, PURPLE, GREEN)[n % 5]
        over = color != BLACK and luck.random() < 0.5
        beside = [(100.0, 130.0), (330.0, 130.0), (60.0, 765.0)]
        place = (luck.uniform(60, 330), luck.uniform(200, 620)) if over else luck.choice(beside)
        low = place[1] == 765
        lean = luck.uniform(-8, 8) if low else luck.uniform(-45, 45)
        face = luck.choice(faces)
        size = luck.choice((14, 16, 20, 24)) if low or over else luck.choice((14, 16))
        yield Stamp(WORDS[n % 3], place, lean, color, size, face, luck.random() < 0.7)


def over_black(count: int, luck: Random, face: Path = BOLD[0]) -> Iterator[Stamp]:
    """Black stamps over black print, in bold letters as stamps have them."""
    for n in range(count):
        lean = luck.choice((luck.uniform(-45, 45), luck.uniform(-8, 8), 0.0))
        place = (luck.uniform(60, 330), luck.uniform(200, 620))
        size, framed = luck.choice((16, 18, 20, 24)), luck.random() < 0.7
        yield Stamp(WORDS[n % 3], place, lean, BLACK, size, face, framed)


def _printed(out: io.BytesIO) -> Canvas:
    """A page of print with room for a stamp under the letterhead."""
    canvas = Canvas(out)
    canvas.setFont(print_font(), 12)
    for n, line in enumerate(HEAD):
        canvas.drawString(72, 800 - 13 * n, line)
    for n, line in enumerate([*BODY, *BODY, *FOOT]):
        canvas.drawString(72, 610 - 18 * n, line)
    return canvas


def scan(stamp: Stamp, name: str = "a") -> bytes:
    """A paper with the stamp as a PDF of one picture, or as the picture that its name says."""
    printed = io.BytesIO()
    canvas = _printed(printed)
    canvas.save()
    with pdfium.PdfDocument(printed.getvalue()) as document:
        page = document[0].render(scale=POINT).to_pil().convert("RGB")
    out = io.BytesIO()
    kind = {".png": "PNG", ".tif": "TIFF", ".jpg": "JPEG"}.get(Path(name).suffix, "PDF")
    stamped(page, stamp).save(out, kind, resolution=DPI, dpi=(DPI, DPI))
    return out.getvalue()


_M = (((0, 0), (0, 10), (3, 10), (5, 5), (7, 10), (10, 10), (10, 0), (7.6, 0), (7.6, 6), (5.8, 1.6), (4.2, 1.6),
       (2.4, 6), (2.4, 0)),)
_A = (((0, 0), (3.6, 10), (6.4, 10), (10, 0), (7.4, 0), (6.7, 2.2), (3.3, 2.2), (2.6, 0)),
      ((4, 4.2), (6, 4.2), (5, 7.6)),
      ((2.6, 11), (5, 13.2), (7.4, 11), (6, 11), (5, 12), (4, 11)),
      ((4.2, -3.4), (5.8, -3.4), (5.8, -1.8), (4.2, -1.8)))
_T = (((0, 10), (10, 10), (10, 8), (6.3, 8), (6.3, 0), (3.7, 0), (3.7, 8), (0, 8)),)


def drawn(lean: float, color: Color = RED, point: float = 1.4) -> bytes:
    """A PDF with a text layer and MẬT drawn with lines, as programs do that turn letters into outlines; ``point``
    points for a tenth of a letter."""
    out = io.BytesIO()
    canvas = _printed(out)
    canvas.translate(330, 400)
    canvas.rotate(lean)
    canvas.setFillColorRGB(*(part / 255 for part in color))
    for n, letter in enumerate((_M, _A, _T)):
        path = canvas.beginPath()
        for corners in letter:
            first, *others = [((x + 12 * n) * point, y * point) for x, y in corners]
            path.moveTo(*first)
            for corner in others:
                path.lineTo(*corner)
            path.close()
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    canvas.save()
    return out.getvalue()

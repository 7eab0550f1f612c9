"""Pictures inside of Office files, looked at for marks of secrecy only: their words are no part of the directive."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from ..secrecy.gate import Piece
from . import marks, scan, tesseract

_PAGE = 900  # pixels of the shorter side of a picture that may be a page
_ROUNDED = (1.2, 1.7)  # height of a page in its widths
_STAMP = 420  # pixels of the longer side at which a small picture is looked at
_SMALLEST = 20


def pieces(data: bytes, where: str) -> Iterator[Piece]:
    """The marks on a picture and, where it shows a page, its words; nothing where it cannot be looked at."""
    if not tesseract.available():
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data)) as file:
                picture = on_white(file)
        except (
            OSError,
            ValueError,
            UnidentifiedImageError,
            Image.DecompressionBombWarning,
            Image.DecompressionBombError,
        ):
            return
    if min(picture.size) < _SMALLEST:
        return
    if min(picture.size) >= _PAGE and _ROUNDED[0] <= picture.height / picture.width <= _ROUNDED[1]:
        yield from _page(picture, where)
        return
    factor = _STAMP / max(picture.size)
    sized = picture.resize(
        (max(round(picture.width * factor), 1), max(round(picture.height * factor), 1)), Image.Resampling.LANCZOS
    )
    framed = Image.new("RGB", (sized.width + 40, sized.height + 40), "white")
    framed.paste(sized, (20, 20))
    yield from (Piece(word, where, True) for word in marks.stamps(framed, (), scan.DPI, first=False))


def _page(picture: Image.Image, where: str) -> Iterator[Piece]:
    scale = scan.DPI / scan.POINTS
    factor = scan.A4_INCHES * scan.DPI / picture.width
    sized = picture.resize((round(picture.width * factor), round(picture.height * factor)), Image.Resampling.LANCZOS)
    seen = scan.read_picture(sized, scale, first=False)
    yield from (Piece(word, where, True) for word in seen.stamps)
    rows: dict[int, list[str]] = {}
    for word, line in zip(seen.words, seen.lines, strict=True):
        rows.setdefault(line, []).append(word.text)
    yield from (Piece(" ".join(row), where) for row in rows.values())


def on_white(picture: Image.Image) -> Image.Image:
    """The picture in colour on white paper."""
    if picture.mode not in {"RGBA", "LA", "PA"} and "transparency" not in picture.info:
        return picture.convert("RGB")
    solid = picture.convert("RGBA")
    paper = Image.new("RGBA", solid.size, "white")
    paper.alpha_composite(solid)
    return paper.convert("RGB")

"""Reads a picture file: a page photographed or scanned as PNG, JPEG or TIFF (of several pages too)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from pipeline.errors import BrokenFile, NeedsOcr, TooLarge
from pipeline.model.text import Document, Furniture, Source
from pipeline.settings import Settings

from ..builder import Builder
from ..draft import PageDraft
from ..pdf.flow import compose
from ..pdf.recognising import recognised_doubts, take, unread_doubt
from . import scan, tesseract

_A4_INCHES = 8.27
_LEAST, _MOST = 100, 1200  # dots per inch that a scanner tells; anything else is no scan of a page
_ADVICE = "Quét hoặc chụp lại rõ hơn (300 dpi, thẳng trang, đủ sáng), hoặc xin bản gốc DOCX hay PDF có lớp chữ."


def read(path: Path, sha256: str, settings: Settings) -> Document:
    """Read a picture file. Raises NeedsOcr when nothing on it can be read or the program is missing, TooLarge for a
    picture or a number of pages over the limits."""
    tesseract.require(path.name)
    drafts: list[PageDraft] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path) as file:
                found = dict(scan.recognised(_pages(file, path, settings, drafts)))
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise TooLarge(f"{path.name}: ảnh quá lớn để đọc.", "Quét lại ở 300 dpi rồi nạp lại.") from error
        except OSError as error:  # what Pillow cannot decode
            raise BrokenFile(f"{path.name}: tệp ảnh hỏng hoặc chưa chép xong, không mở được.",
                             "Chép hoặc quét lại rồi nạp lại.") from error
    unread = [d.number for d in drafts if not found[d.number].words and not found[d.number].blank]
    for draft in drafts:
        if found[draft.number].words:
            take(draft, found[draft.number])
    if not any(d.items for d in drafts):
        raise NeedsOcr(f"{path.name}: ảnh không nhận dạng ra chữ.", _ADVICE)
    builder = Builder()
    running = compose(drafts, builder)
    aside: list[Furniture] = sorted([f for d in drafts for f in d.furniture] + running, key=lambda f: f.page)
    doubts = recognised_doubts(path.name, {n: page for n, page in found.items() if page.words})
    if unread:
        doubts += (unread_doubt(path.name, unread, _ADVICE),)
    return builder.document(Source(path.name, sha256, len(drafts), "ocr"), tuple(aside), doubts)


def _pages(file: Image.Image, path: Path, settings: Settings,
           drafts: list[PageDraft]) -> Iterator[tuple[int, Image.Image, float]]:
    """The pages of a picture file at the resolution that is read best; their drafts are put into ``drafts``."""
    for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
        if number > settings.max_pages:
            raise TooLarge(f"{path.name}: quá giới hạn {settings.max_pages} trang.", "Chia tệp nhỏ ra rồi nạp lại.")
        dpi = _dpi(frame)
        page = _on_white(ImageOps.exif_transpose(frame))
        factor = scan.DPI / dpi
        sized = page.resize((max(round(page.width * factor), 1), max(round(page.height * factor), 1)),
                            Image.Resampling.LANCZOS)
        drafts.append(PageDraft(number, page.width * 72 / dpi, page.height * 72 / dpi, scanned=True))
        yield number, sized, scan.DPI / 72


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in {"RGBA", "LA", "PA"} and "transparency" not in picture.info:
        return picture.convert("RGB")
    solid = picture.convert("RGBA")
    paper = Image.new("RGBA", solid.size, "white")
    paper.alpha_composite(solid)
    return paper.convert("RGB")


def _dpi(frame: Image.Image) -> float:
    """The dots per inch: as the file tells, else as if its shorter side were that of an A4 sheet."""
    told = frame.info.get("dpi", (0, 0))
    dpi = float(told[0] or 0)
    short = min(frame.size)
    if _LEAST <= dpi <= _MOST and 0.6 < short / dpi / _A4_INCHES < 1.6:
        return dpi
    return max(short / _A4_INCHES, 1.0)

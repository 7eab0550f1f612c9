"""Reads a picture file: a page photographed or scanned as PNG, JPEG, WEBP, BMP, HEIC, AVIF or TIFF (of several pages
too)."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from pipeline.errors import BrokenFile, NeedsOcr, TooLarge, UnsupportedFormat
from pipeline.model.text import Document, Furniture, Source
from pipeline.settings import Settings

from ..builder import Builder
from ..clock import last_start
from ..draft import PageDraft
from ..pdf.flow import compose
from ..pdf.recognising import in_order, take
from ..pdf.recognition import Recognition, none_in_time, recognised_doubts, unread_doubts
from ..secrecy import gate
from . import attached, scan, tesseract

_LEAST, _MOST = 100, 1200  # dots per inch that a scanner tells; anything else is no scan of a page
_ADVICE = "Quét hoặc chụp lại rõ hơn (300 dpi, thẳng trang, đủ sáng), hoặc xin bản gốc DOCX hay PDF có lớp chữ."


def read(path: Path, sha256: str, settings: Settings) -> Document:
    """Read a picture file. Raises NeedsOcr when nothing on it can be read or the program is missing, TooLarge for a
    picture or a number of pages over the limits, TookTooLong when the time was over before a page was read."""
    pages = _Pages(path.name, settings)
    tesseract.require(path.name)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with opened(path) as file:
                found = dict(in_order(scan.recognised(pages.of(file), _count(file, settings.max_pages))))
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise TooLarge(f"{path.name}: ảnh quá lớn để đọc.", "Quét lại ở 300 dpi rồi nạp lại.") from error
        except OSError as error:  # what Pillow cannot decode
            raise BrokenFile(f"{path.name}: tệp ảnh hỏng hoặc chưa chép xong, không mở được.",
                             "Chép hoặc quét lại rồi nạp lại.") from error
    gate.refuse(path.name, (gate.Piece(words, f"dấu đóng, trang {n}", True) for n, page in found.items()
                            for words in page.stamps), settings.cleared)
    drafts, late = pages.drafts, pages.left.late
    for before, draft in zip((None, *drafts), drafts, strict=False):
        if found[draft.number].words:
            take(draft, found[draft.number], before)
    if late and not drafts:
        raise none_in_time(path.name)
    if not any(d.items for d in drafts):
        raise NeedsOcr(f"{path.name}: ảnh không nhận dạng ra chữ.", _ADVICE)
    builder = Builder()
    running = compose(drafts, builder)
    aside: list[Furniture] = sorted([f for d in drafts for f in d.furniture] + running, key=lambda f: f.page)
    unread = [n for n, page in found.items() if not page.words and not page.blank]
    doubts = (*recognised_doubts(path.name, {n: page for n, page in found.items() if page.words}),
              *unread_doubts(path.name, unread, pages.left, _ADVICE))
    return builder.document(Source(path.name, sha256, len(drafts) + len(late), "ocr"), tuple(aside), doubts)


def opened(path: Path) -> Image.Image:
    """The picture file ``path``. Raises OSError for what cannot be decoded, UnsupportedFormat for a photograph of a
    telephone (HEIC) where the library for it is missing."""
    if is_heic(path):
        try:
            import_module("pi_heif").register_heif_opener(thumbnails=False)
        except ImportError as error:
            raise UnsupportedFormat(f"{path.name}: ảnh HEIC (điện thoại iPhone), máy này thiếu thư viện để đọc.",
                                    "Mở ảnh, lưu lại dạng JPG hoặc PNG rồi nạp; hoặc nhờ quản trị chạy lại make setup."
                                    ) from error
    return Image.open(path)


def is_heic(path: Path) -> bool:
    """Whether the file is a photograph in the format of the telephones of Apple (ISO/IEC 23008-12, HEVC)."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[4:8] == b"ftyp" and not head[8:12].startswith(b"avi")


class _Pages:
    """The pages of a picture file: their drafts, and those that were left for want of time."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.drafts: list[PageDraft] = []
        self.left = Recognition()
        self._name, self._most, self._until = name, settings.max_pages, last_start(settings)

    def of(self, file: Image.Image) -> Iterator[tuple[int, Image.Image, float]]:
        """Each page as a picture at the resolution that is read best."""
        for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
            if number > self._most:
                raise TooLarge(f"{self._name}: quá giới hạn {self._most} trang.", "Chia tệp nhỏ ra rồi nạp lại.")
            if time.monotonic() > self._until:
                self.left.late.append(number)
                continue
            dpi = resolution(frame)
            page = attached.on_white(ImageOps.exif_transpose(frame))
            factor = scan.DPI / dpi
            sized = page.resize((max(round(page.width * factor), 1), max(round(page.height * factor), 1)),
                                Image.Resampling.LANCZOS)
            self.drafts.append(PageDraft(number, page.width * 72 / dpi, page.height * 72 / dpi, scanned=True))
            yield number, sized, scan.DPI / 72


def _count(file: Image.Image, most: int) -> int:
    """The pages of a TIFF file, no more than ``most``; other pictures have one."""
    count = 1
    with suppress(EOFError):
        while file.format == "TIFF" and count < most:
            file.seek(count)
            count += 1
    file.seek(0)
    return count


def resolution(frame: Image.Image) -> float:
    """The dots per inch: as the file tells, else as if its shorter side were that of an A4 sheet."""
    told = frame.info.get("dpi", (0, 0))
    dpi = float(told[0] or 0)
    short = min(frame.size)
    if _LEAST <= dpi <= _MOST and 0.6 < short / dpi / scan.A4_INCHES < 1.6:
        return dpi
    return max(short / scan.A4_INCHES, 1.0)

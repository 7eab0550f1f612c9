"""Pages of a PDF or of a picture file as JPEG, as wide as is asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageOps

from pipeline.errors import InputError

from ..ocr import attached
from ..ocr.image import opened, resolution
from ..pdf.reader import open_pdf
from ..sniff import kind_of

_QUALITY: Final = 80
_TALLEST: Final = 6000
"""Pixels of the longer side at most: a page may be a strip."""


def page_sizes(path: Path, password: str | None = None) -> list[tuple[float, float]]:
    """Width and height in points of every page, as its boxes are told. Raises InputError for a file that is neither
    PDF nor picture, and what opening it raises."""
    if kind_of(path) == "image":
        with opened(path) as file:
            return [_points(frame) for frame in _frames(file)]
    with _pdf(path, password) as document:
        return [document.get_page_size(n) for n in range(len(document))]


def draw(path: Path, number: int, width: int, password: str | None = None) -> bytes:
    """Page ``number`` (from 1) as JPEG, ``width`` pixels wide. Raises InputError for a page that is not there, and what
    opening the file raises."""
    if kind_of(path) == "image":
        with opened(path) as file:
            frame = next((frame for n, frame in enumerate(_frames(file), 1) if n == number), None)
            return _jpeg(attached.on_white(ImageOps.exif_transpose(frame)), width) if frame else _missing(path, number)
    with _pdf(path, password) as document:
        if not 1 <= number <= len(document):
            return _missing(path, number)
        page = document[number - 1]
        across, down = page.get_size()
        scale = min(width / across, _TALLEST / max(across, down))
        drawn: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil()
        page.close()
    return _jpeg(drawn, width)


def _missing(path: Path, number: int) -> bytes:
    raise InputError(f"{path.name}: không có trang {number}.", "Chọn trang khác của văn bản.")


@contextmanager
def _pdf(path: Path, password: str | None) -> Iterator[Any]:
    if kind_of(path) not in ("pdf", "portfolio"):
        raise InputError(f"{path.name}: tệp không có trang để hiện.", "Đối chiếu với nguyên văn.")
    document = open_pdf(path, password)
    try:
        yield document
    finally:
        document.close()


def _frames(file: Image.Image) -> Iterator[Image.Image]:
    """The pages of a picture file; only TIFF has more than one that are pages."""
    for number in range(getattr(file, "n_frames", 1) if file.format == "TIFF" else 1):
        file.seek(number)
        yield file


def _points(frame: Image.Image) -> tuple[float, float]:
    dpi, page = resolution(frame), ImageOps.exif_transpose(frame)
    return page.width * 72 / dpi, page.height * 72 / dpi


def _jpeg(drawn: Image.Image, width: int) -> bytes:
    if drawn.width > width:
        height = max(round(drawn.height * width / drawn.width), 1)
        drawn = drawn.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2)
    data = io.BytesIO()
    drawn.convert("RGB").save(data, "JPEG", quality=_QUALITY)
    return data.getvalue()

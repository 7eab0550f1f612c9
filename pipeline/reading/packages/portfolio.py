"""A PDF portfolio: a cover page with files embedded behind it (ISO 32000-1, 12.3.5: a catalog with ``/Collection``)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.errors import BrokenFile

COVER = "trang-bia.pdf"


def is_portfolio(path: Path) -> bool:
    """Whether the PDF at ``path`` shows the files in it and not its own pages; False for one that cannot be opened."""
    try:
        with closing(pdfium.PdfDocument(path)) as document:
            if not document.count_attachments():
                return False
    except pdfium.PdfiumError:
        return False
    from pyhanko.pdf_utils.misc import PdfReadError  # noqa: PLC0415  most files hold no others
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    with path.open("rb") as file:
        try:
            return "/Collection" in PdfFileReader(file, strict=False).root
        except (PdfReadError, ValueError):
            return False


def members(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """The embedded files under their names, then the pages of the portfolio itself, without them."""
    try:
        with closing(pdfium.PdfDocument(path)) as document:
            for n in range(document.count_attachments()):
                held = document.get_attachment(n)
                yield held.get_name(), bytes(held.get_data())
            if len(document):
                yield COVER, _pages(document)
    except pdfium.PdfiumError as error:
        raise BrokenFile(f"{name}: tệp nhúng trong PDF hỏng, không mở được.",
                         "Mở PDF, lưu từng tệp nhúng ra rồi nạp.") from error


def _pages(document: pdfium.PdfDocument) -> bytes:
    data = io.BytesIO()
    with closing(pdfium.PdfDocument.new()) as alone:
        alone.import_pages(document)
        alone.save(data)
    return data.getvalue()

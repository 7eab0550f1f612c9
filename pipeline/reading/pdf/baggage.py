"""What a PDF carries besides its pages: scripts and embedded files. None of it is run or opened; it is told."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.model.text import Doubt

_NAMED = 3  # embedded files
MOST_PIXELS = 120_000_000  # of one picture: an A0 sheet at 300 dpi; a page with a larger one is not drawn


def baggage_doubts(document: pdfium.PdfDocument, name: str) -> Iterator[Doubt]:
    """What a person has to know of scripts and embedded files; ``name`` is the file's."""
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        yield Doubt("pdf-co-ma-lenh", f"{name}: tệp PDF có mã lệnh (JavaScript). Chương trình không chạy mã; khi tự mở "
                                      "tệp thì không cho phép chạy nếu chưa chắc nơi gửi.")
    count = document.count_attachments()
    if count > 0:
        names = "; ".join(document.get_attachment(n).get_name() for n in range(min(count, _NAMED)))
        more = "; …" if count > _NAMED else ""
        yield Doubt("pdf-co-tep-nhung", f"{name}: tệp PDF có {count} tệp nhúng bên trong, chưa đọc: “{names}{more}”. "
                                        "Nếu văn bản chỉ đạo hoặc phụ lục nằm trong đó thì mở PDF, lưu tệp nhúng ra "
                                        "rồi nạp cùng văn bản (gói ZIP).")


def has_giant_picture(page: pdfium.PdfPage) -> bool:
    """Whether a picture on ``page`` has so many pixels that drawing it would take all memory."""
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        width, height = item.get_px_size()
        if width * height > MOST_PIXELS:
            return True
    return False

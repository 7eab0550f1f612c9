"""Where a signature shows: its page, and its box as the page is read."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium

from pipeline.model.text import Box

from ..pdf.words import top_left


class Pages:
    """Finds the place of a signature's visible part."""

    def __init__(self, reader: Any, document: pdfium.PdfDocument) -> None:
        self._reader, self._document = reader, document
        self._numbers: dict[Any, int] = {}

    def place(self, field: Any) -> tuple[int | None, Box | None]:
        """Page from 1 and box, None for a signature that does not show."""
        try:
            kids = field.get("/Kids", ())
            widget = field if "/Rect" in field else kids[0]
            x0, y0, x1, y1 = (float(v) for v in widget["/Rect"])
            number = self._number(widget)
            if number is None or abs(x1 - x0) < 1 or abs(y1 - y0) < 1:
                return number, None
            page = self._document[number - 1]
            try:
                box = top_left(page)(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            finally:
                page.close()
            return number, Box(number, *(round(v, 2) for v in box))
        except Exception:  # a place that cannot be found is no reason to lose the signature
            return None, None

    def _number(self, widget: Any) -> int | None:
        if "/P" not in widget:
            return None
        if not self._numbers:
            self._numbers = {self._reader.find_page_for_modification(i)[0].reference: i + 1
                             for i in range(len(self._document))}
        return self._numbers.get(widget.raw_get("/P").reference)

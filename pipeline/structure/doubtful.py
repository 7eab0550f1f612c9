"""Figures that recognition was not sure of, where a wrong one costs most: number and date of a directive."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Document, Doubt

_NAMED = {"number": "số, ký hiệu", "issued_on": "ngày ban hành"}


def low_confidence(document: Document, start: int, end: int) -> bool:
    """Whether a word with a figure within the span was recognised with little confidence; False for a text layer."""
    return bool(document.unsure_figures(start, end))


def doubtful_digits(document: Document, head_spans: Mapping[str, tuple[int, int]]) -> tuple[Doubt, ...]:
    """A doubt for each of number and date (``HeadResult.spans``) that holds figures read with little confidence."""
    found: list[Doubt] = []
    for field, name in _NAMED.items():
        if field not in head_spans:
            continue
        words = document.unsure_figures(*head_spans[field])
        if words:
            seen = ", ".join(f"“{word}”" for word in words)
            page = document.page_of(head_spans[field][0])
            found.append(Doubt("so-ngay-doc-khong-chac",
                               f"Đọc không chắc {name} ở trang {page}: {seen}. Đối chiếu với bản giấy và sửa nếu sai."))
    return tuple(found)

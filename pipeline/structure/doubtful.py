"""Figures that recognition was not sure of, where a wrong one costs most: number and date of a directive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.model import Document, Doubt

_UNSURE = 0.6  # confidence of a word below which its figures have to be compared with the paper
_NAMED = {"number": "số, ký hiệu", "issued_on": "ngày ban hành"}


def low_confidence(document: Document, start: int, end: int) -> bool:
    """Whether a word with a figure within the span was recognised with little confidence; False for a text layer."""
    return any(True for _ in _unsure_words(document, start, end))


def doubtful_digits(document: Document, head_spans: Mapping[str, tuple[int, int]]) -> tuple[Doubt, ...]:
    """A doubt for each of number and date (``HeadResult.spans``) that holds figures read with little confidence."""
    found: list[Doubt] = []
    for field, name in _NAMED.items():
        if field not in head_spans:
            continue
        words = list(_unsure_words(document, *head_spans[field]))
        if words:
            seen = ", ".join(f"“{word}”" for word in words)
            page = document.page_of(head_spans[field][0])
            found.append(Doubt("so-ngay-doc-khong-chac",
                               f"Đọc không chắc {name} ở trang {page}: {seen}. Đối chiếu với bản giấy và sửa nếu sai."))
    return tuple(found)


def _unsure_words(document: Document, start: int, end: int) -> Iterable[str]:
    for word in document.words.within(start, end):
        text = document.text[word.start:word.end]
        if word.confidence is not None and word.confidence < _UNSURE and any(map(str.isdigit, text)):
            yield text

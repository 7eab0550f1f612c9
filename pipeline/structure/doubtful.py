"""What recognition was not sure of where a wrong letter costs most: number, date and issuer of a directive."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.knowledge.registry import Registry, issuer
from pipeline.knowledge.registry.units import KINDS
from pipeline.model import Document, Doubt, Head

_NAMED = {"number": "số, ký hiệu", "issued_on": "ngày ban hành"}

_PLACE = re.compile(rf"\b(?:UBND|HĐND) (?P<place>(?:{KINDS}) .+)$", re.IGNORECASE)
_NO_LETTER = re.compile(r"[^\w\s&,.()'’-]|\d")  # what stands in the name of no body


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


def doubtful_issuer(document: Document, head: Head, span: tuple[int, int] | None) -> tuple[Doubt, ...]:
    """A doubt for an issuer read from a scan that the registry does not know: with little confidence, with signs that
    stand in no name, or of a district or commune that never was."""
    name = head.issuer
    if name is None or span is None or document.source.text_from not in {"ocr", "mixed"}:
        return ()
    doubted = _PLACE.search(name) or _NO_LETTER.search(name) or document.unsure_words(*span)
    if not doubted or issuer(Registry.load(), name, head.issued_on):
        return ()
    return (Doubt("co-quan-doc-khong-chac", f"Cơ quan ban hành đọc được là “{name}” nhưng không chắc. "
                                            "Đối chiếu với phần đầu bản giấy và sửa nếu sai."),)

"""How the directive stands to a document that it cites."""

from __future__ import annotations

import re

from pipeline.model import Relation

from ..letters import regex

# Only the directive's own act counts: *Nghị định A sửa đổi Nghị định B* says nothing of this directive.
_THIS = (
    r"(?:Quyết định|Kế hoạch|Chỉ thị|Thông báo|Công văn|Công điện|Văn bản|Quy chế|Quy định|Nghị quyết|Hướng dẫn) này"
    r"(?: có hiệu lực[^.;]{0,60}?)?(?: và)? "
)
_OWN = rf"(?:^|[.;:]\s+|^\s*(?:\d+\.|[a-zđ]\)|[-+])\s*|{_THIS})"
_CUES: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("thay thế", regex(rf"{_OWN}(?:thay thế|thay thế cho)\s", re.IGNORECASE)),
    ("hủy bỏ", regex(rf"{_OWN}(?:bãi bỏ|hủy bỏ|thu hồi|chấm dứt hiệu lực)\s", re.IGNORECASE)),
    ("sửa đổi", regex(rf"{_OWN}(?:sửa đổi|bổ sung|điều chỉnh|đính chính)\b", re.IGNORECASE)),
    ("căn cứ", regex(r"(?:^|[.;:]\s+)\s*[-+]?\s*(?:căn cứ|trên cơ sở|xét|theo đề nghị)\b", re.IGNORECASE)),
    ("thực hiện",
     regex(r"(?<!\w)(?:thực hiện|triển khai|thi hành|chấp hành|quán triệt|cụ thể hóa)(?!\w)", re.IGNORECASE)),
)
_EXPIRES = regex(r"hết hiệu lực|bị bãi bỏ", re.IGNORECASE)
_OPENING = regex(r"^\s*[-+\d.a-zđ)]*\s*(?:[:U:]\w+ \w+ )?(?:số )?$")
_ORDER: tuple[Relation, ...] = ("thay thế", "hủy bỏ", "sửa đổi", "căn cứ", "thực hiện", "nhắc đến")
_REACH = 400


def relation_of(folded: str, floor: int, start: int, end: int) -> Relation:
    """The relation that the sentence around ``start``–``end`` states; ``floor`` is the start of its paragraph."""
    before = folded[max(floor, start - _REACH): start]
    if folded[floor: floor + 1] == '"':
        return "nhắc đến"  # a quoted rule speaks for the document it is quoted from
    sentence = max((m.end() for m in regex(r"\.\s+(?=[:U:])").finditer(before)), default=0)
    before = before[sentence:]
    after = folded[end: end + 160].partition(". ")[0].partition(";")[0]
    if _EXPIRES.search(after) and _OPENING.match(before[-40:]):
        return "hủy bỏ"
    return next((relation for relation, pattern in _CUES if pattern.search(before)), "nhắc đến")


def stronger(a: Relation, b: Relation) -> Relation:
    """The one of two relations that says more."""
    return a if _ORDER.index(a) <= _ORDER.index(b) else b

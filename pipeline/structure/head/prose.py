"""A directive told in prose: a news item that prints its number, date, issuer and addressees in a sentence.

*Ngày …, Ủy ban nhân dân tỉnh ban hành văn bản số … gửi … về việc …* — number and date stand in any
order. What the sentence does not say is not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.model import Document, Paragraph

from ..letters import regex
from ..numbers import DocNumber, parse_number
from ..printed import dates, squeeze
from .issuer import short_name

Span = tuple[int, int]
_ISSUES = regex(
    r"(?<!\w)(?:vừa |đã |tiếp tục )?(?:ký |vừa )?(?:ban hành|có|ra|gửi|phát hành)\s+"
    r"(?P<type>văn bản|công văn|công điện|chỉ thị|kế hoạch|thông báo|quyết định|nghị quyết|hướng dẫn|chương trình)"
    r"(?:\s+(?:hỏa tốc|khẩn|chỉ đạo|đề nghị|yêu cầu))?\s+(?:số\s*:?\s*)?(?=\d)", re.IGNORECASE
)
_TO = regex(r"(?<!\w)(?:gửi|gởi|yêu cầu|đề nghị)\s+(?P<whom>.+?)(?=\s+(?:về việc|v/v|về)\s|[.;:]|$)")
_ABOUT = regex(r"(?<!\w)(?:về việc|v/v|về)\s+(?P<what>[^.;\n]+)")
_ISSUER = regex(r"(?:^|[,;]\s*|(?<!\w)(?:do|của)\s+)(?P<issuer>[:U:][^,;:.]{2,90}?)\s*$")
_PARAGRAPHS = 6


@dataclass(frozen=True, slots=True)
class Prose:
    """What the sentence prints, with the spans; ``end`` is where the head ends."""

    type: str
    number: DocNumber
    issued_on: date | None
    issuer: str | None
    subject: str | None
    addressees: tuple[str, ...]
    spans: dict[str, Span]
    end: int


def read_prose(document: Document, folded: str) -> Prose | None:
    """The head of a news item, None when none of the first paragraphs tells of a document issued."""
    for paragraph in document.paragraphs[:_PARAGRAPHS]:
        sentence = folded[paragraph.start:paragraph.end]
        m = _ISSUES.search(sentence)
        number = parse_number(sentence[m.end():]) if m else None
        if m and number:
            return _read(document.text, folded, paragraph, m, number)
    return None


def _read(text: str, folded: str, paragraph: Paragraph, m: re.Match[str], number: DocNumber) -> Prose:
    base, sentence = paragraph.start, folded[paragraph.start:paragraph.end]
    spans: dict[str, Span] = {"number": (base + m.end(), base + m.end() + len(number.text))}
    after = sentence[m.end():]
    day = _own_date(sentence, m)
    if day:
        spans["issued_on"] = (base + day[1], base + day[2])
    about, to = _ABOUT.search(after), _TO.search(after)
    subject = None
    if about:
        spans["subject"] = (base + m.end() + about.start("what"), base + m.end() + about.end("what"))
        subject = squeeze(text[spans["subject"][0]:spans["subject"][1]]).strip(" .,;:")
    issuer = _ISSUER.search(sentence[: m.start()].rstrip())
    if issuer:
        spans["issuer"] = (base + issuer.start("issuer"), base + issuer.end("issuer"))
    return Prose(_type(m["type"].lower(), number), number, day[0] if day else None,
                 short_name(issuer["issuer"]) if issuer else None, subject, _whom(to), spans, paragraph.end)


def _own_date(sentence: str, m: re.Match[str]) -> tuple[date, int, int] | None:
    """The date right after the number, else the last one before the verb."""
    near = list(dates(sentence, m.end(), min(m.end() + 60, len(sentence))))
    if near and near[0].value and re.search(r"ngày\s*$|ngày", sentence[m.end():near[0].end]):
        return near[0].value, near[0].start, near[0].end
    before = list(dates(sentence, 0, m.start()))
    return (before[-1].value, before[-1].start, before[-1].end) if before and before[-1].value else None


def _type(printed: str, number: DocNumber) -> str:
    return number.type or ("công văn" if printed == "văn bản" else printed)


def _whom(to: re.Match[str] | None) -> tuple[str, ...]:
    if not to:
        return ()
    return tuple(part.strip() for part in re.split(r";", squeeze(to["whom"])) if part.strip())

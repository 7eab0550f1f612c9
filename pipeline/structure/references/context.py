"""What stands around a citing: type, date, issuer, and the clauses that are meant."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise

from pipeline.knowledge.tables import read_table

from ..letters import regex
from ..numbers import DocNumber, issuer_names
from ..printed import dates, fold, squeeze
from .mentions import Mention
from .words import alternatives

_TO_DATE = regex(
    r"\s*(?:\[\d{1,3}\]|\(\d{1,2}\)|\d{1,2}(?=\s+ngày))?\s*[,;(]?\s*(?:của\s+[:U:][^,.;:()\d]{2,70}?,?\s+(?=ngày\s))?"
    r"(?:được\s+)?(?:ban hành|ký ban hành|ký|đề|sửa đổi)?\s*(?=[Nn]gày|NGÀY|\d)"
)
_DATED_BEFORE = regex(
    r"(?:\s*,|\s+của\s+[^,.;:]{2,70},?|\s*\()?\s*(?:[:L:]+ ){0,3}(?:số\s*:?\s*|\(\s*số\s*)?$", re.IGNORECASE
)
_SENTENCE_DATE = regex(r"(?:^|[.;:\n]\s*|^\s*[-+•]\s*)[Nn]gày\s")
_STATED = regex(r"(?:đề|ký|ban hành)\s+(?:ngày\s*)?$", re.IGNORECASE)
_RECEIVED = regex(alternatives("received"), re.IGNORECASE)
_CLAUSE = (
    r"(?<!\w)(?:(?:điểm|khoản|tiết|ý)\s+[a-zđ\d]{1,3}(?:\.\d{1,2})*(?:(?:,| và)\s+[a-zđ\d]{1,2}(?=[\s,]))*"
    r"|Điều\s+\d{1,3}[a-z]?|(?:Mục|Chương|Phần|Phụ lục)\s+(?:số\s+)?[IVX\d]+(?:\.\d+)*)"
)
_CLAUSES = regex(rf"{_CLAUSE}(?:(?:,|;|\s+và)?\s+{_CLAUSE})*", re.IGNORECASE)
_BETWEEN = regex(r"^[\s,]*(?:của|tại|thuộc|trong|ban hành kèm theo|kèm theo)?\s*(?:các\s+)?$", re.IGNORECASE)
_NAME_END = regex(rf"(?=\s+(?:{alternatives('name_end')})(?!\w))|[,.;:()\"\[]|\s-\s|$")
_OFFICE = regex(rf"^(?:{alternatives('office')})\s+(?=(?:Bộ|Sở|Cục|Tổng cục|Ban)\s)")


@lru_cache(maxsize=1)
def _type_words() -> re.Pattern[str]:
    names = {fold(r["name"]) for r in read_table("doc_types")} | {"văn bản"}
    return regex(r"(?<!\w)(?:" + "|".join(sorted(names, key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE)


def phrase_start(folded: str, mention: Mention, floor: int) -> int:
    """Where the noun phrase that cites begins: at the type word before the number, else at *số*."""
    window = folded[max(floor, mention.start - 160): mention.start]
    stop = max((m.end() for m in re.finditer(r"[;.:()\"](?=\s)|\d{4},", window)), default=0)
    words = list(_type_words().finditer(window, stop))
    if words:
        return mention.start - len(window) + words[-1].start()
    number = re.search(r"số\s*:?\s*$", window, re.IGNORECASE)
    return mention.start - (len(window) - number.start() if number else 0)


def type_of(folded: str, mention: Mention, floor: int, carried: str | None) -> str | None:
    """The type of the document cited: by its code, by the word before it, or carried over a list."""
    number = mention.number
    word = _word_before(folded, mention, floor)
    if number.codes[:1] and re.fullmatch(r"QH\d{1,2}|UBTVQH\d{1,2}", number.codes[0]):
        return word if word and word != "văn bản" else carried or ("luật" if number.codes[0].startswith("QH") else None)
    if number.type:
        return number.type if word is None or word in ("văn bản", number.type) or number.type != "chỉ thị" else word
    if word and word != "văn bản":
        return word
    if carried and not word:
        return carried
    return "công văn" if word or _office_letter(number) else None


def _office_letter(number: DocNumber) -> bool:
    return number.year is None and len(number.codes) >= 2


def _word_before(folded: str, mention: Mention, floor: int) -> str | None:
    start = phrase_start(folded, mention, floor)
    m = _type_words().match(folded, start)
    return m.group().lower() if m and m.end() <= mention.start else None


def date_of(folded: str, mention: Mention, floor: int) -> date | None:
    """The date printed with the number: right after it, right before it, or at the head of its sentence."""
    m = _TO_DATE.match(folded, mention.end)
    near = next(dates(folded, m.end(), min(m.end() + 48, len(folded))), None) if m else None
    if m and near and near.start <= m.end() + 5:
        return near.value
    return _date_before(folded, mention, floor)


def _date_before(folded: str, mention: Mention, floor: int) -> date | None:
    begin = max(floor, mention.start - 220)
    earlier = list(dates(folded, begin, mention.start))
    if not earlier:
        return None
    last = earlier[-1]
    between = folded[last.end: mention.start]
    stated = _STATED.search(folded, max(0, last.start - 14), last.start)
    if stated and _DATED_BEFORE.fullmatch(between):
        return last.value
    opening = _SENTENCE_DATE.search(folded[max(0, last.start - 4): last.end + 1]) or last.start <= floor + 6
    tight = re.fullmatch(r",\s+(?:tại\s+)?(?:[^,.;:]{0,90}\s)?", between)
    return last.value if opening and tight and not _RECEIVED.search(between) else None


def issuer_of(folded: str, mention: Mention, after: int) -> str | None:
    """Who issued the document: by the code of its number, else ``của …`` after the number or its date.

    The code of the Party's centre stands for several bodies, so there the words come first.
    """
    holder = mention.number.issuer
    if holder and holder != issuer_names()["TW"]:
        return holder
    return _named(folded[after: after + 140]) or holder


def _named(tail: str) -> str | None:
    m = regex(r"[\s\])*,]*của\s+(?=[:U:])").match(tail)
    if not m:
        return None
    rest = tail[m.end():]
    known = _known(rest)
    if known:
        return known
    end = _NAME_END.search(rest)
    name = squeeze(rest[: end.start() if end else len(rest)])
    listed = regex(r"\s+và(?=\s+(?:" + _type_words().pattern + r")|$)", re.IGNORECASE).search(name)
    name = _OFFICE.sub("", name[: listed.start()] if listed else name)
    name = name.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")
    return name if 2 < len(name) < 90 else None


def _known(text: str) -> str | None:
    lower = text[:120].lower()
    return next((name for name in known_issuers() if lower.startswith(name.lower())), None)


def after_known_issuer(folded: str, after: int) -> int:
    """The offset behind *của* and an issuer of the tables, whose name may hold commas; else ``after``."""
    m = regex(r"[\s,]*của\s+(?:Bộ trưởng\s+)?(?=[:U:])").match(folded, after)
    known = _known(folded[m.end(): m.end() + 120]) if m else None
    return m.end() + len(known) if m and known else after


@lru_cache(maxsize=1)
def known_issuers() -> tuple[str, ...]:
    """Names of issuers, longest first: some hold commas and hyphens at which a name would else end."""
    return tuple(sorted({fold(name) for name in issuer_names().values()}, key=len, reverse=True))


def after_date(folded: str, mention: Mention) -> int:
    """The offset after the number and its date."""
    m = _TO_DATE.match(folded, mention.end)
    near = next(dates(folded, m.end(), min(m.end() + 48, len(folded))), None) if m else None
    return near.end if m and near and near.start <= m.end() + 5 else mention.end


def clauses_of(folded: str, mention: Mention, floor: int) -> tuple[str, ...]:
    """The clauses named right before the document: ``khoản 1, khoản 5 của Công điện số …``."""
    start = phrase_start(folded, mention, floor)
    window = folded[max(floor, start - 160): start]
    found = [m for m in _CLAUSES.finditer(window) if _BETWEEN.match(window[m.end():])]
    return split_clauses(found[-1].group()) if found else ()


def split_clauses(run: str) -> tuple[str, ...]:
    """A run of clauses one by one; a point stays with its khoản and Điều."""
    found = list(regex(_CLAUSE, re.IGNORECASE).finditer(run))
    items = [squeeze(m.group()) for m in found]
    joints = [run[a.end():b.start()] for a, b in pairwise(found)]
    grouped: list[str] = items[:1]
    for item, joint in zip(items[1:], joints, strict=True):
        if joint.strip():
            grouped.append(item)
        else:
            grouped[-1] = f"{grouped[-1]} {item}"
    return tuple(grouped)

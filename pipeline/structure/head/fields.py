"""The fields that several zones can print: number, date, issuer, stamps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from pipeline.model import Secrecy, Urgency

from ..letters import regex
from ..numbers import BLANK, DocNumber, parse_number
from ..printed import fold, key, long_date, squeeze
from .annexes import Attached
from .cues import cue
from .issuer import compose, from_opening, full_name, names_of, short_name, with_place
from .lines import DIEN, NUMBER, PLACE_DATE, Line
from .title import Title
from .zones import Zones

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number and where it stands; ``blank`` tells a printed blank, ``codes`` its codes."""

    number: DocNumber | None
    span: Span | None = None
    blank: bool = False
    codes: tuple[str, ...] = ()


def read_number(zones: Zones, title: Title, attached: list[Attached]) -> Numbered:
    """Số, ký hiệu from its zone, else from the title or from what an annex says of the directive."""
    line = zones.number
    if line:
        m = NUMBER.match(line.folded)
        rest = squeeze(line.folded[m.end() if m else 0:])
        number = parse_number(rest.lstrip(" .:*"))
        if number:
            return Numbered(number, (line.start, line.end), codes=number.codes)
        blank = BLANK.match(rest)
        codes = tuple(re.split(r"[-/]", re.sub(r"\s", "", blank["code"]))) if blank else ()
        own = next((a for a in attached if a.number and codes and a.number.codes == codes), None)
        if own:
            return Numbered(own.number, (own.start, own.end), codes=codes)
        return Numbered(None, (line.start, line.end), blank=True, codes=codes)
    if title.number:
        return Numbered(title.number, title.subject_span, codes=title.number.codes)
    told = next((a for a in attached if a.number and (title.type in (None, a.type) or a.type == "văn bản")), None)
    if told and told.number:
        return Numbered(told.number, (told.start, told.end), codes=told.number.codes)
    return Numbered(None)


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of issue; ``blank`` tells that a place for it is printed and not filled in."""

    value: date | None
    place: str | None = None
    span: Span | None = None
    blank: bool = False


def read_date(zones: Zones, title: Title, attached: list[Attached], number: DocNumber | None) -> Dated:
    """Place and date from their zone, else the date that the title or an annex prints."""
    line = zones.date
    place = None
    if line:
        m = PLACE_DATE.match(line.folded)
        place = squeeze(m["place"]) if m and m["place"] else None
        printed = long_date(line.folded)
        if printed and printed.value:
            return Dated(printed.value, place, (line.start, line.end))
    if title.issued_on:
        return Dated(title.issued_on, place, title.subject_span)
    told = next((a for a in attached if a.issued_on and number and a.number and a.number.text == number.text), None)
    if told:
        return Dated(told.issued_on, place, (told.start, told.end))
    return Dated(None, place, (line.start, line.end) if line else None, blank=bool(line))


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer, and its span when it is printed in one place."""

    name: str | None
    span: Span | None = None
    printed: bool = False


def read_issuer(
    zones: Zones, title: Title, attached: list[Attached], number: DocNumber | None, body: str
) -> Issuer:
    """The issuer from the letterhead, else from the next place that names it.

    ``body`` is folded text from the start of the body. The order: letterhead, sender of a công điện,
    title, enacting line, annex, code of the number.
    """
    names = names_of(zones.letterhead, zones.wrapped)
    if names:
        lines = zones.letterhead
        return Issuer(compose(names, body), (lines[0].start, lines[-1].end), printed=True)
    return _in_head(zones, title, body) or _elsewhere(attached, number, body)


def _in_head(zones: Zones, title: Title, body: str) -> Issuer | None:
    sender = next((line for line in zones.address if DIEN.search(line.folded[-8:])), None)
    if sender and not DIEN.fullmatch(sender.text):
        return Issuer(short_name(DIEN.sub("", sender.folded), body), (sender.start, sender.end))
    if title.issuer:
        return Issuer(short_name(title.issuer, body), title.subject_span)
    if zones.enacting:
        return Issuer(_body_of(zones.enacting, body), (zones.enacting.start, zones.enacting.end))
    return None


def _elsewhere(attached: list[Attached], number: DocNumber | None, body: str) -> Issuer:
    own = [a for a in attached if not number or not a.number or a.number.text == number.text]
    told = next((a for a in own if a.issuer), None)
    if told and told.issuer:
        return Issuer(with_place(full_name(short_name(told.issuer, body), body[:2500]), body), (told.start, told.end))
    if number and number.issuer:
        return Issuer(number.issuer)
    named = from_opening(body[:1800])
    return Issuer(with_place(short_name(named, body), body) if named else None)


_OFFICE = regex(
    r"^(?:BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|CHỦ NHIỆM|TRƯỞNG BAN)\s+(?=\S)"
)


def _body_of(line: Line, body: str) -> str:
    """``BỘ TRƯỞNG BỘ XÂY DỰNG`` stands for the ministry; the Prime Minister and a chairman for themselves."""
    return short_name(_OFFICE.sub("", line.text), body)


def read_stamps(zones: Zones, stamped: Iterable[str]) -> tuple[Urgency | None, Secrecy | None, dict[str, Span]]:
    """Urgency and secrecy: stamps that stand alone on a line of the head, and those ``stamped`` on a scan."""
    folded = [fold(words) for words in stamped]
    urgency = cast("Urgency | None", next((found for words in folded if (found := cue("stamp", words))), None))
    secrecy = cast("Secrecy | None", next((found for words in folded if (found := cue("secrecy", words))), None))
    spans: dict[str, Span] = {}
    for line in zones.marks:
        found = cue("stamp", line.text)
        if found:
            urgency, spans["urgency"] = cast(Urgency, found), (line.start, line.end)
        found = cue("secrecy", line.text)
        if found:
            secrecy, spans["secrecy"] = cast(Secrecy, found), (line.start, line.end)
    return urgency, secrecy, spans


def fits(type_name: str | None, number: DocNumber | None) -> bool:
    """Whether the type that the number's code stands for is the type of the title."""
    if not number or not type_name or not number.type:
        return True
    return key(number.type) == key(type_name)

"""Clauses read as headings and lead-ins: which section they open and whom they put at its head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.parties import PartyFinder
from pipeline.model import Party, SectionKind

from .acts import read_act
from .lexicon import coded_cues, cue
from .segments import split

_OF = re.compile(
    r"(?:(?:giao )?(?:trách nhiệm|nhiệm vụ|phân công)(?: cụ thể| phối hợp| thực hiện| chung| quản lý)?(?: của| cho)?|đối với|"
    r"(?:(?:thống nhất |đồng ý |nhất trí )?giao|(?:nghiêm túc )?yêu cầu|(?:kính )?đề nghị|phân công|chỉ đạo|về phía|phía|kính gửi)(?: cho)?)\s*:?\s+",
    re.IGNORECASE)
_REST = re.compile(
    r"[\s,]*(?:\([^)]*\)\s*)?(?:(?:theo|căn cứ|trong|trên cơ sở|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|chủ trì|phối hợp|thực hiện|tập trung|"
    r"triển khai|tổ chức|khẩn trương|chủ động|chỉ đạo|làm đầu mối|là|tiếp tục|nghiêm túc|quán triệt|nâng cao|tăng cường|cần|phải|và)\b.*)?[\s.:;,]*$",
    re.IGNORECASE | re.DOTALL)
_DIRECTED = re.compile(r"(?:yêu cầu|đề nghị|giao|chỉ đạo|chỉ thị|phân công|ý kiến chỉ đạo)(?: cho| với| đối với)?\s*:?\s+", re.IGNORECASE)
_HEADING_LENGTH = 220  # characters: longer clauses are sentences, not headings


@dataclass(frozen=True, slots=True)
class Heading:
    """``heads`` is empty when the clause names nobody; ``whole`` when it is nothing but parties."""

    section: SectionKind
    heads: tuple[Party, ...]
    support: tuple[Party, ...]
    directs: bool
    whole: bool


def section_kind(text: str) -> SectionKind:
    """The kind of section that a heading opens, ``none`` when its words do not tell."""
    words = text.strip().rstrip(":.")
    if len(words) > _HEADING_LENGTH:
        return "none"
    for code, pattern in coded_cues("section"):
        if pattern.search(words):
            return code  # type: ignore[return-value]
    return "none"


def read_heading(text: str, finder: PartyFinder, *, has_children: bool) -> Heading:
    """Read a clause as what stands over others."""
    lead_in = text.rstrip().endswith(":")
    directs = lead_in and cue("directing").search(text) is not None
    heads, whole = _named(text, finder)
    support: tuple[Party, ...] = ()
    if whole:
        support = read_act(text, finder).support if heads else ()
    elif lead_in and has_children:
        heads, support = _last_sentence(text, finder)
    section = "none" if heads else section_kind(text) if has_children else "none"
    return Heading(section, heads if has_children else (), support, directs, whole)


def _named(text: str, finder: PartyFinder) -> tuple[tuple[Party, ...], bool]:
    """*Sở Y tế:*, *Trách nhiệm của Sở Y tế*, *Giao Công an tỉnh* … and nothing more that matters."""
    at = 0
    m = _OF.match(text)
    if m:
        at = m.end()
    parties = finder.at(text, at)
    if parties is None and at:
        parties = finder.at(text, 0)
    if parties is None:
        return (), False
    rest = text[parties.end:]
    short = len(rest) <= 160 or text.rstrip().endswith(":")
    if short and _REST.match(rest) and (len(rest.strip(" .:;,")) == 0 or text.rstrip().endswith(":")):
        return parties.parties, True
    return (), False


def _last_sentence(text: str, finder: PartyFinder) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Whom a lead-in sentence commands: its subject, else the parties after its directing verb."""
    pieces = split(text)
    if not pieces:
        return (), ()
    sentence = text[pieces[-1].start:pieces[-1].end]
    for m in _DIRECTED.finditer(sentence):
        parties = finder.at(sentence, m.end())
        if parties is not None:
            return parties.parties, read_act(sentence[m.start():], finder).support
    act = read_act(sentence, finder)
    if act.command in ("subject", "directed"):
        return act.subject, act.support
    return (), ()

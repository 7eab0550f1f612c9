"""Clauses read as headings and lead-ins: which section they open and whom they put at its head."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.knowledge.tables import pattern
from pipeline.language.parties import PartyList
from pipeline.model import Party, SectionKind

from .acts import read_act
from .defined import DocumentFinder
from .lexicon import coded_cues, cue, longest_match
from .segments import CLOSING, split

_OF = pattern("headings.of")
_REST = pattern("headings.rest")
_DIRECTED = pattern("headings.directed")
_GENERAL = frozenset({"cơ", "đơn", "tổ", "doanh", "chủ", "nhà", "các", "cá", "phòng", "hệ"})
_SAYS = pattern("headings.says")
_SUPERIOR = pattern("headings.superior")
_NAME_LENGTH = 140  # characters: a longer heading is no name
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
    for code, opening in coded_cues("section"):
        if opening.search(words):
            return code  # type: ignore[return-value]
    return "none"


def read_heading(text: str, finder: DocumentFinder, *, has_children: bool, issuer: str | None) -> Heading:
    """Read a clause as what stands over others."""
    lead_in = text.rstrip().endswith(":")
    directs = lead_in and cue("directing").search(text) is not None
    heads, whole = _named(text, finder)
    whole = whole and bool(heads)
    support: tuple[Party, ...] = ()
    if whole:
        support = read_act(text, finder).support if heads else ()
    elif lead_in and has_children:
        heads, support = _last_sentence(text, finder, issuer)
    section = "none" if heads else section_kind(text) if has_children else "none"
    return Heading(section, heads if has_children else (), support, directs, whole)


def _named(text: str, finder: DocumentFinder) -> tuple[tuple[Party, ...], bool]:
    """*Sở Y tế:*, *Trách nhiệm của Sở Y tế*, *Giao Công an tỉnh* … and nothing more that matters."""
    at = 0
    m = _OF.match(text)
    if m:
        at = m.end()
    said = text.rstrip(CLOSING)  # the words of the only segment of many a clause: they are taken apart once
    parties = finder.at(said, at)
    if parties is None and at:
        at = 0
        parties = finder.at(said, at)
    if parties is None:
        return (), False
    rest = text[parties.end:]
    colon = text.rstrip().endswith(":")
    if not rest.strip(" .:;,") or (colon and _REST.match(rest)):
        return parties.parties, True
    if text.rstrip()[-1:] not in ".;" and len(text) <= _NAME_LENGTH:
        return _whole_name(text, at, parties, finder), True
    return (), False


def _whole_name(text: str, at: int, parties: PartyList, finder: DocumentFinder) -> tuple[Party, ...]:
    """A heading that goes on after the party it begins with, without a verb of its own, is one long name:
    *Ủy ban nhân dân các xã có cụm công nghiệp*, *Cơ quan chủ trì giải quyết thủ tục*."""
    rest = text[parties.end:].strip(" .:;,")
    general = parties.parties[0].agency_id is None and parties.parties[0].mention.split()[0].lower() in _GENERAL
    if (longest_match("verb").match(rest) and not general) or longest_match("adverb").match(rest):
        return ()
    if rest[:1] in "(-–" or (len(parties.parties) > 1 and not general) or (
            not parties.parties[0].group and not general and parties.parties[0].agency_id):
        return parties.parties
    first = parties.parties[0]
    name = re.sub(r"^(?:các|những|toàn bộ)\s+", "", text[at:].strip(" .:;,"), flags=re.IGNORECASE)
    name = re.sub(r"^(?:Ủy|Uỷ|ủy|uỷ) ban nhân dân", "UBND", name)
    name = re.sub(r"\s*\([^)]*\)", "", name)
    name = name.capitalize() if name.isupper() and " " in name else name
    end = len(text.rstrip(" .:;,"))
    whole = replace(first, mention=text[at:end], agency=name, agency_id=None, start=at, end=end)
    return (finder.written_out(whole),)


def _last_sentence(text: str, finder: DocumentFinder,
                   issuer: str | None) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Whom a lead-in sentence commands: the parties of its directing verb, else its subject; never the
    issuer itself or who stands above it."""
    pieces = split(text)
    if not pieces:
        return (), ()
    sentence = text[pieces[-1].start:pieces[-1].end]
    offset = pieces[-1].start
    act = read_act(sentence, finder)
    if act.command == "directed":
        return shift(act.subject, offset), shift(act.support, offset)
    if _SAYS.search(sentence):
        return (), ()  # who speaks, or who was heard, is not who is told
    if act.command != "subject" or any(_above(p, issuer) for p in act.subject):
        for m in _DIRECTED.finditer(sentence):
            parties = finder.at(sentence, m.end())
            if parties is not None:
                return shift(parties.parties, offset), shift(act.support, offset)
    if act.command == "subject" and not any(_above(p, issuer) for p in act.subject):
        return shift(act.subject, offset), shift(act.support, offset)
    return (), shift(act.support, offset)


def shift(parties: tuple[Party, ...], by: int) -> tuple[Party, ...]:
    """The same parties with their offsets moved."""
    return tuple(replace(p, start=None if p.start is None else p.start + by,
                         end=None if p.end is None else p.end + by) for p in parties)


def _above(party: Party, issuer: str | None) -> bool:
    """Whether the party is the issuer or one that directs it."""
    name = party.agency.lower()
    return (issuer or "").lower().startswith(name) or _SUPERIOR.match(name) is not None

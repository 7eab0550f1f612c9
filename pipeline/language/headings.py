"""Clauses read as headings and lead-ins: which section they open and whom they put at its head."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

from pipeline.knowledge.registry import by_pattern
from pipeline.knowledge.tables import pattern
from pipeline.model import Party, SectionKind

from .agents import Agent, parties_of, read_agent
from .defined import DocumentFinder
from .lexicon import coded_cues, cue
from .tagged import Rule, Tagged
from .words import GRAMMAR, VERBS

_SAYS = pattern("headings.says")
_SUPERIOR = pattern("headings.superior")
_LABEL_HEAD = pattern("headings.label_head")
_NAME_LENGTH = 140  # characters: a longer heading is no name
_HEADING_LENGTH = 220  # characters: longer clauses are sentences, not headings
_OF = (r"{opening} (?: [<duty><and><comma><adverb><connector><join><matter><word>]{1,8} <of> | [<direct><order>] "
       r"[<of><with>]*"
       r" | <condition> | <concern> | <of> )? <colon>? {opening}")

WITH_DUTY = "parties with a duty"
RULES = (
    Rule("parties alone", "Nothing but parties: *Sở Y tế:*, *Trách nhiệm của Sở Y tế*, *Giao Công an tỉnh:*.",
         rf"{_OF} (?P<who>{{list}}) {{bracket}}? [<colon><stop><semicolon><comma>]* $",
         yes=("Sở Y tế:", "Trách nhiệm của Sở Y tế", "Giao Công an tỉnh:"), no=("Sở Y tế kiểm tra:",)),
    Rule("duty as a title", "A title that says whose work follows: *Nội dung Sở A có trách nhiệm chủ trì*.",
         r"{opening} (?: [<matter><opener><duty><word><number>]{1,4} <by>? )? (?P<who>{list}) {bracket}? "
         r"(?: <modal> | <lead> ) (?: [<lead><doing><carry><adverb><comma><and>] | <join> [<with><cung>]* {list} )* "
         r"<stop>* $",
         yes=("Nội dung Sở Y tế có trách nhiệm chủ trì", "Các nhiệm vụ do Sở Y tế chủ trì thực hiện",
              "Công an tỉnh chủ trì, phối hợp với Sở Nội vụ"),
         no=("Sở Y tế có trách nhiệm kiểm tra bếp ăn", "Ý kiến của Sở Y tế")),
    Rule(WITH_DUTY, "Parties and the beginning of what they do, before a colon: *Sở A có trách nhiệm:*.",
         rf"{_OF} (?P<who>{{list}}) {{bracket}}? <comma>? (?: {{any_circum}} | <modal> | <lead> | <join> | <doing> | "
         rf"<order>"
         r" | <adverb> | <either> | <urge> | <be> | <and> | <verb> | <connector> | <matter> ) .* <colon> [<stop>]* $",
         yes=("Sở Tài chính có trách nhiệm:", "Sở Tài chính chủ trì, phối hợp với Sở Nội vụ:"),
         no=("Sở Tài chính có:",)),
)
_LONG_NAME = GRAMMAR.compile(rf"{_OF} (?P<who><party>) (?P<rest> (?! [<adverb><modal><neg>] ) "
                             rf"[^<colon><stop><semicolon>]+ ) $")
_DUTY_OF = GRAMMAR.compile(r"{opening} <duty> [<duty><and><comma><adverb><connector>]{0,6} <of> (?P<name> "
                           r"[^<colon><stop><semicolon><comma>]{1,12} )"
                           r" [<colon><stop>]* $")
_MORE = GRAMMAR.compile(r"(?: .*? (?<!<of>) ) [<direct><order>] <of>? <colon>? (?P<who>{list})")


@dataclass(frozen=True, slots=True)
class Heading:
    """``heads`` is empty when the clause names nobody; ``whole`` when it is nothing but parties and their duty."""

    section: SectionKind = "none"
    heads: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    directs: bool = False
    whole: bool = False
    rule: str = ""


def section_kind(text: str) -> SectionKind:
    """The kind of section that a heading opens, ``none`` when its words do not tell."""
    title = text.strip().rstrip(":.").lower()
    if len(title) > _HEADING_LENGTH:
        return "none"
    codes = (cast("SectionKind", code) for code, opens in coded_cues("section") if opens(title))
    return next(codes, "none")


def read_heading(words: Tagged, opening: tuple[int, int], finder: DocumentFinder, *, has_children: bool,
                 issuer: str | None) -> Heading:
    """Read a clause as what stands over others; ``opening`` are the chunks of its last sentence."""
    text = words.text
    lead_in = text.rstrip().endswith(":")
    directs = lead_in and cue("directing").search(text) is not None
    named = _named(words, finder, issuer)
    if named is not None:
        support = read_agent(words, 0, len(words.chunks)).support
        named = replace(named, directs=directs, support=support)
        return named if has_children else Heading(directs=directs, whole=True)
    if not has_children:
        return Heading(directs=directs)
    if lead_in:
        led = _last_sentence(words, opening, issuer)
        if led.lead or led.support:
            section = "none" if led.lead else section_kind(text)
            return Heading(section, led.lead, led.support, directs, False, led.rule)
    return Heading(section_kind(text), directs=directs)


def _named(words: Tagged, finder: DocumentFinder, issuer: str | None) -> Heading | None:
    """A heading that is nothing but parties with what is said of their duty; not the issuer that speaks, and not a
    label over names (*Cơ quan thực hiện:*)."""
    if _LABEL_HEAD.match(words.text):
        return None
    for rule in RULES:
        found = words.match(GRAMMAR.compile(rule.pattern))
        heads = parties_of(found, "who") if found is not None else ()
        if heads and (rule.name == "parties alone" or not _speaks(words.text, heads, issuer)):
            return Heading(heads=heads, whole=True, rule=rule.name)
    return _duty_of(words, finder) or _long_name(words, finder)


def _speaks(text: str, heads: tuple[Party, ...], issuer: str | None) -> bool:
    return _SAYS.search(text) is not None or any(above(p, issuer) for p in heads)


def _duty_of(words: Tagged, finder: DocumentFinder) -> Heading | None:
    """*Trách nhiệm của Trưởng Ban Chỉ đạo*: whoever has a duty is a party, known or not."""
    found = words.match(_DUTY_OF)
    if found is None:
        return None
    start, end = found.start("name"), found.end("name")
    named = Party(words.text[start:end], words.text[start:end], None, False, start, end)
    return Heading(heads=(_whole(named, words.text, start, end, finder),), whole=True, rule="duty of a name")


def _long_name(words: Tagged, finder: DocumentFinder) -> Heading | None:
    """A heading that goes on behind the party it begins with, without a mark and a verb of its own, is one long name:
    *Ủy ban nhân dân các xã có cụm công nghiệp*."""
    text = words.text
    found = words.match(_LONG_NAME) if text.rstrip()[-1:] not in ".;:" and len(text) <= _NAME_LENGTH else None
    if found is None:
        return None
    first = found.chunks("who")[0].value[0]
    general = first.agency_id is None and first.agency[:1].islower()
    known_body = first.agency_id is not None and not first.group and not by_pattern(first.agency_id)
    begins = found.chunks("rest")[0].name
    if begins in (*VERBS, "lead", "doing", "either", "urge", "order", "direct", "join") and not general:
        return None
    if known_body or begins in ("open", "dash"):
        return Heading(heads=(first,), whole=True, rule="parties alone")
    start, end = found.start("who"), len(text.rstrip(" .:;,"))
    if first.end is not None and text[start:first.end].lower().endswith(first.agency.lower()):
        start = first.end - len(first.agency)  # the head stands for the body: *Thủ trưởng các cơ quan thuộc Bộ*
    return Heading(heads=(_whole(first, text, start, end, finder),), whole=True, rule="long name")


def _whole(first: Party, text: str, start: int, end: int, finder: DocumentFinder) -> Party:
    name = re.sub(r"^(?:các|những|toàn bộ)\s+", "", text[start:end], flags=re.IGNORECASE)
    name = re.sub(r"^(?:Ủy|Uỷ|ủy|uỷ) ban nhân dân", "UBND", name)
    name = re.sub(r"\s*\([^)]*\)", "", name)
    name = name.capitalize() if name.isupper() and " " in name else name
    return finder.written_out(replace(first, mention=text[start:end], agency=name, agency_id=None, start=start,
                                      end=end))


def _last_sentence(words: Tagged, opening: tuple[int, int], issuer: str | None) -> Agent:
    """Whom a lead-in sentence commands: the parties of its directing verb, else its subject; never the issuer or who
    stands above it, and not who only speaks or was heard."""
    agent = read_agent(words, *opening)
    if agent.command == "directed":
        return agent
    says = _SAYS.search(words.said(*opening)) is not None
    told = agent.command == "subject" and not any(above(p, issuer) for p in agent.lead)
    if not says and told:
        return agent
    more = None if says else words.match(_MORE, *opening)
    return replace(agent, lead=parties_of(more, "who") if more else (), rule="directed inside")


def above(party: Party, issuer: str | None) -> bool:
    """Whether the party is the issuer or one that directs it."""
    name = party.agency.lower()
    return (issuer or "").lower().startswith(name) or _SUPERIOR.match(name) is not None

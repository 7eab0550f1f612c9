"""Labels: a short noun phrase before a colon, or a bracket, that says who, with whom, until when or with what result.

A phrase is a label by its words (``label_words.csv``), whatever their order, and what stands behind the colon must be
what the label promises: parties, a time, a product. *Sở A: rà soát …* and *Giao Sở A: …* are no labels but commands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.knowledge.folding import fold
from pipeline.knowledge.tables import read_table
from pipeline.language.limits import is_bare_limit
from pipeline.model import Party, moved

from .agents import parties_of, read_agent
from .defined import DocumentFinder
from .lexicon import Phrases
from .tagged import Rule, Tagged
from .words import GRAMMAR, read_words

Role = Literal["lead", "support", "deadline", "product", "content", "detail"]
_HEAD = re.compile(r"[\s\-–+*•]*([^:;.\n]{2,80}?)\s*:")
_BRACKET = re.compile(r"\([^()]*\)|[/,&\-–]")
_NEXT = re.compile(r"(?:[,;.]\s|\s[-–/|]\s|\n)\s*(?=[^:;.,\n\d]{2,60}?\s*:)")
_HEAD_WORDS = 9
_NOUNS = frozenset({"body", "deadline"})  # with these a head is a noun phrase, whatever else is in it

GRAMMAR.share("leads", r"<comma>? <lead> | <open> [<opener><party>]* <lead> <close>")
GRAMMAR.share("helps", r"<join> | <open> [<opener><party>]* <join> <close>")
GRAMMAR.share("marks", r"[<comma><semicolon><and>]")

VALUES = (
    Rule("parties", "Nothing but parties.", r"{opening} (?P<lead>{list}) {bracket}? [<stop><semicolon><comma>]* $",
         yes=("Sở Y tế; Sở Nội vụ.",), no=("Sở Y tế lập danh sách",)),
    Rule("parties by duty", "Parties by their duty: *các sở, ngành theo chức năng, nhiệm vụ*.",
         r"{opening} (?P<lead> {list} (?: <comma>? <circum> [<duty><of><given><comma><and><matter>]+? (?: {sep}+ "
         r"{list} )? )+ )"
         r" [<stop><semicolon><comma>]* $",
         yes=("Các sở, ban, ngành theo chức năng, nhiệm vụ",), no=("Sở Y tế theo dõi",)),
    Rule("who and with whom", "Who leads and who helps, and nothing that they do.",
         r"{opening} (?P<lead>{list}) {bracket}?? {leads} (?: {marks}* <join> [<adverb>]* [<with><cung>]*"
         r" (?P<help>{list}) | {marks}* (?P<helping>{list}) {helps}? )? [<stop><semicolon><comma>]* $",
         yes=("Sở Y tế chủ trì, phối hợp với Sở Nội vụ", "Sở Y tế chủ trì", "Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)"),
         no=("Sở Y tế chủ trì rà soát",)),
    Rule("who with whom", "Parties that work with others, and nothing that they do.",
         r"{opening} (?P<lead>{list}) <comma>? <join> [<adverb>]* [<with><cung>]* (?P<help>{list}) "
         r"[<stop><semicolon><comma>]* $",
         yes=("Sở Y tế phối hợp với Sở Nội vụ",), no=("Phối hợp với Sở Nội vụ",)),
)
BRACKETS = (
    Rule("lead behind a dash", "What is to be done, a dash, and who does it: *Tham luận về … – Trường A thực hiện*.",
         r".+? <dash> [<by><connector>]* (?P<lead>{list}) [<urge><either>]* (?: <lead> | <doing> ) "
         r"[<stop><semicolon>]* $",
         yes=("Tham luận về môn Toán – Trường Tiểu học Hòa Bình thực hiện", "Mua sắm máy chủ - Sở Nội vụ chủ trì"),
         no=("Sở Nội vụ - cơ quan thường trực thực hiện chế độ báo cáo",)),
    Rule("lead in brackets", "*(Sở A chủ trì)*, *(do Sở A thực hiện)*, *(giao Sở A)*.",
         r"<open> (?: [<by><connector><direct>]* (?P<lead>{list}) [<lead><doing>] | <direct> (?P<told>{list}) )"
         r" (?: {marks}+ (?: (?P<helping>{list}) <join> | <join> <with>? (?P<help>{list}) ) <doing>? )? <close>",
         yes=("Nâng cấp cổng thông tin (Sở Khoa học và Công nghệ chủ trì)", "Nâng cấp cổng thông tin (giao Sở Nội vụ)"),
         no=("Sở Nội vụ (cơ quan thường trực)",)),
    Rule("label in brackets", "*(chủ trì: Sở A; phối hợp: Sở B)*.",
         r"<open> [<party><opener>]* [<lead><doing>] <doing>? <colon> (?P<lead>{list}) (?: {marks}+ "
         r"[<party><opener>]* <join> <doing>? <colon> (?P<help>{list}) )? (?: {marks} [^<close>]* )? <close>",
         yes=("Nâng cấp cổng thông tin (chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính)",)),
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says; offsets count from the start of the text that was read. ``value`` is where the words behind
    colon begin; ``act`` where they also command (*Đơn vị thực hiện: Sở A lập …*), None when they do not."""

    role: Role
    rule: str
    value: int
    lead: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    act: int | None = None
    holds: bool = False


def label_role(head: str) -> Role | None:
    """What the phrase before a colon promises, None when it is no label by its words alone."""
    roles = _roles(head)
    return None if None in roles else _promised(head, roles)


def _promised(head: str, roles: list[str | None]) -> Role | None:
    first = next((r for r in roles if r not in ("body", "filler", None)), None)
    if first in ("deadline", "product", "content", "detail"):
        return first  # type: ignore[return-value]
    if "lead" in roles or "support" in roles:
        only_helps = "support" in roles and not _leads(head)
        return "support" if only_helps else "lead"
    return None


def _leads(head: str) -> bool:
    return "chủ trì" in head.lower() or "đầu mối" in head.lower()


def read_label(text: str, finder: DocumentFinder) -> Label | None:
    """The label that ``text`` begins with, None without one."""
    head = _HEAD.match(text)
    role = label_role(head[1]) if head else None
    if head is None or (role in ("lead", "support", None) and _names_bodies(text, head, finder)):
        return None
    at = head.end() + len(text[head.end():]) - len(text[head.end():].lstrip())
    if role is None:
        return _by_kind(head[1], text, at, finder)
    if role in ("lead", "support"):
        return _who(role, text, at, finder)
    return Label(role, "label", at)


def _by_kind(head: str, text: str, at: int, finder: DocumentFinder) -> Label | None:
    """A noun phrase of who or when with other words in it (*Cơ quan chủ trì rà soát văn bản: …*) is a label where all
    of its value is what it promises."""
    roles = _roles(head)
    role = _promised(head, roles) if roles[:1] and roles[0] in _NOUNS and len(head.split()) <= _HEAD_WORDS else None
    if role == "deadline":
        return Label(role, "label", at) if is_bare_limit(text[at:].strip(" .;"), None) else None
    return _of_parties(role, text[at:], at, finder) if role in ("lead", "support") else None


def next_label(text: str, finder: DocumentFinder) -> int | None:
    """Where behind a comma or a dash another label begins that says who or when; None where none does."""
    first = read_label(text, finder)
    found = _NEXT.finditer(text, first.value if first else 0)
    behind = (m.end() for m in found if not _inside_brackets(text, m.start()))
    return next((at for at in behind if _says_who_or_when(text[at:], finder)), None)


def _inside_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def parts_of(cell: str, finder: DocumentFinder) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who leads and who helps by a cell of a column of who does it, where all leads that has no part of its own."""
    whole = _of_parties("lead", cell.strip(), len(cell) - len(cell.lstrip()), finder)
    if whole is not None and whole.support:
        return whole.lead, whole.support
    labels, at = [read_label(cell, finder)], 0
    while labels[-1] is not None and (more := next_label(cell[at:], finder)) is not None:
        at += more
        labels.append(_at(read_label(cell[at:], finder), at))
    said = [label for label in labels if label is not None and label.lead + label.support]
    lead = tuple(p for label in said for p in label.lead) if said else finder.cell(cell)
    return lead, tuple(p for label in said for p in label.support)


def _at(label: Label | None, by: int) -> Label | None:
    return label and replace(label, lead=moved(label.lead, by), support=moved(label.support, by))


def _says_who_or_when(text: str, finder: DocumentFinder) -> bool:
    label = read_label(text, finder)
    named = label is not None and label.act is None and label.lead + label.support
    return bool(named) or (label is not None and label.role == "deadline" and text[label.value:].strip() != "")


def _names_bodies(text: str, head: re.Match[str], finder: DocumentFinder) -> bool:
    """*Bộ Xây dựng: …* is a body and a command, *Giao các sở: Y tế, Nội vụ …* a list that goes on over the colon."""
    over = any(item.start < head.end() - 1 < item.end for item in finder.items(text))
    return over or any(p.agency_id for p in finder.cell(head[1]))


def read_brackets(words: Tagged, start: int, end: int) -> Label | None:
    """Who and with whom in brackets anywhere between the chunks."""
    for rule in BRACKETS:
        found = words.search(GRAMMAR.compile(rule.pattern), start, end)
        if found is not None:
            return Label("lead", rule.name, (found.chunks("lead") + found.chunks("told"))[0].start,
                         parties_of(found, "lead") + parties_of(found, "told"),
                         parties_of(found, "help") + parties_of(found, "helping"))
    return None


def _who(role: Role, text: str, at: int, finder: DocumentFinder) -> Label | None:
    """The parties of a label by the form of its value; an open list of names where no form fits."""
    value = text[at:]
    whole = _of_parties(role, value, at, finder)
    if whole is not None:
        return whole
    words = read_words(value, finder)
    agent = read_agent(words, 0, len(words.chunks))
    if agent.command in ("subject", "directed") and agent.act:
        return Label(role, "label with an act", at, moved(agent.lead, at), moved(agent.support, at), at + agent.act,
                     agent.support_holds)
    parties = moved(finder.cell(value.strip(" .;")), at)
    return Label(role, "open list", at, parties if role == "lead" else (), parties if role == "support" else ())


def _of_parties(role: Role, value: str, at: int, finder: DocumentFinder) -> Label | None:
    """A label whose value is nothing but parties and what their part is, None for another."""
    words = read_words(value, finder)
    for rule in VALUES:
        found = words.match(GRAMMAR.compile(rule.pattern))
        if found is not None:
            named, help_ = parties_of(found, "lead"), parties_of(found, "help") + parties_of(found, "helping")
            lead, support = (named, help_) if role == "lead" else ((), named + help_)
            return Label(role, rule.name, at, moved(lead, at), moved(support, at))
    return None


def _roles(head: str) -> list[str | None]:
    """The roles of all words of a head, None for a word that is no word of labels."""
    roles, rest = list[str | None](), _plain(head)
    while rest:
        end, role = next(iter(_phrases().at(rest)), (len(rest.split()[0]), None))
        roles.append(role)
        rest = rest[end:].strip()
    return roles


def _plain(phrase: str) -> str:
    return " ".join(fold(_BRACKET.sub(" ", phrase)).split())


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    return Phrases({_plain(row["phrase"]): row["role"] for row in read_table("label_words")})

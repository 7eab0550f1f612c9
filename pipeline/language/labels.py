"""Labels: a short noun phrase before a colon, or a bracket, that says who, with whom, until when or with what result.

A phrase is a label by its words (``label_words.csv``), whatever their order, and what stands behind the colon must be
what the label promises: parties, a time, a product. *Sở A: rà soát …* and *Giao Sở A: …* are no labels but commands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.knowledge.folding import fold
from pipeline.knowledge.tables import read_table
from pipeline.model import Party

from .agents import parties_of, read_agent
from .defined import DocumentFinder
from .tagged import Rule, Tagged
from .words import GRAMMAR, read_words

Role = Literal["lead", "support", "deadline", "product", "content", "detail"]
_HEAD = re.compile(r"[\s\-–+*•]*([^:;.\n]{2,80}?)\s*:")
_BRACKET = re.compile(r"\([^()]*\)|[/,&\-–]")

VALUES = (
    Rule("parties", "Nothing but parties.", r"{opening} (?P<lead>{list}) {bracket}? [<stop><semicolon><comma>]* $",
         yes=("Sở Y tế; Sở Nội vụ.",), no=("Sở Y tế lập danh sách",)),
    Rule("parties by duty", "Parties by their duty: *các sở, ngành theo chức năng, nhiệm vụ*.",
         r"{opening} (?P<lead> {list} (?: <comma>? <circum> [<duty><of><given><comma><and><matter>]+? (?: {sep}+ "
         r"{list} )? )+ )"
         r" [<stop><semicolon><comma>]* $",
         yes=("Các sở, ban, ngành theo chức năng, nhiệm vụ",), no=("Sở Y tế theo dõi",)),
    Rule("who and with whom", "Who leads and who helps, and nothing that they do.",
         r"{opening} (?P<lead>{list}) {bracket}? <comma>? (?= <lead> | <join> ) <lead>? (?: [<comma><semicolon><and>]*"
         r" (?: <join> [<adverb>]* [<with><cung>]* (?P<help>{list}) | (?P<helping>{list}) <join> ) )?"
         r" [<stop><semicolon><comma>]* $",
         yes=("Sở Y tế chủ trì, phối hợp với Sở Nội vụ", "Sở Y tế chủ trì", "Sở Y tế phối hợp với Sở Nội vụ"),
         no=("Sở Y tế chủ trì rà soát", "Phối hợp với Sở Nội vụ")),
)
BEHIND_A_DASH = Rule(
    "lead behind a dash", "What is to be done, a dash, and who does it: *Tham luận về … – Trường A thực hiện*.",
    r".+? <dash> [<by><connector>]* (?P<lead>{list}) [<urge><either>]* (?: <lead> | <doing> ) [<stop><semicolon>]* $",
    yes=("Tham luận về môn Toán – Trường Tiểu học Hòa Bình thực hiện", "Mua sắm máy chủ - Sở Nội vụ chủ trì"),
    no=("Sở Nội vụ - cơ quan thường trực thực hiện chế độ báo cáo",))


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
    """What the phrase before a colon promises, None when it is no label."""
    roles = _roles(fold(_BRACKET.sub(" ", head)))
    if roles is None:
        return None
    first = next((r for r in roles if r not in ("body", "filler")), None)
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
    if head is None or role is None or _names_bodies(text, head, finder):
        return None
    at = head.end() + len(text[head.end():]) - len(text[head.end():].lstrip())
    if role in ("lead", "support"):
        return _who(role, text, at, finder)
    return Label(role, "label", at)


def _names_bodies(text: str, head: re.Match[str], finder: DocumentFinder) -> bool:
    """*Bộ Xây dựng: …* is a body and a command, *Giao các sở: Y tế, Nội vụ …* a list that goes on over the colon."""
    over = any(item.start < head.end() - 1 < item.end for item in finder.items(text))
    return over or any(p.agency_id for p in finder.cell(head[1]))


def read_dash(words: Tagged, start: int, end: int) -> Label | None:
    """Who does it, behind a dash that ends the chunks."""
    found = words.match(GRAMMAR.compile(BEHIND_A_DASH.pattern), start, end)
    return Label("lead", BEHIND_A_DASH.name, found.start("lead"), parties_of(found, "lead")) if found else None


def _who(role: Role, text: str, at: int, finder: DocumentFinder) -> Label | None:
    """The parties of a label by the form of its value; an open list of names where no form fits."""
    value = text[at:]
    words = read_words(value, finder)
    for rule in VALUES:
        found = words.match(GRAMMAR.compile(rule.pattern))
        if found is not None:
            named, help_ = parties_of(found, "lead"), parties_of(found, "help") + parties_of(found, "helping")
            lead, support = (named, help_) if role == "lead" else ((), named + help_)
            return Label(role, rule.name, at, _moved(lead, at), _moved(support, at))
    agent = read_agent(words, 0, len(words.chunks))
    if agent.command in ("subject", "directed") and agent.act:
        return Label(role, "label with an act", at, _moved(agent.lead, at), _moved(agent.support, at), at + agent.act,
                     agent.support_holds)
    parties = _moved(finder.cell(value.strip(" .;")), at)
    return Label(role, "open list", at, parties if role == "lead" else (), parties if role == "support" else ())


def _moved(parties: tuple[Party, ...], by: int) -> tuple[Party, ...]:
    return tuple(p.moved(by) for p in parties)


def _roles(folded: str) -> list[str] | None:
    """The roles of all words of a label, None when one word is no word of labels."""
    roles: list[str] = []
    rest = folded.strip()
    while rest:
        found = next((p for p in _phrases().get(rest.split()[0], ()) if rest.startswith(p[0])
                      and not rest[len(p[0]):len(p[0]) + 1].isalnum()), None)
        if found is None:
            return None
        roles.append(found[1])
        rest = rest[len(found[0]):].strip()
    return roles


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[str, str]]]:
    by_first: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(read_table("label_words"), key=lambda r: -len(r["phrase"])):
        phrase = fold(_BRACKET.sub(" ", row["phrase"])).replace("  ", " ")
        by_first.setdefault(phrase.split()[0], []).append((phrase, row["role"]))
    return by_first

"""Circumstances before the act: *Trường hợp …,*, *Trên cơ sở …,*, *Để …,*; the comma that ends one is the first after
which a subject, a directing verb or a verb stands."""

from __future__ import annotations

import re

from pipeline.knowledge.tables import pattern
from pipeline.language.parties import PartyList
from pipeline.model import Party

from .defined import DocumentFinder
from .lexicon import cue, longest_match
from .predicates import CIRCUMSTANCE, SPACE, skip_connectors, verb_after, verb_at

_TOPIC = pattern("circumstances.topic")
_PURPOSE = pattern("circumstances.purpose")
_CONDITION = pattern("circumstances.condition")
_ONGOING = pattern("circumstances.ongoing")
_CONCERNED = pattern("circumstances.concerned")
_DEED = re.compile(r"[^,;.:]{0,40}?\bđã\b(?! (?:được )?(?:giao|phân công|nêu|ban hành|phê duyệt))")
_PLACE = pattern("circumstances.place")


def opens_circumstance(text: str, at: int) -> bool:
    """*Theo Kế hoạch …,* opens one, *Theo dõi …* does not: a longer verb wins."""
    circumstance = CIRCUMSTANCE.match(text, at)
    verb = longest_match("verb").match(text, at)
    return circumstance is not None and (verb is None or verb.end() <= circumstance.end())


def skip_circumstance(text: str, at: int, finder: DocumentFinder, *, conditions_only: bool) -> int | None:
    """Past the first comma (or the colon of a topic) after which a subject, a directing verb or a verb stands.

    After a ``;`` only a condition may be followed by a bare verb: elsewhere the comma is one of a list."""
    whole = _TOPIC.match(text, at) or _ONGOING.match(text, at)
    if whole:
        return whole.end()
    if not opens_circumstance(text, at):
        return None
    told = _subject_after_purpose(text, at, finder) if _PURPOSE.match(text, at) else None
    return told if told is not None else _past_comma(text, at, finder, conditions_only=conditions_only)


def _past_comma(text: str, at: int, finder: DocumentFinder, *, conditions_only: bool) -> int | None:
    bare = not conditions_only or _CONDITION.match(text, at) is not None
    doing = longest_match("verb").match(text, at) is not None  # *Thực hiện Nghị quyết …, Sở A …*
    concerned = _CONCERNED.match(text, at)  # *Đối với các xã, UBND huyện …*: who is concerned may end at the comma
    first = concerned.end() if concerned else at
    lists: tuple[PartyList, ...] | None = None
    for m in re.finditer(r",\s*(?:thì\s+)?|\bthì\s+", text[at:]):
        after = at + m.end()
        lists = finder.find(text) if lists is None else lists
        if any(first < p.start < after < p.end for p in lists):
            continue  # a comma between two parties: *Trường hợp các tổ chức, cá nhân không …*
        rest = skip_connectors(text, after)
        parties = finder.at(text, rest)
        if parties is not None and _DEED.match(text, parties.end):
            return len(text)  # *Thực hiện …, Bộ A trong thời gian ngắn đã …*: told, whatever follows
        if cue("direct_verb").match(text, rest) or place_at(text, rest) or parties is not None:
            if _leads_on(text, rest, finder, closely=doing):
                return after
        elif bare and not doing and verb_at(text, rest) is not None:
            return after
    return None if doing else _subject_without_comma(text, at, finder)


def _subject_without_comma(text: str, at: int, finder: DocumentFinder) -> int | None:
    """*Nếu thấy cần sửa đổi các sở, ngành chủ động đề xuất …*: known parties with an adverb right behind;
    *Trường hợp không có nhu cầu đề nghị Sở A …*: parties that are asked."""
    if not _CONDITION.match(text, at):
        return None
    for m in cue("direct_verb").finditer(text, at):
        if finder.at(text, SPACE.match(text, m.end()).end()) is not None:  # type: ignore[union-attr]
            return m.start()
    for parties in finder.find(text):
        behind = SPACE.match(text, parties.end).end()  # type: ignore[union-attr]
        many = text[parties.start:parties.start + 4].lower() == "các "
        known = many or any(p.agency_id or p.group for p in parties.parties)
        if parties.start > at and known and longest_match("adverb").match(text, behind):
            return parties.start
    return None


def _subject_after_purpose(text: str, at: int, finder: DocumentFinder) -> int | None:
    """*Để nâng cao …, tăng cường …, các Sở …*: what follows the first comma may still be the purpose, so the
    first party that a verb follows is the subject."""
    for m in re.finditer(r",\s*", text[at:]):
        rest = at + m.end()
        if cue("direct_verb").match(text, rest) is None and finder.at(text, rest) is None:
            continue
        if _leads_on(text, rest, finder, closely=False):
            return rest
    return None


def _leads_on(text: str, at: int, finder: DocumentFinder, *, closely: bool) -> bool:
    """Whether the parties at ``at`` are a subject (a verb follows, ``closely`` without anything between)
    and not an item of a list."""
    if cue("direct_verb").match(text, at) or place_at(text, at):
        return True
    parties = finder.at(text, at)
    if parties is None:
        return False
    if closely:
        known = any(p.agency_id or p.group for p in parties.parties)
        return known and verb_at(text, SPACE.match(text, parties.end).end()) is not None  # type: ignore[union-attr]
    return verb_after(text, parties.end) is not None


def place_at(text: str, at: int) -> PartyList | None:
    """*Thành phố Huế cần …*, *Tỉnh tiếp tục …*: a place that stands for its authorities."""
    m = _PLACE.match(text, at)
    if m is None:
        return None
    name = m.group()[0].lower() + m.group()[1:]
    return PartyList(at, m.end(), (Party(m.group(), name, None, False, at, m.end()),))

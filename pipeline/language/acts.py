"""Reading one segment: who is told to do it, with whom, and whether it has an act at all.

The words before the act are peeled off in order: connectors (*đồng thời,*), circumstances up to a
comma (*Trường hợp …,*, *Trên cơ sở …,*), a directing verb (*Giao*, *Yêu cầu*), the subject, and the
adverbs and modals that stand before a verb. What is left must begin with a verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.knowledge.tables import pattern
from pipeline.language.parties import PartyList
from pipeline.model import Modality, Party

from .circumstances import opens_circumstance, place_at, skip_circumstance
from .defined import DocumentFinder
from .lexicon import cue, longest_match
from .predicates import APPOSITION, MODAL, SPACE, skip_adverbs, skip_connectors, verb_after, verb_at
from .tagging import starts_with_verb

Command = Literal["directed", "subject", "imperative", "modal", "none"]

_NOUN_USE = pattern("acts.noun_use")
_CITED = pattern("acts.cited")
_PEOPLE = pattern("acts.people")
_SUBMITTED = pattern("acts.submitted")
_AMOUNT = pattern("acts.amount")
_DUTY_OF = pattern("acts.duty_of")
_YOUR = pattern("acts.your")
_INNER_MODAL = pattern("acts.inner_modal")
_LISTED = pattern("acts.listed")
_NOUN_BEFORE = pattern("acts.noun_before")
_URGED = pattern("acts.urged")
_SUPPORT = pattern("acts.support")
_LED = pattern("acts.led")
_BY = re.compile(r"\b(?:do|giao(?: cho)?)\s+", re.IGNORECASE)
_DO = re.compile(r"do\s+", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:đã|đang|vừa(?!.*\bvừa\b)|từng(?! bước))\b")
_BY_ACT = pattern("acts.by_act")


@dataclass(frozen=True, slots=True)
class Act:
    """What a segment says: offsets count from the start of the segment's own text."""

    command: Command
    modality: Modality
    subject: tuple[Party, ...]
    support: tuple[Party, ...]
    support_holds: bool
    start: int | None  # where the act itself begins


def read_act(text: str, finder: DocumentFinder, *, after_cut: bool = False) -> Act:
    """Read the segment ``text``. ``after_cut`` is True for what follows a ``;``: there a noun that
    happens to be no known verb is not given the benefit of the tagger's doubt."""
    command, subject, at = _head(text, finder, after_cut)
    if after_cut and command == "subject" and _PEOPLE.match(text):
        command, subject = "none", ()  # one more item of a list of people
    verb = verb_at(text, at)
    if verb is not None and (_CITED.match(text, verb) or (after_cut and _NOUN_USE.match(text, verb))):
        verb = None  # a document or a notion, not an act
    if verb is None and command == "none" and not after_cut and finder.at(text, at) is None and _unknown_verb(text, at):
        verb = at
    if command == "none" and verb is not None:
        command = "modal" if _SUBMITTED.match(text) else "imperative"
    if command == "none":
        command, subject, verb = _passive(text, finder)
    if command == "none" and _wanted(text, after_cut):
        command = "modal"
    if command == "subject" and verb is None:
        verb = at if MODAL.match(text, at) or _unknown_verb(text, at) else None
        command = command if verb is not None else "none"
    support, holds = _support(text, verb if verb is not None else at, finder, subject)
    return Act(command, _modality(text, verb), subject, support, holds, verb)


def _wanted(text: str, after_cut: bool) -> bool:
    """Words without an act in front that command all the same: *Báo cáo gửi về …*, *… phải …*, *nếu có vướng mắc,
    phản ánh về …*. What is listed after a ``;`` and figures that are asked for are things."""
    if _SUBMITTED.match(text):
        return True
    if (after_cut and _LISTED.match(text)) or _AMOUNT.match(text):
        return False
    return cue("idiom").search(text) is not None or _INNER_MODAL.search(text) is not None


def _unknown_verb(text: str, at: int) -> bool:
    """Ask the tagger about a first word that neither the verbs nor the openers know. Only the first words
    of a sentence are asked about, and no label (*Địa điểm: …*)."""
    if not text[at:at + 2].isalpha() or text[at:at + 8].isupper() or ":" in text[at:at + 40]:
        return False
    return longest_match("opener").match(text, at) is None and starts_with_verb(text[at:])


def _head(text: str, finder: DocumentFinder, after_cut: bool) -> tuple[Command, tuple[Party, ...], int]:
    """Peel the words before the act; returns how it is commanded, its subject, and where the rest begins."""
    at = skip_connectors(text, 0)
    for _ in range(6):
        found = _directed(text, at, finder) or _plain_subject(text, at, finder)
        if found is not None:
            return found
        if verb_at(text, at) is not None and not opens_circumstance(text, at):
            return "none", (), at
        after = skip_circumstance(text, at, finder, conditions_only=after_cut)
        if after is None:
            return "none", (), at
        at = skip_connectors(text, after)
    return "none", (), at


def _directed(text: str, at: int, finder: DocumentFinder) -> tuple[Command, tuple[Party, ...], int] | None:
    """*Giao Sở A …*, *UBND tỉnh yêu cầu Sở A …*"""
    m = cue("direct_verb").match(text, at) or _DO.match(text, at)
    issuer: PartyList | None = None
    if m is None:
        issuer = finder.at(text, at)
        if issuer is None:
            return None
        apposition = APPOSITION.match(text, issuer.end)
        behind = apposition.end() if apposition else issuer.end
        gap = SPACE.match(text, behind).end()  # type: ignore[union-attr]
        m = cue("direct_verb").match(text, gap) or cue("direct_verb").match(text, skip_adverbs(text, gap))
        if m is None:
            return None
    start = SPACE.match(text, m.end()).end()  # type: ignore[union-attr]
    parties = finder.at(text, start)
    if parties is None:  # told to somebody the finder does not know: never to the one who tells
        your = _YOUR.match(text, start)
        told = issuer is not None or your is not None
        return ("directed", (), _past_subject(text, your.end() if your else start)) if told else None
    return "directed", parties.parties, _past_subject(text, parties.end)


def _plain_subject(text: str, at: int, finder: DocumentFinder) -> tuple[Command, tuple[Party, ...], int] | None:
    duty = _DUTY_OF.match(text, at)
    parties = finder.at(text, duty.end() if duty else at) or place_at(text, at)
    if parties is None or (duty and not _colon_follows(text, parties)):
        return None
    if _colon_follows(text, parties):
        return "directed", parties.parties, _past_subject(text, parties.end)
    verb = verb_after(text, parties.end)
    if verb is None or _TOLD.search(text[at:verb]) or _TOLD.match(text, verb):
        return None
    return "subject", parties.parties, verb


def _colon_follows(text: str, parties: PartyList) -> bool:
    return re.match(r"\s*:\s*\S", text[parties.end:]) is not None


def _past_subject(text: str, at: int) -> int:
    verb = verb_after(text, at)
    return verb if verb is not None else SPACE.match(text, at).end()  # type: ignore[union-attr]


def _passive(text: str, finder: DocumentFinder) -> tuple[Command, tuple[Party, ...], int | None]:
    """*… do Sở A chủ trì*, *… giao Sở A thực hiện* inside the segment."""
    for m in _BY.finditer(text):
        parties = finder.at(text, m.end())
        if parties is None:
            continue
        after = SPACE.match(text, parties.end).end()  # type: ignore[union-attr]
        acts = _BY_ACT.match(text, after) or _BY_ACT.match(text, skip_adverbs(text, after))
        if acts or m.group().lower().startswith("giao"):
            return "subject", parties.parties, after
    return "none", (), None


def _support(text: str, act: int, finder: DocumentFinder, subject: tuple[Party, ...]) -> tuple[tuple[Party, ...], bool]:
    """Who helps, and whether that stands in the subject phrase (*chủ trì, phối hợp với …*)."""
    led = _LED.match(text, skip_adverbs(text, act))
    found: list[Party] = []
    holds = False
    for m in _together(text):
        parties = finder.at(text, m.end())
        if parties is None or _told_to(text, m.start(), finder):
            continue
        found.extend(p for p in parties.parties if p not in found)
        holds = holds or (led is not None and m.end() == led.end())
    names = {p.agency for p in subject}
    return tuple(p for p in found if p.agency not in names), holds


def _together(text: str) -> list[re.Match[str]]:
    """The places after which helpers are named."""
    found = [m for m in _SUPPORT.finditer(text) if not _NOUN_BEFORE.search(text[:m.start()])]
    if re.match(r"(?:phối hợp|tham gia)\b", text, re.IGNORECASE):
        found += list(re.finditer(r"\bdo\s+(?=[^,;]{3,120}\schủ trì)", text))
    return found


def _told_to(text: str, at: int, finder: DocumentFinder) -> bool:
    """*đôn đốc A phối hợp với B*: it is A, urged from outside, who works with B."""
    told = list(_URGED.finditer(text[:at]))
    if not told:
        return False
    urged = finder.at(text, told[-1].end())
    return urged is not None and not text[urged.end:at].strip(" ,")


def _modality(text: str, verb: int | None) -> Modality:
    head = text if verb is None else text[:verb + 60]
    if cue("accountability").search(text) and re.search(r"chịu (?:hoàn toàn |mọi )?trách nhiệm", head, re.IGNORECASE):
        return "accountability"
    begin = text[verb or 0:]
    if cue("prohibition").match(begin):
        return "prohibition"
    return "obligation"

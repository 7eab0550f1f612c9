"""Where a verb begins: adverbs, connectors, appositions and circumstances before it are passed over."""

from __future__ import annotations

import re

from pipeline.knowledge.tables import pattern

from .lexicon import longest_match

SPACE = re.compile(r"(?:[\s,:]|\(\d{1,2}\)\s)*")
_COMMAS = pattern("predicates.commas")
APPOSITION = pattern("predicates.apposition")
CIRCUMSTANCE = pattern("predicates.circumstance")
_NOUN = pattern("predicates.noun")
MODAL = pattern("predicates.modal")
_NEGATED = pattern("predicates.negated")
_DUTY = pattern("predicates.duty")
_MODIFIER = pattern("predicates.modifier")


def skip_connectors(text: str, at: int) -> int:
    """Past blanks and connectors (*đồng thời,*) at ``at``."""
    pattern = longest_match("connector")
    while True:
        at = SPACE.match(text, at).end()  # type: ignore[union-attr]
        m = pattern.match(text, at)
        if m is None:
            return at
        at = m.end()


def skip_adverbs(text: str, at: int) -> int:
    """Past adverbs (*khẩn trương*) at ``at``."""
    pattern = longest_match("adverb")
    while True:
        m = pattern.match(text, at)
        if m is None:
            return at
        at = _COMMAS.match(text, m.end()).end()  # type: ignore[union-attr]


def verb_at(text: str, at: int) -> int | None:
    """``at`` when a verb, or adverbs and then a verb, begin there."""
    if _NOUN.match(text, at):
        return None
    if longest_match("verb").match(text, at):
        return at
    if _NEGATED.match(text, at):
        return at
    after = at
    while (m := longest_match("adverb").match(text, after)) is not None:
        after = _COMMAS.match(text, m.end()).end()  # type: ignore[union-attr]
        if longest_match("verb").match(text, after):
            return at
    return at if after > at and after >= len(text) else None


def verb_after(text: str, at: int) -> int | None:
    """Where the verb of a subject that ends at ``at`` begins, past an apposition and circumstances between."""
    apposition = APPOSITION.match(text, at)
    if apposition is not None:
        at = apposition.end()
    for candidate in _verb_places(text, at):
        if MODAL.match(text, candidate) or verb_at(text, candidate) is not None:
            return candidate
    return None


def _verb_places(text: str, at: int) -> list[int]:
    first = SPACE.match(text, at).end()  # type: ignore[union-attr]
    places = [first]
    modifier = _MODIFIER.match(text, first)
    if modifier is not None:
        first = modifier.end()
        places.append(first)
    if CIRCUMSTANCE.match(text, first) or re.match(r"\s*,", text[at:]):
        window = text[at:at + 500]
        places += [at + m.end() for m in re.finditer(r",\s*", window)]
        places += [at + m.end() for m in _DUTY.finditer(window)]
    return sorted(set(places))

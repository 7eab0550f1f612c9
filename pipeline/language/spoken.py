"""Words by which a directive speaks of a body that it names elsewhere: *Quý Sở* of whom it is addressed to, *cơ quan
thường trực* of whom it calls so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.knowledge.folding import key
from pipeline.knowledge.tables import pattern
from pipeline.model import Party

SPOKEN = pattern("spoken.words")
_STANDS = pattern("spoken.standing")
_GENERAL = ("cơ quan", "đơn vị", "địa phương")
_BEFORE = 160  # characters in which the body stands before *(cơ quan thường trực …)*
STANDING = "cơ quan thường trực"



Meanings = dict[str, tuple[Party, ...]]
"""Who is meant, by ``role_of`` the words."""


def role_of(words: str) -> str:
    """*Cơ quan Thường trực Ban Chỉ đạo* and *cơ quan thường trực* alike; *Quý Sở* in one way."""
    said = key(words)
    return STANDING if said.startswith(STANDING) else said


def meanings(text: str, addressees: tuple[Party, ...], before: Callable[[str], tuple[Party, ...]]) -> Meanings:
    """What the words mean in this directive; ``before`` gives the parties that a piece of text ends with."""
    found = {f"quý {noun}": those for noun, those in _addressed(addressees)}
    standing = (before(text[max(0, m.start() - _BEFORE):m.start()]) for m in _STANDS.finditer(text))
    named = {parties[0].agency: parties for parties in standing if parties}
    if len(named) == 1:
        found[STANDING] = named.popitem()[1]
    return found


def _addressed(addressees: tuple[Party, ...]) -> Iterator[tuple[str, tuple[Party, ...]]]:
    """*Quý Sở*: those among whom it is addressed to that are called so; *Quý cơ quan*: all of them."""
    nouns = {key(p.agency).split(" ")[0] for p in addressees if not p.group}
    yield from ((noun, tuple(p for p in addressees if key(p.agency).startswith(f"{noun} "))) for noun in nouns)
    yield from ((noun, addressees) for noun in _GENERAL if addressees)


def spans(text: str, known: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where such words stand that have a meaning: start, end, key."""
    for m in SPOKEN.finditer(text):
        role = role_of(m.group())
        if role in known:
            yield m.start(), m.end(), role

"""The settled name of a party: abbreviations written out, UBND short, the name of the guideline."""

from __future__ import annotations

import re
from datetime import date

from pipeline.knowledge.folding import key
from pipeline.knowledge.registry import Registry
from pipeline.model import Party

_SHORT = (
    (re.compile(r"\b[ỦủUu][ỷỶyY]? ?[Bb]an [Nn]hân [Dd]ân\b"), "UBND"),
    (re.compile(r"\b[ỦU][ỷỶyY] [Bb]an [Nn]hân [Dd]ân\b"), "UBND"),
    (re.compile(r"\b[Hh]ội [Đđ]ồng [Nn]hân [Dd]ân\b"), "HĐND"),
    (re.compile(r"\b[Mm]ặt [Tt]rận [Tt]ổ [Qq]uốc\b"), "MTTQ"),
)
_PLURAL = re.compile(r"^(?:các|những|toàn bộ|tất cả các) ", re.IGNORECASE)
_FOLDED_UBND = re.compile(r"[ỦUủu][ỶYỷyUu]? ban nhân dân", re.IGNORECASE)


class Settler:
    """Names parties; ``issuer`` and ``on`` place bodies without a place of their own."""

    def __init__(self, registry: Registry, issuer: str | None, on: date | None) -> None:
        self._registry = registry
        self._on = on
        self._home = home(registry, issuer, on)

    def party(self, name: str, mention: str, group: bool) -> Party:
        """The party called ``name``; its mention is kept as written."""
        agency = settled(self._registry, name)
        found = None if group else self._registry.resolve(agency, self._on, self._home)
        return Party(mention, agency, found.id if found else None, group)


def settled(registry: Registry, name: str) -> str:
    """The name as the guideline writes it."""
    name = re.sub(r"\s+", " ", name).strip(" .;:,-–")
    name = registry.expand(name)
    for pattern, short in _SHORT:
        name = pattern.sub(short, name)
    name = re.sub(r"\s+(?:có )?liên quan$", lambda m: " liên quan", name)
    if key(name).startswith("các ") and not name.startswith(("các bộ, ngành", "các sở, ban, ngành")):
        name = _PLURAL.sub("", name)
    return name


def home(registry: Registry, issuer: str | None, on: date | None) -> str | None:
    """The id of the province an issuer belongs to, None for central bodies."""
    words = (issuer or "").split(" ")
    for n in range(len(words)):
        province = registry.province(" ".join(words[n:]), on)
        if province:
            return province.id
    return None

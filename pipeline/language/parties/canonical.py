"""The canonical name of a party: abbreviations written out, UBND short, the name of the guideline."""

from __future__ import annotations

import re
from datetime import date

from pipeline.knowledge.registry import Agency, Registry, issuing, meant
from pipeline.model import Party

_SHORT = (
    (re.compile(r"\bủy ban nhân dân\b|\buỷ ban nhân dân\b", re.IGNORECASE), "UBND"),
    (re.compile(r"\bhội đồng nhân dân\b", re.IGNORECASE), "HĐND"),
    (re.compile(r"\bmặt trận tổ quốc\b", re.IGNORECASE), "MTTQ"),
)
_FIXED = ("các bộ, ngành", "các sở, ban, ngành")
_TWICE = re.compile(r"^(.{6,}) \1$", re.IGNORECASE)  # a title and the sentence that begins with the same name
_PLURAL = re.compile(r"^(?:(?:các|những|toàn bộ|tất cả các|tất cả|toàn thể) )+", re.IGNORECASE)
_OWN_MINISTRY = re.compile(r" (?:trực )?thuộc Bộ$")


class Canonical:
    """Names parties; ``issuer``, ``on`` and where it signs (``place``) place bodies without a place of their own."""

    def __init__(self, registry: Registry, issuer: str | None, on: date | None, place: str | None = None) -> None:
        self._registry = registry
        self._on = on
        self._by = issuing(registry, issuer, on, place)
        self._ministry = issuer if issuer and issuer.startswith("Bộ ") else None
        self._known: dict[str, tuple[str, str | None]] = {}

    def party(self, name: str, group: bool, mention: str, start: int) -> Party:
        """The party called ``name``; its mention, which stands at ``start``, is kept as written."""
        if name not in self._known:
            self._known[name] = self._named(name)
        agency, agency_id = self._known[name]
        return Party(mention, agency, None if group else agency_id, group, start, start + len(mention))

    def _named(self, name: str) -> tuple[str, str | None]:
        agency = canonical_name(self._registry, name)
        if self._ministry:  # the house of the issuer: đơn vị thuộc Bộ
            agency = _OWN_MINISTRY.sub(lambda m: m.group()[:-2] + str(self._ministry), agency)
        found = self._body(agency)
        if found and agency.isupper() and " " in agency:  # a letterhead
            agency = found.name
        return agency, found.id if found else None

    def agency_id(self, name: str, place: str | None = None) -> str | None:
        """The id of the body that a canonical name means, in ``place`` where the name and the issuer tell none;
        None when none is known."""
        home = self._registry.province(place, self._on) if place else None
        found = self._body(name) or (self._registry.resolve(name, self._on, home.id) if home else None)
        return found.id if found else None

    def _body(self, agency: str) -> Agency | None:
        return meant(self._registry, agency, self._on, self._by.home, self._by.office)


def canonical_name(registry: Registry, name: str) -> str:
    """The name as the guideline writes it."""
    name = registry.expand(re.sub(r"\s+", " ", name).strip(" .;:,-–"))
    for pattern, short in _SHORT:
        name = pattern.sub(short, name)
    name = _TWICE.sub(r"\1", re.sub(r" có liên quan\b", " liên quan", name))
    return name if name.startswith(_FIXED) else _PLURAL.sub("", name)

"""Bodies that every province, district or commune has, made of a template and the place; names cut into body and place.

Ids are slugs; a body of a province is ``<province>.<template>`` (``tinh-lao-cai.so-cong-thuong``), one of a district or
commune ``<province>.<template>-<unit>`` (``tinh-lao-cai.ubnd-xa-bac-ha``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ..folding import key, slug
from .bodies import Agency, Successor
from .units import Unit

_PLACE = re.compile(r" (?=(?:tỉnh|thành phố|tp)\b)")
_SAYS_KIND = re.compile(r"\b(?:tỉnh|thành) (?:uỷ|đoàn)$")
_UBND = re.compile(r"^(?:uỷ ban nhân dân|ủy ban nhân dân|ubnd)\b", re.IGNORECASE)


def at_province(province: Agency, department: Agency) -> Agency:
    """A department of that province, alive only as long as both are."""
    return _during(province, replace(
        department, id=f"{province.id}.{department.id}", name=_named_at(department.name, province),
        parent=province.id, place=province.id,
        successors=tuple(replace(s, id=f"{province.id}.{s.id}") for s in department.successors)))


def at_unit(unit: Unit, template: Agency, place: str, *, stays: bool) -> Agency:
    """A body of that district or commune in the province with the id ``place``; ``stays``: those who took over from
    the unit have such a body too."""
    taken = tuple(Successor(heir.replace(".", f".{template.id}-", 1)) for heir in unit.heirs if stays)
    return _during(unit, replace(
        template, id=f"{place}.{template.id}-{unit.slug}", name=f"{template.name} {unit.called}", parent=place,
        place=place, successors=taken))


def past(name: str, called: str, home: Agency, ended: date | None) -> Agency:
    """UBND of a district or commune that the tables of units do not hold, by pattern."""
    named = _UBND.sub("UBND", name)
    return Agency(f"{home.id}.{slug(f'ubnd {called}')}", named, "UBND", None, ended, home.id, level="xã", place=home.id)


def unit_called(name: str, whole: Agency, full: str) -> str:
    """The full name of a unit inside the body ``whole``, whose own full name is ``full``."""
    name, said = name[:1].upper() + name[1:], key(name)
    of_place = whole.kind in ("tỉnh", "thành phố")
    if of_place and said.endswith((f" {whole.kind}", f" {whole.kind} {key(whole.name)}")):
        return f"{name.removesuffix(f' {whole.name}')} {whole.name}"
    return name if key(whole.name) in said else f"{name} ({full})"


def cuts(wanted: str) -> Iterable[tuple[str, str]]:
    """Ways to read a key as body and place: ``sở y tế tỉnh lào cai``, ``sở y tế lào cai``, ``công an tỉnh``."""
    yield wanted, ""
    for match in _PLACE.finditer(wanted):
        yield wanted[:match.start()], wanted[match.end():]
    words = wanted.split(" ")
    for n in range(len(words) - 1, 0, -1):
        yield " ".join(words[:n]), " ".join(words[n:])


def _named_at(name: str, province: Agency) -> str:
    """*Sở Y tế tỉnh Lào Cai*; *Tỉnh ủy Lào Cai* says itself what kind of place it is."""
    itself = _SAYS_KIND.search(key(name)) and (province.kind == "tỉnh" or province.name != "Hồ Chí Minh")
    return f"{name} {province.name}" if itself else f"{name} {province.kind} {province.name}"


def _during(whole: Agency | Unit, body: Agency) -> Agency:
    """The body, alive only as long as the province or unit is."""
    starts = [d for d in (body.valid_from, whole.valid_from) if d]
    ends = [d for d in (body.valid_to, whole.valid_to) if d]
    return replace(body, valid_from=max(starts, default=None), valid_to=min(ends, default=None))

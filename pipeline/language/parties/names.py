"""From a rule that fits to the parties it names; the names are settled later, against the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from pipeline.knowledge.registry import Registry
from pipeline.language.tagged import Found

from .classes import lexicon

_GROUPS = {"UBND các tỉnh, thành phố": ("tỉnh",), "UBND các huyện, thị xã, thành phố": ("huyện", "quận"),
           "UBND các xã, phường, thị trấn": ("xã", "phường", "thị trấn", "đặc khu")}
_LEVELS = {kind: name for name, kinds in _GROUPS.items() for kind in kinds}
_UBND = {"ubnd", "ủy ban nhân dân", "uỷ ban nhân dân"}
_PROVINCIAL = {"tỉnh", "thành phố"}
_SMALL = {"Tỉnh": "tỉnh", "Thành phố": "thành phố"}
_HEADS = {"các bộ, ngành": "Bộ", "các sở, ban, ngành": "Sở"}
_compile = lexicon().running.compile
_KIND = _compile("<kind>")
_POWER = _compile("<power>")
_NAMED = _compile("(?P<kind> <kind> | <numbered> (?= <number> ) )? (?P<name> {name} | {later_name} | <number> )")
_SECTOR = _compile("""(?P<name> <ministry> | <department> | (?: <sector_ministry> | <sector_department> ) (?! <dash> )
                             | {unknown} ) (?P<place> {sector_place} )?""")
_PLACES = _compile("(?: <cac> | <of> ) {kinds} <central>? <colon>? (?P<places> {listed_names} )")
_WHOLE = _compile("<cac> {kinds} <central>?")


@dataclass(frozen=True, slots=True)
class Piece:
    """One party between two offsets of the text, under the name that is to be settled; ``place`` tells that a place
    stands with it."""

    start: int
    end: int
    name: str
    group: bool = False
    place: bool = False


Maker = Callable[[Found, Registry], list[Piece]]


def _one(found: Found, name: str = "", group: bool = False, place: bool = False) -> list[Piece]:
    """One party of the whole match, under the name as printed when none is given; a bracket behind is left out."""
    said = _said(found)
    return [Piece(found.start(), found.start() + len(said), name or said, group, place)]


def _said(found: Found) -> str:
    return found.said().removesuffix(found.said("note") if "note" in found.groups else "").rstrip()


def as_printed(found: Found, _: Registry) -> list[Piece]:
    """A name as it is written."""
    return _one(found)


def group(found: Found, _: Registry) -> list[Piece]:
    """A group as it is written, with a small letter unless it begins with an abbreviation."""
    said = _said(found)
    return _one(found, said if said[:2].isupper() else said[:1].lower() + said[1:], group=True)


def fixed(found: Found, _: Registry) -> list[Piece]:
    """A fixed group under its name, whatever is behind it."""
    return [Piece(found.start(), found.end("group"), found.chunks("group")[0].value["fixed"], group=True)]


def nothing(found: Found, registry: Registry) -> list[Piece]:
    """No party."""
    return []


def kinds_of_body(found: Found, _: Registry) -> list[Piece]:
    """UBND các xã, Công an các đơn vị: places and units that are not named."""
    return _one(found, found.said(), group=True, place=True)


def _base(found: Found) -> str:
    """The body as the tables call it, UBND and HĐND as they are written."""
    value = found.chunks("base")[0].value
    return found.said("base") if "council" in value else str(value["body"])


def body(found: Found, _: Registry) -> list[Piece]:
    """A body, with the place behind it as written; a corporation that is called by its letters with a place (*VNPT Lào
    Cai*) is a branch and stays as printed."""
    base = _base(found)
    branch = found.has("place") and base.startswith("Tập đoàn")
    return _one(found, "" if branch else f"{base} {found.said('place')}".rstrip(), place=found.has("place"))


def seat(found: Found, _: Registry) -> list[Piece]:
    """Tỉnh ủy with a capital."""
    said = found.said()
    return _one(found, said[:1].upper() + said[1:], place=found.has("place"))


def named_by_title(found: Found, _: Registry) -> list[Piece]:
    """The noun that the title has, and what stands behind the title."""
    return _one(found, f"{found.chunks('title')[0].value['naming']} {found.said('rest')}")


def _kinds(found: Found) -> list[str]:
    return [kind.said() for name in ("kinds", "run") if name in found.groups for kind in found.each(_KIND, name)]


def _level(base: str, kinds: list[str], otherwise: str) -> str:
    """The fixed group of the first kind that has one."""
    named = [_LEVELS[kind.lower()] for kind in kinds if kind.lower() in _LEVELS and base.lower() in _UBND]
    return (named or [otherwise])[0]


def council_levels(found: Found, _: Registry) -> list[Piece]:
    """UBND cấp huyện, cấp xã: the fixed group of each level; HĐND as written."""
    base = found.said("base")
    names = [_level(base, [kind], f"{base} cấp {kind}") for kind in _kinds(found)]
    return [Piece(found.start(), found.end(), name, True, True) for name in names]


def council_kinds(found: Found, _: Registry) -> list[Piece]:
    """UBND các xã, phường: the fixed group; HĐND as written."""
    return _one(found, _level(found.said("base"), _kinds(found), found.said()), group=True, place=True)


def places(found: Found, _: Registry) -> list[Piece]:
    """các xã, phường: the fixed group."""
    return _one(found, _level("UBND", _kinds(found), found.said()), group=True, place=True)


def provinces(found: Found, registry: Registry) -> list[Piece]:
    """A province, or each of a list with its kind."""
    named = [(place, place.said("kind") or _kind(_kinds(found), place.said("name"), registry), place.said("name"))
             for group in ("places", "place") for place in found.each(_NAMED, group)]
    return _from_start(found, [Piece(place.start(), place.end(), f"{_SMALL.get(kind, kind)} {name}".strip(), place=True)
                               for place, kind, name in named])


def council_last(found: Found, _: Registry) -> list[Piece]:
    """UBND các xã, phường, đặc khu A: the fixed group, and the one that is named."""
    base, start, last = found.said("base"), found.start(), found.said("last")
    name = _level(base, _kinds(found), found.said()[:found.end("kinds") - start])
    return [Piece(start, found.end("kinds"), name, group=True, place=True),
            Piece(found.start("last"), found.end(), f"{base} {last}", place=True)]


def council_places(found: Found, registry: Registry) -> list[Piece]:
    """UBND các tỉnh: A, B; UBND xã A, B: a body for each place. A kind that is not repeated is carried on; of several
    kinds in front the registry says which a province is of."""
    base, kinds, pieces, kind = _base(found), _kinds(found), [], ""
    for place in found.each(_NAMED, "places"):
        name = place.said("name")
        kind = place.said("kind") or (_kind(kinds, name, registry) if kinds else kind)
        pieces.append(Piece(place.start(), place.end(), " ".join(f"{base} {kind} {name}".split()), place=True))
    return _from_start(found, pieces)


def _kind(kinds: list[str], name: str, registry: Registry) -> str:
    known = registry.province(name) if kinds[0].lower() in _PROVINCIAL else None
    several = known.kind if known else ""
    return kinds[0] if len(kinds) == 1 else several


def _from_start(found: Found, pieces: list[Piece]) -> list[Piece]:
    return [replace(pieces[0], start=found.start()), *pieces[1:]]


def authorities(found: Found, _: Registry) -> list[Piece]:
    """Each body of the list with what stands behind the last."""
    run, rank = ("run", "rank") if found.has("run") else ("run2", "rank2")
    each = [(body, " ".join(f"{body.said()} {found.said(rank)}".split())) for body in found.each(_POWER, run)]
    pieces = [Piece(body.start(), body.end(), name[:1].lower() + name[1:], group=True) for body, name in each]
    return [*pieces[:-1], replace(pieces[-1], end=found.end())]


def sectors(found: Found, _: Registry, head: str = "") -> list[Piece]:
    """One head with many names, each with the places behind it."""
    head = head or _head(found)
    pieces = []
    for sector in found.each(_SECTOR, "sectors"):
        name = _sector(sector, head)
        pieces += [Piece(sector.start(), sector.end(), f"{name} {place}".rstrip(), place=bool(place))
                   for place in _places(sector)]
    return _from_start(found, pieces)


def _head(found: Found) -> str:
    """The word that the names of a list share: Bộ, Sở, or a noun as written."""
    return _HEADS.get(found.chunks("head")[0].value.get("fixed", ""), found.said("head").capitalize())


def _sector(sector: Found, head: str) -> str:
    """The body of a sector: as the tables have it, or the head and the words as written."""
    first = sector.chunks("name")[0].value
    known = {"Bộ": first.get("sector_ministry"), "Sở": first.get("sector_department")}.get(head)
    whole = first.get("ministry", first.get("department"))
    return str(whole or f"{head} {known or sector.said('name')}")


def _places(sector: Found) -> list[str]:
    """The places of a sở as printed behind it, an empty one when it has none or they are all of a kind."""
    listed = [place.said("name") for places in sector.each(_PLACES, "place") for place in places.each(_NAMED, "places")]
    whole = bool(sector.each(_WHOLE, "place"))
    return listed or ["" if whole else sector.said("place").removeprefix("của ")]


MAKERS: dict[str, Maker] = {
    "label": nothing, "authorities": authorities, "group": group, "fixed": fixed, "fixed_listed": sectors,
    "fixed_ministries": sectors,
    "council": body, "council_last": council_last, "council_range": kinds_of_body, "council_listed": council_places,
    "council_places": council_places, "council_levels": council_levels, "council_kinds": council_kinds,
    "council_many": kinds_of_body, "places": places, "provinces": provinces, "seat": seat,
    "sectors": sectors, "listed": sectors, "department": partial(sectors, head="Sở"),
    "ministry": partial(sectors, head="Bộ"), "body_units": kinds_of_body, "body": body,
    "named_by_title": named_by_title,
}

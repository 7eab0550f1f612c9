"""Groups of bodies, and who belongs to them on a day, in a place, in a directive (``group_members.csv``).

*Các sở, ban, ngành* of a directive of UBND tỉnh Lào Cai are those of Lào Cai on its day, *UBND các tỉnh, thành phố*
are 63 or 34. A directive that is sent to some of a group by name means those. A general noun (*cơ quan liên quan*) is
no group of bodies; of a group in an unknown province nobody knows the members: for both the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..folding import key, slug
from ..tables import read_table
from .bodies import day, split
from .geography import anchored, named_provinces, provinces
from .issuing import issuing
from .members import bodies_of, units_of
from .parts import is_of_parts, tabled_parts, whole_of
from .sent import addressed, left_out
from .units import LAST_DAY

if TYPE_CHECKING:
    from .office import Signed
    from .registry import Registry

PROVINCES, COMMUNES = "UBND các tỉnh, thành phố", "UBND các xã, phường, thị trấn"
_DEPARTMENTS = "các sở, ban, ngành"

_SOME = re.compile(r"\b(?:liên quan|hữu quan|có|nơi|được|trọng điểm)\b")
_OTHERS = re.compile(r"\bkhác\b")
_LONG = re.compile(r"^(?:Ủy|Uỷ) ban nhân dân")
_UBND = re.compile(r"ubnd các (?P<kind>tỉnh|huyện|xã|phường|thành phố (?:ven|từ|thuộc vùng))\b")
_UBND_OF = {"huyện": "UBND các huyện, thị xã, thành phố", "xã": COMMUNES, "phường": COMMUNES}
_PLACE = "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
_MORE = rf"(?:(?:,|/| và )(?:các )?(?:{_PLACE}))"
_EVERY_PLACE = re.compile(rf"(?:các )?(?P<body>.+?) (?:của )?(?:(?:các |cấp )(?P<kind>{_PLACE}|địa phương){_MORE}*"
                          rf"|(?P<first>{_PLACE}){_MORE}+)(?: trực thuộc trung ương)?")
_LEVELS = {"huyện": "huyện", "quận": "huyện", "thị xã": "huyện", "xã": "xã", "phường": "xã", "đặc khu": "xã"}
_KINDS = ("quận", "huyện", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu")
_SLUGS = {slug(kind) + "-": kind for kind in _KINDS}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a group is spoken of: the day and the issuer of the directive, and to whom it is sent.

    ``home`` is the province of the issuer (None for central bodies), ``office`` its id, ``level`` where it stands
    (empty when the issuer is not known), ``sent_to`` the lines of addressees, or of recipients where a directive has
    no address.
    """

    on: date
    home: str | None = None
    office: str | None = None
    level: str = ""
    sent_to: tuple[str, ...] = ()

    @classmethod
    @lru_cache(maxsize=4096)
    def of(cls, registry: Registry, signed: Signed, sent_to: tuple[str, ...] = (), here: str | None = None) -> Setting:
        """The setting of a directive that is signed so; without a day today's bodies are meant. ``here`` is the
        province in which a name without a place is read (*UBND tỉnh*), None when nothing tells."""
        by = issuing(registry, signed.issuer, signed.on, signed.place)
        home = registry.provinces.get(by.home or (here if by.office is None else None) or "")
        day_meant = signed.on or (home.valid_to if home else None) or date.max
        level = by.office.level if by.office else "tỉnh" if home else ""
        return cls(day_meant, home.id if home else None, by.office.id if by.office else None, level, sent_to)


@dataclass(frozen=True, slots=True)
class Group:
    """A group as it is meant: ``id`` is made of ``name``, its name on that day with the province when it is of one.

    ``members`` are ids of bodies that exist on that day; those of ``seldom`` are bodies that not every province has:
    they belong to it where they are. ``some``: the words leave open which of the members are meant (*liên quan*).
    ``inside`` is the id of the body whose units all belong to it (*đơn vị thuộc Sở*), also those that no table holds.
    """

    id: str
    name: str
    members: frozenset[str]
    seldom: frozenset[str] = field(default=frozenset())
    some: bool = False
    inside: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table."""

    group: str
    level: str
    members: frozenset[str]
    when: re.Pattern[str]
    seldom: frozenset[str]
    valid_from: date
    valid_to: date


@lru_cache(maxsize=1)
def _rows() -> tuple[_Row, ...]:
    return tuple(_Row(r["group"], r["level"], frozenset(split(r["members"])), re.compile(r["when"]),
                      frozenset(split(r["seldom"])), day(r["valid_from"]) or date.min, day(r["valid_to"]) or date.max)
                 for r in read_table("group_members"))


def group(registry: Registry, name: str, words: str, behind: str, setting: Setting) -> Group | None:
    """The group called ``name`` (as parties are named) that a directive mentions as ``words``, with the text
    ``behind``; None when it is no group of bodies or nothing tells whose."""
    tail = _tails(registry).match(key(behind[:160])) if behind[:1] in (" ", "\n", "(", ",") else None
    return _group(registry, name, key(words) + (f" {tail[0]}" if tail else ""), setting)


@lru_cache(maxsize=1)
def _tails(registry: Registry) -> re.Pattern[str]:
    """What behind a group belongs to it: *liên quan, ven biển, từ A đến B, (trừ …)*."""
    area = anchored(registry)
    return re.compile(rf"(?:trực thuộc trung ương )?(?:{area}(?:(?:,| và |,và ){area})*|(?:có )?(?:liên|hữu) quan\b)?"
                      r" ?(?:khác\b)?(?: (?:có )?liên quan\b)?[ ,]*(?:\(?trừ [^.;:)]*)?")


@lru_cache(maxsize=4096)
def _group(registry: Registry, name: str, said: str, setting: Setting) -> Group | None:
    known = fixed(name)
    parts = None if known else whole_of(registry, name, setting.on, setting.home, setting.office)
    if parts:
        called, whole = f"các {parts[0]} thuộc {parts[1].name}", parts[1]
        return Group(f"nhom/{slug(called)}", called, tabled_parts(registry, whole, setting.on),
                     some=_SOME.search(said) is not None, inside=whole.id)
    ids, seldom = _members(registry, known, said, setting) if known else (_every(registry, name, said, setting), set())
    members = frozenset(ids) - left_out(registry, ids, said)
    if not members:
        return None
    others = _OTHERS.search(said)
    meant = (frozenset() if others else addressed(registry, members, setting.sent_to)) or members
    called = _called(registry, known or name, name, members, setting.office)
    return Group(f"nhom/{slug(called)}", called, meant, meant & seldom, _SOME.search(said) is not None)


@lru_cache(maxsize=4096)
def fixed(name: str) -> str | None:
    """The group of the table that a name is or begins with (*UBND các tỉnh, thành phố từ Hà Tĩnh …*), None if none."""
    said = key(name).replace("uỷ ban nhân dân", "ubnd")
    found = [row.group for row in _rows() if re.match(rf"{re.escape(key(row.group))}(?!\w)", said)]
    ubnd = _UBND.match(said)
    return max(found, key=len) if found else _UBND_OF.get(ubnd["kind"], PROVINCES) if ubnd else None


def _members(registry: Registry, known: str, said: str, setting: Setting) -> tuple[set[str], set[str]]:
    """The ids of the members of a group of the table, and those of them that only some provinces have."""
    where, ids, seldom = _where(registry, known, said, setting), set[str](), set[str]()
    for row in _rows():
        if row.group != known or not row.valid_from <= setting.on <= row.valid_to or not row.when.search(said):
            continue
        level = _below(setting) if row.level == "office" else row.level
        if level in ("trung ương", "tỉnh"):
            found = bodies_of(registry, level, row.members, where, setting.on)
            seldom |= {i for i in found if i.partition(".")[2] in row.seldom}
        else:
            found = _local(registry, where, level, row.members, setting)
        ids |= found
    return ids, seldom


def _local(registry: Registry, where: Iterable[str], level: str, templates: frozenset[str],
           setting: Setting) -> set[str]:
    """The ids of those bodies of all districts or communes of the places."""
    units = [f"{place}.{{}}-{unit}" for place in where for unit in units_of(registry, place, level, setting)]
    return {unit.format(template) for template in templates for unit in units}


def _where(registry: Registry, known: str, said: str, setting: Setting) -> frozenset[str]:
    """The provinces in which the members are; none when nothing tells."""
    named = named_provinces(registry, said, setting.on)
    if named is not None:
        return named
    small = setting.level in ("huyện", "xã") and known == _DEPARTMENTS and "tỉnh" not in said
    if setting.home and known != PROVINCES:
        return frozenset() if small else frozenset((setting.home,))
    everywhere_meant = known == PROVINCES or setting.level == "trung ương"
    return frozenset(provinces(registry, setting.on).values()) if everywhere_meant else frozenset()


def _below(setting: Setting) -> str:
    """The level right under the office."""
    if setting.level == "trung ương":
        return "tỉnh"
    return "huyện" if setting.level == "tỉnh" and setting.on <= LAST_DAY else "xã"


@lru_cache(maxsize=4096)
def _in_every_place(registry: Registry, name: str) -> tuple[str, frozenset[str]]:
    """The level and the templates of a body that every province, district or commune has: *Công an các tỉnh, Sở Tài
    chính các địa phương, Công an cấp xã*; no templates when the name means none."""
    match = _EVERY_PLACE.fullmatch(key(name))
    if match is None:
        return "", frozenset()
    level = _LEVELS.get(match["kind"] or match["first"], "tỉnh")
    return level, frozenset(t.id for t in registry.templates_called(match["body"], level))


def _every(registry: Registry, name: str, said: str, setting: Setting) -> set[str]:
    """Those bodies in all places that are meant."""
    level, templates = _in_every_place(registry, name)
    if not templates:
        return set()
    if level != "tỉnh":
        return _local(registry, _where(registry, COMMUNES, said, setting), level, templates, setting)
    own = setting.home and "cấp tỉnh" in key(name)  # in a directive of the province: its own
    where = frozenset((setting.home,)) if own and setting.home else _where(registry, PROVINCES, said, setting)
    return bodies_of(registry, level, templates, where, setting.on)


def _called(registry: Registry, known: str, name: str, members: Iterable[str], office: str | None) -> str:
    """The name of the day, with the province when all members are of one, and the district that has them."""
    places = {i.partition(".")[0] for i in members if "." in i}
    kinds = _kinds(members) if known in _UBND_OF.values() else []
    title = f"UBND các {', '.join(kinds)}" if kinds else _LONG.sub("UBND", name)
    if len(places) != 1 or known == PROVINCES:
        local = len(places) > 1 and known in (_DEPARTMENTS, *_UBND_OF.values())
        return f"{title} của các tỉnh, thành phố" if local else title
    province = registry.provinces[places.pop()]
    joint = " thuộc" if title.endswith(province.kind) else ""
    above = registry.by_id(office) if office and known == COMMUNES else None
    district = above.name.removeprefix("UBND ") + ", " if above and above.level == "huyện" else ""
    return f"{title}{joint} {district}{province.kind} {province.name}"


def _kinds(members: Iterable[str]) -> list[str]:
    """The kinds of the units among the members."""
    rests = {i.partition(".ubnd-")[2] for i in members}
    there = {kind for rest in rests for start, kind in _SLUGS.items() if rest.startswith(start)}
    return [kind for kind in _KINDS if kind in there]


def is_group(registry: Registry, name: str) -> bool:
    """Whether the name is that of a group of bodies, whoever they are."""
    return fixed(name) is not None or bool(_in_every_place(registry, name)[1]) or is_of_parts(name)


def of_the_day(name: str, on: date | None) -> str:
    """The name of a group in a cell: without thị trấn since 01/7/2025, when there were no more of them."""
    return name.replace(COMMUNES, "UBND các xã, phường, đặc khu") if on and on > LAST_DAY else name

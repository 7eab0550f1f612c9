"""Of a group, whom a directive leaves out (*trừ …*) and whom it is sent to by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from ..folding import key

if TYPE_CHECKING:
    from .registry import Registry

_FEW = 2
"""So many must be addressed by name before the others are taken not to be meant."""

_LETTERS = 4
"""So many letters a code must have to stand for the body without B or S."""

_OPENING = re.compile(r"^(?:(?:các )?(?:đồng chí|ông|bà|bí thư|chủ tịch|bộ trưởng|thủ trưởng|giám đốc|trưởng)[ ,]+)+")
_HEADS = {
    "bộ": re.compile(r"(?:các )?(?:bộ|uỷ ban dân tộc|văn phòng chính phủ|thanh tra chính phủ|ngân hàng nhà nước)\b"),
    "sở": re.compile(r"(?:các )?(?:sở|ban|thanh tra|công an|văn phòng ubnd|văn phòng uỷ ban)\b"),
    "ubnd": re.compile(r"(?:ubnd|uỷ ban nhân dân)\b|(?:các )?(?:tỉnh|thành phố)\b"),
}
"""How a line of addressees begins that may name bodies of a sort."""


def left_out(registry: Registry, members: Iterable[str], said: str) -> frozenset[str]:
    """Those that stand behind *trừ*."""
    _, found, out = said.partition("trừ ")
    return _named(registry, members, out) if found else frozenset()


def addressed(registry: Registry, members: frozenset[str], lines: tuple[str, ...]) -> frozenset[str]:
    """The members to whom the directive is sent by name; none when the whole group is, or hardly any is named."""
    head = _HEADS.get(_sort(members))
    found: frozenset[str] = frozenset()
    for line in (_OPENING.sub("", key(line)) for line in lines if head):
        if head and head.match(line):
            named = _named(registry, members, line)
            if not named:
                return named
            found |= named
    return found if len(found) >= _FEW else frozenset()


def _sort(members: Iterable[str]) -> str:
    """What the members are, by the ids: bộ, sở, ubnd of provinces; empty for others."""
    rests = {i.partition(".")[2] for i in members}
    if rests == {"ubnd"}:
        return "ubnd"
    return "bộ" if rests == {""} else "sở" if any(rest.startswith("so-") for rest in rests) else ""


def _named(registry: Registry, members: Iterable[str], words: str) -> frozenset[str]:
    """The members whose name, without Bộ, Sở or UBND tỉnh, stands in the words."""
    return frozenset(i for i in members if _short(registry, i).search(words))


@lru_cache(maxsize=16384)
def _short(registry: Registry, agency_id: str) -> re.Pattern[str]:
    """How a body is called in a list: a province by its name, a bộ or sở also by its letters (*KHCN*)."""
    place, _, rest = agency_id.partition(".")
    body = registry.provinces[place] if rest == "ubnd" else registry.templates.get(rest) or registry.by_id(agency_id)
    names = [re.sub(r"^(?:bộ|sở) (?!chỉ huy|tư lệnh)", "", key(body.name)) if body else rest]
    if body and len(body.code) >= _LETTERS:
        names.append(body.code[1:].lower())
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

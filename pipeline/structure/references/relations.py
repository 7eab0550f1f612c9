"""How the directive stands to a document that it cites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.knowledge.tables import read_table
from pipeline.model import Relation

from ..letters import regex
from ..printed import fold

_EXPIRES = regex(r"hết hiệu lực|bị bãi bỏ", re.IGNORECASE)
_OPENING = regex(r"^\s*[-+\d.a-zđ)]*\s*(?:[:U:]\w+ \w+ )?(?:số )?$")
_ORDER: tuple[Relation, ...] = ("thay thế", "hủy bỏ", "sửa đổi", "căn cứ", "thực hiện", "nhắc đến")
_PART = regex(r"[;,]\s*(?:(?:và|để|nhằm)\s+)*$")
_REACH = 400


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    """Relation and pattern, the stronger first.

    For replacing, repealing and amending only the directive's own act counts: *Nghị định A sửa đổi
    Nghị định B* says nothing of this directive. In a trích yếu (*V/v điều chỉnh …*) the act must be done to the
    document itself or to a part of it.
    """
    rows = {r["value"]: fold(r["pattern"]) for r in read_table("head_cues") if r["kind"] == "relation"}
    words = {f"{{{name}}}": rows.pop(name) for name in ("own", "told", "part")}
    return tuple((relation, regex(_filled(rows[relation], words), re.IGNORECASE))
                 for relation in _ORDER if relation in rows)


def _filled(pattern: str, words: dict[str, str]) -> str:
    for name, told in words.items():
        pattern = pattern.replace(name, told)
    return pattern


def relation_of(folded: str, floor: int, start: int, end: int) -> Relation:
    """The relation that the sentence around ``start``–``end`` states; ``floor`` is the start of its paragraph."""
    before = folded[max(floor, start - _REACH): start]
    if folded[floor: floor + 1] == '"':
        return "nhắc đến"  # a quoted rule speaks for the document it is quoted from
    sentence = max((m.end() for m in regex(r"\.\s+(?=[:U:])").finditer(before)), default=0)
    before = before[sentence:]
    after = folded[end: end + 160].partition(". ")[0].partition(";")[0]
    if _EXPIRES.search(after) and _OPENING.match(before[-40:]):
        return "hủy bỏ"
    found = {relation: last for relation, pattern in _cues() if (last := _last(pattern, before))}
    if next(iter(found), None) == "căn cứ" and _begun_anew(before, found):
        return "thực hiện"
    return next(iter(found), "nhắc đến")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=re.Match.end, default=None)


def _begun_anew(before: str, found: Mapping[Relation, re.Match[str]]) -> bool:
    """Whether behind the grounds a part of its own says what is carried out: *Căn cứ …; để thực hiện …*."""
    done = found.get("thực hiện")
    ground = found["căn cứ"]
    if done is None or done.start() < ground.end():
        return False
    return before[ground.start()] in ",v" or bool(_PART.search(before, 0, done.start()))


def stronger(a: Relation, b: Relation) -> Relation:
    """The one of two relations that says more."""
    return a if _ORDER.index(a) <= _ORDER.index(b) else b

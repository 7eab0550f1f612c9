"""Who stands in a certificate: a person or a body (subject CN, OU, O), and the authority that issued it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pipeline.knowledge.tables import read_table

from .. import normal
from ..letterhead import opens_body

_PERSON_WORDS = range(2, 7)


def subject(fields: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Officer and organisation from the fields of a subject; the organisation with the bodies above it.

    A body's own seal has the body as CN: then there is no officer.
    """
    name = next(iter(_values(fields, "common_name")), None)
    above = [*_values(fields, "organizational_unit_name"), *_values(fields, "organization_name")]
    if name is None or _is_person(name, above):
        return name, _joined(above)
    return None, _joined([name, *above])


def authority(fields: Mapping[str, Any]) -> str:
    """The issuer of a certificate, with the body it belongs to."""
    names = [*_values(fields, "common_name"), *_values(fields, "organization_name")]
    if not names:
        return "đơn vị không ghi tên"
    return f"{names[0]} ({names[1]})" if len(names) > 1 else names[0]


def _values(fields: Mapping[str, Any], name: str) -> list[str]:
    value = fields.get(name)
    values = value if isinstance(value, list) else [value]
    return [text for v in values if isinstance(v, str) and (text := normal.line(v))]


def _joined(names: Iterable[str]) -> str | None:
    """Each name once, from the lowest body to the highest."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return ", ".join(kept.values()) or None


def _is_person(name: str, above: list[str]) -> bool:
    if name.casefold() in (a.casefold() for a in above) or opens_body(name.upper()):
        return False
    words = name.split()
    if len(words) not in _PERSON_WORDS:
        return False
    return words[0].capitalize() in _surnames() or (not name.isupper() and all(w[0].isupper() for w in words))


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read_table("surnames"))

"""Heads without a body behind them: *các đồng chí Phó Chủ tịch* in a directive of a UBND."""

from __future__ import annotations

import re
from functools import lru_cache

from ..folding import key
from ..tables import read_table
from .bodies import Agency

_COMRADES = re.compile(r"^(?:các )?(?:đồng chí |ông |bà )?(?:các )?")


def by_title(name: str, office: Agency | None) -> Agency | None:
    """*các đồng chí Phó Chủ tịch* in a directive of a UBND: a head without a body behind it is of the body that
    issues, when such a body has one."""
    said = _COMRADES.sub("", key(name))
    title = next((title for title in _titles() if said == title or said.startswith(f"{title} ")), None)
    if title is None or office is None:
        return None
    behind = said.removeprefix(title).strip()
    heads = [noun for noun in _titles()[title] if key(office.name).startswith(noun)]
    return office if heads and behind in ("", *heads) else None


@lru_cache(maxsize=1)
def _titles() -> dict[str, tuple[str, ...]]:
    """The titles that stand alone, each with how the names of the bodies begin that have such a head; the longest
    first."""
    rows = [(key(row["title"]), tuple(key(noun) for noun in row["heads"].split("; ")))
            for row in read_table("party_titles") if row["heads"]]
    return dict(sorted(rows, key=lambda row: -len(row[0])))

"""Which groups a body belongs to, so that its workbook can point to what all of the group must do."""

from __future__ import annotations

from functools import lru_cache

from pipeline.knowledge.tables import read_table


@lru_cache(maxsize=1)
def _prefixes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["prefix"].casefold(), tuple(row["groups"].casefold().split("|")))
                 for row in read_table("group_members"))


def groups_of(name: str) -> tuple[str, ...]:
    """The groups, case-folded, of a body by the beginning of its name; empty when the table does not tell.

    Rules are rows of ``pipeline/knowledge/group_members.csv``; the first that matches decides.
    """
    words = f"{name.casefold()} "
    return next((groups for prefix, groups in _prefixes() if words.startswith(f"{prefix} ")), ())

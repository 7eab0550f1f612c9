"""The roles of people, and what a menu shows to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CLERK: Final = "van-thu"
ANALYST: Final = "chuyen-vien"
LEADER: Final = "lanh-dao"
ADMIN: Final = "quan-tri"

ROLES: Final = {CLERK: "Văn thư", ANALYST: "Chuyên viên", LEADER: "Lãnh đạo", ADMIN: "Quản trị"}
"""The roles by their codes, in Vietnamese."""

EVERYBODY: Final = frozenset(ROLES)
"""Whoever has signed in and has a role."""
OFFICE: Final = frozenset((CLERK, ANALYST, ADMIN))
"""Those who see all directives of the office."""
SIGNED_IN: Final = frozenset((*ROLES, ""))
"""Whoever has signed in, with or without a role."""
OPEN: Final = frozenset((*ROLES, "", None))
"""Everybody, signed in or not."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A line of the menu: its place (smaller stands first), its words, the name of its address, and whose menu it is
    in."""

    place: int
    words: str
    name: str
    roles: frozenset[str] = EVERYBODY

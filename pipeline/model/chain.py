"""Chains of directives: which directive cites which, where, and what it does to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Bearing = Literal["thực hiện", "căn cứ", "sửa đổi", "gia hạn", "đính chính", "thay thế", "bãi bỏ", "nhắc đến"]
"""What a directive does to one that it cites: carries it out, is based on it, amends, extends, corrects, replaces or
revokes it, or only mentions it."""

ACTS: tuple[Bearing, ...] = ("thay thế", "bãi bỏ", "sửa đổi", "gia hạn", "đính chính")
"""By which the directive cited is not what it was before."""


@dataclass(frozen=True, slots=True)
class Node:
    """A directive in a chain by what identifies it; ``sha256`` is its reading in the store, None for one that is
    only cited."""

    number: str
    type: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    sha256: str | None = None

    @property
    def called(self) -> str:
        """*Công điện số 33/CĐ-TTg ngày 07/04/2024*."""
        kind, day = self.type or "văn bản", f" ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        return f"{kind[:1].upper()}{kind[1:]} số {self.number}{day}"


@dataclass(frozen=True, slots=True)
class Edge:
    """One place where ``source`` cites ``target``: in its ``clause``, the ``clauses`` of the other that are named, what
    it does (``kind``, and the ``word`` for it in the text), and the words it was read from with their span."""

    source: Node
    target: Node
    kind: Bearing
    word: str
    clause: str | None = None
    clauses: tuple[str, ...] = ()
    words: str = ""
    start: int | None = None
    end: int | None = None

"""Chains of directives: which directive cites which, where, and what it does to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Bearing = Literal["thực hiện", "căn cứ", "sửa đổi", "gia hạn", "đính chính", "thay thế", "bãi bỏ", "nhắc đến"]
"""What a directive does to one that it cites: carries it out, is based on it, amends, extends, corrects, replaces or
revokes it, or only mentions it."""

ACTS: tuple[Bearing, ...] = ("thay thế", "bãi bỏ", "sửa đổi", "gia hạn", "đính chính")
"""By which the directive cited is not what it was before."""


LAWS = ("hiến pháp", "bộ luật", "luật", "pháp lệnh", "nghị định", "thông tư", "thông tư liên tịch")
"""Types of normative documents: offices do not keep them as directives, and nobody waits for them."""


def key_of(number: str) -> str:
    """A số, ký hiệu without what people leave out or add: spaces, capitals, zeros in front."""
    return "".join(number.split()).casefold().lstrip("0")


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
    def identity(self) -> tuple[str, str]:
        """What two nodes of one directive have in common: its reading, else number and day."""
        return self.sha256 or key_of(self.number), "" if self.sha256 else str(self.issued_on)

    @property
    def awaited(self) -> bool:
        """Whether it is a directive that may still arrive."""
        return self.sha256 is None and self.type not in LAWS

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


@dataclass(frozen=True, slots=True)
class Tie:
    """All that one directive does to another: every kind with the clauses to which it is done (all of it when
    none)."""

    source: Node
    target: Node
    does: tuple[tuple[Bearing, tuple[str, ...]], ...]

    @property
    def told(self) -> str:
        """*thực hiện khoản 1, khoản 5; bãi bỏ khoản 7*."""
        return "; ".join(f"{kind} {', '.join(clauses)}".strip() for kind, clauses in self.does)

    @property
    def binding(self) -> bool:
        """Whether it is more than a mention."""
        return any(kind != "nhắc đến" for kind, _ in self.does)


def ties(edges: Iterable[Edge]) -> tuple[Tie, ...]:
    """The edges between the same two directives as one, by the day and number of the one that is cited; beside anything
    else that is done, a mention is not told. Where a directive cites its own clauses is no tie."""
    found: dict[tuple[object, object], list[Edge]] = {}
    for edge in (edge for edge in edges if edge.source.identity != edge.target.identity):
        found.setdefault((edge.source.identity, edge.target.identity), []).append(edge)
    made = (Tie(same[0].source, same[0].target, tuple(_does(same))) for same in found.values())
    return tuple(sorted(made, key=lambda tie: (str(tie.target.issued_on), tie.target.number, str(tie.source.issued_on),
                                               tie.source.number)))


def _does(edges: list[Edge]) -> Iterator[tuple[Bearing, tuple[str, ...]]]:
    kinds = dict.fromkeys(edge.kind for edge in edges)
    for kind in [kind for kind in kinds if kind != "nhắc đến"] or kinds:
        yield kind, tuple(dict.fromkeys(clause for edge in edges if edge.kind == kind for clause in edge.clauses))

"""What the structure room makes of a document: the fields of its head and the tree of its clauses.

Zones and type names follow NĐ 30/2020/NĐ-CP, Phụ lục I; document parts follow Akoma Ntoso.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .text import Doubt

Urgency = Literal["khẩn", "thượng khẩn", "hỏa tốc"]
Secrecy = Literal["mật", "tối mật", "tuyệt mật"]
Relation = Literal["căn cứ", "thực hiện", "thay thế", "sửa đổi", "hủy bỏ", "nhắc đến"]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: ``authority`` is TM., KT., TL., TUQ., Q., joined by a space when several."""

    name: str | None
    position: str | None
    authority: str | None


@dataclass(frozen=True, slots=True)
class Citing:
    """One place where a document is cited: the ``relation`` told there, the ``clauses`` of the document that are named,
    the path of the ``clause`` in which it stands (None above the first), and its span (None in a footnote)."""

    relation: Relation
    clauses: tuple[str, ...] = ()
    clause: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document cited by its số, ký hiệu; ``start``/``end`` is its first full mention, ``places`` are all of
    them in the order of the text."""

    number: str
    type: str | None
    issuer: str | None
    issued_on: date | None
    relation: Relation
    clauses: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    places: tuple[Citing, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the stamp *ĐẾN* of the office that received a directive says: số đến and ngày đến, None where they were
    written by hand and not read."""

    number: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The fields around the body. What is nowhere in the text is None or empty, never guessed."""

    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    subject: str | None = None
    urgency: Urgency | None = None
    secrecy: Secrecy | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
    received: Receipt | None = None


ClauseKind = Literal[
    "part", "chapter", "section", "article", "roman", "arabic", "letter", "bullet", "paragraph", "row"
]


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a table row by the role of their column, as spans of the text.

    Roles: ``ordinal``, ``work``, ``lead``, ``support``, ``party`` (one column for both), ``deadline``,
    ``product``, ``note``, ``other``. A role may stand more than once.
    """

    cells: tuple[tuple[str, int, int], ...]

    def spans(self, role: str) -> tuple[tuple[int, int], ...]:
        """The spans of all cells with that role, in order."""
        return tuple((start, end) for r, start, end in self.cells if r == role)


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the clause tree, in document order.

    ``start``–``end`` is the node's own text without its number or bullet (children excluded);
    ``label`` is the number as printed (``1``, ``a``, ``II``, ``Điều 2``; None for bullets and plain
    paragraphs); ``path`` the labels from the top joined by dots (``II.3.b``), None when there is none.
    ``parent`` is an index into ``Structure.clauses``.
    """

    index: int
    parent: int | None
    kind: ClauseKind
    label: str | None
    path: str | None
    start: int
    end: int
    depth: int
    zone: Literal["body", "annex"]
    has_children: bool
    row: TableRow | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """A directive taken apart: ``body``, ``annexes`` and ``quotations`` (other documents
    cited at length) are spans of the text."""

    head: Head
    clauses: tuple[Clause, ...]
    references: tuple[Reference, ...]
    body: tuple[int, int]
    annexes: tuple[tuple[int, int], ...] = ()
    warnings: tuple[Doubt, ...] = ()
    quotations: tuple[tuple[int, int], ...] = ()

    def ancestors(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses above, nearest first."""
        above: list[Clause] = []
        parent = clause.parent
        while parent is not None:
            above.append(self.clauses[parent])
            parent = self.clauses[parent].parent
        return tuple(above)

"""A second reading of a directive that knows no rule: a linear model over words and shapes.

It sees the words of a piece, the first words of the clauses above it and where it stands, and says by itself how likely
the piece is a task, where its lead is named, and whether it names helpers or a limit. It is less often right than the
rules and errs elsewhere, so that where both differ somebody should look. Its weights (``knowledge/second_reader.npz``)
are learned by ``tools/learning`` from annotated directives; docs/decisions/0016-hai-cach-doc.md.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice, pairwise
from typing import Any

import numpy as np

from pipeline.model import Clause

BUCKETS = 1 << 14
QUESTIONS = ("task", "support", "deadlines")
WHERE = {"own": "own", "request": "own", "role": "own", "block": "block", "heading": "heading", "label": "label",
         "cell": "cell", "directive phrase": "directive", "assigned": "document", "genre": "document",
         "addressee": "document", "nobody": "nobody"}
"""The ranks of the resolver in the coarser terms of this reader: where a lead is named."""
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_CAPITALS = re.compile(r"\b[A-ZĐ]\w+ [A-ZĐ]\w+")
_SEEN, _OPENING, _ABOVE, _LEVELS = 40, 4, 12, 3  # words of a piece, of its opening, of a clause above; levels above


@dataclass(frozen=True, slots=True)
class Piece:
    """A span that was weighed, in its clause; ``row`` is the number of the task that it became, None for none."""

    clause: Clause
    start: int
    end: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What the reader looks at: the text, all clauses, the type of the directive, its directing clause."""

    text: str
    clauses: Sequence[Clause]
    kind: str | None
    directing: int | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """Chances, 0 to 1: that a piece is a task, has helpers, has a limit; and for each place that its lead is there."""

    task: float
    support: float
    deadlines: float
    where: dict[str, float]


def words(text: str, most: int | None = None) -> list[str]:
    """The first words and marks of a text (all where ``most`` is None) in lower case; of figures only how many there
    are."""
    found = (m[0] for m in islice(_WORD.finditer(text), most))
    return ["0" * min(len(w), 4) if w[0].isdigit() else w.lower() for w in found]


def shapes(page: Page, piece: Piece) -> set[str]:
    """The names of all that the reader sees of a piece."""
    return {*_of_words(page, piece), *_of_place(page, piece), *_of_above(page, piece)}


def _of_words(page: Page, piece: Piece) -> Iterator[str]:
    text, clause = page.text, piece.clause
    said = words(text[piece.start:piece.end])
    seen = said[:_SEEN]
    yield from (f"w {w}" for w in seen)
    yield from (f"b {a} {b}" for a, b in pairwise(seen))
    yield from (f"p{i} {w}" for i, w in enumerate(seen[:_OPENING]))
    yield from (f"p {' '.join(seen[:n])}" for n in (2, 3))
    yield f"last {said[-1] if said else ''}"
    yield f"long {min(6, len(said).bit_length())}"
    yield f"upper {text[piece.start:piece.start + 1].isupper()}"
    yield f"after {text[piece.end:piece.end + 1].strip()}"
    yield f"capitals {min(3, len(_CAPITALS.findall(text, piece.start, piece.end)))}"
    yield from (f"before {w}" for w in words(text[clause.start:piece.start], _ABOVE))


def _of_place(page: Page, piece: Piece) -> Iterator[str]:
    clause = piece.clause
    directed = None if page.directing is None else clause.index > page.directing
    yield from (f"opens {piece.start == clause.start}", f"kind {clause.kind}", f"zone {clause.zone}",
                f"depth {min(clause.depth, 4)}", f"type {page.kind}", f"heads {clause.has_children}",
                f"part {5 * piece.start // max(1, len(page.text))}", f"directed {directed}")


def _of_above(page: Page, piece: Piece) -> Iterator[str]:
    parent, level = piece.clause.parent, 0
    while parent is not None and level < _LEVELS:
        above, near = page.clauses[parent], min(level, 1)
        said = words(page.text[above.start:above.end])
        yield from (f"h{near} {w}" for w in said[:_ABOVE])
        yield from (f"hb{near} {a} {b}" for a, b in pairwise(said[:_ABOVE]))
        yield from (f"hl{level} {said[-1] if said else ''}", f"hk{level} {above.kind}")
        parent, level = above.parent, level + 1
    yield f"above {level}"


def buckets(names: Iterable[str]) -> list[int]:
    """Where the weights of what is seen stand; several names may share a place."""
    return sorted({_bucket(name) for name in names})


@lru_cache(maxsize=1 << 16)
def _bucket(name: str) -> int:
    return zlib.crc32(name.encode()) % BUCKETS


@dataclass(frozen=True, slots=True)
class Weights:
    """One column for each of ``QUESTIONS`` and then of ``places``; ``matrix`` has a row for each bucket."""

    matrix: np.ndarray[Any, Any]
    always: np.ndarray[Any, Any]
    places: tuple[str, ...]

    def opinion(self, names: Iterable[str]) -> Opinion:
        """What the reader thinks of a piece that shows ``names``."""
        sums = self.matrix[buckets(names)].sum(axis=0, dtype=np.float64) + self.always
        task, support, deadlines = 1 / (1 + np.exp(-sums[:len(QUESTIONS)]))
        shares = np.exp(sums[len(QUESTIONS):] - sums[len(QUESTIONS):].max())
        where = dict(zip(self.places, (shares / shares.sum()).tolist(), strict=True))
        return Opinion(float(task), float(support), float(deadlines), where)


@lru_cache(maxsize=1)
def learned() -> Weights:
    """The weights that the program ships."""
    with (files("pipeline.knowledge") / "second_reader.npz").open("rb") as file:
        data = np.load(file)
        matrix = data["matrix"].astype(np.float32) * data["scale"]
        return Weights(matrix, data["always"], tuple(data["places"].tolist()))


def read(page: Page, pieces: Iterable[Piece], weights: Weights | None = None) -> list[Opinion]:
    """An opinion of each piece."""
    weights = weights or learned()
    return [weights.opinion(shapes(page, piece)) for piece in pieces]

"""A directive and what it becomes, read both, and the rows that did not stay the same."""

from __future__ import annotations

import tempfile
import textwrap
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import Document
from pipeline.reading import read
from pipeline.settings import Settings

from .editing import Edited
from .reading import Reading, Row, reading, row
from .variants import Variant

_WIDTH = 78  # characters of a line when paragraphs are wrapped


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an other way to write makes of a directive: the rows that must be there, and those that differ."""

    rows: int
    changed: tuple[str, ...]


def outcome(read_: Reading, variant: Variant) -> Outcome:
    """Read the directive with the edits of ``variant`` and compare row by row."""
    edited = Edited(read_.document, variant.edits)
    text, expected = edited.document.text, []
    for task in read_.tasks:
        start, end = task.evidence.start or 0, task.evidence.end or 0
        now = text[edited.start_of(start):edited.moved(end)]
        same = read_.document.text[start:end] == now
        expected.append(row(task, None if same else now, variant.renamed))
    return compare(expected, [row(task) for task in reading(edited.document).tasks])


def wrapped(document: Document) -> Outcome | None:
    """The paragraphs in lines of a fixed width, as a program for plain text writes them, against one line each. None
    for a document with tables, which plain text has not."""
    if document.tables:
        return None
    paragraphs = [document.text[p.start:p.end] for p in document.paragraphs]
    lines = [textwrap.fill(paragraph, _WIDTH, break_on_hyphens=False) for paragraph in paragraphs]
    with tempfile.TemporaryDirectory() as folder:
        return compare(_rows(Path(folder) / "long.txt", paragraphs), _rows(Path(folder) / "wrapped.txt", lines))


def _rows(path: Path, paragraphs: list[str]) -> list[Row]:
    path.write_text("\n".join(paragraphs), "utf-8")
    return [row(task) for task in reading(read(path, Settings())).tasks]


def compare(expected: list[Row], found: list[Row]) -> Outcome:
    """The rows that are missing, too many or other than expected, as sentences."""
    left = list((Counter(found) - Counter(expected)).elements())
    changed = []
    for wanted in (Counter(expected) - Counter(found)).elements():
        like = next((r for same in ("text", "clause") for r in left if getattr(r, same) == getattr(wanted, same)), None)
        if like is None:
            changed.append(f"{wanted.clause} lost: {wanted.text}")
        else:
            left.remove(like)
            changed.append(f"{wanted.clause}: {wanted.difference(like)}")
    return Outcome(len(expected), (*changed, *(f"{r.clause} gained: {r.text}" for r in left)))

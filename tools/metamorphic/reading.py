"""The rows of a document in a form in which two readings can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.language.annotate import annotate
from pipeline.model import Discourse, Document, Limit, Structure, Task
from pipeline.settings import Settings
from pipeline.structure.parse import parse
from pipeline.tasks import assemble


@dataclass(frozen=True, slots=True)
class Reading:
    """What the program makes of a document. ``acts`` are the offsets where the acts of its tasks begin."""

    document: Document
    structure: Structure
    discourse: Discourse
    tasks: tuple[Task, ...]
    acts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as people compare it."""

    clause: str | None
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    deadlines: tuple[str, ...]

    def difference(self, other: Row) -> str:
        """The first cell in which two rows differ, empty when they are the same."""
        for name in ("clause", "text", "lead", "support", "deadlines"):
            if getattr(self, name) != getattr(other, name):
                return f"{name}: {getattr(self, name)} → {getattr(other, name)}"
        return ""


def reading(document: Document, structure: Structure | None = None) -> Reading:
    """Run the rooms behind the reading of the file."""
    structure = structure or parse(document)
    discourse = annotate(structure, document.text, Settings())
    tasks, _ = assemble(document, structure, discourse)
    starts = {task.evidence.start for task in tasks}
    acts = tuple(segment.act for block in discourse.blocks for segment in block.segments
                 if segment.act is not None and segment.start in starts)
    return Reading(document, structure, discourse, tasks, acts)


def row(task: Task, text: str | None = None, renamed: dict[str, str] | None = None) -> Row:
    """A task as a row, with other words for its text and other names for its parties."""
    parties = [tuple(sorted(_name(p.agency, renamed or {}) for p in side)) for side in (task.lead, task.support)]
    return Row(task.clause, " ".join((text or task.text).split()), *parties, tuple(sorted(map(_limit, task.deadlines))))


def _name(agency: str, renamed: dict[str, str]) -> str:
    for old, new in renamed.items():
        agency = agency.replace(old, new)
    return agency


def _limit(limit: Limit) -> str:
    values = (limit.type, limit.due, limit.time, limit.value, limit.rrule)
    return " ".join(str(value) for value in values if value)

"""Reviewed directives as annotations: what people accepted or corrected is the right answer by which the program is
measured (``chidao evaluate``).

A folder holds ``dev/<name>.json`` (the right answers), ``input/<name>.*`` (the file as it arrived) and
``text/<name>.txt`` (what was read of it).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.causes import cause_of
from pipeline.errors import OutputError
from pipeline.knowledge.folding import slug
from pipeline.model import Head, Limit, Reference, TaskRow
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.originals import at
from pipeline.store.results import Reviewed
from pipeline.whole import write_whole

ANSWERS, INPUTS, TEXTS = "dev", "input", "text"
"""The folders of a set of annotated directives."""

_LONGEST = 80
_TAIL = 8


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was written: the names of the directives with the number of their tasks, and what was left out because not
    all of its rows are decided (number or file, and how many rows are open)."""

    written: tuple[tuple[str, int], ...]
    undecided: tuple[tuple[str, int], ...]


def annotate(settings: Settings, folder: Path, wanted: Collection[str] = ()) -> Annotated:
    """Write the directives of which every row is decided; with ``wanted`` (sha256) those alone, their open rows taken
    as right. Raises StoreError when the store cannot be read, OutputError when a file cannot be written."""
    with open_store(settings) as store:
        every = [one for one in store.reviewed() if not wanted or one.directive.sha256 in wanted]
    ready = [one for one in every if wanted or (one.tasks and not one.open)]
    rest = [one for one in every if one.open and one not in ready and any(row.verdict for row in one.tasks)]
    kept = at(settings.home, settings.originals).kept
    written = tuple((name, len(one.tasks)) for name, one in _named(ready).items())
    try:
        for name, one in _named(ready).items():
            _write(folder, name, one, kept(one.directive.sha256) or one.original)
    except OSError as error:
        raise OutputError(f"Không ghi được vào {folder}: {cause_of(error)}.",
                          "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại.") from error
    return Annotated(written, tuple((_called(one), one.open) for one in rest))


def _named(found: Iterable[Reviewed]) -> dict[str, Reviewed]:
    """The directives by a name for their files, made of number and issuer."""
    named: dict[str, Reviewed] = {}
    for one in found:
        head = one.directive.head
        name = slug(f"{head.number or Path(one.directive.files[0]).stem} {head.issuer or ''}")[:_LONGEST]
        named[f"{name}-{one.directive.sha256[:_TAIL]}" if name in named else name] = one
    return named


def _called(one: Reviewed) -> str:
    return one.directive.head.number or one.directive.files[0]


def _write(folder: Path, name: str, one: Reviewed, original: Path) -> None:
    for part in (ANSWERS, INPUTS, TEXTS):
        (folder / part).mkdir(parents=True, exist_ok=True)
    answer = {"id": name, "directive": _head(one.directive.head, one.references), "tasks": list(map(_task, one.tasks))}
    write_whole(folder / ANSWERS / f"{name}.json", json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    write_whole(folder / TEXTS / f"{name}.txt", one.text)
    shutil.copyfile(original, folder / INPUTS / f"{name}{original.suffix}")


def _head(head: Head, references: Iterable[Reference]) -> dict[str, Any]:
    signer = head.signer
    return {
        "number": head.number, "type": head.type, "issuer": head.issuer,
        "issued_on": head.issued_on.isoformat() if head.issued_on else None, "subject": head.subject,
        "signer": {"name": signer.name, "position": signer.position, "authority": signer.authority} if signer else None,
        "references": [{"number": one.number, "issued_on": one.issued_on.isoformat() if one.issued_on else None}
                       for one in references],
    }


def _task(task: TaskRow) -> dict[str, Any]:
    return {
        "clause": task.clause, "text": task.text, "modality": task.modality,
        "lead": [party.agency for party in task.lead], "support": [party.agency for party in task.support],
        "deadlines": list(map(_limit, task.deadlines)),
    }


def _limit(limit: Limit) -> dict[str, Any]:
    """The value alone, as annotators write it: the day of a DURATION is not printed."""
    due = limit.due.isoformat() if limit.due and limit.type == "DATE" else None
    told = {"due": due, "time": limit.time, "value": limit.value, "working": limit.working, "rrule": limit.rrule}
    return {"type": limit.type, **{name: value for name, value in told.items() if value}}

"""What can be looked for, kept up to date in the same transaction as the rows that it is made of.

An entry tells what the register shows of a directive or a task: what was read, with what people corrected over it and
the bodies that roles mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from pipeline.model import Limit
from pipeline.model.review import DAYS, DROPPED

from . import assigning, codec, models, waiting
from .assigning import Meanings, party_names, scopes_of
from .folding import folded, line, spelled
from .guard import writing
from .loading import limits_by_task, parties_by_task

OWED = "can-lap-chi-muc"
"""The name of the mark that migration 0013 leaves."""
BEHIND = 1_000_000
"""Tasks that people added stand behind those that were read."""
_BATCH = 500

Cells = dict[str, str]
"""What stands in the cells of a row, in words; days as they are written in a directive."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row with its cells: ``directive`` is None where only a list names it, ``task`` where it was not read."""

    subject: str
    directive: models.Directive | None
    task: models.Task | None
    cells: Cells
    position: int = 0


def index(*directives: models.Directive) -> None:
    """Bring the entries of these directives, their tasks and what people added to them up to date."""
    models.SearchEntry.objects.filter(directive__in=directives).delete()
    _add(shown for row in directives for shown in _of_directive(row))


def follow(subjects: Iterable[str]) -> None:
    """Bring the entries of these tasks (by their ids) and directives (by sha256, with their tasks) up to date."""
    wanted = list(dict.fromkeys(subjects))
    for start in range(0, len(wanted), _BATCH):
        _follow(wanted[start:start + _BATCH])


def _follow(wanted: list[str]) -> None:
    heads = list(models.Directive.objects.filter(sha256__in=wanted))
    index(*heads)
    keys = {one.partition("~")[0] for one in wanted}
    tasks = [task for task in models.Task.objects.filter(key__in=keys).exclude(directive__in=heads)
             .select_related("directive") if task.public_id in wanted]
    added = models.AddedTask.objects.filter(key__in=wanted).exclude(sha256__in=[row.sha256 for row in heads])
    models.SearchEntry.objects.filter(subject__in=wanted).exclude(directive__in=heads).delete()
    _add([*tasks_of(tasks), *added_of(added)])


def follow_role(words: str) -> None:
    """Bring the tasks up to date in which a role stands."""
    role = assigning.role_of(words)
    parties = models.TaskParty.objects.filter(registry_id=None)
    names = [name for name in parties.order_by().values_list("name", flat=True).distinct()
             if assigning.role_of(name) == role]
    tasks = models.Task.objects.filter(parties__in=parties.filter(name__in=names)).distinct()
    follow([task.public_id for task in tasks.only("key", "repeat", "directive_id", "position")])


def index_missing() -> None:
    """Make the entries of what a program without search has read, where the migration left the mark that it is owed."""
    owed = models.Mark.objects.filter(name=OWED)
    if owed.exists():
        with writing():
            _index_missing()
            owed.delete()


def _index_missing() -> None:
    there = models.SearchEntry.objects.filter(subject=OuterRef("sha256"))
    missing = list(models.Directive.objects.filter(~Exists(there)).values_list("pk", flat=True))
    if len(missing) > _BATCH:
        waiting.tell(f"Đang lập chỉ mục tìm kiếm cho {len(missing)} văn bản đã có.", "Chỉ làm một lần, khi nâng cấp.")
    for start in range(0, len(missing), _BATCH):
        index(*models.Directive.objects.filter(pk__in=missing[start:start + _BATCH]).defer("text", "references"))
    lone = models.AddedTask.objects.exclude(sha256__in=models.Directive.objects.values("sha256"))
    follow(lone.values_list("key", flat=True))


def _add(rows: Iterable[Shown]) -> None:
    models.SearchEntry.objects.bulk_create(
        [_entry(row) for row in rows if row.cells.get("verdict") != DROPPED], batch_size=_BATCH)


def _entry(row: Shown) -> models.SearchEntry:
    told = " ".join(filter(None, row.cells.values()))
    return models.SearchEntry(
        subject=row.subject, directive=row.directive, task=row.task, position=row.position,
        head=line(folded(row.cells.get("number", ""))), words=line(folded(told)), spelled=line(spelled(told)))


def _of_directive(row: models.Directive) -> Iterator[Shown]:
    yield head_of(row)
    yield from tasks_of(list(row.tasks.all()), row)
    yield from added_of(models.AddedTask.objects.filter(sha256=row.sha256), row)


def head_of(row: models.Directive) -> Shown:
    """A directive with the cells of its head."""
    head, changed = codec.head(row.head), _changes([row.sha256])[row.sha256]
    cells = {"number": head.number, "issued_on": _day(head.issued_on), "type": head.type, "issuer": head.issuer,
             "signer": head.signer.name if head.signer else "", "subject": head.subject}
    files = " ".join(row.files.order_by("id").values_list("name", flat=True))
    return Shown(row.sha256, row, None, {name: value or "" for name, value in cells.items()} | changed
                 | {"files": files})


def tasks_of(tasks: Collection[models.Task], directive: models.Directive | None = None) -> Iterator[Shown]:
    """Tasks with their cells, in the same order."""
    condition = {"task__directive": directive} if directive else {"task__in": tasks}
    parties, limits = parties_by_task(**condition), limits_by_task(**condition)
    known, rows = assigning.meanings(), [directive] if directive else [task.directive for task in tasks]
    changed = _changes([*(task.public_id for task in tasks), *{row.sha256 for row in rows}])
    scopes: dict[int, tuple[str, ...]] = {}
    for task in tasks:
        row = directive or task.directive
        if row.pk not in scopes:
            scopes[row.pk] = _scopes(row, known)
        lead, support = (party_names(parties.get((task.pk, role), ()), scopes[row.pk], known)
                         for role in ("lead", "support"))
        cells = {"number": changed.get(row.sha256, {}).get("number", row.number), "clause": task.clause,
                 "text": task.text, "lead": lead, "support": support,
                 "due": "; ".join(map(_limit, limits.get(task.pk, ()))), "product": task.product,
                 "status": task.status, "completed_on": _day(task.completed_on), "reply": task.reply,
                 "note": task.note}
        yield Shown(task.public_id, row, task, {name: value or "" for name, value in cells.items()}
                    | changed[task.public_id], task.position)


def added_of(rows: Iterable[models.AddedTask], directive: models.Directive | None = None) -> Iterator[Shown]:
    """Tasks that people added, with their cells; none that was taken back."""
    rows = list(rows)
    sha256s = {row.sha256 for row in rows}
    changed = _changes([*sha256s, *(row.key for row in rows)])
    known = {directive.sha256: directive} if directive else {
        row.sha256: row for row in models.Directive.objects.filter(sha256__in=sha256s).defer("text", "references")}
    listed = {row.key: row for row in models.TrackedDirective.objects.filter(key__in=sha256s)}
    for row in rows:
        of = known.get(row.sha256) or listed.get(row.sha256)
        if of and row.key in changed:
            number = changed.get(row.sha256, {}).get("number", of.number)
            cells = {"number": number or "", "clause": row.clause or "", "status": models.OPEN}
            yield Shown(row.key, known.get(row.sha256), None, cells | changed[row.key], BEHIND + row.pk)


def _changes(subjects: Collection[str]) -> dict[str, Cells]:
    """What people's changes give for the cells of each subject."""
    found: dict[str, Cells] = defaultdict(dict)
    rows = models.Correction.objects.filter(state="taken", subject__in=subjects).order_by("id")
    for subject, cell, after in rows.values_list("subject", "cell", "after"):
        found[subject][cell] = _day(date.fromisoformat(after)) if cell in DAYS and after else after
    return found


def _scopes(row: models.Directive, known: Meanings) -> tuple[str, ...]:
    """Where decisions about roles that hold for the directive may stand."""
    if not known:
        return ()
    first = row.twin_of_id or row.pk
    contents = models.Directive.objects.filter(Q(pk=first) | Q(twin_of=first)).values_list("sha256", flat=True)
    return scopes_of(codec.head(row.head), row.sha256, contents)


def _limit(limit: Limit) -> str:
    day = _day(limit.due)
    return " ".join(dict.fromkeys(filter(None, (limit.text, day if day not in limit.text else ""))))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""

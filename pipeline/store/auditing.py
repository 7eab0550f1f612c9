"""The chain of the audit in the store: entries are added inside the transaction of the change that they tell.

Whoever adds holds the first entry locked until the end of the transaction, so that two writers come one after the other
and the chain does not fork (SQLite lets one transaction write at a time anyway); were it otherwise, the number of an
entry is unique and the second writer would fail.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet

import pipeline
from pipeline import releases
from pipeline.account import account
from pipeline.audit import (
    NO_CHANGE,
    Entry,
    Head,
    Note,
    Verdict,
    digest_of,
    examine,
    keep_head,
    kept_head,
    plain,
    sealed,
)
from pipeline.model.review import PROGRESS

from . import models
from .clock import VIETNAM, now

OLD: Final = ("quyet-dinh.jsonl", "sua-doi.jsonl")
"""Journals of earlier versions beside the store: their lines are entered once, the files stay."""

_TELLING: Final = 4
"""A mark of fewer letters tells nothing: it stands everywhere."""
_STATES: Final = {"taken": "correct", "conflict": "conflict", "undone": "undo"}


def note(*notes: Note) -> None:
    """Add entries. Call it inside the transaction of the change."""
    if not notes:
        return
    if connection.features.has_select_for_update:
        list(models.AuditEntry.objects.select_for_update().filter(number=1).values_list("number"))
    number, previous = _last()
    moment, me, rows = now(), account(), []
    for one in notes:
        number, (words, seal), facts = number + 1, sealed(one.words), plain(one.facts)
        at, who = one.at or moment, one.who or me
        sha256 = digest_of(number, at, who, one.what, one.content, facts, seal, previous)
        rows.append(models.AuditEntry(number=number, at=at, who=who, what=one.what, content=one.content, facts=facts,
                                      words=words, seal=seal, previous=previous, sha256=sha256))
        previous = sha256
    models.AuditEntry.objects.bulk_create(rows, batch_size=500)


def _last() -> tuple[int, str]:
    return models.AuditEntry.objects.order_by("-number").values_list("number", "sha256").first() or (0, "")


def last_change() -> int:
    """The number of the last entry that may change a list, 0 for none: while it stays the lists do."""
    rows = models.AuditEntry.objects.exclude(what__in=NO_CHANGE).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def head() -> Head:
    """How long the chain is, and its last hash."""
    return Head(*_last())


def keep(home: Path) -> None:
    """Keep the head beside the store; one that says more stays, for entries are missing then."""
    there, known = head(), kept_head(home)
    if there != known and (known is None or known.count <= there.count):
        keep_head(home, there)


def is_lost(home: Path) -> bool:
    """Whether the chain is empty although it was not."""
    return not models.AuditEntry.objects.exists() and bool((kept_head(home) or Head(0, "")).count)


def begin(home: Path) -> None:
    """Open the chain, and enter what earlier versions wrote down elsewhere and which files were released."""
    if not models.AuditEntry.objects.exists():
        with transaction.atomic():
            note(Note("begin", facts={"version": pipeline.__version__,
                                      "directives": models.Directive.objects.count()}))
    for name in OLD:
        if (home / name).is_file() and not _entered(name):
            with transaction.atomic():
                lines = list(_lines(home / name, 0))
                note(*lines, Note("journal", facts={"file": name, "lines": len(lines)}))
    if (home / releases.NAME).is_file():
        known = models.AuditEntry.objects.filter(what="release").count()
        with transaction.atomic():
            note(*_lines(home / releases.NAME, known))


def _entered(name: str) -> bool:
    return any(json.loads(facts)["file"] == name for facts in
               models.AuditEntry.objects.filter(what="journal").values_list("facts", flat=True))


def _lines(file: Path, known: int) -> Iterator[Note]:
    """The lines of a journal behind those ``known``, each with its time and account; what is no line of it stands as
    it is."""
    lines = [line for line in file.read_text("utf-8", "replace").splitlines() if line.strip()]
    for number, line in enumerate(lines[known:], known + 1):
        fields = _fields(line)
        what = "release" if file.name == releases.NAME else str(fields.get("what", "journal"))
        told = {key: value for key, value in fields.items() if key not in ("at", "who", "what", "sha256")}
        facts = {"file": file.name, "line": number}
        yield Note(_STATES.get(what, what)[:20], str(fields.get("sha256", ""))[:64], facts, told or {"line": line},
                   _moment(fields.get("at")), str(fields.get("who", "")))


def _fields(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _moment(told: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return moment.astimezone(VIETNAM).replace(tzinfo=None, microsecond=0) if moment.tzinfo else moment


def wipe(content: str, marks: Collection[str]) -> None:
    """Take away the words of entries about a content, and of those in which one of these marks (ids, numbers, names of
    workbooks) stands."""
    about = Q(content=content)
    for mark in (one for one in marks if len(one) >= _TELLING):
        about |= Q(words__contains=json.dumps(mark, ensure_ascii=False)[1:-1])
    models.AuditEntry.objects.filter(about, words__isnull=False).wipe()


def contents_of(subjects: Collection[str]) -> dict[str, str]:
    """The contents that ids of tasks, or of directives themselves, belong to."""
    keys = {subject: subject.partition("~")[0] for subject in subjects}
    of = dict(models.Task.objects.filter(key__in=set(keys.values())).values_list("key", "directive__sha256"))
    added = dict(models.AddedTask.objects.filter(key__in=subjects).values_list("key", "sha256"))
    there = set(models.Directive.objects.filter(sha256__in=subjects).values_list("sha256", flat=True))
    return {subject: added.get(subject) or of.get(key) or (subject if subject in there else "")
            for subject, key in keys.items()}


def corrected(rows: Collection[models.Correction]) -> None:
    """Enter changed cells, one entry each."""
    contents = contents_of({row.subject for row in rows})
    note(*(_cell(row, contents[row.subject]) for row in rows))


def _cell(row: models.Correction, content: str) -> Note:
    undone = row.state == "undone"
    before, after = (row.after, row.before) if undone else (row.before, row.after)
    what = "progress" if row.state == "taken" and row.cell in PROGRESS else _STATES[row.state]
    words = {"subject": row.subject, "cell": row.cell, "before": before, "after": after, "workbook": row.source,
             "batch": row.batch}
    return Note(what, content, words=words)


def entered(content: str, subject: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Note]:
    """What somebody entered about a task, a note for each value that changed."""
    for name, value in after.items():
        if before[name] != value:
            yield Note("progress", content, words={"subject": subject, "cell": name, "before": _told(before[name]),
                                                   "after": _told(value)})


def _told(value: object) -> str:
    return "" if value is None else str(value)


def last_settings() -> dict[str, Any] | None:
    """The settings as they were entered last, by their names; None when they never were."""
    last = models.AuditEntry.objects.filter(what="settings").last()
    return dict(json.loads(last.facts)["all"]) if last else None


def entries(day: date | None = None, who: str = "", what: str = "", about: str = "") -> Iterator[Entry]:
    """The entries of a day, of an account, of a kind (its code, or what stands before its point) and about something
    (number, file or id of a task or directive, or words in them); oldest first."""
    return map(entry, rows(day, who, what, about).iterator(chunk_size=1000))


def rows(day: date | None = None, who: str = "", what: str = "", about: str = "") -> QuerySet[models.AuditEntry]:
    """The rows of these entries."""
    found = models.AuditEntry.objects.all()
    if day:
        found = found.filter(at__gte=datetime.combine(day, time.min), at__lte=datetime.combine(day, time.max))
    if who:
        found = found.filter(who__icontains=who)
    if what:
        found = found.filter(Q(what=what) | Q(what__startswith=f"{what}."))
    if about:
        known = models.Directive.objects.filter(Q(number__iexact=about) | Q(files__name=about) | Q(sha256=about))
        found = found.filter(Q(content__in=known.values("sha256")) | Q(content=about) | Q(words__icontains=about)
                             | Q(facts__icontains=about))
    return found


def told_of(content: str, subject: str) -> Iterator[Entry]:
    """The entries about a task of a content: values that were entered, and readings in which it came or went."""
    of = models.AuditEntry.objects.filter(content=content)
    for row in of.filter(Q(what="import.new") | Q(words__contains=subject)).order_by("number"):
        words = json.loads(row.words) if row.words else {}
        if row.what == "import.new" or words.get("subject") == subject or any(
                subject in words.get(name, ()) for name in ("come", "gone")):
            yield entry(row)


def entry(row: models.AuditEntry) -> Entry:
    """A row as the model of the audit has it."""
    return Entry(row.number, row.at, row.who, row.what, row.content, row.facts, row.words, row.seal, row.previous,
                 row.sha256)


def verify(known: Iterable[Head]) -> Verdict:
    """What the chain is worth, by itself and by heads that were kept elsewhere."""
    return examine(map(entry, models.AuditEntry.objects.order_by("number").iterator(chunk_size=1000)), *known)

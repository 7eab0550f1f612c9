"""The store's one public object. Import it through ``open_store``: Django must be configured first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.db import connection
from django.db.utils import Error

import pipeline
from pipeline.audit import Note
from pipeline.errors import ChidaoError, SecretDirective, SuspectedSecret
from pipeline.knowledge.folding import slug
from pipeline.knowledge.registry import Office
from pipeline.model import Box, Extraction, FailureRow, Register
from pipeline.model.names import shown

from . import (
    DATABASE,
    auditing,
    checkup,
    codec,
    copying,
    correcting,
    failing,
    indexing,
    loading,
    models,
    originals,
    postgres,
    recording,
    registering,
    relating,
    rereading,
    salvaging,
    searching,
    stepping,
    superseding,
    twins,
    wiping,
)
from .audited import Audited
from .clock import now
from .decisions import Decisions
from .guard import guarded, reads, writes, writing
from .noticed import Noticed
from .page_files import PageFiles
from .results import (
    Amendment,
    Counts,
    Found,
    Health,
    Hits,
    Kind,
    Known,
    Recorded,
    Reread,
    RunCounts,
    RunRow,
    Stale,
)
from .stepped import Stepped


def _told(row: models.Directive) -> tuple[str, ...]:
    """What a directive does to others that are there, and they to it."""
    return tuple(act.suffered if act.earlier.number == row.number else act.done for act in relating.of(row))



def _keys(row: models.Directive) -> list[str]:
    """The ids of the tasks that its last reading found."""
    return list(row.tasks.filter(withdrawn=False).values_list("key", flat=True))


class Store(Decisions, Audited, Stepped, Noticed):
    """An open store. Every method is one transaction; all raise StoreError when the database fails."""

    def __init__(self, home: Path, where: str = "") -> None:
        self.home = home
        self.path = home / DATABASE
        self.originals = originals.at(home, where)
        self.pages = PageFiles(home)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; how long the audit is now is kept beside it."""
        try:
            auditing.keep(self.home)
        except Error:  # whatever failed has been told
            return
        finally:
            connection.close()

    @reads
    def known(self, sha256: str) -> Known | None:
        """What the store knows of a file with that content, None when it has not seen it."""
        row = models.Directive.objects.select_related("twin_of").filter(sha256=sha256).first()
        if row is None:
            return None
        return Known(sha256, row.source_name, row.version, row.twin_of.source_name if row.twin_of else None, row.number,
                     codec.decision(row.removed))

    @guarded
    def record(self, extraction: Extraction, path: Path, version: str = pipeline.__version__) -> Recorded:
        """Keep an extraction and the original it was read from.

        A file seen before is brought up to date by the stable ids of its tasks; what people entered stays.
        Raises SecretDirective for a directive with a degree of secrecy, ChangedFile when the file at
        ``path`` is no longer the one that was read.
        """
        if extraction.head.secrecy:
            raise SecretDirective(f"Tệp “{path.name}” có dấu chỉ độ mật nên bị từ chối.", failing.SECRET_ADVICE)
        self.originals.keep(path, extraction.source.sha256)
        return self._record(codec.storable(extraction), path, version)

    @writes
    def _record(self, extraction: Extraction, path: Path, version: str) -> Recorded:
        sha256 = extraction.source.sha256
        row = models.Directive.objects.filter(sha256=sha256).first()
        kind: Kind = "new"
        read_by = row.version if row else None
        before = _keys(row) if row else []
        if row is None:
            row = recording.create(extraction, version, now())
        else:
            kind = "updated" if recording.update(row, extraction, version) else "known"
        fresh = self._arrive(row, path)
        stepping.write(sha256, None if self.originals.holds(path) else path, row.source_name,
                       anew=kind != "known" or read_by != version)
        replaced = superseding.supersede(row, path, self.originals) if kind == "new" else []
        if kind != "known" or read_by != version:
            twins.choose_standing(row)
            row.refresh_from_db(fields=["twin_of", "bond"])
        if fresh or kind != "known":
            indexing.index(row)
        met = twins.met(row, replaced) if kind == "new" else None
        if met and met.bond != "past":
            kind = "twin"
        if kind != "known" or read_by != version:
            self._enter(row, kind, path, before, extraction)
        return Recorded(sha256, kind, len(extraction.tasks), met, row.tasks.filter(withdrawn=True).count(),
                        _told(row) if kind in ("new", "twin") else ())

    def _enter(self, row: models.Directive, kind: Kind, path: Path, before: list[str], extraction: Extraction) -> None:
        """What a reading did; which tasks went and came where it was read before."""
        after = list(dict.fromkeys(task.id for task in extraction.tasks))
        words: dict[str, Any] = {"number": row.number or "", "path": shown(str(path.absolute()))}
        if kind == "updated":
            words |= {"gone": [key for key in before if key not in after],
                      "come": [key for key in after if key not in before]}
        facts = {"name": row.source_name, "tasks": len(extraction.tasks), "version": row.version}
        auditing.note(Note(f"import.{kind}", row.sha256, facts, words))

    def _arrive(self, row: models.Directive, path: Path) -> bool:
        failing.resolve(path, row.sha256)
        if self.originals.holds(path):
            return False  # read again from the kept original: nothing has arrived
        _, arrived = models.SourceFile.objects.get_or_create(
            path=shown(str(path.absolute())), sha256=row.sha256,
            defaults={"name": shown(path.name), "directive": row, "arrived_at": now()},
        )
        return bool(arrived)

    @writes
    def arrived(self, sha256: str, path: Path) -> bool:
        """Note that a known content lies (also) at ``path``; False when that was known."""
        row = models.Directive.objects.get(sha256=sha256)
        arrived = self._arrive(row, path)
        if arrived:
            stepping.add(stepping.KNOWN, sha256, path, shown(path.name))
            indexing.index(row)  # it can be looked for by the name of this file too
            auditing.note(Note("import.arrived", sha256, {"name": shown(path.name)},
                               {"path": shown(str(path.absolute()))}))
        return arrived

    @reads
    def refusal(self, sha256: str) -> FailureRow | None:
        """The open refusal of that content for secrecy, None without one."""
        return failing.refusal(sha256)

    @reads
    def first_arrival(self, path: Path) -> Path | None:
        """Where the content that lies at ``path`` arrived first; None when the store does not know of ``path``. A place
        that it left before it was filed away does not count: somebody has renamed the file."""
        row = models.SourceFile.objects.filter(path=shown(str(path.absolute()))).last()
        every = models.SourceFile.objects.filter(sha256=row.sha256).order_by("id") if row else ()
        return next((Path(one.path) for one in every if one.dropped_at or Path(one.path).exists()), None)

    @reads
    def copy_of(self, path: Path) -> str | None:
        """The name of the file of the same directive that came before the one at ``path``, None when none did."""
        arrived = models.SourceFile.objects.filter(path=shown(str(path.absolute()))).select_related("directive").last()
        if arrived is None:
            return None
        row = arrived.directive
        others = [row.twin_of] if row.twin_of else row.twins.filter(past=False).order_by("id")
        return next((other.source_name for other in others if other.pk < row.pk), None)

    @reads
    def bound(self, found: Found) -> frozenset[str]:
        """The contents of all files of the directive of which the first of ``found`` is a file."""
        row = models.Directive.objects.get(sha256=found.sha256s[0])
        return frozenset((row.sha256, *(other.sha256 for other in twins.bound(row))))

    def fail(
        self, path: Path, error: ChidaoError, sha256: str | None = None, name: str | None = None
    ) -> FailureRow:
        """Note that the file at ``path`` failed, under ``name`` when it is known by another.

        A directive that is now seen to be secret is forgotten if it was in the store, and so is the half of it that
        was taken in before it was whole; one that is only suspected stays until a person has looked at it, with what
        people entered.
        """
        failed = self._fail(path, error, sha256, name)
        if isinstance(error, SecretDirective):
            wiping.wipe()
            self.pages.drop_strangers()
        return failed

    @writes
    def _fail(self, path: Path, error: ChidaoError, sha256: str | None, name: str | None) -> FailureRow:
        if isinstance(error, SecretDirective) and not isinstance(error, SuspectedSecret) and sha256:
            for content in (sha256, *dict(superseding.halves(path, self.originals))):
                self._forget(content, error.reason)
        return failing.fail(path, error, sha256, name)

    @reads
    def secrets(self) -> frozenset[str]:
        """The contents that were refused as secret and are not in the store."""
        refused = models.Failure.objects.filter(code=SecretDirective.code).exclude(sha256=None)
        there = models.Directive.objects.values_list("sha256", flat=True)
        return frozenset(refused.values_list("sha256", flat=True)) - frozenset(there)

    @reads
    def ids(self, sha256: str) -> frozenset[str]:
        """The ids under which lists tell of that content: its own and those of its tasks."""
        tasks = models.Task.objects.filter(directive__sha256=sha256)
        added = models.AddedTask.objects.filter(sha256=sha256).values_list("key", flat=True)
        return frozenset((sha256, *(task.public_id for task in tasks), *added))

    @guarded
    def original(self, sha256: str) -> Path | None:
        """The kept original with that content, on this machine."""
        return self.originals.kept(sha256)

    @guarded
    def examine(self) -> Health:
        """What the rows say of themselves."""
        return checkup.examine()

    @guarded
    def mend(self) -> None:
        """Put right what the store can put right by itself: indexes, triggers of the audit, which copies stand."""
        checkup.reindex()
        with writing():
            checkup.mend()

    @guarded
    def salvage(self, file: Path) -> int:
        """Take over from a damaged database what can still be read of what people entered; returns how many rows."""
        return salvaging.salvage(file)

    @guarded
    def salvage_audit(self, file: Path) -> int:
        """Take over from a damaged database the beginning of the audit, into a store that has none; returns how many
        entries, and opens the audit where there were none."""
        with writing():
            count = salvaging.audit(file)
        auditing.begin(self.home)
        return count

    @guarded
    def places(self, sha256: str) -> tuple[Path, ...]:
        """Where files with that content arrived and were filed."""
        rows = models.SourceFile.objects.filter(sha256=sha256).order_by("-id")
        return tuple(Path(place) for row in rows for place in (row.path, row.dropped_at) if place)

    @guarded
    def held(self) -> frozenset[str]:
        """The contents that are refused or held back for secrecy now."""
        return copying.held()

    def one_moment(self) -> AbstractContextManager[copying.Moment]:
        """The whole store as it is now, to be copied while others write on."""
        return copying.one_moment()

    @reads
    def boxes(self, sha256: str) -> dict[str, tuple[Box, ...]]:
        """Where the words of each task of that content stand on its pages, by the id of the task."""
        tasks = models.Task.objects.filter(directive__sha256=sha256)
        return {task.public_id: tuple(codec.box(fields) for fields in task.boxes) for task in tasks}

    @reads
    def halves(self, path: Path) -> list[tuple[str, Path]]:
        """What was taken in from ``path`` and is only the beginning of the file there now: sha256 and place."""
        return superseding.halves(path, self.originals)

    def forget(self, sha256: str, reason: str = "") -> bool:
        """Wipe a directive, its tasks, its kept original and its words in the audit; False when there is none."""
        forgotten = self._forget(sha256, reason)
        if forgotten:
            wiping.wipe()
            self.pages.drop_strangers()
        return forgotten

    @writes
    def _forget(self, sha256: str, reason: str) -> bool:
        row = models.Directive.objects.filter(sha256=sha256).first()
        if row is None:
            return False
        wiping.owe()
        for past in row.twins.filter(past=True):
            self._wipe(past)
        others, name = twins.bound(row), row.source_name
        self._wipe(row)
        auditing.note(Note("forget", sha256, {"name": name, "reason": reason}))
        twins.choose_standing(*others)
        return True

    def _wipe(self, row: models.Directive) -> None:
        self.originals.drop(row.sha256)
        self.pages.drop(row.sha256)
        stepping.forget(row.sha256)
        named = {row.number, slug(row.number)} if row.number else set()  # the names of workbooks are made of it
        auditing.wipe(row.sha256, correcting.own(row) | named)
        correcting.forget(row)
        row.delete()

    @writes
    def resolve_vanished(self) -> int:
        """Close the failures of files that are gone; returns how many."""
        return failing.resolve_vanished()

    @reads
    def failures(self) -> tuple[FailureRow, ...]:
        """Files that are still failing, oldest first."""
        return registering.failures()

    @reads
    def stale(self, version: str) -> tuple[Stale, ...]:
        """Directives read by another version of the program whose originals are kept; those that lie elsewhere have to
        be ``fetched`` before they are opened."""
        rows = models.Directive.objects.exclude(version=version).values_list("sha256", "source_name", "version")
        by = {sha256: old for sha256, _, old in rows}
        found = self.originals.of((sha256, name) for sha256, name, _ in rows)
        return tuple(Stale(sha256, name, place, by[sha256]) for sha256, name, place in found)

    @reads
    def stale_names(self, version: str) -> list[tuple[str, str]]:
        """Content and name of every directive that another version of the program has read."""
        return list(models.Directive.objects.exclude(version=version).values_list("sha256", "source_name"))

    @reads
    def document(self, sha256: str) -> bytes:
        """What was read of that content before any rule, where reading takes long; empty elsewhere."""
        return loading.document(sha256)

    @writes
    def reread(self, extraction: Extraction, version: str, batch: str) -> bool:
        """Take a new reading of a directive that is there; what was read before is kept beside it under ``batch``.
        False when it says the same."""
        row = models.Directive.objects.get(sha256=extraction.source.sha256)
        before = replace(loading.extraction(row), document=loading.document(row.sha256))
        self._record(extraction, self.originals.place(row.sha256, row.source_name), version)
        row.refresh_from_db()
        if loading.extraction(row) == before:
            return False
        same = before.document == loading.document(row.sha256)
        rereading.keep(row, replace(before, document=b"") if same else before, batch)
        return True

    @writes
    def unread(self, batch: str, version: str) -> tuple[list[str], list[str]]:
        """Bring back what was read before that batch, as if this ``version`` had read it; the names of the directives
        that are as before, and of those that were read once more since and stay."""
        back, stay = rereading.before(batch)
        for extraction in back:
            row = models.Directive.objects.get(sha256=extraction.source.sha256)
            self._record(extraction, self.originals.place(row.sha256, row.source_name), version)
        return [one.source.name for one in back], stay

    @reads
    def rereads(self) -> tuple[Reread, ...]:
        """All new readings that were taken, oldest first."""
        return rereading.every()

    @reads
    def extraction(self, sha256: str) -> Extraction | None:
        """The extraction recorded last for that content, whole."""
        row = models.Directive.objects.filter(sha256=sha256).first()
        return loading.extraction(row) if row else None

    @reads
    def register(self, as_of: date, office: Office | None = None) -> Register:
        """Everything that is to be published, with bodies named as ``office`` knows them; ``as_of`` is the day statuses
        are computed for."""
        found = registering.register(as_of, office)
        return replace(found, places=self._places(row.sha256 for row in found.directives))

    def _places(self, sha256s: Iterable[str]) -> dict[str, str]:
        """Where a file with each content lies: where people can see it, else the kept original."""
        paths: dict[str, list[str]] = defaultdict(list)
        for sha256, path in models.SourceFile.objects.order_by("-id").values_list("sha256", "path").iterator():
            paths[sha256].append(path)
        there = {one: next((path for path in paths[one] if Path(path).is_file()), None)
                 or self.originals.shown(one) for one in sha256s}
        return {sha256: str(place) for sha256, place in there.items() if place}

    @writes
    def amend(self, sha256: str, task_id: str, amendment: Amendment) -> bool:
        """Enter what became of a task (id as in the register); False when the directive has no such task."""
        given = {name: value for name, value in asdict(amendment).items() if value is not None}
        for row in models.Task.objects.filter(directive__sha256=sha256):
            if row.public_id == task_id:
                before = {name: getattr(row, name) for name in given}
                for name, value in given.items():
                    setattr(row, name, value)
                row.save()
                auditing.note(*auditing.entered(sha256, task_id, before, given))
                indexing.follow([task_id])
                return True
        return False

    @writes
    def begin_run(self, version: str = pipeline.__version__) -> int:
        """Note the start of a run; returns its number."""
        return int(models.Run.objects.create(started_at=now(), version=version).pk)

    @writes
    def end_run(self, run: int, counts: RunCounts) -> None:
        """Note the end of a run and its figures."""
        models.Run.objects.filter(pk=run).update(ended_at=now(), **asdict(counts))

    @reads
    def last_run(self) -> RunRow | None:
        """The run that began last."""
        row = models.Run.objects.first()
        return RunRow(row.started_at, row.ended_at, row.version,
                      {name: getattr(row, name) for name in asdict(RunCounts())}) if row else None

    @reads
    def count_stale(self, version: str) -> int:
        """How many directives another version of the program has read."""
        return int(models.Directive.objects.exclude(version=version).count())

    @reads
    def size(self) -> int:
        """Bytes that the database takes."""
        if connection.vendor == "postgresql":
            return postgres.size()
        files = (self.path, self.path.with_name(f"{DATABASE}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    @reads
    def search(self, words: str, most: int = 50) -> Hits:
        """What has all these words, with or without diacritics, the best first."""
        return searching.search(words, most)

    @reads
    def counts(self) -> Counts:
        """What is in the store."""
        kept = models.Directive.objects.filter(removed__isnull=True)
        standing = kept.filter(twin_of=None)
        tasks = models.Task.objects.filter(directive__in=standing)
        return Counts(
            directives=standing.count(),
            twins=kept.filter(past=False).exclude(twin_of=None).count(),
            files=models.SourceFile.objects.count(),
            tasks=tasks.count(),
            rejected=models.RejectedSegment.objects.filter(directive__in=standing).count(),
            failures=models.Failure.objects.filter(resolved_at=None).count(),
            runs=models.Run.objects.count(),
            removed=models.Directive.objects.filter(removed__isnull=False, past=False).count(),
        )

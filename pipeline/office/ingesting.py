"""Taking files in: what is new is read, what is known is recognised, what fails is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from pipeline import configuration
from pipeline.causes import cause_of
from pipeline.errors import BrokenFile, ChidaoError, SecretDirective, SeveralDirectives, StoreError, SuspectedSecret
from pipeline.model import Decision, Extraction, FailureRow
from pipeline.model.names import shown
from pipeline.paging import Page
from pipeline.releases import is_released, release
from pipeline.settings import Settings
from pipeline.store import ChangedFile, Known, Stale, open_store, sha256_of
from pipeline.store.clock import today

from .collecting import Collected, collect
from .fates import Fate, Told, read_fate, untold
from .filing import end_move, file_away, give_back
from .fingerprint import fingerprint
from .hushing import drop_lists
from .incomplete import split_incomplete
from .journal import write_trace
from .logbook import called, note_defect, noted_fates, noted_machines, noted_run
from .report import Failed, IngestReport, Progress, Skipped, Twin
from .splitting import split
from .working import (
    Begun,
    MakePool,
    Mishap,
    Outcome,
    Paged,
    Read,
    Said,
    cluster_pool,
    extract,
    process_pool,
    read_parts,
    unexpected,
    unsaid,
)

if TYPE_CHECKING:
    from pipeline.store.ledger import Store


UNPACKED = "tach-goi"
"""The folder beside the store for directives taken out of packages."""


def _silent(done: int, total: int, name: str) -> None:
    """No progress is shown."""


def _unpaged(name: str, page: Page) -> None:
    """No pages are shown."""


@dataclass(frozen=True, slots=True)
class Work:
    """How files are read: replaced in tests and by whoever has other processes to offer. ``paged`` hears the name of a
    file and the page that is read now, ``said`` what becomes of the machines that read, in threads of their own."""

    read: Read = extract
    make_pool: MakePool | None = None
    paged: Callable[[str, Page], None] = _unpaged
    said: Said = unsaid


def ingest(
    paths: Iterable[Path], settings: Settings, progress: Progress = _silent, work: Work | None = None,
    told: Told = untold,
) -> IngestReport:
    """Bring the store up to date with the files under ``paths``; those of the inbox are filed away afterwards
    (``filing``), all others stay where they are.

    A file with known content is recognised and not read again, unless the program or its tables have
    changed since; then kept originals are read again too. ``told`` hears what became of each file as
    soon as it is known. Raises InputError for a path that is not there, StoreError when the store
    fails and ClusterError when the machines that read are away; nothing else stops the batch.
    """
    return take_in(collect(paths, settings), settings, progress, work, told)


def take_in(
    collected: Collected, settings: Settings, progress: Progress = _silent, work: Work | None = None,
    told: Told = untold,
) -> IngestReport:
    """The intake of ``ingest`` for files that are collected already."""
    with open_store(settings) as store:
        _note_settings(settings, store)
        version = fingerprint(settings)
        intake = _Intake(store, settings, progress, work or Work(), version, noted_fates(settings, told))
        with noted_run(settings, version) as facts:
            report, unfiled = intake.run(collected), list[Skipped]()
            facts.update(asdict(report.counts), tasks=report.tasks)
        filed = file_away(report, collected.named, settings, store, today(), unfiled)
        return replace(report, filed=filed, unfiled=tuple(unfiled))


def _note_settings(settings: Settings, store: Store) -> None:
    """Enter what was changed in the settings of the office since the last intake; other settings (of samples, of
    tests) are nobody's."""
    configured = configuration.load()
    if configured.settings.home == settings.home:
        store.note_settings(configuration.told(configured))


def read_again(stale: Iterable[Stale], settings: Settings, work: Work | None = None) -> IngestReport:
    """Read kept originals again and take what they give, or what they are refused for."""
    with open_store(settings) as store:
        intake = _Intake(store, settings, _silent, work or Work(), fingerprint(settings),
                         noted_fates(settings, untold))
        intake.read_again(stale)
        return intake.report


@dataclass(frozen=True, slots=True)
class _Job:
    """One content to read, and all places where it lies; ``stale`` when it is a kept original."""

    sha256: str
    paths: tuple[Path, ...]
    name: str
    stale: bool = False


@dataclass(slots=True)
class _Intake:
    """One run over collected files, adding up its report."""

    store: Store
    settings: Settings
    progress: Progress
    work: Work
    version: str
    told: Told
    report: IngestReport = field(default_factory=IngestReport)
    packages: list[_Job] = field(default_factory=list)

    def run(self, collected: Collected) -> IngestReport:
        """All steps in order."""
        run = self.store.begin_run(self.version)
        left = self._resume()
        self.store.resolve_vanished()
        ready, postponed = split_incomplete(file for file in collected.files if file not in left)
        self.report = replace(self.report, skipped=collected.skipped, postponed=tuple(postponed),
                              workbooks=collected.workbooks)
        for one in collected.skipped:
            self.told(Fate(shown(one.path.name), "skipped", why=one))
        for path in postponed:
            self.told(Fate(shown(path.name), "postponed"))
        if postponed:
            self.store.wait(postponed)
        jobs = self._jobs(self._by_content(ready))
        stale = self._stale_jobs({job.sha256 for job in jobs})
        away = [job for job in stale if not job.paths[0].exists()]
        self._read(jobs + [job for job in stale if job not in away])
        self._read(away, self.store.originals.in_turn([job.paths[0] for job in away]))
        self._read(self._split_jobs())
        self.store.end_run(run, self.report.counts)
        return self.report

    def _resume(self) -> frozenset[Path]:
        """Bring to its end what an earlier run had begun when it was ended: files that were being moved now, readings
        with all that there is to read. Each is told; returns the files that have left their places by that."""
        left = set()
        for one in self.store.cut_off():
            if one.to and end_move(Path(one.path), Path(one.to), self.store):
                left.add(Path(one.path))
            self.told(Fate(one.name, "resumed", before=one))
        return frozenset(left)

    def read_again(self, stale: Iterable[Stale]) -> None:
        """Only these."""
        self._read([_Job(one.sha256, (one.original,), one.name, stale=True) for one in stale])

    def _by_content(self, files: Iterable[Path]) -> dict[str, tuple[Path, ...]]:
        found: dict[str, tuple[Path, ...]] = {}
        for file in files:
            try:
                sha256 = sha256_of(file)
            except OSError as error:
                self._fail(file, Mishap(BrokenFile(
                    f"Không mở được tệp “{file.name}”: {cause_of(error)}.",
                    "Kiểm tra quyền đọc, đóng chương trình đang mở tệp rồi chạy lại.")), None)
                continue
            found[sha256] = (*found.get(sha256, ()), file)
        return found

    def _jobs(self, contents: dict[str, tuple[Path, ...]]) -> list[_Job]:
        """What has to be read; what is known and up to date is noted right away."""
        jobs = []
        for sha256, paths in contents.items():
            known, refused = self.store.known(sha256), self.store.refusal(sha256)
            if refused is not None and not is_released(self.settings.home, sha256):
                self._refused_before(refused, sha256, paths)
            elif known and known.removed:
                self._removed_before(known, known.removed, paths)
            elif known and (known.version == self.version or not self.settings.reread):
                self._arrive(sha256, paths, known.name)
            else:
                jobs.append(_Job(sha256, paths, known.name if known else shown(paths[0].name)))
        if jobs:
            self.store.queue((job.sha256, job.paths[0], job.name) for job in jobs)
        return jobs

    def _refused_before(self, row: FailureRow, sha256: str, paths: Iterable[Path]) -> None:
        """What was refused for secrecy is told again and not opened again until it changes or is released."""
        for path in paths:
            failed = Failed(path, row.code, row.message, row.advice, SecretDirective.exit_code)
            self.told(Fate(row.name, "failed", why=failed, sha256=sha256))
            self.report = replace(self.report, failed=(*self.report.failed, failed))

    def _removed_before(self, known: Known, decision: Decision, paths: Iterable[Path]) -> None:
        """What a person took out of the lists does not come back because it is put in again."""
        why = (f"đã được {decision.who} đưa ra khỏi danh mục ngày {decision.at:%d/%m/%Y}, lý do: {decision.reason}; "
               f"tệp không tự trở lại. Muốn đưa trở lại: chidao restore \"{known.number or known.name}\"")
        for path in paths:
            self.store.arrived(known.sha256, path)
            told = Skipped(path, why)
            self.told(Fate(shown(path.name), "removed", why=told, sha256=known.sha256))
            self.report = replace(self.report, known=(*self.report.known, path),
                                  removed=(*self.report.removed, told))

    def _stale_jobs(self, given: set[str]) -> list[_Job]:
        stale: tuple[Stale, ...] = self.store.stale(self.version) if self.settings.reread else ()
        return [_Job(one.sha256, (one.original,), one.name, stale=True) for one in stale if one.sha256 not in given]

    def _read(self, jobs: list[_Job], parts: Iterable[Sequence[Path]] = ()) -> None:
        """Read these and take what comes; ``parts`` are their files where not all are there at once."""
        named, begun = {job.paths[0]: job.name for job in jobs}, SimpleQueue[tuple[Path, str]]()
        coming = {job.paths[0]: job for job in jobs}

        def paged(path: Path, page: Page) -> None:
            self.work.paged(named[path], page)

        outcomes = read_parts(parts or (list(named),), len(named), self.settings, self.work.read,
                              self._pools(paged, lambda path, who: begun.put((path, who))),
                              look=lambda: self._note_begun(begun, coming))
        names = [*named.values(), ""]
        self.progress(0, len(jobs), names[0])
        with closing(outcomes):  # whatever stops the run, no process reads on
            for done, (job, outcome) in enumerate(zip(jobs, outcomes, strict=True), 1):
                del coming[job.paths[0]]
                self._take(job, outcome)
                self.progress(done, len(jobs), names[done])

    def _pools(self, paged: Paged, begun: Begun) -> MakePool:
        """Where files are read: as the work has it, on the cluster, or here."""
        said = noted_machines(self.settings, self.work.said)
        return (self.work.make_pool or cluster_pool(self.settings, paged, said, begun)
                or (lambda workers: process_pool(workers, self.settings, paged, begun)))

    def _note_begun(self, begun: SimpleQueue[tuple[Path, str]], coming: Mapping[Path, _Job]) -> None:
        """Enter which processes have begun to read which of the files that are still to come."""
        with suppress(Empty):
            while True:
                path, who = begun.get_nowait()
                if job := coming.get(path):
                    self.store.begin_reading(job.sha256, None if job.stale else path, job.name, who)

    def _take(self, job: _Job, outcome: Outcome) -> None:
        """Record one outcome; a store that fails ends the run, anything else costs this content alone."""
        try:
            if isinstance(outcome, Extraction):
                self._record(job, outcome)
                return
            mishap = outcome
            if isinstance(mishap.error, SeveralDirectives) and not job.stale:
                self.packages.append(job)
                return
        except ChangedFile:
            self.report = replace(self.report, postponed=(*self.report.postponed, *job.paths))
            for path in job.paths:
                self.told(Fate(shown(path.name), "postponed", sha256=job.sha256))
            return
        except StoreError:
            raise
        except ChidaoError as error:
            mishap = Mishap(error)
        except Exception as error:  # a defect in recording one file must not stop the batch
            mishap = unexpected(job.paths[0], error)
        self._fail_job(job, mishap)

    def _split_jobs(self) -> list[_Job]:
        """The directives of packages that hold several, each kept beside the store and read like any other file."""
        parts: list[Path] = []
        for job in self.packages:
            found = split(job.paths[0], self.settings, self.settings.home / UNPACKED / job.sha256[:16])
            if isinstance(found, Mishap):
                self._fail_job(job, found)
                continue
            self._release_parts(job, found)
            parts += found
            self.store.split(job.sha256, job.paths[0], job.name)
            self.report = replace(self.report, split=(*self.report.split, *job.paths))
            self.told(Fate(job.name, "split", tasks=len(found), sha256=job.sha256))
        return self._jobs(self._by_content(parts))

    def _release_parts(self, job: _Job, parts: Iterable[Path]) -> None:
        """What a person has released as a package is released in its parts."""
        home = self.settings.home
        if is_released(home, job.sha256):
            for part in parts:
                sha256 = sha256_of(part)
                if not is_released(home, sha256):
                    release(home, sha256, part.name, f"tách từ gói đã giải tỏa {job.sha256}")

    def _record(self, job: _Job, extraction: Extraction) -> None:
        if extraction.source.sha256 != job.sha256:
            raise ChangedFile(f"Tệp “{job.name}” thay đổi trong khi đang được đọc.")
        path = job.paths[0]
        named = replace(extraction, source=replace(extraction.source, name=job.name))
        recorded = self.store.record(named, path, self.version)
        report = replace(self.report, tasks=self.report.tasks + recorded.tasks)
        kind = "same" if recorded.kind == "known" else recorded.kind
        if kind == "updated" or not job.stale:
            self.told(read_fate(job.name if job.stale else shown(path.name), kind, extraction, recorded))
        if job.stale:
            self.report = replace(report, refreshed=report.refreshed + 1)
            return
        if recorded.kind == "known":
            report = replace(report, known=(*report.known, path))
        elif recorded.kind == "updated":
            report = replace(report, updated=(*report.updated, path))
        else:
            report = replace(report, new=(*report.new, path))
        if recorded.kind == "twin" and recorded.met:
            report = replace(report, twins=(*report.twins, Twin(path, recorded.met)))
        self.report = report
        self._arrive(job.sha256, job.paths[1:], job.name)

    def _arrive(self, sha256: str, paths: Iterable[Path], first: str) -> None:
        for path in paths:
            arrived = self.store.arrived(sha256, path)
            self.told(Fate(shown(path.name), "double" if arrived else "same", first=first, sha256=sha256))
            self.report = replace(self.report, known=(*self.report.known, path))

    def _fail_job(self, job: _Job, mishap: Mishap) -> None:
        """Every place of a content fails with it; what was recorded from it before stays as it was."""
        for path in job.paths:
            self._fail(path, mishap, job.sha256, job.name if job.stale else path.name)

    def _filed_halves(self, path: Path, error: ChidaoError) -> list[tuple[str, Path]]:
        """What was filed away half copied, before it was known that the whole file is secret."""
        if not isinstance(error, SecretDirective) or isinstance(error, SuspectedSecret):
            return []
        return [(sha256, place) for sha256, place in self.store.halves(path) if place != path.absolute()]

    def _drop_lists(self, path: Path, error: ChidaoError, sha256: str | None) -> None:
        """No list tells any more of what was in the store before it was known to be secret; before it is forgotten, so
        that a run that is ended in between begins again."""
        if not sha256 or not isinstance(error, SecretDirective) or isinstance(error, SuspectedSecret):
            return
        contents = (sha256, *(half for half, _ in self.store.halves(path)))
        ids = frozenset[str]().union(*(self.store.ids(content) for content in contents if self.store.known(content)))
        drop_lists(self.settings.outputs, ids)

    def _fail(self, path: Path, mishap: Mishap, sha256: str | None, name: str | None = None) -> None:
        unpacked = self.settings.home / UNPACKED
        if isinstance(mishap.error, SecretDirective) and unpacked in path.parents:
            # our own copies of what must not be copied, all of the package's; the package stays where it is
            shutil.rmtree(unpacked / path.relative_to(unpacked).parts[0], ignore_errors=True)
        halves = self._filed_halves(path, mishap.error)
        self._drop_lists(path, mishap.error, sha256)
        row = self.store.fail(path, mishap.error, sha256, name)
        for half, place in halves:
            with suppress(OSError):
                self.store.fail(give_back(place, path), mishap.error, half)
        if mishap.trace:
            write_trace(self.settings.home, called(self.settings, row.name, sha256), mishap.trace)
            note_defect(self.settings, sha256, row.code, mishap.trace)
        failed = Failed(path, row.code, row.message, row.advice, mishap.error.exit_code)
        self.report = replace(self.report, failed=(*self.report.failed, failed))
        self.told(Fate(row.name, "failed", why=failed, sha256=sha256 or ""))

"""Waiting at the drop folder: what there is to take in, and when to look again.

``Folder`` compares what lies there with what was dealt with before, so that nothing is opened twice that has not
changed; ``Desk`` does the same for the workbooks that analysts change, ``Book`` for what people decide elsewhere.
``Waker`` only says that it is time to look: an event of the file system, a difference found by polling, or a time that
has passed. What it misses is found by the next look.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import watch

from pipeline import releases
from pipeline.audit import HEAD
from pipeline.errors import SuspectedSecret
from pipeline.settings import Settings
from pipeline.store import open_store

from .collecting import Collected, collect
from .incomplete import split_incomplete
from .report import IngestReport, Skipped
from .reviewing import is_taken, kept_workbooks

SOON = 5.0
"""Seconds between two looks at files that are still being written."""

_TICK_MS = 500  # how long one wait for events lasts
_POLL_MS = 2000  # between two looks of the polling watcher: a share is asked for every file in it

Mark = tuple[int, int, int]
"""Size in bytes, time of the last change, mode: a file that keeps them has not changed."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is new at the folder: ``files`` are whole, ``coming`` are still being written, ``gone`` lay there before."""

    files: Collected
    skipped: tuple[Skipped, ...]
    coming: tuple[Path, ...]
    gone: frozenset[Path]
    marks: dict[Path, Mark]


@dataclass(slots=True)
class Folder:
    """The watched ``paths`` and what was dealt with there, as it was then."""

    paths: Sequence[Path]
    settings: Settings
    _dealt: dict[Path, Mark] = field(default_factory=dict)
    _passed: dict[Path, Mark] = field(default_factory=dict)
    _held: set[Path] = field(default_factory=set)
    _told: set[Path] = field(default_factory=set)
    _releases: Mark | None = None

    def look(self) -> Look:
        """All that is not as it was. Raises InputError when a path is not there, OSError when it cannot be opened."""
        if self.released():
            self._dealt = {file: mark for file, mark in self._dealt.items() if file not in self._held}
            self._releases = _mark(self.settings.home / releases.NAME)
        found = collect(self.paths, self.settings)
        marks = _marks((*found.files, *found.workbooks, *(one.path for one in found.skipped)))
        brought = tuple(file for file in found.workbooks if file in marks and self._dealt.get(file) != marks[file])
        fresh = [file for file in found.files if file in marks and self._dealt.get(file) != marks[file]]
        whole, coming = split_incomplete(fresh)
        skipped = tuple(one for one in found.skipped if self._passed.get(one.path) != marks.get(one.path))
        self._passed = {one.path: marks[one.path] for one in found.skipped if one.path in marks}
        gone = frozenset(self._dealt.keys() - marks.keys())
        return Look(Collected(tuple(whole), (), found.named, brought), skipped, tuple(coming), gone, marks)

    def record(self, look: Look, report: IngestReport) -> None:
        """What an intake dealt with is not looked at again until it changes; what it filed away has left the folder,
        and what it could not file away is looked at again."""
        left = {one.path for one in report.filed} | {one.path for one in report.unfiled}
        left |= set(report.postponed) | look.gone
        self._dealt |= {file: look.marks[file] for file in (*look.files.files, *look.files.workbooks)}
        self._dealt = {file: mark for file, mark in self._dealt.items() if file not in left}
        self._held = {*self._held, *(one.path for one in report.failed if one.code == SuspectedSecret.code)}
        self._told -= set(look.files.files) - set(report.postponed)

    def untold(self, coming: Iterable[Path]) -> list[Path]:
        """The files being written that were not named before."""
        return _untold(coming, self._told)

    def released(self) -> bool:
        """Whether a person has released a file since the last look."""
        return _mark(self.settings.home / releases.NAME) != self._releases


@dataclass(slots=True)
class Desk:
    """The review workbooks under ``outputs``, and those that were dealt with as they are."""

    outputs: Path
    _dealt: dict[Path, Mark] = field(default_factory=dict)
    _seen: dict[Path, Mark] = field(default_factory=dict)
    _told: set[Path] = field(default_factory=set)

    def changed(self) -> tuple[list[Path], list[Path]]:
        """The workbooks that somebody has saved since they were dealt with: those that are whole, and those that are
        still open in a program or being written."""
        from pipeline.workbooks.placing import is_open  # noqa: PLC0415  openpyxl is loaded when it is needed
        from pipeline.workbooks.stamped import is_ours  # noqa: PLC0415

        self._seen = _marks(kept_workbooks(self.outputs))
        new = [path for path, mark in self._seen.items() if self._dealt.get(path) != mark]
        changed = [path for path in new if not is_ours(path) and is_taken(path, self.outputs)]
        self._dealt = {path: mark for path, mark in self._seen.items() if path not in changed}
        whole, busy = split_incomplete(path for path in changed if not is_open(path))
        busy += [path for path in changed if is_open(path)]
        self._told.intersection_update(busy)
        return [path for path in whole if path not in busy], busy

    def record(self, paths: Iterable[Path]) -> None:
        """These, as they were when they were looked at, are not looked into again until they change."""
        self._dealt |= {path: self._seen[path] for path in paths}

    def forget(self, paths: Iterable[Path]) -> None:
        """These are looked into again although they have not changed."""
        again = set(paths)
        self._dealt = {path: mark for path, mark in self._dealt.items() if path not in again}

    def untold(self, busy: Iterable[Path]) -> list[Path]:
        """The workbooks that wait and were not named before."""
        return _untold(busy, self._told)


@dataclass(slots=True)
class Book:
    """The audit of the store, and how far it was when the lists were written last: what people decide on the pages or
    by commands meanwhile changes the lists."""

    settings: Settings
    _mark: Mark | None = None
    _number: int = 0

    def decided(self) -> bool:
        """Whether people have decided anything that no list shows. The store is opened only when the audit has
        grown."""
        mark = _mark(self.settings.home / HEAD)
        if mark == self._mark:
            return False
        with open_store(self.settings) as store:
            found, _ = store.decided(self._number)
        self._mark = None if found else mark
        return found

    def now(self) -> int:
        """How long the audit is: all of it shows in lists that are written from now on."""
        with open_store(self.settings) as store:
            return store.decided(self._number)[1]

    def written(self, number: int) -> None:
        """Lists were written that show everything up to that entry."""
        self._number = number


def _untold(files: Iterable[Path], told: set[Path]) -> list[Path]:
    """The files that were not ``told`` before, which they are now."""
    new = [file for file in files if file not in told]
    told.update(new)
    return new


def _marks(files: Iterable[Path]) -> dict[Path, Mark]:
    return {file: mark for file in files if (mark := _mark(file))}


def _mark(file: Path) -> Mark | None:
    """None for what is not there; a broken link is marked by itself."""
    for ask in (file.stat, file.lstat):
        with suppress(OSError, RuntimeError):
            seen = ask()
            return seen.st_size, seen.st_mtime_ns, seen.st_mode
    return None


class Waker:
    """Waits for changes under ``paths``: by events of the file system, or by ``poll`` where it gives none."""

    def __init__(self, paths: Sequence[Path], poll: bool) -> None:
        self.poll = poll
        self._paths = paths
        self._changes: Generator[object] | None = None
        self._there: list[tuple[int, int] | None] = []

    def begin(self) -> None:
        """Watch from now on: what changes after this is noticed. Folders that come and go have to be begun anew."""
        self.end()
        self._there = self._identity()
        for poll in (True,) if self.poll else (False, True):  # the system gives events for so many folders and no more
            with suppress(OSError, RuntimeError):
                changes = watch(*self._paths, watch_filter=None, rust_timeout=_TICK_MS, yield_on_timeout=True,
                                force_polling=poll or None, poll_delay_ms=_POLL_MS, ignore_permission_denied=True)
                next(changes)
                self._changes = changes
                return

    def wait(self, seconds: float, unless: Callable[[], bool] = bool) -> None:
        """Return at the first change, when ``unless`` is true, or after so many seconds. Where a folder is
        away only time passes; one that came back is another folder, and watched anew."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not unless():
            if self._changes is None:
                time.sleep(min(_TICK_MS / 1000, max(until - time.monotonic(), 0)))
            elif self._changed():
                break
        if self._changes is None or self._there != self._identity():
            self.begin()

    def _changed(self) -> bool:
        try:
            return bool(next(self._changes)) if self._changes else False
        except (OSError, RuntimeError, StopIteration):
            self._changes = None
            return False

    def _identity(self) -> list[tuple[int, int] | None]:
        found: list[tuple[int, int] | None] = []
        for path in self._paths:
            try:
                seen = path.stat()
                found.append((seen.st_dev, seen.st_ino))
            except OSError:
                found.append(None)
        return found

    def end(self) -> None:
        """Stop watching."""
        if self._changes is not None:
            self._changes.close()
            self._changes = None

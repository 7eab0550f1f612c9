"""What an ingest did, file by file: every file that was seen is in exactly one of the lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.store import Met, RunCounts

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file that is read now (empty when all are done)."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file left aside before it was opened; ``reason`` is Vietnamese."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be processed; ``code``, ``message``, ``advice`` and ``exit_code`` are its error's."""

    path: Path
    code: str
    message: str
    advice: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the inbox that was moved ``to`` another folder; ``note`` says why (Vietnamese), empty for what was
    taken in."""

    path: Path
    to: Path
    note: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """A file whose directive was there already from another file."""

    path: Path
    met: Met


@dataclass(frozen=True, slots=True)
class IngestReport:
    """``seen`` files shared out over ``new``, ``updated``, ``known``, ``failed`` and ``postponed``.

    ``split`` are packages of several directives; these are among the others, the package is not counted.
    ``twins`` are among the new ones, ``removed`` (a person took their directives out of the lists) among the known.
    ``skipped`` are no directives by their names and are not counted as seen. ``filed`` are those that were moved out of
    the inbox, ``unfiled`` those that could not be moved. ``workbooks`` are our own, still to be taken back
    (``reviewing``). ``refreshed`` counts kept originals that were read again because the program changed.
    """

    new: tuple[Path, ...] = ()
    updated: tuple[Path, ...] = ()
    known: tuple[Path, ...] = ()
    failed: tuple[Failed, ...] = ()
    postponed: tuple[Path, ...] = ()
    twins: tuple[Twin, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    removed: tuple[Skipped, ...] = ()
    split: tuple[Path, ...] = ()
    filed: tuple[Filed, ...] = ()
    unfiled: tuple[Skipped, ...] = ()
    workbooks: tuple[Path, ...] = ()
    refreshed: int = 0
    tasks: int = 0

    @property
    def seen(self) -> int:
        """All files that were taken for directives."""
        return sum(len(part) for part in (self.new, self.updated, self.known, self.failed, self.postponed))

    @property
    def counts(self) -> RunCounts:
        """The figures for the store's list of runs."""
        return RunCounts(self.seen, len(self.new), len(self.updated), len(self.known), len(self.failed),
                         len(self.postponed))

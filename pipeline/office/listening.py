"""What an intake that runs by itself tells whoever listens: the command line, the pages, or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.paging import Page

from .fates import Fate
from .publishing import Published
from .report import IngestReport, Skipped
from .reviewing import Review


class Listener:
    """Hears of everything in the thread that works, but ``paged`` and ``machines``, which come in threads of their own.
    Nothing it does is waited for by anybody else; whoever listens overrides what he cares for."""

    def watching(self, paths: Sequence[Path]) -> None:
        """These folders are watched from now on."""

    def busy(self, who: str) -> None:
        """Another run is at work (Vietnamese: who, since when) and waited for."""

    def coming(self, path: Path) -> None:
        """A file is still being written; told once."""

    def held_open(self, path: Path) -> None:
        """A changed workbook is open in a program; told once."""

    def passed_over(self, skipped: Sequence[Skipped]) -> None:
        """Files that are no directives by their names."""

    def intake_begins(self) -> None:
        """Files are taken in."""

    def progress(self, done: int, total: int, name: str) -> None:
        """So many files of all are done, ``name`` is read now (empty when all are done)."""

    def paged(self, name: str, page: Page) -> None:
        """The file called ``name`` is at that page."""

    def machines(self, told: str) -> None:
        """What becomes of the other machines that read (Vietnamese)."""

    def fate(self, fate: Fate) -> None:
        """What became of a file."""

    def intake_ends(self, report: IngestReport | None) -> None:
        """All files are taken in; None when it was broken off."""

    def unfiled(self, report: IngestReport) -> None:
        """Files could not be moved out of the inbox; told once."""

    def reviewed(self, review: Review) -> None:
        """What became of a workbook that people changed."""

    def published(self, published: Published) -> None:
        """The lists were written."""

    def trouble(self, message: str, advice: str) -> None:
        """An intake failed and will be tried again (Vietnamese); told once for each trouble."""

    def defect(self, error: Exception) -> None:
        """An intake failed for what nobody foresaw and will be tried again; told once."""

    def mended(self) -> None:
        """The trouble is over."""


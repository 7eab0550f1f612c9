"""What stands in the folder of outputs as it was written, so that only what changed is written again.

A workbook is known by the size and the time of its file; one that somebody has saved since, or that is gone, is not
known any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .files import Beside, beside, drop_beside, is_open, is_ours, save
from .sheet import Book

Books = dict[str, tuple[str, str]]
"""Path of a workbook under the outputs → the digest of what it shows, and the mark of its file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A workbook: where it goes, how to make it, and the digest of what it shows."""

    path: Path
    title: str
    make: Callable[[], Book]
    digest: str


@dataclass(slots=True)
class Shelf:
    """The workbooks under ``root``: ``before`` are those of the last time, ``books`` those that stand there now,
    ``beside`` those that could not take their place; ``waits`` when one that people changed is still to be taken in.
    ``whole`` tells all that is shown, ``form`` the program that writes (rows are kept for the next time only with one),
    ``lists`` what stands in each list, by its name (None while it is as before), and ``formerly`` the names under which
    its tasks may have stood."""

    root: Path
    before: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    whole: str = ""
    form: str = ""
    books: Books = field(default_factory=dict)
    beside: list[Beside] = field(default_factory=list)
    waits: bool = False
    lists: dict[str, str] | None = None
    formerly: dict[str, set[str]] = field(default_factory=dict)

    def untouched(self, path: Path) -> bool:
        """Whether the workbook is there as this program wrote it."""
        known = self.before.get(self._name(path))
        return (known is not None and known[1] == _mark(path)) or is_ours(path)

    def complete(self) -> bool:
        """Whether every workbook of the last time is there as it was written."""
        return bool(self.before) and all(_mark(self.root / name) == mark for name, (_, mark) in self.before.items())

    def put(self, one: Wanted, as_of: date, *, taken: bool = False) -> None:
        """Write the workbook unless it stands in its place with that digest; see ``files.save``. Raises OutputError."""
        path, digest = one.path, one.digest
        if self._stands(path, digest):
            if self._name(beside(path)) in self.before:
                drop_beside(path)
            return
        blocked = not taken and path.exists() and (is_open(path) or not self.untouched(path))
        if blocked and self._stands(beside(path), digest):
            self.beside.append(Beside(path, beside(path), is_open(path)))
            return
        found = save(one.make, path, one.title, as_of, "taken" if taken else "beside")
        if found:
            self.beside.append(found)
        self._note(found.written if found else path, digest)

    def _stands(self, path: Path, digest: str) -> bool:
        name = self._name(path)
        book = (digest, _mark(path))
        stands = self.before.get(name) == book
        if stands:
            self.books[name] = book
        return stands

    def _note(self, path: Path, digest: str) -> None:
        self.books[self._name(path)] = digest, _mark(path)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _mark(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"

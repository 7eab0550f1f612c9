"""What stands in the folder of outputs as it was written, so that only what changed is written again.

A file is known by the size and the time of its file; one that somebody has saved since, or that is gone, is not
known any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.stopping import look

from .placing import Beside, Changed, Ours, beside, drop_beside, is_open, place
from .stamped import is_ours

Books = dict[str, tuple[str, str]]
"""Path of a file under the outputs → the digest of what it shows, and the mark of its file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file: where it goes, what writes it, the digest of what it shows, and how one is known to be ours."""

    path: Path
    write: Callable[[Path], None]
    digest: str
    ours: Ours = is_ours


@dataclass(slots=True)
class Shelf:
    """The files under ``root``: ``before`` are those of the last time, ``books`` those that stand there now,
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

    def untouched(self, path: Path, ours: Ours = is_ours) -> bool:
        """Whether the file is there as this program wrote it."""
        known = self.before.get(self._name(path))
        return (known is not None and known[1] == _mark(path)) or ours(path)

    def complete(self) -> bool:
        """Whether every file of the last time is there as it was written."""
        return bool(self.before) and all(_mark(self.root / name) == mark for name, (_, mark) in self.before.items())

    def put(self, one: Wanted, changed: Changed = "beside") -> None:
        """Write the file unless it stands in its place with that digest; see ``place``. Raises OutputError, or Stopped
        before a file is begun."""
        look()
        path, digest = one.path, one.digest
        if self._stands(path, digest):
            if self._name(beside(path)) in self.before:
                drop_beside(path, one.ours)
            return
        stays = changed != "taken" and path.exists() and (is_open(path) or not self.untouched(path, one.ours))
        if stays and self._stands(beside(path), digest):
            self.beside.append(Beside(path, beside(path), is_open(path)))
            return
        found = place(one.write, path, one.ours, changed)
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

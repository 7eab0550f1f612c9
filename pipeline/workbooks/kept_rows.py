"""Rows of the largest sheet as they were made last, so that those which show the same are not made again.

They are kept beside the workbook, in a file that is written whole with it: a header that names the program, then for
each row its digest, the length of what follows, its height and its cells. It holds nothing that the workbook does not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from typing import IO

_HEAD = 16  # bytes: the digest of the program that made the rows
_ROW = Struct("<16sId")
_BETWEEN = "\x00"  # no cell holds it

Made = tuple[Sequence[str], float]
"""The cells of a row, and its height in points."""


class KeptRows:
    """Rows by what they show: ``get`` gives one of the last time, ``keep`` keeps one for the next."""

    def __init__(self, old: bytes | mmap, new: IO[bytes] | None) -> None:
        self._old, self._new = old, new
        self._at = dict(_places(old))

    def get(self, shows: bytes) -> Made | None:
        """The row that shows that, None when there was none."""
        found = self._at.get(_digest(shows))
        if found is None:
            return None
        begin, end, tall = found
        return self._old[begin:end].decode("utf-8").split(_BETWEEN), tall

    def keep(self, shows: bytes, made: Made) -> None:
        """Keep a row."""
        if self._new:
            cells = _BETWEEN.join(made[0]).encode("utf-8")
            self._new.write(_ROW.pack(_digest(shows), len(cells), made[1]) + cells)


@contextmanager
def kept_rows(file: Path, form: str) -> Iterator[KeptRows]:
    """The rows in ``file`` made by the program ``form``, in place of which those kept meanwhile are there afterwards.
    Without a form nothing is kept; a file that cannot be read costs time and nothing else. Raises OSError when it
    cannot be written."""
    if not form:
        yield KeptRows(b"", None)
        return
    head, part = _digest(form.encode()), file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as new, _opened(file, head) as old:
            new.write(head)
            yield KeptRows(old, new)
        part.replace(file)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def _opened(file: Path, head: bytes) -> Iterator[bytes | mmap]:
    try:
        source = file.open("rb")
    except OSError:
        yield b""
        return
    with source:
        if source.read(_HEAD) != head:
            yield b""
            return
        with mmap(source.fileno(), 0, access=ACCESS_READ) as old:
            yield old


def _places(old: bytes | mmap) -> Iterator[tuple[bytes, tuple[int, int, float]]]:
    at = _HEAD
    while at + _ROW.size <= len(old):
        digest, length, tall = _ROW.unpack_from(old, at)
        begin = at + _ROW.size
        at = begin + length
        yield digest, (begin, at, tall)


def _digest(shows: bytes) -> bytes:
    return blake2b(shows, digest_size=16).digest()

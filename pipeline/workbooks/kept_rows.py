"""Rows of sheets as they were made last, so that those which show the same are not made again.

They are kept beside the workbook, in a file that is written whole with it: a header that names the program, the rows
as XML, then a table of where each stands, by its digest. It holds nothing that the workbook does not. Rows of the
largest workbooks are read one by one and never held: a row is used once. Those of the many small ones are packed
behind the header, and held while their workbook is made.
"""

from __future__ import annotations

import os
import zlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from struct import Struct
from typing import IO, NamedTuple

from .kept_file import HEAD, Read, digest, end, opened, replacing, table

_PLACE = Struct("<16sQLd")

_FAST = 1  # of zlib: rows are alike, so that little is gained by taking time

ROWS = ".tong-hop.dong"
"""The name of the file beside a workbook; files of such names go with the words of a secret directive
(``office.hushing``)."""

AT = "\x00"
"""Stands in a row for its number; no cell holds it."""
_LINK, _NEXT = b"\x01", b"\x02"


class Made(NamedTuple):
    """The cells of a row as XML, each with ``AT`` for the number of the row; its height in points (0: as it comes), and
    where its cells lead to, by column."""

    cells: bytes
    tall: float
    links: tuple[tuple[int, str], ...] = ()


class _Old(NamedTuple):
    """What was kept the last time: so many bytes, and what gives some of them (how many, from where)."""

    size: int
    read: Read


class KeptRows:
    """Rows by what they show: ``get`` gives one of the last time, ``keep`` keeps one for the next."""

    def __init__(self, old: _Old | None = None, new: IO[bytes] | None = None, head: bytes = b"") -> None:
        self._old, self._new = old, new
        self._at = _places(old, head) if old is not None else {}
        self._kept: dict[bytes, float] = {}
        self._begins = array("Q", [HEAD])

    def get(self, shows: bytes) -> Made | None:
        """The row that shows that, None when there was none."""
        found = self._at.get(digest(shows))
        if found is None or self._old is None:
            return None
        begin, length, tall = found
        cells, *links = self._old.read(length, begin).split(_LINK)
        return Made(cells, tall, tuple(map(_link, links)) if links else ())

    def keep(self, shows: bytes, made: Made) -> None:
        """Keep a row."""
        key = digest(shows)
        if self._new is None or key in self._kept:
            return
        row = _LINK.join((made.cells, *(f"{at} {to}".encode() for at, to in made.links))) if made.links else made.cells
        self._kept[key] = made.tall
        self._new.write(row)
        self._begins.append(self._begins[-1] + len(row))

    def all(self, shows: bytes, make: Callable[[], list[bytes]]) -> list[bytes]:
        """Rows without heights and links that are kept together; those that ``make`` gives when there were none."""
        found = self.get(shows)
        rows = found.cells.split(_NEXT) if found else make()
        self.keep(shows, found or Made(_NEXT.join(rows), 0))
        return rows

    def finish(self) -> None:
        """Write where the rows stand."""
        if self._new is not None:
            for (key, tall), (begin, behind) in zip(self._kept.items(), pairwise(self._begins), strict=True):
                self._new.write(_PLACE.pack(key, begin, behind - begin, tall))
            self._new.write(end(self._begins[-1], len(self._kept)))


@contextmanager
def kept_rows(file: Path, form: str, *, packed: bool = False) -> Iterator[KeptRows]:
    """The rows in ``file`` made by the program ``form``, in place of which those kept meanwhile are there afterwards,
    ``packed`` or not. Without a form nothing is kept; a file that cannot be read costs time and nothing else. Raises
    OSError when it cannot be written."""
    if not form:
        yield KeptRows()
        return
    head = digest(form.encode())
    with replacing(file) as target, (_unpacked if packed else _opened)(file) as old:
        new = BytesIO() if packed else target
        new.write(head)
        rows = KeptRows(old, new, head)
        yield rows
        rows.finish()
        if isinstance(new, BytesIO):
            target.write(head + zlib.compress(new.getvalue()[HEAD:], _FAST))


@contextmanager
def _opened(file: Path) -> Iterator[_Old | None]:
    with opened(file) as number:
        yield None if number is None else _Old(os.fstat(number).st_size,
                                               lambda length, at: os.pread(number, length, at))


@contextmanager
def _unpacked(file: Path) -> Iterator[_Old | None]:
    try:
        content = file.read_bytes()
        content = content[:HEAD] + zlib.decompress(content[HEAD:])
    except (OSError, zlib.error):
        yield None
        return
    yield _Old(len(content), lambda length, at: content[at:at + length])


def _places(old: _Old, head: bytes) -> dict[bytes, tuple[int, int, float]]:
    """Where each row begins, its length and its height, by its digest."""
    return {shows: (at, length, tall) for shows, at, length, tall in table(old.read, old.size, head, _PLACE)}


def _link(link: bytes) -> tuple[int, str]:
    column, _, target = link.decode("utf-8").partition(" ")
    return int(column), target

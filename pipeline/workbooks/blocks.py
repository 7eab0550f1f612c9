"""Rows of the largest sheets in blocks that are packed as they stand in the workbook, so that a block that shows the
same as the last time goes over from workbook to workbook without being made, packed or even opened.

They are kept in a file beside the workbook that is written whole with it: a header that names the program, then block
after block (packed rows, where each row stands in them, where its cells lead to), then a table of the blocks by what
they show. A row whose block shows something else is taken out of the block that it was in. The file holds nothing that
the workbook does not.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from struct import Struct
from typing import IO, NamedTuple

from .kept_file import HEAD, digest, end, opened, replacing, table
from .kept_rows import AT, Made

ROWS = 64
"""Rows of a block: fewer are packed worse, of more more are made for one that changed."""

_PLACE = Struct("<16sQLLLL")  # of a block: its digest, where it begins, bytes of rows, their places, links; its CRC
_ROW = Struct("<16sLLd")  # of a row in its block: its digest, where the cells begin and end that are kept, its height
_NUMBERED = re.compile(rb'<c r="([A-Z]+)\d+"')
_UNNUMBERED = rb'<c r="\g<1>%s"' % AT.encode()

Links = list[tuple[int, int, str]]
"""Row in the block (from 0), column (from 1), and where the cell leads to."""


class Part(NamedTuple):
    """A row that was made for a block: all of it as XML, from where to where its kept cells stand, its height, and
    where its cells lead to, by column."""

    shows: bytes
    xml: bytes
    begin: int
    end: int
    tall: float
    links: tuple[tuple[int, str], ...]


class Block(NamedTuple):
    """Packed rows, and where their cells lead to."""

    packed: bytes
    links: Links


class _Place(NamedTuple):
    begin: int
    packed: int
    rows: int
    links: int
    check: int


_Row = tuple[_Place, int, int, float, int]
"""The block of a row, from where to where its kept cells stand in it, its height, and its number there (from 0)."""


@dataclass(slots=True)
class Blocks:
    """Blocks by what they show: those of the last time (``old``, a file descriptor), and those kept for the next."""

    old: int | None = None
    new: IO[bytes] | None = None
    head: bytes = b""
    _at: dict[bytes, _Place] = field(init=False)
    _rows: dict[bytes, _Row] | None = None
    _kept: list[bytes] = field(default_factory=list)
    _size: int = HEAD

    def __post_init__(self) -> None:
        self._at = _places(self.old, self.head) if self.old is not None else {}

    def block(self, shows: bytes, make: Callable[[], list[Part]]) -> Block:
        """The block that shows that: of the last time, else of the rows that ``make`` gives."""
        key = digest(shows)
        place = self._at.get(key)
        record = _record(self.old, place) if place is not None and self.old is not None else b""
        if place is not None and record:
            self._keep(key, record, place)
            links = record[place.packed + place.rows :]
            return Block(record[: place.packed], json.loads(links) if links else [])
        return self._made(key, make())

    def row(self, shows: bytes) -> Made | None:
        """A row of the last time, whatever block it was in."""
        if self.old is None:
            return None
        if self._rows is None:
            self._rows = dict(_rows_of(self.old, self._at.values()))
        found = self._rows.get(digest(shows))
        if found is None:
            return None
        place, begin, behind, tall, number = found
        cells, links = _opened(self.old, place)
        return Made(_NUMBERED.sub(_UNNUMBERED, cells[begin:behind]), tall,
                    tuple((column, to) for at, column, to in links if at == number))

    def _made(self, key: bytes, parts: list[Part]) -> Block:
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed = packer.compress(b"".join(part.xml for part in parts)) + packer.flush(zlib.Z_FULL_FLUSH)
        links = [(at, column, to) for at, part in enumerate(parts) for column, to in part.links]
        begin, rows = 0, []
        for part in parts:
            rows.append(_ROW.pack(digest(part.shows), begin + part.begin, begin + part.end, part.tall))
            begin += len(part.xml)
        told = json.dumps(links, ensure_ascii=False).encode("utf-8", "surrogatepass") if links else b""
        table = b"".join(rows)
        record = packed + table + told
        self._keep(key, record, _Place(0, len(packed), len(table), len(told), zlib.crc32(record)))
        return Block(packed, links)

    def _keep(self, key: bytes, record: bytes, place: _Place) -> None:
        if self.new is not None:
            self.new.write(record)
            self._kept.append(_PLACE.pack(key, self._size, *place[1:]))
            self._size += len(record)

    def finish(self) -> None:
        """Write where the blocks stand."""
        if self.new is not None:
            self.new.write(b"".join(self._kept) + end(self._size, len(self._kept)))


@contextmanager
def kept_blocks(file: Path, form: str) -> Iterator[Blocks]:
    """The blocks in ``file`` made by the program ``form``, in place of which those kept meanwhile are there afterwards.
    Without a form nothing is kept; a file that cannot be read costs time and nothing else. Raises OSError when it
    cannot be written."""
    if not form:
        yield Blocks()
        return
    head = digest(form.encode())
    _opened.cache_clear()
    try:
        with replacing(file) as new, opened(file) as old:
            new.write(head)
            blocks = Blocks(old, new, head)
            yield blocks
            blocks.finish()
    finally:
        _opened.cache_clear()


def _places(old: int, head: bytes) -> dict[bytes, _Place]:
    """Where each block stands."""
    def read(length: int, at: int) -> bytes:
        return os.pread(old, length, at)

    return {shows: _Place(*place) for shows, *place in table(read, os.fstat(old).st_size, head, _PLACE)}


def _rows_of(old: int, places: Iterable[_Place]) -> Iterator[tuple[bytes, _Row]]:
    for place in places:
        table = _record(old, place)[place.packed : place.packed + place.rows]
        for number, (key, begin, behind, tall) in enumerate(_ROW.iter_unpack(table)):
            yield key, (place, begin, behind, tall, number)


def _record(old: int, place: _Place) -> bytes:
    """A block with all that is kept of it, nothing when it is spoilt."""
    record = os.pread(old, place.packed + place.rows + place.links, place.begin)
    return record if zlib.crc32(record) == place.check else b""


@lru_cache(maxsize=4)
def _opened(old: int, place: _Place) -> tuple[bytes, Links]:
    """The rows of a block, and where their cells lead to."""
    record = _record(old, place)
    links = record[place.packed + place.rows :]
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(record[: place.packed]), json.loads(links) if links else []

"""The form of files in which rows are kept beside their workbook: a header that names the program, what is kept, then a
table of where each piece stands, by what it shows. They are written whole with the workbook."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from struct import Struct
from typing import IO, Any, Final

HEAD: Final = 16
"""Bytes of the header: the digest of the program that made the rows."""
_END: Final = Struct("<QL")

Read = Callable[[int, int], bytes]
"""Gives so many bytes from a place on."""


def digest(shows: bytes) -> bytes:
    """What something shows, or a program, in 16 bytes."""
    return blake2b(shows, digest_size=16).digest()


@contextmanager
def replacing(file: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of that one when all went well. Raises OSError when it cannot be written."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as new:
            yield new
        part.replace(file)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def opened(file: Path) -> Iterator[int | None]:
    """The descriptor of the file of the last time, None where it cannot be read."""
    try:
        source = file.open("rb", buffering=0)
    except OSError:
        yield None
        return
    with source:
        yield source.fileno()


def table(read: Read, size: int, head: bytes, place: Struct) -> Iterator[tuple[Any, ...]]:
    """The places in a file of that ``size``; nothing of one that is spoilt or another program's."""
    if size < HEAD + _END.size or read(HEAD, 0) != head:
        return
    begin, count = _END.unpack(read(_END.size, size - _END.size))
    if begin + count * place.size + _END.size == size:
        yield from place.iter_unpack(read(count * place.size, begin))


def end(begin: int, count: int) -> bytes:
    """What stands behind a table that begins there."""
    return _END.pack(begin, count)

"""Damages files: bytes anywhere, and members of ZIP packages behind intact checksums."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

_EXTREME = (b"0", b"-1", b"1", b"255", b"65536", b"2147483647", b"-2147483648", b"4294967296", b"9" * 20, b"1e400",
            b"nan", b"0.0000001", b"")
_TOKENS = (b"\x00" * 16, b"\xff" * 16, b"<!DOCTYPE a [<!ENTITY b \"c\">]>&b;", b"</w:p>", b"<w:tbl>", b"endobj",
           b"endstream", b"/Kids [1 0 R]", b"/JS (app.alert(1))", b"/Length 999999999", b"/MediaBox [0 0 0 0]",
           b"%PDF-1.7", b"PK\x03\x04", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\r\n\r\n",
           "Ệ".encode(), "e\u0302\u0323".encode(), b"| | |\n|\n", "MẬT".encode(), "Điều 999999999999.".encode(),
           "ngày 31/02/0000".encode(), b"(" * 500, b"1." * 500)
_NAMES = ("../../../etc/x", "/abs", "a\\..\\b", "\u202egnp.exe", "n" * 300)
_NUMBER = re.compile(rb"\d+")
_MOST_MUTATED = 2 << 20  # a member above this many bytes is left as it is


def mutated(data: bytes, random: Random) -> bytes:
    """``data`` damaged once or a few times."""
    if data[:4] == b"PK\x03\x04" and random.random() < 0.75:
        return _repacked(data, random)
    return _damaged(data, random)


def _damaged(data: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 1, 2, 4, 16))):
        data = random.choice(_WAYS)(data, random)
    return data


def _repacked(data: bytes, random: Random) -> bytes:
    """A member damaged, renamed, left out or doubled; the ZIP around it is sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        members = [(info.filename, old.read(info)) for info in old.infolist()]
        heavy = [n for n, (name, _) in enumerate(members) if name.endswith((".xml", ".pdf", ".txt", ".docx"))]
        chosen = random.choice(heavy or range(len(members)))
        for n, (name, content) in enumerate(members):
            if n != chosen or len(content) > _MOST_MUTATED:
                new.writestr(name, content)
                continue
            way = random.random()
            if way < 0.85:
                new.writestr(name, _damaged(content, random))
            elif way < 0.9:
                new.writestr(random.choice(_NAMES) + name, content)
            elif way < 0.95:
                new.writestr(name, content)
                new.writestr(name + ".doi", content)
    return out.getvalue()


def _cut(data: bytes, random: Random) -> bytes:
    return data[:random.randrange(len(data) + 1)]


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(random.choice((1, 8, 64)), len(changed))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _drop(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + data[start + random.choice((1, 16, 512, 8192)):]


def _double(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    piece = data[start:start + random.choice((16, 512, 8192))]
    return data[:start] + piece * random.choice((2, 3, 50)) + data[start:]


def _put(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_TOKENS) + data[at:]


def _number(data: bytes, random: Random) -> bytes:
    """A number as written somewhere in the file becomes an extreme one."""
    start = random.randrange(len(data) + 1)
    found = _NUMBER.search(data, start) or _NUMBER.search(data)
    return data if found is None else data[:found.start()] + random.choice(_EXTREME) + data[found.end():]


def _swap(data: bytes, random: Random) -> bytes:
    a, b = sorted((random.randrange(len(data) + 1), random.randrange(len(data) + 1)))
    size = random.choice((16, 512, 4096))
    return data[:a] + data[b:b + size] + data[a + size:b] + data[a:a + size] + data[b + size:]


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _cut, _flip, _flip, _drop, _double, _put, _number, _number, _swap)

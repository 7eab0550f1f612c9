"""``winmail.dat``, in which Outlook hides what was attached (TNEF, [MS-OXTNEF]): attachments and text taken out.

A file is a signature, a key and attributes one after the other; every length is checked against what is left.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import count

from . import mapi

_SIGNATURE = bytes.fromhex("789f3e22")
_BEGIN, _DATA, _TITLE, _PROPERTIES, _MESSAGE = 0x9002, 0x800F, 0x8010, 0x9005, 0x9003
_BODY, _SUBJECT = 0x800C, 0x8004
_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset((mapi.STRING, mapi.UNICODE, mapi.BINARY, mapi.OBJECT))
_MANY, _NAMED = 0x1000, 0x8000


def is_tnef(data: bytes) -> bool:
    """Whether data begins as ``winmail.dat`` does."""
    return data.startswith(_SIGNATURE)


def attachments(data: bytes) -> list[tuple[str, bytes]]:
    """Name and bytes of every attachment, as far as the data is whole."""
    found: list[mapi.Properties] = []
    for identity, value in _attributes(data):
        if identity == _BEGIN:
            found.append({})
        elif found and identity == _TITLE:
            found[-1].setdefault(mapi.SHORT_NAME, (mapi.STRING, value))
        elif found and identity == _DATA:
            found[-1][mapi.DATA] = (mapi.BINARY, value)
        elif found and identity == _PROPERTIES:
            told = dict(_properties(value))
            if found[-1].get(mapi.DATA):
                told.pop(mapi.DATA, None)
            found[-1].update(told)
    made = (mapi.attachment(one, number) for number, one in enumerate(found, start=1))
    return [one for one in made if one is not None]


def message(data: bytes) -> mapi.Properties:
    """What the message says itself: its subject and texts."""
    found: mapi.Properties = {}
    for identity, value in _attributes(data):
        if identity == _MESSAGE:
            found.update(_properties(value))
        elif identity in {_BODY, _SUBJECT}:
            found.setdefault(mapi.BODY if identity == _BODY else mapi.SUBJECT, (mapi.STRING, value))
    return found


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Identity and value of the attributes; a broken one ends them."""
    at = 6
    while at + 9 <= len(data):
        _, identity, _, size = struct.unpack_from("<BHHI", data, at)
        if at + 9 + size > len(data):
            return
        yield identity, data[at + 9:at + 9 + size]
        at += 9 + size + 2  # a checksum stands behind the value


def _properties(data: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """The properties in an attribute; the first value of several."""
    try:
        at = 4
        for _ in range(struct.unpack_from("<I", data)[0]):
            kind, identity = struct.unpack_from("<HH", data, at)
            at += 4
            if identity >= _NAMED:
                at = _behind_name(data, at)
            many, kind = kind & _MANY, kind & ~_MANY
            values = 1
            if many or kind in _VARIABLE:
                values, at = struct.unpack_from("<I", data, at)[0], at + 4
            for number in count():
                if number >= values:
                    break
                size = _SIZES.get(kind, 0)
                if kind in _VARIABLE:
                    size, at = struct.unpack_from("<I", data, at)[0], at + 4
                if at + size > len(data) or not (size or kind in _VARIABLE):
                    return
                if number == 0:
                    value = data[at:at + size]
                    yield identity, (kind, value[16:] if kind == mapi.OBJECT else value)
                at += size + -size % 4
    except struct.error:
        return


def _behind_name(data: bytes, at: int) -> int:
    """Where the name of a property ends: a GUID, then a number or words."""
    by_words, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (size + -size % 4 if by_words else 0)

"""Hex strings of a PDF read in one piece: pyHanko takes them byte by byte, and a signature is a hundred thousand."""

from __future__ import annotations

import re
from binascii import unhexlify
from typing import Any

from pyhanko.pdf_utils import generic

_WHOLE = re.compile(rb"<((?:[0-9A-Fa-f]{2})*)>")
_SO_FAR = re.compile(rb"<[0-9A-Fa-f]*\Z")
_PIECE = 1 << 14

_byte_by_byte = generic.read_hex_string_from_stream


def read_hex_string(stream: Any) -> Any:
    """The hex string at ``stream``, which is left behind it. What is not plain pairs of digits is pyHanko's to read."""
    start, data = stream.tell(), b""
    while (found := _WHOLE.match(data)) is None:
        piece = stream.read(_PIECE)
        data += piece
        if not piece or not (_SO_FAR.match(data) or _WHOLE.match(data)):
            stream.seek(start)
            return _byte_by_byte(stream)
    stream.seek(start + found.end())
    return generic.pdf_string(unhexlify(found[1]))


def install() -> None:
    """Have pyHanko's reader use it in this process."""
    generic.read_hex_string_from_stream = read_hex_string

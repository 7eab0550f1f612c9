"""Names of files as text: a name on disk is bytes, not always UTF-8, and may hold what commands a terminal."""

from __future__ import annotations

_ORDERS = {n: f"\\x{n:02x}" for n in (*range(9), *range(11, 32), *range(127, 160))}
_ORDERS |= {n: f"\\u{n:04x}" for n in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}  # turn the writing around


def shown(name: str) -> str:
    r"""``name`` as it can be printed, stored and put into JSON: what is no character to be seen stands as ``\xc4``."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").translate(_ORDERS)

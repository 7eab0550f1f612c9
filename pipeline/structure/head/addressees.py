"""Kính gửi, … điện: — the addressees as printed."""

from __future__ import annotations

import re

from ..letters import regex
from ..printed import squeeze
from .lines import ADDRESS, DIEN, Line

_PLACE_NOTE = regex(r"\s*\*?\((?:[Đđ]/c|[Đđ]ịa chỉ|[Tt]rụ sở)[^)]*\)?\*?")
_ITEM = regex(r"(?:^|(?<=[;:.]))\s*[-+*•–●~]\s*(?=\S)|(?<=;)\s+(?=\S)")


def addressees(lines: list[Line], text: str) -> tuple[str, ...]:
    """The items of the list, in order; notes in brackets on a line of their own are left out."""
    items: list[str] = []
    depth = 0
    for line in lines:
        inside = depth > 0 or line.text.startswith("(")
        depth = max(0, depth + line.text.count("(") - line.text.count(")"))
        if inside:
            continue
        start = line.start + _label_length(line)
        pieces = [squeeze(p) for p in _ITEM.split(text[start: line.end].replace("|", " ")) if p and p.strip(" -+*•–●~")]
        continues = bool(items) and not _opens(line) and not _label_length(line) and not items[-1].endswith((";", "."))
        for n, piece in enumerate(pieces):
            if n == 0 and continues:
                items[-1] = f"{items[-1]} {piece}"
            else:
                items.append(piece)
    return tuple(item for item in (_PLACE_NOTE.sub("", i).strip(" ;.,:-*") for i in items) if item)


def _opens(line: Line) -> bool:
    return bool(re.match(r"[-+*•–●~]", line.text))


def _label_length(line: Line) -> int:
    m = ADDRESS.match(line.folded)
    if m:
        return m.end()
    if DIEN.search(line.folded[-8:]):
        return len(line.folded)
    return 0

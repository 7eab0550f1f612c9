"""Cutting a leaf block into segments (gold guideline, rule 2): at sentence ends and at ``;``,
never inside brackets or quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.knowledge.tables import pattern

Separator = Literal["start", ";", ".", "\n", ":", ","]
_OPEN, _CLOSE = "([{“«", ")]}”»"
CLOSING = " \t\n\u00a0;./,…"
"""What a piece does not end with."""
_NUMBER = r"(?:\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)|\d{1,2}\.)\s"  # of an item in a running line: *(1) …; a) …*
_OPENING = re.compile(rf"(?:[\s\u00a0;,./\-–+…:]|{_NUMBER})*")
_ITEM = re.compile(rf"(?<=[:;.])\s+(?:{_NUMBER}|[-–+•]\s)")
_END = re.compile(r"[.!?…](?=[\s\"”)]|$)|;|\n|:(?=\s)")
_TOPIC = pattern("segments.topic")
_ABBREVIATION = pattern("segments.abbreviation")


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of the text and what stood before it."""

    start: int
    end: int
    before: Separator


def split(text: str) -> tuple[Piece, ...]:
    """The pieces of a block, trimmed of blanks and closing punctuation; empty pieces are left out."""
    pieces: list[Piece] = []
    start, before = 0, "start"
    for at, separator in _boundaries(text):
        pieces.extend(_piece(text, start, at, before))
        start, before = at + 1, separator
    pieces.extend(_piece(text, start, len(text), before))
    return tuple(pieces)


def _piece(text: str, start: int, end: int, before: str) -> Iterator[Piece]:
    start = _OPENING.match(text, start, end).end()  # type: ignore[union-attr]
    while end > start and text[end - 1] in CLOSING and not text[start:end].endswith("..."):
        end -= 1
    if end > start:
        yield Piece(start, end, before)  # type: ignore[arg-type]


def _boundaries(text: str) -> Iterator[tuple[int, Separator]]:
    depths = _depths(text)
    items = [m.start() for m in _ITEM.finditer(text)]
    topic = _TOPIC.match(text)
    for m in _END.finditer(text):
        mark = m.group()
        if topic and m.start() < topic.end():
            continue
        if depths[m.start()] and mark != "\n":
            continue
        if mark == ";" or (mark == "\n" and _new_item(text, m.start())):
            yield m.start(), mark  # type: ignore[misc]
        elif mark == ":":
            if len(items) > 1 and m.end() == items[0]:  # *…: a) …; b) …*
                yield m.start(), ":"
        elif mark != "\n" and (_ends_sentence(text, m.start()) or (len(items) > 1 and m.end() in items)):
            yield m.start(), "."


def _new_item(text: str, at: int) -> bool:
    """A line break in a cell is an end after closing punctuation or before a bullet or a number."""
    before, after = text[:at].rstrip()[-1:], text[at + 1:].lstrip()
    return before in ".;:" or re.match(r"[-+•*]\s*[A-ZĐÀ-Ỹ]|\d+[.)]\s|[a-zđ]\)\s", after) is not None


def _depths(text: str) -> list[bool]:
    """For every character, whether it stands inside closed brackets or quotation marks."""
    inside = [False] * len(text)
    stack: list[int] = []
    straight: int | None = None
    for i, c in enumerate(text):
        if c in _OPEN:
            stack.append(i)
        elif c in _CLOSE:
            opening = _OPEN[_CLOSE.index(c)]
            match = next((k for k in range(len(stack) - 1, -1, -1) if text[stack[k]] == opening), None)
            if match is not None:
                _mark(inside, stack[match], i)
                del stack[match:]
        elif c == '"':
            if straight is None:
                straight = i
            else:
                _mark(inside, straight, i)
                straight = None
    return inside


def _mark(inside: list[bool], start: int, end: int) -> None:
    for i in range(start, end):
        inside[i] = True


def _ends_sentence(text: str, at: int) -> bool:
    """A full stop is an end before a capital letter, unless it closes an abbreviation or a number."""
    rest = text[at + 1:].lstrip(" \t\"”)")
    if not rest:
        return True
    if not (rest[0].isupper() or rest[0] in "-+“\"("):
        return text[at] in "!?"
    return not (text[at] == "." and _ABBREVIATION.search(text[max(0, at - 14):at]))

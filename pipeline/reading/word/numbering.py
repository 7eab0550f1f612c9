"""Automatic numbers as Word prints them (ECMA-376 17.9): they are part of the text of a directive."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .. import normal
from ..legacy_fonts.letters import font_of, is_eight_bit, to_unicode
from .xml import Element, W, child, is_on, number, value

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MOST = 32767  # the largest number Word counts to; what is beyond is not spelled out in letters
_PLACE = re.compile(r"%(\d)")
_NOT_LETTERS = re.compile(r"^[^\w]*$")
_PLAIN_BULLETS = {"-", "–", "+", "*", "•", "—"}


@dataclass(slots=True)
class _Level:
    start: int
    kind: str
    text: str
    restart: int | None
    legal: bool
    style: str | None


class Numbering:
    """The numbering part of a document, with the running counts."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        linked: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for abstract in root.iterfind(W + "abstractNum"):
            identity = abstract.get(W + "abstractNumId", "")
            levels = abstract.iterfind(W + "lvl")
            self._abstract[identity] = {number(level.get(W + "ilvl")): _level(level) for level in levels}
            if (name := value(abstract, "styleLink")) is not None:
                by_style[name] = identity
            if (name := value(abstract, "numStyleLink")) is not None:
                linked[identity] = name
        for identity, name in linked.items():
            self._abstract[identity] = self._abstract.get(by_style.get(name, ""), {})
        for num in root.iterfind(W + "num"):
            self._load_num(num)

    def _load_num(self, num: Element) -> None:
        identity = num.get(W + "numId", "")
        self._of[identity] = value(num, "abstractNumId") or ""
        for override in num.iterfind(W + "lvlOverride"):
            level = number(override.get(W + "ilvl"))
            own = child(override, "lvl")
            if own is not None:
                self._overrides.setdefault(identity, {})[level] = _level(own)
            start = value(override, "startOverride")
            if start is not None:
                self._starts.setdefault(identity, {})[level] = number(start, 1)

    def label(self, identity: str, level: int | None, style: str | None) -> str:
        """Count a paragraph of list ``identity`` and give its number as printed; empty when it shows none.

        ``level`` None is looked up by the paragraph style linked to it.
        """
        abstract = self._of.get(identity)
        if abstract is None:
            return ""
        levels = {**self._abstract.get(abstract, {}), **self._overrides.get(identity, {})}
        if level is None:
            level = next((n for n, lvl in levels.items() if style and lvl.style == style), 0)
        if level not in levels:
            return ""
        counts = self._count(identity, abstract, level, levels)
        return _printed(levels, level, counts)

    def _count(self, identity: str, abstract: str, level: int, levels: dict[int, _Level]) -> list[int | None]:
        counts = self._counts.setdefault(abstract, [None] * 10)
        override = self._starts.get(identity, {}).get(level)
        if override is not None and (identity, level) not in self._started:
            counts[level] = override
        else:
            before = counts[level]
            counts[level] = levels[level].start if before is None else before + 1
        self._started.add((identity, level))
        for deeper in range(level + 1, 10):
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0 and (restart is None or level < restart):
                counts[deeper] = None
        return counts


def _level(element: Element) -> _Level:
    restart = value(element, "lvlRestart")
    return _Level(number(value(element, "start"), 1), _format(element), _text(element),
                  None if restart is None else number(restart), bool(is_on(element, "isLgl")), value(element, "pStyle"))


def _text(element: Element) -> str:
    """The text around the number; a level set in an 8-bit Vietnamese font (*§iÒu %1.*) has it in Unicode."""
    text = value(element, "lvlText") or ""
    font = font_of(value(element, "rPr/rFonts", "hAnsi") or value(element, "rPr/rFonts", "ascii") or "")
    return to_unicode(text, font) if font is not None and is_eight_bit(text) else text


def _format(element: Element) -> str:
    return value(element, "numFmt") or "decimal"


def _printed(levels: dict[int, _Level], level: int, counts: list[int | None]) -> str:
    shown = levels[level]
    if shown.kind == "bullet":
        return _bullet(shown.text)
    if shown.kind == "none":
        return normal.line(_PLACE.sub("", shown.text))

    def put(match: re.Match[str]) -> str:
        n = int(match.group(1)) - 1
        at = levels.get(n)
        if at is None:
            return ""
        count = counts[n] if counts[n] is not None else at.start
        return written(count or 0, "decimal" if shown.legal else at.kind)

    return normal.line(_PLACE.sub(put, shown.text))


def _bullet(text: str) -> str:
    """Bullets print as a dash, but ``+`` and the like stay."""
    sign = normal.line(text)
    return sign if sign in _PLAIN_BULLETS - {"•"} else "-"


def written(count: int, kind: str) -> str:
    """``count`` in a number format of Word; the Latin letters go a, b, c, d, e (Word has no đ)."""
    if count > _MOST:
        return str(count)
    if kind in {"lowerRoman", "upperRoman"} and count > 0:
        roman = _roman(count)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{count:02d}"
    return "" if kind in {"none", "bullet"} else str(count)


def _roman(count: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        while count >= size:
            text += sign
            count -= size
    return text

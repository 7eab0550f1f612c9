"""Ruled lines on the picture of a page: the borders of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Pixels = np.ndarray[Any, np.dtype[Any]]
Segment = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels

_GREY = 185  # a ruled line is thin: straightening and scanning leave it paler than text
_RUN = 0.05  # share of the page's width that a rule is long at least
_FULL = 0.88  # share of its pixels that are dark
_THICK = 9.0  # mean thickness in pixels above which it is no rule but a dark area
_BARE = 0.25  # share of dark pixels beside a rule; beside the bars of bold letters, which make runs too, it is more
_LEVEL = 5  # pixels: two pieces of one rule lie on one line
_NEAR = 14  # pixels: a rule that ends so near a crossing one ends there
_BESIDE = 3  # pixels on each side that are looked at, one pixel off


@dataclass(slots=True)
class _Line:
    """Runs of neighbouring rows: (row, begin, end) each, and the box around them, ``bottom`` the last row."""

    x0: int
    top: int
    x1: int
    bottom: int
    runs: list[tuple[int, int, int]]

    def takes(self, y: int, x0: int, x1: int) -> bool:
        return y - self.bottom <= 3 and x0 <= self.x1 + 8 and self.x0 <= x1 + 8

    def add(self, y: int, x0: int, x1: int) -> None:
        self.x0, self.x1, self.bottom = min(self.x0, x0), max(self.x1, x1), y
        self.runs.append((y, x0, x1))


def ruled(grey: Pixels) -> tuple[tuple[Segment, ...], Pixels]:
    """The long thin dark runs of a page, across and down, and the picture without them (recognition takes them for
    letters). No runs where they cannot make a table."""
    dark = grey < _GREY
    length = max(int(_RUN * grey.shape[1]), 40)
    across = _rules(dark, length)
    if len(across) < 2:
        return (), grey
    down = _rules(np.ascontiguousarray(dark.T), length)
    if len(down) < 2:
        return (), grey
    clean = grey.copy()
    for picture, lines in ((clean, across), (clean.T, down)):
        for y, x0, x1 in (run for line in lines for run in line.runs):
            picture[y, x0:x1] = 255
    return (tuple((line.x0, line.top, line.x1, line.bottom + 1) for line in across)
            + tuple((line.top, line.x0, line.bottom + 1, line.x1) for line in down)), clean


def _rules(dark: Pixels, length: int) -> list[_Line]:
    """Thin lines of at least ``length`` dark pixels along the rows, with white on both sides.

    A rule that leans a little leaves its row: the rows above and below count with each row.
    """
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    sums = np.zeros((dark.shape[0], dark.shape[1] + 1), dtype=np.uint16)
    np.cumsum(thick, axis=1, dtype=np.uint16, out=sums[:, 1:])
    full = (sums[:, length:] - sums[:, :-length]) >= _FULL * length
    found: list[_Line] = []
    for y in np.flatnonzero(full.any(axis=1)):
        starts = np.flatnonzero(np.diff(np.concatenate(([0], full[y].astype(np.int8), [0]))))
        for begin, end in zip(starts[::2], starts[1::2], strict=True):
            _join(found, int(y), int(begin), int(end) - 1 + length)
    return [line for line in found if _is_rule(line, dark)]


def _join(found: list[_Line], y: int, x0: int, x1: int) -> None:
    line = next((line for line in reversed(found[-60:]) if line.takes(y, x0, x1)), None)
    if line is None:
        found.append(_Line(x0, y, x1, y, [(y, x0, x1)]))
    else:
        line.add(y, x0, x1)


def _is_rule(line: _Line, dark: Pixels) -> bool:
    mass = sum(x1 - x0 for _, x0, x1 in line.runs)
    if mass >= _THICK * (line.x1 - line.x0):
        return False
    above = dark[max(line.top - 1 - _BESIDE, 0):max(line.top - 1, 0), line.x0:line.x1]
    below = dark[line.bottom + 2:line.bottom + 2 + _BESIDE, line.x0:line.x1]
    return all(not side.size or side.mean() <= _BARE for side in (above, below))


def rejoined(rules: tuple[Segment, ...], reach: float) -> tuple[Segment, ...]:
    """The rules of a page from which a stamp took a piece: two on one line with up to ``reach`` pixels between them are
    one, and a rule that ends in the open, with a crossing one up to ``reach`` before its end, goes on to that."""
    across = _gapless([r for r in rules if r[2] - r[0] >= r[3] - r[1]], reach)
    down = _gapless([_turned(r) for r in rules if r[2] - r[0] < r[3] - r[1]], reach)
    turned = [_turned(r) for r in across]
    return (*(_reaching(r, [_turned(d) for d in down], reach) for r in across),
            *(_turned(_reaching(r, turned, reach)) for r in down))


def _gapless(rules: list[Segment], reach: float) -> list[Segment]:
    """Rules across, those on one line joined."""
    found: list[Segment] = []
    for rule in sorted(rules):
        before = next((i for i, r in enumerate(found) if abs(_middle(r) - _middle(rule)) <= _LEVEL
                       and 0 < rule[0] - r[2] <= reach), None)
        if before is None:
            found.append(rule)
        else:
            x0, top, x1, bottom = found[before]
            found[before] = (x0, min(top, rule[1]), max(x1, rule[2]), max(bottom, rule[3]))
    return found


def _reaching(rule: Segment, crossing: list[Segment], reach: float) -> Segment:
    """A rule across, led on to the next rule down on either side where it ends at none."""
    x0, top, x1, bottom = rule
    at = [(c[0] + c[2]) / 2 for c in crossing if c[1] - reach <= _middle(rule) <= c[3] + reach]
    if not any(abs(x - x1) <= _NEAR for x in at):
        x1 = min((x for x in at if x1 < x <= x1 + reach), default=x1)
    if not any(abs(x - x0) <= _NEAR for x in at):
        x0 = max((x for x in at if x0 - reach <= x < x0), default=x0)
    return x0, top, x1, bottom


def _middle(rule: Segment) -> float:
    return (rule[1] + rule[3]) / 2


def _turned(rule: Segment) -> Segment:
    return rule[1], rule[0], rule[3], rule[2]

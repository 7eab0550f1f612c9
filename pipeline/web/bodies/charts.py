"""Charts as places on a drawing: the templates write them as SVG, without a script and without a style of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 440
"""Units of the width of a drawing."""
_ROW, _LABEL, _NUMBER = 26, 140, 46  # of bars: their distance, the room before and behind them
_HEIGHT, _FOOT, _HEAD = 150, 22, 18  # of columns


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its ``kind`` (a class of the style sheet), words and count, where it lies, and where its words begin and
    its number ends up."""

    kind: str
    words: str
    count: int
    x: int
    y: int
    width: int
    height: int
    at: tuple[int, int]
    number_at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of ``WIDTH`` times ``height`` units, with its title."""

    title: str
    bars: tuple[Bar, ...]
    height: int
    lying: bool
    first: str
    second: str

    @property
    def told(self) -> str:
        """All of it in words, for those who cannot see it."""
        return f"{self.title}: " + "; ".join(f"{bar.words.lower()} {bar.count}" for bar in self.bars)


Counted = Iterable[tuple[str, str, int]]
"""Kind, words and count of each bar."""


def bars(title: str, counted: Counted, first: str) -> Chart:
    """Bars that lie, one below the other; ``first`` heads the table of their names."""
    counted = list(counted)
    most, room = _most(counted), WIDTH - _LABEL - _NUMBER
    made = [Bar(kind, words, count, _LABEL, number * _ROW + 4, _part(count, most, room), _ROW - 8,
                (0, number * _ROW + 18), (_LABEL + _part(count, most, room) + 6, number * _ROW + 18))
            for number, (kind, words, count) in enumerate(counted)]
    return Chart(title, tuple(made), len(made) * _ROW + 2, True, first, "Số nhiệm vụ")


def columns(title: str, counted: Counted, first: str) -> Chart:
    """Columns that stand, one beside the other."""
    counted = list(counted)
    most, step, foot = _most(counted), WIDTH // max(len(counted), 1), _HEIGHT - _FOOT
    made = []
    for number, (kind, words, count) in enumerate(counted):
        high, middle = _part(count, most, foot - _HEAD), number * step + step // 2
        made.append(Bar(kind, words, count, number * step + 6, foot - high, step - 12, high, (middle, _HEIGHT - 6),
                        (middle, foot - high - 5)))
    return Chart(title, tuple(made), _HEIGHT, False, first, "Số nhiệm vụ")


def _most(counted: list[tuple[str, str, int]]) -> int:
    return max((count for *_, count in counted), default=0) or 1


def _part(count: int, most: int, room: int) -> int:
    """The length of a bar; what is there at all is seen."""
    return max(round(room * count / most), 2) if count else 0

"""Strings of digits in a piece of ink: every way to cut it is weighed, the likeliest strings come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf
from typing import Any

import numpy as np

from . import ink, network

Pixels = Any
_WIDEST, _NARROWEST = 1.15, 0.06  # of em: the width of one digit
_LOW = 0.5  # of the tallest digit: a lower one is a part of something
_WASTE = 6.0  # what it costs to leave out a stroke as high as a digit
_EDGE = 0.5  # the same at both ends, where strokes of neighbours reach in
_KEPT = 12  # strings followed at once


@dataclass(frozen=True, slots=True)
class Reading:
    """A string of digits with its chance among all that the ink can be, and that of its weakest digit; 0 to 1."""

    value: str
    chance: float
    weakest: float


def readings(grey: Pixels, em: float, can_be: Callable[[str], bool], most: int, stroke: bool = False) -> list[Reading]:
    """What digits ``grey`` (a grey picture of the place) can show, likeliest first; ``can_be`` tells whole strings that
    are possible, ``most`` how many digits they may have, ``stroke`` that the stroke before a code stands behind them.
    Empty where there is no ink."""
    dark = ink.upright(ink.cleaned(ink.darkness(grey), em))
    if dark.shape[1] < _NARROWEST * em or dark.sum() < 0.02 * em * em:
        return []
    marks = ink.cuts(dark, em)
    pieces = _pieces(dark, marks, em)
    if not pieces:
        return []
    chances = dict(zip(pieces, network.log_chances([piece for piece, _ in pieces.values()]), strict=True))
    found = _strings(_Cut(marks, chances, {key: tall for key, (_, tall) in pieces.items()}), most, stroke)
    fitting = [(score, value, weakest) for value, (score, weakest) in found.items() if value and can_be(value)]
    if not fitting:
        return []
    top = max(score for score, _, _ in fitting)
    total = sum(exp(score - top) for score, _, _ in fitting)
    fitting.sort(reverse=True)
    return [Reading(value, exp(score - top) / total, exp(weakest)) for score, value, weakest in fitting]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Ink cut at ``marks``: for each piece between two of them its classes (logarithms) and its height in pixels."""

    marks: list[int]
    chances: dict[tuple[int, int], Pixels]
    heights: dict[tuple[int, int], float]


def _pieces(dark: Pixels, marks: list[int], em: float) -> dict[tuple[int, int], tuple[Pixels, float]]:
    """What may be one digit, by the cuts around it, as the network sees it and with its height."""
    found: dict[tuple[int, int], tuple[Pixels, float]] = {}
    for i, a in enumerate(marks):
        for j in range(i + 1, len(marks)):
            if marks[j] - a > _WIDEST * em:
                break
            cut = dark[:, a:marks[j]]
            rows = np.flatnonzero(cut.max(axis=1) > 0.35)
            if rows.size and marks[j] - a >= _NARROWEST * em:
                found[i, j] = network.seen(cut), float(rows[-1] - rows[0] + 1)
    return found


def _strings(cut: _Cut, most: int, stroke: bool) -> dict[str, tuple[float, float]]:
    """The likeliest strings over all cuts, with their scores and the chance of their weakest digit (logarithms)."""
    tallest = max(cut.heights.values())
    best: list[dict[str, tuple[float, float]]] = [{} for _ in cut.marks]
    best[0][""] = (0.0, 0.0)
    closed: dict[str, tuple[float, float]] = {}
    for i in range(len(cut.marks)):
        best[i] = dict(sorted(best[i].items(), key=lambda item: -item[1][0])[:_KEPT])
        ends = [j for j in range(i + 1, len(cut.marks)) if (i, j) in cut.chances]
        waste = _WASTE * min(cut.heights.get((i, i + 1), 0.0) / tallest, 1.0)
        for text, (score, weakest) in best[i].items():
            if i + 1 < len(cut.marks):
                _keep(best[i + 1], text, score - waste * (1.0 if text else _EDGE), weakest)
            for j in ends:
                chances, share = cut.chances[i, j], cut.heights[i, j] / tallest
                if stroke and text:
                    _keep(closed, text, score + float(chances[network.STROKE]), weakest)
                low = min(0.0, 8 * (share - _LOW))
                for label in np.argsort(chances[:10])[-3:].tolist() if len(text) < most else ():
                    sure = float(chances[label]) + low
                    _keep(best[j], text + str(label), score + sure, min(weakest, sure))
    return closed if stroke else best[-1]


def _keep(held: dict[str, tuple[float, float]], text: str, score: float, weakest: float) -> None:
    if score > held.get(text, (-inf, 0.0))[0]:
        held[text] = score, weakest


"""Strings of digits in a piece of ink: the network reads it several times over, a little changed, and all looks count.

A string's chance is the sum over all ways in which the columns of a strip can tell it (connectionist temporal
classification, Graves et al. 2006). Over the looks the logarithms are averaged: what one look at other slant, size or
width does not bear out has little chance. A number ends at the stroke of its code where the place reaches over it;
what stands behind that is not looked at. Elsewhere there is no stroke, and what looks like one is a *1*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import network
from .strip import looks

Pixels = Any
_KEPT = 20  # strings followed at once
_SHORTEST, _LONGEST = 2, 5  # digits of a number; one below 10 has a zero (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.3)
_SURELY = -0.001  # logarithm of the chance from which a column surely tells nothing new
_LEAST = -9.0  # logarithm of the chance from which a digit is followed at a column
_OPEN = -2.3  # what it costs that a stroke is not seen where one has to be
_NONE = -1e9
_TINY = 1e-30


@dataclass(frozen=True, slots=True)
class Reading:
    """A string of digits with its chance among those that are possible, and ``seen``, its chance among all that the ink
    can be; 0 to 1."""

    value: str
    chance: float
    seen: float


def readings(grey: Pixels, em: float, among: Mapping[str, float] | None = None, stroke: bool = False) -> list[Reading]:
    """What digits ``grey`` (a grey picture of the place) can show, likeliest first: one of ``among`` (with how likely
    each is against the others), or any number of two to five digits. ``stroke`` tells that the stroke of a code stands
    behind them. Empty where there is no ink."""
    told = [network.log_chances(strip) for strip in looks(grey, em)]
    told = told if stroke else [_without_stroke(columns) for columns in told]
    found = {value for columns in told for value in likeliest(columns) if len(value) >= _SHORTEST} if not among else ()
    values = list(among or sorted(found))
    if not told or not values:
        return []
    seen = np.exp(np.mean([chances_of(values, columns) for columns in told], axis=0))
    closed = np.exp(np.mean([chances_of(values, columns, _OPEN) for columns in told], axis=0)) if stroke else seen
    likely = closed * [among[value] for value in values] if among else closed
    total = max(float(likely.sum()), _TINY)
    made = [Reading(*one) for one in zip(values, (likely / total).tolist(), seen.tolist(), strict=True)]
    return sorted(made, key=lambda reading: -reading.chance)


def _without_stroke(columns: Pixels) -> Pixels:
    """``columns`` in which what looks like a stroke is a *1*."""
    made = columns.copy()
    made[:, 1] = np.logaddexp(columns[:, 1], columns[:, network.STROKE])
    made[:, network.STROKE] = _NONE
    return made


def likeliest(columns: Pixels) -> Iterable[str]:
    """Strings of digits that the columns may tell, by a beam search over their prefixes."""
    beam: dict[str, tuple[float, float]] = {"": (0.0, _NONE)}  # by what ends in nothing new, and in its last digit
    closed: dict[str, float] = {}  # by a stroke
    for row in columns:
        if row[network.NOTHING] > _SURELY:
            beam = {text: (float(np.logaddexp(*scores)), _NONE) for text, scores in beam.items()}
            continue
        found: dict[str, list[float]] = {}
        digits = [d for d in range(10) if row[d] > _LEAST]
        for text, (blank, last) in beam.items():
            either = np.logaddexp(blank, last)
            closed[text] = float(np.logaddexp(closed.get(text, _NONE), either + row[network.STROKE]))
            _add(found, text, 0, either + row[network.NOTHING])
            if text:
                _add(found, text, 1, last + row[int(text[-1])])
            for digit in digits if len(text) < _LONGEST else ():
                before = blank if text and int(text[-1]) == digit else either
                _add(found, text + str(digit), 1, before + row[digit])
        ranked = sorted(found.items(), key=lambda item: -float(np.logaddexp(item[1][0], item[1][1])))
        beam = {text: (scores[0], scores[1]) for text, scores in ranked[:_KEPT]}
    return {*beam, *sorted(closed, key=lambda text: -closed[text])[:_KEPT]}


def _add(found: dict[str, list[float]], text: str, at: int, score: float) -> None:
    scores = found.setdefault(text, [_NONE, _NONE])
    scores[at] = float(np.logaddexp(scores[at], score))


def chances_of(values: Sequence[str], columns: Pixels, unclosed: float = 0.0) -> Pixels:
    """The logarithm of the chance of each of ``values``: the sum over all ways in which the columns can tell it, to a
    stroke or to their end, which has ``unclosed`` added to its logarithm."""
    longest = max(map(len, values))
    labels = np.full((len(values), 2 * longest + 1), network.NOTHING)
    for row, value in zip(labels, values, strict=True):
        row[1:2 * len(value):2] = [int(sign) for sign in value]
    skips = np.zeros(labels.shape, bool)
    skips[:, 3::2] = labels[:, 3::2] != labels[:, 1:-2:2]
    state = np.full(labels.shape, _NONE)
    state[:, :2] = columns[0][labels[:, :2]]
    ends, rows = np.array([2 * len(value) for value in values]), np.arange(len(values))
    closed = np.full(len(values), _NONE)
    one, two = np.full_like(state, _NONE), np.full_like(state, _NONE)
    for column in columns[1:]:
        whole = np.logaddexp(state[rows, ends], state[rows, ends - 1])
        closed = np.logaddexp(closed, whole + column[network.STROKE])
        one[:, 1:], two[:, 2:] = state[:, :-1], np.where(skips[:, 2:], state[:, :-2], _NONE)
        state = np.logaddexp(np.logaddexp(state, one), two) + column[labels]
    return np.logaddexp(closed, unclosed + np.logaddexp(state[rows, ends], state[rows, ends - 1]))

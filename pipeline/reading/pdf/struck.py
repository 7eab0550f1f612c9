"""Words of a page that are struck through, by a line over them or by a mark that a reader of PDFs put on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..draft import Box, PrintedWord
from .rules import Edge

_HIGH, _LOW = 0.52, 0.1  # of the type size: a line between these heights over the baseline goes through letters
_WHOLE, _LEAST = 0.7, 0.2  # share of its width from which a word is struck as a whole, or a part of it


def struck(words: Sequence[PrintedWord], edges: Sequence[Edge], marked: Sequence[Box],
           ) -> tuple[list[PrintedWord], list[PrintedWord]]:
    """The words that stand, and those that are struck: by horizontal ``edges``, or in the ``marked`` boxes.

    A word that is struck in part is cut there.
    """
    strikes = through(words, edges)
    standing: list[PrintedWord] = []
    away: list[PrintedWord] = []
    for word in words:
        spans = [(e["x0"], e["x1"]) for e in strikes if _crosses(word.baseline, word.size, e)] + [
            (box[0], box[2]) for box in marked if box[1] <= _centre(word) <= box[3]]
        kept, lost = _cut(word, spans)
        standing += kept
        away += lost
    return standing, away


def _centre(word: PrintedWord) -> float:
    return word.baseline - 0.3 * word.size


def through(words: Iterable[PrintedWord], edges: Iterable[Edge]) -> list[Edge]:
    """The horizontal ``edges`` at the height of letters."""
    rows = {(word.baseline, word.size) for word in words}
    return [e for e in edges if e["orientation"] == "h" and any(_crosses(baseline, size, e) for baseline, size in rows)]


def _crosses(baseline: float, size: float, edge: Edge) -> bool:
    return bool(baseline - _HIGH * size <= edge["top"] <= baseline - _LOW * size)


def _cut(word: PrintedWord, spans: Sequence[tuple[float, float]]) -> tuple[list[PrintedWord], list[PrintedWord]]:
    """The parts of a word that stand and that are struck over ``spans``."""
    met = [(max(x0, word.x0), min(x1, word.x1)) for x0, x1 in spans if x0 < word.x1 and x1 > word.x0]
    width = max(word.x1 - word.x0, 0.1)
    if not met:
        return [word], []
    start, end = min(x0 for x0, _ in met), max(x1 for _, x1 in met)
    share = (end - start) / width
    if share >= _WHOLE:
        return [], [word]
    if share < _LEAST or len(word.text) < 2:
        return [word], []
    first, last = (round((x - word.x0) / width * len(word.text)) for x in (start, end))
    parts = [(0, first, True), (first, last, False), (last, len(word.text), True)]
    pieces = [(_part(word, a, b), stands) for a, b, stands in parts if a < b]
    return [piece for piece, stands in pieces if stands], [piece for piece, stands in pieces if not stands]


def _part(word: PrintedWord, start: int, end: int) -> PrintedWord:
    wide = (word.x1 - word.x0) / len(word.text)
    return replace(word, text=word.text[start:end], x0=word.x0 + start * wide, x1=word.x0 + end * wide)

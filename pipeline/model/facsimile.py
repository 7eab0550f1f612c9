"""Pages as they look, with the words of the text on them."""

from __future__ import annotations

from dataclasses import dataclass

from .text import Word


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its width and height in points, and its words in the order of the text."""

    width: float
    height: float
    words: tuple[Word, ...]

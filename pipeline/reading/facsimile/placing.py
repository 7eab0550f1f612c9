"""Where each word of a directive's text stands on its pages.

The text may have been read otherwise than the words of the pages: of Word by its file while the pages are those of its
print, or by an earlier version of the program. Then the words of both are laid side by side, and a word stands where
the one beside it does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from pipeline.model import Document
from pipeline.model.facsimile import Leaf
from pipeline.model.text import Word

_WORD = re.compile(r"\S+")


def leaves(text: str, document: Document, sizes: Sequence[tuple[float, float]]) -> tuple[Leaf, ...]:
    """The pages with the words of ``text`` on them; ``document`` is what was read of these pages."""
    words = document.words if document.text == text else _moved(text, document)
    by_page: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_page[word.box.page].append(word)
    return tuple(Leaf(width, height, tuple(by_page[number])) for number, (width, height) in enumerate(sizes, 1))


def _moved(text: str, document: Document) -> Iterator[Word]:
    """The words of the pages that are words of the text too, with their places in it."""
    here = list(_WORD.finditer(text))
    there = [word for word in document.words if document.text[word.start:word.end].strip()]
    printed = [document.text[word.start:word.end].strip() for word in there]
    for op in Levenshtein.opcodes(printed, [m.group() for m in here]):
        same = op.src_end - op.src_start == op.dest_end - op.dest_start
        if op.tag == "equal" or (op.tag == "replace" and same):
            for word, place in zip(there[op.src_start:op.src_end], here[op.dest_start:op.dest_end], strict=True):
                yield replace(word, start=place.start(), end=place.end())


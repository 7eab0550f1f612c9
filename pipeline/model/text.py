"""What the reading room makes of a file: normalised text with a map back to the page.

Every offset in the program counts characters of ``Document.text``, which is NFC.
Boxes are PDF points from the top left corner of the page; pages count from 1.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

TextFrom = Literal["pdf", "ocr", "mixed", "docx", "doc", "txt"]
RECOGNISED: Final = ("ocr", "mixed")
"""Texts that were recognised on pictures: it took long, and letters may be wrong in them."""
Column = Literal["left", "right"]
Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word: its span in the text, its box where there is a page, and how sure it is.

    ``confidence`` is None for a text layer (nothing was recognised), else 0 to 1.
    """

    start: int
    end: int
    box: Box
    confidence: float | None = None


class WordMap:
    """The words of a document in reading order, kept as columns: 1,000 pages stay small.

    Offsets must not decrease from one word to the next.
    """

    __slots__ = ("_bottoms", "_confidences", "_ends", "_pages", "_starts", "_tops", "_x0s", "_x1s")

    def __init__(self, words: Iterable[Word] = ()) -> None:
        self._starts, self._ends, self._pages = array("l"), array("l"), array("l")
        self._x0s, self._tops, self._x1s, self._bottoms = array("f"), array("f"), array("f"), array("f")
        self._confidences = array("f")  # -1 stands for None
        for word in words:
            self.append(word)

    def append(self, word: Word) -> None:
        """Add a word at the end; raises ValueError when it starts before the last one."""
        box, confidence = word.box, -1.0 if word.confidence is None else word.confidence
        self.extend(box.page, (word.start,), (word.end,), (box.x0, box.top, box.x1, box.bottom, confidence))

    def extend(self, page: int, starts: Sequence[int], ends: Sequence[int], boxes: Sequence[float]) -> None:
        """Add the words of a line on ``page``, in order. ``boxes`` has five numbers a word: x0, top, x1, bottom and
        the confidence, -1 for None. Raises ValueError when they start before the last word."""
        if self._starts and starts[0] < self._starts[-1]:
            raise ValueError(f"word at {starts[0]} after one at {self._starts[-1]}")
        self._starts.extend(starts)
        self._ends.extend(ends)
        self._pages.extend([page] * len(starts))
        for k, column in enumerate((self._x0s, self._tops, self._x1s, self._bottoms, self._confidences)):
            column.extend(boxes[k::5])

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, i: int) -> Word:
        confidence = self._confidences[i]
        box = Box(self._pages[i], round(self._x0s[i], 2), round(self._tops[i], 2),
                  round(self._x1s[i], 2), round(self._bottoms[i], 2))
        return Word(self._starts[i], self._ends[i], box, None if confidence < 0 else round(confidence, 4))

    def __iter__(self) -> Iterator[Word]:
        return (self[i] for i in range(len(self)))

    def within(self, start: int, end: int) -> Iterator[Word]:
        """The words that touch the span ``start``–``end``."""
        return (self[i] for i in self._touching(start, end))

    def _touching(self, start: int, end: int) -> range:
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        while first < last and self._ends[first] <= start:
            first += 1
        return range(first, last)

    def confidences(self, start: int, end: int) -> list[float | None]:
        """How sure the words that touch the span are, as ``Word`` tells it."""
        touching = self._touching(start, end)
        return [None if c < 0 else round(c, 4) for c in self._confidences[touching.start:touching.stop]]

    def page_at(self, offset: int) -> int | None:
        """The page of the word at ``offset``, None where none stands."""
        touching = self._touching(offset, offset + 1)
        return self._pages[touching.start] if touching else None

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The span as boxes, one for each printed line (in a table: for each run of a line)."""
        merged: list[tuple[int, float, float, float, float]] = []
        touching = self._touching(start, end)
        columns = (self._pages, self._x0s, self._tops, self._x1s, self._bottoms)
        for page, *place in zip(*(column[touching.start:touching.stop] for column in columns), strict=True):
            x0, top, x1, bottom = [round(value, 2) for value in place]
            if merged:
                last, left, upper, right, lower = merged[-1]
                shared = min(lower, bottom) - max(upper, top)
                if last == page and x0 >= left and shared > 0.4 * (bottom - top):
                    merged[-1] = (page, left, min(upper, top), max(right, x1), max(lower, bottom))
                    continue
            merged.append((page, x0, top, x1, bottom))
        return tuple(Box(*box) for box in merged)


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; what the source does not tell is False, None."""

    bold: bool = False
    italic: bool = False
    size: float | None = None
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, hard-wrapped lines joined by single spaces.

    ``column`` tells the side in a two-column head or signature block (left paragraphs come first
    in the text, then right ones); None for body text and table cells. A number that Word computes
    (``numPr``) is part of the text: ``1. …``.
    """

    start: int
    end: int
    page: int | None
    column: Column | None = None
    style: Style = Style()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table; ``row`` and ``col`` count from 0; its text may be empty."""

    start: int
    end: int
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table, joined over pages with its header once.

    Its cells stand in the text in row order; the paragraphs of its cells are also in
    ``Document.paragraphs``. ``header_rows`` counts the rows of the header (0: none seen).
    """

    start: int
    end: int
    page: int | None
    rows: int
    cols: int
    cells: tuple[Cell, ...]
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text that is not part of the directive's flow and is kept out of ``Document.text``."""

    kind: Literal["running head", "running foot", "page number", "footnote", "watermark", "stamp", "receipt"]
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """The file: its name, sha256 (hex), pages, and where its text came from."""

    name: str
    sha256: str
    pages: int
    text_from: TextFrom


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt shown to the user; ``message`` is Vietnamese and says what, where and what to do.

    ``picture`` is the place on the page it speaks of, a PNG in base64, empty for none."""

    code: str
    message: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature of the file, as its certificate and its bytes tell; nothing is asked of a network.

    ``officer`` is the person, None where a body signs; ``organisation`` the body with those above it, from
    OU and O of the certificate. ``signed_at`` is what the signer's machine said, ``timestamped_at`` what a time
    authority did. ``intact`` says that the signed bytes are unchanged and match the certificate, None where
    that cannot be computed. ``changed_after`` tells in Vietnamese what came after it, empty for nothing.
    ``trusted`` names the authority and how far it was checked (Vietnamese). ``box`` is where it shows.
    """

    officer: str | None
    organisation: str | None
    signed_at: datetime | None
    intact: bool | None
    covers_whole_file: bool
    trusted: str
    page: int | None = None
    box: Box | None = None
    timestamped_at: datetime | None = None
    changed_after: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. ``paragraphs`` and ``tables`` are in text order; paragraphs do not overlap
    and are separated by a single newline in ``text``."""

    source: Source
    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    words: WordMap = field(default_factory=WordMap)
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    signatures: tuple[Signature, ...] = ()

    def unsure_figures(self, start: int, end: int, below: float = 0.6) -> tuple[str, ...]:
        """The words with a figure within the span that were recognised with less confidence than ``below``."""
        return tuple(text for text in self.unsure_words(start, end, below) if any(map(str.isdigit, text)))

    def unsure_words(self, start: int, end: int, below: float = 0.6) -> tuple[str, ...]:
        """The words within the span that were recognised with less confidence than ``below``."""
        return tuple(self.text[word.start:word.end] for word in self.words.within(start, end)
                     if word.confidence is not None and word.confidence < below)

    def recognised_share(self, start: int, end: int, least: float = 0.6) -> float:
        """The share of the words within the span that are print or were recognised at least so surely; 1 where there
        are none."""
        sure = [confidence is None or confidence >= least for confidence in self.words.confidences(start, end)]
        return sum(sure) / len(sure) if sure else 1.0

    def page_of(self, offset: int) -> int | None:
        """The page of the character at ``offset``, None where the source has no pages."""
        page = self.words.page_at(offset)
        if page is not None:
            return page
        i = bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1
        return self.paragraphs[i].page if i >= 0 else None

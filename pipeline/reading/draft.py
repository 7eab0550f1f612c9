"""What the reading room works with before a document stands: words, lines, rows of cells."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.model.text import Align, Column, Furniture, Style

from .markers import glue

Box = tuple[float, float, float, float]
PageAnnotationKind = Literal["field", "note", "remark", "strike", "pen", "stamp", "area", "file"]
_FAINT = 0.55  # lightness of letters that may be a mark printed through others
_SENTENCE = 3  # words from which a typed note is one of its own, and no figure put into a blank


@dataclass(frozen=True, slots=True)
class PageAnnotation:
    """Something put onto a page: ``boxes`` in points from the top left, ``text`` its words, ``size`` of their type (0:
    not told)."""

    kind: PageAnnotationKind
    boxes: tuple[Box, ...]
    text: str = ""
    size: float = 0.0

    @property
    def box(self) -> Box:
        """Around all of it."""
        x0, top, x1, bottom = zip(*self.boxes, strict=True)
        return min(x0), min(top), max(x1), max(bottom)

    @property
    def is_sentence(self) -> bool:
        """Whether it is a typed note that says something by itself."""
        return self.kind == "note" and len(self.text.split()) >= _SENTENCE


class Tint(NamedTuple):
    """How letters are put on a page: ``light`` from 0 (black) to 1 (white), ``vivid`` from 0 (grey) to 1 (a pure
    colour), ``angle`` in degrees against the page as it is shown, ``invisible`` for letters that are not painted."""

    light: float
    vivid: float
    angle: float
    invisible: bool

    @property
    def parts(self) -> bool:
        """Whether letters next to others are no part of their word: at an angle, or faint."""
        return bool(self.angle) or self.light >= _FAINT


@dataclass(slots=True)
class PrintedWord:
    """One run of printed characters; points from the top left of the page.

    ``raised`` marks a small figure above the line; ``confidence`` is None for a text layer. ``drawn`` is the handle of
    the object of a PDF page that draws it (0: unknown), ``tint`` how it is put there where that is not dark, level and
    opaque, ``lacking`` tells that its font does not tell all its letters.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    raised: bool = False
    confidence: float | None = None
    drawn: int = 0
    tint: Tint | None = None
    lacking: bool = False

    @property
    def middle(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class Line:
    """One printed line (or its part in a column): words joined by single spaces.

    ``boxes`` holds five numbers a word: x0, top, x1, bottom, confidence (-1: none). Kept as an array
    so that a thousand pages fit in memory. ``bold`` and ``italic`` are shares of characters, 0 to 1;
    ``opens_bold`` says whether the first word is bold.
    """

    page: int
    text: str
    boxes: array[float]
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: float = 0.0
    italic: float = 0.0
    opens_bold: bool = False
    column: Column | None = None
    zone: str = "body"

    @property
    def middle(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        """Printed width."""
        return self.x1 - self.x0

    @property
    def first_width(self) -> float:
        """Printed width of the first word."""
        return self.boxes[2] - self.boxes[0]

    @property
    def is_upper(self) -> bool:
        """True for a line in capitals; a word or two in small letters may stand in it."""
        return _is_upper(self.text)


@lru_cache(maxsize=1024)
def _is_upper(text: str) -> bool:
    """A line is asked with the one before it and with the one behind it."""
    capitals = sum(map(str.isupper, text))
    return capitals > 1 and sum(map(str.islower, text)) <= 0.25 * capitals


def make_line(words: Sequence[PrintedWord], page: int, column: Column | None = None, zone: str = "body") -> Line:
    """The line of ``words``, which must be in reading order and not empty."""
    boxes: list[float] = []
    letters = bold = italic = 0
    sizes: dict[float, int] = {}
    first = words[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for w in words:
        boxes += (w.x0, w.top, w.x1, w.bottom, -1.0 if w.confidence is None else w.confidence)
        n = len(w.text)
        letters += n
        if w.bold:
            bold += n
        if w.italic:
            italic += n
        sizes[w.size] = sizes.get(w.size, 0) + n
        x0, top = (w.x0 if w.x0 < x0 else x0), (w.top if w.top < top else top)
        x1, bottom = (w.x1 if w.x1 > x1 else x1), (w.bottom if w.bottom > bottom else bottom)
    size = first.size if len(sizes) == 1 else max(sizes, key=lambda s: sizes[s])
    baseline = next(w.baseline for w in words if w.size == size)
    return Line(page, " ".join([w.text for w in words]), array("f", boxes), x0, top, x1, bottom, baseline, size,
                bold / letters, italic / letters, first.bold, column, zone)


_PLAIN = Style()


@dataclass(slots=True)
class Block:
    """A paragraph before it has its place in the text: printed lines, or ready text without boxes."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    style: Style = _PLAIN
    column: Column | None = None
    page: int | None = None


@dataclass(slots=True)
class DraftCell:
    """A cell of a ruled table: its grid place and its paragraphs."""

    row: int
    col: int
    row_span: int
    col_span: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The plain text of the cell, for comparing."""
        return "\n".join(plain(block) for block in self.blocks)


@dataclass(slots=True)
class DraftTable:
    """A ruled table. ``edges`` are the x of its column borders (empty where the source has none)."""

    rows: int
    cols: int
    cells: list[DraftCell]
    page: int | None = None
    top: float = 0.0
    bottom: float = 0.0
    edges: tuple[float, ...] = ()
    header_rows: int = 0

    def row(self, number: int) -> list[DraftCell]:
        """The cells that begin in row ``number``, from the left."""
        return [c for c in self.cells if c.row == number]


@dataclass(slots=True)
class PageDraft:
    """One page taken apart: its lines and tables from top to bottom, and what was set aside.

    ``notice`` is where the text layer has the notice of a digital signature: x0, top, x1, bottom in points;
    ``notice_text`` are its words, ``notice_off`` tells that the page was recognised without it.
    ``carries`` is the type size of a list of recipients that the page end cuts (0: none); ``carried`` the
    same of the page before. ``marks`` are printed lines that may be marks of secrecy.

    Set aside and told: ``unseen`` are words that nobody sees on the page, ``through`` marks printed through its text,
    ``struck`` words that are struck through, ``stamps`` the words of stamps put on that are no number or date in its
    blank. ``on`` is what was put onto the page later, ``annotated`` all words of its annotations. ``lacking`` tells of
    a page whose fonts do not tell all letters, ``sound`` are its words that are known all the same. ``columns`` are the
    column borders of a table without rules that the page ends in, ``columns_before`` those of the page before.
    """

    number: int
    width: float
    height: float
    items: list[Line | DraftTable] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    letters: int = 0
    readable: bool = True
    scanned: bool = False
    notice: tuple[float, float, float, float] | None = None
    notice_text: str = ""
    notice_off: bool = False
    carries: float = 0.0
    carried: float = 0.0
    marks: list[str] = field(default_factory=list)
    unseen: str = ""
    through: list[str] = field(default_factory=list)
    struck: str = ""
    lacking: bool = False
    columns: tuple[float, ...] = ()
    columns_before: tuple[float, ...] = ()
    sound: list[PrintedWord] = field(default_factory=list)
    on: list[PageAnnotation] = field(default_factory=list)
    annotated: tuple[str, ...] = ()
    stamps: list[str] = field(default_factory=list)


def plain(block: Block) -> str:
    """The text of a block, with its lines joined."""
    if not block.lines:
        return block.text
    text = block.lines[0].text
    for line in block.lines[1:]:
        text += glue(text, line.text) + line.text
    return text


def style_of(lines: Sequence[Line], align: Align | None) -> Style:
    """The style of a paragraph from its lines: bold or italic where most of its characters are."""
    letters = sum(len(line.text) for line in lines)
    bold = sum(line.bold * len(line.text) for line in lines)
    italic = sum(line.italic * len(line.text) for line in lines)
    return Style(bold > letters / 2, italic > letters / 2, round(lines[0].size, 1), align)

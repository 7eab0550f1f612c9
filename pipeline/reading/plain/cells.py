"""Cells in a text file: ``A | B`` on a line, or one cell after another between lines of a lone ``|``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from pipeline.model.text import Column

from .. import normal
from ..draft import Block, DraftCell, DraftTable
from .wrapping import Layout, paragraphs

Row = list[list[str]]  # the cells of a row, each the lines of a cell

_HEAD = re.compile(r"CỘNG H[OÒÓÕ][AÀÁÃ]\s+XÃ|Độc lập\s*[-–—]\s*Tự do|ngày\s.*tháng\s.*năm", re.IGNORECASE)
_FOOT = re.compile(r"N[ơƠ]i nhận|^(?:TM|KT|TL|TUQ|Q)\.\s", re.IGNORECASE | re.MULTILINE)
_RECIPIENTS = re.compile(r"N[ơƠ]i nhận", re.IGNORECASE)
_SIGNED = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.|[A-ZĐÀ-Ỹ]{3}")
_LONGEST_LIST = 40
_FOOTING, _TABLE = 2, 3  # cells of recipients and signature; columns of a table at least
_NUMBERED, _NUMBER = 2, 6  # cells of a heading across a table; characters of its number
_ADDRESSED = re.compile(r"^(?:Đồng )?[Kk]ính gửi")
_MOTTO = re.compile(r"(?<=VIỆT NAM)\s+(?=Độc lập)", re.IGNORECASE)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_FENCE = re.compile(r":?-{2,}:?")


class Rows(tuple[Row, ...]):
    """Rows of cells that stand together, with the same number of cells but for the headings across a table."""

    __slots__ = ()


def parts(lines: Sequence[str]) -> Iterator[list[str] | Rows]:
    """The lines of a file as stretches of text and of rows."""
    items: list[str | Row] = []
    at = width = 0
    while at < len(lines):
        row, after = _row_at(lines, at, width)
        if row is not None:
            items.append(_with_list_above(row, items))
            width = max(width, len(row))
        elif lines[at] or not items or isinstance(items[-1], str):
            items.append(lines[at])  # a blank line between rows does not part them
            width = 0
        at = after
    for is_text, group in groupby(items, key=lambda item: isinstance(item, str)):
        members = list(group)
        if is_text:
            yield [member for member in members if isinstance(member, str)]
        else:
            yield from _tables([member for member in members if not isinstance(member, str)])


def _tables(rows: list[Row]) -> Iterator[Rows]:
    """Rows of one width; a narrower row behind wide ones is a heading across the table (*I | TIẾP NHẬN HỒ SƠ*)."""
    together: list[Row] = []
    for row in rows:
        widest = max(map(len, together), default=len(row))
        if len(row) != widest and not (len(row) < widest >= _TABLE and _is_heading(row)):
            yield Rows(together)
            together = []
        together.append(row)
    yield Rows(together)


def _is_heading(row: Row) -> bool:
    """One cell with words, with or without its number before it."""
    words = " ".join(row[-1])
    filled = [cell for cell in row if cell]
    numbered = len(filled) == 1 or (len(filled) == _NUMBERED and len(" ".join(row[0])) <= _NUMBER)
    return numbered and bool(words) and not _FOOT.search(words) and not _HEAD.search(words)


def _with_list_above(row: Row, items: list[str | Row]) -> Row:
    """A list of recipients with the signature beside its last line: the lines above belong to the left cell."""
    if len(row) != 2 or not _SIGNED.search(" ".join(row[1])):
        return row
    for back in range(1, min(_LONGEST_LIST, len(items)) + 1):
        line = items[-back]
        if not isinstance(line, str):
            break
        if _RECIPIENTS.match(line):
            above = [item for item in items[-back:] if isinstance(item, str) and item]
            del items[-back:]
            return [above + row[0], row[1]]
    return row


def _row_at(lines: Sequence[str], at: int, width: int) -> tuple[Row | None, int]:
    """The row that begins at line ``at`` and the line after it; None where none begins."""
    line = lines[at]
    if line == "|":
        row, after = _fenced_row(lines, at, width)
        return row, after if row else at + 1
    if "|" not in line:
        return None, at + 1
    if line.startswith("|") and line.endswith("|"):
        line = line[1:-1]
    cells = [normal.line(cell) for cell in line.split("|")]
    if len(cells) < 2 or not any(cells):
        return None, at + 1
    return [_BREAK.split(cell) if cell else [] for cell in cells], at + 1


def _fenced_row(lines: Sequence[str], at: int, width: int) -> tuple[Row | None, int]:
    """A row whose cells stand between lines of a lone ``|``; it ends with two of them, or where the rows
    before it ended (``width`` cells; two for the first)."""
    cells: Row = []
    position = at + 1
    while position < len(lines):
        cell: list[str] = []
        while position < len(lines) and lines[position] != "|":
            cell.append(lines[position])
            position += 1
        if position >= len(lines):
            break
        cells.append([line for line in cell if line])
        position += 1
        fences = len(list(takewhile("|".__eq__, lines[position:position + width + 1])))
        opens = not _fence_is_far(lines, position + fences)  # the last line of a lone ``|`` opens the next row
        empty = min(fences - opens, width - len(cells))
        cells += [[] for _ in range(empty)]
        position += max(empty, 0)
        closed = position >= len(lines) or fences or _is_foot(cells)
        if closed or (len(cells) >= max(width, 2) and _fence_is_far(lines, position)):
            break
    return (cells, position) if cells else (None, at)


def _is_foot(cells: Row) -> bool:
    """Recipients and the signature beside them: such a row has no third cell."""
    return len(cells) == _FOOTING and bool(_RECIPIENTS.match(" ".join(cells[0])) and _SIGNED.match(" ".join(cells[1])))


def _fence_is_far(lines: Sequence[str], at: int) -> bool:
    """True where no other cell follows soon: the text after a table has no ``|`` for a while."""
    return "|" not in lines[at:at + 12]


def laid_out(rows: Rows, layout: Layout) -> Iterator[Block | DraftTable]:
    """Rows as columns of a head or foot, as paragraphs in order (*Kính gửi:*), or as a table."""
    whole = "\n".join(line for row in rows for cell in row for line in cell)
    width = max(map(len, rows))
    if width == 2 and (_HEAD.search(whole) or _FOOT.search(whole)):
        yield from _columns(rows, layout)
    elif len(rows) == 1 or width == 1 or any(row[0] and _ADDRESSED.match(row[0][0]) for row in rows):
        yield from (block for row in rows for cell in row for block in _blocks(cell, layout))
    else:
        data = [row for row in rows if not all(_FENCE.fullmatch(" ".join(cell)) for cell in row)]
        cells = [DraftCell(r, c, 1, 1 if cell is not row[-1] else width - c, _blocks(cell, layout))
                 for r, row in enumerate(data) for c, cell in enumerate(row)]
        yield DraftTable(len(data), width, cells)


def _columns(rows: Rows, layout: Layout) -> Iterator[Block]:
    sides: tuple[Column, Column] = ("left", "right")
    for i, side in enumerate(sides):
        for row in rows:
            for block in _blocks(row[i], layout):
                block.column = side
                yield block


def _blocks(cell: list[str], layout: Layout) -> list[Block]:
    narrow = Layout(max((len(line) for line in cell), default=0), spaced=False) if layout.wrap else layout
    lines = [piece for line in cell for piece in _MOTTO.split(line)]
    return [Block(text=paragraph) for paragraph in paragraphs(lines, narrow)]

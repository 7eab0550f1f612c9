"""Where paragraphs begin: printed lines to paragraphs, by margins, gaps, marks and type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.text import Align

from .draft import Block, Line, style_of
from .letterhead import is_open, opens_body, opens_signature
from .markers import (
    dash_continues,
    ends_item,
    ends_sentence,
    glue,
    starts_bullet,
    starts_formula,
    starts_item,
    starts_low,
    starts_numbered,
)

_INDENT = 8.0  # points a first line is set in, at least
_NUMBERED_HEADING = re.compile(r"(?:[IVXLC]+|\d{1,2})(?:\.\d{1,2})*[.)]?\s+\S")
_DEEP = 56.0  # points from the margin: deeper than a first line is ever set in
_SLACK = 1.5
_CELL_SLACK = 6.0


@dataclass(frozen=True, slots=True)
class Region:
    """The text area a line stands in: its margins, and the usual distance of baselines in it (0: unknown)."""

    left: float
    right: float
    leading: float = 0.0

    @property
    def width(self) -> float:
        """Width of the text area."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Horizontal centre of the text area."""
        return (self.left + self.right) / 2


def is_full(line: Line, after: Line, region: Region) -> bool:
    """True where ``line`` was broken because the first word of ``after`` did not fit any more."""
    space = 0.2 * line.size
    if _in_the_middle(line, region) and (line.is_upper or line.bold > 0.9):
        return line.width + space + after.first_width > region.width - _SLACK  # a title: both sides count
    return line.x1 + space + after.first_width > region.right - _SLACK


def _in_the_middle(line: Line, region: Region) -> bool:
    return abs(line.middle - region.middle) < 0.02 * region.width + 3


def is_centred(line: Line, region: Region) -> bool:
    """True for a line in the middle of the text area, clear of its margins."""
    clear = 3 if line.is_upper or line.bold > 0.9 else 2 * _INDENT
    return (_in_the_middle(line, region) and line.x0 - region.left > clear and region.right - line.x1 > clear
            and not starts_item(line.text))


def begins(paragraph: Sequence[Line], line: Line, region: Region) -> bool:
    """True where ``line`` begins a new paragraph after the lines of ``paragraph``.

    Rules in order, the first that can tell decides: type size, gap, centred titles, the room left at
    the end of the line before, indentation, and only then marks and punctuation.
    """
    before = paragraph[-1]
    full = is_full(before, line, region)
    if _runs_on(before, line, full, region) or _heading_goes_on(before, line, full):
        return False
    if abs(before.size - line.size) > 1.6 or _is_wide_gap(before, line, region):
        return True
    titles = is_centred(before, region), is_centred(line, region)
    if any(titles) and not (full and line.x0 - region.left < _INDENT and _same_look(before, line)):
        return _title_begins(before, line, region)
    return not full or _begins_after_full(paragraph, line, region)


def _runs_on(before: Line, line: Line, full: bool, region: Region) -> bool:
    """In the middle of a sentence or of a code no paragraph begins, whatever the layout."""
    if full and not glue(before.text, line.text):
        return True
    low = starts_low(line.text) or dash_continues(before.text, line.text)
    if not low or ends_sentence(before.text) or abs(before.size - line.size) > 0.6:
        return False
    if before.is_upper and not line.is_upper:
        return False  # a title in capitals, and what it is about
    return full or not _is_wide_gap(before, line, region)


def _same_look(before: Line, line: Line) -> bool:
    return (before.bold > 0.5) == (line.bold > 0.5) and before.is_upper == line.is_upper


def _heading_goes_on(before: Line, line: Line, full: bool) -> bool:
    """A heading in capitals goes on in capitals: after a comma, at the margin, or under its own number."""
    if not (before.is_upper and line.is_upper) or starts_item(line.text) or ends_item(before.text):
        return False
    near = before.page != line.page or line.baseline - before.baseline < 2 * max(line.size, before.size)
    return near and (full or before.text.endswith(",") or bool(_NUMBERED_HEADING.match(before.text)))


def _is_wide_gap(before: Line, line: Line, region: Region) -> bool:
    if before.page != line.page or not region.leading:
        return False
    return line.baseline - before.baseline > 1.12 * region.leading + 1.5


def _title_begins(before: Line, line: Line, region: Region) -> bool:
    """Lines of one centred title share type and case; a short line above (its tên loại) stands alone."""
    if not (is_centred(before, region) or before.width > 0.8 * region.width):
        return True
    if not is_centred(line, region):
        return True
    alone = before.width < 0.35 * region.width or starts_item(line.text) or ends_item(before.text)
    return not _same_look(before, line) or (alone and not starts_low(line.text)) or line.text.startswith("(")


def _begins_after_full(paragraph: Sequence[Line], line: Line, region: Region) -> bool:
    before = paragraph[-1]
    closed = ends_sentence(before.text)
    if line.x0 - region.left > _INDENT:
        return _indented_begins(paragraph, line, closed)
    if before.x0 - line.x0 > _INDENT and len(paragraph) > 1:
        return closed or starts_item(line.text)  # set back out after a hanging or indented block
    if starts_formula(line.text) and closed:
        return True
    if closed and len(paragraph) == 1 and _is_sentence(line) and abs(line.x0 - before.x0) < 3:
        return True  # each line a sentence: lines that are alike in length tell no margin
    unindented = paragraph[0].x0 - region.left < _INDENT
    if before.page != line.page and closed and unindented and not starts_low(line.text):
        return True  # without indents and across pages only the closed sentence tells
    return closed and starts_item(line.text) and not dash_continues(before.text, line.text)


def _is_sentence(line: Line) -> bool:
    return ends_sentence(line.text) and line.text[:1].isupper()


def _indented_begins(paragraph: Sequence[Line], line: Line, closed: bool) -> bool:
    """A line set in begins a paragraph, unless the whole paragraph is set in or hangs on its mark."""
    hangs = line.x0 - paragraph[0].x0 > 3 and starts_item(paragraph[0].text)
    in_block = len(paragraph) > 1 and abs(line.x0 - paragraph[-1].x0) < 3
    if hangs or in_block:
        return closed and starts_item(line.text)
    if abs(line.x0 - paragraph[-1].x0) < 3:
        return closed or starts_item(line.text) or not starts_low(line.text)
    return True


def paragraphs(lines: Iterable[tuple[Line, Region]]) -> Iterable[Block]:
    """The running text as paragraphs; lines come with the text area of their page."""
    current: list[Line] = []
    area = Region(0, 0)
    for line, region in _with_deep_blocks(list(lines)):
        if current and begins(current, line, region):
            yield Block(current, style=style_of(current, align_of(current, area)))
            current = []
        current.append(line)
        area = region
    if current:
        yield Block(current, style=style_of(current, align_of(current, area)))


def _with_deep_blocks(lines: Sequence[tuple[Line, Region]]) -> Iterable[tuple[Line, Region]]:
    """Lines that stand together far in (a list of addressees) have margins of their own."""
    at = 0
    while at < len(lines):
        line, region = lines[at]
        end = at + 1
        while end < len(lines) and abs(lines[end][0].x0 - line.x0) < 3 and lines[end][0].page == line.page:
            end += 1
        run = [member for member, _ in lines[at:end]]
        if end - at > 1 and line.x0 - region.left > _DEEP and any(starts_bullet(member.text) for member in run):
            region = Region(line.x0, max(member.x1 for member in run), region.leading)
            yield from ((member, region) for member in run)
        else:
            yield from lines[at:end]
        at = end


def align_of(lines: Sequence[Line], region: Region) -> Align | None:
    """How a paragraph is set, as far as its lines tell."""
    first = lines[0]
    if all(is_centred(line, region) for line in lines):
        return "center"
    if len(lines) == 1:
        return "right" if first.x0 > region.middle and region.right - first.x1 < 2 * _INDENT else "left"
    full = all(abs(region.right - line.x1) < 2.5 for line in lines[:-1])
    return "justify" if full else "left"


def cell_blocks(lines: Sequence[Line], region: Region) -> list[Block]:
    """The paragraphs of a table cell: a mark, or a new sentence on a line of its own, begins one."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and not _cell_begins(blocks[-1][-1], line, region):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [Block(part, style=style_of(part, "center" if _cell_centred(part, region) else "left")) for part in blocks]


def _cell_begins(before: Line, line: Line, region: Region) -> bool:
    """In a narrow cell a line is short only where somebody ended it: what follows is new, unless it begins low."""
    if not glue(before.text, line.text) or starts_low(line.text) or dash_continues(before.text, line.text):
        return False
    fits = _fits_in_cell(before, line, region)
    if starts_bullet(line.text):
        return True
    if starts_numbered(line.text) or ends_sentence(before.text):
        return fits or (ends_sentence(before.text) and starts_numbered(line.text))
    return fits and not (before.bold > 0.5 and line.bold > 0.5)


def _fits_in_cell(before: Line, line: Line, region: Region) -> bool:
    """True where the first word of ``line`` had ample room after ``before`` (cell padding is not known)."""
    needed = 0.2 * line.size + line.first_width + _CELL_SLACK
    if abs(before.middle - region.middle) < 4:
        return before.width + needed + _CELL_SLACK / 2 < region.width
    return before.x1 + needed < region.right


def _cell_centred(lines: Sequence[Line], region: Region) -> bool:
    return all(abs(line.middle - region.middle) < 4 and line.x0 - region.left > 6 for line in lines)


def column_blocks(lines: Sequence[Line], region: Region) -> list[Block]:
    """The paragraphs of one column of a head or foot."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _column_begins(groups[-1], line, region):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Block(g, style=style_of(g, _column_align(g, region)), column=g[0].column) for g in groups]


def _column_align(lines: Sequence[Line], region: Region) -> Align:
    return "center" if abs(lines[0].middle - region.middle) < 8 and lines[0].x0 - region.left > 4 else "left"


def _column_begins(group: Sequence[Line], line: Line, region: Region) -> bool:
    before = group[-1]
    text = line.text
    if line.zone == "foot" and line.column == "left":
        return _recipient_begins(group, line)
    if line.baseline - before.baseline > 2.1 * max(line.size, before.size):
        return True
    if starts_low(text) and not ends_item(before.text):
        return False
    if line.column == "left":
        return _letterhead_begins(group, line)
    both_upper = before.is_upper and line.is_upper and (before.bold > 0.5) == (line.bold > 0.5)
    return not both_upper or opens_signature(text) or starts_item(text)


def _recipient_begins(group: Sequence[Line], line: Line) -> bool:
    """Every recipient has a dash of its own; a line without one goes on."""
    before = group[-1]
    if dash_continues(before.text, line.text):
        return False
    in_item = starts_bullet(group[0].text)
    return starts_item(line.text) or starts_formula(before.text) or (ends_item(before.text) and not in_item)


def _letterhead_begins(group: Sequence[Line], line: Line) -> bool:
    """Left head: parent body and issuer are apart, but a name over several lines is one; so is V/v."""
    before, text = group[-1], line.text
    if not glue(before.text, text):
        return False
    if text.lower().startswith(("số", "v/v", "về việc")):
        return True
    if before.is_upper and line.is_upper:
        if is_open(before.text):
            return False
        return opens_body(text) or (before.bold > 0.5) != (line.bold > 0.5)
    if group[0].text.lower().startswith(("v/v", "về việc")):
        return starts_item(text) and ends_item(before.text)
    return True

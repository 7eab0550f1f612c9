"""One page: words and rules in, lines and tables in reading order out."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from pipeline.model.text import Furniture

from ..draft import Box, DraftTable, Line, PageAnnotation, PageDraft, PrintedWord, make_line
from ..garbled import has_no_marks, is_readable
from . import aside, columns, page_annotations, shown, sideways, struck, tables, unruled, unseen, watermarks
from .rows import Row, rows, segments, size_of, text_of, without_note_marks
from .rules import Drawing, Edge, drawing
from .stamps import Stamped
from .unmapped import is_believed
from .words import PageWords

_LABEL_GAP = 0.9
_URGENT = re.compile(r"\W*(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN)\b")
_FEW_LETTERS = 200  # a page number, a stamp or a signature notice over a picture is no text layer


def draft(stamped: Stamped, number: int, before: PageDraft | None = None, layered: bool = False) -> PageDraft:
    """Take a page apart. What cannot be read is told by ``scanned`` and ``readable`` of the result.

    ``before`` is the page before, ``layered`` tells of a file with layers.
    """
    page, on = stamped.page, stamped.on
    reader = PageWords(page)
    found = reader.words()
    if reader.tinted and (turn := sideways.turned(found)):
        page.set_rotation((page.get_rotation() + turn) % sideways.WHOLE)
        reader, on = PageWords(page), ()
        found = sideways.without_page_number(reader.words())
    words, notice = aside.signature_notice(found)
    width, height = page.get_size()
    result = PageDraft(number, width, height, marks=list(shown.lines(reader.text, words)), annotated=stamped.annotated)
    if before is not None:
        result.carried, result.columns_before = before.carries, before.columns
    drawn = drawing(page, stamped.own) if words else Drawing()
    words = _seen(result, words, unseen.unseen(page, words, drawn, reader.tinted, layered))
    words, marks = watermarks.apart(reader.text, words, reader.tinted, result.height,
                                    [area.box for area in drawn.areas if area.dark])
    _set_aside(result, [text_of(run) for run in marks])
    words, strikes = _with_annotations(result, words, drawn, on)
    result.letters = sum(len(w.text) for w in words)
    text = " ".join(w.text for w in words)
    untold = result.letters < _FEW_LETTERS or has_no_marks(text)
    result.scanned = untold and _is_picture(page, result.letters)
    # what the appearance of a signature lacks is not of the directive
    result.lacking = any(w.lacking and not _of_stamp(w, stamped.boxes) for w in words)
    result.readable = is_readable(text) and not result.lacking
    if result.lacking:
        result.sound = [w for w in words if not w.lacking and is_believed(w.text)]
    if words and result.readable and not result.scanned:
        arrange(result, words, tables.find([e for e in drawn.edges if e not in strikes]))
    if notice:
        result.notice_text = text_of(notice)
        result.furniture.append(Furniture("watermark", number, result.notice_text))
        result.notice = (min(w.x0 for w in notice), min(w.top for w in notice),
                         max(w.x1 for w in notice), max(w.bottom for w in notice))
    return result


def _with_annotations(result: PageDraft, words: list[PrintedWord], drawn: Drawing, on: Sequence[PageAnnotation],
                 ) -> tuple[list[PrintedWord], list[Edge]]:
    """The words as they stand with what was put ``on`` the page later, and the drawn lines that strike some out."""
    stamps = page_annotations.stamped_words(on, words, drawn)
    held = {id(w) for stamp in stamps for w in stamp}
    result.stamps = [text_of(stamp) for stamp in stamps]
    result.furniture += [Furniture("stamp", result.number, text) for text in result.stamps]
    words = [w for w in words if id(w) not in held] if held else words
    words += page_annotations.typed(on, words)
    marked = [box for one in on if one.kind == "strike" for box in one.boxes]
    standing, lost = struck.struck(words, [*drawn.edges, *page_annotations.strokes(on)], marked)
    result.struck = text_of(lost)
    result.on = [one for one in on if one.text or one.kind in ("pen", "strike")]
    return standing, struck.through(lost, drawn.edges) if lost else []


def _seen(result: PageDraft, words: list[PrintedWord], hidden: Container[int]) -> list[PrintedWord]:
    """The words without the ``hidden`` ones (their ids), which are told in ``result``."""
    if not hidden:
        return words
    result.unseen = text_of([w for w in words if id(w) in hidden])
    return [w for w in words if id(w) not in hidden]


def _set_aside(result: PageDraft, marks: Sequence[str]) -> None:
    """Tell of marks through the text; a slanted stamp of urgency is one of the directive."""
    stamps = [text for text in marks if _URGENT.match(text)]
    result.through = [text for text in marks if text not in stamps]
    result.furniture += [Furniture("stamp" if text in stamps else "watermark", result.number, text) for text in marks]


def _of_stamp(word: PrintedWord, boxes: Sequence[Box]) -> bool:
    """Whether a word lies on the lines of a stamp that was put on; its words may run out of its box to the right."""
    height = (word.top + word.bottom) / 2
    return any(x0 <= word.x0 and top <= height <= bottom for x0, top, _, bottom in boxes)


def _is_picture(page: PdfPage, letters: int) -> bool:
    """True for a page that shows something else than its few letters: an image over most of it, or drawings."""
    area = page.get_width() * page.get_height()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > 0.4 * area:
            return True
    return letters == 0 and next(page.get_objects(max_depth=1), None) is not None


def arrange(result: PageDraft, words: list[PrintedWord], ruled: list[list[Box]]) -> None:
    """Sort ``words`` of a page into its lines and tables; ``ruled`` are the cells of its tables."""
    free, held = _tabled(words, ruled)
    lines, head = aside.gazette_head(rows(free), result.height)
    lines, number = aside.page_number(lines, result.height)
    lines, unruled_tables = _unruled(result, lines)
    lines, notes = aside.footnotes(lines, result.height, _body_size(lines))
    marks = frozenset(mark for mark, _ in notes)
    lines = [kept for row in lines if (kept := without_note_marks(row, marks))]
    result.furniture += aside.as_furniture(result.number, number, notes, head)
    found = [tables.fill(cells, inside, result.number, marks) for cells, inside in (*held, *unruled_tables)]
    result.items = _with_notes(result, _merge(_lines(lines, result), found))


def _unruled(page: PageDraft, lines: list[Row]) -> tuple[list[Row], list[tuple[list[Box], list[PrintedWord]]]]:
    """The lines outside tables without rules, and the cells of these with their words; recognised pages have none."""
    if page.scanned or not page.readable:
        return lines, []
    found = unruled.find(lines, page.columns_before)
    if not found:
        return lines, []
    page.columns = found[-1].borders if found[-1].last == len(lines) else ()
    held = {i for table in found for i in range(table.first, table.last)}
    return ([row for i, row in enumerate(lines) if i not in held],
            [(table.cells, [w for row in lines[table.first:table.last] for w in row]) for table in found])


def _with_notes(page: PageDraft, items: list[Line | DraftTable]) -> list[Line | DraftTable]:
    """Typed notes that are sentences follow the text of the page, before its foot, as paragraphs of their own."""
    notes = [make_line(row, page.number, zone="note") for one in page.on if one.is_sentence
             for row in rows(page_annotations.set_words(one))]
    foot = next((i for i, item in enumerate(items) if isinstance(item, Line) and item.zone == "foot"), len(items))
    return [*items[:foot], *notes, *items[foot:]]


def _tabled(words: list[PrintedWord], ruled: list[list[Box]],
            ) -> tuple[list[PrintedWord], list[tuple[list[Box], list[PrintedWord]]]]:
    """The words outside tables, and each table with the words inside it."""
    found: list[tuple[list[Box], list[PrintedWord]]] = []
    for cells in ruled:
        around = tables.outline(cells)
        held = [w for w in words if tables.inside(w, around)]
        if not held or _is_letterhead(held):
            continue
        words = [w for w in words if not tables.inside(w, around)]
        found.append((cells, held))
    return words, found


def _is_letterhead(words: Sequence[PrintedWord]) -> bool:
    text = " ".join(w.text for w in words).upper()
    return "ĐỘC LẬP" in text and "HẠNH PHÚC" in text


def _body_size(lines: list[Row]) -> float:
    sizes: dict[float, int] = {}
    for row in lines:
        for w in row:
            sizes[w.size] = sizes.get(w.size, 0) + len(w.text)
    return max(sizes, key=lambda s: sizes[s], default=0.0)


def _lines(all_rows: list[Row], page: PageDraft) -> list[Line]:
    if not all_rows:
        return []
    wide = [r for r in all_rows if r[-1].x1 - r[0].x0 > 0.5 * page.width]
    left = min((r[0].x0 for r in wide), default=0.1 * page.width)
    right = max((r[-1].x1 for r in wide), default=0.9 * page.width)
    head = columns.head(all_rows, page.width, (left + right) / 2)
    foot = columns.foot(all_rows, page.width, head.last if head else 0, page.carried)
    page.carries = columns.carries_on(all_rows, foot)
    lines: list[Line] = []
    at = 0
    for strip in (head, foot):
        if strip is None:
            continue
        lines.extend(_plain(all_rows[at:strip.first], page.number))
        lines.extend(_split(all_rows[strip.first:strip.last], strip, page.number))
        at = strip.last
    lines.extend(_plain(all_rows[at:], page.number))
    return lines


def _split(some: list[Row], strip: columns.Strip, page: int) -> list[Line]:
    """The rows of a head or foot: all left parts, then all right parts."""
    left = [part for row in some if (part := [w for w in row if w.middle < strip.x])]
    right = [part for row in some if (part := [w for w in row if w.middle >= strip.x])]
    return ([make_line(part, page, "left", strip.zone) for part in left]
            + [make_line(part, page, "right", strip.zone) for part in right])


def _plain(some: list[Row], page: int) -> list[Line]:
    return [make_line(part, page) for row in some for part in _without_label(row)]


def _without_label(row: Row) -> list[Row]:
    """*Kính gửi:* set apart from the list beside it becomes a line of its own."""
    parts = segments(row, _LABEL_GAP)
    is_label = len(parts) > 1 and text_of(parts[0]).endswith(":") and len(parts[0]) <= 4
    if is_label and "ính" in text_of(parts[0]) and size_of(row):
        return [parts[0], [w for part in parts[1:] for w in part]]
    return [row]


def _merge(lines: list[Line], found: list[DraftTable]) -> list[Line | DraftTable]:
    """Tables take their place among the lines by their top; columns of a head or foot stay together."""
    items: list[Line | DraftTable] = list(lines)
    for table in sorted(found, key=lambda t: t.top):
        below = (i for i, item in enumerate(items) if _is_below(item, table))
        items.insert(next(below, len(items)), table)
    return items


def _is_below(item: Line | DraftTable, table: DraftTable) -> bool:
    if isinstance(item, DraftTable):
        return item.top > table.top
    return item.top > table.top and item.column != "right"

"""One printed sheet: a heading, a table with its header repeated on every page, A4 landscape, one page wide.

Sheets are streamed (``streamed``): a row is given once, with its height, and forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from .blocks import ROWS, Blocks, Part
from .charts import Chart, drawn
from .fitting import Value as _Value
from .fitting import content, fitted
from .hung import hang
from .kept_rows import AT, KeptRows, Made
from .looks import FONT
from .metrics import BASE_SIZE, BODY_SIZE, MAX_ROW_HEIGHT, height
from .streamed import StreamedBook, placed, row_of

Value = _Value


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: header words, width in digits of the Normal font, look of its cells."""

    title: str
    width: float
    look: str = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a look of its own, or with a link (relative to the workbook's folder); ``pictures`` (PNG in base64)
    hang under it."""

    value: Value
    look: str | None = None
    link: str | None = None
    pictures: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a heading line: columns ``first``–``last`` (from 1), merged, with ``down`` lines below it."""

    first: int
    last: int
    text: Value
    look: str
    link: str | None = None
    down: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A heading line; ``size`` in points is what its tallest span is set in, ``at_least`` its least height."""

    spans: tuple[Span, ...] = ()
    size: float = BASE_SIZE
    at_least: float = 6.0


class Book:
    """An empty streamed workbook: ``workbook`` is openpyxl's."""

    def __init__(self) -> None:
        self.workbook: Any = StreamedBook()

    def add_plain(self, title: str, rows: Iterable[bytes], state: str) -> None:
        """A sheet of ``plain`` rows that is for the program: ``state`` is ``hidden`` or ``veryHidden``."""
        sheet = self.workbook.add_sheet(title)
        sheet.sheet_state = state
        for number, row in enumerate(rows, 1):
            sheet.add_row(number, (), rest=row)


def plain(values: Iterable[str]) -> bytes:
    """A row of words without looks."""
    return placed([content(value, "Normal") for value in values], AT).encode()


@dataclass(frozen=True, slots=True)
class Layout:
    """Heading lines above a table and its columns.

    ``printed`` is the number of columns on paper (default all): columns to the right are for the screen.
    ``header`` replaces the single header row by lines of spans, the last of which carries the filter. On paper the
    sheet is A4 across, or ``upright``, and one page wide and ``tall`` pages high (0: as many as it takes). With the
    name of a ``table`` the rows are one of the spreadsheet program, for sorting: each value on one line.
    """

    columns: Sequence[Column]
    heading: Sequence[Line]
    header: Sequence[Line] = ()
    printed: int | None = None
    upright: bool = False
    tall: int = 0
    outline: bool = False
    table: str = ""


_CHECKS: Mapping[str, Mapping[str, Any]] = {
    "day": {"type": "date", "operator": "between", "formula1": "36526", "formula2": "73050", "errorStyle": "warning",
            "errorTitle": "Chưa phải ngày", "error": "Ghi ngày như 30/04/2025."},
    "any day": {"type": "date", "operator": "greaterThan", "formula1": "DATE(1990,1,1)", "errorStyle": "warning",
                "showInputMessage": True, "promptTitle": "Ngày", "prompt": "Ghi như 30/04/2025",
                "errorTitle": "Chưa phải một ngày", "error": "Ghi ngày như 30/04/2025. Vẫn giữ ô này?"},
    "share": {"type": "decimal", "operator": "between", "formula1": "0", "formula2": "1",
              "errorTitle": "Ngoài khoảng 0–100%", "error": "Ghi một số từ 0% đến 100%."},
    "": {"type": "custom", "formula1": "FALSE", "errorTitle": "Ô do chương trình ghi",
         "error": "Chỉ ghi vào các ô xanh; sửa nội dung, cơ quan, thời hạn ở bảng rà soát của văn bản."},
}
"""Days are counted as Excel does: from 01/01/2000 to 31/12/2099."""


class Shown(NamedTuple):
    """A row of a table by what it ``shows``: the values of its ``first`` cells, which may differ though it shows the
    same, and what gives the values of all its cells (without pictures)."""

    shows: bytes
    first: tuple[Value, ...]
    values: Callable[[], Sequence[Value | Cell]]


class Sheet:
    """A sheet under construction: rows are added after its layout, then ``finish`` closes it."""

    def __init__(self, book: Book, title: str, layout: Layout) -> None:
        self._columns = tuple(layout.columns)
        self._printed = layout.printed or len(self._columns)
        self._sheet = book.workbook.add_sheet(title)
        self._row = 0
        self._merged: list[str] = []
        heading, header = layout.heading, layout.header or [_header_line(self._columns)]
        self._header_rows = (len(heading) + 1, len(heading) + len(header))
        self._tabled = layout.table
        self._set_up(layout)
        for line in [*heading, *header]:
            self.line(line)

    def _set_up(self, layout: Layout) -> None:
        sheet = self._sheet
        for i, column in enumerate(self._columns, 1):
            sheet.column_dimensions[get_column_letter(i)].width = column.width
        sheet.freeze_panes = f"A{self._header_rows[1] + 1}"
        sheet.sheet_view.zoomScale = 90
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.sheet_properties.outlinePr.summaryBelow = not layout.outline
        sheet.sheet_format.outlineLevelRow = int(layout.outline)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait" if layout.upright else "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, layout.tall
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left, margins.right, margins.top, margins.bottom = 0.5, 0.4, 0.55, 0.6
        margins.header = margins.footer = 0.3

    def row(self, values: Sequence[Value | Cell], level: int = 0) -> None:
        """Add a row of the table; text wraps, is set smaller when very long, and fixes the height. Rows of a higher
        ``level`` fold under the one above them (``Layout.outline``)."""
        self._append(*self._made(values), level)

    def kept_row(self, rows: KeptRows, shows: bytes, first: Sequence[str],
                 values: Callable[[], Sequence[Value | Cell]], level: int = 0) -> None:
        """Add a row that begins with the cells ``first`` (see ``cell``); the others are those of the row that showed
        the same the last time, else made of all its ``values`` (without pictures). ``level`` as in ``row``."""
        shows += self._sheet.title.encode()
        made = rows.get(shows)
        if made is None:
            cells, tall, links = self._plain(values()) if self._tabled else self._made(values())
            made = Made(placed(cells[len(first):], AT, len(first)).encode(), tall, tuple(links))
        rows.keep(shows, made)
        self._append(first, made.tall, made.links, level, made.cells)

    def kept_rows(self, blocks: Blocks, rows: Iterable[Shown]) -> None:
        """Add rows in blocks: those that show the same as the last time, at the same place, are taken over; of others
        every row that shows the same, behind its first cells."""
        left = iter(rows)
        while some := list(islice(left, ROWS)):
            shows = b"\0".join((f"{self._sheet.title} {self._row}".encode(), *(
                one.shows + repr(one.first).encode("utf-8", "surrogatepass") for one in some)))
            block = blocks.block(shows, partial(self._parts, blocks, some))
            self._sheet.add_packed(block.packed)
            for at, column, target in block.links:
                self._sheet.link(column, self._row + 1 + at, target)
            self._row += len(some)

    def _parts(self, blocks: Blocks, rows: Sequence[Shown]) -> list[Part]:
        return [self._part(blocks, one, number) for number, one in enumerate(rows, self._row + 1)]

    def _part(self, blocks: Blocks, one: Shown, number: int) -> Part:
        shows = one.shows + self._sheet.title.encode()
        made = blocks.row(shows)
        if made is None:
            cells, tall, links = self._plain(one.values()) if self._tabled else self._made(one.values())
            made = Made(placed(cells[len(one.first):], AT, len(one.first)).encode(), tall, tuple(links))
        first = [self.cell(value, column) for column, value in enumerate(one.first, 1)]
        head, rest, end = row_of(number, first, round(min(made.tall, MAX_ROW_HEIGHT), 1), 0, made.cells)
        return Part(shows, head + rest + end, len(head), len(head) + len(rest), made.tall, made.links)

    def cell(self, value: Value, column: int = 1) -> str:
        """The cell of that value in a column (from 1) of the table."""
        of = self._columns[column - 1]
        return content(value, of.look) if self._tabled else fitted(value, of.look, of.width)[0]

    def _made(self, values: Sequence[Value | Cell]) -> tuple[list[str], float, list[tuple[int, str]]]:
        """The cells of a row, its height, and the links of its columns."""
        cells, links, tallest = [], [], 0.0
        for i, (column, given) in enumerate(zip(self._columns, values, strict=True)):
            if not isinstance(given, Cell):
                made, tall = fitted(given, column.look, column.width)
            else:
                made, tall = fitted(given.value, given.look or column.look, column.width)
                if given.link:
                    links.append((i + 1, given.link))
                if given.pictures:
                    hung = hang(given.pictures, (i, self._row), tall, column.width)
                    self._sheet._images.extend(hung.images)
                    tall = hung.tall
            cells.append(made)
            if tall > tallest and i < self._printed:
                tallest = tall
        return cells, max(tallest + 4, BODY_SIZE * 1.6), links

    def remark(self, text: str, look: str = "remark", link: str | None = None) -> None:
        """Add a line under the table, over the printed columns."""
        self.line(Line((Span(1, self._printed, text, look, link),), at_least=18))

    def _plain(self, values: Sequence[Value | Cell]) -> tuple[list[str], float, list[tuple[int, str]]]:
        """The cells of a row for sorting and counting, each value on one line whatever its length."""
        words = (value.value if isinstance(value, Cell) else value for value in values)
        cells = [content(value, column.look) for column, value in zip(self._columns, words, strict=True)]
        return cells, BODY_SIZE * 1.6, []

    def chart(self, chart: Chart, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Hang a chart over the cells from ``first`` to ``last``, each column and row (from 1)."""
        self._sheet.add_chart(drawn(chart, self._sheet.title, first, last))

    def _table(self, name: str) -> None:
        """Make a table of the spreadsheet program of all rows, under their header; ``name`` is for formulas."""
        corner = f"{get_column_letter(len(self._columns))}{self._row}"
        table = Table(displayName=name, ref=f"A{self._header_rows[1]}:{corner}",
                      tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=True))
        table._initialise_columns()
        for column, ours in zip(table.tableColumns, self._columns, strict=True):
            column.name = ours.title
        self._sheet._tables.add(table)  # add_table warns that it cannot see the header

    def finish(self, last_table_row: int | None = None, footer: tuple[str, str] = ("", ""), *, on_paper: bool = True,
               filtered: bool = True) -> None:
        """Set filter, print area, repeated header, page numbers; ``footer`` stands left and right of them. Of a sheet
        that is for the screen (not ``on_paper``) only what is selected is printed."""
        sheet, (first, last) = self._sheet, self._header_rows
        bottom = max(last_table_row or self._row, last)
        if self._tabled and self._row > last:
            self._table(self._tabled)
        elif filtered:
            sheet.auto_filter.ref = f"A{last}:{get_column_letter(len(self._columns))}{bottom}"
        sheet.print_title_rows = f"{first}:{last}"
        sheet.print_area = f"A1:{get_column_letter(self._printed)}{self._row}"
        if not on_paper:  # a cell without anything: LibreOffice prints no page of it
            sheet.print_area = f"{get_column_letter(len(self._columns) + 2)}1"
            sheet.oddHeader.center.text = _FOR_SCREEN
        for merged in self._merged:
            sheet.merged_cells.add(CellRange(merged))
        for part, text in ((sheet.oddFooter.left, footer[0]), (sheet.oddFooter.center, "Trang &P/&N"),
                           (sheet.oddFooter.right, footer[1])):
            part.text, part.font, part.size = text, f"{FONT},Regular", 10

    def choices(self, columns: Mapping[int, tuple[str, bool]], rows: range) -> None:
        """Drop-downs in these rows of columns (from 1): a list of words in quotes or a range, and whether nothing else
        may be typed."""
        for column, (formula, strict) in columns.items():
            for places in _places((column,), rows):
                choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict,
                                        errorTitle="Không có trong danh sách", error="Hãy chọn một giá trị có sẵn.")
                choice.sqref = MultiCellRange(places)
                self._sheet.data_validations.append(choice)

    def checks(self, columns: Mapping[int, str], rows: range) -> None:
        """What may be typed into these rows of columns (from 1): a ``day``, ``any day`` (how to write one is told, and
        what is none may stand all the same), a ``share`` (0 to 1), or nothing (""), where only the program writes. Rows
        of a locked sheet could be neither folded nor sorted."""
        for kind, given in _CHECKS.items():
            for places in _places([column for column, wanted in columns.items() if wanted == kind], rows):
                check = DataValidation(**given, allow_blank=True, showErrorMessage=True)
                check.sqref = MultiCellRange(places)
                self._sheet.data_validations.append(check)

    def lock(self) -> None:
        """Lock all cells but those that may be changed; no password, and people may sort, filter, form and insert."""
        protection = self._sheet.protection
        protection.sheet = True
        for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "insertColumns", "deleteRows",
                        "deleteColumns", "insertHyperlinks", "sort", "autoFilter"):
            setattr(protection, allowed, False)

    @property
    def rows(self) -> int:
        """Rows so far, the heading included."""
        return self._row

    def line(self, line: Line) -> None:
        """Add a line of spans over columns of any number."""
        cells = [""] * len(self._columns)
        links: list[tuple[int, str]] = []
        tall, row = line.at_least, self._row + 1
        for span in line.spans:
            columns = range(span.first - 1, span.last)
            for i in columns:
                value = span.text if i == span.first - 1 else None
                cells[i] = content(value, span.look)
            if span.link:
                links.append((span.first, span.link))
            if span.last > span.first or span.down:
                self._merged.append(f"{get_column_letter(span.first)}{row}:"
                                    f"{get_column_letter(span.last)}{row + span.down}")
            width = sum(self._columns[i].width for i in columns)
            if span.text and isinstance(span.text, str) and not span.down:
                tall = max(tall, height(span.text, width, line.size, bold=True) + 4)
        self._append(cells, tall, links)

    def _append(self, cells: Sequence[str], tall: float, links: Sequence[tuple[int, str]] = (), level: int = 0,
                rest: bytes = b"") -> None:
        self._row += 1
        self._sheet.add_row(self._row, cells, round(min(tall, MAX_ROW_HEIGHT), 1), level, rest)
        for column, target in links:
            self._sheet.link(column, self._row, target)


def _places(columns: Sequence[int], rows: range) -> Iterator[str]:
    """Rows of columns as a spreadsheet names them: as one range where they follow each other, else a hundred at a
    time."""
    letters = [get_column_letter(column) for column in columns]
    if rows.step == 1 and letters:
        yield " ".join(f"{letter}{rows.start}:{letter}{rows.stop - 1}" for letter in letters)
        return
    for at in range(0, len(rows) if letters else 0, _PLACES):
        yield " ".join(f"{letter}{row}" for letter in letters for row in rows[at:at + _PLACES])


_PLACES = 100
_FOR_SCREEN = "Trang này để xem và lọc trên máy; muốn in thì chọn vùng cần in rồi in vùng chọn."


def _header_line(columns: Sequence[Column]) -> Line:
    return Line(tuple(Span(i, i, column.title, "head") for i, column in enumerate(columns, 1)), at_least=32)

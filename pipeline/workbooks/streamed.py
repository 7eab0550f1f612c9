"""Workbooks written as streams of rows, quickly.

openpyxl makes an object of every cell, and the styles of every workbook anew. Here a cell is a string from the start,
and all workbooks share one set of styles. All else (print settings, links, pictures, charts) is openpyxl's.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import copy
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml.etree import xmlfile
from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.extended import ExtendedProperties
from openpyxl.styles.differential import DifferentialStyleList
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.workbook._writer import WorkbookWriter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter
from openpyxl.writer.theme import theme_xml
from openpyxl.xml.constants import (
    ARC_APP,
    ARC_CORE,
    ARC_ROOT_RELS,
    ARC_STYLE,
    ARC_THEME,
    ARC_WORKBOOK,
    ARC_WORKBOOK_RELS,
    SHEET_MAIN_NS,
)
from openpyxl.xml.functions import tostring

from .kept_rows import AT
from .looks import register_looks

_LETTERS = tuple(map(get_column_letter, range(1, 257)))
_AT = AT.encode()
_AT_ONCE = 300
"""Pieces of rows that are passed on together."""
_PIECE = 1 << 16
"""Bytes that are copied at a time."""
_IN_MEMORY = 1 << 23
"""Bytes of a sheet that are kept in memory; what is larger goes through a file."""


class _Styles:
    """The looks in an openpyxl workbook that is never written, and the number of each."""

    def __init__(self) -> None:
        self.workbook: Any = Workbook(write_only=True)
        looks = register_looks(self.workbook)
        self.numbers = {(name, quoted): self.workbook._cell_styles.add(_quoted(style, quoted))
                        for name, style in looks.items() for quoted in (False, True)}
        self.sheet: bytes = tostring(write_stylesheet(self.workbook))


def _quoted(style: Any, quoted: bool) -> Any:
    """The style; ``quoted``: of text that a spreadsheet could take for a formula, which says that it is text."""
    made = copy(style)
    made.quotePrefix = int(quoted)
    return made


@cache
def _styles() -> _Styles:
    return _Styles()


@cache
def style_attribute(look: str, quoted: bool = False) -> str:
    """The attribute of a cell with that look; none for the Normal one."""
    number = _styles().numbers[look, quoted]
    return f' s="{number}"' if number else ""


class StreamedBook(Workbook):  # type: ignore[misc]
    """An empty workbook with all looks."""

    def __init__(self) -> None:
        super().__init__(write_only=True)

    def _setup_styles(self) -> None:
        shared = vars(_styles().workbook)
        self.__dict__.update((name, shared[name]) for name in (
            "_fonts", "_alignments", "_borders", "_fills", "_number_formats", "_date_formats", "_timedelta_formats",
            "_protections", "_colors", "_cell_styles", "_named_styles", "_table_styles"))
        self._differential_styles = DifferentialStyleList()

    def add_sheet(self, title: str) -> StreamedSheet:
        """A new last sheet."""
        sheet = StreamedSheet(self, title)
        self._add_sheet(sheet)
        return sheet

    def save(self, filename: Any) -> None:
        """Write the workbook."""
        with ZipFile(filename, "w", ZIP_DEFLATED) as archive:
            BookWriter(self, archive).write_data()


class BookWriter(ExcelWriter):  # type: ignore[misc]
    """Writes a ``StreamedBook`` into an archive."""

    def write_data(self) -> None:
        """As openpyxl does it, with the styles that all workbooks share."""
        archive, book = self._archive, self.workbook
        for name, part in ((ARC_APP, ExtendedProperties()), (ARC_CORE, book.properties)):
            archive.writestr(name, tostring(part.to_tree()))
        archive.writestr(ARC_THEME, theme_xml)
        self._write_worksheets()
        self._write_images()
        self._write_charts()
        own = book._differential_styles.styles  # of conditional formats
        archive.writestr(ARC_STYLE, tostring(write_stylesheet(book)) if own else _styles().sheet)
        writer = WorkbookWriter(book)
        archive.writestr(ARC_ROOT_RELS, writer.write_root_rels())
        archive.writestr(ARC_WORKBOOK, writer.write())
        archive.writestr(ARC_WORKBOOK_RELS, writer.write_rels())
        self.manifest._write(archive, book)

    def write_worksheet(self, ws: Any) -> None:
        """As openpyxl does it, without a file of its own for each sheet."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        if not ws.closed:
            ws.close()
        ws._rels = ws._writer._rels
        with ws._writer.out as sheet, self._archive.open(ws.path[1:], "w") as part:
            sheet.seek(0)
            part._compressor = _Splicing(part._compressor)
            for at, packed in ws._writer.packed:
                _copy(sheet, part, at - sheet.tell())
                part.write(_Packed(packed))
            _copy(sheet, part)
        self.manifest.append(ws)


class _Packed(bytes):
    """Rows that are packed already."""

    packed: bytes

    def __new__(cls, packed: bytes) -> _Packed:
        made = super().__new__(cls, zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed))
        made.packed = packed
        return made


class _Splicing:
    """A compressor of a part of an archive that takes over what is packed already: whole blocks of deflate, none of
    which looks back (RFC 1951)."""

    def __init__(self, compressor: Any) -> None:
        self._compressor = compressor

    def compress(self, data: bytes) -> bytes:
        """Pack bytes; those that are packed stay as they are."""
        if isinstance(data, _Packed):
            return bytes(self._compressor.flush(zlib.Z_FULL_FLUSH)) + data.packed
        return bytes(self._compressor.compress(data))

    def flush(self) -> bytes:
        """Pack what is left."""
        return bytes(self._compressor.flush())


def _copy(source: Any, part: Any, length: int = -1) -> None:
    """Copy so many bytes, without a length all that are left."""
    while length and (data := source.read(_PIECE if length < 0 else min(length, _PIECE))):
        part.write(data)
        length -= len(data) if length > 0 else 0


class _SheetWriter(WorksheetWriter):  # type: ignore[misc]
    """Writes rows beside openpyxl's elements, all in UTF-8: Vietnamese letters as numbers would double the file."""

    def get_stream(self) -> Iterator[Any]:
        """As openpyxl has it, in UTF-8."""
        root = {"xmlns": SHEET_MAIN_NS}
        with xmlfile(self.out, encoding="utf-8") as xf, xf.element("worksheet", root), suppress(GeneratorExit):
            while True:
                element = yield
                if element is True:
                    yield xf
                elif element is not None:
                    xf.write(element)

    def __init__(self, sheet: Any, out: Any) -> None:
        super().__init__(sheet, out)
        self.packed: list[tuple[int, bytes]] = []

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
        """Write rows that are text in UTF-8; of packed ones it is only noted where they belong."""
        xf.flush()
        if isinstance(row, _PackedRows):
            self.packed.append((self.out.tell(), row[0]))
        else:
            self.out.writelines(row)


class _PackedRows(list[bytes]):
    """Rows that are packed already."""


def row_of(number: int, cells: Sequence[str], tall: float | None, level: int,
           rest: bytes) -> tuple[bytes, bytes, bytes]:
    """The row of that number as XML in three pieces; see ``StreamedSheet.add_row``."""
    height = f' ht="{tall:.16g}" customHeight="1"' if tall else ""
    height += f' outlineLevel="{level}"' if level else ""
    return (f'<row r="{number}"{height}>{placed(cells, number)}'.encode(), rest.replace(_AT, b"%d" % number), b"</row>")


def placed(cells: Sequence[str], number: object, first: int = 0) -> str:
    """Cells as ``fitting.content`` makes them ("" for none) in the row of that number, from the column ``first`` (from
    0) on."""
    return "".join([f'<c r="{letters}{number}"{cell}' for letters, cell in zip(_LETTERS[first:], cells, strict=False)
                    if cell])


class StreamedSheet(WriteOnlyWorksheet):  # type: ignore[misc]
    """A sheet that is given its rows by ``add_row``."""

    def __init__(self, parent: Any, title: str) -> None:
        super().__init__(parent, title)
        self._waiting: list[bytes] = []

    def add_row(self, number: int, cells: Sequence[str], tall: float | None = None, level: int = 0,
                rest: bytes = b"") -> None:
        """Add row ``number`` (from 1, without gaps) of these cells, ``tall`` points high, at that ``level`` of the
        outline; ``rest`` are the cells behind them with ``AT`` for the number."""
        self._waiting += row_of(number, cells, tall, level, rest)
        if len(self._waiting) >= _AT_ONCE:
            self._pass_on()

    def add_packed(self, rows: bytes) -> None:
        """Add rows (``row_of``) that are packed already: whole blocks of deflate, none of which looks back."""
        self._pass_on()
        self.append(_PackedRows([rows]))

    def close(self) -> None:
        """As openpyxl does it, with the last rows."""
        self._pass_on()
        super().close()

    def _pass_on(self) -> None:
        if self._waiting:
            self.append(self._waiting)
            self._waiting = []

    def link(self, column: int, row: int, target: str) -> None:
        """Let a cell of a row that was added lead to a file."""
        self._hyperlinks.append(Hyperlink(ref=f"{get_column_letter(column)}{row}", target=target))

    def _get_writer(self) -> None:
        if self._writer is None:
            file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed by whoever reads it
            links = list(self._hyperlinks)
            self._writer: Any = _SheetWriter(self, file)
            self._hyperlinks += links  # the writer begins with none
            self._writer.write_top()

    def _values_to_row(self, values: Any, row_idx: int) -> Any:
        return values

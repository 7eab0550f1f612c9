"""Rows of a sheet as XML, so that large tables are written quickly.

openpyxl makes an object of every cell and asks it for each of its properties; here a cell is a string from the start,
and openpyxl gets a row as one element. All else of a workbook (styles, print settings, links, pictures) is openpyxl's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml.etree import xmlfile
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.xml.constants import SHEET_MAIN_NS

from .cells import clean, could_be_formula

Value = str | int | float | date | None

_LETTERS = tuple(map(get_column_letter, range(1, 257)))


class _Writer(WorksheetWriter):
    """Writes rows beside openpyxl's elements, all in UTF-8: Vietnamese letters as numbers would double the file."""

    def get_stream(self) -> Iterator[Any]:
        """As openpyxl has it, with the file at hand for the rows."""
        with Path(self.out).open("wb") as self._file, xmlfile(self._file, encoding="utf-8") as xf:
            with xf.element("worksheet", xmlns=SHEET_MAIN_NS), suppress(GeneratorExit):
                while True:
                    element = yield
                    if element is True:
                        yield xf
                    elif element is not None:
                        xf.write(element)

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
        xf.flush()
        self._file.write(row[0].encode("utf-8"))


class StreamedSheet(WriteOnlyWorksheet):
    """A sheet of a write-only workbook that is given its rows by ``add_row``."""

    def add_row(self, number: int, cells: Sequence[str], tall: float | None = None) -> None:
        """Add row ``number`` (from 1, without gaps) of cells as ``content`` makes them ("" for none), ``tall`` points
        high."""
        height = f' ht="{tall:.16g}" customHeight="1"' if tall else ""
        named = "".join([f'<c r="{letters}{number}"{cell}' for letters, cell in zip(_LETTERS, cells) if cell])
        self.append([f'<row r="{number}"{height}>{named}</row>'])

    def link(self, column: int, row: int, target: str) -> None:
        """Let a cell of a row that was added lead to a file."""
        self._hyperlinks.append(Hyperlink(ref=f"{get_column_letter(column)}{row}", target=target))

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _Writer(self)
            self._writer.write_top()

    def _values_to_row(self, values: Any, row_idx: int) -> Any:
        return values


class Styles:
    """Numbers of the styles of a workbook, by the name of their look; text that a spreadsheet could take for a formula
    has a style of its own, which says that it is text."""

    def __init__(self, workbook: Any, looks: dict[str, Any]) -> None:
        self._workbook, self._looks = workbook, looks
        self._attributes: dict[tuple[str, bool], str] = {}

    def attribute(self, look: str, quoted: bool = False) -> str:
        """The attribute that gives a cell its look; none for that of the Normal style."""
        found = self._attributes.get((look, quoted))
        if found is None:
            style = copy(self._looks[look])
            style.quotePrefix = int(quoted)
            number = self._workbook._cell_styles.add(style)
            found = self._attributes[look, quoted] = f' s="{number}"' if number else ""
        return found


def content(value: Value, look: str, styles: Styles) -> str:
    """A cell behind its place, which makes it whole as ``<c r="C7"`` + content: text stays text, whatever it looks
    like."""
    if isinstance(value, str):
        text = clean(value)
        if not text:
            return f'{styles.attribute(look)} t="inlineStr"/>'
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return (f'{styles.attribute(look, could_be_formula(text))} t="inlineStr">'
                f'<is><t{space}>{escape(text)}</t></is></c>')
    if value is None:
        return f'{styles.attribute(look)} t="n"/>'
    return f'{styles.attribute(look)} t="n"><v>{safe_string(to_excel(value) if isinstance(value, date) else value)}</v></c>'

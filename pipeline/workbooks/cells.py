"""Text on its way into a cell (what XML and Excel do not take, what must never become a formula), and days as people
type them into one."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

CELL_LIMIT = 32_767
"""Characters one cell holds, counted in UTF-16 units (Excel specifications and limits)."""

CUT_MARK = "… [nội dung quá dài, phần sau đã cắt: xem văn bản gốc]"

# XML 1.0 allows tab, line feed, carriage return and U+0020 upwards without surrogates and U+FFFE, U+FFFF;
# the controls U+007F–U+009F are legal but print nothing.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_FORMULA_START = re.compile(r"\s*[=+\-@]|[\t\r\n]")


def clean(text: str) -> str:
    """The text as a cell can hold it: NFC, legal in XML, lines ended by line feeds, at most ``CELL_LIMIT`` units."""
    legal = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _cut(unicodedata.normalize("NFC", legal))


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet would read the text as a formula when it is typed or edited again.

    The cell keeps its text to the letter; it is stored as a string with the quote-prefix style.
    """
    return _FORMULA_START.match(text) is not None


def typed_day(text: str) -> date | None:
    """The day that a person wrote as ``30/4/2025``, ``30-04-2025`` or ``30.4.2025``; None for other words. Raises
    ValueError for a day that no calendar has."""
    found = _DAY.fullmatch(text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else None


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    if len(text) * 2 <= CELL_LIMIT or _units(text) <= CELL_LIMIT:
        return text
    kept = text[: CELL_LIMIT - len(CUT_MARK)]
    while _units(kept) > CELL_LIMIT - len(CUT_MARK):
        kept = kept[: -max(1, (_units(kept) - CELL_LIMIT + len(CUT_MARK)) // 2)]
    return kept + CUT_MARK

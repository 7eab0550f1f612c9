"""A value as a cell: its XML, the size that keeps it in one row, and how tall it is there."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from xml.sax.saxutils import escape

from openpyxl.compat import safe_string
from openpyxl.utils.datetime import to_excel

from .cells import clean, could_be_formula
from .looks import ONE_LINE, SMALL, SMALLER
from .metrics import BODY_SIZE, MAX_ROW_HEIGHT, height
from .streamed import style_attribute

Value = str | int | float | date | None

_SIZED = {look: tuple((f"{look} {size}", size) for size in SMALLER) for look in ("text", "center", "check", "edit")}
_SIZED |= {look: ((look, size),) for look, size in SMALL.items()}
"""Looks that come in several sizes, with those, the largest first, and those of a size of their own."""

_SHORT = 60
"""Characters of a text that is likely to stand in many cells: what was made of it is kept."""


def content(value: Value, look: str) -> str:
    """A cell behind its place, which makes it whole: ``<c r="C7"`` + content. Text stays text, whatever it looks
    like."""
    if isinstance(value, str):
        text = clean(value)
        if not text:
            return f'{style_attribute(look)} t="inlineStr"/>'
        space = ' xml:space="preserve"' if text != text.strip() else ""
        style = style_attribute(look, could_be_formula(text))
        return f'{style} t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
    if value is None:
        return f'{style_attribute(look)} t="n"/>'
    number = safe_string(to_excel(value) if isinstance(value, date) else value)
    return f'{style_attribute(look)} t="n"><v>{number}</v></c>'


def fitted(value: Value, look: str, width: float) -> tuple[str, float]:
    """The cell with its look at the largest size that keeps it in one row of a column ``width`` wide, and its height in
    points."""
    long = isinstance(value, str) and len(value) > _SHORT
    return _fit(value, look, width) if long else _known(value, look, width)


def _fit(value: Value, look: str, width: float) -> tuple[str, float]:
    sized, tall = _size(value, look, width)
    return content(value, sized), tall


_known = lru_cache(maxsize=16384)(_fit)


def _size(value: Value, look: str, width: float) -> tuple[str, float]:
    sizes = _SIZED.get(look)
    if not isinstance(value, str):
        return sizes[0][0] if sizes else look, BODY_SIZE * 1.3
    if look in ONE_LINE:
        return look, BODY_SIZE * 1.1
    if not sizes:
        return look, height(value, width, bold=not look.startswith("name"))
    found = ((name, height(value, width, size)) for name, size in sizes)
    return next(((name, tall) for name, tall in found if tall + 4 <= MAX_ROW_HEIGHT),
                (sizes[-1][0], height(value, width, sizes[-1][1])))

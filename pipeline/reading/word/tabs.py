"""Heads and feet laid out with tabs instead of a table: ``issuer <tab> quốc hiệu`` on one line."""

from __future__ import annotations

import re

from pipeline.model.text import Column

from .. import normal
from ..draft import Block
from .paragraph import TAB, ParagraphReader
from .xml import Element

_RIGHT = re.compile(
    r"CỘNG H[OÒÓÕ][AÀÁÃ] XÃ HỘI|Độc lập\s*[-–—]\s*Tự do|,\s*ngày.*tháng.*năm|^(?:TM|KT|TL|TUQ|Q)\.\s|"
    r"^(?:T/M|K/T|T/L)\s", re.IGNORECASE)
_TABS = re.compile(r"\s*\t[\t ]*")


def split_tabs(paragraph: Element, reader: ParagraphReader) -> list[Block]:
    """The paragraphs of ``paragraph``; one that a tab parts into two sides gives a left and a right one."""
    blocks = reader.blocks(paragraph)
    if len(blocks) != 1:
        return blocks
    text = normal.characters(reader.runs(paragraph).text).strip(" \n")
    if TAB not in text:
        text = reader.runs(paragraph).text.strip(" \n")
    parts = _TABS.split(text, maxsplit=1)
    if len(parts) != 2 or not parts[0].strip() or not _RIGHT.search(parts[1].strip()):
        return blocks
    sides: tuple[tuple[str, Column], ...] = ((parts[0], "left"), (parts[1], "right"))
    return [Block(text=normal.line(side), style=blocks[0].style, column=column) for side, column in sides]

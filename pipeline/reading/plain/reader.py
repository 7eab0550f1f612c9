"""Reads a text file: bytes, paragraphs, then rows of cells among them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pipeline.errors import BrokenFile, TooLarge
from pipeline.model.text import Document, Source, Style
from pipeline.settings import Settings

from .. import aligned, normal
from ..builder import Builder
from ..decoding import decode, mended, told
from ..draft import Block, DraftTable
from ..secrecy import gate, words
from ..tablework import mark_header
from .cells import laid_out, parts
from .wrapping import Layout, paragraphs

_MOST = 16 << 20  # bytes: some 5,000 pages
_EMPHASIS = re.compile(r"\*{2,}|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")


def read(path: Path, sha256: str, settings: Settings) -> Document:
    """Read a text file (UTF-8, UTF-16 or Windows-1258). There are no pages and no boxes.

    Marks of emphasis of a page saved as Markdown are dropped. Raises BrokenFile when there is no text, TooLarge for
    more text than any directive has, SecretDirective for a mark of secrecy.
    """
    if path.stat().st_size > _MOST:
        raise TooLarge(f"{path.name}: tệp chữ quá {_MOST >> 20} MB, không phải một văn bản.",
                       "Tách từng văn bản thành một tệp rồi nạp lại.")
    raw = decode(path.read_bytes())
    whole = mended(raw)
    text = normal.characters(whole)
    gate.refuse(path.name, (gate.Piece(line, "nội dung") for line in words.lines(text.split("\n"))), settings.cleared)
    if "**" in text:
        text = _EMPHASIS.sub("", text)
    lines = [normal.line(line) for line in text.split("\n")]
    layout = Layout.of(lines)
    builder, at = Builder(), 0
    for table in aligned.found(_typed(whole)):
        _put_lines(lines[at:table.start], layout, builder)
        builder.add_table(table.draft())
        at = table.end
    _put_lines(lines[at:], layout, builder)
    document = builder.document(Source(path.name, sha256, 1, "txt"), (), (told(path.name),) if whole != raw else ())
    if not document.text:
        raise BrokenFile(f"{path.name}: tệp không có chữ nào.", "Xin lại tệp từ nơi gửi rồi nạp lại.")
    return document


def _typed(text: str) -> list[str]:
    """The lines as they were typed, with their tabs and spaces; a letter counts as one column."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")


def _put_lines(lines: list[str], layout: Layout, builder: Builder) -> None:
    for part in parts(lines):
        if isinstance(part, list):
            for paragraph in paragraphs(part, layout):
                builder.add(Block(text=paragraph, style=Style()))
        else:
            for item in laid_out(part, layout):
                _put(item, builder)


def _put(item: Block | DraftTable, builder: Builder) -> None:
    if isinstance(item, DraftTable):
        mark_header(item)
        builder.add_table(item)
    else:
        builder.add(item)

"""Plain text: decoded, hard-wrapped lines joined, ``A | B`` read as columns or as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import BrokenFile
from pipeline.model.text import Column, Document, Source

from . import normal
from .builder import Builder
from .draft import Block, DraftCell, DraftTable
from .markers import dash_continues, ends_item, ends_sentence, starts_formula, starts_item, starts_low
from .tablework import mark_header

_MARKUP = re.compile(r"\*{2,3}|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_RULE = re.compile(r"^[-_=*~\s.]{3,}$")
_HEAD = re.compile(r"CỘNG H[OÒÓÕ][AÀÁÃ] XÃ|Độc lập\s*[-–—]\s*Tự do|ngày\s.*tháng\s.*năm", re.IGNORECASE)
_FOOT = re.compile(r"N[ơƠ]i nhận|^(?:TM|KT|TL|TUQ|Q)\.\s", re.IGNORECASE)
_ADDRESSED = re.compile(r"^(?:Đồng )?[Kk]ính gửi")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def read(path: Path, sha256: str) -> Document:
    """Read a text file (UTF-8, UTF-16 or Windows-1258). There are no pages and no boxes."""
    text = normal.characters(decode(path.read_bytes()))
    if not text.strip():
        raise BrokenFile(f"{path.name}: tệp không có chữ nào.", "Xin lại tệp từ nơi gửi rồi nạp lại.")
    builder = Builder()
    for item in _items(_paragraphs(text)):
        if isinstance(item, DraftTable):
            mark_header(item)
            builder.add_table(item)
        else:
            builder.add(item)
    return builder.document(Source(path.name, sha256, 1, "txt"))


def decode(data: bytes) -> str:
    """Bytes to text. Windows-1258 is what is left when the bytes are neither UTF-8 nor UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[:400].count(0) > len(data[:400]) * 0.25:
        return data.decode("utf-16-le" if data[1:400:2].count(0) >= data[0:400:2].count(0) else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace")


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of the file, wrapped lines joined."""
    lines = [normal.line(line) for line in text.split("\n")]
    filled = [line for line in lines if line]
    wrap = _wrap_width(filled)
    spaced = _is_spaced(lines)
    found: list[str] = []
    gap = True
    for line in lines:
        if not line:
            gap = True
            continue
        if found and not gap and not _starts_new(found[-1], line, _last_width(found[-1], wrap), spaced):
            found[-1] += " " + line
        else:
            found.append(line)
        gap = False
    return found


def _last_width(paragraph: str, wrap: int) -> int:
    return wrap


def _wrap_width(lines: list[str]) -> int:
    """The column at which lines were wrapped; 0 where they were not."""
    lengths = sorted(len(line) for line in lines)
    if len(lengths) < 8:
        return 0
    high = lengths[int(len(lengths) * 0.9)]
    near = sum(high * 0.8 <= n <= high * 1.15 for n in lengths)
    return high if high <= 130 and near >= 0.3 * len(lengths) else 0


def _is_spaced(lines: list[str]) -> bool:
    """True where blank lines part the paragraphs."""
    filled = sum(1 for line in lines if line)
    return sum(1 for a, b in zip(lines, lines[1:], strict=False) if a and not b) > 0.15 * filled


def _starts_new(before: str, line: str, wrap: int, spaced: bool) -> bool:
    if "|" in line or "|" in before[-200:].rsplit("\n", maxsplit=1)[-1]:
        return True
    if dash_continues(before, line):
        return False
    if starts_low(line) and not ends_sentence(before) and not starts_item(line):
        return False
    if starts_item(line) or starts_formula(line):
        return ends_item(before) or not wrap or not spaced
    if not wrap:
        return True
    return not spaced and ends_sentence(before)


def _items(paragraphs: list[str]) -> Iterator[Block | DraftTable]:
    """Rows of ``|`` become columns of a head or foot, or a table; the rest are paragraphs."""
    run: list[list[str]] = []
    for paragraph in [*paragraphs, ""]:
        cells = _cells(paragraph)
        if len(cells) > 1 and (not run or len(run[-1]) == len(cells)):
            run.append(cells)
            continue
        yield from _rows(run)
        run = [cells] if len(cells) > 1 else []
        if len(cells) == 1 and not _RULE.match(paragraph):
            yield Block(text=paragraph)
    yield from _rows(run)


def _cells(paragraph: str) -> list[str]:
    if "|" not in paragraph:
        return [paragraph] if paragraph else []
    return [normal.line(cell) for cell in paragraph.strip().strip("|").split("|")] if paragraph.strip("| ") else []


def _rows(run: list[list[str]]) -> Iterator[Block | DraftTable]:
    if not run:
        return
    whole = "\n".join(" | ".join(row) for row in run)
    if len(run[0]) == 2 and (_HEAD.search(whole) or _FOOT.search(whole)):
        yield from _columns(run)
    elif len(run) == 1 or any(_ADDRESSED.match(row[0]) for row in run):
        for row in run:
            yield from (Block(text=cell) for cell in row if cell)
    else:
        data = [row for row in run if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in row)]
        cells = [DraftCell(r, c, 1, 1, [Block(text=piece) for piece in _BREAK.split(text) if piece])
                 for r, row in enumerate(data) for c, text in enumerate(row)]
        yield DraftTable(len(data), len(run[0]), cells)


def _columns(run: list[list[str]]) -> Iterator[Block]:
    sides: tuple[Column, Column] = ("left", "right")
    for i, side in enumerate(sides):
        for row in run:
            for piece in _BREAK.split(row[i]):
                if piece:
                    yield Block(text=piece, column=side)

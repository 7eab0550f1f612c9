"""What an Office file shows in any of its parts: body, headers, text boxes, comments, notes, properties, alternative
texts, files in it. The readers take of it what is the directive; a mark of secrecy may stand in all of it.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lxml import etree

from pipeline.errors import BrokenFile, TooLarge

from .. import archives
from ..decoding import declared_in, decode
from ..web import mht
from . import pages, words
from .gate import Piece

_PLACES: Final = (
    ("docProps/", "thuộc tính tệp"),
    ("header", "đầu trang"),
    ("footer", "chân trang"),
    ("comments", "ghi chú"),
    ("footnotes", "chú thích"),
    ("endnotes", "chú thích"),
)
_BODY: Final = "word/document"
_TAG = re.compile(r"<[^>]*>")
_WORDED: Final = frozenset(("string", "descr", "title", "alt", "subject", "val"))
_UNREAD: Final = (".bin", ".odttf", ".emf", ".wmf", ".svg", ".mp3", ".mp4", ".rels", ".pdf")
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")
_DEPTH: Final = 2


def pieces(source: Path | bytes, depth: int = 0) -> Iterator[Piece]:
    """The pieces of an Office file (ZIP of XML); nothing where it cannot be opened, which its reader tells."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            archives.check(archive, "")
            for info in archive.infolist():
                yield from _part(info.filename, archive.read(info), depth) if _is_read(info.filename) else ()
    except (*archives.DAMAGED, TooLarge):
        return


def pictures(source: Path) -> Iterator[bytes]:
    """The pictures in an Office file."""
    try:
        with zipfile.ZipFile(source) as archive:
            archives.check(archive, "")
            for info in archive.infolist():
                if info.filename.lower().endswith(_PICTURES):
                    yield archive.read(info)
    except (*archives.DAMAGED, TooLarge):
        return


def _is_read(name: str) -> bool:
    return not name.lower().endswith((*_UNREAD, *_PICTURES, "/"))


def _part(name: str, data: bytes, depth: int) -> Iterator[Piece]:
    lowered = name.lower()
    if data.startswith(b"PK\x03\x04"):
        if depth < _DEPTH:
            yield from pieces(data, depth + 1)
        return
    if not lowered.endswith(".xml"):
        yield from _embedded(data)
        return
    text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
    plain = html.unescape(text) if "&#" in text else text
    if not (words.may_hold(plain) or words.may_hold(_TAG.sub("", plain))):
        return
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return
    where = next((told for key, told in _PLACES if key in name), "nội dung")
    if "docProps/" in name:
        yield from (
            Piece(part, where, True)
            for one in root.iter(etree.Element)
            if one.text
            for part in (one.text, *one.text.split(","))
        )
        return
    yield from _shown(root, where, not name.startswith(_BODY))


def _embedded(data: bytes) -> Iterator[Piece]:
    """The pieces of a page or text put into the file."""
    try:
        if data.lstrip()[:5] == b"{\\rtf":
            text = pages.of_rtf(data)
        else:
            text = mht.page(data) if mht.is_mht(data[:4096]) else decode(data, declared_in(data))
    except BrokenFile:
        return
    yield from (Piece(piece.text, "phần nhúng", piece.aside) for piece in pages.pieces(text))


def _shown(root: Any, where: str, aside: bool) -> Iterator[Piece]:
    for one in root.iter(etree.Element):
        local = etree.QName(one).localname
        if local == "p":
            boxed = _within(one, "txbxContent")
            if aside or boxed or not _within(one, "tbl"):
                place = "hộp chữ" if boxed else where
                yield from (Piece(line, place, aside or boxed) for line in _text(one).split("\n"))
        elif local == "tbl" and not aside:
            rows = [[_cell(cell) for cell in _children(row, "tc")] for row in _children(one, "tr")]
            yield from (Piece(text, "bảng trong văn bản") for text in words.cells(rows))
        elif local in {"si", "is", "textpath"} or any(etree.QName(name).localname in _WORDED for name in one.attrib):
            values = [value for name, value in one.attrib.items() if etree.QName(name).localname in _WORDED]
            yield from (Piece(value, "hình mờ hoặc hình vẽ", True) for value in values)
            if local in {"si", "is"}:  # a cell of a workbook
                yield Piece(_text(one), "ô bảng tính")


def _within(one: Any, local: str) -> bool:
    return next(one.iterancestors(f"{{*}}{local}"), None) is not None


def _children(one: Any, local: str) -> list[Any]:
    """The children, also those inside of content controls."""
    return [
        child
        for child in one.iter(f"{{*}}{local}")
        if next(child.iterancestors("{*}tbl" if local == "tr" else "{*}tr"), None) is one
    ]


def _cell(cell: Any) -> str:
    return "\n".join(_text(p) for p in cell.iter("{*}p") if not _within(p, "txbxContent"))


def _text(paragraph: Any) -> str:
    """The text of a paragraph without that of boxes in it."""
    found: list[str] = []
    for one in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}cr", "{*}delText"):
        if next(one.iterancestors("{*}p", "{*}si", "{*}is"), None) is paragraph:
            local = etree.QName(one).localname
            found.append((one.text or "") if local in {"t", "delText"} else "\t" if local == "tab" else "\n")
    return "".join(found)

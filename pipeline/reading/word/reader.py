"""Reads a DOCX: body in order, head and foot tables as columns, footnotes and running heads set aside."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from pipeline.errors import BrokenFile, EncryptedFile
from pipeline.model.text import Document, Doubt, Furniture, Source
from pipeline.settings import Settings

from .. import archives
from ..builder import Builder
from ..draft import Block
from ..ocr import attached
from ..secrecy import gate, markup
from . import accepted, controls, fields, legacy, shown, tables
from .notes import Notes, notes
from .numbering import Numbering
from .paragraph import ParagraphReader
from .styles import Styles
from .tabs import split_tabs
from .told import Told
from .xml import Element, W, number

_MACROS = "application/vnd.ms-office.vbaProject"
# python-docx opens .docx alone; the others differ from it in nothing but this type (ECMA-376, [MS-OFFMACRO2]).
for _kind in ("application/vnd.ms-word.document.macroEnabled.main+xml",
              "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
              "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"):
    PartFactory.part_type_for[_kind] = DocumentPart


def read(path: Path, sha256: str, settings: Settings) -> Document:
    """Read a DOCX. Offsets have no boxes; ``Source.pages`` is what Word last counted, else 1.

    Raises BrokenFile for a damaged or empty one, TooLarge for one that unpacks without end, SecretDirective for a mark
    of secrecy in any part of it or on its pictures.
    """
    part = _opened(path)
    gate.refuse(path.name, markup.pieces(path), settings.cleared)
    for where, picture in enumerate(markup.pictures(path), start=1):
        gate.refuse(path.name, attached.pieces(picture, f"hình {where} trong tệp"), settings.cleared)
    reader = _BodyReader(_root(part, RT.STYLES), _root(part, RT.NUMBERING))
    builder = Builder()
    aside = tuple(_aside(part, reader))
    reader.prepare(part.element)
    reader.put(part.element.body, builder)
    document = builder.document(Source(path.name, sha256, _pages(part.package, settings), "docx"), aside,
                                _macro_doubt(path, part) + reader.told.doubts(path.name))
    if not document.text:
        raise BrokenFile(f"{path.name}: tệp Word không có chữ nào.",
                         "Kiểm tra tệp; nếu nội dung là ảnh quét thì nhận dạng chữ (OCR) rồi nạp lại.")
    return document


def _opened(path: Path) -> Any:
    """The main part of a Word package; templates and files with macros are read alike, and no macro is ever run."""
    try:
        with archives.opened(path, path.name) as archive:
            locked = any(info.flag_bits & 0x1 for info in archive.infolist())
        if locked:
            raise EncryptedFile(f"{path.name}: tệp Word nằm trong tệp nén có mật khẩu.", archives.PASSWORD_ADVICE)
        part = Package.open(str(path)).main_document_part
        if not isinstance(part, DocumentPart):
            raise ValueError(part.content_type)
        return part
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise BrokenFile(f"{path.name}: tệp Word hỏng hoặc chưa chép xong, không mở được.",
                         "Mở thử bằng Word, lưu lại rồi nạp; nếu không mở được thì xin lại tệp.") from error


class _BodyReader:
    """Walks the body; holds styles and running numbers."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self.told = Told()
        self.notes = Notes(self.told)
        self._styles = Styles(styles)
        self._paragraphs = ParagraphReader(self._styles, Numbering(numbering), self.notes)

    def prepare(self, root: Element | None) -> None:
        """Leave under ``root`` what its page shows, in Unicode; once for every part."""
        accepted.join(root)
        fields.settle(root, self.told)
        controls.settle(root, self._styles, self.told)
        shown.settle(root, self._styles, self.told)
        legacy.convert(root, self._styles)

    def put(self, body: Element, builder: Builder) -> None:
        """Append everything in ``body`` to ``builder``."""
        for item in tables.children(body, "p", "tbl"):
            if item.tag == W + "tbl":
                self._put_table(item, builder)
                continue
            for block in split_tabs(item, self._paragraphs):
                builder.add(block)

    def blocks(self, holder: Element) -> list[Block]:
        """All paragraphs of a cell or note; tables nested in it are flattened."""
        found: list[Block] = []
        for item in tables.children(holder, "p", "tbl"):
            if item.tag == W + "p":
                found.extend(self._paragraphs.blocks(item, in_cell=holder.tag == W + "tc"))
            else:
                for cell in tables.grid(item)[2]:
                    found.extend(self.blocks(cell.element))
        return found

    def _put_table(self, table: Element, builder: Builder) -> None:
        rows, cols, cells = tables.grid(table)
        if not cells:
            return
        kind = tables.kind_of(table, cells, rows, cols, self._styles)
        if kind in {"head", "foot"}:
            for block in tables.columns(cells, self.blocks, cols):
                builder.add(block)
        elif kind == "data":
            builder.add_table(tables.data_table(table, rows, cols, cells, self.blocks))
        else:
            for cell in cells:
                self.put(cell.element, builder)


def _macro_doubt(path: Path, part: Any) -> tuple[Doubt, ...]:
    if not any(one.content_type == _MACROS for one in part.package.iter_parts()):
        return ()
    return (Doubt("co-macro", f"{path.name}: tệp Word có macro. Chương trình chỉ đọc chữ, không chạy macro; khi tự mở "
                              "tệp bằng Word thì không bật macro nếu chưa chắc nơi gửi."),)


def _root(part: Any, kind: str) -> Element | None:
    try:
        related = part.part_related_by(kind)
    except KeyError:
        return None
    element = getattr(related, "element", None)
    return element if element is not None else _parsed(related.blob)


def _parsed(blob: bytes) -> Element | None:
    try:
        return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _aside(part: Any, reader: _BodyReader) -> list[Furniture]:
    """Footnotes and running heads; a DOCX has no pages, so they are put on page 1."""
    found: list[Furniture] = []
    for relation in part.rels.values():
        if relation.is_external:
            continue
        kind = relation.reltype
        if kind in {RT.FOOTNOTES, RT.ENDNOTES}:
            found.extend(_notes(_root(part, kind), "footnote" if kind == RT.FOOTNOTES else "endnote", reader))
        elif kind in {RT.HEADER, RT.FOOTER}:
            root = _parsed(relation.target_part.blob)
            reader.prepare(root)
            text = " ".join(b.text for b in reader.blocks(root)) if root is not None else ""
            if text.strip():
                found.append(Furniture("running head" if kind == RT.HEADER else "running foot", 1, text))
    return found


def _notes(root: Element | None, kind: str, reader: _BodyReader) -> list[Furniture]:
    found: list[Furniture] = []
    reader.prepare(root)
    for identity, text in notes(root, lambda note: " ".join(b.text for b in reader.blocks(note))):
        reader.notes.add(kind, identity, text)
        found.append(Furniture("footnote", 1, f"{identity} {text}".strip()))
    return found


def _pages(package: Any, settings: Settings) -> int:
    """The page count in docProps/app.xml when it can be true, else 1."""
    for relation in package.rels.values():
        if relation.reltype.endswith("/extended-properties") and not relation.is_external:
            root = _parsed(relation.target_part.blob)
            told = root.find("{*}Pages") if root is not None else None
            count = number(told.text if told is not None else None)
            return count if 1 <= count <= settings.max_pages else 1
    return 1



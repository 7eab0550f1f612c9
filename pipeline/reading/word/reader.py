"""Reads a DOCX: body in order, head and foot tables as columns, footnotes and running heads set aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from pipeline.errors import BrokenFile
from pipeline.model.text import Document, Doubt, Furniture, Source
from pipeline.settings import Settings

from ..builder import Builder
from ..ocr import attached
from ..secrecy import gate, markup
from .body import BodyReader
from .notes import notes
from .opening import opened, parsed, parsed_root
from .xml import Element, number

_MACROS = "application/vnd.ms-office.vbaProject"


def read(path: Path, sha256: str, settings: Settings) -> Document:
    """Read a DOCX. Offsets have no boxes; ``Source.pages`` is what Word last counted, else 1.

    Raises BrokenFile for a damaged or empty one, TooLarge for one that unpacks without end, SecretDirective for a mark
    of secrecy in any part of it or on its pictures.
    """
    part = opened(path)
    gate.refuse(path.name, markup.pieces(path), settings.cleared)
    for where, picture in enumerate(markup.pictures(path), start=1):
        gate.refuse(path.name, attached.pieces(picture, f"hình {where} trong tệp"), settings.cleared)
    reader = BodyReader(parsed_root(part, RT.STYLES), parsed_root(part, RT.NUMBERING), part)
    builder = Builder()
    aside = tuple(_aside(part, reader))
    reader.prepare(part.element)
    reader.read_into(part.element.body, builder)
    document = builder.document(Source(path.name, sha256, _pages(part.package, settings), "docx"), aside,
                                _macro_doubt(path, part) + reader.told.doubts(path.name))
    if not document.text:
        raise BrokenFile(f"{path.name}: tệp Word không có chữ nào.",
                         "Kiểm tra tệp; nếu nội dung là ảnh quét thì nhận dạng chữ (OCR) rồi nạp lại.")
    return document


def _macro_doubt(path: Path, part: Any) -> tuple[Doubt, ...]:
    if not any(one.content_type == _MACROS for one in part.package.iter_parts()):
        return ()
    return (Doubt("co-macro", f"{path.name}: tệp Word có macro. Chương trình chỉ đọc chữ, không chạy macro; khi tự mở "
                              "tệp bằng Word thì không bật macro nếu chưa chắc nơi gửi."),)


def _aside(part: Any, reader: BodyReader) -> list[Furniture]:
    """Footnotes and running heads; a DOCX has no pages, so they are put on page 1."""
    found: list[Furniture] = []
    for relation in part.rels.values():
        if relation.is_external:
            continue
        kind = relation.reltype
        if kind in {RT.FOOTNOTES, RT.ENDNOTES}:
            found.extend(_notes(parsed_root(part, kind), "footnote" if kind == RT.FOOTNOTES else "endnote", reader))
        elif kind in {RT.HEADER, RT.FOOTER}:
            root = parsed(relation.target_part.blob)
            reader.prepare(root)
            text = " ".join(b.text for b in reader.blocks(root)) if root is not None else ""
            if text.strip():
                found.append(Furniture("running head" if kind == RT.HEADER else "running foot", 1, text))
    return found


def _notes(root: Element | None, kind: str, reader: BodyReader) -> list[Furniture]:
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
            root = parsed(relation.target_part.blob)
            told = root.find("{*}Pages") if root is not None else None
            count = number(told.text if told is not None else None)
            return count if 1 <= count <= settings.max_pages else 1
    return 1



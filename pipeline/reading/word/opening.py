"""Opens Word packages: templates and files with macros alike, Strict Open XML as the Transitional that readers know."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from pipeline.errors import BrokenFile, EncryptedFile

from .. import archives
from .xml import Element

# python-docx opens .docx alone; the others differ from it in nothing but this type (ECMA-376, [MS-OFFMACRO2]).
for _kind in ("application/vnd.ms-word.document.macroEnabled.main+xml",
              "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
              "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"):
    PartFactory.part_type_for[_kind] = DocumentPart

_STRICT = b"http://purl.oclc.org/ooxml/"
_TOLD_IN = ("_rels/.rels", "word/document.xml")
_OPEN = b"http://schemas.openxmlformats.org/"
# Namespaces of Strict and Transitional (ISO/IEC 29500-1 and -4, annex A); the first that fits.
_NAMESPACES = tuple((_STRICT + strict, _OPEN + told) for strict, told in (
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"officeDocument/extendedProperties", b"officeDocument/2006/extended-properties"),
    (b"officeDocument/customProperties", b"officeDocument/2006/custom-properties"),
    (b"officeDocument/docPropsVTypes", b"officeDocument/2006/docPropsVTypes"),
    (b"officeDocument/bibliography", b"officeDocument/2006/bibliography"),
    (b"officeDocument/characteristics", b"officeDocument/2006/characteristics"),
    (b"officeDocument/customXml", b"officeDocument/2006/customXml"),
    (b"schemaLibrary/main", b"schemaLibrary/2006/main"),
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
    (b"drawingml/spreadsheetDrawing", b"drawingml/2006/spreadsheetDrawing"),
    (b"drawingml/picture", b"drawingml/2006/picture"),
    (b"drawingml/chart", b"drawingml/2006/chart"),
    (b"drawingml/diagram", b"drawingml/2006/diagram"),
    (b"drawingml/lockedCanvas", b"drawingml/2006/lockedCanvas"),
))


def opened(path: Path) -> Any:
    """The main part of the Word package at ``path``; no macro is ever run.

    Raises BrokenFile, EncryptedFile, TooLarge."""
    try:
        with archives.opened(path, path.name) as archive:
            locked = any(info.flag_bits & 0x1 for info in archive.infolist())
        if locked:
            raise EncryptedFile(f"{path.name}: tệp Word nằm trong tệp nén có mật khẩu.", archives.PASSWORD_ADVICE)
        part = Package.open(io.BytesIO(transitional(path.read_bytes()))).main_document_part
        if not isinstance(part, DocumentPart):
            raise ValueError(part.content_type)
        return part
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise BrokenFile(f"{path.name}: tệp Word hỏng hoặc chưa chép xong, không mở được.",
                         "Mở thử bằng Word, lưu lại rồi nạp; nếu không mở được thì xin lại tệp.") from error


def transitional(data: bytes) -> bytes:
    """The package ``data`` with the namespaces of Strict Open XML changed to those of Transitional."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if not any(_STRICT in archive.read(name) for name in _TOLD_IN if name in archive.namelist()):
            return data
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as target:
            for info in archive.infolist():
                content = archive.read(info)
                if info.filename.lower().endswith((".xml", ".rels")):
                    for strict, told in _NAMESPACES:
                        content = content.replace(strict, told)
                target.writestr(info.filename, content)
    return made.getvalue()


def parsed_root(part: Any, kind: str) -> Element | None:
    """The root of the part that ``part`` refers to by the relation ``kind``; None where there is none to be read."""
    try:
        related = part.part_related_by(kind)
    except KeyError:
        return None
    element = getattr(related, "element", None)
    return element if element is not None else parsed(related.blob)


def parsed(blob: bytes) -> Element | None:
    """The root of XML without entities; None where it cannot be read."""
    try:
        return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None

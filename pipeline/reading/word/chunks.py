"""Files put into a Word file by reference: parts in another format (ECMA-376 17.17.2, altChunk) and embedded documents.
What is a document of words is read in its place, the rest is told."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from pipeline.errors import ChidaoError

from .. import archives
from ..decoding import declared_in, decode
from .told import Told
from .xml import Element, V, W

PICTURES = frozenset((V + "imagedata",))
_DEPTH = 3
_OFFICE = b"PK\x03\x04"
_RTF = b"{\\rtf"
_DRAWN = ("Equation", "Paint.", "Visio", "Photoshop", "MathType", "PBrush", "Picture", "CorelDRAW", "AutoCAD")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A file in a file: its body as Word has it, with the parts that belong to it."""

    body: Element
    styles: Element | None = None
    numbering: Element | None = None
    part: Any = None


def opened(part: Any, reference: str, depth: int) -> Chunk | None:
    """The file that ``part`` refers to as ``reference``; None for what is no document of words, or damaged."""
    target = _target(part, reference)
    if target is None or depth >= _DEPTH:
        return None
    try:
        return of_bytes(target.blob)
    except (ChidaoError, *archives.DAMAGED, etree.LxmlError):
        return None


def of_bytes(data: bytes) -> Chunk | None:
    """A DOCX, RTF, web page, MHT or plain text as a body. Raises ChidaoError for a damaged one."""
    from ..web import as_word, mht  # noqa: PLC0415  most files have no such part

    if data.startswith(_OFFICE):
        return _docx(data)
    if data.lstrip()[:5] == _RTF:
        return _converted(data)
    if data.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        return None
    page = mht.page(data) if mht.is_mht(data[:4096]) else None
    text = page if page is not None else decode(data, declared_in(data))
    return Chunk(as_word.body(text) if "<" in text else as_word.lines(text))


def tell(item: Element, part: Any, reference: str | None, told: Told) -> None:
    """Keep for telling that a file inside was not read; pictures drawn by other programs are none."""
    program = next((one.get("ProgID") or "" for one in item.iter() if one.get("ProgID")), "")
    if item.tag == W + "object" and (program.startswith(_DRAWN) or not (program or reference)):
        return
    target = _target(part, reference) if reference else None
    name = PurePosixPath(str(target.partname)).name if target is not None else reference or "?"
    told.add("embedded", f"{name} ({program})" if program else name)


def _target(part: Any, reference: str) -> Any:
    relation = part.rels.get(reference) if part is not None else None
    return None if relation is None or relation.is_external else relation.target_part


def _docx(data: bytes) -> Chunk | None:
    from docx.package import Package  # noqa: PLC0415

    from .opening import parsed_root, transitional  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archives.check(archive, "")
        if not any(name.startswith("word/document") for name in archive.namelist()):
            return None
    part = Package.open(io.BytesIO(transitional(data))).main_document_part
    return Chunk(part.element.body, parsed_root(part, RT.STYLES), parsed_root(part, RT.NUMBERING), part)


def _converted(data: bytes) -> Chunk | None:
    """An RTF by way of LibreOffice."""
    from pipeline import private  # noqa: PLC0415

    from ..office_files import soffice  # noqa: PLC0415

    with private.held() as folder:
        source = folder / "phan-nhung.rtf"
        source.write_bytes(data)
        return _docx(soffice.to_docx(source, folder, source.name).read_bytes())

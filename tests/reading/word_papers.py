"""Word files for tests, made of the XML of their parts."""

from __future__ import annotations

from pathlib import Path

from docx import Document as new_docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reading_papers import check

from pipeline.model import Document
from pipeline.reading import read

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: list[str], ruled: bool = True, cell: str = "") -> str:
    """Rows of cells; a cell is text or the XML of what is in it."""
    borders = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "insideH", "insideV")) if ruled else ""
    lines = []
    for row in rows:
        cells = (one if one.startswith("<") else paragraph(one) for one in row)
        lines.append("<w:tr>" + "".join(f"<w:tc><w:tcPr>{cell}</w:tcPr>{one}</w:tc>" for one in cells) + "</w:tr>")
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{''.join(lines)}</w:tbl>"


def paper(path: Path, *body: str, styles: str = "", notes: dict[str, str] | None = None,
          parts: dict[str, tuple[str, bytes]] | None = None) -> Path:
    """Write a file: ``styles`` are w:style elements, ``notes`` texts of footnotes by id, ``parts`` further parts by
    relation (``aFChunk``): file name and bytes; they are related as rId901, rId902 … in their order."""
    made = new_docx()
    holder = made.element.body
    for old in list(holder)[:-1]:
        holder.remove(old)
    for n, one in enumerate(parse_xml(f"<w:body {nsdecls('w', 'r')} {W14}>{''.join(body)}</w:body>")):
        holder.insert(n, one)
    for style in parse_xml(f"<w:styles {nsdecls('w')}>{styles}</w:styles>"):
        made.styles.element.append(style)
    package = made.part.package
    if notes:
        xml = "".join(f'<w:footnote w:id="{key}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
                      for key, text in notes.items())
        blob = f"<w:footnotes {nsdecls('w')}>{xml}</w:footnotes>".encode()
        made.part.relate_to(Part(PackURI("/word/footnotes.xml"), _NOTES.format("footnotes"), blob, package), RT.FOOTNOTES)
    for n, (relation, (name, data)) in enumerate((parts or {}).items(), start=901):
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + relation.rstrip("0123456789")
        part = Part(PackURI(f"/word/{name}"), "application/octet-stream", data, package)
        made.part.rels.add_relationship(kind, part, f"rId{n}")
    made.save(path)
    return path


def reading(path: Path) -> tuple[Document, dict[str, str]]:
    """The document, and its doubts by code."""
    document = read(path)
    check(document)
    return document, {doubt.code: doubt.message for doubt in document.warnings}

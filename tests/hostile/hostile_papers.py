"""Hostile and broken files, made here: each with what must become of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

from docx import Document as new_docx

LETTER = "Kính gửi: Sở Y tế. Ủy ban nhân dân tỉnh yêu cầu Sở Y tế báo cáo kết quả trước ngày 15/3/2025."


def docx_bytes(text: str = LETTER) -> bytes:
    out = io.BytesIO()
    document = new_docx()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def with_part(docx: bytes, name: str, change) -> bytes:
    """A DOCX with one part changed (or added) by ``change(old bytes)``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, change(old.read(item)) if item == name else old.read(item))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return out.getvalue()


def zipped(members: dict[str, bytes], path: Path | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    if path is not None:
        path.write_bytes(out.getvalue())
    return out.getvalue()


def billion_laughs(docx: bytes) -> bytes:
    """Entities that unfold a billion times, in the main part."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE w [<!ENTITY a0 "ha ha ">{entities}]>'.encode()
    return with_part(docx, "word/document.xml", lambda xml: _typed(xml, doctype).replace(b"</w:t>", b"&a9;</w:t>", 1))


def external_entity(docx: bytes, uri: str) -> bytes:
    """An entity that stands for another file or address (XXE)."""
    doctype = f'<!DOCTYPE w [<!ENTITY secret SYSTEM "{uri}">]>'.encode()
    return with_part(docx, "word/document.xml", lambda xml: _typed(xml, doctype).replace(b"</w:t>", b"&secret;</w:t>", 1))


def _typed(xml: bytes, doctype: bytes) -> bytes:
    head, mark, rest = xml.partition(b"?>")
    return head + mark + doctype + rest


def pdf(pages: int = 1, extra: bytes = b"", media: bytes = b"0 0 595 842", count: int | None = None) -> bytes:
    """A PDF written by hand: ``extra`` goes into its catalogue."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>",
               b"<< /Type /Pages /Kids [" + b" ".join(b"%d 0 R" % (n + 3) for n in range(pages)) + b"] /Count %d >>"
               % (pages if count is None else count)]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [" + media + b"] >>"] * pages
    return assembled(objects)


def picture_pdf(width: int, height: int) -> bytes:
    """One page that shows a grey picture of that many pixels, all of one colour."""
    packer = zlib.compressobj(9)
    row = bytes(width)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    draw = b"q 595 0 0 842 0 0 cm /I Do Q"
    return assembled([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter "
        b"/FlateDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(packed), packed)])


def assembled(objects: list[bytes]) -> bytes:
    """Objects 1, 2, … as a PDF file with its table of offsets."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def png(width: int, height: int) -> bytes:
    """A black picture of that size in few bytes."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes((width + 7) // 8 + 1)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
            + chunk(b"IDAT", packed) + chunk(b"IEND", b""))

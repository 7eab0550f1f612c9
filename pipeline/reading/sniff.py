"""Tells what a file is by its content; the suffix is only what somebody called it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pipeline.errors import BrokenFile, EncryptedFile, UnsupportedFormat

from . import archives
from .packages.portfolio import is_portfolio
from .packages.signed import is_wrapped
from .packages.tnef import is_tnef
from .web.mht import is_mht

Kind = Literal["pdf", "docx", "txt", "doc", "rtf", "odt", "image", "zip", "mail", "edxml", "html", "mht", "msg", "tnef",
               "archive", "signed", "portfolio", "xml"]
_AS_DOCX = "Mở tệp bằng Word hoặc LibreOffice, lưu thành .docx hoặc xuất ra PDF rồi nạp lại."
_UNLOCK = "Mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ), lưu lại rồi nạp."
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")  # PNG, JPEG, TIFF
_MORE_PICTURES = re.compile(  # WEBP, BMP with one of its headers, HEIC and AVIF (ISO/IEC 23008-12)
    rb"RIFF.{4}WEBP|BM.{4}\0{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0"
    rb"|.{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1|avif|avis)", re.DOTALL)
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"GIF8", "tệp ảnh GIF", "Quét thành PDF có lớp chữ (OCR) rồi nạp lại."),
    (b"<?xml", "tệp XML", _AS_DOCX),
    (b"MZ", "tệp chương trình", "Kiểm tra lại tệp: đây không phải văn bản."),
)


_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]", re.MULTILINE)
_MAIL_FIELDS = frozenset((b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received",
                          b"content-type", b"return-path", b"delivered-to"))
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*|<!\[[^>]*\]>\s*)*<(?:!doctype\s+html|html|head|body|meta"
                   rb"|title|style|div|table|center|font|span|p|h[1-6])(?=[\s>/])", re.IGNORECASE | re.DOTALL)
_EDXML = re.compile(rb"<(?:\w+:)?edxml(?:envelope)?[\s>]", re.IGNORECASE)  # QCVN 102:2016/BTTTT


def kind_of(path: Path) -> Kind:
    """The kind of a file that can be read; raises UnsupportedFormat, EncryptedFile or BrokenFile for the rest."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise BrokenFile(f"{path.name}: tệp rỗng.", "Xin lại tệp từ nơi gửi rồi nạp lại.")
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    known = next((kind for kind, is_kind in _KINDS if is_kind(head)), None)
    if known:
        return "portfolio" if known == "pdf" and is_portfolio(path) else known
    for magic, name, advice in _FOREIGN:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:len(magic)].lower() == magic.lower():
            raise UnsupportedFormat(f"{path.name}: {name} không đọc được.", advice)
    if _is_binary(head):
        raise UnsupportedFormat(f"{path.name}: không nhận ra định dạng của tệp.",
                                "Chỉ nạp PDF, DOCX, DOC, RTF, ODT, TXT, HTML, ảnh quét, gói ZIP, RAR, 7z, EML hay MSG; "
                                "kiểm tra tệp có bị hỏng khi tải về không.")
    return "txt"


def _kind_of_zip(path: Path) -> Kind:
    with archives.opened(path, path.name) as archive:
        names = set(archive.namelist())
        mimetype = archives.member(archive, "mimetype", path.name)[:80] if "mimetype" in names else b""
        if "word/document.xml" in names or any(n.startswith("word/document") for n in names):
            return "docx"
        if b"opendocument.text" in mimetype:
            manifest = "META-INF/manifest.xml"
            if manifest in names and b"encryption-data" in archives.member(archive, manifest, path.name):
                raise EncryptedFile(f"{path.name}: tệp ODT có mật khẩu.", _UNLOCK)
            return "odt"
    if any(n.startswith(("xl/", "ppt/")) for n in names) or b"opendocument" in mimetype:
        raise UnsupportedFormat(f"{path.name}: tệp Excel hoặc PowerPoint không phải văn bản chỉ đạo.",
                                "Nạp văn bản kèm theo dưới dạng PDF hoặc DOCX.")
    return "zip"


def _kind_of_ole(path: Path) -> Kind:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedFile(f"{path.name}: tệp Word có mật khẩu.", _UNLOCK)
    if "__substg1.0_".encode("utf-16-le") in data:
        return "msg"
    if "WordDocument".encode("utf-16-le") in data:
        if _is_locked_doc(data):
            raise EncryptedFile(f"{path.name}: tệp Word có mật khẩu.", _UNLOCK)
        return "doc"
    raise UnsupportedFormat(f"{path.name}: tệp Office đời cũ không đọc được.", _AS_DOCX)


def _is_locked_doc(data: bytes) -> bool:
    """The encryption flag of the Word binary format ([MS-DOC] 2.5.2, FibBase), at the start of one of its sectors."""
    heads = (data[at:at + 12] for at in range(512, len(data), 512) if data[at:at + 2] == b"\xec\xa5")
    return any(len(head) == 12 and head[11] & 0x01 for head in heads)


def _is_mail(head: bytes) -> bool:
    """True for a message as mail programs save it (RFC 5322): header fields from the first line on, known ones."""
    names = {m.group(1).lower() for m in _FIELD.finditer(head.lstrip(b"\xef\xbb\xbf").split(b"\n\n")[0]
                                                         .split(b"\r\n\r\n")[0])}
    return _FIELD.match(head.lstrip(b"\xef\xbb\xbf")) is not None and len(names & _MAIL_FIELDS) > 1


def _is_page(head: bytes) -> bool:
    """True for a web page: its first tag, past comments and declarations, is one of HTML."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    return _PAGE.match(head.lstrip(b"\xef\xbb\xbf")) is not None


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return False
    zeros = head.count(0)
    if zeros > len(head) * 0.25:  # UTF-16 without a byte order mark: every other byte of Latin text is zero
        return head[1::2].count(0) < zeros * 0.9 and head[::2].count(0) < zeros * 0.9
    odd = sum(1 for byte in head if byte < 9 or 13 < byte < 27 or 27 < byte < 32)
    return zeros > 0 or odd > max(3, len(head) * 0.02)


_KINDS: tuple[tuple[Kind, Callable[[bytes], bool]], ...] = (
    ("pdf", lambda head: b"%PDF-" in head[:1024]),
    ("archive", lambda head: head.startswith(_ARCHIVES) or head[257:262] == b"ustar"),
    ("tnef", is_tnef),
    ("signed", is_wrapped),
    ("image", lambda head: head.startswith(_PICTURES) or _MORE_PICTURES.match(head) is not None),
    ("rtf", lambda head: head.startswith(b"{\\rtf")),
    ("edxml", lambda head: _EDXML.search(head) is not None and head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"),
    ("xml", lambda head: b"<w:wordDocument" in head),  # Word 2003
    ("mht", is_mht),
    ("mail", _is_mail),
    ("html", _is_page),
)

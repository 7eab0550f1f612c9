"""What a message or an envelope says beside its attachments: subject, fields, text, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path
from typing import Final

from lxml import etree

from pipeline.errors import ChidaoError

from .. import archives
from ..packages import edxml, mapi, signed, tnef
from ..web.mht import text_of
from . import pages, words
from .gate import Piece

_LONG: Final = 4000  # characters of a field that is content and no field
_FIELD = re.compile(r"secre|secur|confid|classif|sensitiv|do_?-?mat|bao_?-?mat|^mat$", re.IGNORECASE)
_NONE: Final = frozenset(
    (
        "",
        "0",
        "thường",
        "thuong",
        "không",
        "khong",
        "no",
        "none",
        "normal",
        "false",
        "public",
        "binh thuong",
        "bình thường",
        "unclassified",
        "khong mat",
        "không mật",
    )
)
_DEGREES: Final = {"1": "mật", "2": "tối mật", "3": "tuyệt mật"}


def of_package(path: Path, kind: str) -> Iterator[Piece]:
    """What the package at ``path`` says itself, by its ``kind``."""
    if kind == "mail":
        yield from of_mail(path.read_bytes())
    elif kind == "edxml":
        yield from of_envelope(path.read_bytes())
    elif kind == "msg":
        from ..packages import outlook  # noqa: PLC0415  only for files of Outlook

        for told in outlook.own_properties(path, path.name):
            yield from of_properties(told)
    elif kind == "tnef":
        yield from of_properties(tnef.message(path.read_bytes()))
    elif kind == "zip":
        with archives.opened(path, path.name) as archive:
            yield Piece(archive.comment.decode("utf-8", "replace"), "ghi chú của gói", True)
            for info in archive.infolist():
                if info.filename.lower().endswith((".xml", ".edxml")) and not info.flag_bits & 0x1:
                    yield from of_envelope(archives.member(archive, info, path.name))


def of_mail(data: bytes) -> Iterator[Piece]:
    """Subject and headers of an e-mail, and its text line by line."""
    yield from _of_message(message_from_bytes(data))


def _of_message(message: Message) -> Iterator[Piece]:
    for name, value in message.items():
        told = _decoded(str(value))
        if name.lower() in {"subject", "thread-topic", "keywords", "comments"}:
            yield Piece(told, "tiêu đề thư", True)
        elif _FIELD.search(name):
            yield from _field(told)
    for part in message.walk():
        if part is not message and part.get_content_type() == "message/rfc822" and part.is_multipart():
            for forwarded in filter(lambda one: isinstance(one, Message), part.get_payload()):
                yield Piece(_decoded(str(forwarded["Subject"] or "")), "tiêu đề thư chuyển tiếp", True)
        wrapped = part.get_payload(decode=True) if part.get_content_maintype() == "application" else None
        if isinstance(wrapped, bytes):
            yield from _wrapped(wrapped)
        if part.get_content_maintype() == "text":
            yield from _text(text_of(part), part.get_content_subtype() == "html")


def _wrapped(data: bytes) -> Iterator[Piece]:
    """What a message says that stands in another: packed by Outlook, or in its signature."""
    if tnef.is_tnef(data):
        yield from of_properties(tnef.message(data))
    elif signed.is_wrapped(data):
        try:
            yield from _of_message(message_from_bytes(signed.inner(data, "")))
        except ChidaoError:  # told by the reader
            return


def _text(text: str, is_page: bool) -> Iterator[Piece]:
    found = pages.pieces(text) if is_page else (Piece(line, "") for line in words.lines(text.splitlines()))
    yield from (Piece(piece.text, "nội dung thư", piece.aside) for piece in found)


def of_properties(told: mapi.Properties) -> Iterator[Piece]:
    """Subject and texts of a message of Outlook."""
    yield Piece(mapi.text(told, mapi.SUBJECT), "tiêu đề thư", True)
    for kind, text in mapi.texts(told):
        yield from _text(text, kind == "text/html")


def of_envelope(data: bytes) -> Iterator[Piece]:
    """Every field of an edXML message; a field of secrecy with any other word than none is a doubt at least."""
    try:
        root = edxml.parsed(data, "")
    except ChidaoError:  # told by the reader
        return
    for one in root.iter(etree.Element):
        fields = [
            (etree.QName(one).localname, one.text or ""),
            *((etree.QName(name).localname, value) for name, value in one.attrib.items()),
        ]
        for name, value in fields:
            if len(value) > _LONG:
                continue
            yield from (Piece(line, "trường của gói edXML", True) for line in value.splitlines())
            if _FIELD.search(name) and len(one) == 0:
                yield from _field(value)


def _field(value: str) -> Iterator[Piece]:
    told = value.strip()
    if told.lower() not in _NONE:
        known = words.mark(told, True) or words.mark(_DEGREES.get(told, ""), True)
        yield Piece(
            f"Độ mật: {known.degree}" if known and known.degree else f"MẬT{words.UNSURE}", "trường độ mật", True
        )


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError, AssertionError, TypeError):  # a header that lies about its encoding
        return value

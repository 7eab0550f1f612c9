"""E-mail as saved by mail programs (.eml, RFC 5322): its attachments, and its text where that is the directive."""

from __future__ import annotations

import html
import mimetypes
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from pipeline.errors import BrokenFile
from pipeline.knowledge.tables import pattern

from ..decoding import decode
from ..web.mht import text_of
from . import tnef

_PARTS = 500  # a message of more parts is no message
_SIGNATURES = frozenset(("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"))
_ANNOUNCED = frozenset(("message/delivery-status", "message/disposition-notification", "text/calendar", "text/x-vcard",
                        "text/vcard", "text/rfc822-headers"))
_BODY = frozenset(("text/plain", "text/html"))
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")


def attachments(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every attachment; before them the text of the message, as ``thu.txt`` or ``thu.html``, where it
    has a letterhead or nothing is attached.

    Attachments without a name are ``dinh-kem-1`` and so on; those of Outlook's ``winmail.dat`` stand for it. Left out
    are pictures that belong to the look of the message, signatures of the message, cards and calendars. Raises
    BrokenFile when the message has neither.
    """
    yield from of_message(message_from_bytes(path.read_bytes()), name)


def of_message(message: Message, name: str) -> Iterator[tuple[str, bytes]]:
    """As :func:`attachments`, of a message that was parsed."""
    found = [one for part in _attached(message) for one in _opened(*part)]
    text = list(chosen_text([(part.get_content_type(), text_of(part)) for part in _walked(message)
                             if part.get_content_type() in _BODY and not _is_file(part)]))
    if text and (not found or is_directive(text[0][1].decode())):
        found = text + found
    if not found:
        raise BrokenFile(f"{name}: thư không có văn bản đính kèm và không có nội dung chữ.",
                         "Mở thư xem tệp đính kèm có còn không; nếu không thì xin gửi lại.")
    yield from found


def chosen_text(texts: list[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """The text of a message as a file, of its parts (type and text): its page where that has a table or there is
    nothing else, else its plain words; nothing where there are none."""
    plain = next((text for kind, text in texts if kind == "text/plain" and text.strip()), "")
    page = next((text for kind, text in texts if kind == "text/html" and text.strip()), "")
    if page and (not plain or "<table" in page.lower()):
        yield "thu.html", (page if page.lstrip()[:5].lower() in {"<html", "<!doc"} else f"<html>{page}</html>").encode()
    elif plain:
        yield "thu.txt", plain.encode()


def is_directive(text: str) -> bool:
    """True where the text of a message has a letterhead."""
    words = _SPACES.sub(" ", html.unescape(_TAG.sub(" ", text)))
    return pattern("package.letterhead").search(words) is not None


def _walked(message: Message) -> Iterator[Message]:
    for count, part in enumerate(message.walk()):
        if count >= _PARTS:
            return
        yield part


def _is_file(part: Message) -> bool:
    return bool(_name(part)) or str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _attached(message: Message) -> Iterator[tuple[str, bytes]]:
    nameless = 0
    for part in _walked(message):
        kind = part.get_content_type()
        if part.is_multipart() or kind in _SIGNATURES | _ANNOUNCED or (kind in _BODY and not _is_file(part)):
            continue
        inline = str(part.get("Content-Disposition", "")).lower().startswith("inline") or "Content-ID" in part
        if part.get_content_maintype() == "image" and inline:
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data:
            continue
        name = _name(part)
        if not name:
            nameless += 1
            name = f"dinh-kem-{nameless}{mimetypes.guess_extension(kind) or ''}"
        yield name, data


def _opened(name: str, data: bytes) -> list[tuple[str, bytes]]:
    return tnef.attachments(data) if tnef.is_tnef(data) else [(name, data)]


def _in_letters(part: Message) -> Message:
    """A message with the fields of ``part`` that name it, bare bytes in them read as letters."""
    fields = Message()
    for key, value in part.raw_items():
        if key.lower() in {"content-disposition", "content-type"}:
            fields[key] = decode(str(value).encode("utf-8", "surrogateescape"))
    return fields


def _name(part: Message) -> str:
    """The file name of a part, decoded (RFC 2231, 2047, or bare bytes); empty where it has none."""
    from email.header import decode_header, make_header  # noqa: PLC0415  only for e-mails

    try:
        told = _in_letters(part).get_filename() or ""
        return str(make_header(decode_header(told))) if told.isascii() and told else told
    except (LookupError, ValueError, AssertionError, TypeError):  # a header that lies about its encoding
        return "dinh-kem"

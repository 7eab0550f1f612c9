"""Web pages saved with all that belongs to them in one file (MHT, RFC 2557), as Word and browsers write them."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from pipeline.errors import BrokenFile

from ..decoding import declared_in, decode

_FIELD = re.compile(rb"^(?:mime-version|content-type|x-[\w-]+|from|subject|date|snapshot-content-location):",
                    re.IGNORECASE | re.MULTILINE)
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_LETTER = re.compile(rb"^(?:to|received|message-id|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE)
_PARTS = 500


def is_mht(head: bytes) -> bool:
    """True for the head of a saved page: a MIME message of related parts that was sent to nobody."""
    fields = head.lstrip(b"\xef\xbb\xbf \r\n").replace(b"\r\n", b"\n").split(b"\n\n")[0]
    return bool(_FIELD.match(fields) and _RELATED.search(fields)) and not _LETTER.search(fields)


def page(data: bytes) -> str:
    """The page itself, without its pictures. Raises BrokenFile where none is in it."""
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \r\n"))
    for count, part in enumerate(message.walk()):
        if count < _PARTS and part.get_content_type() == "text/html":
            return text_of(part)
    raise BrokenFile("tệp MHT không có trang nào.", "Xin lại văn bản gốc (PDF hoặc DOCX).")


def text_of(part: Message) -> str:
    """The text of a part of a message in its encoding, else in that which the page names."""
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    return decode(data, part.get_content_charset() or declared_in(data))

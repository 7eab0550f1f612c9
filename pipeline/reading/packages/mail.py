"""E-mail as saved by mail programs (.eml, RFC 5322): its attachments, or its text where nothing is attached."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from pipeline.errors import BrokenFile

from ..web.mht import text_of

_PARTS = 500  # a message of more parts is no message


def attachments(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every attachment; a message without any gives its own text as ``thu.txt``.

    Pictures that belong to the look of the message (signatures, logos) are left out. Raises BrokenFile when the
    message has neither.
    """
    message = message_from_bytes(path.read_bytes())
    found = list(_attached(message))
    if not found:
        found = list(_text(message))
    if not found:
        raise BrokenFile(f"{name}: thư không có văn bản đính kèm và không có nội dung chữ.",
                         "Mở thư xem tệp đính kèm có còn không; nếu không thì xin gửi lại.")
    yield from found


def _walked(message: Message) -> Iterator[Message]:
    for count, part in enumerate(message.walk()):
        if count >= _PARTS:
            return
        yield part


def _attached(message: Message) -> Iterator[tuple[str, bytes]]:
    for part in _walked(message):
        if part.is_multipart():
            continue
        name = _name(part)
        inline = str(part.get("Content-Disposition", "")).lower().startswith("inline") or "Content-ID" in part
        if not name or (part.get_content_maintype() == "image" and inline):
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data:
            yield name, data


def _name(part: Message) -> str:
    """The file name of a part, decoded; empty where it has none."""
    from email.header import decode_header, make_header  # noqa: PLC0415  only for e-mails

    try:
        told = part.get_filename()
        return str(make_header(decode_header(told))) if told else ""
    except (LookupError, ValueError, AssertionError, TypeError):  # a header that lies about its encoding
        return "dinh-kem"


def _text(message: Message) -> Iterator[tuple[str, bytes]]:
    """The text of a message: its page where it has a table or there is nothing else, else its plain words."""
    texts = [(part.get_content_type(), text_of(part)) for part in _walked(message)
             if part.get_content_type() in {"text/plain", "text/html"}]
    plain = next((text for kind, text in texts if kind == "text/plain" and text.strip()), "")
    page = next((text for kind, text in texts if kind == "text/html" and text.strip()), "")
    if page and (not plain or "<table" in page.lower()):
        yield "thu.html", _as_page(page).encode()
    elif plain:
        yield "thu.txt", plain.encode()


def _as_page(text: str) -> str:
    """A page that is known as one by its beginning, whatever its own begins with."""
    return text if text.lstrip()[:5].lower() in {"<html", "<!doc"} else f"<html><body>{text}</body></html>"

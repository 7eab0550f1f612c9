"""Properties of Outlook ([MS-OXPROPS]) by which messages and attachments tell their names, texts and bytes."""

from __future__ import annotations

from ..decoding import declared_in, decode

SUBJECT, BODY, HTML = 0x0037, 0x1000, 0x1013
DATA, SHORT_NAME, LONG_NAME, CONTENT_ID, MIME = 0x3701, 0x3704, 0x3707, 0x3712, 0x370E
UNICODE, STRING, BINARY, OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
Properties = dict[int, tuple[int, bytes]]
"""By id: the type and the bytes of a property."""


def text(properties: Properties, identity: int) -> str:
    """The words of a property; empty where it is not there."""
    kind, data = properties.get(identity, (STRING, b""))
    if kind == UNICODE:
        return data.decode("utf-16-le", "replace").rstrip("\0")
    return decode(data.rstrip(b"\0"), declared_in(data)) if data else ""


def texts(properties: Properties) -> list[tuple[str, str]]:
    """The texts of a message with their types, as ``mail.chosen_text`` takes them."""
    return [(kind, words) for kind, identity in (("text/plain", BODY), ("text/html", HTML))
            if (words := text(properties, identity))]


def attachment(properties: Properties, number: int) -> tuple[str, bytes] | None:
    """Name and bytes of an attachment; None for a picture of the message's look and for one without bytes."""
    data = properties.get(DATA, (BINARY, b""))[1]
    picture = text(properties, MIME).startswith("image/") and CONTENT_ID in properties
    if not data or picture:
        return None
    return text(properties, LONG_NAME) or text(properties, SHORT_NAME) or f"dinh-kem-{number}", data

"""edXML messages (QCVN 102:2016/BTTTT): an XML envelope that names its attachments, and may hold them.

Elements are known by their local names: programs differ in namespaces and in where the attachments hang. An
entity or a DTD has no place in a message and is refused.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from pipeline.errors import BrokenFile
from pipeline.model.envelope import Answered, Envelope, Station

_ENVELOPE = re.compile(rb"<(?:\w+:)?edxml(?:envelope)?[\s>]", re.IGNORECASE)
_CONTENT = ("ContentTransferEncoded", "Content")
_NAME = ("AttachmentName", "FileName", "Description")
_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")


def is_envelope(data: bytes) -> bool:
    """Whether XML data is an edXML message."""
    return _ENVELOPE.search(data[:4096]) is not None


def manifest(data: bytes, name: str) -> list[str]:
    """The names of the attachments in the order of the manifest, the directive first."""
    return [told for one in _named(parsed(data, name), "Reference") if (told := _text(one, _NAME))]


def attachments(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the attachments that the message itself holds. Raises BrokenFile for damaged XML or base64."""
    root = parsed(data, name)
    names = {_text(one, ("ContentId",)): _text(one, _NAME) for one in _named(root, "Reference")}
    for number, one in enumerate(_named(root, "Attachment"), start=1):
        content = _text(one, _CONTENT)
        if not content:
            continue
        told = _text(one, _NAME) or names.get(_text(one, ("ContentId",))) or f"dinh-kem-{number}"
        try:
            yield told, base64.b64decode("".join(content.split()), validate=True)
        except binascii.Error as error:
            raise _broken(name) from error


def envelope(data: bytes, name: str) -> Envelope:
    """What the message says of the document it carries; raises BrokenFile for damaged XML."""
    root = parsed(data, name)
    head = next(_named(root, "MessageHeader"), root)
    code, told, kind = _child(head, "Code"), _child(head, "PromulgationInfo"), _child(head, "DocumentType")
    signer = _child(head, "SignerInfo")
    number = "/".join(filter(None, (_text(code, ("CodeNumber",)), _text(code, ("CodeNotation",)))))
    sender = _stations(head, "From")
    return Envelope(
        number, _day(_text(told, ("PromulgationDate",))), _text(kind, ("TypeName",)), _text(head, ("Subject",)),
        _text(told, ("Place",)), _text(signer, ("FullName",)), _text(signer, ("Position",)),
        _text(signer, ("Competence",)), sender[0] if sender else None, _stations(head, "To"),
        tuple(Answered(_text(one, ("OrganId",)), _text(one, ("Code",)), _day(_text(one, ("PromulgationDate",))))
              for one in _named(head, "ResponseFor") if len(one)),
        tuple(manifest(data, name)))


def _stations(head: Any, name: str) -> tuple[Station, ...]:
    found = (one for one in head if isinstance(one.tag, str) and etree.QName(one).localname == name)
    return tuple(Station(_text(one, ("OrganId",)), _text(one, ("OrganName",))) for one in found)


def _child(parent: Any, name: str) -> Any:
    """The first child of that name; without one an empty element."""
    found = (one for one in parent if isinstance(one.tag, str) and etree.QName(one).localname == name)
    return next(found, etree.Element("none"))


def _day(told: str) -> date | None:
    """``2018/09/28``, which some programs write with hyphens; None for what is no day."""
    found = _DAY.match(told)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def parsed(data: bytes, name: str) -> Any:
    """The tree of a message; raises BrokenFile."""
    if b"<!DOCTYPE" in data[:65536] or b"<!ENTITY" in data[:65536]:
        raise BrokenFile(f"{name}: gói edXML có khai báo DTD, có thể gây hại nên không đọc.",
                         "Không mở tệp này; xin gửi lại gói đúng QCVN 102:2016/BTTTT.")
    # Attachments are single texts of many megabytes, which lxml takes for an attack unless it is told otherwise;
    # the size of the file bounds them.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(name) from error


def _named(root: Any, name: str) -> Iterator[Any]:
    return (one for one in root.iter(etree.Element) if etree.QName(one).localname == name)


def _text(parent: Any, names: tuple[str, ...]) -> str:
    """The text of the first child with one of the names, empty when there is none."""
    for name in names:
        for one in parent:
            if isinstance(one.tag, str) and etree.QName(one).localname == name and (one.text or "").strip():
                return str(one.text).strip()
    return ""


def _broken(name: str) -> BrokenFile:
    return BrokenFile(f"{name}: gói edXML hỏng, không mở được.", "Xin gửi lại gói, hoặc nạp riêng các tệp đính kèm.")

"""Writes an edXML message (QCVN 102:2016/BTTTT) as ``reading.packages.edxml`` reads it.

The elements and their order are those of messages that went over the national document axis; each file is zipped and
in base64 there, and its content type says so. The text of the standard was not at hand: what the messages leave open is
told in the guide (``docs/huong-dan/trao-doi.md``). The signature of the header is made by the software of the axis.
"""

from __future__ import annotations

import base64
import io
import mimetypes
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from lxml import etree

from pipeline.model.envelope import Answered, Envelope, Station

NAMESPACE: Final = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
_IDS: Final = uuid.UUID("5f0c53e2-0c2f-5d55-9f63-6f3b6c1d7a51")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_DAY, _MOMENT = "%Y/%m/%d", "%Y/%m/%d %H:%M:%S"
_KIND: Final = "1"
"""``DocumentType/Type`` as messages of the axis have it for a công văn."""
_NEW: Final = ("0", "Văn bản điện tử mới")


def packed(envelope: Envelope, files: Sequence[tuple[str, bytes]], at: datetime, *, zipped: bool = True) -> bytes:
    """The message with these files (name, bytes), the document first. The same content at the same moment gives the
    same bytes; without ``zipped`` each file is in base64 as it is."""
    root = etree.Element("edXML", nsmap={None: NAMESPACE})
    whole = _in(root, "edXMLEnvelope", nsmap={"edXML": NAMESPACE})
    header = _in(whole, "edXMLHeader")
    _header(_in(header, "MessageHeader"), envelope)
    _trace(_in(header, "TraceHeaderList"), envelope, at)
    manifest = _in(_in(whole, "edXMLBody"), "edXMLManifest", version="1.0")
    held = etree.SubElement(root, _tag("AttachmentEncoded"))
    for (name, data), cid in zip(files, _ids(envelope, files), strict=True):
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        _fields(_in(manifest, "Reference"), ContentId=cid, ContentType=kind, Description=name, AttachmentName=name)
        content = _zip(name, data) if zipped else data
        _fields(_in(held, "Attachment"), ContentId=cid, AttachmentName=name, Description=name,
                ContentType="application/zip" if zipped else kind,
                ContentTransferEncoded=base64.b64encode(content).decode("ascii"))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def document_id(code: str, issued_on: date | None, number: str) -> str:
    """``000.00.00.G22,2015/09/30,7816/VPCP-TTĐT``: how messages tell a document."""
    return ",".join((code, issued_on.strftime(_DAY) if issued_on else "", number))


def _header(head: Any, one: Envelope) -> None:
    sender = one.sender or Station("")
    _station(_in(head, "From"), sender)
    for receiver in one.receivers:
        _station(_in(head, "To"), receiver)
    _fields(head, DocumentId=document_id(sender.code, one.issued_on, one.number))
    number, _, notation = one.number.partition("/")
    _fields(_in(head, "Code"), CodeNumber=number, CodeNotation=notation)
    _fields(_in(head, "PromulgationInfo"), Place=one.place, PromulgationDate=_told(one.issued_on))
    _fields(_in(head, "DocumentType"), Type=_KIND, TypeName=one.type)
    _fields(head, Subject=one.subject, Content=one.subject)
    _fields(_in(head, "SignerInfo"), Competence=one.authority, Position=one.position, FullName=one.signer)
    _fields(_in(head, "OtherInfo"), Priority="0")
    for answered in one.answers:
        _answer(_in(head, "ResponseFor"), answered)


def _answer(element: Any, one: Answered) -> None:
    _fields(element, OrganId=one.code, Code=one.number, PromulgationDate=_told(one.issued_on),
            DocumentId=document_id(one.code, one.issued_on, one.number))


def _trace(traces: Any, one: Envelope, at: datetime) -> None:
    code = one.sender.code if one.sender else ""
    _fields(_in(traces, "TraceHeader"), OrganId=code, Timestamp=at.strftime(_MOMENT))
    kind, reason = _NEW
    _fields(_in(traces, "Bussiness"), DocumentId=document_id(code, one.issued_on, one.number),
            BussinessDocType=kind, BussinessDocReason=reason, Paper="0")  # spelled so in the messages


def _station(element: Any, one: Station) -> None:
    _fields(element, OrganId=one.code, OrganizationInCharge=one.name, OrganName=one.name)


def _ids(envelope: Envelope, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """A name for each file, made from the document and its place among the files."""
    whole = f"{envelope.sender.code if envelope.sender else ''} {envelope.number} {envelope.issued_on}"
    return [f"cid:{uuid.uuid5(_IDS, f'{whole} {number} {name}')}" for number, (name, _) in enumerate(files)]


def _zip(name: str, data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return held.getvalue()


def _told(day: date | None) -> str:
    return day.strftime(_DAY) if day else ""


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _in(parent: Any, name: str, nsmap: dict[str, str] | None = None, **attributes: str) -> Any:
    return etree.SubElement(parent, _tag(name), attributes, nsmap=nsmap)


def _fields(parent: Any, **values: str) -> None:
    """Elements with these texts, in this order; what is empty is left out."""
    for name, value in values.items():
        if value:
            _in(parent, name).text = value

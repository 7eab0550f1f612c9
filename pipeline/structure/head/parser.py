"""``parse_head``: the steps from a document to its head, in order."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Document, Doubt, Head

from ..letters import regex
from ..numbers import type_names
from ..printed import fold
from ..references import document_references
from .addressees import addressees
from .annexes import attached_lines, find_annexes
from .doubts import agreement_doubts, chronology_doubts, date_doubts, number_doubts, signature_doubts, zone_doubts
from .enclosed import bodies_of, further_papers
from .fields import Dated, Issuer, Numbered, read_date, read_issuer, read_number, read_stamps
from .lines import head_lines
from .prose import Prose, read_prose
from .receipt import read_receipt, receipt_doubts
from .result import HeadResult, Span
from .signature import Signature, read_signature
from .tail import find_tail
from .title import Title, read_title
from .zones import Reader, Zones

_CLOSED = regex(r"\.\s?/\s?\.")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The document taken into head, body, signature and annexes."""

    document: Document
    folded: str
    zones: Zones
    prose: Prose | None
    signature: Signature
    body: Span
    annexes: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Fields:
    """What the zones print."""

    title: Title
    number: Numbered
    dated: Dated
    issuer: Issuer


def parse_head(document: Document) -> HeadResult:
    """The head of a directive, the span of its body, its annexes and its doubts.

    Zones follow NĐ 30/2020/NĐ-CP, Phụ lục I; values follow what is printed, and what is nowhere
    printed is None or empty. Never raises for a document of any content.
    """
    parts = _take_apart(document)
    fields, head, spans = _from_prose(parts, parts.prose) if parts.prose else _from_zones(parts)
    references = document_references(document, head)
    doubts: tuple[Doubt, ...] = (
        *number_doubts(fields.number), *date_doubts(fields.dated),
        *zone_doubts(parts.zones, head, parts.prose is not None),
        *signature_doubts(head, _closed(parts)), *agreement_doubts(head, fields.number, fields.issuer),
        *chronology_doubts(head, references), *receipt_doubts(head.received),
    )
    return HeadResult(head, parts.body, parts.annexes, _untold(doubts, document), spans, references)


_TOLD = {"so-de-trong": "so-doc-khong-chac", "ngay-de-trong": "ngay-doc-khong-chac"}


def _untold(doubts: tuple[Doubt, ...], document: Document) -> tuple[Doubt, ...]:
    """The doubts without those of blanks that reading has explained: a place written in by hand is no blank."""
    told = {doubt.code for doubt in document.warnings}
    return tuple(doubt for doubt in doubts if _TOLD.get(doubt.code) not in told)


def _take_apart(document: Document) -> _Parts:
    text, folded = document.text, fold(document.text)
    zones = Reader(head_lines(document, folded), len(text)).read()
    prose = None if zones.printed else read_prose(document, folded)
    if prose:
        zones = Zones(body=prose.end)
    further = further_papers(document, folded, zones.body)
    end = document.paragraphs[further[0]].start if further else len(text)
    tail = find_tail(document, folded, zones.body, end)
    signature = read_signature(tail, text) if tail else Signature(None, ())
    body = _trim(text, zones.body, tail.start if tail else end)
    annexes = find_annexes(document, folded, tail.end, end) if tail else ()
    annexes += bodies_of(document, folded, further)
    return _Parts(document, folded, zones, prose, signature, body, annexes)


def _from_zones(parts: _Parts) -> tuple[_Fields, Head, dict[str, Span]]:
    zones, text, start = parts.zones, parts.document.text, parts.body[0]
    title = read_title(zones, text)
    attached = attached_lines(parts.folded, start)
    number = read_number(zones, title, attached)
    fields = _Fields(title, number, read_date(zones, title, attached, number.number),
                     read_issuer(zones, title, attached, number.number, parts.folded[start:]))
    receipt = next((read_receipt(f.text, fields.dated.value) for f in parts.document.furniture if f.kind == "receipt"),
                   None)
    urgency, secrecy, stamps = read_stamps(zones, (f.text for f in parts.document.furniture if f.kind == "stamp"))
    head = Head(
        number=number.number.text if number.number else None,
        type=title.type or _type_without_title(zones, number, attached[0].type if attached and number.number else None),
        issuer=fields.issuer.name, place=fields.dated.place, issued_on=fields.dated.value, subject=title.subject,
        urgency=urgency, secrecy=secrecy, addressees=addressees(zones.address, text),
        recipients=parts.signature.recipients, signer=parts.signature.signer, received=receipt,
    )
    return fields, head, _spans(zones, fields, parts.signature) | stamps


def _closed(parts: _Parts) -> bool:
    """Whether the body ends with ``./.``, or as a sentence before a signature."""
    start, end = parts.body
    if _CLOSED.search(parts.folded, start, end):
        return True
    body = parts.folded[start:end].rstrip(" *")
    return parts.signature.signer is not None and body.endswith((".", ".)", ").", '"'))


def _type_without_title(zones: Zones, number: Numbered, told: str | None) -> str | None:
    """The type of a document that prints no tên loại: by its annex, its number, else a công văn by its addressees."""
    if told and told != "văn bản":
        return told
    by_code = type_names().get(number.codes[0]) if number.codes else None
    if by_code:
        return by_code
    return "công văn" if zones.address or zones.summary or number.number or number.codes else None


def _spans(zones: Zones, fields: _Fields, signature: Signature) -> dict[str, Span]:
    address = (zones.address[0].start, zones.address[-1].end) if zones.address else None
    title = fields.title
    found = {"number": fields.number.span, "type": title.type_span, "issuer": fields.issuer.span,
             "issued_on": fields.dated.span, "subject": title.subject_span, "addressees": address,
             "signer": signature.signer_span, "recipients": signature.recipients_span}
    return {name: span for name, span in found.items() if span}


def _from_prose(parts: _Parts, prose: Prose) -> tuple[_Fields, Head, dict[str, Span]]:
    signature = parts.signature
    head = Head(number=prose.number.text, type=prose.type, issuer=prose.issuer, issued_on=prose.issued_on,
                subject=prose.subject, addressees=prose.addressees, recipients=signature.recipients,
                signer=signature.signer)
    fields = _Fields(Title(), Numbered(prose.number, prose.spans.get("number"), codes=prose.number.codes),
                     Dated(prose.issued_on), Issuer(prose.issuer))
    return fields, head, _spans(parts.zones, fields, signature) | prose.spans


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "|*"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

"""``parse_head``: the steps from a document to its head, in order."""

from __future__ import annotations

import re

from pipeline.model import Document, Doubt, Head

from ..letters import regex
from ..printed import fold
from ..references import document_references
from .addressees import addressees
from .annexes import attached_lines, find_annexes
from .doubts import agreement_doubts, chronology_doubts, date_doubts, number_doubts, signature_doubts, zone_doubts
from .fields import Dated, Issuer, Numbered, read_date, read_issuer, read_number, read_stamps
from .lines import head_lines
from .prose import Prose, read_prose
from .result import HeadResult, Span
from .signature import Signature, read_signature
from .tail import find_tail
from .title import Title, read_title
from .zones import Reader, Zones

_CLOSED = regex(r"\.\s?/\s?\.")


def parse_head(document: Document) -> HeadResult:
    """The head of a directive, the span of its body, its annexes and its doubts.

    Zones follow NĐ 30/2020/NĐ-CP, Phụ lục I; values follow what is printed, and what is nowhere
    printed is None or empty. Never raises for a document of any content.
    """
    text, folded = document.text, fold(document.text)
    zones = Reader(head_lines(document, folded), len(text)).read()
    prose = read_prose(document, folded) if not (zones.number or zones.motto or zones.type or zones.address) else None
    if prose:
        zones = Zones(body=prose.end)
    tail = find_tail(document, folded, zones.body)
    signature = read_signature(tail, text) if tail else Signature(None, ())
    body = _trim(text, zones.body, tail.start if tail else len(text))
    annexes = find_annexes(document, folded, tail.end) if tail else ()
    return _assemble(document, folded, zones, prose, signature, body, annexes)


def _assemble(document: Document, folded: str, zones: Zones, prose: Prose | None, signature: Signature, body: Span,
              annexes: tuple[Span, ...]) -> HeadResult:
    text = document.text
    title = read_title(zones, text)
    attached = attached_lines(folded, body[0])
    number = read_number(zones, title, attached)
    dated = read_date(zones, title, attached, number.number)
    issuer = read_issuer(zones, title, attached, number.number, folded[body[0]:])
    urgency, secrecy, stamp_spans = read_stamps(zones)
    head = Head(
        number=number.number.text if number.number else None,
        type=title.type or _type_without_title(zones, number, attached[0].type if attached and number.number else None),
        issuer=issuer.name, place=dated.place, issued_on=dated.value, subject=title.subject,
        urgency=urgency, secrecy=secrecy, addressees=addressees(zones.address, text),
        recipients=signature.recipients, signer=signature.signer,
    )
    spans = _spans(zones, title, number, dated, issuer, signature) | stamp_spans
    if prose:
        head, number, dated, issuer, spans = _from_prose(prose, head, spans)
    references = document_references(document, head)
    doubts: tuple[Doubt, ...] = (
        *number_doubts(number), *date_doubts(dated), *zone_doubts(zones, head, prose is not None),
        *signature_doubts(head, bool(_CLOSED.search(folded, body[0], body[1])) or _ends_well(folded[body[0]:body[1]], signature)),
        *agreement_doubts(head, number, issuer), *chronology_doubts(head, references),
    )
    return HeadResult(head, body, annexes, doubts, spans, references)


def _ends_well(body: str, signature: Signature) -> bool:
    """Whether a body without ``./.`` still ends as a sentence before a signature."""
    return signature.signer is not None and body.rstrip(" *").endswith((".", ".)", ").", '"', ".”"))


def _type_without_title(zones: Zones, number: Numbered, told: str | None) -> str | None:
    """The type of a document that prints no tên loại: by its annex, its number, else a công văn when it has addressees."""
    if told and told != "văn bản":
        return told
    if number.number and number.number.type:
        return number.number.type
    return "công văn" if zones.address or number.number else None


def _spans(zones: Zones, title: Title, number: Numbered, dated: Dated, issuer: Issuer, signature: Signature) -> dict[str, Span]:
    address = (zones.address[0].start, zones.address[-1].end) if zones.address else None
    found = {"number": number.span, "type": title.type_span, "issuer": issuer.span, "issued_on": dated.span,
             "subject": title.subject_span, "addressees": address, "signer": signature.signer_span,
             "recipients": signature.recipients_span}
    return {name: span for name, span in found.items() if span}


def _from_prose(prose: Prose, head: Head, spans: dict[str, Span]) -> tuple[Head, Numbered, Dated, Issuer, dict[str, Span]]:
    told = Head(number=prose.number.text, type=prose.type, issuer=prose.issuer, issued_on=prose.issued_on,
                subject=prose.subject, addressees=prose.addressees, recipients=head.recipients, signer=head.signer)
    number = Numbered(prose.number, prose.spans.get("number"), codes=prose.number.codes)
    return told, number, Dated(prose.issued_on), Issuer(prose.issuer), {**spans, **prose.spans}


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "|*"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

"""What ``chidao extract --json`` prints: an extraction as plain data (directive.schema.json, schema 1)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from pipeline.model import Evidence, Extraction, Head, Limit, Origin, Party, Reference, Rejected, Signature, Sure, Task


def to_json(extraction: Extraction) -> dict[str, Any]:
    """An extraction as JSON data: dates ISO 8601, offsets in characters of the NFC text, boxes in points."""
    source = extraction.source
    return {
        "schema": 1,
        "source": {"name": source.name, "sha256": source.sha256, "pages": source.pages, "text_from": source.text_from},
        "signatures": [_signature(s) for s in extraction.signatures],
        "directive": {**_head(extraction.head), "references": _references(extraction)},
        "tasks": [_task(t) for t in extraction.tasks],
        "rejected": [_rejected(r) for r in extraction.rejected],
        "warnings": [{"code": w.code, "message": w.message} for w in extraction.warnings],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "officer": signature.officer, "organisation": signature.organisation,
        "signed_at": _moment(signature.signed_at), "timestamped_at": _moment(signature.timestamped_at),
        "intact": signature.intact, "covers_whole_file": signature.covers_whole_file,
        "changed_after": signature.changed_after, "trusted": signature.trusted, "page": signature.page,
        "box": None if signature.box is None else asdict(signature.box),
    }


def _head(head: Head) -> dict[str, Any]:
    signer, received = head.signer, head.received
    return {
        "number": head.number, "type": head.type, "issuer": head.issuer, "place": head.place,
        "issued_on": _day(head.issued_on), "subject": head.subject, "urgency": head.urgency, "secrecy": head.secrecy,
        "addressees": list(head.addressees), "recipients": list(head.recipients),
        "signer": None if signer is None else asdict(signer),
        **({} if received is None else {"received": {"number": received.number, "on": _day(received.on)}}),
    }


def _references(extraction: Extraction) -> list[dict[str, Any]]:
    """The other documents: where a directive cites its own clauses is not told here."""
    return [_reference(one) for one in extraction.references if one.number != extraction.head.number]


def _reference(reference: Reference) -> dict[str, Any]:
    return {"number": reference.number, "type": reference.type, "issuer": reference.issuer,
            "issued_on": _day(reference.issued_on), "relation": reference.relation, "clauses": list(reference.clauses)}


def _party(party: Party) -> dict[str, Any]:
    return {"mention": party.mention, "agency": party.agency, "agency_id": party.agency_id, **_origin(party.origin)}


def _origin(origin: Origin | None) -> dict[str, Any]:
    return {} if origin is None else {"origin": asdict(origin)}


def _limit(limit: Limit) -> dict[str, Any]:
    return {"text": limit.text, "type": limit.type, "due": _day(limit.due), "time": limit.time, "value": limit.value,
            "working": limit.working, "rrule": limit.rrule, "rule": limit.rule, "inherited_from": limit.inherited_from,
            **_origin(limit.origin)}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"page": evidence.page, "start": evidence.start, "end": evidence.end,
            "boxes": [asdict(box) for box in evidence.boxes]}


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": task.id, "clause": task.clause, "text": task.text, "modality": task.modality,
        "lead": [_party(p) for p in task.lead], "support": [_party(p) for p in task.support],
        "deadlines": [_limit(x) for x in task.deadlines], "product": task.product,
        "evidence": _evidence(task.evidence), "confidence": task.confidence, **_sure(task.sure),
    }


def _sure(fields: tuple[Sure, ...]) -> dict[str, Any]:
    told = {x.field: {"confidence": x.chance, "reasons": list(x.reasons)} for x in fields}
    return {"fields": told} if told else {}


def _rejected(rejected: Rejected) -> dict[str, Any]:
    return {"text": rejected.text, "reason": rejected.reason, "code": rejected.code, "clause": rejected.clause,
            "page": rejected.page, "start": rejected.start, "end": rejected.end}

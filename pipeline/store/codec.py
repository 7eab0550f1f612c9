"""The parts of an extraction that are stored as JSON, there and back without loss."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pipeline.model import Box, Citing, Decision, Doubt, Extraction, Head, Receipt, Reference, Signature, Signer, Sure

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Plain = dict[str, Any]


def plain(value: DataclassInstance) -> Plain:
    """A dataclass of the model as JSON values: days become ISO strings, tuples lists."""
    return {name: _plain_value(item) for name, item in asdict(value).items()}


def _plain_value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain_value(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain_value(item) for item in value]
    return value


def storable(extraction: Extraction) -> Extraction:
    """The extraction without the character U+0000, which PostgreSQL cannot hold: U+FFFD stands in its place."""
    whole: Extraction = _without_zero(extraction) if "\\x00" in repr(extraction) else extraction
    return whole


def _without_zero(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, tuple):
        return tuple(map(_without_zero, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _without_zero(getattr(value, one.name)) for one in fields(value)})
    return value


def digest(extraction: Extraction) -> str:
    """A hash of everything that the extraction says: the name of its file, what was recognised and how long it took
    are left out."""
    fields = plain(extraction)
    fields["source"].pop("name")
    fields.pop("document")
    fields.pop("took")
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def head(fields: Plain) -> Head:
    """The head from its JSON values."""
    signer, received = fields.get("signer"), fields.get("received")
    return Head(**_known(Head, fields) | {
        "issued_on": day(fields.get("issued_on")),
        "addressees": tuple(fields.get("addressees", ())),
        "recipients": tuple(fields.get("recipients", ())),
        "signer": Signer(**_known(Signer, signer)) if signer else None,
        "received": Receipt(received["number"], day(received["on"])) if received else None,
    })


def reference(fields: Plain) -> Reference:
    """A cited document from its JSON values."""
    places = tuple(Citing(**_known(Citing, place) | {"clauses": tuple(place["clauses"])})
                   for place in fields.get("places", ()))
    days = {"issued_on": day(fields["issued_on"]), "clauses": tuple(fields["clauses"]), "places": places}
    return Reference(**_known(Reference, fields) | days)


def sure(fields: Plain) -> Sure:
    """How sure a field is, from its JSON values."""
    return Sure(**_known(Sure, fields) | {"reasons": tuple(fields["reasons"])})


def doubt(fields: Plain) -> Doubt:
    """A doubt from its JSON values."""
    return Doubt(**_known(Doubt, fields))


def signature(fields: Plain) -> Signature:
    """A digital signature from its JSON values."""
    place = fields.get("box")
    return Signature(**_known(Signature, fields) | {
        "signed_at": _moment(fields.get("signed_at")),
        "timestamped_at": _moment(fields.get("timestamped_at")),
        "box": box(place) if place else None,
    })


def box(fields: Plain) -> Box:
    """A box from its JSON values."""
    return Box(**fields)


def decision(fields: Plain | None) -> Decision | None:
    """What a person decided, from its JSON values."""
    return decided(fields) if fields else None


def decided(fields: Plain) -> Decision:
    """A decision that is there, from its JSON values."""
    return Decision(datetime.fromisoformat(fields["at"]), fields["who"], fields["reason"])


def day(value: str | None) -> date | None:
    """A day from its ISO string."""
    return date.fromisoformat(value) if value else None


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _known(shape: type[DataclassInstance], fields: Plain) -> Plain:
    """Only the fields the model has today: a store may have been written when it had others."""
    return {name: value for name, value in fields.items() if name in shape.__dataclass_fields__}

"""What an edXML message says of the document it carries (QCVN 102:2016/BTTTT)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Station:
    """Who sends or receives: the ``code`` of the body (QĐ 20/2020/QĐ-TTg, as *H38* or *000.00.15.H38*) and its name."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The directive that a document answers: the code of its issuer, its số, ký hiệu and its day."""

    code: str
    number: str
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """The fields of the message; ``number`` is the whole số, ký hiệu (*15/SYT-NVY*), ``files`` are the names of what it
    carries, the document first. What the message does not say is empty or None."""

    number: str = ""
    issued_on: date | None = None
    type: str = ""
    subject: str = ""
    place: str = ""
    signer: str = ""
    position: str = ""
    authority: str = ""
    sender: Station | None = None
    receivers: tuple[Station, ...] = ()
    answers: tuple[Answered, ...] = ()
    files: tuple[str, ...] = ()

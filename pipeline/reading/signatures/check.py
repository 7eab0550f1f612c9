"""Reads the digital signatures of a PDF: who, when, and whether the bytes are still those that were signed.

Nothing is fetched: an authority is named and said to be unchecked, which is no failure. A damaged
signature never stops the reading of the text.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from pipeline.model.text import Signature

from . import hexstrings, names, times
from .doubts import CHANGED, MORE_SIGNED, PROOFS_ADDED, REWRITTEN
from .places import Pages

_UNCHECKED = "chứng thư do {} cấp, chưa kiểm tra được chuỗi tin cậy"
_SELF_MADE = "chứng thư tự cấp, không có tổ chức chứng thực"
_EXPIRED = "; chứng thư không còn hiệu lực lúc ký"

hexstrings.install()
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Signed:
    """The signatures of a file in the order in which they were added.

    ``broken`` counts those that cannot be read; ``mismatched`` are positions in ``signatures`` of those that were
    not made with the key of their certificate.
    """

    signatures: tuple[Signature, ...] = ()
    broken: int = 0
    mismatched: frozenset[int] = frozenset()


def signatures(path: Path, document: pdfium.PdfDocument, password: str | None = None) -> Signed:
    """The signatures of ``path``, which is open as ``document``; never raises for a bad signature."""
    try:
        with path.open("rb") as file:
            reader = PdfFileReader(file, strict=False)
            if reader.encrypted:
                reader.decrypt(password or "")
            return _all(reader, Pages(reader, document))
    except Exception:  # the libraries raise many kinds of errors at damaged files
        return Signed(broken=1)


def _all(reader: PdfFileReader, pages: Pages) -> Signed:
    found = [_embedded(reader, name, field) for name, value, field in enumerate_sig_fields(reader, filled_status=True)
             if value is not None]
    readable = sorted((one for one in found if one is not None), key=_end)
    described = [_described(one, pages, last=_end(one) == _end(readable[-1])) for one in readable
                 if one.sig_object_type == "/Sig"]  # nobody signs with a time stamp of the whole file
    told = [one for one in described if one is not None]
    broken = len(found) - len(readable) + len(described) - len(told)
    return Signed(tuple(signature for signature, _ in told), broken,
                  frozenset(i for i, (_, matches) in enumerate(told) if not matches))


def _embedded(reader: PdfFileReader, name: str, field: Any) -> EmbeddedPdfSignature | None:
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        return embedded if _end(embedded) > 0 else None
    except Exception:  # one bad signature says nothing of the others
        return None


def _described(embedded: EmbeddedPdfSignature, pages: Pages, *, last: bool) -> tuple[Signature, bool] | None:
    """The signature, and whether it was made with its certificate's key."""
    try:
        certificate = embedded.signer_cert
        officer, organisation = names.subject(certificate.subject.native)
        when, stamped = times.signed_at(embedded), times.timestamped_at(embedded)
        trusted = _trust(certificate, stamped or when)
    except Exception:  # no certificate that could be read
        return None
    intact, matches = _integrity(embedded)
    coverage = _coverage(embedded)
    after = REWRITTEN if intact is False and matches else _what_followed(embedded, coverage, last)
    page, box = pages.place(embedded.sig_field)
    whole = coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Signature(officer, organisation, when, intact, whole, trusted, page, box, stamped, after), matches


def _integrity(embedded: EmbeddedPdfSignature) -> tuple[bool | None, bool]:
    """Whether the signed bytes stand and are vouched for (None: cannot be computed), and whether the key matches."""
    try:
        same, valid = validate_sig_integrity(embedded.signer_info, embedded.signer_cert, "data",
                                             embedded.compute_digest())
    except Exception:  # unknown algorithms, attributes that contradict each other
        return None, True
    return bool(same and valid), bool(valid)


def _coverage(embedded: Any) -> SignatureCoverageLevel:
    try:
        embedded.compute_integrity_info(skip_diff=True)  # keeps the coverage, which the comparison below asks for
    except Exception:  # a file whose parts cannot be told apart
        return SignatureCoverageLevel.UNCLEAR
    found: SignatureCoverageLevel | None = embedded.coverage
    return found or SignatureCoverageLevel.UNCLEAR


def _what_followed(embedded: EmbeddedPdfSignature, coverage: SignatureCoverageLevel, last: bool) -> str:
    """What a later signature covers was there when its signer signed: only after the last one is it a change."""
    if coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return ""
    if coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return REWRITTEN
    if not last:
        return MORE_SIGNED
    try:
        changes = embedded.evaluate_modifications(DEFAULT_DIFF_POLICY)
    except Exception:  # what cannot be compared counts as changed
        return CHANGED
    return PROOFS_ADDED if isinstance(changes, DiffResult) else CHANGED


def _end(embedded: EmbeddedPdfSignature) -> int:
    ranges = [int(n) for n in embedded.byte_range]
    return ranges[-2] + ranges[-1]


def _trust(certificate: Any, when: Any) -> str:
    told = _SELF_MADE if certificate.self_issued else _UNCHECKED.format(names.authority(certificate.issuer.native))
    if when is not None and not certificate.not_valid_before <= when <= certificate.not_valid_after:
        told += _EXPIRED
    return told

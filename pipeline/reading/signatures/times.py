"""When a signature was made: by the signer's machine and, where there is a token, by a time authority."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

VIETNAM = timezone(timedelta(hours=7))
_SAME = timedelta(seconds=10)


def signed_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """The signing time in Vietnam's zone, None where the signature tells none.

    Older signing programs write local time into the signed attribute and call it UTC; the dictionary (/M)
    then shows the same clock with the right zone.
    """
    attribute, entry = _attribute(signature), _entry(signature)
    if attribute is None or (entry is not None and _same_clock(attribute, entry)):
        attribute = entry
    return None if attribute is None else _local(attribute)


def timestamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """The time of the time authority's token in Vietnam's zone; None without a token made for this signature."""
    try:
        token = find_unique_cms_attribute(signature.signer_info["unsigned_attrs"], "signature_time_stamp_token")
        info = token["content"]["encap_content_info"]["content"].parsed
        imprint = info["message_imprint"]
        made = hashlib.new(imprint["hash_algorithm"]["algorithm"].native, signature.signer_info["signature"].native)
        if made.digest() != imprint["hashed_message"].native:
            return None
        return _local(info["gen_time"].native)
    except Exception:  # a token that cannot be read tells no time; the libraries raise many kinds of errors
        return None


def _attribute(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        found: Any = find_unique_cms_attribute(signature.signer_info["signed_attrs"], "signing_time").native
    except Exception:  # missing, twice or damaged
        return None
    return found if isinstance(found, datetime) else None


def _entry(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        found: datetime = generic.parse_pdf_date(str(signature.sig_object["/M"]), strict=False)
    except Exception:  # missing or damaged
        return None
    return found


def _same_clock(a: datetime, b: datetime) -> bool:
    return a.utcoffset() != b.utcoffset() and abs(a.replace(tzinfo=None) - b.replace(tzinfo=None)) < _SAME


def _local(when: datetime) -> datetime:
    """A time without a zone is taken as Vietnam's."""
    return when.replace(tzinfo=VIETNAM) if when.tzinfo is None else when.astimezone(UTC).astimezone(VIETNAM)

"""Parties as rows: one agency for each body, whatever tasks it has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.model import Party

from .models import Agency

KEY_LENGTH = 255


def key_of(party: Party) -> str:
    """The key of a party's agency: its registry id, else its name folded.

    The name keeps its diacritics: Tân An and Tân Ân are different communes.
    """
    if party.agency_id:
        return party.agency_id
    name = unicodedata.normalize("NFC", party.agency).casefold()
    return "ten:" + re.sub(r"[\W_]+", "-", name).strip("-")[: KEY_LENGTH - 4]


def agencies_for(parties: Iterable[Party]) -> dict[str, Agency]:
    """The agency rows of all parties by key, made where they are missing."""
    wanted = {key_of(party): party for party in parties}
    found = {row.key: row for row in Agency.objects.filter(key__in=list(wanted))}
    Agency.objects.bulk_create(
        Agency(key=key, agency_id=party.agency_id, name=party.agency, group=party.group)
        for key, party in wanted.items() if key not in found
    )
    return {row.key: row for row in Agency.objects.filter(key__in=list(wanted))}

"""Cuts the annotated directives in two by issuer, so that rules are tuned on one half and judged on the other."""

from __future__ import annotations

import hashlib
from typing import Literal

from . import folding

Half = Literal["tune", "held-out"]


def half_of(issuer: str) -> Half:
    """The half of an issuer: always the same for the same body, whatever else is in the set."""
    digest = hashlib.sha256(folding.party(issuer).encode()).digest()
    return "tune" if digest[-1] % 2 else "held-out"

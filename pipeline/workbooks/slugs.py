"""Names of agencies as names of folders: ASCII, lower case, words joined by hyphens."""

from __future__ import annotations

import hashlib
import re
import unicodedata

SLUG_LIMIT = 80
NO_LEAD_SLUG = "chua-xac-dinh-chu-tri"
WAITING_SLUG = "chua-ro-co-quan"

# Names that Windows keeps for devices: a folder cannot bear them.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
             NO_LEAD_SLUG, WAITING_SLUG}


def slug(name: str) -> str:
    """``Sở Nông nghiệp và Môi trường`` → ``so-nong-nghiep-va-moi-truong``; never empty, not cut."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    ascii_only = "".join(ch for ch in plain if not unicodedata.combining(ch))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "co-quan"


def reserved(folder: str) -> bool:
    """Whether no folder can bear that name as it is."""
    return len(folder) > SLUG_LIMIT or folder in _RESERVED


def tailed(folder: str, key: str) -> str:
    """The name with a tail made from the key, at most ``SLUG_LIMIT`` characters."""
    tail = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{folder[:SLUG_LIMIT - len(tail) - 1].strip('-')}-{tail}"

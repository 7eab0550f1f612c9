"""Names of agencies as names of folders: ASCII, lower case, words joined by hyphens."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

SLUG_LIMIT = 80
NO_LEAD_SLUG = "chua-xac-dinh-chu-tri"

# Names that Windows keeps for devices: a folder cannot bear them.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def slug(name: str) -> str:
    """``Sở Nông nghiệp và Môi trường`` → ``so-nong-nghiep-va-moi-truong``; never empty, not cut."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    ascii_only = "".join(ch for ch in plain if not unicodedata.combining(ch))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "co-quan"


def folder_names(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A folder for every ``(key, name)``, no two alike, at most ``SLUG_LIMIT`` characters.

    The folder depends on name and key alone as long as the name is unique, so links stay good from
    run to run. Names that fall together all get a tail made from their keys, whatever their order.
    """
    wanted = {key: slug(name) for key, name in names}
    taken = Counter(wanted.values())
    return {key: _distinct(base, key, taken[base] > 1) for key, base in wanted.items()}


def _distinct(base: str, key: str, shared: bool) -> str:
    if not shared and len(base) <= SLUG_LIMIT and base not in _RESERVED and base != NO_LEAD_SLUG:
        return base
    tail = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{base[: SLUG_LIMIT - 9].strip('-')}-{tail}"

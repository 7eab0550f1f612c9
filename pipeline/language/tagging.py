"""Words and tags by underthesea, asked only where the lexicon does not know a word."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WINDOW = 60  # characters: the first few words decide


def load() -> None:
    """Load the models, which are loaded with the first question otherwise."""
    _starts_with_verb("thực hiện")


@lru_cache(maxsize=4096)
def starts_with_verb(text: str) -> bool:
    """Whether the first word of ``text`` is tagged a verb (``V…``)."""
    return _starts_with_verb(text[:_WINDOW].strip())


@lru_cache(maxsize=4096)
def _starts_with_verb(text: str) -> bool:
    from underthesea import pos_tag  # noqa: PLC0415  half a second that most files never need

    words = unicodedata.normalize("NFC", text)
    if not words:
        return False
    tags = pos_tag(words)
    return bool(tags) and str(tags[0][1]).startswith("V")

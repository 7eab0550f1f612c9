"""Words of several syllables, from the dictionary that the underthesea library brings along (Apache 2.0).

The file is read, the library is not loaded.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

_FILE = Path("corpus") / "data" / "Viet74K.txt"


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, ...], ...]:
    found = find_spec("underthesea")
    places = [Path(place) / _FILE for place in (found.submodule_search_locations or ())] if found else []
    file = next((place for place in places if place.is_file()), None)
    if file is None:  # a version without it: words are judged by what was counted alone
        return ()
    return tuple(tuple(line.lower().split()) for line in file.read_text("utf-8").splitlines())


@lru_cache(maxsize=1)
def _pairs() -> frozenset[str]:
    return frozenset(f"{a} {b}" for word in _words() for a, b in pairwise(word))


@lru_cache(maxsize=1)
def _single() -> frozenset[str]:
    return frozenset(word[0] for word in _words() if len(word) == 1)


def is_single(syllable: str) -> bool:
    """Whether a syllable, in small letters, is a word of the dictionary by itself."""
    return syllable in _single()


def is_compound(first: str, second: str) -> bool:
    """Whether two syllables, in small letters, stand side by side in a word of the dictionary."""
    return f"{first} {second}" in _pairs()

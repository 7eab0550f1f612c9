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
def _pairs() -> frozenset[str]:
    found = find_spec("underthesea")
    places = [Path(place) / _FILE for place in (found.submodule_search_locations or ())] if found else []
    file = next((place for place in places if place.is_file()), None)
    if file is None:  # a version without it: words are judged by what was counted alone
        return frozenset()
    words = (line.lower().split() for line in file.read_text("utf-8").splitlines())
    return frozenset(f"{a} {b}" for word in words for a, b in pairwise(word))


def is_compound(first: str, second: str) -> bool:
    """Whether two syllables, in small letters, stand side by side in a word of the dictionary."""
    return f"{first} {second}" in _pairs()

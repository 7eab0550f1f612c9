"""Long names with one letter wrong, missing or too many.

Only where a single name is as near, and only in a word of letters that is long enough to be known by the rest: *khu
vực 8* is not *khu vực 9*, *Cục Thuế* not *Cục Thú*.
"""

from __future__ import annotations

from collections.abc import Iterable

_LONG = 15
"""Letters of a name that may be misspelt."""

_WORD = 3
"""Letters of the word that has the wrong letter; numbers are no such words."""

_NUMERAL = frozenset("ivx")


class Misspelt:
    """Names (keys) that are looked up with one letter wrong."""

    def __init__(self, names: Iterable[str]) -> None:
        self._near: dict[str, set[str]] = {}
        for name in names:
            for cut in _cuts(name) if len(name) >= _LONG else ():
                self._near.setdefault(cut, set()).add(name)

    def meant(self, written: str) -> str | None:
        """The only name that differs from ``written`` by one letter, None when there is none or several."""
        cuts = _cuts(written) if len(written) >= _LONG else set()
        near = {name for cut in cuts for name in self._near.get(cut, ()) if _one_letter(written, name)}
        return near.pop() if len(near) == 1 else None


def _cuts(name: str) -> set[str]:
    """The name, and all that is left of it without one letter: two names that differ by one share one of them."""
    return {name} | {name[:i] + name[i + 1:] for i in range(len(name))}


def _one_letter(one: str, other: str) -> bool:
    """Whether they differ by a letter put in, left out or exchanged, inside a word that is long in both."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rests = ((one[at + 1:], other[at + 1:]), (one[at:], other[at + 1:]), (one[at + 1:], other[at:]))
    words = (_word(one, at), _word(other, at))
    return any(a == b for a, b in rests) and all(map(_may_be_misspelt, words))


def _may_be_misspelt(word: str) -> bool:
    return len(word) >= _WORD and word.isalpha() and not _NUMERAL.issuperset(word)


def _word(name: str, at: int) -> str:
    """The word that holds the place ``at``, or ends there."""
    start = name.rfind(" ", 0, at) + 1
    return name[start:].partition(" ")[0]

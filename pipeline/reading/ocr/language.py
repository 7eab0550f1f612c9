"""Which syllables follow one another in official Vietnamese (``knowledge/syllable_pairs.csv``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.compounds import is_compound, is_single
from pipeline.knowledge.tables import read_table

from ..legacy_fonts.speech import is_syllable

_TONES = dict.fromkeys((0x0300, 0x0301, 0x0303, 0x0309, 0x0323))
_HEAVY, _HOOK, _RISING, _ROOF = "\u0323", "\u0309", "\u0301", "\u0302"
_CLEAR = 4  # times that the better tone must have been seen with a neighbour, the printed one never
_RATIO = 25.0  # or how many times as often
_MUCH, _WORD, _ALONE = 12, 10, 4  # what neighbours must say, what a word of the dictionary adds, times the next best
_EVERYWHERE = 110  # syllables seen beside a word that stands nearly anywhere (*từ*, *về*, *có*)
_LONG = 4  # letters: shorter runs are not parted


@lru_cache(maxsize=1)
def _pairs() -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for row in read_table("syllable_pairs"):
        for entry in row["after"].split():
            word, _, times = entry.partition(":")
            found[row["first"], word] = int(times or 2)
    return found


@lru_cache(maxsize=1)
def _families() -> dict[str, tuple[str, ...]]:
    """The syllables that differ only in their tone, by their toneless form."""
    found: dict[str, set[str]] = {}
    for pair in _pairs():
        for word in pair:
            found.setdefault(_toneless(word), set()).add(word)
    return {key: tuple(sorted(words)) for key, words in found.items()}


@lru_cache(maxsize=1)
def _bare_families() -> dict[str, tuple[str, ...]]:
    """The syllables that differ only in their marks, by their bare letters: for words that are none."""
    found: dict[str, set[str]] = {}
    for family in _families().values():
        for word in family:
            found.setdefault(bare(word), set()).add(word)
    return {key: tuple(sorted(words)) for key, words in found.items()}


def bare(word: str) -> str:
    """The letters of ``word``, small and without marks."""
    letters = unicodedata.normalize("NFD", word.lower()).replace("đ", "d")
    return "".join(c for c in letters if not unicodedata.combining(c))


def _toneless(word: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))


def better_tone(left: str, word: str, right: str) -> str:
    """``word``, or the same letters with the tone that stands between these neighbours (empty: none).

    Names keep theirs: a capitalised word beside another capitalised one is not changed, unless the two begin the name
    of a kind of body.
    """
    low = word.lower()
    if len(low) < 2 or not low.isalpha():
        return word
    if _in_name(left, word, right):
        body = _of_body(low, right.lower())
        return word if body == low else _as_printed(body, word)
    family = _families().get(_toneless(low), ())
    alike = [other for other in family if _alike(low, other)]
    printed = low in family or (is_single(low) and not word.isupper())  # capitals lose their marks most
    others = alike if printed else _bare_families().get(bare(low), ())
    scores = {other: _seen(left.lower(), other, right.lower()) for other in (*others, low)}
    best = max(sorted(scores), key=lambda other: scores[other])
    if _of_dictionary(left.lower(), low, right.lower()) and not _of_dictionary(left.lower(), best, right.lower()):
        return word
    if best == low or scores[best] < _CLEAR or scores[best] < _RATIO * scores[low]:
        best = _of_compound(left.lower(), low, right.lower(), alike)
    return word if best == low else _as_printed(best, word)


def _of_compound(left: str, low: str, right: str, others: Iterable[str]) -> str:
    """The one of ``others`` that makes a word of the dictionary with a neighbour beside which ``low`` never stands;
    ``low`` where it makes a word itself or stands well beside the other one, or where none or several do."""
    if _of_dictionary(left, low, right) or _seen(left, low, right) >= _CLEAR:
        return low
    pairs = _pairs()
    found = {other for other in others if (is_compound(left, other) and (left, low) not in pairs)
             or (is_compound(other, right) and (low, right) not in pairs)}
    return found.pop() if len(found) == 1 else low


def other_letters(left: str, word: str, right: str) -> str:
    """``word``, or the one with other marks, or đ for d, that stands between these neighbours: *dễ nghị*, *diện tử*.

    Any mark may be misread, so the neighbours must say much: ``word`` makes no word of the dictionary with either,
    with whatever marks they have, and is hardly ever seen beside them, the other one stands beside both, or makes a
    word with one of them.
    """
    low, left, right = word.lower(), left.lower(), right.lower()
    if len(low) < 2 or not low.isalpha() or _in_name(left, word, right) or any(
            is_compound(other, low) for other in _same_letters(left)) or any(
            is_compound(low, other) for other in _same_letters(right)):
        return word
    others = _same_letters(low) if is_syllable(low) or low.isascii() else _near(left, low, right)
    after, before = _neighbours()
    both = len(after.get(low, ())) + len(before.get(low, ())) > _EVERYWHERE
    seen = sorted(((_told(left, other, right, both), other) for other in others if other != low), reverse=True)
    told, best = seen[0] if seen else (0, low)
    least = max(_MUCH, _RATIO * _seen(left, low, right), _ALONE * (seen[1][0] if len(seen) > 1 else 0))
    return _as_printed(best, word) if told >= least else word


def _near(left: str, low: str, right: str) -> set[str]:
    """The syllables but for one letter that stand beside a neighbour, for a word that is none."""
    after, before = _neighbours()
    beside = {*after.get(left, ()), *before.get(right, ())}
    return {other for other in beside if Levenshtein.distance(bare(low), bare(other), score_cutoff=1) <= 1}


@lru_cache(maxsize=1)
def _neighbours() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The syllables seen after each, and before each."""
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for first, second in _pairs():
        after.setdefault(first, []).append(second)
        before.setdefault(second, []).append(first)
    return after, before


def _same_letters(low: str) -> tuple[str, ...]:
    return (*_bare_families().get(bare(low), ()), low)


def _of_dictionary(left: str, low: str, right: str) -> bool:
    return is_compound(left, low) or is_compound(low, right)


def _told(left: str, other: str, right: str, both: bool) -> int:
    """How much both neighbours say for a syllable; nothing where only one does, unless a word comes of it and not
    ``both`` must speak."""
    before, after = _pairs().get((left, other), 0), _pairs().get((other, right), 0)
    word = bool((before and is_compound(left, other)) or (after and is_compound(other, right)))
    return before + after + _WORD * word if (before and after) or (word and not both) else 0


def _of_body(low: str, right: str) -> str:
    """The first word of a kind of body (*Tổng công ty*), in capitals beside another; else ``low``."""
    found = [other for other, second in _bodies() if second == right and other != low
             and _toneless(other) == _toneless(low) and _alike(low, other)]
    return found[0] if len(found) == 1 and (low, right) not in _bodies() else low


@lru_cache(maxsize=1)
def _bodies() -> frozenset[tuple[str, str]]:
    """The first two syllables of the kinds of bodies."""
    nouns = (row["noun"].lower().split() for name in ("party_nouns", "body_nouns") for row in read_table(name))
    return frozenset((noun[0], noun[1]) for noun in nouns if len(noun) > 1)


def _alike(printed: str, other: str) -> bool:
    """Whether only a mark over â, ê or ô differs (crowded there, it is misread), or the hook of an ỉ."""
    a, b = (unicodedata.normalize("NFD", w) for w in (printed, other))
    tones = {tone for w in (a, b) for tone in w if ord(tone) in _TONES}
    if _HEAVY in tones:
        return False
    return _ROOF in a or (_HOOK in tones and ("i" + _HOOK in a or "i" + _HOOK in b) and not tones - {_HOOK, _RISING})


def _seen(left: str, word: str, right: str) -> int:
    pairs = _pairs()
    return pairs.get((left, word), 0) + pairs.get((word, right), 0)


def _in_name(left: str, word: str, right: str) -> bool:
    titled = word[:1].isupper() and not word.isupper()
    return titled and (left[:1].isupper() or right[:1].isupper())


def _as_printed(better: str, word: str) -> str:
    if word.isupper():
        return better.upper()
    return better.capitalize() if word[:1].isupper() else better


def parted(word: str) -> list[str]:
    """``word`` as the syllables it runs together, alone in a list where it is none or one syllable."""
    low = word.lower()
    if len(low) <= _LONG or not low.isalpha() or low.isascii() or word.isupper() or is_syllable(low):
        return [word]
    cuts = _cuts(low)
    if not cuts:
        return [word]
    parts: list[str] = []
    at = 0
    for part in cuts:
        parts.append(word[at:at + len(part)])
        at += len(part)
    return parts


@lru_cache(maxsize=4096)
def _cuts(low: str) -> tuple[str, ...]:
    """The known pairs of syllables that make up ``low``, the likeliest; empty where there are none."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for end in range(1, len(low) + 1):
        for start in range(max(0, end - 7), end):
            if start in best and _toneless(part := low[start:end]) and part in _families().get(_toneless(part), ()):
                score, before = best[start]
                times = _pairs().get((before[-1], part), 0) if before else 1
                if times and (end not in best or score + times > best[end][0]):
                    best[end] = score + times, (*before, part)
    return best.get(len(low), (0.0, ()))[1]

"""What a mark of secrecy looks like as text (Luật Bảo vệ bí mật nhà nước, NĐ 26/2020/NĐ-CP, TT 24/2020/TT-BCA).

A mark stands by itself: nothing but a degree, its label, urgency, the number of the copy. Letters may be spaced, framed
by brackets or dashes, in any case. Within other words only what nobody writes in a sentence counts: *Độ mật: Tối mật*,
*(MẬT)*, capitals beside the letterhead. What may be a mark and may be not is a doubt, for a person to decide. The words
are in ``knowledge/secrecy_words.csv``; ``examples`` holds what is a mark and what is none, and is tested.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.knowledge.folding import fold
from pipeline.knowledge.tables import read_table

UNSURE = "?"
"""Written behind a degree by whoever saw something that only looks like it."""

_ALIKE = str.maketrans("АВЕКМНОРСТУХаеорсух", "ABEKMHOPCTYXaeopcyx")  # Cyrillic letters that look Latin
_ENUMERATED = re.compile(r"^\s*(?:[-+*•–—]\s|\d+[.)]\s|\(?[a-zđ]\)\s|[ivx]+\.\s)")
_WIDE = re.compile(r"\t+|\s{2,}|\s*\|\s*|\s*[;•]\s*")
_OPEN, _CLOSED = r"[(\[{<«“\"]", r"[)\]}>»”\"]"
_MOST = 160  # characters of a piece beyond the letterhead in which capitals may be a mark
_SHORT = 40  # characters of a line that may end before its sentence does
_COPY = re.compile(r"bản số *[:.]? *\d+(?: */ *\d+)?[. ]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its ``degree`` in small letters (empty where it tells none), and whether it is ``sure`` to be one."""

    degree: str
    sure: bool = True


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


def _bare(text: str) -> str:
    """Without accents, for file names."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(c for c in apart if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    """By kind: each spelling, folded, with the words it stands for."""
    found: dict[str, dict[str, str]] = {}
    for row in read_table("secrecy_words"):
        for form in (row["words"], *filter(None, row["forms"].split("|"))):
            found.setdefault(row["kind"], {})[fold(form)] = row["words"]
    return found


def _any(*kinds: str) -> str:
    return "|".join(re.escape(_letters(word)) for kind in kinds for word in _words()[kind])


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Patterns over letters without spaces (``alone``, ``bare``), and over folded text."""

    degrees: dict[str, str]
    alone: re.Pattern[str]
    papers: re.Pattern[str]
    stamps: re.Pattern[str]
    bare: re.Pattern[str]
    labelled: re.Pattern[str]
    enclosed: re.Pattern[str]
    word: re.Pattern[str]
    ends: tuple[str, ...]
    before: frozenset[str]
    after: frozenset[str]


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    words = _words()
    degree, around = _any("degree"), _any("label", "beside")
    spelt = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words["degree"])
    labels = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words["label"])
    return _Grammar(
        degrees={_letters(word): told for word, told in words["degree"].items()},
        alone=re.compile(f"(?:{around})*(?P<degree>{degree})(?P=degree)*(?:{around})*"),
        papers=re.compile(f"(?:{_any('paper')})(?P<degree>{degree})"),
        stamps=re.compile(f"(?:{_any('beside')})*(?:{_any('stamp')})(?:{_any('beside')})*"),
        bare=re.compile("(?:domat|mucdomat|capdomat)(?P<degree>mat|toimat|tuyetmat)|toimat|tuyetmat"),
        labelled=re.compile(rf"(?<!\w)(?:{labels})\s*[:=–—-]\s*{_OPEN}?\s*(?P<degree>{spelt}|[abc])(?!\w)"),
        enclosed=re.compile(rf"{_OPEN}\s*(?P<degree>{spelt})\s*{_CLOSED}"),
        word=re.compile(rf"(?<!\w)(?P<degree>{spelt})(?!\w)"),
        ends=tuple(words["end"]),
        before=frozenset(words["speaks_before"]),
        after=frozenset(words["speaks_after"]),
    )


def mark(text: str, aside: bool = False) -> Mark | None:
    """The mark that a piece of text (a line, a paragraph, a cell, a header) is or holds, None for none.

    ``aside`` tells that the piece is no part of the running text: a header, a watermark, a box, a subject, a property.
    """
    if not may_hold(text):
        return None
    plain = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    folded = fold(plain)
    whole = _alone(plain, folded)
    if whole is not None:
        return whole if aside or not _is_listed(plain) else None
    parts = [part for part in _WIDE.split(plain) if part.strip()]
    if len(parts) > 1:
        found = [one for part in parts if (one := _alone(part, fold(part)))]
        if found and len({one.degree for one in found if one.degree}) <= 1 and not _is_listed(plain):
            return max(found, key=lambda one: (one.sure, len(one.degree)))
    return _labelled(plain, folded) or _enclosed(plain, folded, aside) or _free(plain, folded, aside)


def strongest(marks: Iterable[Mark]) -> Mark | None:
    """The mark that counts among several."""
    return max(marks, key=lambda one: (one.sure, len(one.degree)), default=None)


def cells(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The pieces of a table: rows as a whole, and cells; not those of a row or column that lists degrees (a register
    of papers speaks of other papers)."""
    listed: set[int] = set()
    for row in rows:
        texts = list(row)
        folded = [_letters(fold(text)) for text in texts]
        joined = "  ".join(texts)
        if len({word for word in folded if word in _grammar().degrees}) > 1:
            listed |= set(range(len(texts)))
            continue
        labels = {n for n, word in enumerate(folded) if word in _label_letters()}
        if labels and not any(word in _grammar().degrees for word in folded):
            listed |= labels
            continue
        kept = [text for n, text in enumerate(texts) if n not in listed]
        yield from kept
        if len(kept) == len(texts):
            yield joined


@lru_cache(maxsize=1)
def _label_letters() -> frozenset[str]:
    return frozenset(_letters(word) for word in _words()["label"])


_QUICK = re.compile(r"[mмｍ]\W*(?:a|ậ|а|ä|aä|ë)\W*[tтｔ](?!\w)|liệu\W+thu|bóc|(?<!ăn )bản số", re.IGNORECASE)


def may_hold(text: str) -> bool:
    """Whether a closer look pays: a quick one, which lets through all that the rules can find."""
    return _QUICK.search(unicodedata.normalize("NFC", text)) is not None


def lines(texts: Iterable[str]) -> Iterator[str]:
    """The printed lines that may be marks: not the end of a sentence that goes on from the line before."""
    above = ""
    for text in texts:
        words, before = text.split(), above.split()
        goes_on = len(above) > _SHORT and text.lstrip()[:1].islower() and above.strip()[-1:] not in ".:;"
        flows = bool(before) and (goes_on or before[-1].lower() in _grammar().before)
        if words and not flows:
            yield text
        above = text


def _alone(plain: str, folded: str) -> Mark | None:
    """The mark that the piece is and nothing else."""
    grammar, letters = _grammar(), _letters(folded)
    found = grammar.alone.fullmatch(letters)
    if found:
        unsure = UNSURE in plain or (plain.strip()[-1:] == ":" and not plain.isupper())
        return Mark(grammar.degrees[found["degree"]], not unsure)
    found = grammar.papers.fullmatch(letters)
    if found:
        return Mark(grammar.degrees[found["degree"]], plain.isupper())
    if grammar.stamps.fullmatch(letters):
        return Mark("", "bóc" in letters) if plain.isupper() or "bóc" in letters else None
    if _COPY.fullmatch(folded.strip(" ()[]")):
        return Mark("", False)
    return Mark("", False) if plain.isupper() and grammar.bare.fullmatch(letters) else None


def _is_listed(plain: str) -> bool:
    """Whether a piece is an item of a list of degrees: *a) Mật;*, *- Tối mật.*"""
    text = plain.strip()
    if not any(map(str.islower, text)):
        return text[-1:] in ";,"
    return text[-1:] in ";,:" or (_ENUMERATED.match(text) is not None and text[-1:] not in "-–—*")


def _labelled(plain: str, folded: str) -> Mark | None:
    """*Độ mật: Tối mật* among other words; a form that offers several degrees is none."""
    found = list(_grammar().labelled.finditer(folded))
    if not found:
        return None
    one = found[0]
    rest = folded[one.end() :].lstrip()
    if re.match(r"[,/]|hoặc\b|và\b", rest) and _grammar().word.search(rest[:30]):
        return None
    if rest.split(" ", 1)[0].strip(".,;") in _grammar().after:
        return None
    degree = _grammar().degrees.get(_letters(one["degree"]), "")
    return Mark(degree, plain[one.start("degree")].isupper() and len(plain) <= _MOST)


def _enclosed(plain: str, folded: str, aside: bool) -> Mark | None:
    """*(MẬT)* in capitals; where several degrees stand so, the text tells of them."""
    every = _grammar().enclosed.finditer(folded)
    found = [one for one in every if plain[one.start("degree") : one.end("degree")].isupper()]
    if len(found) != 1 or len(_distinct(folded)) > 1 or folded[: found[0].start()].split()[-1:] in (["dấu"], ["chữ"]):
        return None
    return Mark(_grammar().degrees[_letters(found[0]["degree"])], aside)


def _free(plain: str, folded: str, aside: bool) -> Mark | None:
    """Capitals that stand by themselves among other words: beside the letterhead, before a colon, behind a dash."""
    if len(_distinct(folded)) > 1 or (len(plain) > _MOST and not aside):
        return None
    for one in _grammar().word.finditer(folded):
        mark = plain[one.start() : one.end()]
        before, after = folded[: one.start()].rstrip(), folded[one.end() :].lstrip()
        if not mark.isupper() or _speaks(before, after):
            continue
        apart = before[-1:] in "-–—/:|([{" or after[:1] in "-–—/:|)]}"
        at_end = not before or not after
        ended = any(end in folded for end in _grammar().ends)
        mixed = any(map(str.islower, plain[: one.start()] + plain[one.end() :]))
        if ended or (at_end and apart) or (mixed and (aside or at_end)):
            return Mark(_grammar().degrees[_letters(one["degree"])], ended)
    return None


def _speaks(before: str, after: str) -> bool:
    last, first = before.rpartition(" ")[2].strip("\"“'("), after.partition(" ")[0].strip("\"”',.;)")
    quoted = before.endswith(("“", '"')) and after.startswith(("”", '"'))
    return quoted or last in _grammar().before or first in _grammar().after


def _distinct(folded: str) -> set[str]:
    return {_letters(one["degree"]) for one in _grammar().word.finditer(folded)}


_NAME_CUT = re.compile(r"[_\-.()\[\]{},+–—=]+|\s{2,}")
_NAME_PAIRS = frozenset(("tối mật", "tuyệt mật", "độ mật", "toi mat", "tuyet mat", "do mat"))


def in_name(name: str) -> Mark | None:
    """The mark in the name of a file: never sure, since a name is typed by whoever saved the file."""
    plain = unicodedata.normalize("NFKC", name).translate(_ALIKE)
    if not re.search(r"m\W*[ậa]\W*t", fold(plain)):
        return None
    stem = plain.rpartition(".")[0] or plain
    parts = [" ".join(part.split()) for part in _NAME_CUT.split(stem) if part.strip()]
    folded = [fold(part) for part in parts]
    for n, part in enumerate(parts):
        before, after = " ".join(folded[:n]), " ".join(folded[n + 1 :])
        found = _alone(part, folded[n])
        enclosed = re.search(rf"{_OPEN}\s*{re.escape(part)}\s*{_CLOSED}", plain)
        slug = " " not in stem  # *bảo-mật*: there a hyphen parts words, else what it parts stands by itself
        if (found and not (slug and _speaks(before, after))) or (part == "MAT" and enclosed):
            return Mark(found.degree if found else "mật", False)
    spoken = " ".join(folded).split()
    pairs = {f"{a} {b}" for a, b in pairwise(spoken)} & _NAME_PAIRS
    return Mark("", False) if pairs else _spaced(plain)


def _spaced(plain: str) -> Mark | None:
    found = _free(plain.replace("_", " "), fold(plain.replace("_", " ")), True)
    return Mark(found.degree, False) if found else None

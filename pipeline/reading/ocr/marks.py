"""Stamps of secrecy on every page and of urgency on the first: framed, in any colour, slanted, over print, pale.

A directive that bears a degree of secrecy goes no further, so its stamp must not be missed; a word that only looks
like one must not stop a directive, so nothing but the words of the decree counts (NĐ 30/2020/NĐ-CP, Phụ lục I,
mục III.3 and III.4). Ink that is no print (``ink``) is looked at by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain

from PIL import Image
from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.folding import fold

from ..secrecy.words import UNSURE
from . import heavy, ink, tesseract
from .ink import Line
from .tesseract import Seen

_SECRET = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
_URGENT = ("HỎA TỐC HẸN GIỜ", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")
_WORDS = (*_SECRET, *_URGENT)
_FOLDED = {fold(word).upper(): word for word in _WORDS}
_UPPER = 0.45  # share of the height of the first page within which stamps of urgency stand
_PRINT = 0.8  # confidence of words that are print of the page and no stamp
_EXACT = 0.35  # confidence where every mark was seen, and of two words of a stamp
_SURE = 0.55  # confidence of a short stamp, whose three to four letters are easily seen in noise
_MISREAD = (3, 2, 0)  # letters of a degree that may be misread; at the last the stamp is a doubt
_PARTS = frozenset(["TUYET", "TOI", "MAT", "HOA", "TOC", "HEN", "GIO", "THUONG", "KHAN"])
_APART = 1.5  # type sizes between a stamp and print on its row
_END = re.compile(r"\W*\w{0,2}[ÂẬẤẦẨẪ]T\W*")  # of MẬT, when print lies over its first letter or its marks
_STRIP = " .,:;|[](){}'\"!-_–—*"


def stamps(picture: Image.Image, seen: Sequence[Seen], dpi: int, first: bool = True) -> list[str]:
    """The words of the stamps on a page in colour, of which ``seen`` was read; in the order of the decree.

    Those of urgency only on the ``first`` page, in its upper part.
    """
    within = _UPPER * picture.height if first else 0.0
    found = set(_printed(seen, within))
    words = [(s.x0, s.top, s.x1, s.bottom) for s in seen if _is_print(s, seen)]
    lines = list(chain(ink.lines(picture, words, dpi), heavy.lines(picture, words, dpi)))
    told, untold = _told([line for line in lines if not line.leaned], dpi, tesseract.ONE_BLOCK)
    found |= {word for line, word in told if line.area[1] < within or word.strip(UNSURE) in _SECRET}
    upper = [line for line in untold if line.area[1] < within]
    found |= {word for _, word in _told(upper, dpi, tesseract.SCATTERED)[0]}
    found |= set(_aslant([line for line in lines if line.leaned and line.area[1] < within], dpi))
    order = [word if word in found else word + UNSURE for word in _WORDS if found & {word, word + UNSURE}]
    return [word for word in order if not any(word != other and word.strip(UNSURE) in other for other in order)]


def _printed(seen: Sequence[Seen], within: float) -> Iterator[str]:
    """The stamps that were read as words of the page, standing by themselves on their row."""
    for i, word in enumerate(seen):
        if word.confidence < _SURE or not word.text.isupper():
            continue
        for n in (1, 2, 4):
            run = seen[i : i + n]
            told = _FOLDED.get(fold(" ".join(s.text.strip(_STRIP) for s in run)).upper())
            if told and (told in _SECRET or word.top < within) and not _beside(run, seen):
                yield told


def _beside(run: Sequence[Seen], seen: Sequence[Seen]) -> bool:
    """Whether print stands near on the row of these words."""
    first, last = run[0], run[-1]
    return any(
        max(s.x0 - last.x1, first.x0 - s.x1) < _APART * first.size
        for s in seen
        if s not in run and s.top < first.bottom and s.bottom > first.top and _is_plain(s)
    )


def _is_plain(word: Seen) -> bool:
    """Whether a word is surely print and no word of a stamp; scraps of a frame are neither."""
    return word.confidence >= _PRINT and sum(map(str.isalnum, word.text)) > 1 and not _of_stamp(word)


def _of_stamp(word: Seen) -> bool:
    return word.text.isupper() and _bare(word.text) in _PARTS


def _is_print(word: Seen, seen: Sequence[Seen]) -> bool:
    """Whether a word is print of the page: read surely, or a word of a stamp between others (*bí MẬT nhà nước*)."""
    return _beside([word], seen) if _of_stamp(word) else word.confidence >= _PRINT


def _spelled(seen: Sequence[Seen]) -> Iterator[str]:
    words = [(s.text.strip(_STRIP), s.confidence) for s in seen]
    held = [(text, sure) for text, sure in words if text]
    yield from _whole(held)
    if any(text.isalpha() and len(text) > 1 and _bare(text) not in _PARTS for text, _ in held):
        return  # other words: *MẶT TRẬN* is none
    for i in range(len(held)):
        for n in (1, 2, 4):
            run = held[i : i + n]
            text = " ".join(text for text, _ in run)
            sure = min((sure for _, sure in run), default=0.0)
            yield from (word for word in _WORDS if len(word.split()) == len(run) and _is(text, word, sure))


def _torn(seen: Sequence[Seen]) -> Iterator[str]:
    """The doubt that a short word in an ink of its own, whose end alone was read, is a degree: thin letters over print
    are torn by it, the first of them most."""
    if _END.fullmatch("".join(s.text for s in seen).upper()):
        yield f"MẬT{UNSURE}"


def _told(lines: Sequence[Line], dpi: int, mode: int) -> tuple[list[tuple[Line, str]], list[Line]]:
    """What words of stamps lines tell, and the lines that tell none."""
    told: list[tuple[Line, str]] = []
    untold: list[Line] = []
    for line, letters in zip(lines, tesseract.recognise_each([one.picture for one in lines], dpi, mode), strict=True):
        words = set(_spelled(letters)) or (set(_torn(letters)) if line.coloured else set())
        told += [(line, word) for word in words]
        untold += [] if words else [line]
    return told, untold


def _aslant(lines: Sequence[Line], dpi: int) -> Iterator[str]:
    """The urgency that letters aslant spell but for a few: a stamp in an arrow is thin and broken, and print and hand
    never stand so."""
    for mode in (tesseract.ONE_LINE, tesseract.ONE_BLOCK):
        looks = zip(lines, tesseract.recognise_each([line.picture for line in lines], dpi, mode), strict=True)
        lines = []
        for line, seen in looks:
            letters = _bare("".join(s.text for s in seen))
            told = [word for word in _URGENT if Levenshtein.distance(letters, _bare(word)) <= len(_bare(word)) // 3]
            yield from told[:1]
            lines += [] if told else [line]


def _whole(words: Sequence[tuple[str, float]]) -> Iterator[str]:
    """The degree that all letters of a line spell, torn apart by recognition or with a few of them misread."""
    letters = _bare("".join(text for text, _ in words if text.isupper()))
    for word, misread in zip(_SECRET, _MISREAD, strict=True):
        apart = Levenshtein.distance(letters, _bare(word), score_cutoff=misread)
        if apart <= misread and (misread or min(sure for _, sure in words) >= _EXACT):
            yield word if apart <= misread - 1 or not misread else f"{word}{UNSURE}"


def _is(text: str, word: str, sure: float) -> bool:
    """Whether ``text`` is ``word``: every mark seen, or every letter of every word and with more confidence."""
    if not text.isupper() or _bare(text) != _bare(word):
        return False
    return sure >= (_EXACT if fold(text).upper() == fold(word).upper() or " " in word else _SURE)


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.upper())
    return "".join(c for c in letters if c.isascii() and c.isalpha())

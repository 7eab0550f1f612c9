"""Mends what recognition gets wrong again and again: look-alike signs, words run together, tone marks.

Only signs that cannot stand in Vietnamese, and words whose neighbours speak clearly for another tone, are
changed; a changed word is never surer than ``_CHANGED``. Figures are mended only inside a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ..legacy_fonts.speech import is_syllable
from .cases import corrected
from .language import better_tone, other_letters, parted
from .tesseract import Seen

_CHANGED = 0.7
_NO_WORD = 0.5  # confidence of a word with Vietnamese marks that is no syllable
_SPACED = 2.2  # type sizes between two lines of a paragraph, at most (NĐ 30/2020: up to one and a half lines)
_SIGNS = str.maketrans({"Ð": "Đ", "⁄": "/", "ƣ": "ư", "Ƣ": "Ư", "—": "-"})
_DOUBLE = re.compile("ĐÐ|ÐĐ|ĐĐ(?=[A-Z])")
_FIGURES = str.maketrans({"I": "1", "l": "1", "|": "1", "]": "1", "i": "1", "J": "1", "O": "0", "o": "0", "Š": "5"})
_DATE_FIGURE = re.compile(r"^[0-9IlOoJŠ|\]i]{1,2}$")
_YEAR_JOINED = re.compile(r"^([0-9IlOoJŠ|]{1,2})(năm|tháng)$")
_FIGURE_JOINED = re.compile(r"^(ngày|tháng)([0-9IlOoJŠ|]{1,2})$")
_DATE_WORDS = frozenset({"ngày", "tháng"})
_BULLET = frozenset({"~", "_", "=", "«", "¬", "–"})
_END = re.compile(r"(?<=\w)(?:[.,:;'/]{2,4}|[.,]?/[.,]?)$")
_RECIPIENTS = "Nơi nhận"
_LETTERS = [c for c in map(chr, range(0x41, 0x1F00)) if c.isalpha() and "LATIN" in unicodedata.name(c, "")]
_LOW = f"[{''.join(c for c in _LETTERS if c.islower())}]"
_CAPITAL = f"[{''.join(c for c in _LETTERS if c.isupper())}]"  # both cases alternate in Unicode: no range holds one
# Between two words run together: after a comma, and before a capital that no abbreviation explains (IoT).
_JOINT = re.compile(f"(?<={_LOW}{_LOW}[,;])(?={_LOW}{_LOW})|(?<={_LOW}{_LOW}{_LOW})(?={_CAPITAL}{_LOW})")
_SMALL = re.compile(f"[.]?{_LOW}{{2,}}[.,;:]?$")
_STOPPED = re.compile(f"{_LOW}{{2,}}[.]$")
_SPOTTED = re.compile(f"[.]{_LOW}{{2,}}[.,;:]?$")
_EDGES = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


def mended(seen: Sequence[Seen]) -> list[Seen]:
    """The words as they were most likely printed."""
    lines = [_unspotted(_signs(list(line))) for _, line in groupby(seen, key=lambda s: s.line)]
    lines = corrected(_closed(_run_on(lines)))
    parted = [[part for s in _dated(line) for part in _apart(s)] for line in lines]
    around = [[], *parted, []]
    return [_doubted(word) for above, line, below in zip(around, parted, around[2:], strict=False)
            for word in _toned(line, above[-1] if _goes_on(above, line) else None,
                               below[0] if _goes_on(line, below) else None)]


def _doubted(seen: Seen) -> Seen:
    """The word; one that no Vietnamese would write was misread, however sure recognition was of it."""
    word = _EDGES.match(seen.text)[2]  # type: ignore[index]
    wrong = word.isalpha() and not word.isascii() and not word.isupper() and not is_syllable(word)
    return replace(seen, confidence=min(seen.confidence, _NO_WORD)) if wrong else seen


def _goes_on(line: list[Seen], below: list[Seen]) -> bool:
    """Whether the words of a line run on into those of the line below it."""
    if not line or not below:
        return False
    step = below[0].baseline - line[-1].baseline
    return 0 < step <= _SPACED * line[-1].size and below[0].x0 < line[-1].x0


def _closed(lines: list[list[Seen]]) -> list[list[Seen]]:
    """The mark ``./.`` that ends the body (NĐ 30/2020, Phụ lục I): its dots and stroke are read in many ways."""
    for line, below in pairwise(lines):
        last = line[-1]
        if " ".join(s.text for s in below[:2]).startswith(_RECIPIENTS) and _END.search(last.text):
            line[-1] = replace(last, text=_END.sub("./.", last.text))
    return lines


def _signs(line: list[Seen]) -> list[Seen]:
    """Signs for the letters they look like; a stroke that opens a line is a dash."""
    fixed = [replace(s, text=_DOUBLE.sub("Đ", s.text).translate(_SIGNS)) for s in line]
    if len(fixed) > 1 and fixed[0].text in _BULLET:
        fixed[0] = replace(fixed[0], text="-")
    return fixed


def _unspotted(line: list[Seen]) -> list[Seen]:
    """Without the specks that were read as full stops: between two small words no sentence ends or begins."""
    whole = [s.text for s in line]
    ends = [i + 1 < len(line) and _STOPPED.match(text) and _SMALL.match(whole[i + 1]) for i, text in enumerate(whole)]
    begins = [i > 0 and _SPOTTED.match(text) for i, text in enumerate(whole)]
    return [replace(s, text=s.text.strip(".")) if (end and is_syllable(s.text[:-1])) or begin else s
            for s, end, begin in zip(line, ends, begins, strict=True)]


def _run_on(lines: list[list[Seen]]) -> list[list[Seen]]:
    """Without a full stop at the end of a line that the next one, which begins small, goes on with."""
    for line, below in pairwise(lines):
        last = line[-1]
        stopped = _STOPPED.match(last.text) and is_syllable(last.text[:-1])
        if stopped and _SMALL.match(below[0].text) and _goes_on(line, below):
            line[-1] = replace(last, text=last.text[:-1], confidence=min(last.confidence, _CHANGED))
    return lines


def _parted(seen: Seen) -> list[Seen]:
    """``ngàyl5`` is two words."""
    joined = _FIGURE_JOINED.match(seen.text)
    return _split(seen, [joined[1], joined[2]]) if joined else [seen]


def _dated(line: list[Seen]) -> Iterator[Seen]:
    """Figures after *ngày* and *tháng*: ``I0`` is 10; ``0Inăm`` is two words."""
    before = ""
    for s in (part for word in line for part in _parted(word)):
        joined = _YEAR_JOINED.match(s.text)
        if joined and before in _DATE_WORDS:
            figure, word = _split(s, [joined[1], joined[2]])
            yield _figure(figure)
            yield word
            before = joined[2]
            continue
        yield _figure(s) if before in _DATE_WORDS and _DATE_FIGURE.match(s.text) else s
        before = s.text.lower()


def _figure(seen: Seen) -> Seen:
    text = seen.text.translate(_FIGURES)
    return seen if text == seen.text else replace(seen, text=text, confidence=min(seen.confidence, _CHANGED))


def _apart(seen: Seen) -> list[Seen]:
    """``Khoahọcvà`` is three words; ``chỉnh,bổ`` and ``nghệSở`` are two."""
    parts = [part for piece in _JOINT.split(seen.text) for part in _syllables(piece)]
    return [seen] if len(parts) < 2 else _split(seen, parts)


def _syllables(text: str) -> list[str]:
    before, word, after = _EDGES.match(text).groups()  # type: ignore[union-attr]
    parts = parted(word)
    parts[0] = before + parts[0]
    parts[-1] += after
    return parts


def _split(seen: Seen, parts: Sequence[str]) -> list[Seen]:
    """The word in pieces, its box shared out by letters."""
    step = (seen.x1 - seen.x0) / max(sum(map(len, parts)), 1)
    found: list[Seen] = []
    at = seen.x0
    for part in parts:
        end = at + step * len(part)
        found.append(replace(seen, text=part, x0=at, x1=end - 0.2 * step))
        at = end
    return found


def _toned(line: list[Seen], above: Seen | None, below: Seen | None) -> Iterator[Seen]:
    """Each word with the tone that its neighbours call for; ``above`` and ``below`` are those over the ends of the
    line."""
    cores = [_EDGES.match(s.text if s else "").groups() for s in (above, *line, below)]  # type: ignore[union-attr]
    for s, (_, last, ended), (before, word, after), (opened, first, _) in zip(line, cores, cores[1:], cores[2:],
                                                                            strict=False):
        left = last if not ended and not before else ""
        right = first if not after and not opened else ""
        better = better_tone(left, word, right)
        if better == word and (last or before) and (first or after):  # what stands beyond an open end is not known
            better = other_letters(left, word, right)
        yield s if better == word else replace(s, text=before + better + after,
                                               confidence=min(s.confidence, _CHANGED))

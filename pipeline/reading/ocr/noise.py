"""What recognition reads where nothing is written: specks, stamp rings, signatures."""

from __future__ import annotations

import re
import statistics
from dataclasses import replace
from itertools import chain, groupby, pairwise

from ..legacy_fonts.speech import is_syllable
from .language import bare
from .tesseract import Seen

_NOISE = 0.3  # words surer than this are kept, marks must be surer still
_MARKS = 0.6
_SHORT = 0.5  # a word of one or two letters that is no item mark
_LINE, _TEXT = 4, 0.75  # words and their median confidence that make a line of text
_TALL = 2.2  # a word this many times taller than the lines of the page is a scribble
_CERTAIN = 0.6  # unless it is a syllable read as surely: a speck above or below has stretched its box
_OVER = 0.05  # type sizes by which a piece of a word that was read twice overlaps it
_SIGNS = " .,;:'\"“”‘’()-*"
_BELOW = 0.3  # of the type size: how far letters reach under the baseline
_OPENS = re.compile(r"^(?:-|\(?\S{1,2}\)\.?)$")  # the mark of an item, whose letter may have been read as a sign
_FIGURE = re.compile(r"^\([iI¡ïíl1|!]{1,4}\)[.;:,]?$")  # (i), also within a sentence
_DASH = re.compile(r"^[-–—~¬=]{1,2}$")
_FLAT, _SHORTEST, _LONGEST = 3.0, 0.25, 1.2  # a dash is flat, and so many type sizes long
_HIGH = (0.08, 0.5)  # of the type size: where it stands over the baseline
_FEW, _MOST, _EDGE = 8, 0.5, 0.4  # lines, and the share of them that ends at one edge, within so many type sizes
_SCRAWLED, _PRINTED, _SCRAPS = 5, 0.85, 25  # lines by hand at least; confidence of print; scraps of a written note
_TOLD = 0.9  # a word surer than this is print, however it looks
_OUT = 0.6  # type sizes by which a word sticks out over the edge
_ENDS = frozenset({".", ";", ":", "/.", "./."})  # of a line: recognition doubts what is small
_NUMBERED = re.compile(r"^\W*S[ốóôòỗõộ]\s?:.{0,14}?[/-]\s?[A-ZĐƯ]{2}")  # the number of a directive, written in by hand
_CODE = re.compile(r"^\d{1,5}/(?:\d{4}/)?[A-ZĐÐƯ]{1,6}[-–][A-ZĐÐƯ&]{2,}[.,;:]?$")  # a directive that is cited
_ITEM = re.compile(r"^(?:[-–+•*]|\d{1,3}[.)]?|[a-zđ][.)]|[IVX]+[.)]?)$")


def sift(seen: list[Seen]) -> tuple[list[Seen], list[Seen]]:
    """The words that were written, and what is no word. A doubtful word within a line of sure ones is written, and so
    are those of a number into which a hand wrote: recognition doubts the print that it joins with ink."""
    height = statistics.median(s.bottom - s.top for s in seen) if seen else 0.0
    edge = _right_edge(seen)
    kept: list[Seen] = []
    dropped: list[Seen] = []
    for _, group in groupby(seen, key=lambda s: s.line):
        line, twice = _once(list(group))
        while len(line) >= _LINE and _sticks_out(line[-1], edge):
            twice.append(line.pop())
        dropped += twice
        is_text = len(line) >= _LINE and statistics.median(s.confidence for s in line) >= _TEXT
        if is_text:
            line = [_trimmed(s, height) if _is_stretched(s, height) else s for s in line]
            line[0] = replace(line[0], text="-") if _is_dash(line[0], line[1]) else line[0]
        numbered = _NUMBERED.match(" ".join(s.text for s in line)) is not None
        for s in line:
            written = any(map(str.isalnum, s.text)) or (s is line[-1] and s.text in _ENDS) or (
                s is line[0] and _OPENS.match(s.text) is not None) or _FIGURE.match(s.text) is not None
            kept_by = numbered or ((is_text or _CODE.match(s.text) is not None) and _among(s, line))
            noisy = _is_noise(s, height) and not (written and kept_by)
            (dropped if noisy else kept).append(s)
    return kept, dropped


def without_hand(seen: list[Seen], dropped: list[Seen]) -> tuple[list[Seen], list[Seen], bool]:
    """The words of a page without lines that a hand wrote, those with what was ``dropped``, and whether there is
    writing by hand: lines below one another of a few doubtful words each, or many scraps."""
    lines = sorted((list(group) for _, group in groupby(seen, key=lambda s: s.line)), key=lambda line: line[0].top)
    by_hand: list[Seen] = []
    for scrawled, run in groupby(lines, key=_is_scrawled):
        held = list(run)
        if scrawled and len(held) >= _SCRAWLED:
            by_hand += chain.from_iterable(held)
    scraps = sum(sum(map(str.isalpha, s.text)) > 1 for s in dropped)
    return [s for s in seen if s not in by_hand], dropped + by_hand, bool(by_hand) or scraps >= _SCRAPS


def _is_scrawled(line: list[Seen]) -> bool:
    return len(line) < _LINE and not any(s.confidence >= _PRINTED and sum(map(str.isalnum, s.text)) > 1 for s in line)


def _right_edge(seen: list[Seen]) -> float:
    """Where the lines of text of a page end that is set to an edge; infinite for another page."""
    lines = [list(group) for _, group in groupby(seen, key=lambda s: s.line)]
    ends = [(max(s.x1 for s in line), line[0].size) for line in map(_surest, lines) if len(line) >= _LINE]
    at = {x: sum(abs(x - other) <= _EDGE * size for other, _ in ends) for x, size in ends}
    edge = max(at, key=lambda x: (at[x], x), default=0.0)
    return edge if len(ends) >= _FEW and at[edge] > _MOST * len(ends) else float("inf")


def _surest(line: list[Seen]) -> list[Seen]:
    return [s for s in line if s.confidence >= _TEXT]


def _sticks_out(seen: Seen, edge: float) -> bool:
    """Whether the last word of a line is a scrap of a stamp over the seam of the pages, or of a note in the margin."""
    word = is_syllable(seen.text.strip(_SIGNS)) and len(seen.text.strip(_SIGNS)) > 1 and seen.confidence >= _CERTAIN
    out = seen.x0 > edge - _EDGE * seen.size and seen.x1 > edge + _OUT * seen.size
    return out and not word and seen.confidence < _TOLD


def _once(line: list[Seen]) -> tuple[list[Seen], list[Seen]]:
    """The words of a line, and the pieces of a neighbour that were read a second time: *trực rc tuyến*, *c các*. Words
    that were printed never overlap."""
    twice = [a if len(a.text) < len(b.text) else b for a, b in pairwise(line)
             if a.x1 - b.x0 >= _OVER * a.size and _is_piece(*sorted((a.text, b.text), key=len))]
    return [s for s in line if s not in twice], twice


def _is_piece(piece: str, whole: str) -> bool:
    piece, whole = (bare(text.strip(_SIGNS)) for text in (piece, whole))
    left = iter(whole)
    return (0 < len(piece) < len(whole) and (piece[0] == whole[0] or piece[-1] == whole[-1])
            and all(letter in left for letter in piece))


def _is_dash(seen: Seen, following: Seen) -> bool:
    """Whether a word that opens a line of text is the dash of an item: recognition doubts so short a stroke, and reads
    it in many ways."""
    wide, tall = seen.x1 - seen.x0, seen.bottom - seen.top
    above = seen.baseline - (seen.top + seen.bottom) / 2
    return (_DASH.match(seen.text) is not None and wide >= _FLAT * tall
            and _SHORTEST * seen.size <= wide <= _LONGEST * seen.size
            and _HIGH[0] * seen.size <= above <= _HIGH[1] * seen.size
            and 0 < following.x0 - seen.x1 < seen.size)


def _is_stretched(seen: Seen, height: float) -> bool:
    """Whether a sure syllable has the box of a scribble: specks near it were taken for its marks."""
    word = seen.text.strip(_SIGNS)
    return (seen.bottom - seen.top > _TALL * height and seen.confidence >= _CERTAIN and len(word) > 1
            and (is_syllable(word) or word.isupper()))


def _trimmed(seen: Seen, height: float) -> Seen:
    """The word with the box that its line gives it; ``height`` is that of the words of the page."""
    size = min(seen.size, _TALL * height)
    top, bottom = seen.baseline - size, seen.baseline + _BELOW * size
    return replace(seen, top=max(seen.top, top), bottom=min(seen.bottom, bottom))


def _among(seen: Seen, line: list[Seen]) -> bool:
    """Whether a word stands in the row of a line's other words, no taller and no further off than they."""
    near = min((max(other.x0 - seen.x1, seen.x0 - other.x1) for other in line if other is not seen), default=0.0)
    return near < seen.size and seen.bottom - seen.top < 1.5 * seen.size


def _is_noise(seen: Seen, height: float) -> bool:
    letters = sum(map(str.isalnum, seen.text))
    if seen.bottom - seen.top > _TALL * height or (not letters and seen.confidence < _MARKS):
        return True
    if _ITEM.match(seen.text):
        return seen.confidence < _NOISE
    if letters * 2 < len(seen.text) and seen.confidence < _MARKS and "." not in seen.text:
        return True
    return seen.confidence < (_SHORT if len(seen.text) <= 2 else _NOISE)

"""Marks printed through the text of a page: *DỰ THẢO*, the account and the time of a download.

A mark stands at an angle that no text has, or is faint and stands apart, or is nothing but account and time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from ..draft import Box, PrintedWord
from .tables import inside

_FAINT, _PAPER, _GREY = 0.55, 0.97, 0.25  # lightness from which print is faint, or is white on a dark ground; vividness
_LEAN = 3.0  # degrees: the letters over a crooked scan lean as much
_SQUARE = 90.0
_MOST = 0.5  # share of the letters of a page: more is the text itself
_LARGE, _HUGE = 1.8, 2.5  # of the usual type size, for faint marks and for any
_OVER = 0.3  # of its width by which a mark lies over words
_ROW = 0.4  # of the type size
_MARGIN = 60.0  # points
_SAYING = re.compile(
    r"^\W*(?:(?:BẢN\s+)?(?:DỰ\s*THẢO|NHÁP|SAO CHỤP|SAO LỤC)|KHÔNG SAO CHÉP|LƯU HÀNH NỘI BỘ|(?i:dự thảo|draft|copy)\W*$)"
)
_ACCOUNT = r"[A-Za-z](?:[\w.@-]*[\w])?"
_DAY, _TIME = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", r"\d{1,2}:\d{2}(?::\d{2})?"
_DOWNLOADED = re.compile(
    rf"^\W*(?:(?:Tải|In|Xem|Được tải|Người (?:tải|in))[^\d]{{0,30}}?)?(?:{_ACCOUNT}[\s–-]+)"
    rf"(?:{_DAY}[\s,–-]+{_TIME}|{_TIME}[\s,–-]+{_DAY})(?:[\s–-]+{_ACCOUNT})*(?:[\s–-]+|$)"
)
_MAY_BE = re.compile(rf"{_TIME}|DỰ\s*THẢO|NHÁP|DRAFT|COPY|SAO CHÉP|LƯU HÀNH")
_LOGIN = re.compile(r"[._@]|\d:\d\d:\d\d")


def apart(text: str, words: Sequence[PrintedWord], tinted: bool, height: float,
          dark: Sequence[Box] = ()) -> tuple[list[PrintedWord], list[list[PrintedWord]]]:  # fmt: skip
    """The words of a page that are its text, and its marks, each as its words.

    ``text`` is the page as pdfium tells it; ``tinted`` where some of its words are no plain print; ``height`` is the
    page's, ``dark`` are grounds on which light letters are plain.
    """
    if not tinted and not _MAY_BE.search(text):
        return list(words), []
    runs = [list(run) for _, run in groupby(words, key=_run_key)]
    lines = [list(line) for _, line in groupby(words, key=lambda w: (round(w.baseline), w.size))]
    letters = sum(len(w.text) for w in words)
    usual = _usual_size(words)
    found = [*_few([run for run in runs if _slanted(run[0])], letters),
             *_few([run for run in runs if _faint(run[0], dark) and _stands_apart(run, words, usual, height)], letters),
             *(run for run in runs if run[0].size >= _HUGE * usual and _SAYING.match(_text(run))),
             *(run for run in (*runs, *lines) if _is_download(_text(run)))]  # fmt: skip
    away: set[int] = set()
    marks: list[list[PrintedWord]] = []
    for run in found:
        if left := [w for w in run if id(w) not in away]:
            marks.append(left)
            away.update(map(id, left))
    return [w for w in words if id(w) not in away], marks


def _text(run: Iterable[PrintedWord]) -> str:
    return " ".join(w.text for w in run)


def _is_download(text: str) -> bool:
    return bool(_DOWNLOADED.match(text)) and bool(_LOGIN.search(text))


def _run_key(word: PrintedWord) -> tuple[int, object]:
    return word.drawn, word.tint


def _few(runs: list[list[PrintedWord]], letters: int) -> list[list[PrintedWord]]:
    return runs if sum(len(w.text) for run in runs for w in run) <= _MOST * letters else []


def _slanted(word: PrintedWord) -> bool:
    if word.tint is None:
        return False
    off = word.tint.angle % _SQUARE
    return min(off, _SQUARE - off) > _LEAN


def _faint(word: PrintedWord, dark: Iterable[Box]) -> bool:
    if word.tint is None or not _FAINT <= word.tint.light < _PAPER:
        return False
    return not any(inside(word, box) for box in dark)


def _stands_apart(run: list[PrintedWord], words: Sequence[PrintedWord], usual: float, height: float) -> bool:
    """Whether a faint run is large, says what marks say, lies over plain words, or has none in its line; in the margins
    it is a running head or a page number."""
    first = run[0]
    if first.size >= _LARGE * usual or _SAYING.match(_text(run)):
        return True
    if first.tint is None or first.tint.vivid > _GREY:
        return False
    x0, x1 = min(w.x0 for w in run), max(w.x1 for w in run)
    near = [w for w in words if w.tint is None and abs(w.baseline - first.baseline) < first.size
            and w.x1 > x0 - 2 * w.size and w.x0 < x1 + 2 * w.size]  # fmt: skip
    over = sum(max(min(w.x1, x1) - max(w.x0, x0), 0.0) for w in near)
    if over > _OVER * (x1 - x0):
        return True
    beside = any(abs(w.baseline - first.baseline) < _ROW * first.size for w in near)
    return not beside and _MARGIN < first.baseline < height - _MARGIN


def _usual_size(words: Sequence[PrintedWord]) -> float:
    sizes: dict[float, int] = {}
    for w in words:
        if w.tint is None or w.tint.invisible:
            sizes[w.size] = sizes.get(w.size, 0) + len(w.text)
    return max(sizes, key=lambda s: sizes[s], default=0.0) or 1.0

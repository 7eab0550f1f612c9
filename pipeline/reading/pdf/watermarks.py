"""Marks printed through the text of a page: *DỰ THẢO*, the account and the time of a download.

A mark stands at an angle that no text has, or is faint and stands apart, or is nothing but account and time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ..draft import PrintedWord

_FAINT, _PAPER, _GREY = 0.55, 0.97, 0.25  # lightness from which print is faint, or is white on a dark ground; vividness
_LEAN = 3.0  # degrees: the letters over a crooked scan lean as much
_SQUARE = 90.0
_MOST = 0.5  # share of the letters of a page: more is the text itself
_LARGE = 1.8  # of the usual type size
_ROW = 0.4  # of the type size
_SAYING = re.compile(
    r"^\W*(?:BẢN\s+)?(?:DỰ\s*THẢO|NHÁP|DRAFT|SAO CHỤP|SAO LỤC|COPY|KHÔNG SAO CHÉP|LƯU HÀNH NỘI BỘ|MẪU)\b", re.IGNORECASE
)
_ACCOUNT = r"[A-Za-z](?:[\w.@-]*[\w])?"
_DAY, _TIME = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", r"\d{1,2}:\d{2}(?::\d{2})?"
_DOWNLOADED = re.compile(
    rf"^\W*(?:(?:Tải|In|Xem|Được tải|Người (?:tải|in))[^\d]{{0,30}}?)?(?:{_ACCOUNT}[\s–-]+)"
    rf"(?:{_DAY}[\s,–-]+{_TIME}|{_TIME}[\s,–-]+{_DAY})(?:[\s–-]+{_ACCOUNT})*(?:[\s–-]+|$)"
)
_MAY_BE = re.compile(_TIME)
_LOGIN = re.compile(r"[._@]|\d:\d\d:\d\d")


def apart(text: str, words: Sequence[PrintedWord], tinted: bool) -> tuple[list[PrintedWord], list[list[PrintedWord]]]:
    """The words of a page that are its text, and its marks, each as its words.

    ``text`` is the page as pdfium tells it; ``tinted`` where some of its words are no plain print.
    """
    if not tinted and not _MAY_BE.search(text):
        return list(words), []
    runs = [list(run) for _, run in groupby(words, key=_run_key)]
    letters = sum(len(w.text) for w in words)
    usual = _usual_size(words)
    slanted = _few([run for run in runs if _slanted(run[0])], letters)
    faint = _few([run for run in runs if _faint(run[0]) and _stands_apart(run, words, usual)], letters)
    lines = [list(line) for _, line in groupby(words, key=lambda w: (round(w.baseline), w.size))]
    downloads = [line for line in lines if _is_download(" ".join(w.text for w in line))]
    marks = [*slanted, *(run for run in faint if run not in slanted)]
    away = {id(w) for run in marks for w in run}
    marks += [left for line in downloads if (left := [w for w in line if id(w) not in away])]
    away.update(id(w) for line in downloads for w in line)
    return [w for w in words if id(w) not in away], marks


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


def _faint(word: PrintedWord) -> bool:
    return word.tint is not None and _FAINT <= word.tint.light < _PAPER


def _stands_apart(run: list[PrintedWord], words: Sequence[PrintedWord], usual: float) -> bool:
    """Whether a faint run is large, says what marks say, or shares its line with no plain word."""
    first = run[0]
    if first.size >= _LARGE * usual or _SAYING.match(" ".join(w.text for w in run)):
        return True
    return bool(first.tint and first.tint.vivid <= _GREY) and not any(
        w.tint is None
        and abs(w.baseline - first.baseline) < _ROW * first.size
        and (w.x1 > run[0].x0 - 2 * w.size and w.x0 < run[-1].x1 + 2 * w.size)
        for w in words
    )


def _usual_size(words: Sequence[PrintedWord]) -> float:
    sizes: dict[float, int] = {}
    for w in words:
        if w.tint is None:
            sizes[w.size] = sizes.get(w.size, 0) + len(w.text)
    return max(sizes, key=lambda s: sizes[s], default=0.0) or 1.0

"""The lines at the end of a directive: where the signature block starts and where it ends.

The block is Nơi nhận at the left and the signature at the right (NĐ 30/2020/NĐ-CP, Phụ lục I, mục
II.7 and II.9); annexes and footnotes may follow it. A converter may print the two sides one after
the other in either order, row by row, or in one paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.model import Document

from ..letters import regex
from .cues import cue
from .lines import Line, is_rule, make_line
from .person import is_position, looks_like_name

RECIPIENTS = regex(r"N[ơƠ][iI]\s+nh[ậẬ]n\s*:?|NƠI NHẬN\s*:?")
AUTHORITY = regex(
    r"(?<![\w.])(?P<mark>TM|KT|TL|TUQ|Q)\s?"
    r"(?:\.\s?(?=[:U:])|\s(?=(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|ỦY BAN|TRƯỞNG|CHÁNH)))"
)
_ITEM = regex(r"(?<=[;:.,)])\s+[-+](?=\s?[:U:])")
_SIDE = regex(
    r"(?:(?<=[;:)])|(?<=[:L:]\.))\s+"
    r"(?=(?:PHÓ|THỨ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|CỤC TRƯỞNG|BỘ TRƯỞNG)(?:\s[:U:]{2,})*\s*$)"
)
FOOTNOTE = regex(r"^\[\d{1,3}\]|^\d{1,2}\s+[:U:][^.]{60,}")
_FILED = re.compile(r"[-+ ]*L[ưƯ]u\b")
_MAX_LINES = 140
_MAX_ITEM = 420


@dataclass(frozen=True, slots=True)
class Tail:
    """The lines of the signature block; ``start`` and ``end`` bound it in the text."""

    lines: tuple[Line, ...]
    start: int
    end: int


def find_tail(document: Document, folded: str, body: int, end: int) -> Tail | None:
    """The first signature block after ``body`` and before ``end``; None when there is none."""
    for i, paragraph in enumerate(document.paragraphs):
        if paragraph.end <= body or paragraph.start >= end:
            continue
        offset = _opening(document, folded, i, max(paragraph.start, body))
        if offset is not None:
            lines = _block_lines(document, folded, i, offset, end)
            return Tail(tuple(lines), offset, lines[-1].end if lines else offset)
    return None


def _opening(document: Document, folded: str, i: int, start: int) -> int | None:
    """Where a signature block opens in the paragraph, None when it opens none."""
    end = document.paragraphs[i].end
    text = folded[start:end]
    m = re.match(rf"[\s|*]*(?:{RECIPIENTS.pattern})", text)
    if m and (len(text) < 40 or not regex(r"\s*[:L:]").match(text[m.end():])):
        return start
    inside = re.search(r"(?:\./\.|[.;:])\s*\|?\s*(Nơi nhận\s*:\s*-)", text)
    if inside:
        return start + inside.start(1)
    if _signs(document, folded, i, text):
        return start
    return None


def _signs(document: Document, folded: str, i: int, text: str) -> bool:
    """A line with an authority or a position in capitals that a name follows."""
    stripped = text.strip(" |*")
    m = AUTHORITY.match(stripped)
    if not m and not is_position(stripped):
        return False
    letters = regex(r"[^:L:]*").match(stripped[m.end() if m else 0:])
    if letters is None or len(letters.group()) < 6:
        return False
    if m and len(stripped) < 200:
        return True
    following = [folded[p.start:p.end] for p in document.paragraphs[i + 1: i + 7]]
    below = [f.strip(" |*") for f in following]
    named = any(looks_like_name(f) or RECIPIENTS.match(f) or cue("noise", f) for f in below)
    return len(stripped) < 70 and named and not any(cue("body", f.strip()) == "basis" for f in following[:3])


def tail_cuts(text: str, folded: str) -> list[int]:
    """Where one paragraph of the block holds several of its lines."""
    found = {m.end() for m in RECIPIENTS.finditer(folded)} | {m.start() for m in AUTHORITY.finditer(folded)}
    found |= {m.start() + 1 for m in _ITEM.finditer(folded)} | {m.end() for m in _SIDE.finditer(folded)}
    found |= {m.start() for m in re.finditer(r"[|\n\t]", text)} | set(_name_cut(folded))
    return sorted(found - {0, len(folded)})


def _name_cut(folded: str) -> list[int]:
    """The cut between a title in capitals and the name printed after it on the same line."""
    m = regex(r"[^:L:]*[:U:]{2,}[.,]?\s+(?=[:U:][:L:])").match(folded)
    return [m.end()] if m and (AUTHORITY.match(folded.strip(" |*")) or is_position(folded[: m.end()])) else []


def _block_lines(document: Document, folded: str, first: int, start: int, end: int) -> list[Line]:
    lines: list[Line] = []
    table_ends = [(t.start, t.end) for t in document.tables if t.end > start]
    for i in range(first, len(document.paragraphs)):
        paragraph = document.paragraphs[i]
        over = paragraph.start >= end or any(a <= paragraph.start < b and not a <= start < b for a, b in table_ends)
        if lines and over:
            break
        pieces = _pieces(document, folded, i, max(paragraph.start, start))
        fresh = 0
        while fresh < len(pieces) and len(lines) <= _MAX_LINES and not (lines and _over(lines, pieces[fresh])):
            lines.append(pieces[fresh])
            fresh += 1
        if fresh < len(pieces) or len(lines) > _MAX_LINES:
            break
    return lines


def _pieces(document: Document, folded: str, i: int, begin: int) -> list[Line]:
    end = document.paragraphs[i].end
    marks = [0, *tail_cuts(document.text[begin:end], folded[begin:end]), end - begin]
    pieces = [make_line(document, folded, i, begin + a, begin + b) for a, b in pairwise(marks)]
    return [p for p in pieces if p.folded]


def _over(lines: list[Line], line: Line) -> bool:
    """Whether the block ended before this line."""
    text = line.text
    if is_rule(line) or cue("noise", text):
        return False
    if re.match(r"[-+•] ?", text):
        return len(text) > _MAX_ITEM or _closed(lines)
    if cue("annex", text) or FOOTNOTE.match(text) or len(text) > _MAX_ITEM:
        return True
    if text.startswith("(") and "kèm theo" in text.lower():
        return True
    if not _closed(lines):
        return False
    return len(text) > 45 or (line.upper and not is_position(text) and not AUTHORITY.match(text))


def _closed(lines: list[Line]) -> bool:
    """Whether the name and, where there is a list of recipients, its last item have been seen."""
    texts = [line.text for line in lines]
    title = next((n for n, text in enumerate(texts) if _opens_signature(text)), len(texts))
    if not any(looks_like_name(text) for text in texts[title + 1:]):
        return False
    return any(_FILED.match(text) for text in texts) or not any(RECIPIENTS.match(text) for text in texts)


@lru_cache(maxsize=1024)
def _opens_signature(text: str) -> bool:
    return AUTHORITY.match(text) is not None or is_position(text)

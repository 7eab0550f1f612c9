"""Lines of a text file to paragraphs: what was wrapped is joined, what was begun anew stays apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..markers import dash_continues, ends_item, ends_sentence, glue, starts_formula, starts_item, starts_low

_TORN = re.compile(r"[^\W\d_a-z]{2,6}|Số\s*:")
_HALF_NAME = re.compile(r"(?:.*\s)?(?:Cục|Vụ|Sở|Bộ|Ủy ban|Uỷ ban|Văn phòng|Trung tâm|Ban Quản lý|Công an|UBND|HĐND)")
_EARLY = 0.85  # a line that ends before this share of the wrap width was ended by hand


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is set: ``wrap`` is the column at which lines were wrapped (0: they were not),
    ``spaced`` whether blank lines part its paragraphs."""

    wrap: int
    spaced: bool

    @classmethod
    def of(cls, lines: Sequence[str]) -> Layout:
        """Measure the lines of a file."""
        filled = [line for line in lines if len(line) > 1]
        gaps = sum(1 for a, b in pairwise(lines) if a and not b)
        return cls(_wrap_width(filled), gaps > 0.12 * len(filled))


def _wrap_width(lines: Sequence[str]) -> int:
    lengths = sorted(len(line) for line in lines if len(line) > 25 and "|" not in line)
    if len(lengths) < 8:
        return 0
    high = lengths[int(len(lengths) * 0.9)]
    near = sum(high * 0.85 <= n <= high * 1.1 for n in lengths)
    return high if high <= 140 and near >= 0.2 * len(lengths) else 0


def paragraphs(lines: Iterable[str], layout: Layout) -> list[str]:
    """Paragraphs of a stretch of lines; blank lines always part them."""
    found: list[str] = []
    before = ""
    for line in lines:
        if line and before and not _begins(before, line, layout):
            found[-1] += glue(before, line) + line
        elif line:
            found.append(line)
        before = line
    return found


def _begins(before: str, line: str, layout: Layout) -> bool:
    if dash_continues(before, line) or not glue(before, line):
        return False
    if _torn(before, line):
        return False
    if not layout.wrap:
        return True
    if starts_item(line) or starts_formula(line):
        return ends_item(before) or not layout.spaced or len(before) < _EARLY * layout.wrap
    if layout.spaced or (starts_low(line) and not ends_sentence(before)):
        return ends_item(before) and len(before) < _EARLY * layout.wrap
    return _ended_by_hand(before, line, layout.wrap)


def _torn(before: str, line: str) -> bool:
    """Left behind by the wrapping of a web page: the first word of a letterhead, or of the name of a body (*5. Cục* and
    *Di sản văn hóa:*)."""
    if _TORN.fullmatch(before):
        return line.isupper() or before.endswith(":")
    return _HALF_NAME.fullmatch(before) is not None and line[:1].isupper() and not line.isupper()


def _ended_by_hand(before: str, line: str, wrap: int) -> bool:
    if before.isupper() != line.isupper():
        return True
    if before.isupper() and starts_item(before) and not ends_item(before):
        return False  # a numbered heading in capitals goes on in capitals
    early = len(before) + 1 + len(line.split(" ", 1)[0]) < _EARLY * wrap
    return early and not line[0].isdigit() and (ends_sentence(before) or len(before) < wrap / 2)

"""Words of a page sorted into printed rows, from top to bottom and left to right."""

from __future__ import annotations

from collections.abc import Iterable

from ..draft import PrintedWord

Row = list[PrintedWord]

_SAME_LINE = 0.34  # of the type size: how far baselines of one row may lie apart
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def rows(words: Iterable[PrintedWord]) -> list[Row]:
    """Rows by baseline, so that a number stamped over its blank falls into place.

    Small figures above a row (footnote marks, m²) belong to it and are marked ``raised``.
    """
    found: list[Row] = []
    baseline = size = 0.0
    for word in sorted(words, key=lambda w: w.baseline):
        if found and word.baseline - baseline <= _SAME_LINE * max(word.size, size):
            found[-1].append(word)
            size = max(size, word.size)
        else:
            found.append([word])
            baseline, size = word.baseline, word.size
    found = _with_marks(found)
    for row in found:
        row.sort(key=lambda w: w.x0)
        _flag_raised(row)
    return found


def size_of(row: Row) -> float:
    """The type size of most characters of a row."""
    if len({w.size for w in row}) == 1:
        return row[0].size
    sizes: dict[float, int] = {}
    for w in row:
        sizes[w.size] = sizes.get(w.size, 0) + len(w.text)
    return max(sizes, key=lambda s: sizes[s])


def text_of(row: Row) -> str:
    """The words of a row joined by spaces."""
    return " ".join(w.text for w in row)


def _with_marks(found: list[Row]) -> list[Row]:
    """Join a row of nothing but small figures to the row it hangs over."""
    joined: list[Row] = []
    for row in found:
        above = joined[-1] if joined else None
        if above is not None and _hangs_over(above, row):
            joined[-1] = above + row
        else:
            joined.append(row)
    return joined


def _hangs_over(marks: Row, row: Row) -> bool:
    size = size_of(row)
    small = all(w.size < 0.8 * size and len(w.text) <= 3 and w.text[0].isdigit() for w in marks)
    return small and 0 < row[0].baseline - marks[0].baseline < 0.7 * size


def _flag_raised(row: Row) -> None:
    size = size_of(row)
    normal_line = max((w.baseline for w in row if w.size == size), default=0.0)
    for w in row:
        w.raised = (w.size < 0.8 * size and len(w.text) <= 3 and w.text.strip("*").isdecimal()
                    and w.baseline < normal_line - 0.12 * size)


def without_note_marks(row: Row, notes: frozenset[str]) -> Row:
    """Drop the marks of ``notes`` (footnotes of the page); other raised figures join the word before (m²).

    What a dropped mark or a stamp has torn apart is closed up: ``NĐ-CP ,`` and ``3686 /UBND``.
    """
    kept: Row = []
    torn = False
    for w in row:
        last = kept[-1] if kept else None
        if w.raised and w.text in notes:
            torn = True
        elif last is not None and (w.raised or _belongs_to(last, w, torn)):
            last.text += w.text.translate(_RAISED) if w.raised else w.text
            last.x1 = max(last.x1, w.x1)
            torn = False
        else:
            kept.append(w)
            torn = False
    return kept


def _belongs_to(last: PrintedWord, word: PrintedWord, torn: bool) -> bool:
    if torn and word.text[0] in ",.;:)”":
        return True
    stamped = word.text.startswith("/") and len(word.text) > 2 and last.text[-1:].isdigit()
    return stamped and word.x0 - last.x1 < 1.5 * word.size


def segments(row: Row, gap: float) -> list[Row]:
    """A row cut where the white between two words is wider than ``gap`` times the type size."""
    if not row:
        return []
    parts: list[Row] = [[row[0]]]
    reach = row[0].x1
    for w in row[1:]:
        if w.x0 - reach > gap * max(w.size, parts[-1][-1].size):
            parts.append([])
        parts[-1].append(w)
        reach = max(reach, w.x1)
    return parts

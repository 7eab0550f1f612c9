"""One party in a list: quantifier, title of a head, then the body, group or person."""

from __future__ import annotations

from dataclasses import replace

from .bodies import council_at, known_at, seat_at
from .clauses import brackets_off
from .groups import fixed_at, general_at, modifiers_end, quantifier_at
from .page import Match, Page, Piece
from .sectors import listed_at, sectors_at

_HONORIFICS = (("các", "đồng", "chí"), ("đồng", "chí"), ("ông",), ("bà",), ("đ", "/", "c"))
MAX_DEPTH = 4
MAX_PERSON = 5


class Items:
    """Reads items of one page; answers are kept, as open names ask again and again what follows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._seen: dict[tuple[int, int], Match | None] = {}
        self._depth = 0

    def at(self, i: int) -> Match | None:
        """The item at word ``i``: the index after it and its parties."""
        key = i, self._depth
        if key in self._seen:
            return self._seen[key]
        if self._depth >= MAX_DEPTH or self.page.word(i) not in self.page.lex.firsts:
            return None
        self._depth += 1
        try:
            self._seen[key] = self._read(i)
        finally:
            self._depth -= 1
        return self._seen[key]

    def ask(self, _page: Page, i: int) -> Match | None:
        """``at`` in the form the walkers of open names call."""
        return self.at(i)

    def _read(self, i: int) -> Match | None:
        page = self.page
        k = _honorific(page, i)
        person = _person(page, k, k > i)
        if person:
            return self._office(i, person) or person
        group = listed_at(page, quantifier_at(page, k)) or fixed_at(page, k, self.ask)
        best = _longer(group, self._headed(k) or self._body(k))
        if not best:
            return None
        end, pieces = best
        return end, [_moved(pieces[0], i, pieces[0].end), *pieces[1:]]

    def _office(self, i: int, person: Match) -> Match | None:
        """``đồng chí Nguyễn Văn A - Giám đốc Sở Y tế``: the office stands for the person."""
        end = person[0]
        headed = self._headed(end + 1) if self.page.word(end) in {"-", ","} else None
        return (headed[0], [replace(headed[1][0], start=i), *headed[1][1:]]) if headed else None

    def _headed(self, i: int) -> Match | None:
        """The body behind one or more titles: ``Giám đốc Sở Y tế``, ``Chủ tịch, Tổng giám đốc các Tập đoàn``."""
        page = self.page
        j = i
        while found := page.lex.titles.longest(page.tokens, quantifier_at(page, j)):
            j = found[0]
            after = j + 1 if page.word(j) in {",", "và"} else j
            if after > j and not page.lex.titles.longest(page.tokens, quantifier_at(page, after)):
                return None
            j = after
        if j == i:
            return None
        return _longer(fixed_at(page, j, self.ask), self._body(j))

    def _body(self, i: int) -> Match | None:
        page = self.page
        k = quantifier_at(page, i)
        found = council_at(page, k) or seat_at(page, k)
        if found is None and (page[k].upper or k > i):
            found = listed_at(page, k) or sectors_at(page, k)
        found = found or known_at(page, k, self.ask) or general_at(page, i, self.ask)
        if not found:
            return None
        end, pieces = found
        end = modifiers_end(page, end) if end < len(page) else end
        return end, [*pieces[:-1], _moved(pieces[-1], pieces[-1].start, brackets_off(page, end))]


def _moved(piece: Piece, start: int, end: int) -> Piece:
    """The piece between other words; most stand where they are."""
    return piece if (piece.start, piece.end) == (start, end) else replace(piece, start=start, end=end)


def _longer(a: Match | None, b: Match | None) -> Match | None:
    if a is None or b is None:
        return a or b
    return b if b[0] > a[0] else a


def _honorific(page: Page, i: int) -> int:
    if page.word(i) in {"các", "đồng", "ông", "bà", "đ"}:
        for words in _HONORIFICS:
            if page.reads(i, *words):
                return i + len(words)
    return i


def _person(page: Page, i: int, honoured: bool) -> Match | None:
    """``Phó Thủ tướng Chính phủ Trần Hồng Hà``, ``đồng chí Nguyễn Văn A``: two to five capitalised words."""
    start = i
    if page.reads(i, "phó", "thủ", "tướng"):
        i += 3
        i += 2 * page.reads(i, "thường", "trực")
        i += 2 * page.reads(i, "chính", "phủ")
    if (i == start and not honoured) or _office_word(page, i):
        return None
    end = i
    while end - i < MAX_PERSON and page[end].upper and page[end].letters and not page.verb(end):
        end += 1
    return (end, [Piece(start, end, page.said(start, end))]) if end - i > 1 else None


def _office_word(page: Page, i: int) -> bool:
    """Whether a title or body, not a name of a person, begins at ``i``."""
    tries = (page.lex.nouns, page.lex.titles, page.lex.bodies)
    return page.word(i) in {*page.lex.sectors, "ubnd", "uỷ"} or any(t.longest(page.tokens, i) for t in tries)

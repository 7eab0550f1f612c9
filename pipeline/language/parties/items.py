"""One party in a list: quantifier, title of a head, then the body, group or person."""

from __future__ import annotations

from .bodies import council_at, known_at, seat_at
from .groups import fixed_at, general_at, modifiers_end, quantifier_at
from .opennames import brackets_off
from .page import Page, Piece
from .sectors import listed_at, sectors_at

Match = tuple[int, list[Piece]]
_HONORIFICS = (("các", "đồng", "chí"), ("đồng", "chí"), ("ông",), ("bà",), ("đ", "/", "c"))
_DEPUTY_PM = ("phó", "thủ", "tướng")
MAX_DEPTH = 4


class Items:
    """Reads items of one page; answers are kept, as open names ask again and again what follows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._seen: dict[int, Match | None] = {}
        self._depth = 0

    def at(self, i: int) -> Match | None:
        """The item at word ``i``: the index after it and its parties."""
        if i in self._seen:
            return self._seen[i]
        if self._depth >= MAX_DEPTH or self.page.word(i) not in self.page.lex.firsts:
            return None
        self._depth += 1
        try:
            self._seen[i] = None
            self._seen[i] = self._read(i)
            return self._seen[i]
        finally:
            self._depth -= 1

    def _read(self, i: int) -> Match | None:
        page = self.page
        k = _honorific(page, i)
        person = _person(page, k, k > i)
        if person:
            return self._office(i, person) or person
        group = listed_at(page, quantifier_at(page, k)) or fixed_at(page, k, _ask(self))
        headed = self._headed(k)
        best = _longer(group, headed) if headed else _longer(group, self._body(k))
        if not best:
            return None
        end, pieces = best
        return end, [_from(pieces[0], i), *pieces[1:]]

    def _office(self, i: int, person: Match) -> Match | None:
        """``đồng chí Nguyễn Văn A - Giám đốc Sở Y tế``: the office stands for the person."""
        end = person[0]
        if self.page.word(end) not in {"-", ","}:
            return None
        headed = self._headed(end + 1)
        return (headed[0], [_from(headed[1][0], i), *headed[1][1:]]) if headed else None

    def _headed(self, i: int) -> Match | None:
        """The body behind one or more titles: ``Giám đốc Sở Y tế``, ``Chủ tịch, Tổng giám đốc các Tập đoàn``."""
        page = self.page
        j = i
        while found := page.lex.titles.longest(page.tokens, quantifier_at(page, j)):
            j = found[0]
            after = j + 1 if page.word(j) in {",", "và"} else j
            if after > j and not page.lex.titles.longest(page.tokens, quantifier_at(page, after)):
                break
            j = after
        if j == i or page.word(j) in {",", "và"}:
            return None
        group, body = fixed_at(page, j, _ask(self)), self._body(j)
        return _longer(group, body)

    def _body(self, i: int) -> Match | None:
        page = self.page
        k = quantifier_at(page, i)
        found = council_at(page, k) or seat_at(page, k)
        if found is None:
            found = listed_at(page, k) if k > i or page[k].upper else None
            found = found or (sectors_at(page, k) if page[k].upper or k > i else None) or known_at(page, k, _ask(self))
        found = found or general_at(page, i, _ask(self))
        if not found:
            return None
        end, pieces = found
        end = modifiers_end(page, end) if end < len(page) else end
        return end, [*pieces[:-1], _to(pieces[-1], brackets_off(page, end))]


def _ask(items: Items):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return lambda page, i: items.at(i)


def _longer(a: Match | None, b: Match | None) -> Match | None:
    if a is None or b is None:
        return a or b
    return b if b[0] > a[0] else a


def _from(piece: Piece, start: int) -> Piece:
    return Piece(start, piece.end, piece.name, piece.group, piece.place)


def _to(piece: Piece, end: int) -> Piece:
    return Piece(piece.start, end, piece.name, piece.group, piece.place)


def _honorific(page: Page, i: int) -> int:
    if page.word(i) not in {"các", "đồng", "ông", "bà", "đ"}:
        return i
    for words in _HONORIFICS:
        if page.reads(i, *words):
            return i + len(words)
    return i


def _person(page: Page, i: int, honoured: bool) -> Match | None:
    """``Phó Thủ tướng Chính phủ Trần Hồng Hà``, ``đồng chí Nguyễn Văn A``: two to five capitalised words."""
    start = i
    titled = page.reads(i, *_DEPUTY_PM)
    if titled:
        i += 3
        i += 2 * page.reads(i, "thường", "trực")
        i += 2 * page.reads(i, "chính", "phủ")
    end = i
    while end - i < 5 and page[end].upper and page[end].letters and not page.verb(end):
        end += 1
    if end - i < 2 or not (titled or honoured) or page.lex.nouns.longest(page.tokens, i) \
            or page.lex.titles.longest(page.tokens, i) or page.lex.bodies.longest(page.tokens, i) \
            or page.word(i) in page.lex.sectors or page.word(i) in {"ubnd", "uỷ"}:
        return None
    return end, [Piece(start, end, page.said(start, end))]

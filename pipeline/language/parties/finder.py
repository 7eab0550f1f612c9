"""The party finder: lists of parties at a place, anywhere in a text, or in a cell of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pipeline.knowledge.registry import Registry
from pipeline.model import Party

from .items import Items
from .lexicon import lexicon
from .page import Page, Piece
from .scan import first_word
from .settle import Settler

_SEMICOLON = re.compile(r";\s*(?:(?:và|cùng|hoặc|với)\s+)*", re.IGNORECASE)
_BULLET = {"-", "+", "•", "*", "–", "\n", ";", ",", ".", "/", ":"}

_KEPT = 64  # texts whose items are kept


@lru_cache(maxsize=32)
def _items(text: str) -> Items:
    """The words of a text and what is known of them; a segment is asked about at many places in a row."""
    return Items(Page(text, lexicon()))


@dataclass(frozen=True, slots=True)
class PartyList:
    """A list of parties as it stands in a text: ``start``–``end`` and each party's own span are offsets into it."""

    start: int
    end: int
    parties: tuple[Party, ...]


class PartyFinder:
    """Finds and settles parties. ``issuer`` tells the province of bodies named without one, ``on`` the day."""

    def __init__(self, registry: Registry | None = None, issuer: str | None = None, on: date | None = None) -> None:
        self._lex = lexicon()
        self._settler = Settler(registry or Registry.load(), issuer, on)
        self._found_items: dict[str, tuple[PartyList, ...]] = {}

    def at(self, text: str, pos: int = 0) -> PartyList | None:
        """The longest list of parties that begins exactly at ``pos``, None when none does."""
        if first_word(text, pos) not in self._lex.firsts:
            return None
        items = _items(text)
        page = items.page
        i = page.index(pos)
        if i >= len(page) or page[i].start != pos:
            return None
        return self._list(page, items, i)

    def find(self, text: str) -> tuple[PartyList, ...]:
        """All lists of parties in ``text``, from left to right, none overlapping."""
        items = _items(text)
        page, found, i = items.page, [], 0
        while i < len(page):
            party_list = self._list(page, items, i) if _may_begin(page, i) else None
            if party_list is None:
                i += 1
                continue
            found.append(party_list)
            i = max(page.index(party_list.end), i + 1)
        return tuple(found)

    def items(self, text: str) -> tuple[PartyList, ...]:
        """The single items of the lists of ``find``, from left to right, none overlapping: *Sở A, Sở B và các đơn vị
        liên quan* gives three. An item that stands for several bodies (*các Bộ: Y tế, Tài chính*; *Sở Y tế, Tài
        chính*) stays one. The answer for a text is kept."""
        if text not in self._found_items:
            if len(self._found_items) >= _KEPT:
                self._found_items.clear()
            self._found_items[text] = tuple(self._read_items(text))
        return self._found_items[text]

    def _read_items(self, text: str) -> Iterator[PartyList]:
        items = _items(text)
        page, i = items.page, 0
        while i < len(page):
            matches = _matches(items, i) if _may_begin(page, i) else []
            owners = [n for n, (_, _, pieces) in enumerate(matches) for _ in pieces]
            pieces = _distributed([piece for _, _, found in matches for piece in found], owners)
            for n, (start, end, _) in enumerate(matches):
                own = [piece for piece, owner in zip(pieces, owners, strict=True) if owner == n]
                yield PartyList(page[start].start, page[end - 1].end, self._parties(page, own))
            i = max(matches[-1][1], i + 1) if matches else i + 1

    def over_semicolons(self, text: str) -> tuple[PartyList, ...]:
        """As ``find`` where a list of ``text`` may go on over a semicolon, else none; most texts need not be read."""
        firsts, marks = self._lex.firsts, _SEMICOLON.finditer(text)
        goes_on = any(text[m.end():m.end() + 1].isupper() or first_word(text, m.end()) in firsts for m in marks)
        return self.find(text) if goes_on else ()

    def cell(self, text: str) -> tuple[Party, ...]:
        """The parties of a cell or of the rest of a lead-in, where everything is a party."""
        page = Page(text, self._lex, cell=True)
        items, pieces, i = Items(page), [], 0
        while i < len(page):
            if page.word(i) in _BULLET or page.word(i) in {"và", "cùng", "với"}:
                i += 1
                continue
            match = items.at(i) or _chunk(page, i)
            pieces += match[1]
            i = max(match[0], i + 1)
        return self._parties(page, _distributed(pieces))

    def settle(self, mention: str) -> tuple[Party, ...]:
        """The parties that one mention stands for."""
        return self.cell(mention)

    def _list(self, page: Page, items: Items, i: int) -> PartyList | None:
        matches = _matches(items, i)
        if not matches:
            return None
        pieces = [piece for _, _, found in matches for piece in found]
        return PartyList(page[i].start, page[matches[-1][1] - 1].end, self._parties(page, _distributed(pieces)))

    def _parties(self, page: Page, pieces: list[Piece]) -> tuple[Party, ...]:
        parties: dict[str, Party] = {}
        for piece in pieces:
            mention = page.said(piece.start, piece.end)
            party = self._settler.party(piece.name, piece.group, mention, page[piece.start].start)
            parties.setdefault(party.agency, party)
        return tuple(parties.values())


def _matches(items: Items, i: int) -> list[tuple[int, int, list[Piece]]]:
    """(first word, index after the last, parties) of each item of the list that begins at ``i``."""
    matches: list[tuple[int, int, list[Piece]]] = []
    after: int | None = i
    while after is not None and (match := items.at(after)) is not None:
        matches.append((after, *match))
        after = _separator(items.page, match[0]) or _run_on(items.page, match[0], match[1][-1])
    return matches


def _may_begin(page: Page, i: int) -> bool:
    """Whether a list may begin at ``i`` in running text.

    Luật Công an nhân dân is a document, thông báo no newspaper, trên cơ sở no place.
    """
    if page.word(i) not in page.lex.firsts or page.inside(i):
        return False
    before = page.word(i - 1)
    return before not in {"luật", "lệnh"} and not (before == "trên" and page.word(i) == "cơ")


def _separator(page: Page, i: int) -> int | None:
    """The index after a comma, semicolon, và, cùng (với) at ``i``; None when there is none."""
    j = i
    if page.word(j) in {",", ";", "/"}:
        j += 1
    if page.word(j) in {"và", "cùng", "hoặc"}:
        j += 1
        j += page.word(j) == "với"
    return j if j > i else None


def _run_on(page: Page, i: int, last: Piece) -> int | None:
    """``các bộ, ngành địa phương``: the comma before địa phương is often forgotten."""
    return i if last.group and page.reads(i, "địa", "phương") else None


def _chunk(page: Page, i: int) -> tuple[int, list[Piece]]:
    """Unknown words in a cell: a party up to the next separator; a predicate or a mark is none."""
    predicate = page.verb(i) is not None or page.word(i) in {"[", "("}
    stops = {";", "\n"} if predicate else {",", ";", "\n"}
    j = i
    while j < len(page) and page.word(j) not in stops:
        j += 1
    told = not predicate and any(page[n].letters and not page[n].word.isdigit() for n in range(i, j))
    return j, [Piece(i, j, page.said(i, j))] if told else []


def _distributed(pieces: list[Piece], owners: list[int] | None = None) -> list[Piece]:
    """``Bí thư tỉnh ủy và Chủ tịch UBND các tỉnh: A, B``: the places belong to both bodies. ``owners`` says for each
    piece to which item it belongs and grows with the pieces."""
    result: list[Piece] = []
    kept: list[int] = []
    for n, piece in enumerate(pieces):
        following, copies = pieces[n + 1:], [piece]
        if piece.name in {"Tỉnh ủy", "Tỉnh uỷ"} and not piece.place and following and following[0].place:
            places = [m.group(1) for p in following if (m := re.search(r"\btỉnh (\w.+)$", p.name)) and p.place]
            copies = [replace(piece, name=f"{piece.name} {place}") for place in places] or copies
        result += copies
        kept += [owners[n] if owners else 0] * len(copies)
    if owners is not None:
        owners[:] = kept
    return result

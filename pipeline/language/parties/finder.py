"""The party finder: lists of parties at a place, anywhere in a text, or in a cell of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from pipeline.knowledge.folding import fold
from pipeline.knowledge.registry import Registry
from pipeline.model import Party

from .canonical import Canonical
from .names import Piece
from .reader import Item, Reader

_OF_PROVINCE = re.compile(r"\btỉnh (\w.+)$")
_KEPT = 64  # texts whose items are kept


@lru_cache(maxsize=64)
def _reader(text: str, cell: bool = False) -> Reader:
    """The chunks of a text and the items read from them; a segment is asked about at many places in a row."""
    return Reader(text, cell)


@dataclass(frozen=True, slots=True)
class PartyList:
    """A list of parties as it stands in a text: ``start``–``end`` and each party's own span are offsets into it."""

    start: int
    end: int
    parties: tuple[Party, ...]


class PartyFinder:
    """Finds parties and gives their canonical names. ``issuer`` tells the province of bodies named without one, ``on``
    the day; ``place`` is where the issuer signs."""

    def __init__(self, registry: Registry | None = None, issuer: str | None = None, on: date | None = None,
                 place: str | None = None) -> None:
        self._canonical = Canonical(registry or Registry.load(), issuer, on, place)
        self._items: dict[str, tuple[PartyList, ...]] = {}

    def at(self, text: str, pos: int = 0) -> PartyList | None:
        """The longest list of parties that begins exactly at ``pos``, None when none does."""
        reader = _reader(text)
        found = reader.items_at(reader.index(pos))
        return self._list(reader, found) if found else None

    def find(self, text: str) -> tuple[PartyList, ...]:
        """All lists of parties in ``text``, from left to right, none overlapping."""
        reader = _reader(text)
        return tuple(self._list(reader, found) for found in reader.lists())

    def items(self, text: str) -> tuple[PartyList, ...]:
        """The single items of the lists of ``find``, from left to right, none overlapping: *Sở A, Sở B và các đơn vị
        liên quan* gives three. An item that stands for several bodies (*các Bộ: Y tế, Tài chính*; *Sở Y tế, Tài
        chính*) stays one. The answer for a text is kept."""
        if text not in self._items:
            if len(self._items) >= _KEPT:
                self._items.clear()
            reader = _reader(text)
            lists = map(_distributed, reader.lists())
            self._items[text] = tuple(self._list(reader, [item]) for found in lists for item in found)
        return self._items[text]

    def agency_id(self, name: str, place: str | None = None) -> str | None:
        """The id of the body that a canonical name means for this issuer on this day, in ``place`` where nothing else
        tells where; None when none is known."""
        return self._canonical.agency_id(name, place)

    def cell(self, text: str) -> tuple[Party, ...]:
        """The parties of a cell or of the rest of a lead-in, where everything is a party."""
        reader = _reader(text, cell=True)
        return self._parties(reader, reader.everything())

    def _list(self, reader: Reader, items: list[Item]) -> PartyList:
        last = reader.tagged.chunks[items[-1].after - 1]
        return PartyList(reader.tagged.offset(items[0].first), last.end, self._parties(reader, items))

    def _parties(self, reader: Reader, items: list[Item]) -> tuple[Party, ...]:
        """The parties of the items in their order, each body once."""
        found: dict[str, Party] = {}
        for piece in (piece for item in _distributed(items) for piece in item.pieces):
            mention = reader.tagged.text[piece.start:piece.end]
            party = self._canonical.party(piece.name, piece.group, mention, piece.start)
            found.setdefault(party.agency, party)
        return tuple(found.values())


def _distributed(items: list[Item]) -> list[Item]:
    """*Bí thư tỉnh ủy và Chủ tịch UBND các tỉnh: A, B*: the places belong to both bodies."""
    return [item._replace(pieces=[p for piece in item.pieces for p in _copies(piece, following)])
            for item, following in zip_longest(items, items[1:])]


def _copies(piece: Piece, following: Item | None) -> list[Piece]:
    shares = following is not None and following.pieces[0].place and fold(piece.name) == "tỉnh uỷ"
    named = (_OF_PROVINCE.search(other.name) for other in (following.pieces if following and shares else ()))
    return [replace(piece, name=f"{piece.name} {place.group(1)}") for place in named if place] or [piece]

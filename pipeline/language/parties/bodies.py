"""Bodies the tables know: UBND and HĐND with their places, party seats, central and provincial bodies."""

from __future__ import annotations

from .clauses import ItemAt, brackets, brackets_off
from .opennames import body_at
from .page import Match, Page, Piece
from .places import Place, kind_at, kinds_at, list_at, name_at, place_at, starts_body

_COUNCILS = (("uỷ", "ban", "nhân", "dân"), ("hội", "đồng", "nhân", "dân"), ("ubnd",), ("hđnd",))
_UBND = {"ubnd", "ủy ban nhân dân", "uỷ ban nhân dân"}
_LEVELS = {"tỉnh": "UBND các tỉnh, thành phố", "huyện": "UBND các huyện, thị xã, thành phố",
           "xã": "UBND các xã, phường, thị trấn"}
_PARTY_SEATS = {"tỉnh", "thành", "huyện", "quận", "thị"}


def council_at(page: Page, i: int) -> Match | None:
    """``UBND`` or ``HĐND`` with its places, each place a body of its own."""
    if page.word(i) in {"ubnd", "hđnd", "uỷ", "hội"}:
        for words in _COUNCILS:
            if page.reads(i, *words):
                return placed(page, i, i + len(words))
    return None


def placed(page: Page, i: int, end: int) -> Match:
    """The body between ``i`` and ``end`` with what follows of places."""
    base = page.said(i, end)
    several = page.word(end) == "các"
    start = end + 1 if several else end
    kind = kind_at(page, start)
    if several and kind:
        return _several(page, i, end, start, base)
    if page.word(start) == "cấp" and kind_at(page, start + 1):
        return _levels(page, i, start, base)
    if several and page.word(start) in {"cấp", "địa"}:
        stop = start + (2 if page.word(start) == "địa" else 1)
        return stop, [Piece(i, stop, page.said(i, stop), group=True)]
    place = place_at(page, end) or place_at(page, end + 1 if page.word(end) == "của" else end)
    if not place and page.cell and (name := name_at(page, end)):
        place = Place(end, name, "", page.said(end, name))
    if not place:
        return end, [Piece(i, end, base)]
    pieces = [Piece(i, place.end, f"{base} {page.said(place.start, place.end)}", place=True)]
    return _more(page, base, place, pieces)


def _levels(page: Page, i: int, start: int, base: str) -> Match:
    """``UBND cấp huyện, cấp xã``: a group for each level."""
    stop, kinds = kinds_at(page, start + 1)
    if base.lower() not in _UBND:
        return stop, [Piece(i, stop, page.said(i, stop), group=True, place=True)]
    names = [_LEVELS.get(kind.lower(), f"{base} cấp {kind}") for kind in kinds]
    return stop, [Piece(i, stop, name, group=True, place=True) for name in names]


def _several(page: Page, i: int, end: int, start: int, base: str) -> Match:
    found = list_at(page, start)
    if found is None:
        stop, _ = kinds_at(page, start)
        return stop, [Piece(i, stop, page.said(i, stop), group=True, place=True)]
    stop, places = found
    if places[0].name.startswith("từ "):
        return stop, [Piece(i, stop, page.said(i, stop), group=True, place=True)]
    first = places[0]
    tail = _last_named(page, i, start, first) if len(places) == 1 else None
    if tail:
        before, kind = tail
        level = next((n for k, n in _LEVELS.items() if k in first.kind.lower().split("|")), "")
        name = level if base.lower() in _UBND else page.said(i, before)
        group = Piece(i, before, name, group=True, place=True)
        return stop, [group, Piece(before, stop, f"{base} {kind} {first.name}", place=True)]
    return stop, [Piece(i if p is first else p.start, p.end, _name(page, base, p), place=True) for p in places]


def _last_named(page: Page, i: int, start: int, place: Place) -> tuple[int, str] | None:
    """``các xã, phường, đặc khu Cồn Cỏ``: only the last kind is named; (end of the group, kind)."""
    kinds = place.kind.split("|")
    if len(kinds) < 3 or page.word(place.start - 1) == ":":
        return None
    words = len(kinds[-1].split(" "))
    before = place.start - words
    while before > start and page.word(before - 1) in {",", "và"}:
        before -= 1
    return before, kinds[-1]


def _name(page: Page, base: str, place: Place) -> str:
    """The body at that place; the kind of a province comes from the registry."""
    kinds = place.kind.split("|")
    if len(kinds) == 1 and kinds[0]:
        return f"{base} {kinds[0]} {place.name}"
    known = page.lex.registry.province(place.name) if kinds[0].lower() in {"tỉnh", "thành phố"} else None
    return f"{base} {known.level} {place.name}" if known else f"{base} {place.name}"


def _more(page: Page, base: str, place: Place, pieces: list[Piece]) -> Match:
    """``UBND xã A, phường B, C``: more places on the same noun."""
    j, kind = place.end, place.kind
    while place.name and page.word(j) in {",", "và"}:
        k = j + 1 if page.word(j) == "," and page.word(j + 1) != "và" else j + 1 + (page.word(j) == ",")
        own = kind_at(page, k)
        start = own[0] if own else k
        if starts_body(page, start) or page.lex.nouns.longest(page.tokens, start) or not page[start].upper:
            break
        end = name_at(page, start)
        known = page.lex.provinces.longest(page.tokens, start)
        if not end or not (own or known) or page.lex.titles.longest(page.tokens, start):
            break
        kind = own[1] if own else kind
        pieces.append(Piece(k, end, f"{base} {kind} {page.said(start, end)}", place=True))
        j = end
    return j, pieces


def known_at(page: Page, i: int, item_at: ItemAt) -> Match | None:
    """A body of the tables, or one with an open name, with its place; the longer reading wins."""
    stray = page.lex.not_parties.longest(page.tokens, i)
    known = page.lex.bodies.longest(page.tokens, i) if page[i].upper else None
    if stray and (not known or known[0] <= stray[0]):
        return None
    opened = body_at(page, i, item_at)
    if known and (not opened or opened[0] <= known[0]):
        return _known(page, i, known)
    if known and (place_at(page, known[0]) or not _extends(page, known[0])):
        return _known(page, i, known)
    if not opened:
        return None
    end = opened[0]
    if not opened[1] and (place := place_at(page, end)):
        end = place.end
    return end, [Piece(i, end, page.said(i, brackets_off(page, end)))]


def _extends(page: Page, end: int) -> bool:
    """Whether a known name may go on at ``end``: a capital, a hyphen, của, a phrase of names; no verb, no places."""
    following = page[end]
    if following.word in {",", "và"} and page.word(end + 1) == "khu":
        return True  # Ban Quản lý các khu công nghiệp, khu kinh tế
    if following.upper or following.word in {"-", "của", "thuộc"} or following.word.isdigit():
        return not (page.verb(end) and not page[page.verb(end)[0] - 1].upper)  # type: ignore[index]
    return page.verb(end) is None and page.lex.name_phrases.longest(page.tokens, end) is not None \
        and kind_at(page, end) is None


def _known(page: Page, i: int, known: tuple[int, str]) -> Match:
    end, name = known
    after = brackets(page, end)
    if page.word(end) == "các" and kind_at(page, end + 1):
        return placed(page, i, end)
    if page.word(end) == "các" and (units := page.lex.general.longest(page.tokens, end + 1)) and units[1] == "general":
        stop = units[0]
        while page.word(stop) in {",", "và"} and (units := page.lex.general.longest(page.tokens, stop + 1)):
            stop = units[0]
        return stop, [Piece(i, stop, f"{name} {page.said(end, stop)}", group=True, place=True)]
    stop, kinds = kinds_at(page, end)
    if len(kinds) > 1 and not name_at(page, stop):
        return stop, [Piece(i, stop, f"{name} {page.said(end, stop)}", group=True, place=True)]
    place = place_at(page, end)
    if not place:
        return after, [Piece(i, after, name)]
    return place.end, [Piece(i, place.end, f"{name} {page.said(place.start, place.end)}", place=True)]


def seat_at(page: Page, i: int) -> Match | None:
    """``Tỉnh ủy``, ``Thành ủy Đà Nẵng``, ``các tỉnh ủy``."""
    if page.word(i) not in _PARTY_SEATS or page.word(i + 1) != "uỷ":
        return None
    name = name_at(page, i + 2)
    known = page.lex.provinces.longest(page.tokens, i + 2)
    end = known[0] if known and name else i + 2
    said = page.said(i, end)
    return end, [Piece(i, end, said[:1].upper() + said[1:], place=bool(known))]

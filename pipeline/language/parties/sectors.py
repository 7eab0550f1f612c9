"""One noun with many names: ``các Bộ: Y tế, Tài chính``, ``Sở Nội vụ, Tư pháp``, ``các Cục: Thuế, Hải quan``."""

from __future__ import annotations

from .page import Match, Page, Piece
from .places import kind_at, kinds_at, list_at, place_at, starts_body


def sectors_at(page: Page, i: int) -> Match | None:
    """``Bộ Y tế``, ``các Bộ: Y tế, Tài chính``, ``Sở Nông nghiệp và Môi trường, Xây dựng``."""
    head = page.word(i)
    if head not in page.lex.sectors:
        return None
    listing = page.word(i + 1) in {":", "("}  # after a colon every capitalised name is taken, known or not
    j: int | None = i + 1 + listing
    pieces: list[Piece] = []
    while j is not None:
        named = _sector(page, j, head, listing)
        if not named:
            break
        end, name = named
        end, new = _with_place(page, i if not pieces else j, end, f"{head.capitalize()} {name}")
        pieces += new
        j = _next_sector(page, end, head)
    if not pieces:
        return None
    end = pieces[-1].end
    return end + (page.word(i + 1) == "(" and page.word(end) == ")"), pieces


def _sector(page: Page, j: int, head: str, listing: bool) -> tuple[int, str] | None:
    """(end, name) of one sector behind Bộ or Sở; an unknown one only in a list after a colon."""
    found: tuple[int, str] | None = page.lex.sectors[head].longest(page.tokens, j) if page[j].upper else None
    if found or not listing:
        return found
    end = _unknown(page, j)
    return (end, page.said(j, end)) if end else None


def _with_place(page: Page, start: int, end: int, name: str) -> Match:
    place = _sector_place(page, end)
    if not place:
        return end, [Piece(start, end, name)]
    end, places = place
    return end, [Piece(start, end, f"{name} {p}".rstrip(), place=True) for p in places]


def listed_at(page: Page, i: int) -> Match | None:
    """``các Sở, ngành: Xây dựng, Tài chính``, ``các Cục: Di sản văn hóa, Điện ảnh``: one noun, many names."""
    if i > 0 and page.word(i - 1) != "các":
        return None
    head = page.word(i)
    if head in page.lex.sectors:
        return _listed_sectors(page, i, head)
    noun = page.lex.nouns.longest(page.tokens, i)
    if noun and page.word(noun[0]) == ":" and i > 0:
        return _listed(page, i, noun[0] + 1, page.said(i, noun[0]))
    return None


def _listed_sectors(page: Page, i: int, head: str) -> Match | None:
    trie = page.lex.sectors[head]
    if page.word(i + 1) in {":", "("}:
        return sectors_at(page, i) if trie.longest(page.tokens, i + 2) else None
    group = page.fixed_group(i)
    if group and page.word(group[0]) == ":" and trie.longest(page.tokens, group[0] + 1):
        return _listed(page, i, group[0] + 1, head.capitalize())
    return None


def _listed(page: Page, i: int, j: int, head: str) -> Match | None:
    """The names from ``j``, cut at commas; a sector or body with commas in its name is one."""
    pieces: list[Piece] = []
    trie = page.lex.sectors.get(head.lower()) or page.lex.listed.get(head.lower())
    while page[j].upper:
        known = trie.longest(page.tokens, j) if trie else None
        body = page.lex.bodies.longest(page.tokens, j)
        if body and not (known and known[0] >= body[0] + (head == "Sở")):
            break  # Công an tỉnh among the sở is a body of its own
        end = known[0] if known else _unknown(page, j)
        if not end:
            break
        pieces.append(Piece(j if pieces else i, end, f"{head} {known[1] if known else page.said(j, end)}"))
        j = end
        if page.word(j) not in {",", "và"}:
            break
        j += 1 + (page.word(j) == "," and page.word(j + 1) == "và")
    return (pieces[-1].end, pieces) if pieces else None


def _unknown(page: Page, j: int) -> int | None:
    """An unknown sector in a list after a colon: capitalised words up to the comma."""
    end = j
    while end < len(page) and page[end].letters and (end > j or page[j].upper) and not place_at(page, end):
        verb = page.verb(end)
        if (verb and verb[1] != "weak") or page.lex.modifiers.longest(page.tokens, end):
            break
        if page.word(end) == "và" and starts_body(page, end + 1):
            break
        end += 1
    return end if end > j and not starts_body(page, j) else None


def _sector_place(page: Page, end: int) -> tuple[int, list[str]] | None:
    """The places a sở belongs to: (end, names), each name as it is printed behind the sở."""
    if page.word(end) not in {"các", "của"} or not kind_at(page, end + 1):
        place = place_at(page, end)
        return (place.end, [page.said(place.start, place.end)]) if place else None
    found = list_at(page, end + 1)
    if found and not found[1][0].name.startswith("từ "):
        return found[0], [p.name for p in found[1]]
    stop, _ = kinds_at(page, end + 1)
    stop += 4 * page.reads(stop, "trực", "thuộc", "trung", "ương")
    return stop, [""] if page.word(end) == "các" else [page.said(end + 1, stop)]


def _next_sector(page: Page, end: int, head: str) -> int | None:
    """Where the next sector of an elliptical list begins, None when the list is over.

    Công an, Thanh tra … are bodies of their own behind Sở or with a place, but sectors behind Bộ.
    """
    j = end + (page.word(end) in {",", ";"})
    j += page.word(j) in {"và", "cùng"}
    if j == end or not page[j].upper:
        return None
    known = page.lex.sectors[head].longest(page.tokens, j)
    if page.lex.bodies.longest(page.tokens, j):
        return j if head == "bộ" and known and not place_at(page, known[0]) else None
    return j if known or not page.lex.nouns.longest(page.tokens, j) else None

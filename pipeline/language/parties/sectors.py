"""One noun with many names: ``các Bộ: Y tế, Tài chính``, ``Sở Nội vụ, Tư pháp``, ``các Cục: Thuế, Hải quan``."""

from __future__ import annotations

from .page import Page, Piece
from .places import kind_at, kinds_at, list_at, place_at, starts_body


def sectors_at(page: Page, i: int) -> tuple[int, list[Piece]] | None:
    """``Bộ Y tế``, ``các Bộ: Y tế, Tài chính``, ``Sở Nông nghiệp và Môi trường, Xây dựng``."""
    head = page.word(i)
    trie = page.lex.sectors.get(head)
    if trie is None:
        return None
    colon = page.word(i + 1) in {":", "("}
    j = i + 1 + colon
    pieces: list[Piece] = []
    title = head.capitalize()
    while True:
        found = trie.longest(page.tokens, j) if page[j].upper else None
        end, name = found if found else (_unknown(page, j) if colon or not pieces else None, "")
        if not end or (not found and not colon):
            break
        name = name or page.said(j, end)
        start = i if not pieces else j
        if end == len(page) or not (place := _sector_place(page, end)):
            pieces.append(Piece(start, end, f"{title} {name}"))
        else:
            end, names = place
            pieces += [Piece(start, end, f"{title} {name} {n}".rstrip(), place=True) for n in names]
        j = _next_sector(page, end, head)
        if j is None:
            break
    if not pieces:
        return None
    end = pieces[-1].end
    return end + (page.word(i + 1) == "(" and page.word(end) == ")"), pieces


def listed_at(page: Page, i: int) -> tuple[int, list[Piece]] | None:
    """``các Sở, ngành: Xây dựng, Tài chính``, ``các Cục: Di sản văn hóa, Điện ảnh``: one noun, many names."""
    if page.word(i - 1) not in {"các", ""} and i > 0:
        return None
    head = page.word(i)
    if head in page.lex.sectors and page.word(i + 1) in {":", "("} and page.lex.sectors[head].longest(page.tokens, i + 2):
        return sectors_at(page, i)
    if head in page.lex.sectors and page.word(i + 1) != ":":
        group = page.fixed_group(i)
        if group and page.word(group[0]) == ":" and page.lex.sectors[head].longest(page.tokens, group[0] + 1):
            return _listed(page, i, group[0] + 1, head.capitalize())
        return None
    noun = page.lex.nouns.longest(page.tokens, i)
    if head not in page.lex.sectors and noun and page.word(noun[0]) == ":" and page.word(i - 1) == "các":
        return _listed(page, i, noun[0] + 1, page.said(i, noun[0]))
    return None


def _listed(page: Page, i: int, j: int, head: str) -> tuple[int, list[Piece]] | None:
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
    """The place a sở belongs to: (end, names), each name as it is printed behind the sở."""
    if page.word(end) in {"các", "của"} and kind_at(page, end + 1):
        start = end + 1 + (page.word(end + 1) == "các")
        found = list_at(page, start)
        if found and not found[1][0].name.startswith("từ "):
            return found[0], [p.name for p in found[1]]
        stop, _ = kinds_at(page, start)
        for words in (("trực", "thuộc", "trung", "ương"),):
            stop += len(words) if page.reads(stop, *words) else 0
        return stop, [""] if page.word(end) == "các" else [page.said(start, stop)]
    place = place_at(page, end)
    return (place.end, [page.said(place.start, place.end)]) if place else None


def _next_sector(page: Page, end: int, head: str) -> int | None:
    """Where the next sector of an elliptical list begins, None when the list is over."""
    j = end
    if page.word(j) in {",", ";"}:
        j += 1
    if page.word(j) in {"và", "cùng"}:
        j += 1
    if j == end or not page[j].upper or page.lex.bodies.longest(page.tokens, j):
        # Công an, Thanh tra … are bodies of their own behind Sở or with a place, but sectors behind Bộ
        known = page.lex.sectors[head].longest(page.tokens, j) if j > end and head == "bộ" and page[j].upper else None
        return j if known and not place_at(page, known[0]) else None
    if page.lex.sectors[head].longest(page.tokens, j) is None and page.lex.nouns.longest(page.tokens, j):
        return None
    return j

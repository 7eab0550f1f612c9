"""Where a body belongs: ``tỉnh Lào Cai``, ``các tỉnh: A, B``, ``xã A, phường B``, a range of provinces."""

from __future__ import annotations

from dataclasses import dataclass

from .page import Page

KINDS = ("tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu", "khu vực")
_KIND_WORDS: dict[str, list[list[str]]] = {}
for _words in sorted((k.split(" ") for k in KINDS), key=len, reverse=True):
    _KIND_WORDS.setdefault(_words[0], []).append(_words)
_HEAD_WORDS = {"sở", "bộ", "ubnd", "uỷ", "hđnd", "công", "ban", "chủ", "giám", "cục", "văn", "thủ"}
MAX_NAME = 5


@dataclass(frozen=True, slots=True)
class Place:
    """One place between two words; ``kind`` (tỉnh, xã …) is empty where none is written."""

    start: int
    end: int
    kind: str
    name: str


_OF_PARTY = {"đoàn", "uỷ", "hội"}


def kind_at(page: Page, i: int) -> tuple[int, str] | None:
    """A word for a kind of place at ``i``; ``TP.`` counts as thành phố."""
    if page.word(i + 1) in _OF_PARTY:
        return None  # Tỉnh đoàn, Thành ủy are bodies
    for words in _KIND_WORDS.get(page.word(i), ()):
        if page.reads(i, *words):
            j = i + len(words)
            if words == ["tp"]:
                return (j + 1 if page.word(j) == "." else j), "thành phố"
            return j, page.said(i, j)
    return None


def name_at(page: Page, i: int) -> int | None:
    """The end of the proper name of a place at ``i``: a known province, else a run of capitalised words."""
    known = page.lex.provinces.longest(page.tokens, i)
    if known and page[i].upper:
        return known[0]
    j = i
    while j < len(page) and j - i < MAX_NAME and _in_name(page, i, j):
        j += 1
    return j if j > i else None


def _in_name(page: Page, i: int, j: int) -> bool:
    token = page[j]
    if not token.letters or not (token.upper or (token.word.isdigit() and (j > i or page.cell))):
        return page.word(j) == "-" and j > i and page[j + 1].upper and page.tight(j) and page.tight(j + 1)
    verb = page.verb(j)  # a verb of a sentence has one capital, a name has one on each syllable
    if verb is not None and not page[verb[0] - 1].upper:
        return False
    return j == i or not starts_body(page, j)


def starts_body(page: Page, i: int) -> bool:
    """Whether a name of another body begins at ``i``."""
    if not page[i].upper:
        return False
    if page.lex.bodies.longest(page.tokens, i):
        return True
    head = page.word(i)
    if head in page.lex.sectors:
        return page.lex.sectors[head].longest(page.tokens, i + 1) is not None
    return head in {"ubnd", "hđnd"} or page.reads(i, "uỷ", "ban") or page.reads(i, "hội", "đồng")


def place_at(page: Page, i: int) -> Place | None:
    """One place at ``i``: ``tỉnh Lào Cai``, ``Thành phố``, ``Lào Cai`` (provinces only without a kind)."""
    kind = kind_at(page, i)
    if kind:
        end = name_at(page, kind[0])
        if end:
            return Place(i, end, kind[1], page.said(kind[0], end))
        return Place(i, kind[0], kind[1], "")
    known = page.lex.provinces.longest(page.tokens, i)
    if known and page[i].upper:
        return Place(i, known[0], "", page.said(i, known[0]))
    return None


def _separator(page: Page, i: int) -> int | None:
    j = i
    if page.word(j) in {",", ";"}:
        j += 1
    if page.word(j) in {"và", "cùng"}:
        j += 1
    return j if j > i else None


def kinds_at(page: Page, i: int) -> tuple[int, list[str]]:
    """A run of kinds at ``i``: ``tỉnh, thành phố``, ``xã, phường, đặc khu``."""
    kinds: list[str] = []
    j = i
    while found := kind_at(page, j):
        kinds.append(found[1])
        i = found[0]
        after = _separator(page, i)
        if after is None:
            break
        j = after + 1 if page.word(after) in {"các", "cấp"} else after
    return i, kinds


def list_at(page: Page, i: int) -> tuple[int, list[Place]] | None:
    """Named places after ``các tỉnh`` and the like: ``: A, B và C``, ``A, thành phố B``; None when there are none."""
    j, kinds = kinds_at(page, i)
    if not kinds:
        return None
    for words in (("trực", "thuộc", "trung", "ương"), ("trực", "thuộc", "tw")):
        if page.reads(j, *words):
            j += len(words)
    span = _range(page, i, j, kinds)
    if span:
        return span
    j += page.word(j) == ":"
    places: list[Place] = []
    after: int | None = j
    while after is not None:
        place = _named(page, after, kinds, bool(places))
        if not place:
            break
        places.append(place)
        j = place.end
        after = _separator(page, j)
    return (j, places) if places else None


def _range(page: Page, i: int, j: int, kinds: list[str]) -> tuple[int, list[Place]] | None:
    """``từ Hà Tĩnh đến Khánh Hòa`` stays as printed."""
    if page.word(j) != "từ":
        return None
    first = name_at(page, j + 1)
    if first and page.word(first) in {"đến", "tới"}:
        last = name_at(page, first + 1)
        if last:
            return last, [Place(i, last, ", ".join(kinds), page.said(j, last))]
    return None


def _named(page: Page, i: int, kinds: list[str], later: bool) -> Place | None:
    own = kind_at(page, i)
    start = own[0] if own else i
    if later and (starts_body(page, start) or _party_word(page, start)):
        return None
    end = name_at(page, start)
    if not end:
        return None
    return Place(i, end, own[1] if own else "|".join(kinds), page.said(start, end))


def _party_word(page: Page, i: int) -> bool:
    """Whether a capitalised word at ``i`` opens a party and not a place."""
    known = page.lex.provinces.longest(page.tokens, i)
    if known:
        return False
    return bool(page.lex.nouns.longest(page.tokens, i) or page.lex.titles.longest(page.tokens, i)
                or page.lex.general.longest(page.tokens, i))

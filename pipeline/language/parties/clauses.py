"""Clauses and brackets behind the noun of a party: which of them still belong to it."""

from __future__ import annotations

from collections.abc import Callable

from .page import Match, Page

LOOKAHEAD, SHORT = 40, 10
_MANNER = {"việc", "chặt", "tốt", "nghiêm", "các", "những", "kịp", "toàn"}
STATIVE = {"có", "được", "thuộc", "của", "trực", "hoạt", "chuyên", "đóng", "nơi", "giáp", "đang", "là", "do", "tại",
            "ở", "trong", "trên"}
ItemAt = Callable[[Page, int], Match | None]


def _party_after(page: Page, i: int, item_at: ItemAt) -> bool:
    """Whether a party begins after the comma, semicolon or và at ``i``."""
    j = i + 1
    if page.word(j) in {"và", "cùng"}:
        j += 1
    return item_at(page, j) is not None


def predicate(page: Page, i: int, item_at: ItemAt, mains: bool) -> int | None:
    """Where a restricting clause that begins at ``i`` ends, None when no predicate follows.

    The clause ends before a verb of class main (any verb unless ``mains``), before a comma or và with
    another party behind, at a colon, and in a cell at its end.
    """
    last, j = min(i + (SHORT if mains else LOOKAHEAD), len(page)), i
    while (j := j + 1) <= last:
        word = page.word(j)
        group = page.fixed_group(j)
        if group:
            j = group[0] - 1
            continue
        if word == ":" or (page.cell and (page.ends(j) or word == "\n")):
            return j
        if page.ends(j) or word == "\n":
            return None
        if word in {",", "và"} and _party_after(page, j, item_at):
            return j
        verb = page.verb(j)
        if verb and j > i + 1 and not page[j].upper and (verb[1] == "main" or (verb[1] == "always" and not mains)):
            return j - 2 if page.reads(j - 2, "tổ", "chức") and j - 2 > i else j  # tổ chức kiểm tra: one predicate
        if mains and word in _MANNER:
            return None
    return None


def brackets(page: Page, i: int) -> int:
    """The end of a short bracket at ``i``, else ``i``."""
    if page.word(i) == "(":
        for j in range(i + 1, min(i + 80, len(page))):
            if page.word(j) == ")":
                return j + 1
    return i


def brackets_off(page: Page, end: int) -> int:
    """The end of a name without the bracket it closes with."""
    if page.word(end - 1) != ")":
        return end
    for j in range(end - 2, 0, -1):
        if page.word(j) == "(":
            return j
    return end

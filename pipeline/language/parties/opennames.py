"""Names the tables do not hold: where a body or a group that is only described ends.

A name runs on over capitalised words, phrases of name_phrases.csv and unknown lower-case words; it
ends at the verbs of verbs.csv, at punctuation and where another party begins. Verbs that also stand
inside names (quản lý, xây dựng …) are decided by what follows.
"""

from __future__ import annotations

from collections.abc import Callable

from .page import Page, Piece
from .places import kinds_at, place_at, starts_body

MAX_LOWER = 12
LOOKAHEAD, SHORT = 40, 10
_MANNER = {"việc", "chặt", "tốt", "nghiêm", "các", "những", "kịp", "toàn"}
_OWN = {"bộ", "sở", "cục", "tỉnh", "vụ"}  # thuộc Sở: the house of the issuer
_LINKS = {"của", "thuộc"}
# nouns of bodies that are often written small before a name: phòng CNTT, trung tâm Y tế
_LOWER_NOUNS = {"phòng", "ban", "vụ", "viện", "cục", "chi", "trung", "công", "trường", "tập", "tổng", "văn", "hiệp", "đài", "báo", "đảng"}
STATIVE = {"có", "được", "thuộc", "của", "trực", "hoạt", "chuyên", "đóng", "nơi", "giáp", "đang", "là", "do", "tại",
            "ở", "trong", "trên"}
ItemAt = Callable[[Page, int], "tuple[int, list[Piece]] | None"]


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
        if mains and word in _MANNER:
            return None
        if word == ":" or (page.cell and (page.ends(j) or word == "\n")):
            return j
        if page.ends(j) or word == "\n":
            return None
        if word in {",", "và"} and _party_after(page, j, item_at):
            return j
        verb = page.verb(j)
        if verb and j > i + 1 and not page[j].upper and (verb[1] == "main" or (verb[1] == "always" and not mains)):
            return j
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


class _Walk:
    """One walk over the words of an open name."""

    def __init__(self, page: Page, start: int, item_at: ItemAt, alone: bool, noun: str) -> None:
        self.page = page
        self.noun = noun
        self.placed = False  # a place was read: only links, capitals and numbers may follow
        self.first = self.at = self.anchor = start
        self.item_at = item_at
        self.alone = alone
        self.lower = 0

    def run(self) -> int:
        """The index after the name."""
        while self.at < len(self.page) and self._step():
            if self.lower > MAX_LOWER:
                return self.anchor
        return self.at

    def _go(self, to: int, firm: bool) -> bool:
        self.lower = 0 if firm else self.lower + to - self.at
        self.at = to
        if firm:
            self.anchor = to
        return True

    def _step(self) -> bool:
        page, i = self.page, self.at
        token = page[i]
        if not token.letters:
            return self._mark(token.word)
        phrase = page.lex.name_phrases.longest(page.tokens, i)
        if phrase and not (self.placed and page.verb(i)) and self._phrase_fits(phrase[0]):
            return self._go(phrase[0], True)
        if token.word == "và":
            return self._and()
        if token.word in _LINKS:
            return self._link()
        if token.word in {"các", "những"}:
            return self._plural()
        if token.word.isdigit() and page.word(i + 1) in {".", ")", "/"} and page.word(i - 1) != "số":
            return False  # the number of the next item of a list
        if token.upper or token.word.isdigit():
            return self._capital()
        return self._lower_word()

    def _phrase_fits(self, end: int) -> bool:
        """A phrase that is also a verb counts only near the noun or when the name goes on behind it."""
        verb = self.page.verb(self.at)
        if not verb or verb[0] < end or self.page[self.at].upper:
            return True
        if verb[1] == "main" or (verb[1] == "always" and self.page[self.at - 1].upper and self.at > self.first):
            return False
        after = self.page.verb(end)
        if self.at == self.first:
            return not self.alone and not (after is None and not self._goes_on(end))
        return self._goes_on(end)

    def _goes_on(self, end: int) -> bool:
        after = self.page.verb(end)
        following = self.page[end]
        return (self.page.ends(end) or following.word in {",", "\n", "và"} or following.upper
                or following.word.isdigit() or following.word == "số" or (after is not None and after[1] == "main")
                or self.page.lex.name_phrases.longest(self.page.tokens, end) is not None)

    def _mark(self, word: str) -> bool:
        page, i = self.page, self.at
        following = page[i + 1]
        if word in {"-", "&", "/"} and following.letters and (following.upper or (page.tight(i) and page.tight(i + 1))):
            spaced = word == "-" and not page.tight(i)
            verb = page.verb(i + 1)
            if spaced and verb and verb[1] != "weak" and not page[verb[0] - 1].upper:
                return False
            if (page.cell and spaced and starts_body(page, i + 1)) or (spaced and self.item_at(page, i + 1)):
                return False
            return self._go(i + 1, True)
        if word == "." and page.word(i - 1) in {"tp", "tt"}:
            return self._go(i + 1, True)
        if word == "\n":
            return following.upper and self.item_at(page, i + 1) is None and self._go(i + 1, False)
        if word == ",":
            return self._comma()
        if word == '"':
            return self._quoted()
        return False

    def _comma(self) -> bool:
        """``Bảo tồn, Phát huy và …``: a comma inside a name has a capital and no party behind, and và after."""
        page, i = self.page, self.at
        if page.word(i + 1) == "khu" and page.reads(self.first - 2, "quản", "lý"):
            return self._go(i + 2, True)  # Ban Quản lý các khu công nghiệp, khu kinh tế
        if not page[i + 1].upper or self.item_at(page, i + 1):
            return False
        for j in range(i + 2, min(i + 8, len(page))):
            if page.word(j) == "và":
                return page[j + 1].upper and not self.item_at(page, j + 1) and self._go(i + 1, True)
            if not page[j].letters or page.verb(j):
                return False
        return False

    def _quoted(self) -> bool:
        for j in range(self.at + 1, min(self.at + 12, len(self.page))):
            if self.page.word(j) == '"':
                return self._go(j + 1, True)
        return False

    def _and(self) -> bool:
        page, i = self.page, self.at
        following = page[i + 1]
        if self.item_at(page, i + 1) or following.word in {"các", "những"}:
            return False
        verb = page.verb(i + 1)
        if following.upper:
            return (verb is None or verb[1] != "main") and self._go(i + 2, True)
        phrase = page.lex.name_phrases.longest(page.tokens, i + 1)
        if phrase and not (verb and verb[1] != "weak"):
            return self._go(phrase[0], True)
        if verb or not following.letters:
            return False
        return any(page[j].upper for j in range(i + 2, i + 6)) and self._go(i + 2, False)

    def _link(self) -> bool:
        page, i = self.page, self.at + 1
        if page.word(i) in _OWN and page[i].upper and not page[i + 1].upper:
            return self._go(i + 1, True)
        found = self.item_at(page, i)
        return found is not None and self._go(found[0], True)

    def _plural(self) -> bool:
        page, i = self.page, self.at
        if page.word(i + 1) == "cấp":
            return self._go(i + 2, True)
        end, kinds = kinds_at(page, i + 1)
        if kinds:
            self.placed = True
            return self._go(end, True)
        phrase = page.lex.name_phrases.longest(page.tokens, i + 1)
        if phrase:
            return self._go(phrase[0], True)
        known = page[i + 1].upper and not starts_body(page, i + 1)
        return known and self._go(i + 2, True)

    def _capital(self) -> bool:
        page, i = self.page, self.at
        verb = page.verb(i)
        if verb and verb[1] == "main" and verb[0] > i + 1 and not page[verb[0] - 1].upper:
            return False
        if page.word(i) == self.noun and page.lex.nouns.longest(page.tokens, i):
            return False  # the same noun again: the next party without a separator
        if starts_body(page, i):
            if page.cell and i > self.first:
                return False
            found = self.item_at(page, i)
            return found is not None and self._go(found[0], True)
        return self._go(i + 1, True)

    def _lower_word(self) -> bool:
        page, i = self.page, self.at
        place = place_at(page, i)
        if place:
            self.placed = True
            return self._go(place.end, True)
        if self.placed:
            return False
        if page.lex.modifiers.longest(page.tokens, i) and page.word(i) not in {"trung", "cấp"}:
            return False
        verb = page.verb(i)
        if verb is None:
            return self._go(i + 1, False)
        if page.word(i) == "về" and i == self.first:
            return self._go(i + 1, False)
        if verb[1] != "weak" or (self.alone and i == self.first):
            return False
        if not self.alone and any(page[j].upper for j in range(verb[0], verb[0] + 4)):
            return self._go(verb[0], False)
        end = predicate(page, verb[0] - 1, self.item_at, mains=True)
        return end is not None and end > verb[0] and self._go(verb[0], False)


def body_at(page: Page, i: int, item_at: ItemAt) -> tuple[int, bool] | None:
    """(end, named) of a body with an open name whose noun begins at ``i`` with a capital."""
    noun = page.lex.nouns.longest(page.tokens, i)
    if not noun or not (page[i].upper or (page[noun[0]].upper and page.word(i) in _LOWER_NOUNS)):
        return None
    end, alone = noun
    if page.lex.not_parties.longest(page.tokens, i) and not page[i + 1].upper:
        return None
    stop = _Walk(page, end, item_at, alone, page.word(i)).run()
    if stop > end:
        return brackets(page, stop), True
    return (end, False) if alone else None

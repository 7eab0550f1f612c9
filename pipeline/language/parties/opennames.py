"""Names the tables do not hold: where a body or a group that is only described ends.

A name runs on over capitalised words, phrases of name_phrases.csv and unknown lower-case words; it
ends at the verbs of verbs.csv, at punctuation and where another party begins. Verbs that also stand
inside names (quản lý, xây dựng …) are decided by what follows.
"""

from __future__ import annotations

from .clauses import ItemAt, brackets, predicate
from .page import Page
from .places import kinds_at, place_at, starts_body

MAX_LOWER = 12
_FIELDS = {"phòng", "ban", "vụ", "tổ"}  # departments named after fields of work: Phòng Kế hoạch - Tổng hợp
_LEADS = {"chủ", "phối"}  # chủ trì, phối hợp: no field of work
_OWN = {"bộ", "sở", "cục", "tỉnh", "vụ"}  # thuộc Sở: the house of the issuer
# nouns of bodies that are often written small before a name: phòng CNTT, trung tâm Y tế
_LOWER_NOUNS = {"phòng", "ban", "vụ", "viện", "cục", "chi", "trung", "công", "trường", "tập", "tổng", "văn", "hiệp",
                "đài", "báo", "đảng"}


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
        self._links = {"và": self._and, "các": self._plural, "những": self._plural, "của": self._link,
                       "thuộc": self._link}
        self._marks = {"-": self._hyphen, "&": self._hyphen, "/": self._hyphen, ".": self._dot, "\n": self._break,
                       ",": self._comma, '"': self._quoted}

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
        """Take the next words into the name, or say that it ends here."""
        token = self.page[self.at]
        if not token.letters:
            return self._mark(token.word)
        if self._phrase():
            return True
        link = self._links.get(token.word)
        if link:
            return link()
        return self._capital() if token.upper or token.word.isdigit() else self._lower_word()

    def _phrase(self) -> bool:
        page, i = self.page, self.at
        phrase = page.lex.name_phrases.longest(page.tokens, i)
        if phrase is None or (self.placed and page.verb(i)):
            return False
        return self._phrase_fits(phrase[0]) and self._go(phrase[0], True)

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
        mark = self._marks.get(word)
        return mark is not None and mark()

    def _hyphen(self) -> bool:
        """``Kinh tế - Quản lý``, ``Công nghiệp-Năng lượng``; not before a predicate or another party."""
        page, i = self.page, self.at
        spaced = page.word(i) == "-" and not page.tight(i)
        if not page[i + 1].letters or not (page[i + 1].upper or (page.tight(i) and page.tight(i + 1))):
            return False
        if spaced and (self._sentence(i + 1) or starts_body(page, i + 1) or self.item_at(page, i + 1)):
            return False
        return self._go(i + 1, True)

    def _sentence(self, i: int) -> bool:
        """Whether a verb with one capital begins a sentence at ``i``: ``Chủ trì``, not ``Kiểm Tra``."""
        verb = self.page.verb(i)
        if verb is None or verb[1] == "weak" or self.page[verb[0] - 1].upper:
            return False
        return not (self.noun in _FIELDS and self.page.word(i) not in _LEADS and self._ends_here(verb[0]))

    def _ends_here(self, i: int) -> bool:
        """Whether the name is over at ``i``: a mark, a verb or nothing follows."""
        after = self.page.verb(i)
        return self.page.ends(i) or self.page.word(i) in {",", "và", ")"} or (after is not None and after[1] != "weak")

    def _dot(self) -> bool:
        return self.page.word(self.at - 1) in {"tp", "tt"} and self._go(self.at + 1, True)

    def _break(self) -> bool:
        page, i = self.page, self.at
        return page[i + 1].upper and self.item_at(page, i + 1) is None and self._go(i + 1, False)

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
        if self._next_number(i) or self._predicate_capital(i):
            return False
        if page.word(i) == self.noun and page.lex.nouns.longest(page.tokens, i):
            return False  # the same noun again: the next party without a separator
        if not starts_body(page, i):
            return self._go(i + 1, True)
        found = None if page.cell and i > self.first else self.item_at(page, i)
        return found is not None and self._go(found[0], True)

    def _next_number(self, i: int) -> bool:
        """Whether the number at ``i`` is that of the next item of a list or part of a date."""
        page = self.page
        return page.word(i).isdigit() and page.word(i + 1) in {".", ")", "/"} and page.word(i - 1) != "số"

    def _predicate_capital(self, i: int) -> bool:
        verb = self.page.verb(i)
        return verb is not None and verb[1] == "main" and verb[0] > i + 1 and not self.page[verb[0] - 1].upper

    def _lower_word(self) -> bool:
        page, i = self.page, self.at
        place = place_at(page, i)
        if place:
            self.placed = True
            return self._go(place.end, True)
        dropped = page.lex.modifiers.longest(page.tokens, i) and page.word(i) not in {"trung", "cấp"}
        if self.placed or dropped:
            return False
        about = page.word(i) == "về" and i == self.first and self._names(i + 1)
        if page.verb(i) is None or about:
            return self._go(i + 1, False)
        return self._weak_verb(i)

    def _names(self, i: int) -> bool:
        return self.page[i].upper or self.page.lex.name_phrases.longest(self.page.tokens, i) is not None

    def _weak_verb(self, i: int) -> bool:
        """A verb of class weak belongs to the name when a capital or a predicate of its own follows."""
        page, verb = self.page, self.page.verb(i)
        if verb is None or verb[1] != "weak" or (self.alone and i == self.first):
            return False
        if not self.alone and any(page[j].upper for j in range(verb[0], verb[0] + 4)):
            return self._go(verb[0], False)
        end = predicate(page, verb[0] - 1, self.item_at, mains=True)
        if end is None or page.word(end - 1) == ",":
            return False  # *Phòng Kinh tế thẩm định hồ sơ, xây dựng …*: two predicates
        return end > verb[0] and self._go(verb[0], False)


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

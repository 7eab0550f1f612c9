"""Groups: the five fixed ones of the guideline, and any other named by a general noun."""

from __future__ import annotations

from .clauses import STATIVE, ItemAt, brackets, brackets_off, predicate
from .page import Match, Page, Piece
from .places import name_at, place_at, starts_body

_DUTIES = {"có trách nhiệm", "chịu trách nhiệm", "phải", "căn cứ", "khẩn trương", "chủ động", "báo cáo", "tổng hợp"}
_RESTRICTS = {"có", "được", "nơi", "giáp", "ven"}
_LABELS = {"hiện", "trì", "hợp", "mối"}
QUANTIFIERS = (("tất", "cả", "các"), ("toàn", "bộ", "các"), ("toàn", "thể", "các"), ("một", "số"), ("toàn", "bộ"),
               ("tất", "cả"), ("toàn", "thể"), ("các",), ("những",), ("mọi",), ("từng",), ("mỗi",))
_QUANTIFIERS_BY_WORD: dict[str, list[tuple[str, ...]]] = {}
for _words in QUANTIFIERS:
    _QUANTIFIERS_BY_WORD.setdefault(_words[0], []).append(_words)


def quantifier_at(page: Page, i: int) -> int:
    """The index after ``các``, ``toàn bộ`` … at ``i``, else ``i``."""
    for words in _QUANTIFIERS_BY_WORD.get(page.word(i), ()):
        if page.reads(i, *words):
            return i + len(words)
    return i


def fixed_at(page: Page, i: int, item_at: ItemAt) -> Match | None:
    """One of the five fixed groups at ``i`` with the words after it that are dropped."""
    found = page.fixed_group(i)
    if not found:
        return None
    end, name = found
    after = _restricted(page, modifiers_end(page, end), item_at)
    return after, [Piece(i, end, name, group=True)]


def _restricted(page: Page, i: int, item_at: ItemAt) -> int:
    """The index after ``có rừng``, ``được giao nhiệm vụ`` … behind a fixed group, else ``i``."""
    verb = page.verb(i)
    if page.word(i) not in _RESTRICTS or (verb and (verb[1] != "weak" or verb[0] > i + 1) and page.word(i) != "nơi"):
        return i
    end = predicate(page, i, item_at, mains=False)
    return end if end and end > i + 1 else i


def modifiers_end(page: Page, i: int) -> int:
    """The index after the words that are dropped after a fixed group: ``liên quan``, ``trên địa bàn tỉnh`` …"""
    while True:
        found = page.lex.modifiers.longest(page.tokens, i)
        end = found[0] if found else i
        about = page.word(end - 1) == "quan" and page.word(end) in {"đến", "tới"}
        if not found or about or (page.word(end - 1) == "trên" and page.word(end) == "cơ"):  # trên cơ sở
            return brackets(page, i)
        place = place_at(page, end) if found[1].endswith("địa bàn") else None
        named = name_at(page, end) if found[1].endswith(("tỉnh", "thành phố")) and page[end].upper else None
        if named and not starts_body(page, end):
            end = named
        i = place.end if place else end


def general_at(page: Page, i: int, item_at: ItemAt) -> Match | None:
    """A group named by a general noun: ``doanh nghiệp viễn thông``, ``cơ quan, đơn vị liên quan``."""
    k = quantifier_at(page, i)
    found = page.lex.general.longest(page.tokens, k)
    if not found or (found[1] == "plural" and k == i and not page.cell):
        return None
    stray = page.lex.not_parties.longest(page.tokens, k)
    if stray and stray[0] > found[0]:
        return None
    first = found[0]
    end = _Group(page, _run(page, k, *found), item_at).run()
    if page.reads(k, "tổ", "chức") and first == k + 2 and k == i and not _organisation(page, k, first, end):
        return None
    if _label(page, end):
        return None
    defined = _defined(page, end, item_at)
    if defined:
        return end, [Piece(i, end, p.name, p.group, p.place) for p in defined]
    text = page.said(k, brackets_off(page, end))
    return end, [Piece(i, end, text[:1].lower() + text[1:] if not text[:2].isupper() else text, group=True)]


def _organisation(page: Page, k: int, first: int, end: int) -> bool:
    """``tổ chức`` is also a verb: without các it is a noun in a run of nouns, before liên quan or between marks."""
    following = page.word(first)
    if end == first:
        return page.cell or (page.word(k - 1) in {",", "và", ";"} and (page.ends(first) or following in {",", "và"}))
    return following in {",", "và", "liên", "khác"} or (following == "có" and page.word(first + 1) == "liên")


def _label(page: Page, end: int) -> bool:
    """``Cơ quan thực hiện: Sở …`` is a label of the party after it."""
    return page.word(end) == ":" and page.word(end - 1) in _LABELS and end + 1 < len(page)


def _defined(page: Page, end: int, item_at: ItemAt) -> list[Piece]:
    """``các cơ quan đăng ký đầu tư (Sở Tài chính, Ban Quản lý …)``: the bracket says who is meant."""
    start = brackets_off(page, end)
    i, pieces = start + 1, []
    while start < end and (found := item_at(page, i)):
        pieces += found[1]
        if found[0] == end - 1:
            return pieces
        i = found[0] + 1 + (page.word(found[0] + 1) == "và")
    return []


def _run(page: Page, k: int, end: int, kind: str) -> int:
    """``cơ quan, đơn vị, địa phương``: a run of general nouns is one name; ``tổ chức, doanh nghiệp`` too."""
    while kind == "general":
        j = end
        if page.word(j) in {",", "/"}:
            j += 1
        if page.word(j) == "và":
            j += 1
        if j == end:
            return end
        j = quantifier_at(page, j)
        found = page.lex.general.longest(page.tokens, j)
        if found and page.word(j) == "doanh" and page.word(k) in {"tổ", "cơ"} and page.word(k + 1) in {"chức", "sở"}:
            return found[0]
        if not found or found[1] != "general" or _longer_group(page, j, found[0]):
            return end
        end = found[0]
    return end


def _longer_group(page: Page, j: int, end: int) -> bool:
    """Whether the noun at ``j`` opens a group of its own (``đơn vị sự nghiệp``, ``cơ quan thuộc Chính phủ``)."""
    return page.fixed_group(j) is not None


def _duty(page: Page, i: int) -> int | None:
    """Where ``có trách nhiệm``, ``phải`` … begins after ``được giao …`` in the same part of the sentence."""
    for j in range(i, min(i + 20, len(page))):
        if page.ends(j) or page.word(j) == ",":
            return None
        if page.word(j) == "phải" or page.reads(j, "có", "trách", "nhiệm") or page.reads(j, "chịu", "trách", "nhiệm"):
            return j
    return None


def _bare_head(page: Page, i: int) -> Match | None:
    """``thuộc Bộ``, ``của Sở``: the issuer's own house."""
    if page.word(i) in {"bộ", "sở", "tỉnh", "thành", "cục"} and (page[i].upper or page.word(i) in {"tỉnh", "thành"}):
        end = i + 1 + (page.word(i) == "thành")
        return end, [Piece(i, end, page.said(i, end))]
    return None


class _Group:
    """The walk over the words that say which bodies of a kind are meant."""

    def __init__(self, page: Page, start: int, item_at: ItemAt) -> None:
        self.page, self.first, self.at, self.item_at = page, start, start, item_at
        self.closed = False  # after liên quan only thuộc, của, trên địa bàn may follow

    def run(self) -> int:
        """The index after the group."""
        limit = self.at + 14
        while self.at < len(self.page) and self._step():
            if self.at > limit and not self.page.cell:
                break
        return brackets(self.page, self.at)

    def _step(self) -> bool:
        page, i = self.page, self.at
        token = page[i]
        if not token.letters or token.word.isdigit():
            return token.word == "," and self._trades(i) and self._to(i + 2)
        duty = _duty(page, i) if token.word == "được" else None
        if duty:
            return self._to(duty)
        if self._modifier():
            self.closed = True
            return True
        return self._link() or (not self.closed and (self._role() or self._clause() or self._word()))

    def _to(self, end: int) -> bool:
        self.at = end
        return True

    def _trades(self, i: int) -> bool:
        """``cơ sở sản xuất, nhập khẩu thuốc``: the comma at ``i`` stands between two trades."""
        before, after = self.page.verb(i - 2), self.page.verb(i + 1)
        return before == (i, "weak") and after == (i + 3, "weak") and not self.closed

    def _modifier(self) -> bool:
        found = self.page.lex.modifiers.longest(self.page.tokens, self.at)
        if not found:
            return False
        end = modifiers_end(self.page, self.at)
        return end > self.at and self._to(end)

    def _link(self) -> bool:
        """``của các bộ, ngành``, ``thuộc Bộ Quốc phòng``, ``trực thuộc``."""
        page, i = self.page, self.at
        j = i + 1 if page.word(i) == "trực" else i
        if page.word(j) not in {"của", "thuộc"}:
            return False
        found = self.item_at(page, j + 1) or _bare_head(page, j + 1)
        if found is None and j > i and (page.ends(j + 1) or page.verb(j + 1) or page.word(j + 1) in {",", "và"}):
            return self._to(j + 1)  # trực thuộc, without saying of whom
        return found is not None and self._to(found[0])

    def _role(self) -> bool:
        """``cơ quan chủ trì`` is a name when a predicate or the end follows, not before ``với`` or an object."""
        page = self.page
        found = page.lex.roles.longest(page.tokens, self.at)
        if not found:
            return False
        end = found[0]
        verb = page.verb(end)
        firm = page.ends(end) or page.word(end) in {"(", "\n"} or page.word(end) == "phải"
        firm = firm or (verb is not None and page.said(end, verb[0]).lower() in _DUTIES)
        return firm and self._to(end)

    def _clause(self) -> bool:
        page, i = self.page, self.at
        found = page.lex.openers.longest(page.tokens, i)
        if page.word(i) not in STATIVE and page.word(self.first - 1) == "phương":
            return False  # a địa phương has no trade: what follows is its predicate
        verb = page.verb(i)
        if not found or (verb and verb[1] in {"main", "always"} and verb[0] > found[0]):
            return False
        if page.reads(i, "tổ", "chức") and page.verb(found[0]):
            return False  # tổ chức quán triệt: one predicate of two verbs
        end = predicate(page, found[0] - 1, self.item_at, mains=page.word(i) not in STATIVE)
        return end is not None and end > found[0] and self._to(end)

    def _word(self) -> bool:
        page, i = self.page, self.at
        token = page[i]
        if token.upper and page.lex.nouns.longest(page.tokens, i):
            found = self.item_at(page, i)
            return found is not None and not page.cell and self._to(found[0])
        if token.upper:
            return not starts_body(page, i) and not page.verb(i) and self._to(i + 1)
        if quantifier_at(page, i) > i and "chủ" in {page.word(self.first - 2), page.word(self.first - 3)}:
            return self._to(quantifier_at(page, i))  # chủ đầu tư các dự án: an owner of many things
        if token.word == "và" or page.verb(i) or quantifier_at(page, i) > i:
            return False
        return self._to(i + 1)

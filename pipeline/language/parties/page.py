"""The text under the reader's eye: words, offsets and the lexicon together."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from pipeline.knowledge.folding import fold

from .lexicon import Lexicon
from .scan import BREAK, WRAP, Token, tokenize

GROUP_WORDS = {"các", "bộ", "sở", "ban", "ubnd", "uỷ", "tất", "thủ", "cơ", "xã", "phường", "ngành"}
_NONE = Token("", 0, 0, False, False)


@dataclass(frozen=True, slots=True)
class Piece:
    """One settled party between two words (``start`` to ``end``, exclusive).

    ``base`` is the body that a list of places hangs on; ``place`` tells that a place stands with it.
    """

    start: int
    end: int
    name: str
    group: bool = False
    place: bool = False


Match = tuple[int, list[Piece]]  # the index after what was read, and its parties


def _unwrapped(tokens: list[Token], cell: bool) -> list[Token]:
    """Line breaks go, save those of a cell before a capital or a bullet: they may part two parties."""
    if all(token.word != WRAP for token in tokens):
        return tokens
    kept: list[Token] = []
    for n, token in enumerate(tokens):
        following = tokens[n + 1] if n + 1 < len(tokens) else _NONE
        if token.word == WRAP and cell and (following.upper or not following.letters):
            kept.append(token._replace(word=BREAK))
        elif token.word != WRAP:
            kept.append(token)
    return kept


class Page:
    """A text with its words. In a ``cell`` line breaks and dashes separate parties."""

    def __init__(self, text: str, lexicon: Lexicon, cell: bool = False) -> None:
        self.text = text
        self.folded = fold(text)
        self.lex = lexicon
        self.cell = cell
        self.tokens = _unwrapped(tokenize(text, self.folded), cell)
        self._starts = [t.start for t in self.tokens]
        self._groups: dict[int, tuple[int, str] | None] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i] if 0 <= i < len(self.tokens) else _NONE

    def word(self, i: int) -> str:
        """The folded word at ``i``, empty past the end."""
        return self.tokens[i].word if 0 <= i < len(self.tokens) else ""

    def index(self, offset: int) -> int:
        """The first word that starts at or after ``offset``."""
        return bisect_left(self._starts, offset)

    def said(self, i: int, j: int) -> str:
        """The words from ``i`` to ``j`` as written."""
        return self.text[self.tokens[i].start:self.tokens[j - 1].end] if j > i else ""

    def reads(self, i: int, *words: str) -> bool:
        """Whether these folded words stand at ``i``."""
        if self.word(i) != words[0]:
            return False
        return all(self.word(i + n) == w for n, w in enumerate(words[1:], 1))

    def verb(self, i: int) -> tuple[int, str] | None:
        """(end, class) of the longest verb or clause opener at ``i``."""
        return self._verbs.get(i)

    @cached_property
    def _verbs(self) -> dict[int, tuple[int, str]]:
        return self._read_verbs[0]

    @cached_property
    def _inside(self) -> set[int]:
        return self._read_verbs[1]

    @cached_property
    def _read_verbs(self) -> tuple[dict[int, tuple[int, str]], set[int]]:
        """Where verbs stand, from left to right, so that none begins inside another word (chương trình), and the
        later syllables of what was passed over."""
        found: dict[int, tuple[int, str]] = {}
        inside: set[int] = set()
        i = 0
        while i < len(self.tokens):
            verb = self.lex.verbs.longest(self.tokens, i)
            if verb and verb[1] != "noun":
                found[i] = verb
            end = verb[0] if verb else i + 1
            inside.update(range(i + 1, end))
            i = end
        return found, inside

    def inside(self, i: int) -> bool:
        """Whether the word at ``i`` is a later syllable of a verb or compound (thông *báo*)."""
        return i in self._inside

    def fixed_group(self, i: int) -> tuple[int, str] | None:
        """(end, name) of one of the five fixed groups that begins with the word at ``i``."""
        if self.word(i) not in GROUP_WORDS:
            return None
        if i not in self._groups:
            self._groups[i] = self._read_group(i)
        return self._groups[i]

    def _read_group(self, i: int) -> tuple[int, str] | None:
        best, name = 0, ""
        for pattern, group in self.lex.groups:
            match = pattern.match(self.folded, self.tokens[i].start)
            if match and match.end() > best:
                best, name = match.end(), group
        return (self.index(best), name) if best else None

    def ends(self, i: int) -> bool:
        """Whether the sentence ends at ``i``: a full stop, a semicolon, a colon or nothing more."""
        return i >= len(self.tokens) or self.word(i) in {".", ";", ":", "?", "!", "|", BREAK}

    def tight(self, i: int) -> bool:
        """Whether nothing stands between the word at ``i`` and the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i].start == self.tokens[i - 1].end

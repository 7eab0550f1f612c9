"""From words to chunks: every phrase of the tables, every other word and mark is a chunk of one letter.

The letter tells all classes a phrase has in the tables and how it is written (small, with a capital …), so nothing has
to be decided here: a rule asks for the kind of chunk it needs, and one chunk may be of several kinds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from pipeline.knowledge.folding import fold
from pipeline.language.tagged import Alphabet, Chunk, Tagged

from .parts import CELL_PARTS, PARTS
from .vocabulary import Entry, Vocabulary, vocabulary
from .words import BREAK, END, Span, word_spans

# how a phrase is written: its first word small; the first with a capital; the first and the last with a capital
_WRITTEN = {(False, False): "lower", (False, True): "lower", (True, False): "upper first",
            (True, True): "upper every"}
_MARKS = {",": "comma bullet", ";": "semicolon stop bullet cut", ":": "colon stop bullet", ".": "dot stop bullet",
          "?": "stop", "!": "stop", "|": "stop", "(": "open", ")": "close", "/": "slash bullet", "&": "joint",
          "-": "dash bullet", "+": "bullet", "•": "bullet", "*": "bullet", '"': "quote", BREAK: "break bullet cut"}
_NAMES = {"noun", "body", "province", "council", "title", "phrase"}
_GROUP_WORDS = {"các", "bộ", "sở", "ban", "ubnd", "uỷ", "tất", "thủ", "cơ", "xã", "phường", "ngành"}
_WORD, _NUMBER, _MARK, _JOINT = (Entry(frozenset({name}), {}) for name in ("word", "number", "mark", "joint"))
_TIGHT = re.compile(r"\S-\S")
_GAP = Entry(frozenset({"mark", "stop", "bullet", "cut"}), {})
_FIXED = {name: Entry(frozenset({"fixed", f"fixed_{name.split()[1].strip(',')}"}), {"fixed": name})
          for name in vocabulary().group_names}
_MARK_ENTRIES = {mark: Entry(frozenset({"mark", *classes.split()}), {}) for mark, classes in _MARKS.items()}

# kinds that are a class of the tables
_SIMPLE = (
    "comma semicolon colon dot stop open close slash joint dash quote break bullet cut mark number "
    "honorific deputy council cac kind level numbered commune central seat of belongs directly with about "
    "from until at addressing law general group plural fixed fixed_bộ fixed_sở organ firm unit branch "
    "region label role opens stative passive must duty manner restricts estate estate_board branch_office "
    "power rank own drop area owner_word ends_weak share sector_ministry sector_department")
# kind of chunk: the classes it needs, ! those it must not have, | another way
KINDS = {
    **{name: name for name in _SIMPLE.split()},
    "verb": "verb_main | verb_always | verb_weak",
    "any": "lower | upper",
    "starter": "title | council | body upper | ministry | department | noun upper !stray"
               " | group upper begins_noun !stray | general !organ | group | fixed | seat",
    "of_tables": "council | body upper | ministry | department | seat | fixed",
    "end_mark": "stop | break",
    "over_mark": "stop | break | comma | and | close | open | verb_main lower | verb_always lower",
    "going_on": "stop | break | comma | and | upper | number | issue | verb_main lower | phrase",
    "carrying_on": "upper | number | issue | verb_main lower | phrase | kind",
    "clause_stop": "verb_main lower | colon | area",
    "opener": "cac | quantifier | honorific | deputy | title | council | body | noun upper !stray | small | commune"
              " | provincial | general | group | plural | seat | fixed | head",
    "inside": "!stop !break",
    "not_close": "!close !stop !break",
    "quantifier": "cac | quantifier",
    "and": "and",
    "title": "title",
    "naming_title": "naming",
    "province": "province upper",
    "body": "body upper | ministry | department",
    "ministry": "ministry",
    "department": "department",
    "head": "head",
    "noun": "noun upper !stray | group upper begins_noun !stray",
    "noun_body": "body upper begins_noun | body upper noun",
    "alone": "noun alone_yes upper !seat | group upper begins_noun !stray",
    "small_noun": "small lower",
    "small_verb": "verb_main lower | verb_always lower | verb_weak lower",
    "sentence_verb": "verb_main first | verb_always first | verb_main every short",
    "main": "verb_main lower",
    "main_first": "verb_main first",
    "ending_verb": "verb_main lower | verb_always lower",
    "weak": "verb_weak lower",
    "group_owner": "owner",
    "upper": "upper",
    "every": "every",
    "place_first": "every !body !council !title !noun !number !fixed | every noun short !body",
    "place_word": "every !body !council !title !noun !fixed !general !group | number",
    "person_word": "every !body !council !title !noun !number !verb_main",
    "capital": "upper !body !council !fixed !kind",
    "small_word": "lower !passive !verb_main !verb_always !verb_weak !drop !kind !and !cac !quantifier !of !belongs "
                  "!fixed"
                  " !council !seat !deputy !mark !joint !number",
    "phrase": "phrase !verb_main !verb_always !verb_weak | phrase upper !verb_main",
    "calm_phrase": "phrase !verb_main !verb_always !verb_weak !begins_verb_main !begins_verb_always !begins_verb_weak",
    "weak_phrase": "phrase lower verb_weak",
    "always_phrase": "phrase lower verb_always",
    "any_phrase": "phrase",
    "group_word": "lower !verb_main !verb_always !verb_weak !and !cac !quantifier !of !belongs !fixed !council"
                  " !mark !joint !number",
    "calm_word": "lower !verb_main !verb_always !verb_weak !and !cac !quantifier !of !belongs !fixed !council"
                 " !mark !joint !number !begins_verb_main !begins_verb_always !begins_verb_weak",
    "group_capital": "upper !body !council !noun !verb_main !verb_always !verb_weak !fixed !number",
    "list_word": "upper | lower !verb_main !verb_always !drop !kind !mark !number",
}


class Way(NamedTuple):
    """One way to be of a kind: the classes that are needed and those that must not be."""

    needs: frozenset[str]
    bars: frozenset[str]


def _ways(asks: str) -> list[Way]:
    ways = (set(way.split()) for way in asks.split("|"))
    return [Way(frozenset(w for w in way if w[0] != "!"), frozenset(w[1:] for w in way if w[0] == "!")) for way in ways]


_WAYS = {kind: _ways(asks) for kind, asks in KINDS.items()}


def _kinds(chunks: Sequence[frozenset[str]]) -> list[tuple[str, ...]]:
    """The kinds that each of some chunks is of; all are sorted at once by the classes that a kind asks for."""
    having: dict[str, set[int]] = defaultdict(set)
    for n, classes in enumerate(chunks):
        for name in classes:
            having[name].add(n)
    found: list[list[str]] = [[] for _ in chunks]
    for kind, ways in _WAYS.items():
        fits = (set(range(len(chunks))).intersection(*map(having.__getitem__, way.needs))
                .difference(*map(having.__getitem__, way.bars)) for way in ways)
        for n in set().union(*fits):
            found[n].append(kind)
    return list(map(tuple, found))


def _order(kinds: tuple[str, ...]) -> tuple[object, ...]:
    """Chunks of the kinds that most rules ask for stand side by side, so that a kind is few ranges of letters."""
    return (*(kind in kinds for kind in ("every", "upper", "capital", "place_word", "small_word", "group_word")), kinds)


class Lexicon:
    """The letters of all chunks, and the reader of texts."""

    def __init__(self, known: Vocabulary) -> None:
        self.registry = known.registry
        self._known = known
        bare = [_GAP, _WORD, _NUMBER, _MARK, _JOINT, *_MARK_ENTRIES.values(), *_FIXED.values()]
        members = [*{(entry.classes, how) for entry, how in product([*bare, *known.entries], _WRITTEN.values())}]
        kinds = dict(zip(members, _kinds([classes.union(how.split()) for classes, how in members]), strict=True))
        names = {of: f"c{n}" for n, of in enumerate(sorted(set(kinds.values()), key=_order))}
        self._letters = {member: names[of] for member, of in kinds.items()}  # chunks of the same kinds share a letter
        sets = {kind: [name for of, name in names.items() if kind in of] for kind in KINDS}
        self.running = Alphabet(names.values(), PARTS, sets)
        self.cell = Alphabet(names.values(), {**PARTS, **CELL_PARTS}, sets)

    def read(self, text: str, cell: bool) -> Tagged:
        """The chunks of a text; in a cell some line breaks are kept."""
        folded, spans = fold(text), word_spans(text, cell)
        words = [folded[start:end] for start, end in spans]
        named = [text[start:end].istitle() for start, end in spans]
        words.append(END)
        chunks, i = [], 0
        while i < len(spans):
            after, entry = self._entry(folded, words, spans, named, i)
            (start, _), (last, end) = spans[i], spans[after - 1]
            letter = self._letters[entry.classes, _WRITTEN[text[start].isupper(), text[last].isupper()]]
            chunks.append(Chunk(letter, start, end, entry.values))
            i = after
        return self.running.tag(text, chunks)

    def _entry(self, folded: str, words: list[str], spans: list[Span], named: list[bool], i: int) -> tuple[int, Entry]:
        """(index after it, entry) of the longest phrase or fixed group at ``i``, else of the one word or mark.

        A phrase that is no name gives way to one that begins inside it with a capital and goes on behind it: *của
        Tỉnh ủy*, *Giao Ban Chỉ đạo*.
        """
        fits = ((end, known) for end, known in reversed(self._known.trie.phrases(words, i))
                if known.classes & _NAMES or True not in named[i + 1:end] or not self._cut(words, named, i, end))
        after, entry = next(fits, (i, None))
        if words[i] in _GROUP_WORDS:
            end, group = self._known.group(folded, spans[i][0])
            fixed = bisect_left(spans, (end, 0))
            if fixed > after:
                return fixed, _FIXED[group]
        return (after, entry) if entry else (i + 1, _plain(words[i], folded, *spans[i]))

    def _cut(self, words: list[str], named: list[bool], i: int, end: int) -> bool:
        """Whether a phrase that begins with a capital between two words goes on behind them."""
        inside = (self._known.trie.phrases(words, k) for k in range(i + 1, end) if named[k])
        return any(phrases[-1][0] > end for phrases in inside if phrases)


def _plain(word: str, folded: str, start: int, end: int) -> Entry:
    """A word or mark that no table has; a hyphen without blanks round it joins two words."""
    if word[0].isalnum():
        return _NUMBER if word.isdigit() else _WORD
    if word == "-" and _TIGHT.match(folded, max(start - 1, 0)):
        return _JOINT
    return _MARK_ENTRIES.get(word, _GAP if word.isspace() else _MARK)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon over the tables, built once in a process."""
    return Lexicon(vocabulary())

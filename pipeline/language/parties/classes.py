"""From words to chunks: every phrase of the tables, every other word and mark is a chunk of one letter.

The letter tells all classes a phrase has in the tables and how it is written (small, with a capital …), so nothing has
to be decided here: a rule asks for the kind of chunk it needs, and one chunk may be of several kinds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import product

from pipeline.knowledge.folding import fold
from pipeline.language.tagged import Alphabet, Chunk, Tagged

from .rules import CELL_PARTS, PARTS
from .vocabulary import Entry, Vocabulary, vocabulary
from .words import BREAK, END, Span, word_spans

# how a phrase is written: lower case; its first word small and the last with a capital; the first with a capital;
# the first and the last with a capital
_WRITTEN = {(False, False): "lower", (False, True): "lower inner", (True, False): "upper first",
            (True, True): "upper every"}
_MARKS = {",": "comma bullet", ";": "semicolon stop bullet cut", ":": "colon stop bullet", ".": "dot stop bullet",
          "?": "stop", "!": "stop", "|": "stop", "(": "open", ")": "close", "/": "slash bullet", "&": "joint",
          "-": "dash bullet", "+": "bullet", "•": "bullet", "*": "bullet", '"': "quote", BREAK: "break bullet cut"}
_GROUP_WORDS = {"các", "bộ", "sở", "ban", "ubnd", "uỷ", "tất", "thủ", "cơ", "xã", "phường", "ngành"}
_WORD, _NUMBER, _MARK, _JOINT = (Entry(frozenset({name}), {}) for name in ("word", "number", "mark", "joint"))
_TIGHT = re.compile(r"\S-\S")
_GAP = Entry(frozenset({"mark", "stop", "bullet", "cut"}), {})
_FIXED = {name: Entry(frozenset({"fixed", f"fixed_{name.split()[1].strip(',')}"}), {"fixed": name})
          for name in vocabulary().group_names}
_MARK_ENTRIES = {mark: Entry(frozenset({"mark", *classes.split()}), {}) for mark, classes in _MARKS.items()}

# kind of chunk: the classes it needs, ! those it must not have, | another way
KINDS = {
    **{name: name for name in (
        "comma semicolon colon dot stop open close slash joint dash quote break cac honorific deputy council kind level"
        " numbered seat of belongs directly from until with about central restricts passive must duty manner role label own"
        " organ firm taker bullet cut mark region commune at addressing branch unit estate estate_board plural group general fixed listed number law issue sector_ministry"
        " sector_department drop area owner_word opens stative fixed_sở fixed_bộ begins_verb_main").split()},
    "any": "lower | upper",
    "inside": "!stop !break",
    "not_close": "!close !stop !break",
    "quantifier": "cac | quantifier",
    "and": "and",
    "title": "title",
    "naming_title": "naming",
    "province": "province upper",
    "body": "body upper | body inner ministry | body inner department",
    "ministry": "ministry upper | ministry inner",
    "department": "department upper | department inner",
    "head": "head",
    "noun": "noun upper !stray | group upper begins_noun !stray",
    "noun_body": "body upper begins_noun | body upper noun",
    "alone": "noun alone_yes upper",
    "small_noun": "small lower",
    "field": "field upper",
    "institution": "institution",
    "verb": "verb_main | verb_always | verb_weak",
    "small_verb": "verb_main lower | verb_always lower | verb_weak lower",
    "sentence_verb": "verb_main first | verb_always first | verb_main every short",
    "main": "verb_main lower",
    "main_first": "verb_main first",
    "ending_verb": "verb_main lower | verb_always lower",
    "always": "verb_always lower",
    "weak": "verb_weak lower",
    "ends_weak": "ends_weak",
    "group_owner": "owner",
    "upper": "upper",
    "every": "every",
    "place_first": "every !body !council !title !noun !number !fixed | every noun short !body",
    "place_word": "every !body !council !title !noun !fixed !general !group | number",
    "person_word": "every !body !council !title !noun !number !verb_main",
    "capital": "upper !body !council !fixed !kind",
    "small_word": "lower !verb_main !verb_always !verb_weak !drop !kind !and !cac !quantifier !of !belongs !fixed"
                  " !council !seat !deputy !mark !joint !number",
    "phrase": "phrase !verb_main !verb_always !verb_weak | phrase upper !verb_main",
    "calm_phrase": "phrase !verb_main !verb_always !verb_weak !begins_verb_main !begins_verb_always !begins_verb_weak",
    "weak_phrase": "phrase lower verb_weak",
    "always_phrase": "phrase lower verb_always",
    "any_phrase": "phrase",
    "group_word": "lower !verb_main !verb_always !verb_weak !and !cac !quantifier !of !belongs !fixed !council"
                  " !mark !joint !number",
    "group_capital": "upper !body !council !noun !verb_main !verb_always !verb_weak !fixed !number",
    "real_group": "general !organ | group | fixed",
    "list_word": "upper | lower !verb_main !verb_always !drop !kind !mark !number",
}


def _is(kind: str, classes: frozenset[str]) -> bool:
    return any(all((word[1:] not in classes) if word[0] == "!" else (word in classes) for word in way.split())
               for way in kind.split("|"))


class Lexicon:
    """The letters of all chunks, and the reader of texts."""

    def __init__(self, known: Vocabulary) -> None:
        self.registry = known.registry
        self._known = known
        bare = [_GAP, _WORD, _NUMBER, _MARK, _JOINT, *_MARK_ENTRIES.values(), *_FIXED.values()]
        self._letters: dict[tuple[frozenset[str], str], str] = {}
        members = {(entry.classes, how) for entry, how in product([*bare, *known.entries], _WRITTEN.values())}
        for n, key in enumerate(sorted(members, key=lambda k: (sorted(k[0]), k[1]))):
            self._letters[key] = f"c{n}"
        kinds = {kind: [letter for (classes, how), letter in self._letters.items()
                        if _is(asks, classes | set(how.split()))] for kind, asks in KINDS.items()}
        self.running = Alphabet(self._letters.values(), PARTS, kinds)
        self.cell = Alphabet(self._letters.values(), {**PARTS, **CELL_PARTS}, kinds)

    def read(self, text: str, cell: bool) -> Tagged:
        """The chunks of a text; in a cell some line breaks are kept."""
        folded, spans = fold(text), word_spans(text, cell)
        words = [*(folded[start:end] for start, end in spans), END]
        chunks, i = [], 0
        while i < len(spans):
            after, entry = self._entry(folded, words, spans, i)
            start, last, end = spans[i][0], *spans[after - 1]
            letter = self._letters[entry.classes, _WRITTEN[text[start].isupper(), text[last].isupper()]]
            chunks.append(Chunk(letter, start, end, entry.values))
            i = after
        return self.running.tag(text, chunks)

    def _entry(self, folded: str, words: list[str], spans: list[Span], i: int) -> tuple[int, Entry]:
        """(index after it, entry) of the longest phrase or fixed group at ``i``, else of the word or mark alone."""
        after, entry = self._known.trie.longest(words, i)
        if words[i] in _GROUP_WORDS:
            end, group = self._known.group(folded, spans[i][0])
            fixed = bisect_left(spans, (end, 0))
            if fixed > after:
                return fixed, _FIXED[group]
        return (after, entry) if entry else (i + 1, _plain(words[i], folded, *spans[i]))


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

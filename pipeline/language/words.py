"""The words of a clause, read once: parties, verbs, adverbs, cue words and marks as chunks of the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.knowledge.folding import fold
from pipeline.knowledge.tables import read_table
from pipeline.language.parties import PartyList
from pipeline.model import Party

from .defined import DocumentFinder
from .lexicon import Phrases, words
from .tagged import Alphabet, Chunk, Tagged

# A phrase that stands in several classes is of the first one here.
CLASSES = (
    "and", "with", "cung", "then", "by", "connector", "nominal", "asked", "given", "stative", "direct", "order", "lead",
    "join", "urge",
    "doing", "carry", "modal", "told", "twice", "neg", "your", "duty", "purpose", "if", "concern", "condition",
    "circum", "trait", "sequel", "either", "verb", "adverb", "be", "of",
    "matter", "opener",
)
# Verbs that also tell which body is meant (*đơn vị mời chuyên gia*), and those that carry an act on (*… gửi Sở A*).
VERBS = ("verb", "trait", "sequel")
_MARKS = {",": "comma", ";": "semicolon", ":": "colon", "(": "open", ")": "close", "-": "dash", "–": "dash",
          "—": "dash",
          ".": "stop", "!": "stop", "?": "stop", "…": "stop", "“": "quote", "”": "quote", '"': "quote", "\n": "line",
          "/": "slash"}

PARTS = {
    "sep": r"[<comma><and><cung><slash><line>]",
    "list": r"<party> (?: (?:{sep}|<semicolon>)+ <party> )*",
    "advs": r"(?: [<adverb><either><twice>] [<comma><and>]* )*",
    "act": r"(?:<verb>|<either>|<urge>|<doing>|<carry>|<order>|<lead>|<join>|<direct>)",
    "opening": r"[<connector><comma><colon><line><quote><mark>]*",
    "bracket": r"<open> [^<close>]* <close>",
    "any_circum": r"[<if><condition><concern><purpose><circum>]",
    "inside": r"[^<semicolon><stop>]",
    # words that add nothing to a command to carry out what stands above
    "hollow": r"[<adverb><either><doing><carry><comma><and><modal><matter><given><duty><circum><opener>"
              r"<connector><nominal><asked>]",
}
GRAMMAR = Alphabet((*CLASSES, *sorted(set(_MARKS.values())), "mark", "party", "place", "number", "word"), PARTS,
                   {"verb": VERBS})
"""The classes of words that the rules of this room speak of, with the parts that they share."""

_ACTS = frozenset({*VERBS, "either", "doing", "carry"})  # *Tổ chức kiểm tra* is an act, *các tổ chức* are bodies
_NOTIONS = frozenset({"nominal", "asked"})
_TOKEN = re.compile(r"\d[\d.,/]*(?<![.,])|[^\W_]+|\n|[^\w\s]")
_CAPITAL = "[" + "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper()) + "]"
_NAME = rf"{_CAPITAL}[^\W\d_]*(?:[ -]{_CAPITAL}[^\W\d_]*){{0,4}}"
_KIND = r"(?:[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|[Đđ]ặc khu|[Tt]hị xã)"
_PLACE = re.compile(rf"{_KIND}(?: {_NAME})?(?![^\W_])")
_PLACES = re.compile(rf"[Cc]ác ({_KIND}):? ({_NAME}(?:(?:, | và ){_NAME})+)(?![^\W_])")
_KIND_WORDS = frozenset({"thành", "tỉnh", "huyện", "quận", "xã", "phường", "đặc", "thị"})  # a kind of place begins so
_BEGINS = ".;:!?…“(\n-–/)"  # what a word with a capital may follow and still be a cue


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    """All phrases with their classes, each of the first that it is in."""
    rows = [(row["class"], row["phrase"]) for row in read_table("cue_words")]
    verbs, adverbs = words("verb"), words("adverb")
    rows += [("either" if w in adverbs else "verb", w) for w in verbs] + [("adverb", w) for w in adverbs - verbs]
    rows += [(name, w) for name in ("connector", "opener") for w in words(name)]
    return Phrases({fold(phrase): name for name, phrase in sorted(rows, key=lambda row: -CLASSES.index(row[0]))})


def phrase_at(text: str, folded: str, at: int) -> tuple[str, int] | None:
    """The class and the end of the longest phrase of the lexicon at ``at``; ``folded`` is the text folded."""
    fits = _phrases().at(folded, at)  # *Giao Ban Quản lý …* is no *giao ban*
    return next(((name, end) for end, name in fits if name not in _NOTIONS or text[at + 1:end].islower()), None)


def read_words(text: str, finder: DocumentFinder) -> Tagged:
    """The chunks of ``text``; a party is a ``PartyList`` of one item, a word outside the lexicon is a *word*."""
    return GRAMMAR.tag(text, _chunks(text, fold(text), {item.start: item for item in finder.items(text)}))


def _chunks(text: str, folded: str, items: dict[int, PartyList]) -> Iterator[Chunk]:
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() < end:
            continue
        chunk = _chunk(text, folded, token, items.get(token.start()))
        end = chunk.end
        yield chunk


def _named(places: re.Match[str]) -> tuple[Party, ...]:
    """*Các tỉnh Nghệ An, Quảng Ngãi và Cao Bằng*: a party for each place."""
    kind = places[1].lower()
    return tuple(Party(m[0], f"{kind} {m[0]}", None, False, m.start(), m.end())
                 for m in re.compile(_NAME).finditer(places.string, places.start(2), places.end(2)))


def _may_begin(text: str, at: int) -> bool:
    """Whether a sentence or a part of it may begin at ``at``."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at == 0 or text[at - 1] in _BEGINS


def _chunk(text: str, folded: str, token: re.Match[str], item: PartyList | None) -> Chunk:
    start, end = token.span()
    first = folded[start:end]
    places = _PLACES.match(text, start) if first == "các" else None
    if places is not None:
        return Chunk("place", start, places.end(), _named(places))
    phrase = phrase_at(text, folded, start)
    if phrase is not None and phrase[0] != "your" and text[start].isupper() and not _may_begin(text, start):
        phrase = None  # *Cao Bằng* has no *bằng*
    if item is not None and (phrase is None or phrase[1] < item.end or (
            phrase[0] not in _ACTS and (phrase[0] not in _NOTIONS or phrase[1] == item.end))):
        return Chunk("party", item.start, item.end, item.parties)
    if phrase is not None and phrase[0] != "opener":
        return Chunk(phrase[0], start, phrase[1])
    place = _PLACE.match(text, start) if first in _KIND_WORDS else None
    if place is not None:
        name = place[0][0].lower() + place[0][1:]
        return Chunk("place", start, place.end(), (Party(place[0], name, None, False, start, place.end()),))
    if phrase is not None:
        return Chunk("opener", start, phrase[1])
    other = "number" if text[start].isdigit() else "word" if text[start].isalpha() else "mark"
    return Chunk(_MARKS.get(text[start], other), start, end)

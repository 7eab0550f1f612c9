"""The spaCy components, each a pure finder and a setter: words, segments, agents, time limits.

Order: ``words`` reads the clause once, ``segments`` cuts it, ``agents`` reads who acts in every piece and glues what
has no act of its own to the piece before it, ``limits`` finds the time limits. What they find hangs on
``doc._.words`` and on ``doc.spans["segments"]`` as ``span._.agent``, ``span._.limits``, ``span._.before``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.knowledge.folding import fold
from pipeline.knowledge.tables import pattern
from pipeline.language.limits import cell_limits, find_limits
from pipeline.model import Limit, moved

from .agents import Agent, parties_of, read_agent
from .defined import DocumentFinder
from .labels import next_label, read_label
from .lexicon import opens_with, phrases
from .segments import Piece, split
from .tagged import Tagged
from .tokenizer import SyllableTokenizer
from .words import GRAMMAR, read_words


@dataclass(frozen=True, slots=True)
class Context:
    """What the components have to know beyond the words."""

    finder: DocumentFinder
    issued_on: date | None
    shift: bool
    issuer: str | None

    def cell_limits(self, text: str, at: int) -> tuple[Limit, ...]:
        """The limits of a cell or of what a label says, which stands at ``at``."""
        return moved(cell_limits(text, self.issued_on, shift=self.shift), at)

    def find_limits(self, text: str) -> tuple[Limit, ...]:
        """The limits that a segment sets, offsets in its text."""
        return find_limits(text, self.issued_on, shift=self.shift)


for _name in ("agent", "limits", "before"):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)
for _name in ("context", "own", "words"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def make_doc(nlp: Language, own: str, context: Context) -> Doc:
    """The document of a clause; its text is kept beside it, since spaCy puts it together anew each time it is asked."""
    doc = nlp.make_doc(own)
    doc._.context, doc._.own = context, own
    return doc


def span_text(span: Span) -> str:
    """``span.text``, cut from the text of the clause."""
    own: str = span.doc._.own
    return own[span.start_char:span.end_char]


def chunks_of(span: Span) -> tuple[int, int]:
    """The chunks of the clause that the span holds: first and after the last."""
    words: Tagged = span.doc._.words
    return words.index(span.start_char), words.index(span.end_char)


@Language.component("words")
def words(doc: Doc) -> Doc:
    """Read the parties and cue words of the clause."""
    doc._.words = read_words(doc._.own, doc._.context.finder)
    return doc


@Language.component("segments")
def segments(doc: Doc) -> Doc:
    """Cut the clause into pieces."""
    spans = []
    for piece in chain.from_iterable(_at_labels(p, doc) for p in rejoin(split(doc._.own), doc._.words)):
        span = doc.char_span(piece.start, piece.end, alignment_mode="expand")
        if span is not None:
            span._.before = piece.before
            spans.append(span)
    doc.spans["segments"] = spans
    return doc


def _at_labels(piece: Piece, doc: Doc) -> Iterator[Piece]:
    """*Chủ trì: Sở A, phối hợp: Sở B*: a label behind a comma or a dash is a piece of its own."""
    own: str = doc._.own
    at = next_label(own[piece.start:piece.end], doc._.context.finder) if ":" in own else None
    if at is None:
        yield piece
        return
    yield replace(piece, end=piece.start + len(own[piece.start:piece.start + at].rstrip(" ,-–/|")))
    yield from _at_labels(Piece(piece.start + at, piece.end, ","), doc)


# A colon after an act opens a list of things; after these words it opens a list of acts.
_ACTS_FOLLOW = pattern("components.acts_follow")
_THINGS_FOLLOW = pattern("components.things_follow")
_NUMBERED = re.compile(r"\(?\d{1,2}[).]\s|[Cc]ác ")
_LABEL = 60  # characters of a label at most
_ONLY_PARTIES = GRAMMAR.compile(
    r"(?: .*? <direct> )? {opening} <order>? <of>? <colon>?"
    r" (?: {list} {bracket}? )? (?: {advs} <lead>? [<comma><and>]* <join> {advs} <with>? {list} )? $")
_LEADS = GRAMMAR.compile(r".*? <colon> {list} {leads} $")  # *Trách nhiệm thực hiện: Sở A chủ trì; Sở B phối hợp*
_HELPS_TOO = GRAMMAR.compile(r"{opening} {list} {helps} $")
_PARTY_NEXT = GRAMMAR.compile(r"{opening} <party>")


def rejoin(pieces: tuple[Piece, ...], read: Tagged) -> tuple[Piece, ...]:
    """Put together again what was cut inside a list of parties (*các Bộ: A; B; C làm …*)."""
    result: list[Piece] = []
    for piece in pieces:
        if result and ((piece.before == ";" and _goes_on(result[-1], piece, read))
                       or (piece.before == ":" and not _introduces(result[-1], read))):
            result[-1] = Piece(result[-1].start, piece.end, result[-1].before)
        else:
            result.append(piece)
    return tuple(result)


_ONLY_WHO = GRAMMAR.compile(
    r"(?: .*? <direct> )? {opening} <order>? <of>? <colon>? (?P<who>{list}) {bracket}? (?: {any_circum} "
    r"[<duty><comma><and><given>]* )?"
    r" {advs} (?: <lead> | <modal> | [<comma><and>]* <join> {advs} <with>? {list} )* $")


def _introduces(before: Piece, read: Tagged) -> bool:
    """Whether the words before a colon lead in acts (*… các nhiệm vụ sau:*, *Sở A có trách nhiệm:*) and not things."""
    text = read.text[before.start:before.end]
    return _ACTS_FOLLOW.search(text) is not None or read.match(
        _ONLY_WHO, read.index(before.start), read.index(before.end)) is not None


def _goes_on(before: Piece, piece: Piece, read: Tagged) -> bool:
    first, at = read.index(before.start), read.index(piece.start)
    inside_a_name = at > 0 and read.chunks[at - 1].end > piece.start
    listing = read.match(_ONLY_PARTIES, first, read.index(before.end)) is not None
    helping = read.match(_HELPS_TOO, at, read.index(piece.end)) and read.match(_LEADS, first, read.index(before.end))
    return inside_a_name or helping is not None or (listing and read.match(_PARTY_NEXT, at) is not None)


@Language.component("agents")
def agents(doc: Doc) -> Doc:
    """Read each piece, and glue to the one before it what has no act of its own."""
    glued: list[tuple[Span, Agent]] = []
    listing = False  # inside *…: a; b; c* whose items are no acts
    for span in doc.spans["segments"]:
        after_cut = span._.before == ";"
        agent = read_agent(doc._.words, *chunks_of(span), after_cut=after_cut)
        who = doc._.words.match(_ONLY_WHO, *chunks_of(span)) if agent.command == "none" else None
        if who is not None and ":" in doc._.own[span.end_char:span.end_char + 2]:  # *UBND các tỉnh: a) …; b) …*
            agent = replace(agent, command="directed", rule="parties that lead in", lead=parties_of(who, "who"))
        listing = after_cut and (listing or (bool(glued) and _opens_list(span_text(glued[-1][0]))))
        if glued and after_cut and _belongs(span, agent, listing):
            glued[-1] = _whole(glued[-1], span, agent)
        else:
            glued.append((span, agent))
    for span, agent in glued:
        span._.agent = agent
    doc.spans["segments"] = [span for span, _ in glued]
    return doc


def _whole(before: tuple[Span, Agent], span: Span, agent: Agent) -> tuple[Span, Agent]:
    first, own = before
    whole = span.doc[first.start:span.end]
    whole._.before = first._.before
    return whole, replace(own, support=own.support + tuple(p for p in agent.support if p not in own.support))


def _opens_list(text: str) -> bool:
    """Whether the piece holds a colon after which things are listed (*các thủ tục: đăng ký …*)."""
    return any(_things_behind(text[:m.start()], text[m.end():]) for m in re.finditer(r":\s+(?=\S)", text))


def _things_behind(before: str, behind: str) -> bool:
    if _THINGS_FOLLOW.search(before):
        return True
    label = len(before) <= _LABEL and not opens_with(before, "verb", "adverb")
    return not (label or _ACTS_FOLLOW.search(before) or _NUMBERED.match(behind))


def _belongs(span: Span, agent: Agent, listing: bool) -> bool:
    text = span_text(span)
    if ":" in text and read_label(text, span.doc._.context.finder) is not None:
        return False  # *Đơn vị chủ trì: A; Đơn vị phối hợp: B*
    if agent.command == "none" or is_manner(text):
        return True
    return listing and agent.command == "imperative" and not opens_with(text, "adverb")


_MANNER = pattern("components.manner")
_CAPITAL = re.compile(r"[A-ZĐ][\w ]{0,20}")
_AS_DUE = re.compile(r"đúng [^,.;]{2,60}?(?= và |,|$)")  # *đúng đối tượng, đúng mục đích cứu trợ*


def is_manner(text: str) -> bool:
    """A tail that only states the manner: *bảo đảm thống nhất, đồng bộ*."""
    m = _MANNER.match(text.strip())
    rest = text.strip()[m.end():] if m else "."
    while m and rest:
        due, manner = _AS_DUE.match(rest), phrases("manner").at(fold(rest))
        if not due and not manner:
            return _CAPITAL.fullmatch(rest) is not None
        rest = rest[due.end() if due else manner[0][0]:].lstrip(" ,.")
    return m is not None


@Language.component("limits")
def limits(doc: Doc) -> Doc:
    """Find the time limits of each segment."""
    for span in doc.spans["segments"]:
        span._.limits = doc._.context.find_limits(span_text(span))
    return doc


def build_pipeline() -> Language:
    """The language pipeline: no model is loaded, nothing is fetched."""
    # a vocabulary without getters: nobody asks whether a word is like a number or a web address
    # spaCy's limit of a million characters is for models that are not used here.
    nlp = Language(Vocab(), max_length=sys.maxsize, create_tokenizer=lambda nlp: SyllableTokenizer(nlp.vocab))
    for name in ("words", "segments", "agents", "limits"):
        nlp.add_pipe(name)
    return nlp

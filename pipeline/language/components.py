"""The spaCy components, each a pure finder and a setter: segments, time limits, acts.

Order: ``segments`` cuts the clause, ``acts`` reads every piece and glues what has no act of its own to
the piece before it, ``limits`` finds the time limits of each segment. What they find hangs on
``doc.spans["segments"]`` as ``span._.act``, ``span._.limits``, ``span._.before``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.knowledge.tables import pattern
from pipeline.language.limits import find_limits

from .acts import Act, read_act
from .defined import DocumentFinder
from .lexicon import coded_cues, longest_match
from .segments import Piece, split
from .tokenizer import SyllableTokenizer


@dataclass(frozen=True, slots=True)
class Context:
    """What the components have to know beyond the words."""

    finder: DocumentFinder
    issued_on: date | None
    shift: bool
    issuer: str | None


for _name in ("act", "limits", "before", "glued"):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)
for _name in ("context", "own"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def make_doc(nlp: Language, own: str, context: Context) -> Doc:
    """The document of a clause; its text is kept beside it, since spaCy puts it together anew each time it is asked."""
    doc = nlp.make_doc(own)
    doc._.context, doc._.own = context, own
    return doc


def said(span: Span) -> str:
    """The words of ``span``: ``span.text``, cut from the text of the clause."""
    words: str = span.doc._.own[span.start_char:span.end_char]
    return words


@Language.component("segments")
def segments(doc: Doc) -> Doc:
    """Cut the clause into pieces."""
    spans, own = [], doc._.own
    lists = doc._.context.finder.over_semicolons(own)
    for piece in rejoin(split(own), tuple((p.start, p.end) for p in lists)):
        span = doc.char_span(piece.start, piece.end, alignment_mode="expand")
        if span is not None:
            span._.before = piece.before
            spans.append(span)
    doc.spans["segments"] = spans
    return doc


def rejoin(pieces: tuple[Piece, ...], lists: tuple[tuple[int, int], ...]) -> tuple[Piece, ...]:
    """Put together again what was cut inside a list of parties (*các Bộ: A; B; C làm …*)."""
    result: list[Piece] = []
    for piece in pieces:
        if result and piece.before == ";" and any(start < result[-1].end and piece.start < end for start, end in lists):
            result[-1] = Piece(result[-1].start, piece.end, result[-1].before)
        else:
            result.append(piece)
    return tuple(result)


@Language.component("acts")
def acts(doc: Doc) -> Doc:
    """Read each piece, and glue to the one before it what has no act of its own."""
    finder = doc._.context.finder
    glued: list[tuple[Span, Act]] = []
    listing = False  # inside *…: a; b; c* whose items are no acts
    for span in doc.spans["segments"]:
        words, after_cut = said(span), span._.before == ";"
        act = read_act(words, finder, after_cut=after_cut)
        if not after_cut:
            listing = False
        elif glued:
            listing = listing or _opens_list(said(glued[-1][0]))
        if glued and after_cut and _belongs(words, act, listing):
            before, first = glued[-1]
            whole = doc[before.start:span.end]
            whole._.before = before._.before
            support = first.support + tuple(p for p in act.support if p not in first.support)
            glued[-1] = (whole, replace(first, support=support))
        else:
            glued.append((span, act))
    for span, act in glued:
        span._.act = act
    doc.spans["segments"] = [span for span, _ in glued]
    return doc


# A colon after an act opens a list of things; after these words it opens a list of acts.
_ACTS_FOLLOW = pattern("components.acts_follow")
_THINGS_FOLLOW = pattern("components.things_follow")


_NUMBERED = re.compile(r"\(?\d{1,2}[).]\s")


def _opens_list(text: str) -> bool:
    """Whether the piece holds a colon after which things are listed (*các thủ tục: đăng ký …*)."""
    for m in re.finditer(r":\s+(?=\S)", text):
        before = text[:m.start()]
        if _THINGS_FOLLOW.search(before):
            return True
        acts = longest_match("verb").match(before) or longest_match("adverb").match(before)
        label = len(before) <= 60 and acts is None
        if text[m.end():m.end() + 4].lower() == "các ":
            continue  # *đề xuất với A: các giải pháp …; lồng ghép …*: the object of the verb, and then more acts
        if not label and not _ACTS_FOLLOW.search(before) and not _NUMBERED.match(text, m.end()):
            return True
    return False


def _belongs(text: str, act: Act, listing: bool) -> bool:
    if any(label.match(text) for _, label in coded_cues("qualifier")):
        return False  # *Đơn vị chủ trì: A; Đơn vị phối hợp: B*
    if act.command == "none" or is_manner(text):
        return True
    return listing and act.command == "imperative" and not longest_match("adverb").match(text)


_MANNER = pattern("components.manner")


def is_manner(text: str) -> bool:
    """A tail that only states the manner: *bảo đảm thống nhất, đồng bộ*."""
    m = _MANNER.match(text.strip())
    if m is None:
        return False
    rest = text.strip()[m.end():]
    pattern = longest_match("manner")
    while rest:
        word = pattern.match(rest)
        if word is None:
            return re.fullmatch(r"[A-ZĐ][\w ]{0,20}", rest) is not None
        rest = rest[word.end():].lstrip(" ,.")
    return True


@Language.component("limits")
def limits(doc: Doc) -> Doc:
    """Find the time limits of each segment."""
    context = doc._.context
    for span in doc.spans["segments"]:
        span._.limits = find_limits(said(span), context.issued_on, shift=context.shift)
    return doc


def build_pipeline() -> Language:
    """The language pipeline: no model is loaded, nothing is fetched."""
    # a vocabulary without getters: nobody asks whether a word is like a number or a web address
    nlp = Language(Vocab(), create_tokenizer=lambda nlp: SyllableTokenizer(nlp.vocab))
    for name in ("segments", "acts", "limits"):
        nlp.add_pipe(name)
    return nlp


__all__ = ["Context", "Piece", "build_pipeline", "is_manner", "make_doc", "said"]

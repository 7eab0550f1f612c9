"""From the clause tree to what its words say: every clause read as a heading and as segments."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Span

from pipeline.knowledge.registry import Registry
from pipeline.knowledge.tables import pattern
from pipeline.language.limits import cell_limits, find_limits, is_bare_limit
from pipeline.language.parties import PartyFinder
from pipeline.model import (
    CellMentions,
    Clause,
    ClauseMentions,
    Limit,
    Mentions,
    Party,
    QualifierKind,
    Segment,
    Structure,
)
from pipeline.settings import Settings

from .above import named_above
from .acts import Act, read_act
from .alike import alike
from .components import Context, build_pipeline, make_doc, said
from .defined import DocumentFinder, one_place
from .headings import Heading, read_heading
from .lexicon import coded_cues, cue
from .segments import split


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    return build_pipeline()


def annotate(structure: Structure, text: str, settings: Settings) -> Mentions:
    """Read all clauses of ``structure``; offsets in the result point into ``text``."""
    head = structure.head
    registry = Registry.load()
    known = PartyFinder(registry, issuer=head.issuer, on=head.issued_on)
    finder = DocumentFinder(known, text, one_place(head, registry))
    context = Context(finder, head.issued_on, settings.shift_to_working_day, head.issuer)
    clauses = alike(structure, text, tuple(_clause(c, text, context) for c in structure.clauses))
    addressees = tuple(p for a in head.addressees for p in finder.cell(a))
    clauses = named_above(structure, text, clauses, addressees)
    rows = tuple(_row(c, text, context) for c in structure.clauses if c.row is not None)
    recipients = tuple(p for r in head.recipients if not _NO_RECIPIENT.match(r) for p in finder.cell(r))
    return Mentions(clauses, rows, addressees, recipients)


def _clause(clause: Clause, text: str, context: Context) -> ClauseMentions:
    own = text[clause.start:clause.end]
    heading = read_heading(own, context.finder, has_children=clause.has_children, issuer=context.issuer)
    lead_in = own.rstrip().endswith(":") and (clause.has_children or heading.directs)
    bare = heading.whole and clause.has_children
    segments = () if bare else _segments(clause, own, context)
    leading: Segment | None = None
    if lead_in and segments:
        segments, leading = segments[:-1] if _speaks(own) else (), segments[-1]
    if clause.kind == "paragraph" and own.isupper():
        segments = ()  # a title line
    limits: tuple[Limit, ...] = ()
    if lead_in:
        limits = tuple(_move(limit, clause.start) for limit in _lead_in_limits(own, heading, context))
    return ClauseMentions(
        clause.index, heading.section, clause.has_children and not lead_in and not _sentence(own), lead_in,
        heading.directs, _moved(heading.heads, clause.start), _moved(heading.support, clause.start), limits, segments,
        forbids=lead_in and _FORBIDS.search(own) is not None, makes=lead_in and _makes(own, context),
        cites=lead_in and _CITES.search(own) is not None, leading=leading)


_NO_RECIPIENT = pattern("annotate.no_recipient")
_CITES = pattern("headings.cites")
_MAKES = pattern("annotate.makes")
_FORBIDS = pattern("annotate.forbids")


def _makes(own: str, context: Context) -> bool:
    """A lead-in whose last sentence is a command about things, not about tasks, documents or contents."""
    last = split(own)[-1]
    sentence = own[last.start:last.end]
    return _MAKES.search(own) is not None and read_act(sentence, context.finder).command == "imperative"


def _speaks(own: str) -> bool:
    """A lead-in of several sentences: the ones before the last may be tasks of their own."""
    return len(own) > 200


def _sentence(own: str) -> bool:
    return own.rstrip()[-1:] in ".;" and len(own) > 60


def _segments(clause: Clause, own: str, context: Context) -> tuple[Segment, ...]:
    nlp = _pipeline()
    doc = make_doc(nlp, own, context)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return _spread(tuple(_segment(span, clause.start, context) for span in doc.spans["segments"]))


def _spread(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """What only explains goes on explaining over a ``;`` until a new sentence or a subject comes."""
    result: list[Segment] = []
    for segment in segments:
        result.append(_like_before(result[-1], segment) if result else segment)
    return tuple(result)


def _like_before(before: Segment, segment: Segment) -> Segment:
    known = any(p.agency_id or p.group for p in segment.subject)
    if before.excluded in ("legal", "praise") and segment.command != "directed" and not known:
        return replace(segment, excluded=before.excluded)
    explains = before.qualifier in ("content", "detail") or before.excluded == "explanation"
    if explains and before.kind != "act" and not segment.restarts and not segment.subject:
        return replace(segment, kind=before.kind, qualifier=before.qualifier, excluded=before.excluded)
    return segment


def _segment(span: Span, offset: int, context: Context) -> Segment:
    words, act = said(span), span._.act
    start, end = offset + span.start_char, offset + span.end_char
    limits = tuple(_move(limit, start) for limit in span._.limits)
    segment = Segment(
        start, end, "statement" if act.command == "none" else "act", act.command, act.modality,
        _moved(act.subject, start), _moved(act.support, start), act.support_holds, limits,
        restarts=span._.before != ";", act_start=None if act.start is None else start + act.start,
        excluded=_excluded(words, act))
    return _qualifier(segment, words, start, context)


def _excluded(words: str, act: Act) -> str | None:
    told = act.command != "directed" and not any(p.agency_id or p.group for p in act.subject)
    if told and cue("legal").match(words):
        return "legal"
    code = next((code for code, pattern in coded_cues("exclude") if pattern.search(words)), None)
    return None if code == "reason" and act.command == "directed" else code


def _qualifier(segment: Segment, words: str, start: int, context: Context) -> Segment:
    """A segment that only says who, when or what comes out is a qualifier of the ones around it."""
    if is_bare_limit(words, context.issued_on):
        limits = tuple(_move(x, start) for x in cell_limits(words, context.issued_on, shift=context.shift))
        return replace(segment, kind="qualifier", qualifier="deadline", limits=limits or segment.limits)
    for code, label in coded_cues("qualifier"):
        m = label.match(words)
        if m:
            return _labelled(segment, code, words[m.end():], start + m.end(), context)
    if words.lower().startswith("trong đó"):
        return replace(segment, kind="qualifier", qualifier="detail")
    return segment


def _labelled(segment: Segment, code: str, value: str, start: int, context: Context) -> Segment:
    """``Cơ quan chủ trì: …``, ``Thời gian thực hiện: …``"""
    pad = len(value) - len(value.lstrip())
    value, start = value.strip(" .;"), start + pad
    if code == "deadline":
        limits = tuple(_move(x, start) for x in cell_limits(value, context.issued_on, shift=context.shift))
        return replace(segment, kind="qualifier", qualifier="deadline", limits=limits)
    if code in ("lead", "support"):
        return _who(segment, code, value, start, context)
    if code == "product":
        return replace(segment, kind="qualifier", qualifier="product", product=value)
    if code == "content" and segment.command in ("imperative", "subject", "directed"):
        return replace(segment, qualifier="content")
    return replace(segment, kind="qualifier", qualifier=code)  # type: ignore[arg-type]


_BY_DUTY = pattern("annotate.by_duty")


def _who(segment: Segment, code: str, value: str, start: int, context: Context) -> Segment:
    """The parties of a label; *Cơ quan thực hiện: A làm …* says who and is a task as well."""
    plain = _BY_DUTY.sub("", value)
    act = read_act(value if read_act(plain, context.finder).start else "", context.finder)
    if code == "lead" and _only_leads(value, act):
        return replace(segment, kind="qualifier", qualifier="lead", parties=_moved(act.subject, start),
                       support=_moved(act.support, start))
    if code == "lead" and act.command == "subject" and act.start is not None and act.start > 0:
        subject = _moved(act.subject, start)
        return replace(segment, kind="act", command="subject", qualifier="lead", parties=subject, subject=subject,
                       support=_moved(act.support, start), support_holds=act.support_holds, act_start=start + act.start)
    parties = context.finder.cell(plain)
    which: QualifierKind = "lead" if code == "lead" else "support"
    return replace(segment, kind="qualifier", qualifier=which, parties=_moved(parties, start))


def _only_leads(value: str, act: Act) -> bool:
    """*A chủ trì, phối hợp với B*: who and with whom, and nothing that they do."""
    said = value[act.start:].lower()
    if act.command != "subject" or not said.startswith("chủ trì"):
        return False
    named = max((p.end or 0 for p in act.support), default=(act.start or 0) + len("chủ trì"))
    return not value[named:].strip(" .;,")


_BLOCK_LIMIT = pattern("annotate.block_limit")


def _lead_in_limits(own: str, heading: Heading, context: Context) -> tuple[Limit, ...]:
    """The limits that the last sentence of a lead-in sets for all under it; a mere date of an event sets none."""
    last = split(own)[-1]
    sentence = own[last.start:last.end]
    told = [p.start - last.start for p in heading.heads if p.start is not None]
    command = max(told, default=read_act(sentence, context.finder).start)  # what stands before it is only the purpose
    found = find_limits(sentence, context.issued_on, shift=context.shift)
    return tuple(_move(x, last.start) for x in found
                 if _BLOCK_LIMIT.match(x.text) and command is not None and (x.start or 0) >= command)


def _row(clause: Clause, text: str, context: Context) -> CellMentions:
    row = clause.row
    assert row is not None
    roles = {role for role, _, _ in row.cells}
    return CellMentions(
        clause.index,
        _cell_parties(row.spans("lead") + row.spans("party"), text, context),
        _cell_parties(row.spans("support"), text, context),
        tuple(_move(x, s) for s, e in row.spans("deadline")
              for x in cell_limits(text[s:e], context.issued_on, shift=context.shift)),
        next((text[s:e].strip() for s, e in row.spans("product") if text[s:e].strip()), None),
        has_lead_column="lead" in roles or "party" in roles,
        has_deadline_column="deadline" in roles,
        says_when=any(text[s:e].strip() for s, e in row.spans("deadline")),
        is_work="work" in roles and any(text[s:e].strip() for s, e in row.spans("work")))


def _cell_parties(spans: tuple[tuple[int, int], ...], text: str, context: Context) -> tuple[Party, ...]:
    found: dict[str, Party] = {}  # two columns may name the same body
    for start, end in spans:
        for party in _moved(context.finder.cell(text[start:end]), start):
            found.setdefault(party.agency, party)
    return tuple(found.values())


def _move(limit: Limit, by: int) -> Limit:
    return replace(limit, start=None if limit.start is None else limit.start + by,
                   end=None if limit.end is None else limit.end + by)


def _moved(parties: tuple[Party, ...], by: int) -> tuple[Party, ...]:
    return tuple(replace(p, start=None if p.start is None else p.start + by,
                         end=None if p.end is None else p.end + by) for p in parties)

"""From the clause tree to what its words say: every clause read as a heading and as segments."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.registry import Registry
from pipeline.knowledge.tables import pattern
from pipeline.language.limits.weigh import load as load_times
from pipeline.language.parties import PartyFinder
from pipeline.language.parties.reader import load as load_names
from pipeline.model import Annotation, Block, Clause, Discourse, Party, Segment, Structure, moved
from pipeline.settings import Settings

from .above import named_above
from .alike import alike
from .cited import with_cited_limits
from .components import Context, build_pipeline, chunks_of, make_doc, span_text
from .defined import DocumentFinder, one_place
from .document import document_annotations
from .headings import WITH_DUTY, Heading, read_heading
from .pieces import read_piece
from .rows import joined_rows, read_row

_NO_RECIPIENT = pattern("annotate.no_recipient")
_GOVERNS = tuple((value, pattern(name)) for value, name in (
    ("cites", "headings.cites"), ("cases", "headings.cases"), ("makes", "annotate.makes"),
    ("forbids", "annotate.forbids")))
_BLOCK_LIMIT, _PERIOD = pattern("annotate.block_limit"), pattern("annotate.period")
_LONG = 200  # characters of a lead-in whose first sentences may be tasks of their own
_SENTENCE = 60  # characters


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    return build_pipeline()


def load() -> None:
    """Compile the grammars of names and times, which a single file needs in part only."""
    load_names()
    load_times()


def annotate(structure: Structure, text: str, settings: Settings) -> Discourse:
    """Read all clauses of ``structure``; offsets in the result point into ``text``."""
    head = structure.head
    registry = Registry.load()
    known = PartyFinder(registry, issuer=head.issuer, on=head.issued_on, place=head.place)
    finder = DocumentFinder(known, text, one_place(head, registry), head.issuer, head.addressees)
    context = Context(finder, head.issued_on, settings.shift_to_working_day, head.issuer)
    blocks = joined_rows(structure, text, tuple(_block(clause, text, context) for clause in structure.clauses))
    blocks = with_cited_limits(structure, text, blocks)
    addressees = _parties(head.addressees, finder)
    blocks = named_above(structure, text, alike(structure, text, blocks, finder), addressees)
    recipients = _parties(tuple(r for r in head.recipients if not _NO_RECIPIENT.match(r)), finder)
    return Discourse(blocks, document_annotations(structure, text, blocks, addressees, finder), addressees, recipients)


def _parties(names: tuple[str, ...], finder: DocumentFinder) -> tuple[Party, ...]:
    return tuple(p for name in names for p in finder.cell(name))


def _block(clause: Clause, text: str, context: Context) -> Block:
    own = text[clause.start:clause.end]
    doc = _read(own, context)
    spans = list(doc.spans["segments"])
    opening = chunks_of(spans[-1]) if spans else (0, 0)
    heading = read_heading(doc._.words, opening, context.finder, has_children=clause.has_children,
                           issuer=context.issuer)
    lead_in = own.rstrip().endswith(":") and (clause.has_children or heading.directs)
    whole = heading.whole and clause.has_children
    told = whole and heading.rule == WITH_DUTY and lead_in  # *Sở A báo cáo các nội dung sau:* may be the task itself
    segments = _segments(doc, clause, context) if (told or not whole) and not _is_title(clause, own) else ()
    leading = segments[-1] if lead_in and segments else None
    annotations = _of_heading(heading, clause, lead_in) + _of_limits(doc, heading, clause, context, lead_in)
    annotations += _of_lead_in(own, clause, leading) if lead_in else ()
    annotations += (read_row(clause, text, context),) if clause.row is not None else ()
    if leading is not None:
        segments = segments[:-1] if not whole and (leading.restarts or len(own) > _LONG) else ()
    titles = clause.has_children and not lead_in and (heading.whole or not _commands(own, segments))
    return Block(clause.index, segments, annotations, lead_in, titles, leading)


def _read(own: str, context: Context) -> Doc:
    nlp = _pipeline()
    doc = make_doc(nlp, own, context)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _is_title(clause: Clause, own: str) -> bool:
    return clause.kind == "paragraph" and own.isupper()


def _commands(own: str, segments: tuple[Segment, ...]) -> bool:
    """A clause with others under it is a sentence when it ends like one and is long or says who acts."""
    ends = own.rstrip()[-1:] in ".;"
    return ends and (len(own) > _SENTENCE or any(s.kind == "act" for s in segments))


def _segments(doc: Doc, clause: Clause, context: Context) -> tuple[Segment, ...]:
    spans = list(doc.spans["segments"])
    found = [read_piece(span, clause.start, context) for span in spans]
    for n, span in enumerate(spans[1:]):
        if span._.before == ":":
            found[n] = replace(found[n], kind="lead-in")
    return _spread(tuple(found))


def _spread(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """What only explains goes on explaining over a ``;`` until a new sentence or a subject comes."""
    result: list[Segment] = []
    for segment in segments:
        result.append(_like_before(result[-1], segment) if result else segment)
    return tuple(result)


def _like_before(before: Segment, segment: Segment) -> Segment:
    agent, exclusion = segment.cue("agent"), before.cue("exclusion")
    named = agent is not None and any(p.agency_id or p.group for p in agent.lead)
    spreads = exclusion is not None and (exclusion.value in ("legal", "praise") or (
        exclusion.value == "information" and not segment.restarts))
    if exclusion and spreads and segment.command != "directed" and not named:
        return replace(segment, annotations=(replace(exclusion, start=segment.start, end=segment.end),
                                             *segment.annotations))
    label = before.cue("label")
    explains = before.excluded == "explanation" or (label is not None and label.rule in ("content", "detail"))
    if explains and before.kind != "act" and not segment.restarts and (agent is None or not agent.lead):
        return replace(segment, kind=before.kind, annotations=before.annotations)
    return segment


def _of_heading(heading: Heading, clause: Clause, lead_in: bool) -> tuple[Annotation, ...]:
    heads, support = moved(heading.heads, clause.start), moved(heading.support, clause.start)
    place = (clause.start, clause.end)
    found = (
        (heads or support, Annotation("heading", heading.rule, "children", *place, heads, support)),
        (heading.section != "none", Annotation("section", "section", "children", *place, value=heading.section)),
        (heading.directs and lead_in, Annotation("directive phrase", "directive phrase", "following", *place, heads)),
    )
    return tuple(annotation for holds, annotation in found if holds)


def _of_limits(doc: Doc, heading: Heading, clause: Clause, context: Context, lead_in: bool) -> tuple[Annotation, ...]:
    """The limits that the last sentence of a lead-in sets for all under it; a mere date of an event sets none."""
    if not lead_in or not doc.spans["segments"]:
        return ()
    last = doc.spans["segments"][-1]
    told = [p.start for p in heading.heads if p.start is not None]
    command = max(told, default=last._.agent.act)  # before it stands only the purpose
    if command is None:
        return ()
    found = (x for x in context.find_limits(span_text(last)) if _BLOCK_LIMIT.match(x.text))
    limits = moved(tuple(x for x in found if (x.start or 0) >= command - last.start_char
                         or (x.start == 0 and _PERIOD.match(x.text))), clause.start + last.start_char)
    return (Annotation("limit", "limit of a lead-in", "children", limits[0].start or clause.start,
                       limits[-1].end or clause.end, limits=limits),) if limits else ()


def _of_lead_in(own: str, clause: Clause, leading: Segment | None) -> tuple[Annotation, ...]:
    """What the lead-in does with all that stands under it: cite it, tell cases, make it, forbid it."""
    return tuple(Annotation("governs", value, "children", clause.start, clause.end, value=value)
                 for value, form in _GOVERNS if form.search(own)
                 and (value != "makes" or (leading is not None and leading.command == "imperative")))

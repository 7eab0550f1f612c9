"""A piece of a clause as a segment with its annotations: who acts, what a label says, until when, why it is no task."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Span

from pipeline.knowledge.tables import pattern
from pipeline.language.limits import cell_limits, is_bare_limit
from pipeline.model import Annotation, Limit, Modality, Segment

from .agents import Agent, known
from .components import Context, chunks_of, span_text
from .headings import above
from .labels import Label, read_dash, read_label
from .lexicon import coded_cues, cue
from .words import GRAMMAR

_BARE = GRAMMAR.compile(
    r"{start} (?: {list} {apposition}? )? {advs} (?: <direct> <colon>? (?: {list} | <your> ) )? {between}*?"
    r" (?: [<join><order>]+ {list} )? {hollow}* <doing> {hollow}* $")
_PAPER = re.compile(
    r"(?i)(?:(?:tại|theo|trong) )?(?:nội dung )?(?:(?:công văn|văn bản|thông báo|hướng dẫn|quy chế|quy định|chương "
    r"trình|đề án"
    r"|phương án) (?:này|trên)|(?:nghị quyết|kế hoạch|quyết định|chỉ thị|công điện|kết luận)(?: này| trên)?)\W*$")
_ROLE = pattern("assemble.role")
_INFORMS = re.compile(r"(?i)(?:xin |trân trọng |kính )*(?:thông báo|thông tin|trả lời|trên đây|trân trọng|rất mong)")
_RESPONSIBLE = re.compile(r"chịu (?:hoàn toàn |mọi )?trách nhiệm", re.IGNORECASE)
_NEAR = 60  # characters behind the act in which *chịu trách nhiệm* makes accountability
_WITHIN = re.compile(r"trong đó\b,?(?P<weighs> (?:ưu tiên|tập trung|đặc biệt|nhất là|lưu ý)\b)?", re.IGNORECASE)


def read_piece(span: Span, offset: int, context: Context) -> Segment:
    """The segment of a span; ``offset`` is where the clause begins in the document."""
    text, agent, start = span_text(span), span._.agent, offset + span.start_char
    act = None if agent.act is None else agent.act - span.start_char
    speaks = _standing(agent, context.issuer) == "speaker"
    code = "enforcement" if _is_bare(span, agent) else _exclusion(text, agent, act, speaks)
    annotations = (_own(agent, start, offset, context.issuer) + _limited(span._.limits, start)
                   + _excluded(text, start, code))
    segment = Segment(
        start, offset + span.end_char, "statement" if agent.command == "none" else "act", agent.command,
        modality(text, act), None if agent.act is None else offset + agent.act, span._.before != ";", annotations)
    return _qualified(segment, text, span, context)


def modality(text: str, act: int | None) -> Modality:
    """Obligation, prohibition or accountability by the words of a segment; ``act`` is where its act begins."""
    head = text if act is None else text[:act + _NEAR]
    if cue("accountability").search(text) and _RESPONSIBLE.search(head):
        return "accountability"
    return "prohibition" if cue("prohibition").match(text[act or 0:]) else "obligation"


def _own(agent: Agent, start: int, offset: int, issuer: str | None) -> tuple[Annotation, ...]:
    if not agent.lead and not agent.support:
        return ()
    lead, support = (tuple(p.moved(offset) for p in parties) for parties in (agent.lead, agent.support))
    places = [p for p in (*lead, *support) if p.start is not None and p.end is not None]
    first, last = min(p.start or 0 for p in places), max(p.end or 0 for p in places)
    return (Annotation("agent", agent.rule, "following", first, last, lead, support, value=_standing(agent, issuer),
                       holds=agent.support_holds),)


def _standing(agent: Agent, issuer: str | None) -> str | None:
    """*role*: only a role is named; *request*: somebody is only asked; *speaker*: the issuer or who is above it."""
    if len(agent.lead) == 1 and _ROLE.fullmatch(agent.lead[0].agency):
        return "role"
    if agent.asks and all(p.agency_id is None for p in agent.lead):
        return "request"
    return "speaker" if agent.command == "subject" and agent.lead and all(above(p, issuer)
        for p in agent.lead) else None


def _limited(limits: tuple[Limit, ...], start: int) -> tuple[Annotation, ...]:
    if not limits:
        return ()
    moved = tuple(limit.moved(start) for limit in limits)
    return (Annotation("limit", "limit", "itself", moved[0].start or start, moved[-1].end or start, limits=moved),)


def _is_bare(span: Span, agent: Agent) -> bool:
    """A command to carry out, and nothing more: *Đề nghị các đơn vị nghiêm túc thực hiện các nội dung nêu trên*."""
    if agent.command not in ("directed", "subject"):
        return False
    words, (first, end) = span.doc._.words, chunks_of(span)
    paper = _PAPER.search(span_text(span))
    if paper is not None:
        end = words.index(span.start_char + paper.start())
    return words.match(_BARE, first, end) is not None


def _excluded(text: str, start: int, code: str | None) -> tuple[Annotation, ...]:
    return () if code is None else (Annotation("exclusion", code, "itself", start, start + len(text), value=code),)


def _exclusion(text: str, agent: Agent, act: int | None, speaks: bool) -> str | None:
    if agent.command != "directed" and not known(agent.lead) and cue("legal").match(text):
        return "legal"
    said = [text.lower()]
    if act is not None and speaks:
        said.append(text[act:].lower())  # *Thủ tướng Chính phủ biểu dương …*
    code = next((code for code, finds in coded_cues("exclude") if any(map(finds, said))), None)
    commands = code == "information" and agent.command == "imperative" and not _INFORMS.match(text)
    return None if commands or (code == "reason" and agent.command == "directed") else code


def _qualified(segment: Segment, text: str, span: Span, context: Context) -> Segment:
    """A segment that only says who, when or what comes out qualifies the ones around it."""
    if is_bare_limit(text, context.issued_on):
        limits = tuple(x.moved(segment.start) for x in cell_limits(text, context.issued_on, shift=context.shift))
        own = segment.cue("limit")
        return _label(segment, "deadline", limits=limits or (own.limits if own else ()))
    label = read_label(text, context.finder)
    if label is not None:
        return _labelled(segment, label, text, context)
    within = _WITHIN.match(text)
    if within is not None and (within["weighs"] or not segment.restarts or segment.kind != "act"):
        return _label(segment, "detail")
    behind = read_dash(span.doc._.words, *chunks_of(span))
    if behind is not None and segment.cue("agent") is None:
        by = segment.start - span.start_char
        who = Annotation("label", behind.rule, "itself", by + behind.value, segment.end,
                         tuple(p.moved(by) for p in behind.lead))
        return replace(segment, annotations=(*segment.annotations, who))
    return segment


def _label(segment: Segment, role: str, **said: object) -> Segment:
    mark = Annotation("label", role, "itself", segment.start, segment.end, **said)  # type: ignore[arg-type]
    return replace(segment, kind="qualifier", annotations=(mark,))


def _labelled(segment: Segment, label: Label, text: str, context: Context) -> Segment:
    """``Cơ quan chủ trì: …``, ``Thời gian thực hiện: …``, ``Sản phẩm: …``, ``Địa điểm: …``"""
    value = text[label.value:].strip(" .;")
    by = segment.start
    if label.role == "deadline":
        limits = cell_limits(value, context.issued_on, shift=context.shift)
        return _label(segment, "deadline", limits=tuple(x.moved(by + label.value) for x in limits))
    if label.role == "product":
        return _label(segment, "product", value=value)
    if label.role in ("lead", "support"):
        return _who(segment, label, by)
    if label.role == "content" and segment.command in ("imperative", "subject", "directed"):
        return replace(segment, annotations=(*segment.annotations, Annotation(
            "label", "content", "itself", segment.start, segment.end)))
    return replace(segment, kind="qualifier", annotations=(Annotation(
        "label", label.role, "itself", segment.start, segment.end),))


def _who(segment: Segment, label: Label, by: int) -> Segment:
    lead, support = tuple(p.moved(by) for p in label.lead), tuple(p.moved(by) for p in label.support)
    mark = Annotation("label", label.role, "itself", segment.start, segment.end, lead, support)
    if label.act is None:
        return replace(segment, kind="qualifier", annotations=(mark,))
    rest = tuple(a for a in segment.annotations if a.kind != "agent")
    agent = replace(mark, kind="agent", rule=label.rule, scope="following", holds=label.holds)
    return replace(segment, kind="act", command="subject", act=by + label.act, annotations=(agent, mark, *rest))

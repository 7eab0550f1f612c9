"""A piece of a clause as a segment with its annotations: who acts, what a label says, until when, why it is no task."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from spacy.tokens import Span

from pipeline.knowledge.tables import pattern
from pipeline.language.limits import is_bare_limit
from pipeline.model import Annotation, Limit, Modality, Segment, moved

from .agents import Agent, known
from .components import Context, chunks_of, span_text
from .headings import above
from .labels import Label, read_brackets, read_label
from .lexicon import coded_cues, cue
from .words import GRAMMAR

_BARE = GRAMMAR.compile(
    r"{start} (?: {list} {apposition}? )? {advs} (?: <direct> <colon>? (?: {list} | <your> ) )? {between}*?"
    r" (?: [<join><order>]+ {list} )? {hollow}* <doing> {hollow}* $")
_PAPER = re.compile(
    r"(?i)(?:(?:tại|theo|trong) )?(?:nội dung )?(?:(?:công văn|văn bản|thông báo|hướng dẫn|quy chế|quy định"
    r"|chương trình|đề án|phương án) (?:này|trên)"
    r"|(?:nghị quyết|kế hoạch|quyết định|chỉ thị|công điện|kết luận)(?: này| trên)?)\W*$")
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
    code = "viec-cua-minh" if _will(text, agent, context.issuer) else code
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
    lead, support = moved(agent.lead, offset), moved(agent.support, offset)
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
    found = moved(limits, start)
    return (Annotation("limit", "limit", "itself", found[0].start or start, found[-1].end or start, limits=found),)


def _is_bare(span: Span, agent: Agent) -> bool:
    """A command to carry out, and nothing more: *Đề nghị các đơn vị nghiêm túc thực hiện các nội dung nêu trên*."""
    if agent.command not in ("directed", "subject"):
        return False
    words, (first, end) = span.doc._.words, chunks_of(span)
    paper = _PAPER.search(span_text(span))
    if paper is not None:
        end = words.index(span.start_char + paper.start())
    return words.match(_BARE, first, end) is not None


def _will(text: str, agent: Agent, issuer: str | None) -> bool:
    """What the issuer or who stands above it says that it will do itself: *UBND tỉnh sẽ xem xét …*."""
    told = agent.command == "none" and agent.issuer
    return bool(told) and " sẽ " in text and all(above(p, issuer) for p in agent.issuer)


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
        own = segment.cue("limit")
        limits = context.cell_limits(text, segment.start) or (own.limits if own else ())
        return _label(segment, "deadline", limits=limits)
    label = read_label(text, context.finder)
    if label is not None:
        return _labelled(segment, label, text, context)
    within = _WITHIN.match(text)
    if within is not None and (within["weighs"] or not segment.restarts or segment.kind != "act"):
        return _label(segment, "detail")
    inside = read_brackets(span.doc._.words, *chunks_of(span))
    agent = segment.cue("agent")
    if inside is not None and (agent is None or not agent.lead):
        return _led_inside(segment, inside, segment.start - span.start_char)
    return segment


def _led_inside(segment: Segment, label: Label, by: int) -> Segment:
    mark = replace(_mark(segment, label.rule, lead=moved(label.lead, by), support=moved(label.support, by)),
                   start=by + label.value)
    return replace(segment, annotations=(*segment.annotations, mark))


def _mark(segment: Segment, rule: str, **said: Any) -> Annotation:
    return Annotation("label", rule, "itself", segment.start, segment.end, **said)


def _label(segment: Segment, rule: str, **said: Any) -> Segment:
    return replace(segment, kind="qualifier", annotations=(_mark(segment, rule, **said),))


def _labelled(segment: Segment, label: Label, text: str, context: Context) -> Segment:
    """``Cơ quan chủ trì: …``, ``Thời gian thực hiện: …``, ``Sản phẩm: …``, ``Địa điểm: …``"""
    value = text[label.value:].strip(" .;")
    if label.role in ("lead", "support"):
        return _who(segment, label)
    if label.role == "content" and segment.command in ("imperative", "subject", "directed"):
        return replace(segment, annotations=(*segment.annotations, _mark(segment, "content")))
    limits = context.cell_limits(value, segment.start + label.value) if label.role == "deadline" else ()
    return _label(segment, label.role, limits=limits, value=value if label.role == "product" else None)


def _who(segment: Segment, label: Label) -> Segment:
    lead, support = moved(label.lead, segment.start), moved(label.support, segment.start)
    if label.act is None:
        return _label(segment, label.role, lead=lead, support=support)
    mark = _mark(segment, label.role, lead=lead, support=support)
    rest = tuple(a for a in segment.annotations if a.kind != "agent")
    agent = replace(mark, kind="agent", rule=label.rule, scope="following", holds=label.holds)
    act = segment.start + label.act
    return replace(segment, kind="act", command="subject", act=act, annotations=(agent, mark, *rest))

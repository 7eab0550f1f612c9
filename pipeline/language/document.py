"""Cues that speak of a whole directive or of a part of it: sections put under a body, genres, the only addressee."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.knowledge.registry import Registry
from pipeline.knowledge.tables import pattern
from pipeline.model import Annotation, Block, Clause, Party, Segment, Structure

from .agents import parties_of
from .defined import DocumentFinder
from .tagged import Rule
from .words import GRAMMAR, read_words

_LEADS = pattern("assigned.leads")
_PLACE = pattern("assigned.place")
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|đến)\s*(?:mục |khoản |điểm )?(\d+)")
_ANNEXED = pattern("assemble.annexed")
_UNTIMED = pattern("assemble.untimed")
_LABEL = re.compile(r"\W+")
_PROGRAMME = re.compile(r"(?i)\b(?:kế hoạch|đề án|chương trình|chiến lược|quy hoạch|phương án)\b")
_NAME_WORDS = 4  # of a province at most
_CONCLUDES = ("thông báo", "kết luận")

SESSION = Rule(
    "conclusion of a session with a body", "Whom a session was held with must do what the conclusion commands to "
                                           "nobody.",
    r"làm việc (?:trực tiếp )?với (?:(?:tập thể|các đồng chí|đồng chí|lãnh đạo|Ban Thường vụ|Thường trực|Ban cán sự "
    r"đảng|"
    r"Ban Chấp hành Đảng bộ|chủ chốt|cán bộ|các cơ quan)[, ]*(?:của |và )?)*",
    yes=("kết luận của Thủ tướng tại buổi làm việc với lãnh đạo tỉnh Phú Thọ",), no=("về lịch làm việc tuần 12",))
INFORMED = Rule(
    "who is informed by name", "The only body that a conclusion is made known to by name.",
    r"(?:thông báo|thông tin)(?: (?:để|đến|tới|cho))+ ([^.;]{5,300}?) (?:được )?biết\b",
    yes=("Văn phòng Chính phủ thông báo để UBND tỉnh Phú Thọ và các bộ, cơ quan liên quan biết, thực hiện",),
    no=("thông báo kết quả trước ngày 15/6",))
CARRIES_OUT = Rule(
    "who carries out what is approved", "A body told to carry out the approved programme leads what names nobody.",
    r"(?:chủ trì|chịu trách nhiệm|tổ chức|đầu mối|thường trực)[^.;]{0,160}?(?:tổ chức |triển khai )*(?:thực "
    r"hiện|triển khai)"
    r"(?: (?:hiệu quả|có hiệu quả|các nội dung|nội dung|toàn bộ))* (?:của )?"
    r"(?:(?:Chương trình|Chiến lược|Đề án|Kế hoạch|Quy hoạch|Dự án|chương trình|chiến lược|đề án|kế hoạch|quy hoạch) "
    r"này\b"
    r"|(?:Chương trình|Chiến lược|Đề án|Kế hoạch|Quy hoạch)(?=\s*(?:[;.,“]|$)))",
    yes=("chủ trì, phối hợp với các bộ, ngành tổ chức thực hiện Chiến lược này",),
    no=("báo cáo kết quả thực hiện Kế hoạch này",))


def document_annotations(structure: Structure, text: str, blocks: tuple[Block, ...], addressees: tuple[Party, ...],
                         finder: DocumentFinder) -> tuple[Annotation, ...]:
    """Assignments of sections, the party that a genre implies, and the only addressee."""
    return (*_assigned(structure, text, blocks), *_session(structure, finder), *_carrier(structure, text, blocks),
            *_annex_limit(structure, text, blocks), *_addressee(addressees),
            *_informed(structure, text, blocks, finder))


def _annex_limit(structure: Structure, text: str, blocks: tuple[Block, ...]) -> Iterator[Annotation]:
    """The limit that the body sets for an annex (*… (Phụ lục kèm theo), hoàn thành trước ngày …*), for its rows."""
    rows = tuple(c.index for c in structure.clauses if c.zone == "annex" and any(
        x.row is not None and not _says_when(x, text) for x in (c, *structure.ancestors(c))))
    for clause, segment in _segments(structure, blocks) if rows else ():
        limit, said = segment.cue("limit"), text[segment.start:segment.end]
        if clause.zone == "body" and limit is not None and (_ANNEXED.search(said) or _UNTIMED.match(said)):
            yield Annotation("assigned", "limit of an annex", "part", limit.start, limit.end, limits=limit.limits,
                             clauses=rows)
            return


def _says_when(clause: Clause, text: str) -> bool:
    return clause.row is not None and any(text[s:e].strip() for s, e in clause.row.spans("deadline"))


def _addressee(addressees: tuple[Party, ...]) -> Iterator[Annotation]:
    if len(addressees) == 1:
        yield Annotation("addressee", "only addressee", "document", 0, 0, addressees)


def _session(structure: Structure, finder: DocumentFinder) -> Iterator[Annotation]:
    head = structure.head
    m = re.search(SESSION.pattern, head.subject or "", re.IGNORECASE) if head.type in _CONCLUDES else None
    if m is None or head.subject is None:
        return
    who = head.subject[m.end():]
    named = read_words(_in_small_letters(who) if head.subject.isupper() else who, finder)
    found = named.match(GRAMMAR.compile(r"(?P<who> {list} | <place> )"))
    if found is not None:
        yield Annotation("genre", SESSION.name, "document", 0, 0, parties_of(found, "who"))


def _in_small_letters(title: str) -> str:
    """*TỈNH PHÚ THỌ VỀ TÌNH HÌNH …* as *tỉnh Phú Thọ*: in capitals only the provinces tell where a name ends."""
    named = " ".join(word.capitalize() for word in title.split())
    named = re.sub(r"\b(?:Thành Phố|Tỉnh|Huyện|Quận|Xã|Phường)\b", lambda m: m[0].lower(), named)
    place = re.match(r"(?:tỉnh|thành phố) ", named)
    words = named[place.end():].split() if place else []
    known = (" ".join(words[:n]) for n in range(min(len(words), _NAME_WORDS), 0, -1))
    found = next((name for name in known if Registry.load().province(name)), None)
    return f"{place[0]}{found}" if place and found else named


def _informed(structure: Structure, text: str, blocks: tuple[Block, ...],
              finder: DocumentFinder) -> Iterator[Annotation]:
    """*… thông báo để UBND tỉnh A và các cơ quan liên quan biết, thực hiện*: the only body that is told by name."""
    for clause, segment in _segments(structure, blocks):
        m = re.search(INFORMED.pattern, text[segment.start:segment.end])
        told = finder.cell(m[1]) if m and clause.zone == "body" else ()
        named = tuple(p for p in told if not p.group and p.agency[:1].isupper())
        if len(named) == 1:
            yield Annotation("addressee", INFORMED.name, "document", segment.start, segment.end, named)
            return


def _carrier(structure: Structure, text: str, blocks: tuple[Block, ...]) -> Iterator[Annotation]:
    if structure.head.type != "quyết định":
        return
    programme = _PROGRAMME.search(structure.head.subject or "")
    carried = r"(?i)\b(?:thực hiện|triển khai)(?: (?!số)\w+){0,4}"
    named = re.compile(rf"{carried} {programme[0]}\b(?! số)") if programme else None
    for leads, start, end in _commanded(structure, blocks):
        one = len(leads) == 1 and leads[0].agency_id is not None and not leads[0].group
        if one and (re.search(CARRIES_OUT.pattern, text[start:end]) or (named and named.search(text[start:end]))):
            yield Annotation("genre", CARRIES_OUT.name, "document", start, end, leads)
            return


def _commanded(structure: Structure, blocks: tuple[Block, ...]) -> Iterator[tuple[tuple[Party, ...], int, int]]:
    """Who is commanded, with the words of the command: by lead-ins and by segments."""
    for clause in structure.clauses:
        heading = blocks[clause.index].cue("heading")
        if heading is not None and heading.lead:
            yield heading.lead, clause.start, clause.end
        for segment in blocks[clause.index].segments:
            yield _who(structure, blocks, clause, segment), segment.start, segment.end


def _segments(structure: Structure, blocks: tuple[Block, ...]) -> Iterator[tuple[Clause, Segment]]:
    for clause in structure.clauses:
        for segment in blocks[clause.index].segments:
            yield clause, segment


def _who(structure: Structure, blocks: tuple[Block, ...], clause: Clause, segment: Segment) -> tuple[Party, ...]:
    """Who acts in a segment by its own words, else by the nearest heading above."""
    own = segment.cue("agent")
    headings = (blocks[c.index].cue("heading") for c in structure.ancestors(clause))
    cues = (own, *headings) if segment.command in ("directed", "subject", "imperative") else ()
    return next((a.lead for a in cues if a is not None and a.lead), ())


def _assigned(structure: Structure, text: str, blocks: tuple[Block, ...]) -> Iterator[Annotation]:
    """*Sở Y tế chủ trì các mục 1–6 Phần III* (guideline, Parties): the clauses that another one gives to a body."""
    for clause, segment in _segments(structure, blocks):
        leads = _who(structure, blocks, clause, segment)
        for section, numbers in _sections(text[segment.start:segment.end]) if leads else ():
            led = tuple(c.index for c in _clauses(structure, section, numbers) if not _under(structure, clause, c))
            yield Annotation("assigned", "assigned", "part", segment.start, segment.end, leads, clauses=led)


def _sections(said: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The sections that the words put under a body, each with the numbers in it (none: all of it)."""
    for m in _PLACE.finditer(said):
        if _LEADS.search(said[:m.start()]):
            yield m["section"], _numbers(m["numbers"] or "")


def _numbers(said: str) -> frozenset[str]:
    found = set(_NUMBER.findall(said))
    for m in _RANGE.finditer(said):
        found.update(str(n) for n in range(int(m[1]), int(m[2]) + 1))
    return frozenset(found)


def _clauses(structure: Structure, section: str, numbers: frozenset[str]) -> Iterator[Clause]:
    for clause in structure.clauses:
        labels = [_LABEL.sub("", label).removeprefix("Phần").removeprefix("Mục")
                  for label in (clause.path or "").split(".")]
        below = labels[labels.index(section) + 1:][:1] if section in labels else None
        if below is not None and (not numbers or set(below) & numbers):
            yield clause


def _under(structure: Structure, clause: Clause, led: Clause) -> bool:
    """Whether the clause that assigns stands in the section itself: then it speaks of a document it cites."""
    tops = [next((c for c in reversed(structure.ancestors(x))), x).index for x in (clause, led)]
    return tops[0] == tops[1]

"""Limits that stand in another directive: which come down the chain to a task, and by which way.

A task that has a limit of its own gets no other. One without takes over those of the clause that it carries out when
all that stands there has a limit; those of the work that it names when it says that its limit is to be kept (*thực hiện
đúng thời hạn phê duyệt …*); and those of work that says the same. Work is the same when it begins with the same verb
and enough of its words stand in the other in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from pipeline.model import Limit, Node, Origin, TaskRow
from pipeline.model.clauses import called

from ..citing import words_of
from ..comparing import words

NAMED, BESIDE, ALONE = 0.4, 0.55, 0.85
"""The share of the words of one work in the other, in order: of the shorter one where the work is named behind *thời
hạn*, and where the clause says that limits are to be kept; of the longer one where nothing does."""

LEAST_NAMED, LEAST = 3, 8
"""So many words at least make work that can be told apart: named behind *thời hạn*, and where nothing is said of it."""

_DONE = re.compile(r"^\s*(?:để\s+)?hoàn thành\s+(?:việc\s+)?", re.IGNORECASE)
"""Before the work itself: *thời hạn hoàn thành phê duyệt …*."""

_HEAD = 6  # words at the beginning of work in which its verb stands


@dataclass(frozen=True, slots=True)
class Given:
    """A limit that a task hands down (None for none), with the task that it was set for and the ways by which it came:
    each from the directive that set it to the one that hands it down."""

    limit: Limit | None
    source: TaskRow
    ways: tuple[tuple[Node, ...], ...]


def node_of(task: TaskRow) -> Node:
    """The directive of a task."""
    head = task.directive.head
    return Node(head.number or "", head.type, head.issuer, head.issued_on, task.directive.sha256)


def own(task: TaskRow) -> tuple[Given, ...]:
    """The limits that a task has itself."""
    return tuple(Given(limit, task, ((node_of(task),),)) for limit in task.deadlines)


def inherited(
    task: TaskRow, cited: Iterable[Sequence[Given]], known: Iterable[Sequence[Given]], *, beside: bool
) -> tuple[Given, ...]:
    """The limits that come down to a task without one: from the clauses that it carries out (``cited``, for each all
    that stands there), else from the directives that its own carries out (``known``). ``beside`` tells that limits are
    to be kept in its clause."""
    if task.modality == "accountability":
        return ()
    topics, every = _topics(task.text), [one for handed in known for one in handed if one.limit]
    found = [one for handed in cited for one in _of_clauses(handed, topics)]
    if not found and topics is not None:
        found = [one for topic in topics for one in _best(topic, every, NAMED, LEAST_NAMED)]
        found += [one for part in _parts(task.text) if topics for one in _best(part, every, BESIDE, LEAST)]
    elif not found:
        enough, of = (BESIDE, min) if beside else (ALONE, max)
        found = _best(words(task.text), every, enough, LEAST, of)
    here = node_of(task)
    return tuple(replace(one, ways=tuple((*way, here) for way in one.ways)) for one in _joined(found))


def keeps_limits(task: TaskRow) -> bool:
    """Whether a task says of some work that its limit is to be kept."""
    return bool(_topics(task.text))


def has_limit_elsewhere(task: TaskRow) -> bool:
    """Whether a task says that a *thời hạn* of some work is to be kept: it must be set somewhere."""
    return any(m["limit"].casefold() == "thời hạn" and _parts(m["topic"])[0] for m in _kept().finditer(task.text))


def _of_clauses(handed: Sequence[Given], topics: Sequence[list[str]] | None) -> list[Given]:
    """Of what stands in the clauses cited: the work that is named; all when no work is named and all has a limit."""
    limited = [one for one in handed if one.limit]
    if topics:
        return [one for topic in topics for one in _best(topic, limited, NAMED, LEAST_NAMED)] or limited
    return limited if topics is not None or len(limited) == len(handed) else []


def _topics(text: str) -> list[list[str]] | None:
    """The work whose limit is to be kept, in words; None when nothing is said of a limit."""
    found = [m["topic"] for m in _kept().finditer(text)]
    if not found:
        return None
    return [told for topic in found for told in _parts(topic) if len(told) >= LEAST_NAMED]


def _parts(text: str) -> list[list[str]]:
    """The parts of a sentence that may name work of their own, in words."""
    return [words(_DONE.sub("", part)) for part in re.split(r"[,;:.]\s+|\s+và\s+", text)]


@lru_cache(maxsize=1)
def _kept() -> re.Pattern[str]:
    keeping, limit, end = (words_of(kind).pattern for kind in ("keeping", "limit", "topic_end"))
    return re.compile(rf"(?<!\w)(?:{keeping})\s(?:[^,.;:]{{0,20}}\s)?(?P<limit>{limit})(?!\w)"
                      rf"(?P<topic>(?:(?!\s(?:{end})(?!\w))[^,.;:])*)", re.IGNORECASE)


def _best(
    work: list[str], handed: Iterable[Given], enough: float, least: int, of: Callable[[int, int], int] = min
) -> list[Given]:
    """What is handed down for the work that is most alike."""
    scored = [(_likeness(work, one, least, of), one) for one in handed]
    top = max((score for score, _ in scored), default=0)
    return [one for score, one in scored if score == top] if top >= enough else []


def _likeness(work: list[str], one: Given, least: int, of: Callable[[int, int], int]) -> float:
    other = _work(one.source.text, tuple(limit.text for limit in one.source.deadlines))
    if min(len(work), len(other)) < least or work[:2] not in [other[at:at + 2] for at in range(_HEAD)]:
        return 0
    return LCSseq.similarity(work, other) / of(len(work), len(other))


@lru_cache(maxsize=10_000)
def _work(text: str, limits: tuple[str, ...]) -> list[str]:
    """The words of a task without its limits."""
    for limit in limits:
        text = text.replace(limit, " ")
    return words(text)


def _joined(found: Iterable[Given]) -> Iterator[Given]:
    """Every limit once, with all the ways by which it came."""
    ways: dict[tuple[str, Limit | None], Given] = {}
    for one in found:
        key = f"{one.source.directive.sha256} {one.source.id}", one.limit
        before = ways[key].ways if key in ways else ()
        ways[key] = replace(one, ways=tuple(dict.fromkeys((*before, *one.ways))))
    return iter(ways.values())


def with_limits(task: TaskRow, given: Iterable[Given]) -> TaskRow:
    """The task with the limits that came down to it, each with where it stands and the way."""
    limits = (_taken(one.limit, one) for one in given if one.limit)
    changed = (f"{_where(one.source)}: {notice[:1].lower()}{notice[1:]}" for one in given
               for notice in one.source.notices)
    return replace(task, deadlines=(*task.deadlines, *limits),
                   notices=tuple(dict.fromkeys((*task.notices, *changed))))


def _taken(limit: Limit, one: Given) -> Limit:
    ways = sorted(one.ways, key=lambda way: (len(way), [(str(node.issued_on), node.number) for node in way]))
    told = "; ".join(" → ".join(node.number for node in way) for way in ways)
    return replace(limit, inherited_from=_where(one.source), start=None, end=None,
                   rule="; ".join(filter(None, (limit.rule, f"kế thừa theo chuỗi {told}"))),
                   origin=Origin("chain", one.source.clause, rule=told))


def _where(task: TaskRow) -> str:
    """*09/CT-TTg, điểm b khoản 1*."""
    head, clause = task.directive.head, called(task.clause)
    return ", ".join(filter(None, (head.number or head.subject, clause)))

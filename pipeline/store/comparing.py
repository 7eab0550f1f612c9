"""In what two readings of one directive differ, and whether one holds all that the other says.

Words are compared without case, marks and line breaks. Where a copy was recognised from a picture, a letter here and
there is no difference; a figure is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, product
from zlib import crc32

from rapidfuzz.distance import Indel, LCSseq

from pipeline.model import Difference, Limit, Party, Task, TaskRow
from pipeline.model.task import Field

SAME_TASK, SAME_CLAUSE = 0.75, 0.6
"""Tasks of two copies are one when their words are so alike (0 to 1), or less where they stand in one clause."""

NOISE = 0.85
"""Words of a task that was recognised from a picture are the same when they are so alike (0 to 1)."""

HELD, HELD_NOISY = 0.98, 0.95
"""The share of the words of a part that the whole has in the same order, of text and of what was recognised."""

SKETCHED, SHARED = 64, 0.2
"""The numbers of a sketch, and the share of them that alike texts have in common at least: texts alike by 0.87 and more
shared 0.42 of them or more."""

MORE_WORDS, MORE = 30, 1.05
"""A copy says clearly more when it has so many words more, and so many times as many."""


Told = Task | TaskRow
"""A task of a reading or of a register."""


def words(text: str) -> list[str]:
    """Only the words: line breaks, spaces, capitals and marks differ between a scan and its source."""
    return re.findall(r"\w+", text.casefold())


def sketch(text: str) -> list[int]:
    """A few numbers that two texts share when they share many pairs of words: the smallest of their hashes.

    Of two texts the share of numbers in common estimates the share of pairs in common (bottom-k min-wise hashing).
    """
    every = words(text)
    return sorted({crc32(f"{a} {b}".encode()) for a, b in pairwise(every)})[:SKETCHED]


def may_be_alike(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two sketches leave it possible that the texts are alike; an empty one always does."""
    if not (one and other):
        return True
    least = min(len(one), len(other))
    joined = sorted({*one, *other})[:least]
    return len({*one} & {*other} & {*joined}) >= least * SHARED


def differences(standing: Sequence[Told], other: Sequence[Told], *, noisy: bool) -> tuple[Difference, ...]:
    """In what the tasks of two copies differ, in the order of the text; ``noisy`` when one was recognised."""
    pairs = paired(standing, other)
    found = [one for a, b in pairs for one in _between(a, b, noisy)]
    left = _left(other, pairs)
    return (*found, *(Difference(task.clause, task.text, "task", None, task.text, None) for task in left))


def paired(standing: Sequence[Told], other: Sequence[Told]) -> list[tuple[Told, Told | None]]:
    """Every task of the first with what is the same task in the other: the same words first, then the most alike."""
    mine, theirs = [words(task.text) for task in standing], [words(task.text) for task in other]
    partner: dict[int, int] = {}
    taken: set[int] = set()

    def take(among: Iterable[tuple[float, int, int, int]]) -> None:
        for *_, i, j in sorted(among):
            if i not in partner and j not in taken:
                partner[i] = j
                taken.add(j)

    places = [(i, j) for i, j in product(range(len(mine)), range(len(theirs)))]
    take((standing[i].clause != other[j].clause, abs(i - j), i, j) for i, j in places if mine[i] == theirs[j])
    left = [(i, j) for i, j in places if i not in partner and j not in taken]
    take((-score, abs(i - j), i, j) for i, j in left
         if (score := _likeness(standing[i], other[j], mine[i], theirs[j])))
    return [(task, other[partner[i]] if i in partner else None) for i, task in enumerate(standing)]


def _likeness(a: Told, b: Told, mine: list[str], theirs: list[str]) -> float:
    """How alike two tasks are, a little more in one clause; 0 when they are not the same task."""
    same = a.clause == b.clause
    score = float(Indel.normalized_similarity(mine, theirs, score_cutoff=SAME_CLAUSE if same else SAME_TASK))
    return score + same if score else 0


def _left(other: Sequence[Told], pairs: Iterable[tuple[Told, Told | None]]) -> Iterator[Told]:
    taken = {id(b) for _, b in pairs}
    return (task for task in other if id(task) not in taken)


def _between(a: Told, b: Told | None, noisy: bool) -> Iterator[Difference]:
    if b is None:
        yield Difference(a.clause, a.text, "task", a.text, None, a.id)
        return
    if not same_words(a.text, b.text, noisy=noisy):
        yield Difference(a.clause, a.text, "task", a.text, b.text, a.id)
    for field, told in FIELDS:
        if told(a)[0] != told(b)[0]:
            yield Difference(a.clause, a.text, field, told(a)[1], told(b)[1], a.id)


def same_words(one: str, other: str, *, noisy: bool) -> bool:
    """Whether two texts say the same; what was recognised may have another letter, never another figure."""
    a, b = words(one), words(other)
    if a == b or not noisy:
        return a == b
    figures = ([word for word in told if any(map(str.isdigit, word))] for told in (a, b))
    return next(figures) == next(figures) and Indel.normalized_similarity(" ".join(a), " ".join(b)) >= NOISE


def _parties(side: tuple[Party, ...]) -> tuple[object, str]:
    return frozenset(party.agency for party in side), "; ".join(dict.fromkeys(party.agency for party in side))


def _limits(limits: tuple[Limit, ...]) -> tuple[object, str]:
    told = (f"{limit.due:%d/%m/%Y}" if limit.due else limit.text for limit in limits)
    return frozenset((limit.type, limit.due, limit.time, limit.value, limit.rrule) for limit in limits), "; ".join(told)


FIELDS: tuple[tuple[Field, Callable[[Told], tuple[object, str]]], ...] = (
    ("lead", lambda task: _parties(task.lead)),
    ("support", lambda task: _parties(task.support)),
    ("deadlines", lambda task: _limits(task.deadlines)),
)
"""The fields that are compared beside the words: what decides whether they differ, and the words of it."""


def holds(whole: tuple[str, Sequence[Told]], part: tuple[str, Sequence[Told]], *, noisy: bool) -> bool:
    """Whether a copy (text, tasks) says all that another does and clearly more: no task of the part is missing or
    another in the whole, but the last one may break off where the part does."""
    more, less = words(whole[0]), words(part[0])
    if len(more) < max(len(less) * MORE, len(less) + MORE_WORDS):
        return False
    if LCSseq.similarity(less, more) < len(less) * (HELD_NOISY if noisy else HELD):
        return False
    for task, same in paired(part[1], whole[1]):
        torn = task is part[1][-1] and any(_begins(words(other.text), words(task.text)) for other in whole[1])
        if not torn and any(_between(task, same, noisy)):
            return False
    return True


def _begins(whole: list[str], begun: list[str]) -> bool:
    return whole[:len(begun)] == begun


def passages(standing: str, other: str, around: int = 3) -> Iterator[tuple[str, str]]:
    """Where the words of two texts differ, with a few words before and behind, in the order of the text."""
    texts = standing, other
    found = [list(re.finditer(r"\w+", text)) for text in texts]
    folded = [[word[0].casefold() for word in side] for side in found]
    for mine, theirs in _runs(folded[0], folded[1], around):
        places = zip(texts, found, (mine, theirs), strict=True)
        here, there = (_cut(text, side[max(a - around, 0):b + around]) for text, side, (a, b) in places)
        yield here, there


def _cut(text: str, side: Sequence[re.Match[str]]) -> str:
    return " ".join(text[side[0].start():side[-1].end()].split()) if side else ""


def _runs(a: list[str], b: list[str], around: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans of words that differ; those with few words between them are one."""
    runs: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for op in LCSseq.opcodes(a, b):
        if op.tag == "equal":
            continue
        mine, theirs = (op.src_start, op.src_end), (op.dest_start, op.dest_end)
        if runs and mine[0] - runs[-1][0][1] <= around and theirs[0] - runs[-1][1][1] <= around:
            (first, _), (second, _) = runs.pop()
            mine, theirs = (first, mine[1]), (second, theirs[1])
        runs.append((mine, theirs))
    return runs

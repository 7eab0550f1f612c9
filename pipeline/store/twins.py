"""Copies: the same directive arriving as different files (a scan and the Word file, the first pages and the whole).

A directive is the same when số, ký hiệu, day and issuer are all known and equal, or when one of them is missing and its
words tell (``likeness``): a draft is its issued form before it had a number. One of its copies stands, and which
one depends on what they are, never on the order in which they came: the one that a person chose, else what was issued,
else one that says all that the others do and more, else one on which people worked, else the one that is read best.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from django.db.models import Q

from pipeline.model import Bond, Task
from pipeline.model.text import RECOGNISED

from . import codec, indexing, likeness, loading, models
from .comparing import differences, holds, paired, words
from .results import Met

Identity = tuple[str, date, str]


def identity(row: models.Directive) -> Identity | None:
    """What makes two files one directive, None when a part of it is not known."""
    if not (row.number and row.issued_on and row.issuer):
        return None
    return row.number, row.issued_on, row.issuer


def choose_standing(*rows: models.Directive) -> None:
    """Choose which files stand, for the directives of these files and of all that were or are bound to them."""
    copies, links = _related({pk for row in rows for pk in (row.pk, *_bound(row))})
    for row in rows:
        if row.pk not in copies and not row.past:  # taken out: it stands for itself and for nobody else
            _bind(row, None, "copy")
    for group in _groups(copies, links):
        _stand(group)


def bound(row: models.Directive) -> list[models.Directive]:
    """The files that are bound to this one, or with it to another."""
    return list(models.Directive.objects.filter(pk__in=_bound(row)))


def _bound(row: models.Directive) -> set[int]:
    same = models.Directive.objects.filter(past=False).exclude(pk=row.pk)
    first = row.twin_of_id or row.pk
    return set(same.filter(Q(pk=first) | Q(twin_of=first) | Q(twin_of=row.pk)).values_list("pk", flat=True))


def _related(start: Iterable[int]) -> tuple[dict[int, _Copy], list[tuple[int, int]]]:
    """Every file that may be of one of these directives, and which are: by identity, or by their words."""
    copies: dict[int, _Copy] = {}
    links: list[tuple[int, int]] = []
    waiting = list(start)
    while waiting:
        row = models.Directive.objects.filter(pk=waiting.pop(), past=False, removed__isnull=True).first()
        if row is None or row.pk in copies:
            continue
        copies[row.pk] = _Copy(row)
        same = [other.pk for other in _same(row)]
        above = likeness.parent(row) if likeness.is_loose(row) else None
        same += [above.pk] if above else []
        links += [(row.pk, pk) for pk in same]
        waiting += [*same, *_bound(row), *(other.pk for other in likeness.children(row))]
    return copies, links


def _same(row: models.Directive) -> Iterable[models.Directive]:
    if identity(row) is None:
        return ()
    same = models.Directive.objects.filter(number=row.number, issued_on=row.issued_on, issuer=row.issuer, past=False,
                                           removed__isnull=True)
    return list(same.exclude(pk=row.pk).only("pk"))


def _groups(copies: dict[int, _Copy], links: Iterable[tuple[int, int]]) -> list[list[_Copy]]:
    group = {pk: [copy] for pk, copy in copies.items()}
    for one, other in links:
        if group[one] is not group[other]:
            joined = group[one] + group[other]
            for copy in joined:
                group[copy.row.pk] = joined
    return list({id(one): one for one in group.values()}.values())


def met(row: models.Directive, replaced: Sequence[models.Directive]) -> Met | None:
    """What a new file met that was there before: another file of its directive, else what it ``replaced``."""
    if row.twin_of:
        return _met(row.twin_of, row.bond, False, _open(row.twin_of, row))
    others = row.twins.filter(past=False).order_by("bond", "id")
    if others:
        return _met(others[0], others[0].bond, True, sum(_open(row, other) for other in others))
    return _met(replaced[0], "past", True) if replaced else None


def _met(row: models.Directive, bond: Bond, stands: bool, differences: int = 0) -> Met:
    return Met(row.source_name, codec.head(row.head), bond, stands, differences)


def is_open(first: models.Directive, other: models.Directive) -> bool:
    """Whether a person has to choose between the copy that stands and another, should they differ."""
    return bool(other.bond == "copy" and other.sha256 not in (first.chosen or {}).get("over", ()))


def _open(first: models.Directive, other: models.Directive) -> int:
    if not is_open(first, other):
        return 0
    here, there = (loading.extraction(row).tasks for row in (first, other))
    return len(differences(here, there, noisy=noisy(first, other)))


class _Copy:
    """A file of a directive with what it is weighed by, loaded only where there is another to weigh it against."""

    def __init__(self, row: models.Directive) -> None:
        self.row = row

    @cached_property
    def tasks(self) -> Sequence[Task]:
        """The tasks that its last reading found."""
        return loading.extraction(self.row).tasks

    @cached_property
    def _every(self) -> list[models.Task]:
        return list(self.row.tasks.all())

    @property
    def rows(self) -> list[models.Task]:
        """The rows of ``tasks``."""
        return [task for task in self._every if not task.withdrawn]

    @property
    def touched(self) -> bool:
        """Whether people entered anything."""
        return any(task.touched for task in self._every)

    def holds(self, other: _Copy) -> bool:
        """Whether it says all that the other does, and clearly more."""
        mine, theirs = (self.row.text, self.tasks), (other.row.text, other.tasks)
        return holds(mine, theirs, noisy=noisy(self.row, other.row))

    @property
    def worth(self) -> tuple[object, ...]:
        """What counts when none holds the other, the most first."""
        row = self.row
        return (row.chosen is not None, self.touched, row.text_from not in RECOGNISED, len(words(row.text)),
                len(self.tasks), row.sha256)


def noisy(one: models.Directive, other: models.Directive) -> bool:
    """Whether letters of one of them may be read wrong."""
    return one.text_from in RECOGNISED or other.text_from in RECOGNISED


def _stand(copies: list[_Copy]) -> None:
    """Let one copy stand for all, and keep what people entered about the tasks of the others."""
    if len(copies) == 1:
        _bind(copies[0].row, None, "copy")
        return
    parts = {id(part) for part in copies if any(whole.holds(part) for whole in copies)}
    first = max(copies, key=lambda copy: (copy.row.chosen is not None, likeness.standing_order(copy.row),
                                          id(copy) not in parts, copy.worth))
    for copy in copies:
        _bind(copy.row, None if copy is first else first.row, _bond(copy, first))
    others = [copy for copy in copies if copy is not first]
    _carry(sorted(others, key=lambda copy: copy.worth, reverse=True), first)


def _bond(copy: _Copy, first: _Copy) -> Bond:
    if copy is first:
        return "copy"
    issued = first.row.number and not copy.row.number
    if issued or (likeness.is_draft(copy.row) and not likeness.is_draft(first.row)):
        return "draft"
    return "part" if first.holds(copy) else "copy"


def _bind(row: models.Directive, first: models.Directive | None, bond: Bond) -> None:
    if row.twin_of_id != (first.pk if first else None) or row.bond != bond:
        row.twin_of, row.bond = first, bond
        row.save(update_fields=["twin_of", "bond"])


def _carry(others: Iterable[_Copy], first: _Copy) -> None:
    """What people entered about a task of another copy goes along to the same task of the one that stands."""
    for other in others:
        if not other.touched:
            continue
        of = dict(zip(map(id, other.tasks), other.rows, strict=True))
        to = dict(zip(map(id, first.tasks), first.rows, strict=True))
        for task, same in paired(other.tasks, first.tasks):
            if same is not None and of[id(task)].touched and not to[id(same)].touched:
                for name in models.ENTERED:
                    setattr(to[id(same)], name, getattr(of[id(task)], name))
                to[id(same)].save(update_fields=list(models.ENTERED))
                indexing.follow([to[id(same)].public_id])

"""Copies: the same directive arriving as different files (a scan and the Word file, the first pages and the whole).

A directive is the same when số, ký hiệu, day and issuer are all known and equal. One of its copies stands, and which
one depends on what they are, never on the order in which they came: the one that a person chose, else one that says all
that the others do and more, else one on which people worked, else the one that is read best.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.model import Bond, Task

from . import loading, models
from .comparing import differences, holds, paired, words
from .results import Met

Identity = tuple[str, date, str]
RECOGNISED = ("ocr", "mixed")
"""Where the text of a file comes from when letters may be wrong in it."""
ENTERED = ("status", "completed_on", "reply", "note")
"""What people enter about a task."""


def identity(row: models.Directive) -> Identity | None:
    """What makes two files one directive, None when a part of it is not known."""
    if not (row.number and row.issued_on and row.issuer):
        return None
    return row.number, row.issued_on, row.issuer


def relink(*identities: Identity | None) -> None:
    """Settle which file stands for each of these directives."""
    for wanted in {one for one in identities if one}:
        number, issued_on, issuer = wanted
        same = models.Directive.objects.filter(number=number, issued_on=issued_on, issuer=issuer, past=False,
                                               removed__isnull=True)
        _stand([_Copy(row) for row in same])


def unlink(row: models.Directive) -> None:
    """Make a directive stand for itself, and let go of those it stood for; what is past stays past."""
    if row.past:
        return
    row.twins.filter(past=False).update(twin_of=None, bond="copy")
    row.twin_of, row.bond = None, "copy"
    row.save(update_fields=["twin_of", "bond"])


def met(row: models.Directive, replaced: Sequence[models.Directive]) -> Met | None:
    """What a new file met that was there before: another file of its directive, else what it ``replaced``."""
    if row.twin_of:
        return Met(row.twin_of.source_name, row.bond, False, _open(row.twin_of, row))
    others = row.twins.filter(past=False).order_by("bond", "id")
    if others:
        return Met(others[0].source_name, others[0].bond, True, sum(_open(row, other) for other in others))
    return Met(replaced[0].source_name, "past", True) if replaced else None


def is_open(first: models.Directive, other: models.Directive) -> bool:
    """Whether a person has to choose between the copy that stands and another, should they differ."""
    return bool(other.bond == "copy" and other.sha256 not in (first.chosen or {}).get("over", ()))


def _open(first: models.Directive, other: models.Directive) -> int:
    if not is_open(first, other):
        return 0
    here, there = (loading.extraction(row).tasks for row in (first, other))
    return len(differences(here, there, noisy=noisy(first, other)))


class _Copy:
    """A file of a directive with what it is weighed by."""

    def __init__(self, row: models.Directive) -> None:
        self.row = row
        self.text = row.text
        self.rows = [task for task in row.tasks.all() if not task.withdrawn]
        self.tasks: Sequence[Task] = loading.extraction(row).tasks
        self.touched = any(task.touched for task in row.tasks.all())

    def holds(self, other: _Copy) -> bool:
        """Whether it says all that the other does, and clearly more."""
        return holds((self.text, self.tasks), (other.text, other.tasks), noisy=noisy(self.row, other.row))

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
    if not copies:
        return
    parts = {id(part) for part in copies if any(whole.holds(part) for whole in copies)}
    first = max(copies, key=lambda copy: (copy.row.chosen is not None, id(copy) not in parts, copy.worth))
    for copy in copies:
        if copy is first:
            _bind(copy.row, None, "copy")
        else:
            _bind(copy.row, first.row, "part" if id(copy) in parts and first.holds(copy) else "copy")
    _carry((copy for copy in sorted(copies, key=lambda copy: copy.worth, reverse=True) if copy is not first), first)


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
                for name in ENTERED:
                    setattr(to[id(same)], name, getattr(of[id(task)], name))
                to[id(same)].save(update_fields=list(ENTERED))

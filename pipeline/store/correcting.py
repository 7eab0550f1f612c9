"""What people correct, and how it stands over what was read. Called inside a transaction.

A correction wins over every later reading: the reading goes on beside it, and the row tells both. Nothing is erased:
what is taken back stays, marked. Every change is entered in the audit too (``auditing``).
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db.models import Q

from pipeline.account import account
from pipeline.knowledge.registry import Office, Signed, Typed, typed_body
from pipeline.knowledge.registry.groups import of_the_day
from pipeline.model import DirectiveRow, Limit, Party, Signer, TaskRow
from pipeline.model.review import (
    ADDED,
    CELLS,
    DAYS,
    DROPPED,
    EDITED,
    ON_PAGE,
    PROGRESS,
    RIGHT,
    SPAN,
    Added,
    Correction,
    Edit,
    span_of,
    split_names,
)
from pipeline.model.tracker import TOLD

from . import auditing, models, tracking
from .clock import now
from .results import Weighed

BY_HAND: Final = "người rà soát nhập"
"""How a limit was made that a person typed."""

Found = dict[str, list[Correction]]
"""Corrections by what they change, in the order in which they were made."""


def every(subjects: Collection[str] | None = None) -> Found:
    """All corrections that count or wait, by subject; of these ``subjects`` alone where they are given."""
    found: Found = defaultdict(list)
    rows = models.Correction.objects.exclude(state="undone")
    for row in rows if subjects is None else rows.filter(subject__in=subjects):
        found[row.subject].append(correction(row))
    return found


def correction(row: models.Correction) -> Correction:
    """A row as the model has it."""
    return Correction(row.subject, row.cell, row.before, row.after, row.who, row.at, row.source, row.batch, row.state)


def last() -> int:
    """The number of the last change of all."""
    return models.Correction.objects.order_by("id").values_list("pk", flat=True).last() or 0


def take(source: str, edits: Iterable[tuple[Edit, str]], added: Iterable[Added],
         since: Weighed | None = None) -> tuple[Correction, ...]:
    """Keep changed cells with their state (*taken* or *conflict*), and added tasks; returns what is kept. A cell that
    somebody else has changed ``since`` the changes were weighed is a conflict too."""
    batch, at, who = uuid.uuid4().hex, now(), account()
    pairs = [_late(edit, state, since) if since else (edit, state) for edit, state in edits]
    counting = _subjects("taken")
    for one in _not_yet(added):
        if one.id not in counting:  # new, or taken back since
            pairs += [(Edit(one.id, cell, "", value), "taken") for cell, value in one.cells.items() if value]
    rows = [models.Correction(subject=edit.subject, cell=edit.cell, before=edit.before, after=edit.after, who=who,
                              at=at, source=source, batch=batch, state=state) for edit, state in pairs]
    auditing.corrected(rows)
    waiting = _subjects("conflict")
    for row in rows:
        if row.state == "taken" and row.subject in waiting:  # whoever changes the cell after a conflict has decided it
            decided = models.Correction.objects.filter(subject=row.subject, cell=row.cell, state="conflict")
            decided.update(state="undone")
    models.Correction.objects.bulk_create(rows)
    return tuple(map(correction, rows))


def _late(edit: Edit, state: str, since: Weighed) -> tuple[Edit, str]:
    others = models.Correction.objects.filter(subject=edit.subject, cell=edit.cell, state="taken", pk__gt=since.last)
    other = others.exclude(batch__in=since.own).last()
    if state != "taken" or other is None or other.after == edit.after:
        return edit, state
    return replace(edit, before=other.after), "conflict"


def _not_yet(added: Iterable[Added]) -> list[Added]:
    """Each task once, those that were never there now kept as added."""
    every = {one.id: one for one in added}
    known = set(models.AddedTask.objects.values_list("key", flat=True)) if every else set()
    models.AddedTask.objects.bulk_create(models.AddedTask(key=key, sha256=one.sha256, clause=one.clause,
                                                          behind=one.behind)
                                         for key, one in every.items() if key not in known)
    return list(every.values())


def _subjects(state: str) -> set[str]:
    return set(models.Correction.objects.filter(state=state).values_list("subject", flat=True))


def undo(rows: Sequence[models.Correction]) -> None:
    """Take corrections back; what counted before them counts again."""
    for row in rows:
        row.state = "undone"
    models.Correction.objects.bulk_update(rows, ["state"], batch_size=500)
    auditing.corrected(rows)


def of_target(target: str) -> list[models.Correction]:
    """The corrections that count of a task, a directive or a batch; all of the last batch when the target is ""."""
    taken = models.Correction.objects.filter(state="taken")
    if not target:
        last = taken.order_by("id").last()
        return list(models.Correction.objects.filter(batch=last.batch).exclude(state="undone")) if last else []
    return list(taken.filter(subject=target) | taken.filter(batch=target))


def last_of(row: models.Directive, who: str, source: str) -> list[models.Correction]:
    """What counts of the last batch that somebody took in from ``source`` about a directive."""
    mine = models.Correction.objects.filter(state="taken", who=who, source=source)
    last = mine.filter(subject__in=own(row)).order_by("id").last()
    return list(mine.filter(batch=last.batch)) if last else []


def history(subject: str) -> list[Correction]:
    """Every change of a task or a head, also what was taken back."""
    return [correction(row) for row in models.Correction.objects.filter(subject=subject)]


def forget(row: models.Directive) -> None:
    """Wipe what people changed in a directive that is being wiped."""
    subjects = own(row)
    models.Correction.objects.filter(subject__in=subjects).delete()
    models.TrackedRow.objects.filter(subject__in=subjects).delete()
    models.AddedTask.objects.filter(sha256=row.sha256).delete()
    models.Notice.objects.filter(Q(content=row.sha256) | Q(subject__in=subjects)).delete()


def own(row: models.Directive) -> set[str]:
    """The ids of a directive and its tasks but for those of another copy of it, which stays."""
    ids = {task.public_id for task in row.tasks.all()}
    ids -= {task.public_id for task in models.Task.objects.exclude(directive=row).filter(
        key__in=row.tasks.values_list("key", flat=True))}
    return {row.sha256, *ids, *models.AddedTask.objects.filter(sha256=row.sha256).values_list("key", flat=True)}


def carry_over(old: models.Task, fresh: Iterable[models.Task]) -> models.Task | None:
    """Give what people entered about a task that is no longer read to the task that now has its words; returns it.

    The words of a task may change when a clause is cut differently: the new task lies where the old one lay, over at
    least half of either.
    """
    near = max(fresh, key=lambda row: _overlap(old, row), default=None)
    if near is None or _overlap(old, near) < 0.5:
        return None
    for name in models.ENTERED:
        if getattr(near, name) in (None, models.OPEN):
            setattr(near, name, getattr(old, name))
    near.save()
    models.Correction.objects.filter(subject=old.public_id).update(subject=near.public_id)
    models.AddedTask.objects.filter(behind=old.public_id).update(behind=near.public_id)
    return near


def follow_text(row: models.Directive, before: str) -> None:
    """Let the places that people chose in the text of a directive as it was ``before`` be where the same words stand
    now; one whose words are gone counts no more."""
    for one in models.Correction.objects.filter(subject__in=own(row), cell=SPAN, state="taken"):
        place = span_of(one.after)
        words = before[slice(*place)] if place else ""
        at = min((m.start() for m in re.finditer(re.escape(words), row.text)), default=None,
                 key=lambda start: abs(start - place[0]) if place else 0) if words else None
        one.after, one.state = (one.after, "undone") if at is None else (f"{at}-{at + len(words)}", "taken")
        one.save(update_fields=["after", "state"])


def _overlap(one: models.Task, other: models.Task) -> float:
    if None in (one.start, one.end, other.start, other.end):
        return 0.0
    both: int = min(one.end, other.end) - max(one.start, other.start)
    return max(both, 0) / max(int(one.end - one.start), int(other.end - other.start), 1)


class Corrections:
    """All that people changed, laid over the register; ``listed`` are the keys of what offices' own lists give, by the
    sha256 of the directive that they mean. With ``only`` (ids of tasks and directives) those alone are laid over.
    """

    def __init__(self, office: Office | None = None, only: Collection[str] | None = None) -> None:
        self._found, self._office = every(only), office
        self.listed: dict[str, list[str]] = {}
        self._lists = tracking.sources()
        self._added: dict[str, list[models.AddedTask]] = defaultdict(list)
        for row in models.AddedTask.objects.all() if only is None else models.AddedTask.objects.filter(key__in=only):
            self._added[row.sha256].append(row)

    def head(self, row: DirectiveRow) -> DirectiveRow:
        """The directive with the head as corrected."""
        found = self._found.get(row.sha256)
        if not found:
            return row
        values = {name: after for name, after in _standing(found).items() if hasattr(row.head, name)}
        return replace(row, head=replace(row.head, **_head_values(row, values)), corrections=tuple(found))

    def tasks(self, rows: Sequence[TaskRow], directive: DirectiveRow) -> list[TaskRow]:
        """The tasks of a directive as corrected, with those that were added, in their places."""
        names = _Names(rows, directive, self._office)
        keys = self.listed.get(directive.sha256, ())
        listed = [one for key in keys for one in self._additions(key, directive, names)]
        done, rest = tracking.absorbed([self._task(row, names) for row in rows], listed)
        for behind, added in self._additions(directive.sha256, directive, names) if self._is_read(directive) else ():
            place = next((i for i, row in enumerate(done) if row.id == behind), len(done) - 1)
            done.insert(place + 1, added)
        return [*done, *rest]

    def _is_progress(self, one: Correction) -> bool:
        """Whether it only is what an office's own list says of how far the work is: nobody has looked at the rest."""
        return one.cell in TOLD and one.source in self._lists

    def _is_read(self, directive: DirectiveRow) -> bool:
        """Whether a file of the directive is there; else it is one that only lists name, by its key."""
        return directive.sha256 not in self.listed.get(directive.sha256, ())

    def _additions(self, sha256: str, directive: DirectiveRow, names: _Names) -> Iterator[tuple[str | None, TaskRow]]:
        """The tasks that people added, each with the task behind which it stands; none that was taken back."""
        for added in self._added.get(sha256, ()):
            if any(one.state == "taken" for one in self._found.get(added.key, ())):
                empty = TaskRow(added.key, directive, added.clause, None, "", "obligation", (), (), (), None, 1.0)
                yield added.behind, self._task(empty, names, ADDED)

    def _task(self, row: TaskRow, names: _Names, verdict: str = "") -> TaskRow:
        found = self._found.get(row.id)
        if not found:
            return row
        values = _standing(found)
        edited = any(one.state == "taken" and one.cell not in ("verdict", *PROGRESS) and one.source != ON_PAGE
                     and not self._is_progress(one) for one in found)
        fields: dict[str, Any] = {"verdict": values.pop("verdict", "") or verdict or (EDITED if edited else "")}
        for cell, after in values.items():
            fields |= _task_value(cell, after, names)
        if "text" in values:
            fields["quote"] = row.text
        if fields["verdict"]:
            fields |= {"confidence": 1.0, "sure": ()}
        else:
            fields["sure"] = tuple(one for one in row.sure if CELLS[one.field] not in values)
        if fields["verdict"] != RIGHT:
            typed = (values.get(cell, "") for cell in ("lead", "support"))
            fields["doubts"] = (*row.doubts, *(doubt for names_typed in typed for doubt in names.doubts(names_typed)))
        return replace(row, **fields, corrections=tuple(found))


def _limits(after: str) -> tuple[Limit, ...]:
    return (Limit("", "DATE", date.fromisoformat(after), rule=BY_HAND),) if after else ()


def is_dropped(row: TaskRow) -> bool:
    """Whether a person said that the row is no task."""
    return row.verdict == DROPPED


def _standing(found: Iterable[Correction]) -> dict[str, str]:
    """What counts for each cell: its last change."""
    return {one.cell: one.after for one in found if one.state == "taken"}


def _head_values(row: DirectiveRow, values: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {name: after or None for name, after in values.items()}
    if made.get("issued_on"):
        made["issued_on"] = date.fromisoformat(made["issued_on"])
    if "signer" in made:
        made["signer"] = replace(row.head.signer or Signer(None, None, None), name=made["signer"])
    return made


def _task_value(cell: str, after: str, names: _Names) -> dict[str, Any]:
    """The field of a task row that a cell gives."""
    if cell in ("lead", "support"):
        return {cell: tuple(names.parties(after))}
    if cell == "due":
        return {"deadlines": _limits(after)}
    if cell == SPAN:
        start, end = span_of(after) or (None, None)
        return {"start": start, "end": end}
    if cell in DAYS or cell == "percent":
        read = int if cell == "percent" else date.fromisoformat
        return {cell: read(after) if after else None}
    if cell == "status":
        return {cell: after or models.OPEN}
    return {cell: after if cell == "text" else after or None}


class _Names:
    """The bodies that typed names mean: those the directive names already, else what the registry and the office know
    of them in its place on its day."""

    def __init__(self, rows: Iterable[TaskRow], directive: DirectiveRow, office: Office | None) -> None:
        head = directive.head
        self._by, self._office = Signed(head.issuer, head.issued_on, head.place), office
        parties = [party for row in rows for party in (*row.lead, *row.support)]
        self._known = {name.casefold(): party for party in parties
                       for name in (party.agency, of_the_day(party.agency, head.issued_on))}

    def parties(self, typed: str) -> Iterator[Party]:
        for name in split_names(typed):
            known, body = self._known.get(name.casefold()), self._body(name)
            yield (replace(known, mention="", start=None, end=None, origin=None) if known else
                   Party("", name, body.id, body.group))

    def doubts(self, typed: str) -> Iterator[str]:
        """What a person has to look at in the names."""
        return (doubt for name in split_names(typed)
                if name.casefold() not in self._known and (doubt := self._body(name).doubt))

    def _body(self, name: str) -> Typed:
        return typed_body(name, self._by, self._office)

"""What people decide about directives: which are taken out of the lists and come back, and which of several copies
stands. Called inside a transaction.

Nothing is lost by it: the reading stays, with who decided, when and why. Every decision is entered in the audit too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from django.db.models import Q

from pipeline.account import account
from pipeline.audit import Note
from pipeline.model import Decision
from pipeline.model.chain import key_of
from pipeline.model.names import shown

from . import auditing, codec, models, originals, twins
from .clock import now
from .results import Found
from .superseding import lay_at

What = Literal["remove", "restore", "choose"]


def find(target: str, *, removed: bool) -> tuple[Found, ...]:
    """The directives that a file (its name, or where it lies or lay) or else a number means.

    A file means its own reading alone, a number the directive with all its copies.
    """
    rows = models.Directive.objects.filter(removed__isnull=not removed).defer("text", "references")
    files = rows.filter(Q(pk__in=_of_file(target)) | Q(sha256=_content(Path(target)))).distinct()
    if files:
        return tuple(_found([row, *row.twins.filter(past=True)]) for row in files)
    groups: dict[object, list[models.Directive]] = defaultdict(list)
    for row in rows.filter(past=False):
        if row.number and key_of(row.number) == key_of(target):
            groups[json.dumps(row.removed) if removed else row.twin_of_id or row.pk].append(row)
    return tuple(_found([*group, *_hidden(group, rows)]) for group in groups.values())


def _hidden(group: list[models.Directive], rows: Iterable[models.Directive]) -> Iterable[models.Directive]:
    """The drafts of a directive and what lay before where its files lie: no number names them. Of what was taken out
    these are what was taken out with it."""
    known = [row.pk for row in group]
    if group[0].removed:
        return [row for row in rows if row.removed == group[0].removed and row.pk not in known]
    below = models.Directive.objects.filter(twin_of__in=known).exclude(pk__in=known)
    return [*below, *models.Directive.objects.filter(twin_of__in=below).exclude(pk__in=known)]


def _of_file(target: str) -> Iterable[int]:
    named = models.SourceFile.objects.filter(lay_at(Path(target)) | Q(name=shown(target)))
    return list(named.values_list("directive_id", flat=True))


def _content(path: Path) -> str:
    """The sha256 of what lies there, "" for nothing."""
    try:
        return originals.sha256_of(path) if path.is_file() else ""
    except OSError:
        return ""


def _found(rows: list[models.Directive]) -> Found:
    first = min(rows, key=lambda row: (row.past, row.twin_of_id is not None, row.pk))
    files = models.SourceFile.objects.filter(directive__in=rows).order_by("id")
    names, places = dict.fromkeys(file.name for file in files), dict.fromkeys(file.path for file in files)
    return Found(tuple(row.sha256 for row in rows), codec.head(first.head), tuple(names) or (first.source_name,),
                 tuple(places), codec.decision(first.removed))


def remove(found: Found, reason: str) -> None:
    """Take these readings out of the lists; copies of the directive that are left settle which of them stands."""
    _set_removed(found, "remove", reason, Decision(now(), account(), reason))


def restore(found: Found, reason: str) -> None:
    """Bring these readings back."""
    _set_removed(found, "restore", reason, None)


def choose(found: Found, reason: str) -> None:
    """Let this copy stand; of the others that are there now nobody has to be asked again."""
    row = models.Directive.objects.get(sha256=found.sha256s[0])
    first = row.twin_of or row
    others = [other for other in (first, *first.twins.filter(past=False)) if other.pk != row.pk]
    for other in others:
        if other.chosen:
            other.chosen = None
            other.save(update_fields=["chosen"])
    decided = codec.plain(Decision(now(), account(), reason))
    row.chosen = decided | {"over": [other.sha256 for other in others]}
    row.save(update_fields=["chosen"])
    _enter(row, "choose", reason, {"over": [other.source_name for other in others]})
    twins.choose_standing(row)


def _enter(row: models.Directive, what: What, reason: str, more: Mapping[str, object]) -> None:
    auditing.note(Note(what, row.sha256, {"name": row.source_name},
                       {"number": row.number or "", "reason": reason, **more}))


def _set_removed(found: Found, what: What, reason: str, decision: Decision | None) -> None:
    rows = list(models.Directive.objects.filter(sha256__in=found.sha256s).order_by("id"))
    for row in rows:
        before = {"before": row.removed}
        row.removed = codec.plain(decision) | {"with": found.sha256s[0]} if decision else None
        row.save(update_fields=["removed"])
        _enter(row, what, reason, before)
    twins.choose_standing(*rows)

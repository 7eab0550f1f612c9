"""The register as flat rows: which list holds which task, as pages ask for it.

The register is made whole (a task may carry out that of another directive), but only what differs from the rows that
are there is written, in transactions that are short, so that a run or a correction is not kept waiting. ``stamp`` tells
cheaply whether the store has changed since.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from django.db.models import Count, Model, Q

from pipeline.office.fingerprint import beside_store, layout
from pipeline.office.own import load_own
from pipeline.settings import Settings
from pipeline.store import auditing, open_store
from pipeline.store.clock import now, today
from pipeline.store.guard import writing
from pipeline.store.models import Directive
from pipeline.workbooks.brief import NEW_DAYS
from pipeline.workbooks.standing import NEAR_DAYS

from . import flat
from .models import Body, Duty, Paper, Projection, Row

_BATCH: Final = 1000
"""So many rows are written in one transaction."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a building did: rows written and taken away, all kinds together."""

    written: int
    removed: int
    seconds: float


def stamp(settings: Settings) -> str:
    """The state of the store: the last entry of the audit that may change a list, the day, the office's own list of
    bodies and the program. Two stamps are equal when the rows would be."""
    return f"{auditing.last_change()} {beside_store(settings, today())} {layout()}"


def is_current(settings: Settings) -> bool:
    """Whether the rows show the store as it is now."""
    there = Projection.objects.values_list("stamp", flat=True).first()
    return bool(there == stamp(settings))


def build(settings: Settings) -> Built:
    """Bring the rows up to date with the store; raises StoreError."""
    began, as_of = time.monotonic(), today()
    own = load_own(settings, as_of)
    with open_store(settings) as store:
        mark = stamp(settings)
        register = store.register(as_of, own.office)
        found = flat.Flat(register)
        del register
        counts = _write(found)
        _count(as_of)
        seconds = time.monotonic() - began
        with writing():
            Projection.objects.update_or_create(pk=1, defaults={
                "stamp": mark, "as_of": as_of, "at": now(), "seconds": seconds, "totals": totals(as_of)})
    return Built(*counts, seconds)


def _write(found: flat.Flat) -> tuple[int, int]:
    known = dict(Directive.objects.values_list("sha256", "pk"))
    papers = _follow(Paper, "sha256", found.papers(), known)
    duties = _follow(Duty, ("paper_id", "task"), found.duties(papers.keys), known)
    bodies = _follow(Body, "key", found.bodies(), known)
    rows = _follow(Row, ("body_id", "duty_id"), found.rows(bodies.keys, papers.keys, duties.keys), known)
    every = (rows, duties, papers, bodies)
    return sum(one.written for one in every), sum(one.drop() for one in every)


@dataclass(slots=True)
class _Followed:
    """Rows of a table after what differed was written: their ids by what they are known by; ``gone`` are to be dropped
    when nothing points to them any more."""

    model: type[Model]
    keys: dict[Any, int]
    gone: list[int]
    written: int

    def drop(self) -> int:
        """Delete what is gone; returns how many rows."""
        for some in _batches(self.gone):
            with writing():
                self.model._base_manager.filter(pk__in=some).delete()
        return len(self.gone)


def _follow(model: type[Model], by: str | tuple[str, ...], wanted: Iterable[dict[str, Any]],
            directives: Mapping[str, int]) -> _Followed:
    """Write what differs from what is there. ``wanted`` are rows as fields, ``sha256`` of its directive among them."""
    names = (by,) if isinstance(by, str) else by
    kept = {field.attname for field in model._meta.concrete_fields}
    digested = "digest" in kept
    there = {tuple(key): (pk, digest) for pk, digest, *key in model._base_manager.values_list(
        "pk", "digest" if digested else "pk", *names)}
    keys: dict[Any, int] = {}
    moment = now()
    fresh: list[Any] = []
    stale: list[Any] = []
    for fields in wanted:
        key = tuple(fields[name] for name in names)
        if "directive_id" in kept:
            fields["directive_id"] = directives.get(fields["sha256"])
        values = {name: value for name, value in fields.items() if name in kept}
        if digested:
            values["digest"] = digest_of(values)
        if "changed_at" in kept:
            values["changed_at"] = moment
        if key not in there:
            fresh.append(model(**values))
            continue
        pk, digest = there.pop(key)
        keys[key] = pk
        if not digested or digest != values["digest"]:
            stale.append(model(pk=pk, **values))
    changing = [field.name for field in model._meta.concrete_fields if not field.primary_key
                and (digested or field.name not in _COUNTED)]
    _in_batches(fresh, model._base_manager.bulk_create)
    _in_batches(stale, lambda some: model._base_manager.bulk_update(some, changing))
    keys |= {tuple(getattr(row, name) for name in names): row.pk for row in fresh}
    return _Followed(model, {key[0] if len(key) == 1 else key: pk for key, pk in keys.items()},
                     [pk for pk, _ in there.values()], len(fresh) + len(stale) * digested)


_COUNTED: Final = ("late", "near", "fresh", "open", "total")


def digest_of(values: Mapping[str, Any]) -> str:
    """Tells whether a row shows something else."""
    return hashlib.blake2b(repr(sorted(values.items())).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _in_batches(rows: Sequence[Any], write: Callable[[list[Any]], object]) -> None:
    for some in _batches(rows):
        with writing():
            write(some)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, _BATCH)):
        yield some


def _count(as_of: date) -> None:
    """The counts of every list."""
    told = {body: counts for body, *counts in Row.objects.order_by().values_list("body").annotate(
        **counting(as_of)).values_list("body", *(f"{name}_count" for name in _COUNTED))}
    changed = []
    for body in Body.objects.all():
        counts = told.get(body.pk, [0] * len(_COUNTED))
        if [getattr(body, name) for name in _COUNTED] != counts:
            for name, count in zip(_COUNTED, counts, strict=True):
                setattr(body, name, count)
            changed.append(body)
    _in_batches(changed, lambda some: Body.objects.bulk_update(some, _COUNTED))


def counting(as_of: date, received: str = "received_at") -> dict[str, Count]:
    """What is counted of rows or tasks; open ones alone are late, near and new."""
    new = Q(**{f"{received}__date__gt": as_of - timedelta(days=NEW_DAYS)})
    near = Q(due__gte=as_of, due__lte=as_of + timedelta(days=NEAR_DAYS))
    conditions = {"late": Q(open=True, due__lt=as_of), "near": Q(open=True) & near, "fresh": Q(open=True) & new,
                  "open": Q(open=True)}
    return {**{f"{name}_count": Count("pk", filter=condition) for name, condition in conditions.items()},
            "total_count": Count("pk")}


def totals(as_of: date) -> dict[str, int]:
    """The counts of all tasks, each once, and how many directives there are."""
    found = Duty.objects.aggregate(**counting(as_of, "paper__received_at"))
    return {name.removesuffix("_count"): count for name, count in found.items()} | {"papers": Paper.objects.count()}

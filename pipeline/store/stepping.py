"""The steps of each document on its way: arrived, read, written, filed, published, or failed. Called inside a
transaction.

A step is entered in the transaction that does it, where there is one, so that what is told and what is so cannot
differ: the reading and *written* are one, the failure and *failed*. What is in the store is said by the tables of the
store; here stands when and how it came there.

Of a document the first step is kept and the last ``KEPT``; older ones go.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final, cast

from django.db.models import Count, Q, QuerySet

from pipeline.model.names import shown

from . import models
from .clock import now
from .results import StepRow

KEPT: Final = 30
"""So many steps of a document are kept, and its first."""

WAITING: Final = "waiting"
"""The file is still being copied: not whole yet, so that its content is not known."""
ARRIVED: Final = "arrived"
READING: Final = "reading"
WRITTEN: Final = "written"
KNOWN: Final = "known"
"""The content was there already and was not read again."""
SPLIT: Final = "split"
"""A package whose directives go on as documents of their own."""
MOVING: Final = "moving"
"""The store knows already where the file will lie; the file may still be where it was."""
FILED: Final = "filed"
PUBLISHED: Final = "published"
FAILED: Final = "failed"
ASIDE: Final = "aside"
"""Failed, and filed with a note that says why."""
GONE: Final = "gone"
"""The file was taken away before it came to its end."""

DONE: Final = (WRITTEN, KNOWN, SPLIT, FILED)
"""In these a document waits for the lists to be made."""
UNDER_WAY: Final = (READING, MOVING)
"""What a program that is ended leaves undone."""

_BATCH: Final = 500
_since: dict[str, tuple[str, float]] = {}
"""In which step this program put each document, and when."""


def add(step: str, sha256: str, path: Path | None, name: str = "", **more: Any) -> models.Step:
    """A document (its content, or its path where that is not known) takes a step; without a ``path`` its file lies
    where it lay, for what is read is the kept original."""
    before = _last(sha256, shown(str(path.absolute())) if path else "")
    if before:
        _leave(before)
    place = shown(str(path.absolute())) if path else before.path if before else _place(sha256)
    name = name or (before.name if before else shown(Path(place).name))
    number = before.number + 1 if before else 1
    row: models.Step = models.Step.objects.create(
        sha256=sha256, path=place, name=name, step=step, number=number, at=now(), **more)
    models.Step.objects.filter(sha256=sha256, number__gt=1, number__lte=number - KEPT, **_of(sha256, place)).delete()
    _since[sha256 or place] = step, time.monotonic()
    return row


def _place(sha256: str) -> str:
    """Where a file with that content was last seen."""
    return models.SourceFile.objects.filter(sha256=sha256).values_list("path", flat=True).last() or ""


def _of(sha256: str, place: str) -> dict[str, str]:
    """What tells the rows of a document besides its content."""
    return {} if sha256 else {"path": place}


def _last(sha256: str, place: str) -> models.Step | None:
    """The step in which a document is. One that was known by its path alone is now known by its content."""
    if sha256 and place:
        unknown = models.Step.objects.filter(sha256="", path=place)
        if found := unknown.filter(last=True).first():
            _leave(found)
            _since.pop(place, None)
            there = models.Step.objects.filter(sha256=sha256).exists()
            if there:
                unknown.delete()
            else:
                unknown.update(sha256=sha256)
                found.sha256 = sha256
                return cast(models.Step, found)
    return cast(models.Step | None, models.Step.objects.filter(sha256=sha256, last=True, **_of(sha256, place)).first())


def _leave(row: models.Step) -> None:
    row.last, row.seconds = False, row.seconds or _stayed(row)
    row.save(update_fields=["last", "seconds"])


def _stayed(row: models.Step) -> float | None:
    """The seconds since this program put the document into that step; None when another program did."""
    step, since = _since.get(row.sha256 or row.path, ("", 0.0))
    return round(time.monotonic() - since, 3) if step == row.step else None


def queue(files: Iterable[tuple[str, Path, str]]) -> None:
    """These (content, place, name) have arrived and wait to be read."""
    for sha256, path, name in files:
        add(ARRIVED, sha256, path, name)


def wait(path: Path) -> None:
    """The file at that path is not whole yet; said once."""
    if not models.Step.objects.filter(sha256="", path=shown(str(path.absolute())), step=WAITING, last=True).exists():
        add(WAITING, "", path)


def read(sha256: str, path: Path | None, name: str, who: str) -> None:
    """Begin to read; when a reading was begun before and not brought to its end, it was cut off."""
    readings = models.Step.objects.filter(sha256=sha256, step=READING)
    before = readings.last()
    ended = before and models.Step.objects.filter(sha256=sha256, pk__gt=before.pk).exclude(step__in=(READING, ARRIVED))
    again = before is not None and not (ended and ended.exists())
    if before and before.last:
        readings.filter(pk=before.pk).update(cut=True)
    add(READING, sha256, path, name, who=who, attempt=before.attempt + 1 if before and again else 1)


def write(sha256: str, path: Path | None, name: str, *, anew: bool) -> None:
    """Its reading is in the store; the same reading once more is no step of a document that is through."""
    at = models.Step.objects.filter(sha256=sha256, last=True).values_list("step", flat=True).first()
    if anew or at not in (*DONE, PUBLISHED):
        add(WRITTEN, sha256, path, name)


def fail(sha256: str | None, path: Path, name: str, code: str) -> None:
    """It cannot be processed; the same again of a file that could not be opened is said once."""
    place = shown(str(path.absolute()))
    same = models.Step.objects.filter(sha256=sha256 or "", path=place, code=code, last=True, step__in=(FAILED, ASIDE))
    if sha256 or not same.exists():
        add(FAILED, sha256 or "", path, name, code=code)


def move(old: Path, new: Path) -> None:
    """The file of a document is about to be moved; other files have no steps."""
    row = models.Step.objects.filter(path=shown(str(old.absolute()))).last()
    if row:
        before = models.Step.objects.filter(sha256=row.sha256, last=True, **_of(row.sha256, row.path)).first()
        code = before.code if before and before.step in (FAILED, ASIDE) else ""
        add(MOVING, row.sha256, old, row.name, to=shown(str(new.absolute())), code=code)


def moved(old: Path, new: Path) -> None:
    """It lies there now."""
    place = shown(str(new.absolute()))
    for row in _moving(old, new):
        if row.sha256 == "":
            models.Step.objects.filter(sha256="", path=row.path).exclude(pk=row.pk).update(path=place)
        row.step, row.path, row.to = (ASIDE if row.code else FILED), place, None
        row.save(update_fields=["step", "path", "to"])
        _since[row.sha256 or place] = row.step, time.monotonic()


def not_moved(old: Path, new: Path) -> None:
    """It still lies where it was."""
    for row in _moving(old, new):
        others = models.Step.objects.filter(sha256=row.sha256, **_of(row.sha256, row.path)).exclude(pk=row.pk)
        row.delete()
        if before := others.last():
            others.filter(pk=before.pk).update(last=True)


def _moving(old: Path, new: Path) -> QuerySet[models.Step]:
    return models.Step.objects.filter(step=MOVING, path=shown(str(old.absolute())), to=shown(str(new.absolute())))


def gone(paths: Collection[str]) -> None:
    """These files are no longer there; what of them was not brought to its end stays undone."""
    undone = (WAITING, ARRIVED, READING, FAILED, ASIDE)
    for row in models.Step.objects.filter(last=True, path__in=paths, step__in=undone):
        add(GONE, row.sha256, Path(row.path), row.name)


def cut_off() -> list[StepRow]:
    """What a program that was ended had begun and not done, marked as cut off. Only for who holds the lock."""
    found = models.Step.objects.filter(last=True, step__in=UNDER_WAY, cut=False)
    told = list(map(step_row, found))
    found.update(cut=True)
    waiting = models.Step.objects.filter(last=True, step__in=(WAITING, ARRIVED, READING)).values_list("path", flat=True)
    gone([path for path in waiting if not is_there(Path(path))])
    return told


def is_there(path: Path) -> bool:
    """Whether a file is there, or may be."""
    try:
        return path.exists()
    except OSError:  # a folder that cannot be entered: the file may well be there
        return True


def unpublished() -> list[int]:
    """The steps of documents that wait for the lists."""
    return list(models.Step.objects.filter(last=True, step__in=DONE).values_list("pk", flat=True))


def publish(waited: Collection[int]) -> None:
    """The lists are made with the documents that ``waited``."""
    keys = list(waited)
    for n in range(0, len(keys), _BATCH):
        rows = list(models.Step.objects.filter(pk__in=keys[n:n + _BATCH], last=True))
        for row in rows:
            row.last, row.seconds = False, row.seconds or _stayed(row)
            _since.pop(row.sha256 or row.path, None)
        models.Step.objects.bulk_update(rows, ["last", "seconds"])
        models.Step.objects.bulk_create(
            models.Step(sha256=row.sha256, path=row.path, name=row.name, step=PUBLISHED, number=row.number + 1,
                        at=now()) for row in rows)


def forget(sha256: str) -> None:
    """Nothing tells any more of that content."""
    models.Step.objects.filter(sha256=sha256).delete()
    _since.pop(sha256, None)


def counts() -> dict[str, int]:
    """How many documents are in each step now; ``cut`` are among those that are being read or moved."""
    rows = models.Step.objects.filter(last=True)
    found: dict[str, int] = dict(rows.values_list("step").annotate(Count("pk")).order_by("step"))
    groups = {"waiting": (WAITING, ARRIVED), "reading": (READING,), "written": (WRITTEN, KNOWN, SPLIT, MOVING),
              "filed": (FILED,), "published": (PUBLISHED,), "failed": (FAILED, ASIDE)}
    told = {name: sum(found.get(step, 0) for step in steps) for name, steps in groups.items()}
    return told | {"cut": rows.filter(step__in=UNDER_WAY, cut=True).count()}


def find(target: str) -> list[str]:
    """The contents that somebody means by a path, a name or the beginning of a sha256; "path: …" for a file of which
    the content is not known."""
    place = shown(str(Path(target).absolute()))
    meant = Q(path=place) | Q(name=target) | Q(path__endswith=f"/{target}")
    if len(target) >= _SHORTEST and set(target.lower()) <= set("0123456789abcdef"):
        meant |= Q(sha256__startswith=target.lower())
    rows = models.Step.objects.filter(meant).values_list("sha256", "path")
    return list(dict.fromkeys(sha256 or f"path: {path}" for sha256, path in rows))


_SHORTEST: Final = 6
"""So many digits of a sha256 tell it from others."""


def course(key: str) -> tuple[StepRow, ...]:
    """The steps of a document (``find``)."""
    _, by_path, path = key.partition("path: ")
    rows = models.Step.objects.filter(sha256="", path=path) if by_path else models.Step.objects.filter(sha256=key)
    return tuple(map(step_row, rows))


def step_row(row: models.Step) -> StepRow:
    """A step as it is told."""
    return StepRow(row.sha256, row.name, row.path, row.step, row.at, row.seconds, row.attempt, row.who, row.code,
                   row.cut, row.to)

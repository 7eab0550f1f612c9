"""Past readings: the bytes at a path were replaced, as when a file was first read half copied.

The reading of the new bytes stands and the older one is kept as past, which is no other copy and is compared with
nothing. Scanners use one name again and again, so the path alone proves nothing: the directive must be the same, or
the older file the beginning of the new one. A file that was filed away meanwhile counts at the place where it was put.
"""

from __future__ import annotations

from pathlib import Path

from django.db.models import Q

from pipeline.model.names import shown

from . import models, twins
from .originals import Originals


def supersede(row: models.Directive, path: Path, originals: Originals) -> list[models.Directive]:
    """Make past what was read before ``row`` from other bytes at ``path``, and from nowhere else; returns it.

    A reading whose tasks people already worked on stands as it is.
    """
    here = models.SourceFile.objects.filter(lay_at(path))
    older = models.Directive.objects.filter(files__in=here, past=False, removed__isnull=True, id__lt=row.pk).distinct()
    replaced = []
    for old in older:
        only_there = not old.files.exclude(pk__in=here).exists()
        if only_there and not any(task.touched for task in old.tasks.all()) and _replaced(old, row, originals):
            _make_past(old, row)
            replaced.append(old)
    return replaced


def _replaced(old: models.Directive, row: models.Directive, originals: Originals) -> bool:
    identity = twins.identity(old)
    if identity and identity == twins.identity(row):
        return True
    before, after = originals.kept(old.sha256), originals.kept(row.sha256)
    return before is not None and after is not None and _begins(after, before)


def halves(path: Path, originals: Originals) -> list[tuple[str, Path]]:
    """What was taken in from ``path`` before and is the beginning of the file there now: its sha256 and its place."""
    taken = models.SourceFile.objects.filter(lay_at(path)).values_list("sha256", "path")
    return [(sha256, Path(place)) for sha256, place in taken
            if (half := originals.kept(sha256)) and _begins(path, half)]


def lay_at(path: Path) -> Q:
    """Files that lie at ``path``, or were put there before they were filed away."""
    place = shown(str(path.absolute()))
    return Q(path=place) | Q(dropped_at=place)


def _begins(whole: Path, half: Path) -> bool:
    """Whether one file is the beginning of another."""
    begun = half.read_bytes().rstrip(b"\0")  # some programs set aside the whole size before they copy
    try:
        with whole.open("rb") as content:
            return bool(begun) and content.read(len(begun)) == begun
    except OSError:
        return False


def _make_past(old: models.Directive, row: models.Directive) -> None:
    old.twins.filter(past=True).update(twin_of=row)
    others = twins.bound(old)
    old.past, old.twin_of = True, row
    old.save(update_fields=["past", "twin_of"])
    twins.choose_standing(*others)

"""What waits for a person, field by field. Called inside a transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from django.db.models import Q

from pipeline.model.review import CELLS, ON_PAGE, PROGRESS

from . import models
from .results import Doubtful

_DOUBTED: Final = 0.8
"""No row with a doubted field is surer than this as a whole (``tasks.confidence``)."""


def waiting() -> tuple[Doubtful, ...]:
    """Every doubted field of the tasks in the lists about which nobody has decided, the least sure first; those of one
    directive in the order of its text."""
    decided, changed = _decided(), _changed()
    rows = models.Task.objects.filter(
        directive__twin_of=None, directive__removed__isnull=True, withdrawn=False, confidence__lte=_DOUBTED,
    ).order_by("directive_id", "position", "id")
    found = []
    for key, repeat, sha256, number, name, sure in rows.values_list(
            "key", "repeat", "directive__sha256", "directive__number", "directive__source_name", "sure").iterator():
        subject = key if repeat == 1 else f"{key}~{repeat}"
        if subject not in decided:
            found += [Doubtful(sha256, number or name, subject, one["field"], one["chance"]) for one in sure
                      if one["reasons"] and CELLS[one["field"]] not in changed.get(subject, ())]
    return tuple(sorted(found, key=lambda one: one.chance))


def _taken() -> Q:
    return Q(state="taken") & ~Q(cell__in=PROGRESS)


def _decided() -> frozenset[str]:
    """The tasks about which somebody has decided as a whole."""
    rows = models.Correction.objects.filter(_taken() & (Q(cell="verdict") | ~Q(source=ON_PAGE)))
    return frozenset(rows.order_by().values_list("subject", flat=True))


def _changed() -> dict[str, set[str]]:
    """The cells that were changed on the page, by task."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, cell in models.Correction.objects.filter(_taken(), source=ON_PAGE).values_list("subject", "cell"):
        found[subject].add(cell)
    return found

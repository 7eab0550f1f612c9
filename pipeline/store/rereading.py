"""New readings that were taken by a person's word, and what was read before them. Called inside a transaction."""

from __future__ import annotations

from pipeline.account import account
from pipeline.model import Extraction

from . import models
from .clock import now
from .packing import packed, unpacked
from .results import Reread


def keep(row: models.Directive, before: Extraction, batch: str) -> None:
    """Keep what was read of a directive before the reading that it has now."""
    models.Reread.objects.create(batch=batch, directive=row, before=packed(before), digest=row.digest, who=account(),
                                 at=now())


def before(batch: str) -> tuple[list[Extraction], list[str]]:
    """The readings before a batch, which is undone by that, and the names of directives that were read once more
    since."""
    back, stay = [], []
    for row in models.Reread.objects.filter(batch=batch, undone=False).select_related("directive"):
        if row.directive.digest == row.digest:
            back.append(unpacked(bytes(row.before)))
        else:
            stay.append(str(row.directive.source_name))
    models.Reread.objects.filter(batch=batch).update(undone=True)
    return back, stay


def every() -> tuple[Reread, ...]:
    """All that were taken, oldest first."""
    rows = models.Reread.objects.select_related("directive")
    return tuple(Reread(row.batch, row.directive.source_name, row.who, row.at, row.undone) for row in rows)

"""The part of the store's public object by which people decide about directives and roles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from pipeline.model import Party
from pipeline.model.review import Added, Correction, Edit
from pipeline.model.tracker import Giver, KeptRow

from . import assigning, correcting, deciding, registering, reviewed, tracking
from .guard import guarded
from .originals import Originals
from .results import Assigned, Comparison, Found, Reviewed


class Decisions:
    """What people decide; every decision is kept with who, when and why, and can be taken back. All raise StoreError
    when it cannot be written down."""

    home: Path
    originals: Originals

    @guarded
    def find(self, target: str, *, removed: bool = False) -> tuple[Found, ...]:
        """The directives that are in the lists, or ``removed`` from them, that a file or a số, ký hiệu means."""
        return deciding.find(target, removed=removed)

    @guarded
    def remove(self, found: Found, reason: str) -> None:
        """Take a directive out of the lists."""
        with transaction.atomic():
            deciding.remove(found, reason)

    @guarded
    def choose(self, found: Found, reason: str) -> None:
        """Let this file stand for its directive, whatever its other copies say; raises StoreError when that cannot be
        written down."""
        with transaction.atomic():
            deciding.choose(found, reason)

    @guarded
    def compare(self, found: Found) -> tuple[Comparison, ...]:
        """Every other file of a directive beside the one that stands, in order of arrival."""
        with transaction.atomic():
            return registering.comparisons(found.sha256s[0])

    @guarded
    def restore(self, found: Found, reason: str = "") -> None:
        """Bring a directive back that was taken out; raises StoreError when that cannot be written down."""
        with transaction.atomic():
            deciding.restore(found, reason)

    @guarded
    def assign(self, words: str, bodies: Iterable[Party], found: Found | None, reason: str) -> None:
        """Let a role or general noun mean these bodies, in one directive or (None) wherever it stands."""
        with transaction.atomic():
            assigning.assign(words, bodies, found, reason)

    @guarded
    def remember(self, task: str, words: str, names: Iterable[str], reason: str) -> None:
        """Let a role mean from now on, wherever it stands, the bodies that these names mean in the directive of a task
        (by its id); raises StoreError when that cannot be written down."""
        with transaction.atomic():
            assigning.remember(task, words, names, reason)

    @guarded
    def unassign(self, words: str, found: Found | None, reason: str = "") -> Assigned | None:
        """Take that back; returns what was decided, None when nothing was."""
        with transaction.atomic():
            return assigning.unassign(words, found, reason)

    @guarded
    def assignments(self) -> tuple[Assigned, ...]:
        """What roles mean by decision, in the order of their words."""
        return assigning.every()

    @guarded
    def correct(self, source: str, edits: Iterable[tuple[Edit, str]], added: Iterable[Added]) -> tuple[Correction, ...]:
        """Keep what people changed in a workbook called ``source``, all of it or nothing: changed cells, each with its
        state (*taken*, or *conflict* where somebody else changed the cell too), and tasks they added. Returns what
        is kept, all of one batch; raises StoreError when it cannot be written down."""
        with transaction.atomic():
            return correcting.take(source, edits, added)

    @guarded
    def reviewed(self) -> tuple[Reviewed, ...]:
        """The directives in the lists as people have corrected them, in the order of arrival."""
        with transaction.atomic():
            return reviewed.every(self.originals)

    @guarded
    def track(self, source: str, edits: Iterable[tuple[Edit, str]], added: Iterable[Added], givers: Iterable[Giver],
              rows: Iterable[KeptRow]) -> tuple[Correction, ...]:
        """Keep what an office's own list called ``source`` says, all of it or nothing: as :meth:`correct`, with the
        directives that it names and its rows as they stand."""
        with transaction.atomic():
            tracking.keep(source, givers, rows)
            return correcting.take(source, edits, added)

    @guarded
    def kept_rows(self, subject: str) -> list[tuple[str, KeptRow]]:
        """The rows of offices' own lists that were taken for a task, each with the name of its file."""
        return tracking.kept_rows(subject)

    @guarded
    def undo(self, target: str = "") -> tuple[Correction, ...]:
        """Take back what counts of a task, a directive (by sha256) or a batch; the last batch when nothing is named.
        Returns what was taken back."""
        with transaction.atomic():
            rows = correcting.of_target(target)
            correcting.undo(rows)
            return tuple(map(correcting.correction, rows))

    @guarded
    def history(self, subject: str) -> list[Correction]:
        """Every change of a task (by its id) or of the head of a directive (by sha256), oldest first."""
        return correcting.history(subject)

"""The part of the store's public object by which people decide about directives and roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.account import account
from pipeline.knowledge.registry import Office
from pipeline.model import Edge, Party
from pipeline.model.review import Added, Correction, Edit
from pipeline.model.tracker import Giver, KeptRow

from . import (
    assigning,
    correcting,
    deciding,
    indexing,
    models,
    queueing,
    registering,
    relating,
    reviewed,
    sheets,
    tracking,
)
from .guard import reads, writes
from .originals import Originals
from .results import Assigned, Comparison, Doubtful, Found, Reviewed, Sheet

Decide = Callable[[Sheet], tuple[Iterable[tuple[Edit, str]], Iterable[Added]]]
"""Told how a directive stands, gives the changed cells with their states and the tasks to be added; called again when
the transaction has to be tried again."""


class Decisions:
    """What people decide; every decision is kept with who, when and why, and can be taken back. All raise StoreError
    when it cannot be written down."""

    home: Path
    originals: Originals

    @reads
    def find(self, target: str, *, removed: bool = False) -> tuple[Found, ...]:
        """The directives that are in the lists, or ``removed`` from them, that a file or a số, ký hiệu means."""
        return deciding.find(target, removed=removed)

    @writes
    def remove(self, found: Found, reason: str) -> None:
        """Take a directive out of the lists."""
        deciding.remove(found, reason)

    @writes
    def choose(self, found: Found, reason: str) -> None:
        """Let this file stand for its directive, whatever its other copies say; raises StoreError when that cannot be
        written down."""
        deciding.choose(found, reason)

    @reads
    def compare(self, found: Found) -> tuple[Comparison, ...]:
        """Every other file of a directive beside the one that stands, in order of arrival."""
        return registering.comparisons(found.sha256s[0])

    @writes
    def restore(self, found: Found, reason: str = "") -> None:
        """Bring a directive back that was taken out; raises StoreError when that cannot be written down."""
        deciding.restore(found, reason)

    @writes
    def assign(self, words: str, bodies: Iterable[Party], found: Found | None, reason: str) -> None:
        """Let a role or general noun mean these bodies, in one directive or (None) wherever it stands."""
        assigning.assign(words, bodies, found, reason)
        indexing.follow_role(words)

    @writes
    def remember(self, task: str, words: str, names: Iterable[str], reason: str) -> None:
        """Let a role mean from now on, wherever it stands, the bodies that these names mean in the directive of a task
        (by its id); raises StoreError when that cannot be written down."""
        assigning.remember(task, words, names, reason)
        indexing.follow_role(words)

    @writes
    def unassign(self, words: str, found: Found | None, reason: str = "") -> Assigned | None:
        """Take that back; returns what was decided, None when nothing was."""
        before = assigning.unassign(words, found, reason)
        indexing.follow_role(words)
        return before

    @reads
    def assignments(self) -> tuple[Assigned, ...]:
        """What roles mean by decision, in the order of their words."""
        return assigning.every()

    @writes
    def correct(self, source: str, edits: Iterable[tuple[Edit, str]], added: Iterable[Added]) -> tuple[Correction, ...]:
        """Keep what people changed in a workbook called ``source``, all of it or nothing: changed cells, each with its
        state (*taken*, or *conflict* where somebody else changed the cell too), and tasks they added. Returns what
        is kept, all of one batch; raises StoreError when it cannot be written down."""
        return self._take(source, edits, added)

    def _take(self, source: str, edits: Iterable[tuple[Edit, str]], added: Iterable[Added]) -> tuple[Correction, ...]:
        taken = correcting.take(source, edits, added)
        indexing.follow(one.subject for one in taken)
        return taken

    @reads
    def sheet(self, sha256: str, office: Office | None = None) -> Sheet | None:
        """A directive in the lists as a person reviews it, with bodies named as ``office`` knows them; None when it is
        in none."""
        return sheets.sheet(sha256, office)

    @reads
    def around(self, sha256: str) -> tuple[Edge, ...]:
        """Where the directive with that content cites others, these others in turn what they carry out, and where it is
        cited; nothing for one that is in no list."""
        row = models.Directive.objects.filter(sha256=sha256, twin_of=None, removed__isnull=True).first()
        return relating.around(row) if row else ()

    @reads
    def text(self, sha256: str) -> str | None:
        """The text of a directive in the lists, as it was read last; None when it is in none."""
        return sheets.text(sha256)

    @reads
    def doubtful(self) -> tuple[Doubtful, ...]:
        """Every field that waits for a person, the least sure first."""
        return queueing.waiting()

    @writes
    def revise(self, sha256: str, office: Office | None, source: str, decide: Decide) -> tuple[Correction, ...]:
        """Keep what a person changes in a directive: ``decide`` is told how it stands, and nobody changes it before the
        answer is kept. What it raises passes through, and nothing is kept then. Returns what is kept; nothing for a
        directive that is in no list."""
        found = sheets.sheet(sha256, office)
        edits, added = decide(found) if found else ((), ())
        edits, added = tuple(edits), tuple(added)
        return self._take(source, edits, added) if edits or added else ()

    @writes
    def undo_last(self, sha256: str, source: str) -> tuple[Correction, ...]:
        """Take back the last that whoever acts has changed in a directive from ``source``; returns what was taken
        back."""
        row = models.Directive.objects.filter(sha256=sha256).first()
        rows = correcting.last_of(row, account(), source) if row else []
        correcting.undo(rows)
        indexing.follow(one.subject for one in rows)
        return tuple(map(correcting.correction, rows))

    @reads
    def reviewed(self) -> tuple[Reviewed, ...]:
        """The directives in the lists as people have corrected them, in the order of arrival."""
        return reviewed.every(self.originals)

    @writes
    def track(self, source: str, edits: Iterable[tuple[Edit, str]], added: Iterable[Added], givers: Iterable[Giver],
              rows: Iterable[KeptRow]) -> tuple[Correction, ...]:
        """Keep what an office's own list called ``source`` says, all of it or nothing: as :meth:`correct`, with the
        directives that it names and its rows as they stand."""
        tracking.keep(source, givers, rows)
        return self._take(source, edits, added)

    @reads
    def kept_rows(self, subject: str) -> list[tuple[str, KeptRow]]:
        """The rows of offices' own lists that were taken for a task, each with the name of its file."""
        return tracking.kept_rows(subject)

    @writes
    def undo(self, target: str = "") -> tuple[Correction, ...]:
        """Take back what counts of a task, a directive (by sha256) or a batch; the last batch when nothing is named.
        Returns what was taken back."""
        rows = correcting.of_target(target)
        correcting.undo(rows)
        indexing.follow(row.subject for row in rows)
        return tuple(map(correcting.correction, rows))

    @reads
    def history(self, subject: str) -> list[Correction]:
        """Every change of a task (by its id) or of the head of a directive (by sha256), oldest first."""
        return correcting.history(subject)

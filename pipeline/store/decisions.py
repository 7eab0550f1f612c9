"""The part of the store's public object by which people decide about directives and roles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from pipeline.model import Party

from . import assigning, deciding, registering
from .guard import guarded
from .results import Assigned, Comparison, Found


class Decisions:
    """What people decide; every decision is kept with who, when and why, and can be taken back. All raise StoreError
    when it cannot be written down."""

    home: Path

    @guarded
    def find(self, target: str, *, removed: bool = False) -> tuple[Found, ...]:
        """The directives that are in the lists, or ``removed`` from them, that a file or a số, ký hiệu means."""
        return deciding.find(target, removed=removed)

    @guarded
    def remove(self, found: Found, reason: str) -> None:
        """Take a directive out of the lists."""
        with transaction.atomic():
            deciding.remove(self.home, found, reason)

    @guarded
    def choose(self, found: Found, reason: str) -> None:
        """Let this file stand for its directive, whatever its other copies say; raises StoreError when that cannot be
        written down."""
        with transaction.atomic():
            deciding.choose(self.home, found, reason)

    @guarded
    def compare(self, found: Found) -> tuple[Comparison, ...]:
        """Every other file of a directive beside the one that stands, in order of arrival."""
        with transaction.atomic():
            return registering.comparisons(found.sha256s[0])

    @guarded
    def restore(self, found: Found, reason: str = "") -> None:
        """Bring a directive back that was taken out; raises StoreError when that cannot be written down."""
        with transaction.atomic():
            deciding.restore(self.home, found, reason)

    @guarded
    def assign(self, words: str, bodies: Iterable[Party], found: Found | None, reason: str) -> None:
        """Let a role or general noun mean these bodies, in one directive or (None) wherever it stands."""
        with transaction.atomic():
            assigning.assign(self.home, words, bodies, found, reason)

    @guarded
    def unassign(self, words: str, found: Found | None, reason: str = "") -> Assigned | None:
        """Take that back; returns what was decided, None when nothing was."""
        with transaction.atomic():
            return assigning.unassign(self.home, words, found, reason)

    @guarded
    def assignments(self) -> tuple[Assigned, ...]:
        """What roles mean by decision, in the order of their words."""
        return assigning.every()

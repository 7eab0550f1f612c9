"""Who may see what. Every view takes its objects through ``Scope``; every address has its line in ``ROUTES`` of its
part (``parts``), and ``gate`` refuses what has none.

Clerks, analysts and administrators see all directives of the office; leaders the lists of the bodies they belong to,
and of directives what stands in those lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.db.models import QuerySet

from .models import Body, Duty, Paper, Row, profile_of
from .roles import OFFICE, ROLES


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person may see: ``everything``, or what stands in the lists with these ``keys``."""

    role: str
    everything: bool
    keys: frozenset[str]

    @classmethod
    def of(cls, user: Any) -> Self:
        """The scope of whoever asks; nothing for one without a role."""
        profile = profile_of(user) if user.is_authenticated and user.is_active else None
        if profile is None or profile.role not in ROLES:
            return cls("", False, frozenset())
        if profile.role in OFFICE or profile.everywhere:
            return cls(profile.role, True, frozenset())
        return cls(profile.role, False, frozenset(profile.memberships.values_list("key", flat=True)))

    def bodies(self) -> QuerySet[Body]:
        """The lists."""
        return Body.objects.all() if self.everything else Body.objects.filter(key__in=self.keys)

    def rows(self) -> QuerySet[Row]:
        """The rows of those lists."""
        return Row.objects.all() if self.everything else Row.objects.filter(body__key__in=self.keys)

    def papers(self) -> QuerySet[Paper]:
        """The directives of which something stands in those lists."""
        if self.everything:
            return Paper.objects.all()
        return Paper.objects.filter(pk__in=self.rows().order_by().values("paper"))  # many times sooner than Exists

    def duties(self) -> QuerySet[Duty]:
        """The tasks that stand in those lists."""
        if self.everything:
            return Duty.objects.all()
        return Duty.objects.filter(pk__in=self.rows().order_by().values("duty"))

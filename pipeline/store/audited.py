"""The part of the store's public object about the audit: what is entered from outside the store, and reading it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.audit import DECISIONS, Entry, Head, Note, Verdict, kept_head

from . import auditing, models
from .guard import guarded, reads, writes


class Audited:
    """The audit of a store. All raise StoreError when the database fails."""

    home: Path

    @writes
    def enter(self, what: str, facts: Mapping[str, Any], words: Mapping[str, Any] | None = None) -> None:
        """Enter what happened outside the store (a publication, a changed setting, a backup): ``facts`` hold nothing
        that a directive says, ``words`` may."""
        auditing.note(Note(what, facts=facts, words=words))

    @writes
    def note_settings(self, now: Mapping[str, object]) -> None:
        """Enter which settings (by their names in ``chidao.toml``, passwords masked) are others than when they were
        entered last, from what to what; nothing where none is."""
        before = auditing.last_settings()
        if before != now:
            changed = {name: [before.get(name), now.get(name)] for name in {*before, *now}
                       if before.get(name) != now.get(name)} if before else {}
            auditing.note(Note("settings", facts={"all": dict(now), "changed": changed}))

    @writes
    def signed_in(self, who: str, where: str, *, good: bool = True) -> None:
        """Enter that somebody signed in to the web pages from an address, or tried to (``good`` is False then)."""
        auditing.note(Note("login" if good else "login.failed", facts={"where": where}, who=who))

    @guarded
    def audit(self, day: date | None = None, who: str = "", what: str = "", about: str = "") -> Iterator[Entry]:
        """The entries of a day, an account, a kind, and about a directive or task; oldest first."""
        return auditing.entries(day, who, what, about)

    @reads
    def decided(self, since: int) -> tuple[bool, int]:
        """Whether people have decided anything about the lists after that entry, and the number of the last one."""
        after = models.AuditEntry.objects.filter(number__gt=since)
        return after.filter(what__in=DECISIONS).exists(), auditing.head().count

    @reads
    def told_of(self, sha256: str, subject: str) -> tuple[Entry, ...]:
        """What the audit tells of a task (by its id) of the directive with that content, oldest first: when it was
        read, and every value that somebody entered."""
        return tuple(auditing.told_of(sha256, subject))

    @reads
    def verify_audit(self, *noted: Head) -> Verdict:
        """What the audit is worth, by itself, by the head that is kept beside the store and by those ``noted``."""
        known = kept_head(self.home)
        return auditing.verify((*noted, known) if known else noted)

    @reads
    def audit_head(self) -> Head:
        """How long the audit is, and its last hash."""
        return auditing.head()

"""Ids made from content: the same for the same task on every run."""

from __future__ import annotations

import hashlib
import re

from pipeline.model import Head, Source, Task

_NO_WORD = re.compile(r"\W+")


def directive_key(head: Head, source: Source) -> str:
    """Number, date and issuer where the number is known, else the file's sha256."""
    if head.number and head.issued_on:
        return f"{head.number}|{head.issued_on.isoformat()}|{(head.issuer or '').lower()}"
    return source.sha256


Words = tuple[str, str]


def words_of(task: Task) -> Words:
    """What of a task goes into its id: its clause, and its words without case and marks."""
    return task.clause or "", _NO_WORD.sub(" ", task.text).strip().lower()


def task_id(head: Head, source: Source, words: Words, again: int) -> str:
    """16 hex digits from the directive and ``words_of`` the task; ``again`` tasks before it say the same there."""
    key = "\x1f".join((directive_key(head, source), *words, str(again)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]

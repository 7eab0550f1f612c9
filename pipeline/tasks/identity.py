"""Ids made from content: the same for the same task on every run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.model import Head, Source, Task

_NO_WORD = re.compile(r"\W+")

def directive_key(head: Head, source: Source) -> str:
    """Number, date and issuer where the number is known, else the file's sha256."""
    if head.number and head.issued_on:
        return f"{head.number}|{head.issued_on.isoformat()}|{(head.issuer or '').lower()}"
    return source.sha256


@lru_cache(maxsize=1024)
def _words(text: str) -> str:
    return _NO_WORD.sub(" ", text).strip().lower()


def task_id(head: Head, source: Source, task: Task, before: Sequence[Task]) -> str:
    """16 hex digits from the directive, the clause and the words; a repeated text gets its count."""
    words = _words(task.text)
    again = sum(1 for t in before if t.clause == task.clause and _words(t.text) == words)
    key = "\x1f".join((directive_key(head, source), task.clause or "", words, str(again)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]

"""Whose account the program runs under, for what is written down about who did something."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_acting: ContextVar[str] = ContextVar("acting", default="")


@contextmanager
def acting(who: str) -> Iterator[None]:
    """As long as the context is, what is written down is done by ``who``: a person who is logged in, while the program
    itself runs under an account of its own. Holds for this thread (or task) alone."""
    before = _acting.set(who)
    try:
        yield
    finally:
        _acting.reset(before)


def account() -> str:
    """The name of whoever acts, else of the account, or its number (Vietnamese) where it has none, as in containers."""
    if who := _acting.get():
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return f"tài khoản số {os.getuid()}"

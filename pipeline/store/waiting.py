"""Who hears that work has to wait for the database: nobody, until the command line says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Tell = Callable[[str, str], None]
Event = Literal["away", "back"]
Log = Callable[[Event], None]


def _nobody(message: str, advice: str) -> None:
    """Nothing is told."""


def _unlogged(event: Event) -> None:
    """Nothing is written down."""


_tell: Tell = _nobody
_log: Log = _unlogged


def hear(tell: Tell) -> None:
    """From now on ``tell`` is called, with what happened and what to do about it (Vietnamese)."""
    global _tell  # noqa: PLW0603  one program has one user
    _tell = tell


def log_to(log: Log) -> None:
    """From now on ``log`` is called when the database is away, and when it is back."""
    global _log  # noqa: PLW0603  one program has one log
    _log = log


def log(event: Event) -> None:
    """Write it down."""
    _log(event)


def tell(message: str, advice: str) -> None:
    """Tell the user."""
    _tell(message, advice)

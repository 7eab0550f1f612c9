"""Who hears that work has to wait for the database: nobody, until the command line says so."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str, str], None]


def _nobody(message: str, advice: str) -> None:
    """Nothing is told."""


_tell: Tell = _nobody


def hear(tell: Tell) -> None:
    """From now on ``tell`` is called, with what happened and what to do about it (Vietnamese)."""
    global _tell  # noqa: PLW0603  one program has one user
    _tell = tell


def tell(message: str, advice: str) -> None:
    """Tell the user."""
    _tell(message, advice)

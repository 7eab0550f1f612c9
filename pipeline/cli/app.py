"""The whole command line, ready to be run."""

from __future__ import annotations

from typing import Any

from typer.main import get_command

from .commands import app

__all__ = ["app", "command"]


def command() -> Any:
    """The command line as click has it."""
    return get_command(app)

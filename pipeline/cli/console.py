"""Consoles and the progress bar. Text of documents is never read as markup."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

PLAIN_WIDTH = 140
"""Characters in a line when the output goes to a file or another program."""

Advance = Callable[[int, int, str], None]


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PLAIN_WIDTH
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, width=width)


def output() -> Console:
    """The console for results."""
    return _console(stderr=False)


def errors() -> Console:
    """The console for errors and progress."""
    return _console(stderr=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Advance]:
    """A bar on the error stream while work goes on; silent where there is no terminal."""
    console = errors()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("{task.fields[file]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None, file="")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, file=name)

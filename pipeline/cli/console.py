"""Consoles and the progress bar. Text of documents is never read as markup."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from pipeline.model.names import shown
from pipeline.paging import Page, Step

PLAIN_WIDTH = 140
"""Characters in a line when the output goes to a file or another program."""

WORTH_TELLING = 3
"""Seconds after which a bar tells for how long a file has been read."""

SELDOM = 30
"""Seconds between two lines about pages where there is no terminal."""

STEPS: dict[Step, str] = {"text": "trang", "marks": "soi dấu mật trang", "picture": "nhận dạng trang"}
"""What is done with a page, in the words before its number."""


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


class _Reading(ProgressColumn):
    """The file that is read now, and for how long once that is worth telling."""

    def render(self, task: Task) -> Text:
        """``đang đọc ke-hoach.pdf, nhận dạng trang 3/12 (1 phút 20 giây)``."""
        name, seconds = task.fields["file"], int(time.monotonic() - task.fields["since"])
        if not name:
            return Text()
        told = reading(name, task.fields["pages"].get(name))
        return Text(told + (f" ({lasting(seconds)})" if seconds >= WORTH_TELLING else ""))


def reading(name: str, page: Page | None) -> str:
    """``đang đọc ke-hoach.pdf, nhận dạng trang 3/12``."""
    return f"đang đọc {name}" + (f", {STEPS[page.step]} {page.number}/{page.pages}" if page else "")


def lasting(seconds: int) -> str:
    """``80`` → ``1 phút 20 giây``."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} phút {rest} giây" if minutes else f"{rest} giây"


class Bar:
    """A progress line at the foot of the terminal, and lines above it."""

    def __init__(self, progress: Progress, label: str) -> None:
        self._progress, self._told = progress, time.monotonic()
        self._pages: dict[str, Page] = {}
        self._task = progress.add_task(label, total=None, file="", since=time.monotonic(), pages=self._pages)

    def advance(self, done: int, total: int, name: str) -> None:
        """So many of ``total`` files are done, ``name`` is read now."""
        self._progress.update(self._task, completed=done, total=total, file=name, since=time.monotonic())

    def paged(self, name: str, page: Page) -> None:
        """The file called ``name`` is at that page; from any thread. Without a live line it has a line now and then."""
        self._pages[name] = page
        now = time.monotonic()
        if self._progress.disable and now - self._told >= SELDOM:
            self._told = now
            self.say(Text(f"… {reading(name, page)}"), stderr=True)

    def at(self, path: Path, page: Page) -> None:
        """The same for a file that is known by its path alone."""
        self.paged(shown(path.name), page)

    def warn(self, told: str) -> None:
        """What an operator should know; from any thread."""
        self.say(Text(told, "yellow"), stderr=True)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """The terminal is free for others meanwhile."""
        if self._progress.disable:
            yield
            return
        self._progress.stop()
        yield
        self._progress.start()

    def say(self, line: Text, *, stderr: bool = False) -> None:
        """A line on the stream that is asked for; on a terminal it must go through the bar, which stands below it."""
        through = self._progress.console
        if not stderr and not (through.is_terminal and sys.stdout.isatty()):
            through = output()
        through.print(line, soft_wrap=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Bar]:
    """A bar on the error stream while work goes on; silent where there is no terminal."""
    console = errors()
    columns = (TextColumn("{task.description}"), BarColumn(20), MofNCompleteColumn(), _Reading())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal,
                  redirect_stdout=False, redirect_stderr=False) as progress:
        yield Bar(progress, label)

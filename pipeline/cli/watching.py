"""``chidao watch``: tells what ``office.attending`` does at the drop folder, until Ctrl+C or SIGTERM."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

from rich.text import Text

from pipeline.model.names import shown
from pipeline.office.attending import attend
from pipeline.office.fates import Fate
from pipeline.office.listening import Listener
from pipeline.office.publishing import Published
from pipeline.office.report import IngestReport, Skipped
from pipeline.office.reviewing import Review
from pipeline.paging import Page
from pipeline.settings import Settings
from pipeline.store.clock import now

from .answers import say_hushed, say_review
from .console import Bar, output, progress_bar
from .fates import line
from .running import NAMED, say_beside, say_busy, say_changes, say_unfiled
from .trouble import apologise, tell

COMING = "chờ: tệp đang được chép hoặc chưa chép đủ; sẽ tự tiếp nhận khi chép xong"
OPEN = "chờ: bảng rà soát đã sửa nhưng đang mở; sẽ tự nhận chỗ sửa khi đóng tệp"


def watch_office(paths: Sequence[Path], settings: Settings) -> int:
    """Take in what arrives under ``paths`` (else the inbox), and review workbooks that were changed, until Ctrl+C or
    SIGTERM; returns 0 then."""
    with _told_to_end() as ended:
        attend(paths, settings, Teller(), ended)
    output().print("Đã dừng theo dõi. Tệp chưa đọc xong vẫn ở thư mục tiếp nhận, lần theo dõi sau đọc tiếp.")
    return 0


@contextmanager
def _told_to_end() -> Iterator[Event]:
    """An event that Ctrl+C sets, and SIGTERM as systemd sends it: all that is begun is given up in good order, however
    often they come. The handlers raise nothing: what they raised could get lost."""
    ended = Event()
    before = {word: signal.getsignal(word) for word in (signal.SIGTERM, signal.SIGINT)}
    try:
        for word in before:
            signal.signal(word, lambda *_: ended.set())
        yield ended
    finally:
        for word, handler in before.items():
            signal.signal(word, handler)


class Teller(Listener):
    """Tells a clerk everything, a line each."""

    def __init__(self) -> None:
        self._bar: Bar
        self._intake = ExitStack()

    def watching(self, paths: Sequence[Path]) -> None:
        """Which folders, and how it ends."""
        _say(f"Đang theo dõi {', '.join(map(str, paths))}: chép văn bản vào đó, chương trình tự tiếp nhận. "
             "Bấm Ctrl+C để dừng.")

    def busy(self, who: str) -> None:
        """Who is waited for."""
        say_busy(who)

    def coming(self, path: Path) -> None:
        """A file that waits."""
        _say(f"{shown(path.name)} → {COMING}")

    def held_open(self, path: Path) -> None:
        """A workbook that waits."""
        _say(f"{shown(path.name)} → {OPEN}")

    def passed_over(self, skipped: Sequence[Skipped]) -> None:
        """The first ones by name."""
        for one in skipped[:NAMED]:
            _say(f"{shown(one.path.name)} → bỏ qua: {one.reason}", "dim")
        if len(skipped) > NAMED:
            _say(f"Bỏ qua thêm {len(skipped) - NAMED} tệp khác.", "dim")

    def intake_begins(self) -> None:
        """A bar stands as long as it lasts."""
        self._bar = self._intake.enter_context(progress_bar("Đang tiếp nhận"))

    def progress(self, done: int, total: int, name: str) -> None:
        """On the bar."""
        self._bar.advance(done, total, name)

    def paged(self, name: str, page: Page) -> None:
        """On the bar."""
        self._bar.paged(name, page)

    def machines(self, told: str) -> None:
        """Above the bar."""
        self._bar.warn(told)

    def fate(self, fate: Fate) -> None:
        """Above the bar."""
        told = Text(f"{fate.name} → {COMING}") if fate.kind == "postponed" else line(fate)
        if told:
            self._bar.say(_timed(told), stderr=fate.kind == "failed")

    def intake_ends(self, report: IngestReport | None) -> None:
        """The bar goes."""
        self._intake.close()

    def unfiled(self, report: IngestReport) -> None:
        """How many, the first one by name, and why."""
        say_unfiled(report)

    def reviewed(self, review: Review) -> None:
        """Cell by cell."""
        say_review(output(), review)

    def published(self, published: Published) -> None:
        """Which lists differ."""
        say_hushed(output(), published.hushed)
        say_beside(published.beside)
        if published.changes.changed or published.changes.gone:
            say_changes(output(), published.changes)

    def trouble(self, message: str, advice: str) -> None:
        """What went wrong."""
        tell(message, advice)

    def defect(self, error: Exception) -> None:
        """Where the trace is."""
        apologise(error)

    def mended(self) -> None:
        """All is well again."""
        _say("Đã khắc phục, tiếp tục theo dõi.")


def _say(told: str, style: str = "") -> None:
    output().print(_timed(Text(told, style)), soft_wrap=True)


def _timed(told: Text) -> Text:
    """A line with the time of the day before it: a clerk looks at it hours later."""
    return Text.assemble((f"{now():%H:%M} ", "dim"), told)

"""``chidao watch``: the intake of ``chidao run``, each time that something has arrived in the drop folder."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event

from rich.text import Text

from pipeline.causes import cause_of
from pipeline.errors import ChidaoError
from pipeline.model.names import shown
from pipeline.office.fates import Fate
from pipeline.office.ingesting import Work, take_in
from pipeline.office.publishing import publish
from pipeline.office.report import IngestReport
from pipeline.office.reviewing import review
from pipeline.office.watching import SOON, Desk, Folder, Look, Waker
from pipeline.settings import Settings
from pipeline.store.clock import now, today

from .answers import accepted, say_hushed, say_review, take_brought
from .console import Bar, output, progress_bar
from .fates import line
from .running import NAMED, alone, say_beside, say_changes
from .trouble import apologise, tell

FIRST_DELAY, LONGEST_DELAY = 10.0, 60.0
"""Seconds until an intake that failed is tried again: twice as long each time, up to the longest."""

COMING = "chờ: tệp đang được chép hoặc chưa chép đủ; sẽ tự tiếp nhận khi chép xong"
OPEN = "chờ: bảng rà soát đã sửa nhưng đang mở; sẽ tự nhận chỗ sửa khi đóng tệp"


def watch_office(paths: Sequence[Path], settings: Settings) -> int:
    """Take in what arrives under ``paths`` (else the inbox), and review workbooks that were changed, until Ctrl+C or
    SIGTERM; returns 0 then.

    Besides changes that are noticed the folder is looked at every ``watch_seconds``. The store is locked while an
    intake lasts, not while nothing happens. Whatever makes an intake fail is told, and the intake tried again.
    """
    places = [path.absolute() for path in paths] or [settings.inbox.absolute()]
    watched = _Watch(Folder(places, settings), Desk(settings.outputs), Waker(places, settings.poll), settings,
                     FIRST_DELAY)
    try:
        with _ended_by_sigterm() as ended:
            watched.run(ended)
    except KeyboardInterrupt:
        output().print("Đã dừng theo dõi. Tệp chưa đọc xong vẫn ở thư mục tiếp nhận, lần theo dõi sau đọc tiếp.")
    return 0


@contextmanager
def _ended_by_sigterm() -> Iterator[Event]:
    """SIGTERM, as systemd sends it, does what Ctrl+C does: all that is begun is given up in good order. The event is
    set as well: an interrupt that comes while Python tidies up an object is lost."""
    ended = Event()

    def stop(word: int, frame: object) -> None:
        ended.set()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the second must not disturb the tidying up
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {word: signal.signal(word, stop) for word in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield ended
    finally:
        for word, handler in before.items():
            signal.signal(word, handler)


@dataclass(slots=True)
class _Watch:
    """Looks, intakes and the pauses between them. ``published`` is the day of the last lists, None when owed;
    ``taken`` are the review workbooks that wait for new lists."""

    folder: Folder
    desk: Desk
    waker: Waker
    settings: Settings
    delay: float
    published: date | None = None
    trouble: str = ""
    taken: tuple[Path, ...] = ()

    def run(self, ended: Event) -> None:
        """Never returns; ends by KeyboardInterrupt, at the latest after the look at which ``ended`` is set."""
        _say(f"Đang theo dõi {', '.join(map(str, self.folder.paths))}: chép văn bản vào đó, chương trình tự tiếp nhận. "
             "Bấm Ctrl+C để dừng.")
        try:
            self.waker.begin()
            while True:
                seconds = self._step()
                if self.trouble:  # whatever is dropped meanwhile must not hurry the next trial
                    time.sleep(seconds)
                self.waker.wait(0 if self.trouble else seconds, lambda: ended.is_set() or self.folder.released())
                if ended.is_set():
                    raise KeyboardInterrupt
        finally:
            self.waker.end()

    def _step(self) -> float:
        """Look once and take in what is there; returns the seconds until the next look."""
        try:
            look = self.folder.look()
            self._announce(look)
            postponed = self._take(look)
        except (ChidaoError, OSError) as error:
            return self._again(error)
        except Exception as error:  # a defect must not end the watch
            if self.trouble != repr(error):
                apologise(error)
            return self._later(repr(error))
        if self.trouble:
            _say("Đã khắc phục, tiếp tục theo dõi.")
        self.trouble, self.delay = "", FIRST_DELAY
        every = self.settings.watch_seconds
        return min(SOON, every) if look.coming or postponed else every

    def _take(self, look: Look) -> bool:
        """The intake of ``chidao run``, where there is something for it; whether a file was put off again."""
        changed, busy = self.desk.changed()
        for path in self.desk.untold(busy):
            _say(f"{shown(path.name)} → {OPEN}")
        self.taken = tuple(path for path in self.taken if path not in busy)  # changed once more
        arrived = bool(look.files.files or look.files.workbooks or look.gone)
        if not (arrived or changed) and self.published == today():
            return False
        postponed = False
        with alone(self.settings):
            if arrived or self.published != today():
                postponed = self._take_files(look)
            self._take_back(changed)
            if self.published != today():
                published = publish(self.settings, self.settings.outputs, today(), self.taken)
                self.published, self.taken = today(), ()
                self.desk.forget(one.path for one in published.beside)  # to be written when they are closed
                say_hushed(output(), published.hushed)
                say_beside(published.beside)
                if published.changes.changed or published.changes.gone:
                    say_changes(output(), published.changes)
        return postponed

    def _take_files(self, look: Look) -> bool:
        with progress_bar("Đang tiếp nhận") as bar:
            report = take_in(look.files, self.settings, bar.advance, Work(paged=bar.paged, said=bar.warn),
                             lambda fate: self._tell(bar, fate))
        self._owe(look, report)
        take_brought(output(), self.settings, report.workbooks)
        return bool(report.postponed)

    def _take_back(self, changed: Sequence[Path]) -> None:
        """Take in what analysts changed; a workbook that is refused waits until it is changed again."""
        reviews = review(changed, self.settings)
        for one in reviews:
            say_review(output(), one)
        self.desk.record(changed)
        if taken := accepted(reviews):
            self.taken, self.published = (*self.taken, *taken), None

    def _owe(self, look: Look, report: IngestReport) -> None:
        """The lists have to be written again when anything but waiting came of the intake."""
        self.folder.record(look, report)
        if report.seen > len(report.postponed) or report.split or report.refreshed or report.workbooks or look.gone:
            self.published = None

    def _announce(self, look: Look) -> None:
        for path in self.folder.untold(look.coming):
            _say(f"{shown(path.name)} → {COMING}")
        for one in look.skipped[:NAMED]:
            _say(f"{shown(one.path.name)} → bỏ qua: {one.reason}", "dim")
        if len(look.skipped) > NAMED:
            _say(f"Bỏ qua thêm {len(look.skipped) - NAMED} tệp khác.", "dim")

    def _tell(self, bar: Bar, fate: Fate) -> None:
        told = Text(f"{fate.name} → {COMING}") if fate.kind == "postponed" else line(fate)
        if told:
            bar.say(_timed(told), stderr=fate.kind == "failed")

    def _again(self, error: ChidaoError | OSError) -> float:
        """Say what went wrong, once, and when it is tried again."""
        message = getattr(error, "message", f"Chưa tiếp nhận được: {cause_of(error)}.")
        if self.trouble != message:
            tell(message, f"{getattr(error, 'advice', '')} Chương trình vẫn theo dõi và sẽ tự thử lại.".strip())
        return self._later(message)

    def _later(self, trouble: str) -> float:
        delay, self.delay = self.delay, min(2 * self.delay, LONGEST_DELAY)
        self.trouble = trouble
        return delay


def _say(told: str, style: str = "") -> None:
    output().print(_timed(Text(told, style)), soft_wrap=True)


def _timed(told: Text) -> Text:
    """A line with the time of the day before it: a clerk looks at it hours later."""
    return Text.assemble((f"{now():%H:%M} ", "dim"), told)

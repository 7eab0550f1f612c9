"""Attending to the inbox: the intake of ``chidao run`` each time that something has arrived, until it is told to end.

Whatever makes an intake fail is told and the intake tried again, ever more rarely and without end. The store is locked
while an intake lasts, not while nothing happens. What is told goes to a ``Listener``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event
from typing import Final

from pipeline.causes import cause_of
from pipeline.errors import ChidaoError
from pipeline.paging import Page
from pipeline.settings import Settings
from pipeline.stopping import Stopped, heeding, look, pause
from pipeline.store.clock import today

from .alone import alone
from .attendance import Board, attended
from .fates import Fate
from .ingesting import Work, take_in
from .listening import Listener
from .publishing import publish
from .report import IngestReport
from .reviewing import accepted, review, take_brought
from .watching import SOON, Book, Desk, Folder, Look, Waker

FIRST_DELAY, LONGEST_DELAY = 10.0, 60.0
"""Seconds until an intake that failed is tried again: twice as long each time, up to the longest."""

GOES_ON: Final = "Chương trình vẫn theo dõi và sẽ tự thử lại."


def attend(paths: Sequence[Path], settings: Settings, listener: Listener, ended: Event) -> None:
    """Take in what arrives under ``paths`` (else the inbox), workbooks that people changed and what they decided
    elsewhere, until ``ended`` is set; what is begun is given up then in good order.

    Besides changes that are noticed the folder is looked at every ``watch_seconds``. Whoever attends to the inbox is
    known to other programs by ``attendance``; where another one does already, both take turns.
    """
    places = [path.absolute() for path in paths] or [settings.inbox.absolute()]
    known = attended(settings.home) if settings.inbox.absolute() in places else nullcontext(False)
    with known as only:
        _attend(places, settings, listener, ended, Board(settings.home) if only else None)


def attend_alone(settings: Settings, listener: Listener, ended: Event) -> bool:
    """The same at the inbox, where no other program on this machine does it; False at once where one does."""
    with attended(settings.home) as only:
        if only:
            _attend([settings.inbox.absolute()], settings, listener, ended, Board(settings.home))
        return only


def _attend(places: Sequence[Path], settings: Settings, listener: Listener, ended: Event, board: Board | None) -> None:
    attendant = Attendant(Folder(places, settings), Desk(settings.outputs), Waker(places, settings.poll), settings,
                          listener, FIRST_DELAY)
    attendant.board = board
    attendant.run(ended)


@dataclass(slots=True)
class Attendant:
    """Looks, intakes and the pauses between them. ``published`` is the day of the last lists, None when owed;
    ``taken`` are the review workbooks that wait for new lists, ``stuck`` the files that could not be filed away."""

    folder: Folder
    desk: Desk
    waker: Waker
    settings: Settings
    listener: Listener
    delay: float
    published: date | None = None
    board: Board | None = None
    book: Book = field(init=False)
    trouble: str = field(default="", init=False)
    taken: tuple[Path, ...] = field(default=(), init=False)
    stuck: frozenset[Path] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        self.book = Book(self.settings)

    def run(self, ended: Event) -> None:
        """Return when ``ended`` is set, at the latest after the look that is under way."""
        self.listener.watching(self.folder.paths)
        self._tell_trouble("")
        try:
            with heeding(ended), suppress(Stopped):
                self.waker.begin()
                while True:
                    seconds = self.step()
                    if self.trouble:  # whatever is dropped meanwhile must not hurry the next trial
                        pause(seconds)
                    self.waker.wait(0 if self.trouble else seconds, lambda: ended.is_set() or self.folder.released())
                    look()
        finally:
            self.waker.end()
            self._tell_trouble("")

    def step(self) -> float:
        """Look once and take in what is there; returns the seconds until the next look."""
        try:
            seen = self.folder.look()
            self._announce(seen)
            postponed = self._take(seen)
        except (ChidaoError, OSError) as error:
            return self._again(error)
        except Exception as error:  # a defect must not end the watch
            if self.trouble != repr(error):
                self._tell_trouble(f"Chương trình gặp lỗi ngoài dự kiến khi tiếp nhận ({type(error).__name__}).")
                self.listener.defect(error)
            return self.later(repr(error))
        if self.trouble:
            self._tell_trouble("")
            self.listener.mended()
        self.trouble, self.delay = "", FIRST_DELAY
        every = self.settings.watch_seconds
        return min(SOON, every) if seen.coming or postponed else every

    def _take(self, seen: Look) -> bool:
        """The intake of ``chidao run``, where there is something for it; whether a file was put off again."""
        changed, busy = self.desk.changed()
        for path in self.desk.untold(busy):
            self.listener.held_open(path)
        self.taken = tuple(path for path in self.taken if path not in busy)  # changed once more
        arrived = bool(seen.files.files or seen.files.workbooks or seen.gone)
        owed = self.published != today()
        if not (arrived or changed or owed):
            if not self.book.decided():
                return False
            self.published = None
        postponed = False
        with alone(self.settings, self.listener.busy):
            if arrived or owed:
                postponed = self._take_files(seen)
            self._take_back(changed)
            if self.published != today():
                number = self.book.now()
                published = publish(self.settings, self.settings.outputs, today(), self.taken)
                self.published, self.taken = today(), ()
                self.book.written(number)
                self.desk.forget(one.path for one in published.beside)  # to be written when they are closed
                self.listener.published(published)
        return postponed

    def _take_files(self, seen: Look) -> bool:
        with self._intake() as ended:
            work = Work(paged=self._paged, said=self.listener.machines)
            report = take_in(seen.files, self.settings, self._progress, work, self._fate)
            ended.append(report)
        stuck = frozenset(one.path for one in report.unfiled)
        if not stuck <= self.stuck:
            self.listener.unfiled(report)
        self.stuck = stuck
        self._owe(seen, report)
        take_brought(report.workbooks, self.settings, self.listener.reviewed)
        return bool(report.postponed)

    @contextmanager
    def _intake(self) -> Iterator[list[IngestReport]]:
        """Tell that an intake begins and, with the report that is put into the list, that it ends."""
        ended: list[IngestReport] = []
        self.listener.intake_begins()
        try:
            yield ended
        finally:
            if self.board:
                self.board.clear()
            self.listener.intake_ends(ended[0] if ended else None)

    def _progress(self, done: int, total: int, name: str) -> None:
        if self.board:
            self.board.advance(done, total, name)
        self.listener.progress(done, total, name)

    def _paged(self, name: str, page: Page) -> None:
        if self.board:
            self.board.paged(name, page)
        self.listener.paged(name, page)

    def _fate(self, fate: Fate) -> None:
        if self.board:
            self.board.drop(fate.name)
        self.listener.fate(fate)

    def _take_back(self, changed: Sequence[Path]) -> None:
        """Take in what analysts changed; a workbook that is refused waits until it is changed again."""
        reviews = review(changed, self.settings)
        for one in reviews:
            self.listener.reviewed(one)
        self.desk.record(changed)
        if taken := accepted(reviews):
            self.taken, self.published = (*self.taken, *taken), None

    def _owe(self, seen: Look, report: IngestReport) -> None:
        """The lists have to be written again when anything but waiting came of the intake."""
        self.folder.record(seen, report)
        seen_again = self.stuck & set(report.known)
        news = report.seen > len(report.postponed) + len(seen_again)
        if news or report.split or report.refreshed or report.workbooks or seen.gone:
            self.published = None

    def _announce(self, seen: Look) -> None:
        for path in self.folder.untold(seen.coming):
            self.listener.coming(path)
        if seen.skipped:
            self.listener.passed_over(seen.skipped)

    def _again(self, error: ChidaoError | OSError) -> float:
        """Tell what went wrong, once, and when it is tried again."""
        message = getattr(error, "message", f"Chưa tiếp nhận được: {cause_of(error)}.")
        if self.trouble != message:
            self._tell_trouble(f"{message} {getattr(error, 'advice', '')}".strip())
            self.listener.trouble(message, f"{getattr(error, 'advice', '')} {GOES_ON}".strip())
        return self.later(message)

    def _tell_trouble(self, words: str) -> None:
        if self.board:
            self.board.trouble(words)

    def later(self, trouble: str) -> float:
        """Remember the trouble; returns the seconds until the next trial."""
        delay, self.delay = self.delay, min(2 * self.delay, LONGEST_DELAY)
        self.trouble = trouble
        return delay

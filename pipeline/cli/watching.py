"""``chidao watch``: take in whatever is dropped into the inbox, until it is stopped."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from pipeline.errors import ChidaoError
from pipeline.office import IngestReport, ingest, publish
from pipeline.office.fates import Fate
from pipeline.office.ingesting import Work
from pipeline.office.watching import keep_watch, wakings
from pipeline.settings import Settings
from pipeline.store.clock import today
from pipeline.store.locking import one_run

from .console import Bar, output, progress_bar
from .fates import line
from .running import closed_to_others, say_busy, say_changes
from .trouble import tell

_CHANGING = frozenset({"new", "updated", "twin", "double", "split"})
"""What became of a file that changes the lists."""


def watch_office(settings: Settings) -> int:
    """Watch the inbox and take in what comes; returns 0 when stopped by Ctrl+C or by the system (SIGTERM)."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = output()
    console.print(f"Đang theo dõi thư mục {settings.inbox.absolute()}; bấm Ctrl+C để dừng.", soft_wrap=True)
    intake = _Intake(settings)
    try:
        keep_watch(settings, intake, partial(_away, settings), wakings(settings))
    except KeyboardInterrupt:
        console.print("Đã dừng theo dõi. Tệp chưa xong được đọc lại khi chạy lần sau.")
    return 0


def _away(settings: Settings) -> None:
    tell(f"Không thấy thư mục tiếp nhận {settings.inbox.absolute()}.",
         "Kiểm tra thư mục chia sẻ, quyền đọc; chương trình tự tiếp tục khi thư mục có lại.")


@dataclass
class _Intake:
    """One intake after another. A file that lies where it lay is told of once, until it changes."""

    settings: Settings
    told: dict[str, set[str]] = field(default_factory=dict)
    work: Work = field(default_factory=Work)

    def __call__(self, fresh: frozenset[str], new_day: bool) -> bool:
        """Take in and publish what changed; True when files are not whole yet or something failed for now."""
        for name in fresh:
            self.told.pop(name, None)
        try:
            with closed_to_others(self.settings), one_run(self.settings.home, say_busy):
                return self._take_in(new_day)
        except ChidaoError as error:  # a full disk, a share that is away, a store that is locked: it may pass
            self._once("", f"{error.message} {error.advice}", partial(tell, error.message, error.advice))
            return True

    def _take_in(self, new_day: bool) -> bool:
        fates: list[Fate] = []
        with progress_bar("Đang tiếp nhận") as bar:
            told = partial(self._tell, bar, fates)
            report = ingest([self.settings.inbox], self.settings, bar.advance, self.work, told)
        if new_day or report.refreshed or any(fate.kind in _CHANGING for fate in fates):
            found = publish(self.settings, self.settings.outputs, today()).changes
            if found.changed or found.gone:
                say_changes(output(), found)
        self.told.pop("", None)
        self._count(report)
        return bool(report.postponed)

    def _count(self, report: IngestReport) -> None:
        taken = len(report.new) + len(report.updated)
        if taken:
            output().print(f"Đã tiếp nhận {taken} văn bản, {report.tasks} nhiệm vụ.")

    def _tell(self, bar: Bar, fates: list[Fate], fate: Fate) -> None:
        fates.append(fate)
        words = line(fate)
        if words:
            self._once(fate.name, words.plain, lambda: bar.say(words, stderr=fate.kind == "failed"))

    def _once(self, name: str, words: str, say: Callable[[], None]) -> None:
        if words not in self.told.setdefault(name, set()):
            self.told[name].add(words)
            say()

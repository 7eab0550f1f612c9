"""Two who write at once into one store, as two clerks at two windows do: runs, lists of agencies brought in, review
workbooks, cells changed and tasks finished one by one. Nobody sees an error, nothing is lost, nothing stands twice.
"""

from __future__ import annotations

import shutil
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

from openpyxl import Workbook

from pipeline.errors import ChidaoError
from pipeline.model import Extraction
from pipeline.model.review import REVIEWS, WAITING, Edit
from pipeline.office import importing, ingest, publish
from pipeline.office.ingesting import Work
from pipeline.office.reviewing import review
from pipeline.settings import Settings
from pipeline.store import Amendment, open_store, waiting
from pipeline.store.clock import today
from pipeline.store.locking import one_run
from tools.postgres import missing, server

from .database import _DAY, _TASKS, _id, _paper, _sha256, _text
from .figures import Figures
from .people import Meant, Person

_WRITERS = 2
_APART = 100_000
"""Papers of one writer are numbered so far from those of the other."""
_SHARED = 8
"""So many papers are there from the start, and all change their cells."""
_FEW = 3  # new papers in a run


@dataclass(slots=True)
class Written:
    """What a writer did: acts by their kinds, papers taken in, notes and replies by the task and the cell, how often it
    was told to wait, and what went wrong."""

    acts: Counter[str] = field(default_factory=Counter)
    papers: set[int] = field(default_factory=set)
    changed: list[tuple[str, str, str]] = field(default_factory=list)
    done: dict[str, str] = field(default_factory=dict)
    waited: int = 0
    wrong: list[str] = field(default_factory=list)


def measure(seconds: int, random: Random) -> Figures:
    """So many seconds on SQLite, and as many on PostgreSQL where it can be had."""
    figures = Figures()
    _on(figures, "SQLite", "", seconds, random)
    if why := missing():
        figures.counts[f"left out: PostgreSQL ({why})"] += 1
        return figures
    with server() as machine:
        _on(figures, "PostgreSQL", machine.make("office"), seconds, random)
    return figures


def _on(figures: Figures, name: str, url: str, seconds: int, random: Random) -> None:
    folder = Path(tempfile.mkdtemp(prefix="stress-"))
    settings = Settings(home=folder / "kho", inbox=folder / "vao", outputs=folder / "ra", database_url=url,
                        reread=False)
    try:
        with open_store(settings) as store:
            for paper in range(_SHARED):
                file = folder / f"{paper}.txt"
                file.write_text(_text(paper), "utf-8")
                store.record(_paper(folder, paper), file)
        publish(settings, settings.outputs, today())
        with ProcessPoolExecutor(_WRITERS, get_context("spawn")) as pool:
            at_work = [pool.submit(work, settings, folder, who, seconds, random.randrange(10**9))
                       for who in range(1, _WRITERS + 1)]
            _judge(settings, [one.result() for one in at_work], name, figures)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def work(settings: Settings, folder: Path, who: int, seconds: int, seed: int) -> Written:
    """Write for so many seconds; ``who`` tells one writer from another."""
    written, random = Written(), Random(seed)
    own = folder / f"nguoi-{who}"
    own.mkdir()
    writer = _Writer(settings, own, who, random, written)
    waiting.hear(writer.told)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        act = random.choice((writer.run, writer.imported, writer.reviewed, *[writer.corrected] * 4, writer.finish))
        try:
            act()
        except ChidaoError as error:
            written.wrong.append(f"{act.__name__}: {error}")
        except Exception:  # what nobody foresaw is what is looked for
            written.wrong.append(f"{act.__name__}: {traceback.format_exc()[-600:]}")
        written.acts[act.__name__] += 1
    return written


@dataclass(slots=True)
class _Writer:
    settings: Settings
    own: Path
    who: int
    random: Random
    written: Written
    _number: int = 0

    def told(self, message: str, advice: str) -> None:
        """What the user is told meanwhile."""
        self.written.waited += 1

    def run(self) -> None:
        """New papers are taken in, and the lists are made."""
        inbox = self.own / f"vao-{self._next()}"
        inbox.mkdir()
        papers = [self.who * _APART + self._next() for _ in range(_FEW)]
        for paper in papers:
            (inbox / f"{paper}.txt").write_text(_text(paper), "utf-8")
        with self._alone():
            report = ingest([inbox], self.settings, work=Work(read, partial(_threads)))
            publish(self.settings, self.settings.outputs, today())
        self.written.papers |= set(papers)
        self.written.wrong += [f"run: {failed.message}" for failed in report.failed]

    def imported(self) -> None:
        """A list of the office says what became of a task of which all know."""
        paper, task, number = self._shared(), self.random.randrange(_TASKS), self._next()
        book = Workbook()
        book.active.append(["TT", "Số, ký hiệu", "Nội dung", "Tình trạng", "Ghi chú"])
        words, note = _text(paper).split("\n")[task], f"bảng {self.who}-{number}"
        book.active.append([1, f"{paper + 1}/UBND-XD ngày {_DAY:%d/%m/%Y}", words, "đang thực hiện", note])
        path = self.own / f"theo-doi-{number}.xlsx"
        book.save(path)
        with self._alone(), open_store(self.settings) as store:
            importing.write(importing.plan(path, self.settings, store), store)
        self.written.changed.append((_id(paper, task), "note", note))

    def reviewed(self) -> None:
        """A review workbook comes back with a note."""
        books = sorted(path for path in (self.settings.outputs / REVIEWS).glob("*.xlsx") if path.name != WAITING)
        path = self.own / f"ra-soat-{self._next()}.xlsx"
        with self._alone():  # nobody replaces it while it is copied
            shutil.copy(self.random.choice(books), path)
        person = Person(path, self.random, Meant())
        row, subject = self.random.choice(list(person._ids().items()))
        note = f"rà soát {self.who}-{self._next()}"
        person._set(row, "note", note)
        person.book.save(path)
        with self._alone():
            (one,) = review([path], self.settings)
        if one.refused:
            self.written.wrong.append(f"reviewed: {one.refused}")
        self.written.changed.append((subject, "note", note))

    def corrected(self) -> None:
        """A cell is changed while others run: nobody waits for a run."""
        subject, note = _id(self._shared(), self.random.randrange(_TASKS)), f"ô {self.who}-{self._next()}"
        with open_store(self.settings) as store:
            store.correct(note, [(Edit(subject, "note", "", note), "taken")], ())
        self.written.changed.append((subject, "note", note))

    def finish(self) -> None:
        """A task of a paper of one's own is done."""
        if not self.written.papers:
            return
        paper, task = self.random.choice(sorted(self.written.papers)), self.random.randrange(_TASKS)
        reply = f"{self._next()}/BC-{self.who}"
        with open_store(self.settings) as store:
            if store.amend(_sha256(paper), _id(paper, task), Amendment(status="hoàn thành", reply=reply)):
                self.written.done[_id(paper, task)] = reply
            else:
                self.written.wrong.append(f"finish: {_id(paper, task)} is not there")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """As every command that runs does."""
        open_store(self.settings).close()
        with one_run(self.settings.home, lambda who: None, database=bool(self.settings.database_url)):
            yield

    def _shared(self) -> int:
        return self.random.randrange(_SHARED)

    def _next(self) -> int:
        self._number += 1
        return self._number


def read(path: Path, settings: Settings) -> Extraction:
    """Reads a paper at once."""
    return _paper(path.parent, int(path.stem))


def _threads(workers: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1)


def _judge(settings: Settings, both: list[Written], name: str, figures: Figures) -> None:
    """Every paper is there once, every change stands in the history once, every mark is there."""
    papers = {*range(_SHARED)}.union(*(one.papers for one in both))
    with open_store(settings) as store:
        register, chain, health = store.register(_DAY), store.verify_audit(), store.examine()
        rows = {task.id: task for task in register.tasks}
        there = Counter((subject, one.cell, one.after) for subject in rows for one in store.history(subject))
    acts = sum((one.acts for one in both), Counter[str]())
    figures.counts |= {f"{name}: {act}": count for act, count in sorted(acts.items())}
    figures.counts |= {f"{name}: papers": len(papers), f"{name}: changes": there.total(),
                       f"{name}: times that a writer waited": sum(one.waited for one in both)}
    wrong = [line for one in both for line in one.wrong]
    found = Counter(row.sha256 for row in register.directives)
    if found != (meant := Counter(map(_sha256, papers))):
        wrong.append(f"papers: lost {meant - found}, too many {found - meant}")
    changed = Counter(change for one in both for change in one.changed)
    if there != changed:
        wrong.append(f"changes: lost {(changed - there).most_common(3)}, more {(there - changed).most_common(3)}")
    wrong += [f"the mark of {task} is not there" for one in both for task, reply in one.done.items()
              if rows[task].reply != reply]
    wrong += [f"the audit is broken at {chain.broken_at}: {chain.why}"] if chain.broken_at else []
    wrong += [f"the store is not sound: {health}"] if replace(health, contents=()) != _sound() else []
    figures.wrong += [f"{name}: {line}" for line in wrong]
    figures.tell("writers")


def _sound() -> object:
    from pipeline.store.results import Health  # noqa: PLC0415  only here

    return Health(index="", pointers="", triggers=(), nowhere=(), twins=(), contents=())

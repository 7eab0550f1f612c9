"""Several who write into a store on PostgreSQL while its server is stopped, as if it crashed, and started again."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections import Counter
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from random import Random

from pipeline.errors import ChidaoError
from pipeline.model import Evidence, Extraction, Head, Limit, Party, Rejected, Source, Task
from pipeline.model.review import Edit
from pipeline.settings import Settings
from pipeline.store import Amendment, open_store, waiting
from tools.postgres import Server, missing, server

from .figures import Figures

_WRITERS, _TASKS, _DAY = 4, 3, date(2025, 3, 5)
_SHARED = 0.1
"""Of so many papers two writers record the same file."""
_RUN = 20  # jobs
_KINDS = ("record",) * 5 + ("correct",) * 3 + ("done",) * 2


@dataclass(frozen=True, slots=True)
class Job:
    """Record a paper, or correct or finish a task of one; ``number`` tells the job from all others."""

    number: int
    kind: str
    paper: int
    task: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds from a start of the server to its next stop, and from there to the next start."""

    up: tuple[float, float] = (5.0, 40.0)
    down: tuple[float, float] = (0.2, 8.0)


def measure(jobs: int, random: Random, pace: Pace | None = None, stops: int = 1_000_000) -> Figures:
    """So many jobs, shared out to several processes; at the end each must have been done exactly once."""
    if why := missing():
        raise SystemExit(why)
    figures, folder = Figures(), Path(tempfile.mkdtemp(prefix="stress-"))
    shares = _shares(jobs, random)
    try:
        with server() as machine:
            settings = Settings(home=folder / "home", database_url=machine.make("office"))
            for paper in sorted({job.paper for share in shares for job in share}):
                (folder / f"{paper}.txt").write_text(_text(paper), "utf-8")
            open_store(settings).close()
            with ProcessPoolExecutor(len(shares), get_context("spawn")) as pool:
                at_work = [pool.submit(work, settings, folder, share) for share in shares]
                _trouble(machine, at_work, random, pace or Pace(), stops, figures)
                for one in at_work:
                    _add_up(one, figures)
            _judge(settings, shares, figures)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return figures


def _shares(jobs: int, random: Random) -> list[list[Job]]:
    """The jobs of each writer, in order: nobody corrects what he has not recorded yet."""
    shares: list[list[Job]] = [[] for _ in range(_WRITERS)]
    mine: list[list[int]] = [[] for _ in shares]
    finished: set[tuple[int, int]] = set()
    for number in range(jobs):
        who = number % _WRITERS
        kind = random.choice(_KINDS) if mine[who] else "record"
        task = random.randrange(_TASKS)
        paper = random.choice(mine[who]) if kind != "record" else number
        if kind == "done" and (paper, task) in finished:
            kind = "correct"
        if kind == "done":
            finished.add((paper, task))
        shares[who].append(Job(number, kind, paper, task))
        if kind == "record":
            mine[who].append(number)
            if random.random() < _SHARED:
                shares[(who + 1) % _WRITERS].append(Job(number, kind, paper))
    return shares


def work(settings: Settings, folder: Path, share: list[Job]) -> tuple[int, list[str], list[str]]:
    """Do these jobs in order; returns how many runs were begun, what the user was told, and what went wrong."""
    told: list[str] = []
    waiting.hear(lambda message, _: told.append(message))
    wrong: list[str] = []
    runs = 0
    with open_store(settings) as store:
        for few in (share[at:at + _RUN] for at in range(0, len(share), _RUN)):
            store.begin_run()
            runs += 1
            for job in few:
                try:
                    if job.kind == "record":
                        store.record(_paper(folder, job.paper), folder / f"{job.paper}.txt")
                    elif job.kind == "correct":
                        edit = Edit(_id(job.paper, job.task), "note", "", f"job {job.number}")
                        store.correct(f"job {job.number}", [(edit, "taken")], ())
                    else:
                        mark = Amendment(status="hoàn thành", reply=f"{job.number}/BC")
                        store.amend(_sha256(job.paper), _id(job.paper, job.task), mark)
                except ChidaoError as error:
                    wrong.append(f"job {job.number}: {error}")
    return runs, told, wrong


def _trouble(  # noqa: PLR0913, PLR0917
    machine: Server, at_work: list[Future[tuple[int, list[str], list[str]]]], random: Random, pace: Pace, stops: int,
    figures: Figures,
) -> None:
    """Stop and start the server until the work is done."""
    began = time.monotonic()
    while wait(at_work, timeout=random.uniform(*pace.up) if figures.counts["stops"] < stops else None).not_done:
        machine.stop("immediate")
        time.sleep(random.uniform(*pace.down))
        machine.start()
        figures.counts["stops"] += 1
        figures.tell("stops")
    figures.counts["seconds of work"] = round(time.monotonic() - began)


def _add_up(one: Future[tuple[int, list[str], list[str]]], figures: Figures) -> None:
    runs, told, wrong = one.result()
    figures.counts["runs begun"] += runs
    figures.counts["times that a writer waited for the server"] += sum(
        message.startswith("Không kết nối được") for message in told)
    figures.wrong += wrong


def _judge(settings: Settings, shares: list[list[Job]], figures: Figures) -> None:
    """Every paper is there once with all its tasks, every change stands once, every mark is there."""
    every = [job for share in shares for job in share]
    papers = {job.paper for job in every}
    with open_store(settings) as store:
        register, counts = store.register(_DAY), store.counts()
        rows = {task.id: task for task in register.tasks}
        changes = Counter(one.source for task in register.tasks for one in store.history(task.id))
        found = store.search("dai ha", 1).total
        entered = Counter(told.get("workbook") for one in store.audit(what="progress")
                          if (told := json.loads(one.words or "{}"))["cell"] == "note")
        chain = store.verify_audit()
    figures.counts |= {"jobs": len(every), "papers": len(papers), "changes": changes.total(),
                       "marks": sum(job.kind == "done" for job in every), "runs": counts.runs, "found by search": found}
    there = Counter(row.sha256 for row in register.directives)
    _same(there, Counter(map(_sha256, papers)), "papers", figures)
    ids = Counter(_id(paper, n) for paper in papers for n in range(_TASKS))
    _same(Counter(task.id for task in register.tasks), ids, "tasks", figures)
    _same(changes, Counter(f"job {job.number}" for job in every if job.kind == "correct"), "changes", figures)
    if (counts.runs, found) != (figures.counts["runs begun"], len(papers) * _TASKS):
        figures.wrong.append(f"{counts.runs} runs for {figures.counts['runs begun']}, {found} found by search")
    figures.wrong += [f"job {job.number}: the mark is not there" for job in every if job.kind == "done"
                      and rows[_id(job.paper, job.task)].reply != f"{job.number}/BC"]
    figures.counts["entries of the audit"] = chain.head.count
    _same(entered, changes, "changes in the audit", figures)
    figures.wrong += [f"the audit is broken at {chain.broken_at}: {chain.why}"] if chain.broken_at else []


def _same(found: Counter[str], meant: Counter[str], what: str, figures: Figures) -> None:
    lost, more = meant - found, found - meant
    if lost or more:
        figures.wrong.append(f"{what}: lost {lost.most_common(5)}, too many {more.most_common(5)}")


def _text(paper: int) -> str:
    return "\n".join(f"Việc {paper}.{n}: rà soát hệ thống thoát nước phường Đại Hà." for n in range(_TASKS))


def _sha256(paper: int) -> str:
    return hashlib.sha256(_text(paper).encode()).hexdigest()


def _id(paper: int, task: int) -> str:
    return f"s{paper:06}-{task}"


def _paper(folder: Path, paper: int) -> Extraction:
    text = _text(paper)
    head = Head(number=f"{paper + 1}/UBND-XD", type="công văn", issuer="UBND tỉnh Hòa An", issued_on=_DAY,
                subject=f"Về việc thứ {paper}")
    places = [-1, *(at for at, letter in enumerate(text) if letter == "\n"), len(text)]
    tasks = tuple(
        Task(_id(paper, n), str(n + 1), text[start + 1:end], "obligation", (Party("Sở Xây dựng", "Sở Xây dựng"),), (),
             (Limit("trong tháng", "DATE", due=_DAY + timedelta(n)),), None, Evidence(1, start + 1, end), 0.8)
        for n, (start, end) in enumerate(pairwise(places)))
    left = Rejected(f"Đoạn bỏ lại {paper}", "Nêu tình hình", "boi-canh")
    return Extraction(Source(f"{paper}.txt", _sha256(paper), 1, "txt"), text, head, (), tasks, (left,), ())

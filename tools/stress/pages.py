"""People at the pages of a real server: many who read and some who review the same rows, for a while. No answer is an
error, every change that was acknowledged stands in the store, in the history and in the audit, once and over what was
seen; where somebody else was faster it is told."""

from __future__ import annotations

import json
import signal
import socket
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, zip_longest
from multiprocessing import get_context
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, Final

from pipeline.model.review import PROGRESS
from pipeline.settings import Settings

from .browsing import PASSWORD, Browser, Done, Reader, Reviewer, Seen, until
from .documents import directives
from .figures import Figures
from .files import SAMPLES
from .office import Office, office

_SHARED: Final = 3
"""So many directives the reviewers share."""
_STARTED: Final = 90.0  # seconds that a server has to start


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people are there, how many directives, and the seconds between two pages of a reader and two changes of
    a reviewer."""

    readers: int = 50
    reviewers: int = 5
    papers: int = 48
    reading: tuple[float, float] = (3.0, 9.0)
    reviewing: tuple[float, float] = (1.0, 3.0)


def measure(seconds: int, random: Random, crowd: Crowd | None = None) -> Figures:
    """So many seconds of that crowd."""
    crowd, figures = crowd or Crowd(), Figures()
    with office() as place, ProcessPoolExecutor(1, get_context("spawn")) as apart:
        settings = Settings(home=place.home, inbox=place.inbox, outputs=place.outputs)
        papers = list(_papers(place.folder, crowd.papers, random))
        shared = apart.submit(fill, settings, papers, crowd).result()
        figures.counts.update(directives=len(papers), readers=crowd.readers, reviewers=crowd.reviewers)
        with _server(place, figures) as port:
            done, seen = _crowd(port, crowd, shared, seconds, random)
        figures.wrong += seen.wrong
        _tell(seen, figures, seconds)
        figures.counts["cells changed and acknowledged"] = sum(len(one.kept) for one in done.values())
        figures.counts["changes taken back"] = sum(len(one.undone) for one in done.values())
        figures.counts["conflicts told"] = sum(one.clashes for one in done.values())
        figures.wrong += apart.submit(judge, settings, done).result()
    return figures


def _papers(folder: Path, count: int, random: Random) -> Iterator[Path]:
    """So many directives: samples as PDF, and others made of the samples in Word."""
    printed = [(path.name, path.read_bytes()) for path in sorted(SAMPLES.glob("*.pdf"))]
    made = list(directives(max(count // 2, count - len(printed)), random)) if count > 2 else []
    (folder / "van-ban-goc").mkdir()
    both = (one for one in chain.from_iterable(zip_longest(printed, made)) if one)
    for (name, data), _ in zip(both, range(count), strict=False):
        path = folder / "van-ban-goc" / name
        path.write_bytes(data)
        yield path


def fill(settings: Settings, papers: list[Path], crowd: Crowd) -> list[str]:
    """Make the office: directives that are read, lists, accounts. Returns the contents of those that are reviewed."""
    from pipeline.web.config import prepare  # noqa: PLC0415  sets Django up

    prepare(settings)
    from pipeline.compose import extract, warm_up  # noqa: PLC0415
    from pipeline.office.publishing import publish  # noqa: PLC0415
    from pipeline.store import open_store  # noqa: PLC0415
    from pipeline.store.clock import today  # noqa: PLC0415
    from pipeline.web import projecting  # noqa: PLC0415
    from pipeline.web.accounts import people  # noqa: PLC0415
    from pipeline.web.models import Body  # noqa: PLC0415
    from pipeline.web.roles import ANALYST, CLERK, LEADER  # noqa: PLC0415

    warm_up()
    most = Counter[str]()
    with open_store(settings) as store:
        for path in papers:
            read = extract(path)
            store.record(read, path)
            most[read.source.sha256] = len(read.tasks)
    publish(settings, settings.outputs, today())
    projecting.build(settings)
    with open_store(settings):
        bodies = list(Body.objects.filter(unknown=False, group=False).order_by("-total").values_list("name", flat=True))
        for number in range(crowd.readers):
            role = (LEADER, CLERK, LEADER, ANALYST)[number % 4]
            own = [bodies[number % len(bodies)]] if role == LEADER else []
            people.add(settings, f"doc-{number}", role, own, PASSWORD)
        for number in range(crowd.reviewers):
            people.add(settings, f"ra-soat-{number}", ANALYST, (), PASSWORD)
    return [sha256 for sha256, _ in most.most_common(_SHARED)]


@contextmanager
def _server(place: Office, figures: Figures) -> Iterator[int]:
    """``chidao web`` on a free port; what it says of errors is wrong."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = place.folder / "server.txt"
    with said.open("wb") as out:
        server = place.start("-m", "pipeline.cli", "web", "--port", str(port), out=out)
    try:
        end = time.monotonic() + _STARTED
        while "Trang web:" not in said.read_text("utf-8"):
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server does not start: {said.read_text('utf-8')}")
            time.sleep(0.2)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            server.wait(60)
        if server.returncode != 0:
            figures.wrong.append(f"the server ended with {server.returncode}")
            server.kill()
    told = [path.read_text("utf-8") for path in (said, *(place.home / "log").glob("*.log"))]
    figures.wrong += [f"the server told: {one[-500:]}" for one in told if "Traceback" in one]


def _crowd(port: int, crowd: Crowd, shared: list[str], seconds: int, random: Random) -> tuple[dict[str, Done], Seen]:
    """Everybody signs in and reviewers open their first page, then all are at work at once."""
    seen = Seen()
    readers = [Browser(port, f"doc-{number}", seen) for number in range(crowd.readers)]
    reviewers = [Browser(port, f"ra-soat-{number}", seen) for number in range(crowd.reviewers)]
    with ThreadPoolExecutor(4) as few:
        list(few.map(Browser.enter, (*readers, *reviewers)))
    reading = [Reader(one, Random(random.random())) for one in readers]
    reviewing = [Reviewer(one, Random(random.random()), shared) for one in reviewers]
    for one in reviewing:
        one.open()
        one.browser.close()
    end = time.monotonic() + seconds
    work = [Thread(target=until, args=(end, crowd.reading, one)) for one in reading]
    work += [Thread(target=until, args=(end, crowd.reviewing, one)) for one in reviewing]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    return {one.browser.name: one.done for one in reviewing}, seen


def _tell(seen: Seen, figures: Figures, seconds: int) -> None:
    """How many answers there were and how long they took."""
    every = [one for kind, times in seen.seconds.items() if kind != "signing in" for one in times]
    figures.counts.update({"requests": len(every), "requests a minute": round(60 * len(every) / seconds)})
    for kind, times in (("all", every), *sorted(seen.seconds.items())):
        told = sorted(times) or [0.0]
        figures.counts[f"ms, {kind}: median ({len(times)} times)"] = round(1000 * statistics.median(told))
        figures.counts[f"ms, {kind}: 95%"] = round(1000 * told[min(len(told) * 95 // 100, len(told) - 1)])
        figures.counts[f"ms, {kind}: worst"] = round(1000 * told[-1])


def judge(settings: Settings, done: dict[str, Done]) -> list[str]:
    """What is lost, what stands there that nobody was told, and what was written over unseen."""
    from pipeline.office.page_review import values_of  # noqa: PLC0415  needs Django
    from pipeline.store import open_store  # noqa: PLC0415
    from pipeline.store.clock import today  # noqa: PLC0415

    with open_store(settings) as store:
        from pipeline.store.models import AuditEntry, Correction  # noqa: PLC0415

        history = list(Correction.objects.order_by("id"))
        rows = [(one.who, one.what, json.loads(one.words)) for one in
                AuditEntry.objects.filter(what__in=("correct", "progress", "undo", "conflict"))]
        chained = store.verify_audit()
        register = store.register(today())
    now = {row.id: values_of(row) for row in (*register.tasks, *register.dropped)}
    audited = Counter((who, what, words["subject"], words["cell"], words["after"]) for who, what, words in rows)
    wrong = differences(done, history, audited, now)
    return wrong + ([f"the audit is broken at {chained.broken_at}: {chained.why}"] if chained.broken_at else [])


def differences(done: Mapping[str, Done], history: Sequence[Any], audited: Counter[tuple[str, ...]],
                stands: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Between what was acknowledged, the ``history`` of the store, what was ``audited`` (who, what, task, cell, value)
    and the cells of tasks as they stand."""
    meant = Counter((who, one.task, one.cell, one.before, one.after, "undone" if one.act in each.undone else "taken")
                    for who, each in done.items() for one in each.kept)
    there = Counter((one.who, one.subject, one.cell, one.before, one.after, one.state) for one in history)
    wrong = [f"lost: {one}" for one in (meant - there).elements()]
    wrong += [f"nobody was told: {one}" for one in (there - meant).elements()]
    last = {(one.subject, one.cell): one.after for one in history if one.state == "taken"}
    wrong += [f"{task} {cell} is {stands[task][cell]!r}, not {value!r}" for (task, cell), value in last.items()
              if stands[task][cell] != value]
    wanted = Counter((one.who, "progress" if one.cell in PROGRESS else "correct", one.subject, one.cell, one.after)
                     for one in history)
    wanted += Counter((one.who, "undo", one.subject, one.cell, one.before) for one in history if one.state == "undone")
    wrong += [f"not in the audit: {one}" for one in (wanted - audited).elements()]
    wrong += [f"in the audit alone: {one}" for one in (audited - wanted).elements()]
    return wrong

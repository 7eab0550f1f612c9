"""Workbooks that many people changed, taken back: nothing lost, nothing invented, also after a new reading."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, islice, zip_longest
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from pipeline.model import Evidence, Extraction, Head, Limit, Party, Register, Rejected, Source, Task
from pipeline.model.review import REVIEWS
from pipeline.office.publishing import publish
from pipeline.office.reviewing import changed_workbooks, review
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.workbooks import head_values, task_values

from .figures import Figures
from .people import Agency, Meant, Person

_TASKS, _EACH, _DAY = 10, 50, date(2025, 3, 5)
_RESAVED = 3  # workbooks that LibreOffice saves once more
_LEADS = ("Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Công an tỉnh")


def measure(edits: int, random: Random, resaved: int = _RESAVED) -> Figures:
    """``edits`` changes in ten times as many tasks, so many workbooks ``resaved`` by LibreOffice; then a new reading
    with other words and ids."""
    figures, meant = Figures(), Meant()
    with _office() as (settings, folder):
        papers = list(_papers(folder, edits * _TASKS))
        _read(settings, papers)
        publish(settings, settings.outputs, _DAY)
        _edit(settings, edits, random, meant, figures)
        _resave(settings, random, resaved, figures)
        began = time.monotonic()
        reviews = review(taken := changed_workbooks(settings.outputs), settings)
        figures.counts["seconds to take in"] = round(time.monotonic() - began)
        figures.wrong += [f"{one.path.name}: {one.refused}" for one in reviews if one.refused]
        publish(settings, settings.outputs, _DAY, taken)
        _judge("taken", settings, meant, len(papers), figures)
        _twice(settings, taken, figures)
        _own(meant, figures)
        _read(settings, [_otherwise(one) for one in papers], version="2")
        _judge("read anew", settings, meant, len(papers), figures)
    return figures


@contextmanager
def _office() -> Iterator[tuple[Settings, Path]]:
    folder = Path(tempfile.mkdtemp(prefix="stress-"))
    (folder / "inbox").mkdir()
    try:
        yield Settings(home=folder / "home", inbox=folder / "inbox", outputs=folder / "outputs"), folder / "inbox"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _papers(folder: Path, tasks: int) -> Iterator[Extraction]:
    for number in range(max(tasks // _EACH, 1)):
        words = [f"Việc {number}.{n}: rà soát, báo cáo kết quả thực hiện nội dung thứ {n}." for n in range(_EACH)]
        path = folder / f"cong-van-{number}.txt"
        path.write_text("\n".join(words), "utf-8")
        text = path.read_text("utf-8")
        head = Head(number=f"{number + 1}/UBND-VX", type="công văn", issuer="UBND tỉnh Hòa An", issued_on=_DAY,
                    subject=f"Về việc thứ {number}")
        rows = tuple(_task(number, n, text, line) for n, line in enumerate(words))
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        left = Rejected(f"Đoạn bỏ lại {number}", "Nêu tình hình", "boi-canh")
        yield Extraction(Source(path.name, sha256, 1, "txt"), text, head, (), rows, (left,), ())


def _task(number: int, n: int, text: str, line: str) -> Task:
    start, lead = text.index(line), _LEADS[n % len(_LEADS)]
    limits = (Limit("trong tháng", "DATE", due=_DAY + timedelta(n)),) if n % 3 else ()
    return Task(f"v{number:04}-{n:03}", str(n + 1), line, "obligation", (Party(lead, lead),), (), limits, None,
                Evidence(1, start, start + len(line)), 0.8)


def _otherwise(paper: Extraction) -> Extraction:
    """The same paper read by other rules: a third of the tasks are cut a little differently and so have other ids."""
    def cut(n: int, task: Task) -> Task:
        if n % 3:
            return task
        assert task.evidence.end is not None
        return replace(task, id=f"{task.id}x", text=task.text[:-1],
                       evidence=replace(task.evidence, end=task.evidence.end - 1))
    return replace(paper, tasks=tuple(cut(n, task) for n, task in enumerate(paper.tasks)))


def _read(settings: Settings, papers: list[Extraction], version: str = "1") -> None:
    with open_store(settings) as store:
        for paper in papers:
            store.record(paper, settings.inbox / paper.source.name, version)


def _edit(settings: Settings, edits: int, random: Random, meant: Meant, figures: Figures) -> None:
    books = sorted(path for path in (settings.outputs / REVIEWS).glob("*.xlsx") if path.name != "can-xem.xlsx")
    lists = sorted(settings.outputs.glob("co-quan/*/nhiem-vu.xlsx"))
    in_lists = edits // 3
    for kind, paths, changes in ((Person, books, edits - in_lists), (Agency, lists, in_lists)):
        shares = [changes // len(paths) + (n < changes % len(paths)) for n in range(len(paths))]
        for path, share in zip(paths, shares, strict=True):
            if share:
                kind(path, random, meant).work(share)
                figures.counts["workbooks changed"] += 1
    figures.counts |= {"changes": edits, "cells meant": len(meant.cells), "tasks meant to be added": len(meant.added)}


def _resave(settings: Settings, random: Random, count: int, figures: Figures) -> None:
    lists = [path for path in changed_workbooks(settings.outputs) if path.parent.name != REVIEWS]
    books = [path for path in changed_workbooks(settings.outputs) if path.parent.name == REVIEWS]
    both = zip_longest(random.sample(lists, len(lists)), random.sample(books, len(books)))  # of either kind
    for path in islice(filter(None, chain.from_iterable(both)), count):
        figures.counts["saved again by LibreOffice"] += _resaved(path)


def _resaved(path: Path) -> bool:
    """Let LibreOffice open and save the workbook, as an office without Excel does."""
    office = shutil.which("soffice")
    if office is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([office, "--headless", f"-env:UserInstallation={(Path(folder) / 'own').as_uri()}",
                        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, str(path)],
                       capture_output=True, check=True, timeout=300)
        (Path(folder) / path.name).replace(path)
    return True


def _register(settings: Settings) -> Register:
    with open_store(settings) as store:
        return store.register(_DAY)


def _judge(when: str, settings: Settings, meant: Meant, papers: int, figures: Figures) -> None:
    """Every cell that was meant stands, every other cell is as it was read, and no task came or went unasked."""
    register = _register(settings)
    tasks = {task.id.removesuffix("x"): task for task in (*register.tasks, *register.dropped)}
    heads = {row.sha256: head_values(row) for row in register.directives}
    stands = {key: task_values(task) for key, task in tasks.items()} | heads
    kept = sum(stands.get(subject, {}).get(cell) == value for (subject, cell), value in meant.cells.items())
    figures.counts[f"{when}: cells that stand"] = kept
    figures.wrong += [f"{when}: {subject} {cell}: {stands.get(subject, {}).get(cell)!r} for {value!r}"
                      for (subject, cell), value in meant.cells.items()
                      if stands.get(subject, {}).get(cell) != value]
    added = sorted(task.text for task in tasks.values() if task.id.startswith("tay-"))
    figures.counts[f"{when}: tasks added"] = len(added)
    if added != sorted(meant.added):
        figures.wrong.append(f"{when}: added {len(added)} for {len(meant.added)}")
    if len(tasks) != papers * _EACH + len(added):
        figures.wrong.append(f"{when}: {len(tasks)} tasks for {papers * _EACH} and {len(added)}")
    invented = [(one.subject, one.cell) for task in tasks.values() for one in task.corrections
                if not task.id.startswith("tay-") and (one.subject.removesuffix("x"), one.cell) not in meant.cells]
    figures.wrong += [f"{when}: invented {subject} {cell}" for subject, cell in invented]


def _twice(settings: Settings, taken: tuple[Path, ...], figures: Figures) -> None:
    """Taking the workbooks in once more, and those that were written since, changes nothing."""
    before = _register(settings).tasks
    if changed_workbooks(settings.outputs):
        figures.wrong.append("a workbook that nobody touched is taken for changed")
    for one in review(taken, settings):
        figures.counts["taken twice"] += one.count("taken")
        figures.wrong += [f"{one.path.name}: {one.count('taken')} cells taken twice"] if one.count("taken") else []
    if _register(settings).tasks != before:
        figures.wrong.append("taking in twice changed the register")


def _own(meant: Meant, figures: Figures) -> None:
    """Columns and sheets of people's own are in the new workbooks."""
    for path, names in meant.own.items():
        book = load_workbook(path)
        titles = {str(cell.value) for row in book.worksheets[0].iter_rows(max_row=10) for cell in row}
        there = {*book.sheetnames, *titles}
        figures.counts["own columns and sheets given back"] += len(names & there)
        figures.wrong += [f"{path.name}: lost {name}" for name in names - there]

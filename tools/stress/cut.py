"""A run of the program that ends itself by SIGKILL at one exact place: for tests alone.

A point is a function by the module where it is looked up, and whether the run ends before it is called or after it
has returned: ``after pipeline.store.ledger:Store.moving``. Runs are forked from a process that has loaded the program;
files are read in threads, so that a run is one process, and all of it ends at the point.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial, wraps
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from pipeline import configuration
from pipeline.cli import main as chidao
from pipeline.configuration import HOME_VARIABLE
from pipeline.office import ingesting, picturing
from pipeline.store.config import point_at

from .office import LOCKED_OUT, Office

POINTS: Final = (
    # arrived: the steps say so, nothing is read
    "after pipeline.store.ledger:Store.begin_run",
    "after pipeline.store.ledger:Store.queue",
    "after pipeline.store.ledger:Store.begin_reading",
    # the original is kept, its reading not in the store
    "after pipeline.store.originals:Originals.keep",
    # written to the store and not acknowledged: the file lies in the inbox
    "after pipeline.store.ledger:Store.record",
    "after pipeline.store.ledger:Store.arrived",
    "after pipeline.store.ledger:Store.fail",
    "before pipeline.store.ledger:Store.end_run",
    "after pipeline.store.ledger:Store.end_run",
    # filing: the note is there, the store knows the new place, the file is moved, the store knows that it is
    "before pipeline.store.ledger:Store.moving",
    "after pipeline.store.ledger:Store.moving",
    "after pipeline.office.filing:_rename",
    "after pipeline.store.ledger:Store.moved",
    # what analysts changed is in the store, their workbook is not written anew or filed
    "after pipeline.store.ledger:Store.correct",
    # lists: written beside, in their places, kept by their digests, told to the store
    "before pipeline.workbooks.placing:_moved",
    "after pipeline.workbooks.placing:_moved",
    "before pipeline.office.publishing:keep",
    "after pipeline.office.publishing:keep",
    "after pipeline.store.ledger:Store.published",
    "after pipeline.store.ledger:Store.enter",
    "before pipeline.store.auditing:keep",
)
"""Places between *written* and *acknowledged*."""


class Runs:
    """Runs of ``chidao run`` in offices, each in a process of its own."""

    def __init__(self) -> None:
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["tools.stress.warm"])

    def whole(self, place: Office) -> tuple[int, str]:
        """An undisturbed run: its exit code, and all it said."""
        return self._run(place, "", 0)

    def counted(self, place: Office) -> Counter[str]:
        """An undisturbed run, and how often it passes each point."""
        code, said = self._run(place, "", 0)
        if "Traceback" in said:
            raise RuntimeError(f"exit code {code}: {said[-2000:]}")
        return Counter(json.loads((place.folder / _PASSED).read_text("utf-8")))

    def cut(self, place: Office, point: str, number: int) -> tuple[bool, str]:
        """A run that ends at that call of the point: whether it did, and all it said."""
        code, said = self._run(place, point, number)
        return code == -signal.SIGKILL, f"exit code {code}: {said}"

    def _run(self, place: Office, point: str, number: int) -> tuple[int, str]:
        run = self._context.Process(target=_chidao, args=(place.folder, place.temporary, point, number))
        run.start()
        run.join(LOCKED_OUT)
        return run.exitcode or 0, (place.folder / _SAID).read_text("utf-8", "replace")


_PASSED, _SAID = "passed.json", "said.txt"


def _chidao(folder: Path, temporary: Path, point: str, number: int) -> None:
    """The life of a run."""
    os.setsid()
    os.chdir(folder)
    os.environ.pop(HOME_VARIABLE, None)
    tempfile.tempdir = os.environ["TMPDIR"] = str(temporary)
    said = os.open(folder / _SAID, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(said, stream)
    passed: Counter[str] = Counter()
    for each in (point,) if point else POINTS:
        _watch(each, partial(_pass, passed, each, number))
    picturing.process_pool = lambda workers, settings: ThreadPoolExecutor(workers)  # type: ignore[assignment]
    ingesting.process_pool = lambda workers, settings, paged, begun: _Threads(begun)  # type: ignore[assignment]
    sys.argv[:] = ["chidao", "run"]
    try:
        chidao()
    finally:
        (folder / _PASSED).write_text(json.dumps(passed), "utf-8")


class _Threads(ThreadPoolExecutor):
    """Reads in a thread, and tells so."""

    def __init__(self, begun: Callable[[Path, str], None]) -> None:
        super().__init__(1)
        self._begun = begun

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._begun(next(one for one in args if isinstance(one, Path)), "luồng")
        return super().submit(fn, *args, **kwargs)


def _watch(point: str, passing: Callable[[], None]) -> None:
    when, _, place = point.partition(" ")
    module, _, path = place.partition(":")
    if module.startswith("pipeline.store."):
        _configure()
    holder: Any = importlib.import_module(module)
    *above, name = path.split(".")
    for each in above:
        holder = getattr(holder, each)
    setattr(holder, name, _passed(getattr(holder, name), when, passing))


def _configure() -> None:
    """What holds tables can be imported only when Django knows where they are, and it is told by the office."""
    point_at(configuration.load().settings)


def _passed(function: Callable[..., Any], when: str, passing: Callable[[], None]) -> Callable[..., Any]:
    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            passing()
        result = function(*args, **kwargs)
        if when == "after":
            passing()
        return result

    return call


def _pass(passed: Counter[str], point: str, number: int) -> None:
    passed[point] += 1
    if passed[point] == number:
        os.killpg(0, signal.SIGKILL)

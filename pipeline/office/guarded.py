"""Processes that are watched while they read: one that takes too long or too much memory is ended.

Each process has a temporary folder of its own, which goes when the process does, however it came to its end; what
the process started (Tesseract, LibreOffice) is ended with it.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import queue
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from threading import Event, Thread
from typing import Any, Literal, Protocol

import psutil

from pipeline import paging, private
from pipeline.paging import Page

JOBS_PER_PROCESS = 100
"""A process is replaced after this many files, so that memory kept by libraries stays bounded."""

_KEPT = 3  # a process that keeps more than a third of its memory after a file is replaced too

_GARBAGE = 100_000  # objects made and not gone before they are looked through

_BEAT = 0.2  # seconds between two looks at a process that works

_LONGEST = 70  # letters of the temporary folder: the socket of the fork server lies below it and may have 107 (unix(7))

Reason = Literal["time", "memory", "crash", "stopped"]
Heard = Callable[[tuple[Any, ...], Page], None]
"""Called with the arguments of a job and the page it is at, in a thread of the pool."""


Bring = Callable[[tuple[Any, ...], Path], tuple[Any, ...]]
"""Called with the arguments of a job and the temporary folder of its process; gives the arguments to send there."""


Began = Callable[[tuple[Any, ...], str], None]
"""Called with the arguments of a job and the process that begins with it (Vietnamese), in a thread of the pool."""


def unbegun(args: tuple[Any, ...], who: str) -> None:
    """Nobody wants to know."""


def unheard(args: tuple[Any, ...], page: Page) -> None:
    """Nobody wants to know."""


def as_given(args: tuple[Any, ...], folder: Path) -> tuple[Any, ...]:
    """The process gets what was submitted."""
    return args


def wanted(args: tuple[Any, ...]) -> bool:
    """Whoever submitted a job waits for it."""
    return True


class Ended(Exception):
    """A process came to its end before its job did."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Unsendable(Exception):
    """The result of a job cannot travel between processes; says why."""


_Job = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception


@dataclass(frozen=True, slots=True)
class Bounds:
    """``seconds`` of wall time for one job; ``memory`` in bytes, resident, of a process and all it started. ``shorter``
    gives the seconds of a job from its arguments, where it may take less."""

    seconds: float
    memory: int
    shorter: Callable[..., float] | None = None

    def of(self, args: tuple[Any, ...]) -> float:
        """The seconds for a job with these arguments."""
        return min(self.seconds, self.shorter(*args)) if self.shorter else self.seconds


class GuardedPool(Executor):
    """An executor whose jobs run in watched processes; only the future of a job that fails its bounds raises Ended.

    ``bring`` puts what a job needs into the folder of its process. A job that is not ``wanted`` any more is stopped.
    """

    def __init__(  # noqa: PLR0913, PLR0917
        self, workers: int, bounds: Bounds, heard: Heard = unheard, bring: Bring = as_given,
        wanted: Callable[[tuple[Any, ...]], bool] = wanted, began: Began = unbegun,
    ) -> None:
        self._bounds, self._context, self._heard = bounds, _context(), heard
        self._bring, self._wanted, self._began = bring, wanted, began
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="chidao")
        self._idle: queue.SimpleQueue[_Child] = queue.SimpleQueue()
        self._stopping = Event()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn`` in a process; everything must pickle."""
        return self._threads.submit(self._run, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all processes, those that are at work too."""
        self._stopping.set()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().end()

    def _run(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        job, seconds = (fn, args, kwargs), self._bounds.of(args)
        try:
            child = self._idle.get_nowait()
        except queue.Empty:
            child = self._fresh()
        used = child.jobs > 0
        try:
            return self._with(child, job, seconds)
        except Ended as error:
            if error.reason != "memory" or not used:
                raise
        # what earlier files left in the process must not be held against this one
        return self._with(self._fresh(), job, seconds)

    def _fresh(self) -> _Child:
        return _Child(self._context, self._bounds, self._bring)

    def _with(self, child: _Child, job: _Job, seconds: float) -> Any:
        self._began(job[1], child.name)
        try:
            result = child.do(job, seconds, lambda: self._stopping.is_set() or not self._wanted(job[1]), self._heard)
        except BaseException:
            child.end()
            raise
        if child.jobs < JOBS_PER_PROCESS and child.memory() * _KEPT < self._bounds.memory:
            self._idle.put(child)
        else:
            child.end()
        if isinstance(result, _Raised):
            if isinstance(result.error, MemoryError):
                raise Ended("memory") from result.error
            raise result.error
        return result


def _context() -> BaseContext:
    """Processes that inherit neither the parent's database connection nor its threads."""
    served = "forkserver" in multiprocessing.get_all_start_methods() and len(tempfile.gettempdir()) <= _LONGEST
    method = "forkserver" if served else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["pipeline.compose"])
    return context


class _Process(Protocol):
    pid: int | None

    def start(self) -> None: ...
    def kill(self) -> None: ...
    def join(self, timeout: float | None = None) -> None: ...


class _Child:
    """One process, its pipe and its temporary folder."""

    def __init__(self, context: BaseContext, bounds: Bounds, bring: Bring) -> None:
        self.jobs, self._bounds, self._bring = 0, bounds, bring
        self._folder = private.folder()
        self._pipe, theirs = context.Pipe()
        # multiprocessing leaves Process out of the type of a context
        self._process: _Process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self._folder, bounds.memory), daemon=True)
        try:
            self._process.start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        theirs.close()
        self.name = f"tiến trình {self._process.pid} trên máy {socket.gethostname()}"

    def do(self, job: _Job, seconds: float, stopping: Callable[[], bool], heard: Heard) -> Any:
        """The result of a job; raises Ended, after which the process must be ended too."""
        self.jobs += 1
        fn, args, kwargs = job
        brought = self._bring(args, Path(self._folder))
        until = time.monotonic() + seconds
        try:
            self._pipe.send((fn, brought, kwargs))
            result = self._result(until, stopping, lambda page: heard(args, page))
        except (EOFError, ConnectionError) as error:
            raise Ended("crash") from error
        _empty(self._folder)  # what a program left behind that was ended by its own time limit
        return result

    def _result(self, until: float, stopping: Callable[[], bool], heard: Callable[[Page], None]) -> Any:
        """What the process says in the end; before that it may say at which page it is."""
        while True:
            if self._pipe.poll(_BEAT):
                said = self._pipe.recv()
                if not isinstance(said, Page):
                    return said
                heard(said)
            if stopping():
                raise Ended("stopped")
            if time.monotonic() > until:
                raise Ended("time")
            if self.memory() > self._bounds.memory:
                raise Ended("memory")

    def memory(self) -> int:
        """Bytes that the process and all it started hold now."""
        return sum(_resident(process) for process in self._family())

    def _family(self) -> list[psutil.Process]:
        try:
            own = psutil.Process(self._process.pid)
            return [own, *own.children(recursive=True)]
        except psutil.Error:  # it has just come to its end: the pipe will tell
            return []

    def end(self) -> None:
        """End the process with all it started, and take its temporary files away."""
        family = self._family()
        self._pipe.close()
        self._process.kill()
        for process in family[1:]:
            with suppress(psutil.Error):
                for late in process.children(recursive=True):
                    late.kill()
                process.kill()
        self._process.join()
        psutil.wait_procs(family[1:], timeout=5)
        shutil.rmtree(self._folder, ignore_errors=True)


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _empty(folder: str) -> None:
    for left in Path(folder).iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _serve(pipe: Connection, folder: str, memory: int) -> None:
    """The life of a process: jobs in, results out, until the pipe is closed."""
    gc.freeze()  # what the fork server has loaded is no garbage, and is not looked through for it
    gc.set_threshold(_GARBAGE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which tells the user
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries mutter is for nobody
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    _cap(memory)
    try:
        _work(pipe)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _work(pipe: Connection) -> None:
    while True:
        try:
            fn, args, kwargs = pipe.recv()
        except (EOFError, ConnectionError):
            return
        try:
            with paging.heard(pipe.send):
                result = fn(*args, **kwargs)
        except Exception as error:  # told to whoever waits for the result
            result = _Raised(error)
        with suppress(ConnectionError):  # nobody waits any more
            pipe.send_bytes(_packed(result))


def _end_with_parent(folder: str) -> None:
    """When the program is ended from outside, what it started must not work on, nor leave anything behind."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            process.kill()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _packed(result: object) -> memoryview:
    try:
        return ForkingPickler.dumps(result)
    except Exception as error:  # pickling can raise anything
        return ForkingPickler.dumps(_Raised(Unsendable(f"{type(error).__name__}: {error}")))


def _cap(memory: int) -> None:
    """Let the system refuse memory beyond the bound: a leap between two looks of the parent must not get through."""
    with suppress(ImportError, OSError, ValueError):  # not every system has it
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

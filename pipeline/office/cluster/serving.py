"""The programs of a cluster: the scheduler, and the workers that read. Both go on until they are told to end.

A worker is one process of Dask that opens no file itself: each file goes to a watched process of its own, as on one
machine. When the scheduler is gone a worker waits for it to come back.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Final

import psutil
from distributed import Scheduler, Worker, WorkerPlugin

from pipeline import private
from pipeline.errors import ClusterError
from pipeline.paging import Page
from pipeline.settings import Settings

from ..fingerprint import fingerprint
from ..guarded import Bounds, Ended, GuardedPool
from .network import address, checked, configure, host, security
from .parcels import PAGES, READER, Answer, Parcel, done, unpacked

_AGAIN = 2.0  # seconds until a scheduler that is gone is tried again
_DEATH = 5.0  # seconds for one try
_HELD = 4  # a worker holds a file a few times while it is unpacked and passed on
_OWN = 1 << 30  # bytes for the worker itself

STARTED: Final = "Bộ điều phối đang chạy ở {}. Trên mỗi máy đọc chạy: chidao worker {}. Bấm Ctrl+C để dừng."
JOINED: Final = "Máy đọc đã nối với {}, đọc {} tệp cùng lúc. Bấm Ctrl+C để dừng."
AWAY: Final = "Không nối được với bộ điều phối {}; tự thử lại cho đến khi nối được."


def serve_scheduler(host_name: str, port: int, settings: Settings, tls: bool, said: Callable[[str], None]) -> None:
    """Run a scheduler on ``host_name`` until SIGTERM or Ctrl+C. Raises ConfigurationError for an address that may not
    be used, ClusterError when it cannot be."""
    full = address(f"{'tls' if tls else 'tcp'}://{host_name}:{port}")
    if warning := checked(full):
        said(warning)
    configure()
    asyncio.run(_scheduler(full, settings, said))


def serve_worker(settings: Settings, workers: int, said: Callable[[str], None]) -> None:
    """Read what the scheduler at ``settings.cluster`` sends, ``workers`` files at a time (0: what the machine bears),
    until SIGTERM or Ctrl+C. Raises ConfigurationError for an address that may not be used."""
    full = address(settings.cluster)
    if warning := checked(full):
        said(warning)
    private.sweep()
    configure()
    asyncio.run(_worker(full, settings, workers or bearable(settings), said))


def bearable(settings: Settings) -> int:
    """How many files this machine can read at a time: one for each core, as far as its memory reaches."""
    return max(min(os.cpu_count() or 1, int(psutil.virtual_memory().total // settings.max_memory)), 1)


async def _scheduler(full: str, settings: Settings, said: Callable[[str], None]) -> None:
    ended, (place, port) = _until_told(), full.rsplit(":", 1)
    try:
        with private.held() as folder:
            async with Scheduler(host=place, port=int(port), dashboard=False, dashboard_address="127.0.0.1:0",
                                 local_directory=str(folder),
                                 security=security(settings, full, "scheduler")) as scheduler:
                said(STARTED.format(scheduler.address, scheduler.address))
                await _first(scheduler.finished(), ended.wait())
    except OSError as error:
        raise ClusterError(f"Không mở được {full}.", "Cổng đang được dùng, hoặc máy không có địa chỉ ấy.") from error


async def _worker(full: str, settings: Settings, workers: int, said: Callable[[str], None]) -> None:
    ended, told = _until_told(), False
    while not ended.is_set():
        folder = private.folder()  # for locks of Dask alone; files lie in those of the processes that read them
        reader = Reader(workers)
        make: Any = Worker
        worker = make(full, nthreads=workers, local_directory=folder, plugins=(reader,), death_timeout=_DEATH,
                        dashboard=False, dashboard_address="127.0.0.1:0", security=security(settings, full, "worker"),
                        memory_limit=_OWN + workers * _HELD * settings.max_bytes)
        try:
            await worker
            said(JOINED.format(full, workers))
            told = False
            await _first(worker.finished(), ended.wait())
        except (OSError, TimeoutError):
            pass
        finally:
            reader.stop()
            with suppress(Exception):  # of a link that is broken anyway
                await asyncio.wait_for(worker.close(timeout=_DEATH), 2 * _DEATH)
            shutil.rmtree(folder, ignore_errors=True)
        if not ended.is_set():
            if not told:
                said(AWAY.format(full))
            told = True
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), _AGAIN)


def _until_told() -> asyncio.Event:
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    for word in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(word, ended.set)
    return ended


async def _first(*awaited: Any) -> None:
    tasks = [asyncio.ensure_future(one) for one in awaited]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


class Reader(WorkerPlugin):
    """What makes a worker one of ours: its watched processes."""

    name = READER

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pools: dict[int, GuardedPool] = {}
        self._wanted: set[str] = set()
        self._worker: Any = None

    def setup(self, worker: Any) -> None:
        """Called by Dask when the worker starts."""
        self._worker = worker

    def transition(self, key: Any, start: str, finish: str, **more: Any) -> None:
        """Called by Dask at each step of a task: one that nobody waits for any more is stopped."""
        if finish in ("released", "forgotten"):
            self._wanted.discard(str(key))

    def answer(self, parcel: Parcel) -> Answer:
        """Read the file of a parcel, in a thread of the worker."""
        if parcel.version != fingerprint(parcel.settings):
            return Answer(ended="version", where=host(self._worker.address))
        self._wanted.add(parcel.id)
        try:
            return Answer(self._submitted(parcel).result())
        except Ended as error:
            return Answer(ended=error.reason)
        except Exception as error:  # told to whoever waits for the result
            return Answer(error=error)
        finally:
            self._wanted.discard(parcel.id)

    def stop(self) -> None:
        """End all processes."""
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)

    def _submitted(self, parcel: Parcel) -> Future[Any]:
        memory = parcel.settings.max_memory
        if memory not in self._pools:
            bounds = Bounds(float("inf"), memory, lambda one: one.settings.max_seconds)
            self._pools[memory] = GuardedPool(self._workers, bounds, self._paged, unpacked, self._is_wanted,
                                              self._began)
        return self._pools[memory].submit(done, parcel)

    def _is_wanted(self, args: tuple[Any, ...]) -> bool:
        return args[0].id in self._wanted

    def _began(self, args: tuple[Any, ...], who: str) -> None:
        self._worker.log_event(PAGES, [args[0].id, who])

    def _paged(self, args: tuple[Any, ...], page: Page) -> None:
        self._worker.log_event(PAGES, [args[0].id, *page])

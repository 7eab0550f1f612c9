"""An executor whose jobs are done by the workers of a Dask cluster.

A job lives in the driver until its answer is there: when a worker is lost, Dask gives it to another; when the
scheduler is lost, the driver waits for it, and sends again what is not answered. The file is read from disk each time
it is sent, so that no more is held in memory than is on its way.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor, Future
from contextlib import asynccontextmanager, suppress
from threading import Event, Thread
from typing import Any, Final

from pipeline.errors import ClusterError
from pipeline.paging import Page
from pipeline.settings import Settings

from ..guarded import Began, Bounds, Ended, GuardedPool, Heard, unbegun, unheard
from .network import address, checked, configure, security
from .parcels import PAGES, Answer, answer, packed, path_of, settings_of, stays

TRIES: Final = 3
"""So often a file may bring down the process that reads it, on whatever machine."""

_BEAT = 0.5  # seconds between two looks at the link
_CONNECT = 5.0  # seconds for one question to the scheduler
_FLYING = 512 << 20  # bytes of files on their way at a time

GONE: Final = "Không nối được với bộ điều phối cụm máy đọc {}."
IDLE: Final = "Bộ điều phối {} chưa có máy đọc nào."
WAIT: Final = "{} Chương trình chờ tối đa {:.0f} giây; việc đang dở sẽ được gửi lại."
BACK: Final = "Đã nối lại với cụm máy đọc, tiếp tục."
ADVICE: Final = ("Kiểm tra chidao scheduler, chidao worker và mạng, rồi chạy lại: những gì đã xong vẫn còn. Để đọc "
                 "ngay trên máy này, chạy với --cluster \"\".")

Said = Callable[[str], None]


def unsaid(told: str) -> None:
    """Nobody wants to know."""


class ClusterPool(Executor):
    """Jobs ``fn(*args)`` with one Path and one Settings among their arguments; others are done here.

    ``said`` hears what the operator should know (Vietnamese), once each. The futures raise ClusterError when the
    cluster has been away for ``settings.cluster_seconds``, Ended as those of GuardedPool. ``workers`` is how many jobs
    can be done at a time now. Raises ConfigurationError for an address or certificates that cannot be used.
    """

    _loop: asyncio.AbstractEventLoop
    _ended: asyncio.Event
    _linked: asyncio.Event
    _room: asyncio.Condition

    def __init__(self, settings: Settings, heard: Heard = unheard, said: Said = unsaid, began: Began = unbegun) -> None:
        self._address, self._patience = address(settings.cluster), settings.cluster_seconds
        self._heard, self._said, self._began = heard, said, began
        if warning := checked(self._address):
            said(warning)
        configure()
        self._security = security(settings, self._address, "client")
        self._bounds = Bounds(settings.max_seconds, settings.max_memory, lambda *args: settings_of(args).max_seconds)
        self.workers, self._flying = 1, 0
        self._client: Any = None
        self._trouble: ClusterError | None = None
        self._here: GuardedPool | None = None
        self._jobs: dict[str, tuple[Any, ...]] = {}
        at_work = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._live(at_work)), name="chidao-cluster", daemon=True)
        self._thread.start()
        at_work.wait()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do ``fn`` on another machine; everything must pickle."""
        if kwargs or stays(args):
            return self._done_here(fn, args, kwargs)
        return asyncio.run_coroutine_threadsafe(self._carried(fn, args), self._loop)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster; what is at work there is stopped."""
        if self._here:
            self._here.shutdown(wait=wait, cancel_futures=cancel_futures)
        with suppress(RuntimeError):  # the loop has come to its end
            self._loop.call_soon_threadsafe(self._ended.set)
        if wait:
            self._thread.join()

    def _done_here(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Future[Any]:
        self._here = self._here or GuardedPool(1, self._bounds, self._heard, began=self._began)
        return self._here.submit(fn, *args, **kwargs)

    async def _live(self, began: Event) -> None:
        """The life of the thread: keep the link until the pool is ended."""
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        self._linked, self._room = asyncio.Event(), asyncio.Condition()
        keeping = asyncio.create_task(self._keep(began))
        await self._ended.wait()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        keeping.cancel()
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._let_go()

    async def _keep(self, began: Event) -> None:
        """Look after the link; gives the cluster up when it is away for too long. How many can work is known, as far as
        it can be, when it ``began``."""
        since, told = time.monotonic(), False
        while True:
            missing = await self._missing()
            began.set()
            if not missing:
                if told:
                    self._said(BACK)
                since, told = time.monotonic(), False
            elif time.monotonic() - since > self._patience:
                self._trouble = ClusterError(missing.format(self._address), ADVICE)
                await self._let_go()
                self._linked.set()  # whoever waits is told
                return
            elif not told:
                told = True
                self._said(WAIT.format(missing.format(self._address), self._patience))
            await asyncio.sleep(_BEAT)

    async def _missing(self) -> str:
        """What keeps jobs from being done, "" when nothing does."""
        if self._client is not None and self._client.status != "running":
            await self._let_go()
            return GONE  # to be told before it is tried again
        if self._client is None:
            self._client = await self._connected()
        if self._client is None:
            return GONE
        self._linked.set()
        try:
            there = await asyncio.wait_for(self._client.nthreads(), _CONNECT)
        except (OSError, TimeoutError):  # the next look finds out what it is
            return GONE
        self.workers = max(sum(there.values()), 1)
        return "" if there else IDLE

    async def _connected(self) -> Any:
        from distributed.client import Client  # noqa: PLC0415  a second that most commands never need

        make: Any = Client
        client = make(self._address, security=self._security, asynchronous=True, set_as_default=False, name="chidao",
                        timeout=_CONNECT, direct_to_workers=False)
        try:
            await asyncio.wait_for(client, 2 * _CONNECT)
            client.subscribe_topic(PAGES, self._paged)
        except (OSError, TimeoutError):
            with suppress(OSError, TimeoutError):
                await asyncio.wait_for(client.close(), _CONNECT)
            return None
        return client

    async def _let_go(self) -> None:
        client, self._client = self._client, None
        self._linked.clear()
        if client is not None:
            with suppress(Exception):  # whatever a link says that is broken anyway
                await asyncio.wait_for(client.close(timeout=1), 2 * _CONNECT)

    def _paged(self, event: tuple[float, tuple[Any, ...]]) -> None:
        """A worker tells who begins with a job, or at which page it is."""
        key, *told = event[1]
        if key not in self._jobs:
            return
        if len(told) == 1:
            self._began(self._jobs[key], *told)
        else:
            self._heard(self._jobs[key], Page(*told))

    async def _carried(self, fn: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """The result of a job, however often it has to be sent."""
        crashed = 0
        while crashed < TRIES:
            await self._linked.wait()
            if self._trouble:
                raise self._trouble
            async with self._flown(args):
                try:
                    found = await self._answer(fn, args)
                except OSError:  # the file has gone: as it is told here
                    return await asyncio.wrap_future(self._done_here(fn, args, {}))
            if found.ended == "crash":
                crashed += 1
            elif found.ended == "stopped":  # with its worker, or the link
                await asyncio.sleep(_BEAT)
            else:
                return _opened(found)
        raise Ended("crash")

    async def _answer(self, fn: Callable[..., Any], args: tuple[Any, ...]) -> Answer:
        from distributed import KilledWorker  # noqa: PLC0415
        from distributed.client import FutureCancelledError  # noqa: PLC0415

        key = f"chidao-{uuid.uuid4().hex}"
        parcel = await asyncio.to_thread(packed, key, fn, args)
        if self._client is None:
            return Answer(ended="stopped")
        self._jobs[key] = args
        try:
            future = self._client.submit(answer, parcel, key=key, pure=False)
            del parcel
            found: Answer = await future
        except KilledWorker:
            return Answer(ended="crash")
        except (FutureCancelledError, OSError, TimeoutError):
            return Answer(ended="stopped")
        except Exception:  # what is sent never raises: it is not there, or no worker of ours
            return Answer(ended="version")
        finally:
            del self._jobs[key]
        return found

    @asynccontextmanager
    async def _flown(self, args: tuple[Any, ...]) -> AsyncIterator[None]:
        """Wait until the file can be on its way without holding too much in memory; one that has gone takes no room."""
        size = 0
        with suppress(OSError):
            size = path_of(args).stat().st_size
        async with self._room:
            await self._room.wait_for(lambda: not self._flying or self._flying + size <= _FLYING)
            self._flying += size
        try:
            yield
        finally:
            self._flying -= size
            async with self._room:
                self._room.notify_all()


def _opened(found: Answer) -> Any:
    """What a job gave, as GuardedPool gives it."""
    if found.ended == "version":
        where = found.where or "trong cụm"
        raise ClusterError(f"Chương trình trên máy đọc {where} khác với máy này, nên kết quả có thể khác.",
                           "Cài cùng một phiên bản trên mọi máy, xem máy nào khác: chidao cluster check")
    if found.ended:
        raise Ended(found.ended)
    if found.error:
        raise found.error
    return found.result

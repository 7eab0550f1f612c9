"""Reading many files: in processes when it is worth it, one bad file never stopping the others."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ChidaoError, InputError
from pipeline.model import Extraction
from pipeline.settings import Settings

POOL_FROM = 4
"""From this many files on, starting processes costs less than it saves."""

TASKS_PER_PROCESS = 100
"""A process is replaced after this many files, so that memory kept by libraries stays bounded."""

Read = Callable[[Path, Settings], Extraction]
MakePool = Callable[[int], Executor]


class UnexpectedError(ChidaoError):
    """A defect of the program met in one file."""

    code = "loi-chuong-trinh"


class CrashedWorker(InputError):
    """The process that read a file came to a sudden end."""

    code = "tien-trinh-dung"


@dataclass(frozen=True, slots=True)
class Mishap:
    """Why a file gave no extraction; ``trace`` only for what nobody foresaw."""

    error: ChidaoError
    trace: str | None = None


Outcome = Extraction | Mishap


def extract(path: Path, settings: Settings) -> Extraction:
    """The pipeline itself, loaded in the process that reads."""
    from pipeline.compose import extract as whole  # noqa: PLC0415  language models are loaded where they are used

    return whole(path, settings)


def process_pool(workers: int) -> Executor:
    """Processes that inherit neither the parent's database connection nor its threads."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["pipeline.compose"])
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_start_worker, max_tasks_per_child=TASKS_PER_PROCESS
    )


def _start_worker() -> None:
    """Leave Ctrl+C to the parent, which tells the user, and what libraries mutter to nobody."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger().addHandler(logging.NullHandler())


def read_all(
    paths: Sequence[Path], settings: Settings, read: Read = extract, make_pool: MakePool | None = None
) -> Iterator[Outcome]:
    """Read every file; outcomes come in the order of ``paths``.

    Small batches are read in this process unless ``make_pool`` is given. A process that crashes costs
    its own file alone.
    """
    workers = min(settings.workers or os.cpu_count() or 1, len(paths))
    if make_pool is None and (workers <= 1 or len(paths) < POOL_FROM):
        return (attempt(read, path, settings) for path in paths)
    return _in_order(_Crew(read, settings, max(workers, 1), make_pool or process_pool).read(paths))


def attempt(read: Read, path: Path, settings: Settings) -> Outcome:
    """Read one file; whatever goes wrong is the outcome."""
    try:
        return read(path, settings)
    except ChidaoError as error:
        return Mishap(error)
    except Exception as error:  # a defect must cost one file, not the batch
        return unexpected(path, error)


def unexpected(path: Path, error: Exception) -> Mishap:
    """What nobody foresaw, in words for a clerk and with the trace for the journal."""
    told = UnexpectedError(
        f"Chương trình gặp lỗi ngoài dự kiến khi xử lý tệp “{path.name}”.",
        "Các tệp khác không bị ảnh hưởng; gửi tệp nhật ký cho người phụ trách chương trình.",
    )
    return Mishap(told, "".join(traceback.format_exception(error)))


def _crashed(path: Path) -> Mishap:
    return Mishap(CrashedWorker(
        f"Tiến trình đọc tệp “{path.name}” dừng đột ngột, thường do thiếu bộ nhớ hoặc tệp bất thường.",
        "Mở tệp, lưu lại thành PDF mới rồi thử lại, hoặc chạy trên máy có nhiều bộ nhớ hơn.",
    ))


def _in_order(outcomes: Iterable[tuple[int, Outcome]]) -> Iterator[Outcome]:
    """Hold outcomes back until those before them are there: which file comes first must not depend on luck."""
    held: dict[int, Outcome] = {}
    following = 0
    for place, outcome in outcomes:
        held[place] = outcome
        while following in held:
            yield held.pop(following)
            following += 1


class _Crew:
    """A pool that is built anew when a file brings it down.

    Only a few files are under way at a time. When the pool breaks, all of these are under suspicion
    and are read one by one, each in a pool of its own: the one that breaks that too is the culprit.
    """

    def __init__(self, read: Read, settings: Settings, workers: int, make_pool: MakePool) -> None:
        self._read, self._settings, self._workers, self._make_pool = read, settings, workers, make_pool

    def read(self, paths: Sequence[Path]) -> Iterator[tuple[int, Outcome]]:
        """Outcomes with the place of their file, as they come."""
        waiting = deque(range(len(paths)))
        while waiting:
            suspects: list[int] = []
            yield from self._until_broken(paths, waiting, suspects)
            for place in suspects:
                yield place, self._alone(paths[place])

    def _until_broken(
        self, paths: Sequence[Path], waiting: deque[int], suspects: list[int]
    ) -> Iterator[tuple[int, Outcome]]:
        pool = self._make_pool(self._workers)
        flying: dict[Future[Outcome], int] = {}
        try:
            while (waiting or flying) and not suspects:
                self._submit(pool, paths, waiting, flying, suspects)
                done = wait(flying, return_when=FIRST_COMPLETED).done
                yield from self._settle({future: flying.pop(future) for future in done}, paths, suspects)
            yield from self._settle(flying, paths, suspects)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _submit(
        self, pool: Executor, paths: Sequence[Path], waiting: deque[int], flying: dict[Future[Outcome], int],
        suspects: list[int],
    ) -> None:
        while waiting and len(flying) < 2 * self._workers and not suspects:
            place = waiting.popleft()
            try:
                flying[pool.submit(attempt, self._read, paths[place], self._settings)] = place
            except BrokenExecutor:
                suspects.append(place)

    def _settle(
        self, futures: dict[Future[Outcome], int], paths: Sequence[Path], suspects: list[int]
    ) -> Iterator[tuple[int, Outcome]]:
        for future, place in futures.items():
            try:
                yield place, future.result()
            except BrokenExecutor:
                suspects.append(place)
            except Exception as error:  # the outcome could not travel between processes
                yield place, unexpected(paths[place], error)

    def _alone(self, path: Path) -> Outcome:
        with self._make_pool(1) as pool:
            try:
                return pool.submit(attempt, self._read, path, self._settings).result()
            except BrokenExecutor:
                return _crashed(path)
            except Exception as error:  # as above
                return unexpected(path, error)

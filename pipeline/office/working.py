"""Reading files in watched processes, side by side; one bad file never stops the others."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pipeline import private, stopping
from pipeline.errors import ChidaoError, ClusterError, InputError, TookTooLong, TooLarge
from pipeline.model import Extraction
from pipeline.paging import Page
from pipeline.settings import Settings
from pipeline.stopping import SOON

from .guarded import Bounds, Ended, GuardedPool
from .journal import trace_of

_SMALLEST = 0.2  # share of the time that an empty file gets
_WHOLE = 1_500_000  # bytes for the whole of it more: the smallest pages of scans take 3 kB, so each gets a second
_LEAST = 60.0  # seconds: starting LibreOffice and the language models on a busy machine

R = TypeVar("R")
T = TypeVar("T")

Read = Callable[[Path, Settings], Extraction]
MakePool = Callable[[int], Executor]
Paged = Callable[[Path, Page], None]
"""Called with a file and the page of it that is read now, in a thread of its own."""


Begun = Callable[[Path, str], None]
"""Called with a file and the process that begins to read it (Vietnamese), in a thread of its own."""

Said = Callable[[str], None]
"""Called with what an operator should know of the machines that read (Vietnamese), in a thread of its own."""


def unbegun(path: Path, who: str) -> None:
    """Nobody wants to know."""


def unlooked() -> None:
    """Nothing is to be done meanwhile."""


def unpaged(path: Path, page: Page) -> None:
    """Nobody wants to know."""


def unsaid(told: str) -> None:
    """Nobody wants to know."""


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


def process_pool(workers: int, settings: Settings, paged: Paged = unpaged, begun: Begun = unbegun) -> Executor:
    """Processes that are ended when a file takes more time or memory than the settings allow.

    What processes left that were killed before is swept away first.
    """
    private.sweep()
    bounds = Bounds(settings.max_seconds, settings.max_memory, _seconds)
    return GuardedPool(workers, bounds, _by_path(paged), began=_by_path(begun))


def cluster_pool(settings: Settings, paged: Paged = unpaged, said: Said = unsaid,
                 begun: Begun = unbegun) -> MakePool | None:
    """The same on the machines of ``settings.cluster``, None without any. The pool cannot be made (ConfigurationError)
    when the address cannot be used; its futures raise ClusterError when the machines are away for too long."""
    if not settings.cluster:
        return None
    from .cluster.pool import ClusterPool  # noqa: PLC0415  Dask is loaded only where there is a cluster

    private.sweep()
    return lambda workers: ClusterPool(settings, _by_path(paged), said, _by_path(begun))


def _by_path(hear: Callable[[Path, T], None]) -> Callable[[tuple[Any, ...], T], None]:
    return lambda args, told: hear(next(one for one in args if isinstance(one, Path)), told)


def _seconds(*given: object) -> float:
    """The seconds for one job: those of the settings among its arguments."""
    return next(one.max_seconds for one in given if isinstance(one, Settings))


def allowed(path: Path, settings: Settings) -> Settings:
    """The settings for one file: a small one gets a share of the time, so that one that hangs does not hold up a clerk
    for as long as a thick scan may take."""
    size = path.stat().st_size if path.is_file() else 0
    share = settings.max_seconds * min(_SMALLEST + size / _WHOLE, 1.0)
    own = min(settings.max_seconds, max(share, _LEAST))
    return replace(settings, max_seconds=own, database_url="")  # who reads needs no store: its password stays here


def read_all(
    paths: Sequence[Path], settings: Settings, read: Read = extract, make_pool: MakePool | None = None,
    paged: Paged = unpaged,
) -> Generator[Outcome]:
    """Read every file; outcomes come in the order of ``paths``. ``paged`` hears on which page each is.

    A file whose process crashes or is ended for its time or memory costs nothing but itself. Raises ClusterError when
    the machines that read are away for too long.
    """
    return read_parts((paths,), len(paths), settings, read, make_pool, paged)


def read_parts(  # noqa: PLR0913, PLR0917
    parts: Iterable[Sequence[Path]], count: int, settings: Settings, read: Read = extract,
    make_pool: MakePool | None = None, paged: Paged = unpaged, look: Callable[[], None] = unlooked,
) -> Generator[Outcome]:
    """``read_all`` for files that are there only part by part, ``count`` of them in all: the next part is asked for
    when the one before has been read. One pool reads all of them. ``look`` is called now and then while files are
    read, and before each outcome, in the thread that asks for it."""
    if not count:
        return _in_order(())
    workers = max(min(settings.workers or os.cpu_count() or 1, count), 1)
    pool = make_pool(workers) if make_pool else process_pool(workers, settings, paged)
    return _by(pool, parts, settings, read, lambda: 2 * getattr(pool, "workers", workers), look)


def attempt(read: Read, path: Path, settings: Settings) -> Outcome:
    """Read one file; whatever goes wrong is the outcome. Raises only MemoryError: a fresh process may do it."""
    try:
        return read(path, settings)
    except ChidaoError as error:
        return Mishap(error)
    except MemoryError:
        raise
    except RecursionError:
        return _over_memory(path, settings)
    except Exception as error:  # a defect must cost one file, not the batch
        return unexpected(path, error)


def unexpected(path: Path, error: Exception) -> Mishap:
    """What nobody foresaw, in words for a clerk and with the trace for the journal."""
    told = UnexpectedError(
        f"Chương trình gặp lỗi ngoài dự kiến khi xử lý tệp “{path.name}”.",
        "Các tệp khác không bị ảnh hưởng; gửi tệp nhật ký cho người phụ trách chương trình.",
    )
    return Mishap(told, trace_of(error))


def ended(path: Path, settings: Settings, reason: str) -> Mishap:
    """What the end of its process says of a file."""
    if reason == "time":
        return Mishap(TookTooLong(
            f"{path.name}: đọc quá {settings.max_seconds:.0f} giây chưa xong nên đã dừng; tệp được giữ nguyên.",
            "Mở tệp và xuất lại thành PDF mới, vì tệp có thể hỏng; bản quét dày thì chia dưới 200 trang rồi nạp từng "
            "phần.",
        ))
    if reason == "memory":
        return _over_memory(path, settings)
    return Mishap(CrashedWorker(
        f"Tiến trình đọc tệp “{path.name}” dừng đột ngột, thường do thiếu bộ nhớ hoặc tệp bất thường.",
        "Mở tệp, lưu lại thành PDF mới rồi thử lại, hoặc chạy trên máy có nhiều bộ nhớ hơn.",
    ))


def _over_memory(path: Path, settings: Settings) -> Mishap:
    return Mishap(TooLarge(
        f"{path.name}: đọc tệp cần hơn {settings.max_memory // (1024 * 1024)} MB bộ nhớ nên đã dừng; "
        "tệp được giữ nguyên.",
        "Chia tệp nhỏ ra, hoặc quét lại ở 300 dpi, rồi nạp lại.",
    ))


def _by(  # noqa: PLR0913, PLR0917
    pool: Executor, parts: Iterable[Sequence[Path]], settings: Settings, read: Read, most: Callable[[], int],
    look: Callable[[], None],
) -> Generator[Outcome]:
    """The outcomes of all parts; whatever ends that, the pool is ended."""
    try:
        for part in parts:
            with closing(_in_order(_side_by_side(part, settings, read, pool, most, look))) as outcomes:
                yield from outcomes
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(outcomes: Iterable[tuple[int, Outcome]]) -> Generator[Outcome]:
    """Hold outcomes back until those before them are there: which file comes first must not depend on luck."""
    held: dict[int, Outcome] = {}
    following = 0
    for place, outcome in outcomes:
        held[place] = outcome
        while following in held:
            yield held.pop(following)
            following += 1


def _side_by_side(  # noqa: PLR0913, PLR0917
    paths: Sequence[Path], settings: Settings, read: Read, pool: Executor, most: Callable[[], int],
    look: Callable[[], None],
) -> Iterator[tuple[int, Outcome]]:
    """Outcomes with the place of their file, as they come; so many as ``most`` gives are under way at
    a time."""
    waiting, flying = deque(range(len(paths))), dict[Future[Outcome], tuple[int, Settings]]()
    while waiting or flying:
        while waiting and len(flying) < most():
            place = waiting.popleft()
            own = allowed(paths[place], settings)
            flying[pool.submit(attempt, read, paths[place], own)] = place, own
        done = wait(flying, SOON, FIRST_COMPLETED).done
        stopping.look()  # what came of an interrupt is no outcome
        look()
        for future in done:
            place, own = flying.pop(future)
            yield place, _outcome_of(future, paths[place], own)


def result_of(future: Future[R]) -> R:
    """What a job of a pool gives or raises; raises Stopped when nobody wants it any more."""
    while not future.done():
        wait((future,), SOON)
        stopping.look()
    return future.result()


def _outcome_of(future: Future[Outcome], path: Path, settings: Settings) -> Outcome:
    try:
        return future.result()
    except Ended as error:
        return ended(path, settings, error.reason)
    except ClusterError:  # no fault of the file
        raise
    except MemoryError:  # of a pool that does not watch
        return _over_memory(path, settings)
    except Exception as error:  # the outcome could not travel between processes
        return unexpected(path, error)

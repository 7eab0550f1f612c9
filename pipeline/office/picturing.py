"""The lines of doubtful tasks, cut out of the kept originals in a watched process: it is started when the first picture
is asked for, and what fails costs no more than its pictures."""

from __future__ import annotations

from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pipeline.errors import ChidaoError
from pipeline.model import Box, TaskRow
from pipeline.settings import Settings
from pipeline.store import open_store

from .guarded import Ended
from .working import allowed, process_pool, result_of

_PDF: Final = ".pdf"
SHOWN: Final = (_PDF, ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif")
"""Suffixes of originals of which the head can be shown."""


class Pictures:
    """Pictures of tasks on demand, each made once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: Executor | None = None
        self._made: dict[str, str | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def __call__(self, tasks: Iterable[TaskRow]) -> Mapping[str, str]:
        """The pictures (PNG in base64) by the ids of their tasks: of those whose original is a PDF."""
        tasks = list(tasks)
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for task in tasks:
            if task.id not in self._made:
                wanted[task.directive.sha256].append(task.id)
        for sha256, ids in wanted.items():
            found = self._cut(sha256, ids)
            self._made |= {one: found.get(one) for one in ids}
        return {task.id: made for task in tasks if (made := self._made[task.id])}

    def _cut(self, sha256: str, ids: Sequence[str]) -> Mapping[str, str]:
        with open_store(self._settings) as store:
            path, boxes = store.original(sha256), store.boxes(sha256)
        places = {one: boxes[one] for one in ids if boxes.get(one)}
        if path is None or path.suffix != _PDF or not places:
            return {}
        self._pool = self._pool or process_pool(1, self._settings)
        try:
            job = self._pool.submit(whole, path, allowed(path, self._settings), places)
            made: Mapping[str, str] = result_of(job)
        except (ChidaoError, Ended):
            return {}
        return made


def top_of(path: Path, settings: Settings) -> bytes | None:
    """The head of the first page of an original as PNG, made in a watched process; None where it cannot be shown."""
    if path.suffix.casefold() not in SHOWN:
        return None
    pool = process_pool(1, settings)
    try:
        return b64decode(result_of(pool.submit(_top, path, allowed(path, settings))))
    except (ChidaoError, Ended, OSError):
        return None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _top(path: Path, settings: Settings) -> str:
    from pipeline.compose import cut_top  # noqa: PLC0415  loaded where it is used

    return cut_top(path, settings)


def whole(path: Path, settings: Settings, places: Mapping[str, Sequence[Box]]) -> Mapping[str, str]:
    """The cutting itself, in the process that reads."""
    from pipeline.compose import cut_out  # noqa: PLC0415  loaded where it is used

    return cut_out(path, places, settings)

"""Pages as they look, for the review page: made one by one when somebody looks at them, in watched processes, and kept
in the home folder (``store.page_files``).

Pictures and what takes long (the print of a Word file, words of a file that has to be read again) are made in processes
of their own, so that nobody who turns a page waits for somebody else's Word file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pipeline import private
from pipeline.errors import InputError, TookTooLong
from pipeline.model.text import Word
from pipeline.settings import Settings

from .guarded import Bounds, Ended, GuardedPool

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

WIDTHS: Final = (900, 1600)
"""Pixels of the pictures that are made: for a column beside the rows and for screens that show twice as many."""

PRINT: Final = "ban-in.pdf"
_DRAWING, _READING = 60.0, 300.0  # seconds for one page, and for the print or the words of a file
_ADVICE: Final = "Đối chiếu với nguyên văn ở bên; báo người phụ trách chương trình nếu tệp mở được bằng phần mềm khác."

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Paper:
    """The pages of a directive: width and height in points of each, and the first and the last character (behind it)
    of the text on it, None for a page without."""

    sizes: tuple[tuple[float, float], ...]
    spans: tuple[tuple[int, int] | None, ...]


class Facsimiles:
    """The pages of the directives of an office. Methods raise InputError for a file that has no pages to show, and
    StoreError; they may be called in several threads at once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = replace(settings, database_url="")  # who draws needs no store: its password stays here
        self._pools: dict[float, GuardedPool] = {}
        self._lock, self._making = Lock(), dict[tuple[str, str], Future[Any]]()

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            for pool in self._pools.values():
                pool.shutdown(wait=True, cancel_futures=True)
            self._pools.clear()

    def warm_up(self) -> None:
        """Start the processes, so that the first page does not wait for them."""
        for seconds in (_DRAWING, _READING):
            self._pool(seconds).submit(_ready)

    def paper(self, store: Store, sha256: str, text: str) -> Paper:
        """The pages of the directive with that content and ``text``."""
        name = f"trang-{_mark(text)}.json"
        content = store.pages.read(sha256, name)
        if content is None:
            with self._once(sha256, name):
                content = store.pages.read(sha256, name) or self._place(store, sha256, text)
        told = json.loads(content)
        return Paper(tuple(map(tuple, told["sizes"])), tuple(tuple(span) if span else None for span in told["spans"]))

    def words(self, store: Store, sha256: str, text: str, number: int) -> bytes:
        """The words on page ``number`` (from 1) as JSON, each as ``[start, end, x0, top, x1, bottom]``: characters of
        the ``text``, and points from the top left corner of the page."""
        self.paper(store, sha256, text)
        return store.pages.read(sha256, f"chu-{_mark(text)}-{number}.json") or b"[]"

    def picture(self, store: Store, sha256: str, number: int, width: int) -> bytes:
        """Page ``number`` (from 1) as JPEG, in one of the ``WIDTHS``."""
        name = f"{number}-{width}.jpg"
        if width not in WIDTHS:
            raise InputError(f"Không có ảnh trang rộng {width} điểm ảnh.", "Tải lại trang.")
        content = store.pages.read(sha256, name)
        if content is None:
            with self._once(sha256, name):
                content = store.pages.read(sha256, name)
                if content is None:
                    content = self._done(_DRAWING, _drawn, self._drawable(store, sha256), number, width, self._settings)
                    store.pages.keep(sha256, name, content, lambda: store.known(sha256) is not None)
        return content

    def _place(self, store: Store, sha256: str, text: str) -> bytes:
        content, words = self._done(_READING, _placed, self._drawable(store, sha256), text, store.document(sha256),
                                    self._settings)
        for number, one in enumerate(words, 1):
            store.pages.keep(sha256, f"chu-{_mark(text)}-{number}.json", one)
        store.pages.keep(sha256, f"trang-{_mark(text)}.json", content, lambda: store.known(sha256) is not None)
        return content

    def _drawable(self, store: Store, sha256: str) -> Path:
        """The file whose pages are drawn: the original, or its print."""
        original = store.original(sha256)
        if original is None:
            raise InputError("Không còn giữ bản gốc của văn bản này.", "Đối chiếu với nguyên văn ở bên.")
        if original.suffix in (".pdf", ".png", ".jpg", ".jpeg"):
            return original
        with self._once(sha256, PRINT):
            if known := store.pages.place(sha256, PRINT):
                return known
            printed: bytes | None = self._done(_READING, _printed, original, self._settings)
            if printed is None:
                return original
            return store.pages.keep(sha256, PRINT, printed, lambda: store.known(sha256) is not None)

    @contextmanager
    def _once(self, sha256: str, name: str) -> Iterator[None]:
        """One thread makes a file, the others wait for it."""
        while True:
            with self._lock:
                other = self._making.get((sha256, name))
                if other is None:
                    mine = self._making[sha256, name] = Future()
                    break
            other.result()
        try:
            yield
        finally:
            with self._lock:
                del self._making[sha256, name]
            mine.set_result(None)

    def _pool(self, seconds: float) -> GuardedPool:
        with self._lock:
            if seconds not in self._pools:
                private.sweep()
                self._pools[seconds] = GuardedPool(1, Bounds(seconds, self._settings.max_memory))
            return self._pools[seconds]

    def _done(self, seconds: float, job: Callable[..., R], *args: Any) -> R:
        try:
            made: R = self._pool(seconds).submit(job, *args).result()
        except Ended as error:
            why = f"quá {seconds:.0f} giây" if error.reason == "time" else "tốn quá nhiều bộ nhớ hoặc dừng đột ngột"
            raise TookTooLong(f"Không dựng được trang của văn bản: {why}.", _ADVICE) from error
        return made


def _mark(text: str) -> str:
    """What tells one reading of a directive from another."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _ready() -> None:
    """Nothing: the process is there."""


def _drawn(path: Path, number: int, width: int, settings: Settings) -> bytes:
    from pipeline.compose import draw_page  # noqa: PLC0415  loaded where it is used

    return draw_page(path, number, width, settings)


def _printed(path: Path, settings: Settings) -> bytes | None:
    from pipeline.compose import print_pages  # noqa: PLC0415  loaded where it is used

    return print_pages(path, settings)


def _placed(path: Path, text: str, document: bytes, settings: Settings) -> tuple[bytes, list[bytes]]:
    """What is kept of the pages, and of the words on each."""
    from pipeline.compose import place_words  # noqa: PLC0415  loaded where it is used

    leaves = place_words(path, text, document, settings)
    spans = [[min(w.start for w in leaf.words), max(w.end for w in leaf.words)] if leaf.words else None
             for leaf in leaves]
    told = {"sizes": [[leaf.width, leaf.height] for leaf in leaves], "spans": spans}
    return _packed(told), [_packed([_word(word) for word in leaf.words]) for leaf in leaves]


def _word(word: Word) -> list[float]:
    box = word.box
    return [word.start, word.end, *(round(value, 1) for value in (box.x0, box.top, box.x1, box.bottom))]


def _packed(told: object) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode()

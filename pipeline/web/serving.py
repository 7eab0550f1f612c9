"""The server: gunicorn with one process and several threads, beside it a process that keeps the lists up to date."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from django.core.wsgi import get_wsgi_application
from django.db import connection
from gunicorn.app.base import BaseApplication

from pipeline.errors import ChidaoError
from pipeline.settings import Settings
from pipeline.store.config import point_at

from . import errors, parts
from .config import configure, prepare
from .intake.keeper import Keeping

THREADS: Final = 24
"""Many of them may wait for processes that print Word files and draw pages: the others answer meanwhile."""
LOOK_EVERY: Final = 1.0
"""Seconds between two looks whether the store has changed."""
_AGAIN: Final = 10.0
"""Seconds until what ended by an error is tried again."""
_REQUEST: Final = 120
"""Seconds in which a request has to be answered."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn, set up in code: it reads neither a file nor the command line."""

    def __init__(self, settings: Settings, address: str, threads: int, ready: Callable[[], object]) -> None:
        self._settings, self._address, self._threads, self._ready = settings, address, threads, ready
        self._keeping = Keeping(settings)
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn is told."""
        given = {"bind": self._address, "workers": 1, "worker_class": "gthread", "threads": self._threads,
                 "timeout": _REQUEST, "graceful_timeout": 20, "loglevel": "error", "control_socket_disable": True,
                 "when_ready": lambda server: self._ready(), "post_worker_init": self._begin,
                 "worker_exit": self._end,
                 "proc_name": "chidao web", "forwarded_allow_ips": "127.0.0.1,::1"}
        for name, value in given.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The pages."""
        return get_wsgi_application()

    def _begin(self, worker: object) -> None:
        for module in parts.modules():
            getattr(module, "begin", _nothing)()
        threading.Thread(target=_keep_keeping, args=(self._settings,), daemon=True).start()
        self._keeping.start()

    def _end(self, server: object, worker: object) -> None:
        self._keeping.stop()


def _nothing() -> None:
    """A part that starts nothing."""


def serve(settings: Settings, host: str, port: int, threads: int, ready: Callable[[], object]) -> None:
    """Serve the pages until SIGTERM or Ctrl+C; ``ready`` is called once they can be asked for. Raises StoreError."""
    prepare(settings)
    connection.close()  # no connection is carried into another process
    Server(settings, f"[{host}]:{port}" if ":" in host else f"{host}:{port}", threads, ready).run()


def _keep_keeping(settings: Settings) -> None:
    """Run the process that keeps the lists, and again when it ended."""
    while True:
        process = multiprocessing.get_context("spawn").Process(target=keep_lists, args=(settings, os.getpid()),
                                                               daemon=True)
        process.start()
        process.join()
        time.sleep(_AGAIN)


def keep_lists(settings: Settings, parent: int) -> None:
    """Build the lists anew whenever the store has changed, as long as the process ``parent`` is there."""
    configure(settings)
    point_at(settings)
    from .projecting import build, is_current  # noqa: PLC0415  needs Django configured

    os.nice(5)  # whoever waits for a page comes first
    while os.getppid() == parent:
        try:
            if not is_current(settings):
                build(settings)
        except ChidaoError as error:  # told where it matters, by whoever writes; tried again
            errors.note(error)
            time.sleep(_AGAIN)
        finally:
            connection.close()
        time.sleep(LOOK_EVERY)

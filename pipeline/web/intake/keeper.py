"""The process beside the pages: it takes in what arrives in the inbox and follows what becomes of what people handed
in.

It is a process of its own because an intake changes what belongs to a whole process (umask, the lock of the store), and
whatever ends it must not end the pages; they start it again (``Keeping``). Where a ``chidao watch`` is at the inbox it
leaves the intake to that and only follows.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import suppress
from threading import Event, Thread
from typing import Final

from django.db import connection

from pipeline.office.attending import attend_alone
from pipeline.office.journal import trace_of, write_trace
from pipeline.office.listening import Listener
from pipeline.settings import Settings

from . import receiving

FOLLOW_EVERY: Final = 1.0
"""Seconds between two looks at what became of files."""
_OTHER_EVERY: Final = 5.0
"""Seconds between two looks whether another program is still at the inbox."""
_FIRST, _LONGEST = 1.0, 60.0
_LONG: Final = 120.0
"""A process that lived so many seconds did not fail at once: the next one is started soon."""
_GRACE: Final = 15.0
"""Seconds that it has to give up in good order."""


class Keeping:
    """Starts the process and starts it again when it ends, until it is to end for good."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._ended = settings, Event()
        self._thread = Thread(target=self._keep, daemon=True, name="chidao-intake")

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the process and wait for it."""
        self._ended.set()
        self._thread.join(_GRACE + 5)

    def _keep(self) -> None:
        delay = _FIRST
        while not self._ended.is_set():
            began = time.monotonic()
            with suppress(OSError):
                self._once()
            delay = _FIRST if time.monotonic() - began > _LONG else min(2 * delay, _LONGEST)
            self._ended.wait(delay)

    def _once(self) -> None:
        """The process from its start to its end. It ends when its input does: also when this process is killed."""
        command = [sys.executable, "-c", f"from {__name__} import main; main()"]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
            assert child.stdin is not None
            with suppress(BrokenPipeError):
                pickle.dump(self._settings, child.stdin)
                child.stdin.flush()
                while child.poll() is None and not self._ended.wait(0.2):
                    pass
                child.stdin.close()
            try:
                child.wait(_GRACE)
            except subprocess.TimeoutExpired:
                child.kill()


def main() -> None:
    """The process itself: settings come in, and it ends with its input, by SIGTERM or by Ctrl+C."""
    settings: Settings = pickle.load(sys.stdin.buffer)  # from the process that started this one
    ended = Event()
    for word in (signal.SIGTERM, signal.SIGINT):
        signal.signal(word, lambda *_: ended.set())
    Thread(target=_end_with_input, args=(ended,), daemon=True).start()
    from pipeline.web.config import configure  # noqa: PLC0415

    configure(settings)
    keep(settings, ended)


def _end_with_input(ended: Event) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    ended.set()


def keep(settings: Settings, ended: Event) -> None:
    """Attend to the inbox, or let another program do it, and follow, until ``ended`` is set."""
    settings.inbox.mkdir(parents=True, exist_ok=True)
    follower = Thread(target=_follow, args=(settings, ended), name="chidao-follow")
    follower.start()
    try:
        while not ended.is_set():
            if not attend_alone(settings, Listener(), ended):
                ended.wait(_OTHER_EVERY)
    finally:
        ended.set()
        follower.join()


def _follow(settings: Settings, ended: Event) -> None:
    """What became of files, again and again; a defect or a store that is away must not end it."""
    from pipeline.store import auditing  # noqa: PLC0415  needs Django configured

    from . import following  # noqa: PLC0415

    told = ""
    while not ended.wait(FOLLOW_EVERY):
        try:
            receiving.sweep(settings)
            following.follow(settings)
            auditing.keep(settings.home)  # by it a watch learns that people decided something on a page
            told = ""
        except Exception as error:
            connection.close()
            if told != (told := repr(error)):
                with suppress(OSError):
                    write_trace(settings.home, "chidao web", trace_of(error))
            ended.wait(_FIRST)

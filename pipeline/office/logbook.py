"""The operator's log: what the program did, one JSON object a line in ``log/chidao.jsonl`` of the home folder.

It never holds a word of a document. A line is made of the fields in ``_FIELDS`` alone, each with a form of its own:
counts, seconds, codes, hashes, versions, who works. Free text has no place in it, so that nobody has to think of what
a message may quote. Files are told by their sha256, by name only where the office says so (``log_names``).

The standard library does the writing: a formatter of whoever else wrote one takes whatever it is given.
"""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache, partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Final

from pipeline.account import account
from pipeline.errors import ChidaoError
from pipeline.settings import Settings
from pipeline.store import waiting

from .fates import Fate, Told

NAME: Final = "chidao.jsonl"
FOLDER: Final = "log"
SHORT: Final = 12
"""So many digits of a sha256 stand for the name of a file."""

_CODE = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_HASH = re.compile(r"[0-9a-f]{64}")
_FRAME = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')
_TYPE = re.compile(r"^[A-Za-z_][\w.]*$", re.MULTILINE)
_WHERE = re.compile(r"[\w.@:+ -]{1,100}")
_UNTOLD = "?"


def _count(value: object) -> object:
    return int(value) if isinstance(value, int) else _UNTOLD


def _seconds(value: object) -> object:
    return round(float(value), 3) if isinstance(value, int | float) else _UNTOLD


def _matching(form: re.Pattern[str], value: object) -> object:
    return value if isinstance(value, str) and form.fullmatch(value) else _UNTOLD


_code, _hash, _where = (partial(_matching, form) for form in (_CODE, _HASH, _WHERE))


def _stages(value: object) -> object:
    return {_code(name): _seconds(took) for name, took in dict(value).items()}  # type: ignore[call-overload]


def _frames(value: object) -> object:
    """Of a trace the places in the program and the kinds of errors: neither lines of code nor messages."""
    trace = str(value)
    places = [f"{_inside(file)}:{line} {name}" for file, line, name in _FRAME.findall(trace)]
    return [*places, *_TYPE.findall(trace)]


def _inside(file: str) -> str:
    parts = Path(file).parts
    return "/".join(parts[parts.index("pipeline"):] if "pipeline" in parts else parts[-2:])


def _name(value: object) -> object:
    return str(value)


_LEVELS: Final = {"broken": logging.ERROR, "failed": logging.ERROR, "defect": logging.ERROR, "away": logging.WARNING,
                  "warned": logging.WARNING}
"""Levels of events by their last word."""

_FIELDS: Final[Mapping[str, Callable[[Any], object]]] = {
    **dict.fromkeys(("files", "workers", "seen", "new", "updated", "known", "failed", "postponed", "tasks", "points",
                     "pages", "written", "gone", "beside"), _count),
    "seconds": _seconds, "stages": _stages, "sha256": _hash, "file": _name, "trace": _frames,
    **dict.fromkeys(("kind", "code", "where"), _code),
    **dict.fromkeys(("who", "host", "version", "as_of"), _where),
}


def note(settings: Settings, event: str, **facts: object) -> None:
    """Write a line; what has another form than its field takes is written as “?”. A log that cannot be written stops
    nothing. Raises KeyError for a field that is none."""
    level = _LEVELS.get(event.rpartition("-")[2], logging.INFO)
    level = logging.WARNING if facts.get("kind") == "failed" else level
    told = {name: _FIELDS[name](value) for name, value in facts.items() if value is not None}
    with suppress(OSError):
        _logger(settings.home / FOLDER / NAME, settings.log_bytes, settings.log_files).log(level, event, extra={
            "facts": told})


def called(settings: Settings, name: str, sha256: str | None) -> str:
    """What stands for a file in logs."""
    return name if settings.log_names else (sha256 or "")[:SHORT] or "(tệp)"


@contextmanager
def noted_run(settings: Settings, version: str) -> Iterator[dict[str, object]]:
    """A run from its begin to its end, however it ends; what is put into the dictionary is told at the end."""
    waiting.log_to(partial(_database, settings))
    began, facts = time.monotonic(), dict[str, object]()
    note(settings, "run-started", who=account(), host=socket.gethostname(), version=version, workers=settings.workers,
         where="cluster" if settings.cluster else "here")
    try:
        yield facts
    except BaseException as error:
        note(settings, "run-broken", code=_code_of(error), seconds=time.monotonic() - began)
        raise
    note(settings, "run-ended", seconds=time.monotonic() - began, **facts)


@contextmanager
def noted_publication(settings: Settings, as_of: str) -> Iterator[dict[str, object]]:
    """A publication likewise."""
    waiting.log_to(partial(_database, settings))
    began, facts = time.monotonic(), dict[str, object]()
    try:
        yield facts
    except BaseException as error:
        note(settings, "publication-failed", code=_code_of(error), seconds=time.monotonic() - began)
        raise
    note(settings, "published", who=account(), as_of=as_of, seconds=time.monotonic() - began, **facts)


def noted_fates(settings: Settings, told: Told) -> Told:
    """``told`` that writes down what became of each file; of files that lie where they lay nothing is written, else
    every run would write as many lines as there are files."""
    def hear(fate: Fate) -> None:
        if fate.kind != "same":
            note(settings, "file", kind=fate.kind, sha256=fate.sha256 or None, tasks=fate.tasks, points=fate.points,
                 file=called(settings, fate.name, fate.sha256), pages=fate.pages, code=getattr(fate.why, "code", None),
                 stages=dict(fate.took) or None, seconds=sum(took for _, took in fate.took) if fate.took else None)
        told(fate)

    return hear


def noted_machines(settings: Settings, said: Callable[[str], None]) -> Callable[[str], None]:
    """``said`` that writes down when the machines that read are away, and when they are back."""
    def hear(told: str) -> None:
        from .cluster import pool  # noqa: PLC0415  only where there is a cluster

        away = told.startswith(tuple(words.split("{")[0] for words in (pool.GONE, pool.IDLE)))
        event = "cluster-back" if told == pool.BACK else "cluster-away" if away else "cluster-warned"
        note(settings, event)
        said(told)

    return hear


def note_defect(settings: Settings, sha256: str | None, code: str, trace: str) -> None:
    """A failure that nobody foresaw, with where it happened."""
    note(settings, "defect", sha256=sha256, code=code, trace=trace)


def _database(settings: Settings, event: waiting.Event) -> None:
    note(settings, f"database-{event}")


def _code_of(error: BaseException) -> str:
    return error.code if isinstance(error, ChidaoError) else type(error).__name__.lower()


@lru_cache(maxsize=8)
def _logger(file: Path, most: int, kept: int) -> logging.Logger:
    """The logger of a file: for the files of several offices in one process (as in tests) one each."""
    logger = logging.Logger(str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = _Rotating(file, maxBytes=most, backupCount=kept, encoding="utf-8", delay=True)
    handler.setFormatter(_Lines())
    logger.addHandler(handler)
    return logger


class _Rotating(RotatingFileHandler):
    """Writes to the file that has the name now: another process may have moved the one that is open aside. What cannot
    be written is left out."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        if self.stream and not _is_at(self.stream.fileno(), Path(self.baseFilename)):
            self.stream.close()
            self.stream = None
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: a full disk is told by whoever writes the results."""


def _is_at(stream: int, file: Path) -> bool:
    try:
        there = file.stat()
    except OSError:
        return False
    mine = os.fstat(stream)
    return (there.st_ino, there.st_dev) == (mine.st_ino, mine.st_dev)


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        at = datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
        facts: dict[str, object] = record.__dict__["facts"]
        return json.dumps({"at": at, "level": record.levelname.lower(), "event": record.msg, "pid": record.process,
                           **facts}, ensure_ascii=False)

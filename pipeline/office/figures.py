"""How the office stands, in figures for whoever runs the program: for screens of monitoring, without a word of a
document."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pipeline
from pipeline.errors import REFUSED_CODES
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.clock import VIETNAM, moment

from .fingerprint import fingerprint

Value = int | float | str | None


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last run over the inbox: its days (ISO 8601), the program that ran, and how many files came to which end;
    ``ended_at`` is None while it is at work and when it was cut off."""

    started_at: str
    ended_at: str | None
    version: str
    files: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """``store`` counts what is in it; ``waiting`` what a person has to see to; ``steps`` the documents in each step of
    their way (``store/stepping``); ``inbox`` the files that lie there; ``bytes`` are of the database, of the kept
    originals, and free on the disk of the home folder."""

    version: str
    rules: str
    at: str
    store: Mapping[str, int]
    waiting: Mapping[str, int]
    steps: Mapping[str, int]
    inbox: int
    stale: int
    bytes: Mapping[str, int]
    last_run: LastRun | None

    def flat(self) -> dict[str, int]:
        """Every number by a name that joins its groups: ``store_tasks``."""
        groups = {"store": self.store, "waiting": self.waiting, "steps": self.steps, "bytes": self.bytes}
        found = {f"{group}_{name}": number for group, values in groups.items() for name, number in values.items()}
        found |= {"inbox_files": self.inbox, "stale_directives": self.stale}
        if self.last_run:
            found |= {f"last_run_{name}": number for name, number in self.last_run.files.items()}
            found["last_run_unfinished"] = int(self.last_run.ended_at is None)
            found["last_run_started_seconds"] = _seconds(self.last_run.started_at)
            if self.last_run.ended_at:
                found["last_run_ended_seconds"] = _seconds(self.last_run.ended_at)
        return found


def figures(settings: Settings) -> Figures:
    """The figures of this moment; raises StoreError when the store cannot be read."""
    rules = fingerprint(settings)
    with open_store(settings) as store:
        counts, failures, run = store.counts(), store.failures(), store.last_run()
        stale = store.count_stale(rules)
        size, steps = store.size(), store.steps()
    refused = sum(one.code in REFUSED_CODES for one in failures)
    return Figures(
        pipeline.__version__, rules, moment(),
        {name: getattr(counts, name) for name in counts.__dataclass_fields__ if name != "failures"},
        {"failed_files": len(failures) - refused, "refused_files": refused},
        steps, _files(settings.inbox), stale,
        {"database": size, "originals": _size(settings.home / "originals"), "free": _free(settings.home)},
        LastRun(run.started_at.isoformat(), run.ended_at.isoformat() if run.ended_at else None, run.version, run.files)
        if run else None)


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).replace(tzinfo=VIETNAM).timestamp())


def _files(folder: Path) -> int:
    """Files that lie there now, hidden ones left out."""
    if not folder.is_dir():
        return 0
    return sum(path.is_file() and not path.name.startswith(".") for path in folder.rglob("*"))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder if folder.is_dir() else folder.absolute().parent).free

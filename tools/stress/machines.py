"""A cluster on this machine: scheduler and workers as programs of their own, which can be killed and started again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
STARTED = 120  # seconds: a busy machine loads slowly
_ADDRESS = re.compile(r"(?:tcp|tls)://\S+:\d+")


class Machines:
    """``address`` of the scheduler and the programs; with ``tls`` they speak by the certificates that the
    ``chidao.toml`` in ``folder`` names."""

    def __init__(self, folder: Path, more: Sequence[Path] = (), tls: bool = False) -> None:
        self.folder, self.address, self._tls = folder, "", tls
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []
        self._path = os.pathsep.join(map(str, (ROOT, *more)))

    def start_scheduler(self) -> None:
        """A scheduler, at the address that it had before."""
        port = self.address.rsplit(":", 1)[1] if self.address else "0"
        self.scheduler = self._started("scheduler", "--port", port, *(("--tls",) if self._tls else ()))
        self.address = self._told("scheduler", self.scheduler)

    def start_worker(self, workers: int = 1, before: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """One more worker, with ``before`` in front of its command; it is there when its first line is."""
        self.workers.append(self._started("worker", self.address, "--workers", str(workers), before=before))
        return self.workers[-1]

    def ready(self) -> None:
        """Wait until every worker has told that it reads."""
        for worker in self.workers:
            self._told("worker", worker)

    def end(self) -> None:
        """End all in good order."""
        programs = [one for one in (*self.workers, self.scheduler) if one]
        for program in programs:
            program.terminate()
        for program in programs:
            with suppress(subprocess.TimeoutExpired):
                program.wait(20)
            kill(program)

    def _started(self, command: str, *arguments: str, before: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        environment: dict[str, Any] = {**os.environ, "PYTHONPATH": self._path, "TMPDIR": str(self.folder)}
        log = self.folder / f"{command}-{time.monotonic_ns()}.log"
        with log.open("wb") as out:
            program = subprocess.Popen([*before, sys.executable, "-m", "pipeline.cli", command, *arguments],
                                       env=environment, cwd=self.folder, stdout=out, stderr=subprocess.STDOUT,
                                       start_new_session=True)
        log.rename(self.folder / f"{command}-{program.pid}.log")
        return program

    def log(self, program: subprocess.Popen[bytes], command: str) -> str:
        """What a program said."""
        return (self.folder / f"{command}-{program.pid}.log").read_text("utf-8", "replace")

    def _told(self, command: str, program: subprocess.Popen[bytes]) -> str:
        until = time.monotonic() + STARTED
        while not (found := _ADDRESS.search(self.log(program, command))):
            if program.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{command}: {self.log(program, command)}")
            time.sleep(0.1)
        return found[0].rstrip(".,")


def kill(program: subprocess.Popen[bytes]) -> None:
    """End a program and all it started, at once."""
    family = []
    with suppress(psutil.Error):
        own = psutil.Process(program.pid)
        family = [own, *own.children(recursive=True)]
    for process in family:
        with suppress(psutil.Error):
            process.send_signal(signal.SIGKILL)
    program.wait()
    psutil.wait_procs(family, timeout=10)


@contextmanager
def machines(folder: Path, workers: int, more: Sequence[Path] = (), tls: bool = False) -> Iterator[Machines]:
    """A scheduler and so many workers of one file at a time, as long as the context is; ``more`` are folders of modules
    that workers may import."""
    found = Machines(folder, more, tls)
    try:
        found.start_scheduler()
        for _ in range(workers):
            found.start_worker()
        found.ready()
        yield found
    finally:
        found.end()

"""An office in a folder of its own, with real runs of the program in it, which can be killed with all they started."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psutil

from pipeline.configuration import HOME_VARIABLE, NAME
from pipeline.office.filing import DONE, DOUBLE, NOTE, WRONG

ROOT = Path(__file__).parents[2]
LOCKED_OUT = 5400  # seconds: a run that takes longer hangs, also one over 400 files on a busy machine
_OLD = 3600
_WAY = re.compile(rb"^(?:DTSTAMP|CREATED|LAST-MODIFIED|SEQUENCE|X-CHIDAO-DIGEST)[:;].*\r?\n", re.MULTILINE)


class Office:
    """``inbox`` and the folders beside it, the store ``kho``, the lists ``ra``, temporary files in ``tam``; ``more`` is
    what the environment of a run holds besides."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.more = folder, dict[str, str]()
        self.inbox, self.home = folder / "van-ban" / "inbox", folder / "kho"
        self.outputs, self.temporary = folder / "ra", folder / "tam"
        for each in (self.inbox, self.temporary):
            each.mkdir(parents=True)
        (folder / NAME).write_text('home = "kho"\ninbox = "van-ban/inbox"\noutputs = "ra"\nworkers = 2\n', "utf-8")

    def start(self, *program: str, out: int | IO[bytes] = subprocess.PIPE) -> subprocess.Popen[bytes]:
        """``chidao run`` at work, or another program of Python's there; ``out`` is where it tells what it does."""
        environment = {name: value for name, value in os.environ.items() if name != HOME_VARIABLE}
        environment |= {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.temporary)} | self.more
        command = [sys.executable, *(program or ("-m", "pipeline.cli", "run"))]
        return subprocess.Popen(command, cwd=self.folder, env=environment, stdout=out,
                                stderr=subprocess.STDOUT, start_new_session=True)

    def run(self) -> tuple[int, str]:
        """A whole run: its exit code and all it said."""
        return ended(self.start())

    def put(self, name: str, data: bytes, old: bool = True) -> Path:
        """A file that lies whole in the inbox; ``old`` when nobody wrote to it of late."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if old:
            os.utime(path, (time.time() - _OLD,) * 2)
        return path

    def places(self) -> dict[str, Path]:
        """Where a dropped file may lie, by the name of the folder."""
        return {"inbox": self.inbox} | {name: self.inbox.parent / name for name in (DONE, DOUBLE, WRONG)}

    def lying(self, place: str) -> Iterator[Path]:
        """The plain files in a place, without notes."""
        for path in sorted(self.places()[place].rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.endswith(NOTE):
                yield path


def ended(run: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Wait for a run: its exit code and all it said."""
    told, _ = run.communicate(timeout=LOCKED_OUT)
    return run.returncode, told.decode("utf-8", "replace")


def killed(run: subprocess.Popen[bytes], after: float) -> bool:
    """End a run after so many seconds with all it has started; False when it was through before."""
    with suppress(subprocess.TimeoutExpired):
        run.wait(after)
        run.communicate()
        return False
    family = _family(run.pid)
    for process in family:
        with suppress(psutil.Error):
            process.send_signal(signal.SIGKILL)
    psutil.wait_procs(family, timeout=10)
    run.communicate()
    return True


def _family(pid: int) -> list[psutil.Process]:
    with suppress(psutil.Error):
        own = psutil.Process(pid)
        return [own, *own.children(recursive=True)]
    return []


@contextmanager
def office() -> Iterator[Office]:
    """A new office for as long as the context is."""
    place = Path(tempfile.mkdtemp(prefix="stress-"))
    try:
        yield Office(place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def digest(path: Path) -> str:
    """The sha256 of a file; of a calendar without the times at which its events were read and how often they changed,
    which tell of the way and not of what stands there now."""
    data = path.read_bytes()
    return hashlib.sha256(_WAY.sub(b"", data) if path.suffix == ".ics" else data).hexdigest()

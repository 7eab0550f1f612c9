"""What goes wrong around a run: a disk that is full or only to be read, a workbook that is open, a store in which
another program writes for long, a clock that is set back. Each is told in Vietnamese, loses nothing, and the next run
goes on.

Disks are real ones: small file systems in memory, mounted over a folder of the office, which only root may do.
"""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any, Final

from pipeline.store import DATABASE
from pipeline.store.clock import now

from .contents import contents, differences
from .figures import Figures
from .files import small
from .office import Office, ended, office

_LONG = 300.0  # seconds: until then a watch must have gone on
_BACK: Final = 6 * 3600  # seconds by which the clock is set back, or as many as the day has had
_ROOM: Final = "96m"


class Unmountable(Exception):
    """No file system can be mounted on this machine; says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``happen`` spoils an office as long as the context is; a run must say one of the ``words`` and end with one of
    the ``codes``. When it is mended, the next run must leave all as if nothing had been."""

    name: str
    happen: Callable[[Office], Any]
    words: tuple[str, ...]
    codes: tuple[int, ...]


def measure(rounds: int, random: Random) -> Figures:
    """Every fault so many times, some of them under ``chidao watch`` too."""
    figures = Figures()
    with office() as alone:
        _fill(alone)
        code, _ = alone.run()
        wanted = contents(alone)
    for fault in FAULTS:
        meant = replace(fault, codes=(*fault.codes, code))
        for _ in range(rounds):
            _judged(figures, fault.name, lambda meant=meant: _run(meant, wanted))
    for fault in FAULTS:
        if fault.name in WATCHED:
            _judged(figures, f"watch: {fault.name}", lambda fault=fault: _watch(fault, wanted))
    _judged(figures, "clock set back", lambda: _clock(random))
    return figures


def _judged(figures: Figures, name: str, trial: Callable[[], list[str]]) -> None:
    try:
        found = trial()
    except Unmountable as error:
        figures.counts[f"left out: {name} ({error})"] += 1
        return
    figures.counts[name] += 1
    figures.counts["as undisturbed afterwards"] += not found
    figures.wrong += [f"{name}: {line}" for line in found]
    figures.tell("faults")


def _fill(place: Office) -> None:
    for name, data in small():
        place.put(name, data)


def _run(fault: Fault, wanted: dict[str, Any]) -> list[str]:
    with office() as place, fault.happen(place):
        _fill(place)
        code, said = place.run()
        found = _told(fault, code, said)
        _mend(place)
        code, said = place.run()
        found += [f"afterwards exit code {code}: {said[-300:]}"] if "Traceback" in said else []
        return found + differences(wanted, contents(place))


def _told(fault: Fault, code: int, said: str) -> list[str]:
    found = [] if _says(fault, said) else [f"does not say {fault.words}: {said[-500:]}"]
    if "Traceback" in said or "ngoài dự kiến" in said:
        found.append(f"a defect: {said[-500:]}")
    return found + ([] if code in fault.codes else [f"exit code {code}"])


def _says(fault: Fault, said: str) -> bool:
    return any(words in " ".join(said.split()) for words in fault.words)


def _watch(fault: Fault, wanted: dict[str, Any]) -> list[str]:
    """The same under a watch, which has to go on by itself when it is mended."""
    with office() as place, fault.happen(place):
        _fill(place)
        log = place.folder / "theo-doi.txt"
        with log.open("wb") as out:
            watch = place.start("-m", "pipeline.cli", "watch", out=out)
        try:
            found = _until(lambda: _says(fault, log.read_text("utf-8")), watch, f"does not say {fault.words}")
            _mend(place)
            found += _until(lambda: not differences(_lists(wanted), _lists(contents(place))), watch, "does not go on")
        finally:
            watch.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                watch.wait(60)
        said = log.read_text("utf-8")
        found += [f"a defect: {said[-500:]}"] if "Traceback" in said or "ngoài dự kiến" in said else []
        return found + ([f"said: {said[-800:]}"] if found else []) + differences(wanted, contents(place))


def _lists(held: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in held.items() if name.startswith(("list", "file"))}


def _until(done: Callable[[], bool], run: subprocess.Popen[bytes], otherwise: str) -> list[str]:
    until = time.monotonic() + _LONG
    while time.monotonic() < until and run.poll() is None:
        with suppress(OSError, ValueError, sqlite3.Error):  # it is being written
            if done():
                return []
        time.sleep(0.5)
    return [otherwise if run.poll() is None else f"{otherwise}: ended with {run.returncode}"]


_mending: dict[Path, Callable[[], None]] = {}


def _mend(place: Office) -> None:
    _mending.pop(place.folder, lambda: None)()


@contextmanager
def _disk(place: Office, folder: Path, options: str) -> Iterator[None]:
    """A file system of its own over a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield
    finally:
        _mending.pop(place.folder, None)
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def _mount(*arguments: str) -> None:
    try:
        subprocess.run(["mount", *arguments], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unmountable("file systems can be mounted by root alone") from error


def full(of: Callable[[Office], Path], size: str) -> Callable[[Office], Any]:
    """A disk of that size under a folder, which is made larger when it is mended."""
    @contextmanager
    def happen(place: Office) -> Iterator[None]:
        with _disk(place, of(place), f"size={size}"):
            _mending[place.folder] = lambda: _mount("-o", f"remount,size={_ROOM}", str(of(place)))
            yield
    return happen


def read_only(of: Callable[[Office], Path], filled: bool = False) -> Callable[[Office], Any]:
    """A disk that can only be read; ``filled`` with the files that are dropped."""
    @contextmanager
    def happen(place: Office) -> Iterator[None]:
        with _disk(place, of(place), f"size={_ROOM}"):
            if filled:
                place.inbox.mkdir(parents=True, exist_ok=True)
                _fill(place)
                place.put = _nothing  # type: ignore[method-assign]
            _mount("-o", "remount,ro", str(of(place)))
            _mending[place.folder] = lambda: _mount("-o", "remount,rw", str(of(place)))
            yield
    return happen


def _nothing(name: str, data: bytes, old: bool = True) -> Path:
    """What is to be dropped lies there already."""
    return Path(name)


def _begun(place: Office) -> None:
    """The last of the files is there already and taken in."""
    first, put = small()[-1][0], place.put

    def others(name: str, data: bytes, old: bool = True) -> Path:
        return put(name, data, old) if name != first else place.inbox / name

    put(*small()[-1])
    place.run()
    place.put = others  # type: ignore[method-assign]


@contextmanager
def opened(place: Office) -> Iterator[None]:
    """Somebody has the summary open, which showed less than it has to show now."""
    _begun(place)
    lock = place.outputs / ".~lock.tong-hop.xlsx#"
    lock.write_text("lan", "utf-8")
    _mending[place.folder] = lock.unlink
    yield


@contextmanager
def written(place: Office) -> Iterator[None]:
    """Another program writes into the store and does not come to its end."""
    _begun(place)
    other = sqlite3.connect(place.home / DATABASE, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    ends = threading.Timer(40, other.rollback)
    ends.start()
    try:
        yield
    finally:
        ends.join()
        other.close()


FAULTS: Final = (
    Fault("outputs full", full(lambda place: place.outputs, "60k"), ("đĩa đã đầy",), (6,)),
    Fault("store full", full(lambda place: place.home, "900k"), ("đĩa đã đầy",), (5,)),
    Fault("outputs read-only", read_only(lambda place: place.outputs), ("ổ đĩa chỉ cho đọc",), (6,)),
    Fault("store read-only", read_only(lambda place: place.home), ("ổ đĩa chỉ cho đọc", "không có quyền ghi"), (5,)),
    Fault("inbox read-only", read_only(lambda place: place.inbox.parent, filled=True), ("ổ đĩa chỉ cho đọc",), ()),
    Fault("workbook open", opened, ("đang mở trong chương trình khác",), ()),
    Fault("store written by others", written, ("Chương trình khác đang ghi lâu vào kho dữ liệu",), ()),
)
WATCHED: Final = ("outputs full", "outputs read-only", "store full")


def _clock(random: Random) -> list[str]:
    """Half of the files are taken in, then the clock is set back and the others follow: in the same order as ever."""
    files = small()
    with office() as alone, office() as place:
        today = now()
        back = min(_BACK, today.hour * 3600 + today.minute * 60) * random.uniform(0.5, 1)
        for one, shift in ((alone, 0.0), (place, back)):
            for part, by in ((files[:5], 0.0), (files[5:], shift)):
                for name, data in part:
                    one.put(name, data)
                code, said = ended(one.start("-m", "tools.stress.set_clock", str(by), "run"))
                if "Traceback" in said:
                    return [f"exit code {code}: {said[-500:]}"]
        return differences(contents(alone), contents(place)) + _order(place)


def _order(place: Office) -> list[str]:
    database = sqlite3.connect(place.home / DATABASE)
    try:
        runs = [row[0] for row in database.execute("SELECT started_at FROM store_run ORDER BY id")]
        below = database.execute("SELECT count(*) FROM store_step WHERE seconds < 0").fetchone()[0]
        steps = database.execute("SELECT count(*) FROM store_step a JOIN store_step b ON a.sha256 = b.sha256 "
                                 "AND a.id < b.id AND a.number >= b.number").fetchone()[0]
    finally:
        database.close()
    found = [] if runs[0] > runs[1] else ["the clock was not set back"]
    found += [f"{below} steps took less than no time"] if below else []
    return found + ([f"{steps} steps stand before those that came before"] if steps else [])

"""Machines that are killed while others work on: the driver, a worker or the scheduler, at any moment."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path
from random import Random

from pipeline.configuration import CLUSTER_VARIABLE

from .contents import contents, differences
from .figures import Figures
from .files import SAMPLES, Dropped, small
from .machines import Machines, kill, machines
from .office import LOCKED_OUT, Office, office

_EACH = 6  # kills before an office is left to end its work
_EARLIEST = 0.3  # seconds
_CODES = (0, 3, 4)  # done, also with files that cannot be used or are secret
_AWAY = 3.0  # seconds at most until what was killed is started again


def measure(moments: int, random: Random) -> Figures:
    """So many kills; what each office holds in the end must be what an undisturbed run of one machine leaves."""
    figures = Figures()
    files = _files()
    with office() as alone:
        _fill(alone, files)
        began = time.monotonic()
        alone.run()
        took, wanted = time.monotonic() - began, contents(alone)
    figures.counts["files"] = len(files)
    while figures.counts["kills"] < moments:
        with tempfile.TemporaryDirectory(prefix="cum-") as folder, office() as place:
            _fill(place, files)
            with machines(Path(folder), 2) as there:
                place.more[CLUSTER_VARIABLE] = there.address
                times = min(_EACH, moments - figures.counts["kills"])
                found = _disturbed(place, there, [random.uniform(_EARLIEST, took / times) for _ in range(times)],
                                   random, figures)
            found += differences(wanted, contents(place))
            found += [f"left on a worker: {path.name}" for path in Path(folder).rglob("tep/*")]
            figures.counts["offices"] += 1
            figures.counts["as undisturbed"] += not found
            figures.wrong += found
            figures.tell("cluster")
    return figures


def _files() -> Dropped:
    """The samples, and an inbox with what is broken, secret, twice there or in a package."""
    whole = [(path.name, path.read_bytes()) for path in sorted(SAMPLES.iterdir()) if path.suffix in (".pdf", ".docx")]
    return [*whole, *(one for one in small() if one[0] not in dict(whole))]


def _fill(place: Office, files: Dropped) -> None:
    for name, data in files:
        place.put(name, data)


def _disturbed(place: Office, there: Machines, pauses: list[float], random: Random, figures: Figures) -> list[str]:
    """A run with a kill after each pause, then one that is whole; what was said of a defect."""
    run = place.start()
    for pause in pauses:
        time.sleep(pause)
        if run.poll() is not None:
            break
        victim = random.choice(("driver", "worker", "scheduler"))
        figures.counts["kills"] += 1
        figures.counts[f"of a {victim}"] += 1
        away = random.choice((0.0, random.uniform(0, _AWAY)))
        if victim == "driver":
            kill(run)
            time.sleep(away)
            run = place.start()
        elif victim == "worker":
            kill(there.workers.pop(random.randrange(len(there.workers))))
            time.sleep(away)
            there.start_worker()
        elif there.scheduler:
            kill(there.scheduler)
            time.sleep(away)
            there.start_scheduler()
    return _defects(run) + _defects(place.start())


def _defects(run: subprocess.Popen[bytes]) -> list[str]:
    told, _ = run.communicate(timeout=LOCKED_OUT)
    said = told.decode("utf-8", "replace")
    sound = "Traceback" not in said and run.returncode in _CODES
    return [] if sound else [f"exit code {run.returncode}: {said[-300:]}"]

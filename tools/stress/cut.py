"""A run of the program that ends itself by SIGKILL at one exact place, with all that it started: for tests alone.

    python -m tools.stress.cut POINT NUMBER COMMAND…

``POINT`` is a function by the module where it is looked up, and whether the run ends before it is called or after it
has returned: ``after pipeline.store.ledger:Store.moving``. ``NUMBER`` is which of the calls; 0 ends nothing, and writes
how often each point was passed into the file that ``POINT`` names.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import Any, Final

POINTS: Final = (
    # arrived: the steps say so, nothing is read
    "after pipeline.store.ledger:Store.begin_run",
    "after pipeline.store.ledger:Store.queue",
    "after pipeline.store.ledger:Store.begin_reading",
    # the original is kept, its reading not in the store
    "after pipeline.store.originals:Originals.keep",
    # written to the store and not acknowledged: the file lies in the inbox
    "after pipeline.store.ledger:Store.record",
    "after pipeline.store.ledger:Store.arrived",
    "after pipeline.store.ledger:Store.fail",
    "before pipeline.store.ledger:Store.end_run",
    "after pipeline.store.ledger:Store.end_run",
    # filing: the note is there, the store knows the new place, the file is moved, the store knows that it is
    "before pipeline.store.ledger:Store.moving",
    "after pipeline.store.ledger:Store.moving",
    "after pipeline.office.filing:_rename",
    "after pipeline.store.ledger:Store.moved",
    # what analysts changed is in the store, their workbook is not written anew or filed
    "after pipeline.store.ledger:Store.correct",
    # lists: written beside, in their places, kept by their digests, told to the store
    "before pipeline.workbooks.placing:_moved",
    "after pipeline.workbooks.placing:_moved",
    "before pipeline.office.publishing:keep",
    "after pipeline.office.publishing:keep",
    "after pipeline.store.ledger:Store.published",
    "after pipeline.store.ledger:Store.enter",
    "before pipeline.store.auditing:keep",
)
"""Places between *written* and *acknowledged*."""


def main(arguments: Sequence[str]) -> None:
    """Run the command as ``chidao`` does, with one place at which it ends."""
    point, number, *command = arguments
    passed: Counter[str] = Counter()
    if number == "0":
        for each in POINTS:
            _watch(each, partial(_count, passed, each))
    else:
        _watch(point, partial(_end, passed, point, int(number)))
    from pipeline.cli import main as chidao  # noqa: PLC0415  what is watched is in its place first

    sys.argv[:] = ["chidao", *command]
    try:
        chidao()
    finally:
        if number == "0":
            Path(point).write_text(json.dumps(passed), "utf-8")


def _watch(point: str, passing: Callable[[], None]) -> None:
    when, _, place = point.partition(" ")
    module, _, path = place.partition(":")
    if module.startswith("pipeline.store."):
        _configure()
    holder: Any = importlib.import_module(module)
    *above, name = path.split(".")
    for each in above:
        holder = getattr(holder, each)
    setattr(holder, name, _passed(getattr(holder, name), when, passing))


def _configure() -> None:
    """What holds tables can be imported only when Django knows where they are, and it is told by the office."""
    from pipeline import configuration  # noqa: PLC0415
    from pipeline.store.config import point_at  # noqa: PLC0415

    point_at(configuration.load().settings)


def _passed(function: Callable[..., Any], when: str, passing: Callable[[], None]) -> Callable[..., Any]:
    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            passing()
        result = function(*args, **kwargs)
        if when == "after":
            passing()
        return result

    return call


def _count(passed: Counter[str], point: str) -> None:
    passed[point] += 1


def _end(passed: Counter[str], point: str, number: int) -> None:
    passed[point] += 1
    if passed[point] == number:
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])

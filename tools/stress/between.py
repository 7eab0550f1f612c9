"""Runs that are killed exactly between *written* and *acknowledged*; the next run gives what an undisturbed one
gives."""

from __future__ import annotations

import json
import signal
from collections import Counter
from random import Random
from typing import Any

from pipeline.model.review import REVIEWS, WAITING

from .contents import contents, differences
from .cut import POINTS
from .figures import Figures
from .files import small
from .office import Office, ended, office
from .people import Meant, Person

_CHANGES = 3
FIRST: tuple[str, ...] = ()
"""Points that are met before all others."""
Moment = tuple[str, int, bool]
"""A point, which of its calls, and whether it is met in the run that takes a changed workbook in."""


def measure(moments: int, random: Random) -> Figures:
    """So many moments, each point at least once where there are enough; what is left afterwards must be as if nothing
    had been."""
    figures = Figures()
    with office() as alone:
        _fill(alone)
        passed = [_counted(alone)]
        _edit(alone)
        passed.append(_counted(alone))
        wanted = contents(alone)
    every = [(point, n, bool(second)) for second, counts in enumerate(passed)
             for point, count in counts.items() for n in range(1, count + 1)]
    figures.counts["moments there are"] = len(every)
    for point, n, second in _chosen(every, moments, random):
        found = _killed(point, n, wanted, second=second)
        figures.counts["moments"] += 1
        figures.counts[f"  {point.replace('pipeline.', '')}"] += 1
        figures.counts["as undisturbed"] += not found
        figures.wrong += [f"{point}, call {n}: {line}" for line in found]
        figures.tell("between")
    missed = [point for point in POINTS if not any(counts.get(point) for counts in passed)]
    figures.wrong += [f"the run never passes {point}" for point in missed]
    return figures


def _fill(place: Office) -> None:
    for name, data in small():
        place.put(name, data)


def _counted(place: Office) -> Counter[str]:
    """An undisturbed run, and how often it passes each point."""
    told = place.folder / "passed.json"
    code, said = ended(place.start("-m", "tools.stress.cut", str(told), "0", "run"))
    if "Traceback" in said:
        raise RuntimeError(f"exit code {code}: {said[-2000:]}")
    counts = Counter(json.loads(told.read_text("utf-8")))
    told.unlink()
    return counts


def _chosen(every: list[Moment], count: int, random: Random) -> list[Moment]:
    """As many moments: one of each point first, in both runs, then whichever."""
    random.shuffle(every)
    firsts = list({(point, second): (point, n, second) for point, n, second in every}.values())
    random.shuffle(firsts)
    firsts.sort(key=lambda one: one[0] not in FIRST)
    return (firsts + [one for one in every if one not in firsts])[:count]


def _killed(point: str, number: int, wanted: dict[str, Any], *, second: bool) -> list[str]:
    """What is otherwise than undisturbed in an office whose first or ``second`` run was killed there."""
    with office() as place:
        _fill(place)
        found = [] if second else _cut(place, point, number)
        found += _sound(place)
        _edit(place)
        found += _cut(place, point, number) if second else []
        found += _sound(place)
        return found + differences(wanted, contents(place))


def _cut(place: Office, point: str, number: int) -> list[str]:
    run = place.start("-m", "tools.stress.cut", point, str(number), "run")
    code, said = ended(run)
    return [] if code == -signal.SIGKILL else [f"was not killed, exit code {code}: {said[-300:]}"]


def _sound(place: Office) -> list[str]:
    code, said = place.run()
    return [f"exit code {code}: {said[-300:]}"] if "Traceback" in said else []


def _edit(place: Office) -> None:
    """An analyst changes cells of the first directive under review: the same in every office."""
    path = min(path for path in (place.outputs / REVIEWS).glob("*.xlsx") if path.name != WAITING)
    person = Person(path, Random(1), Meant())
    for _ in range(_CHANGES):
        person.edit()
    person.book.save(path)

"""Runs that are killed exactly between *written* and *acknowledged*; the next run gives what an undisturbed one
gives."""

from __future__ import annotations

from random import Random
from typing import Any

from pipeline.model.review import REVIEWS, WAITING

from .contents import contents, differences
from .cut import POINTS, Runs
from .figures import Figures
from .files import small
from .office import Office, office
from .people import Meant, Person

_CHANGES = 3
FIRST: tuple[str, ...] = ()
"""Points that are met before all others."""
Moment = tuple[str, int, bool]
"""A point, which of its calls, and whether it is met in the second run, which takes a changed workbook in."""


def measure(moments: int, random: Random) -> Figures:
    """So many moments, each point at least once where there are enough; what is left afterwards must be as if nothing
    had been."""
    figures, runs = Figures(), Runs()
    with office() as alone:
        _fill(alone)
        passed = [runs.counted(alone)]
        _edit(alone)
        passed.append(runs.counted(alone))
        wanted = contents(alone)
    every = [(point, n, bool(second)) for second, counts in enumerate(passed)
             for point, count in counts.items() for n in range(1, count + 1)]
    figures.counts["moments there are"] = len(every)
    for moment in _chosen(every, moments, random):
        found = _killed(runs, moment, wanted)
        figures.counts["moments"] += 1
        figures.counts[f"  {moment[0].replace('pipeline.', '')}"] += 1
        figures.counts["as undisturbed"] += not found
        figures.wrong += [f"{moment}: {line}" for line in found]
        figures.tell("between")
    missed = [point for point in POINTS if not any(counts.get(point) for counts in passed)]
    figures.wrong += [f"the run never passes {point}" for point in missed]
    return figures


def _fill(place: Office) -> None:
    for name, data in small():
        if not name.endswith(".pdf"):  # they take longest, and are no other way to the store
            place.put(name, data)


def _chosen(every: list[Moment], count: int, random: Random) -> list[Moment]:
    """As many moments: one of each point first, in both runs, then whichever."""
    random.shuffle(every)
    firsts = list({(point, second): (point, n, second) for point, n, second in every}.values())
    random.shuffle(firsts)
    firsts.sort(key=lambda one: (one[0] not in FIRST, one[2]))
    return (firsts + [one for one in every if one not in firsts])[:count]


def _killed(runs: Runs, moment: Moment, wanted: dict[str, Any]) -> list[str]:
    """What is otherwise than undisturbed in an office whose first or second run was killed there."""
    point, number, second = moment
    found = []
    with office() as place:
        _fill(place)
        for now in (False, True):
            if now:
                _edit(place)
            if second == now:
                was_cut, said = runs.cut(place, point, number)
                found += [] if was_cut else [f"was not killed, {said[-300:]}"]
            code, said = runs.whole(place)
            found += [f"exit code {code}: {said[-300:]}"] if "Traceback" in said else []
        return found + differences(wanted, contents(place))


def _edit(place: Office) -> None:
    """An analyst changes cells of the first directive under review: the same in every office."""
    path = min(path for path in (place.outputs / REVIEWS).glob("*.xlsx") if path.name != WAITING)
    person = Person(path, Random(1), Meant())
    for _ in range(_CHANGES):
        person.edit()
    person.book.save(path)

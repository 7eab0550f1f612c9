"""Two runs at once on one store."""

from __future__ import annotations

import time
from random import Random

from .contents import contents, differences
from .figures import Figures
from .files import small
from .office import ended, office

_APART = 2.0  # seconds between the two starts at most


def measure(times: int, random: Random) -> Figures:
    """So many pairs; each must give what one run gives, and both runs its exit code: what is refused stays in the inbox
    and is told again."""
    figures = Figures()
    with office() as alone:
        for name, data in small():
            alone.put(name, data)
        code, _ = alone.run()
        wanted = contents(alone)
    for n in range(times):
        with office() as place:
            for name, data in small():
                place.put(name, data)
            first = place.start()
            time.sleep(random.choice((0.0, random.uniform(0, _APART))))
            codes = [run[0] for run in (ended(place.start()), ended(first))]
            figures.counts["pairs of runs"] += 1
            if codes != [code, code]:
                figures.wrong.append(f"pair {n}: exit codes {codes} where one run gives {code}")
            found = differences(wanted, contents(place))
            figures.counts["same as one run"] += not found
            figures.wrong += [f"pair {n}: {told}" for told in found]
            figures.tell("pairs")
    return figures

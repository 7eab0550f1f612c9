"""Runs, and watches at work, that are killed with all they started, at any moment."""

from __future__ import annotations

import time
from random import Random

from .contents import contents, differences
from .figures import Figures
from .files import small
from .office import killed, office

_EACH = 5  # kills before the run that is left alone
_EARLIEST = 0.3  # seconds


def measure(moments: int, random: Random) -> Figures:
    """So many kills; the run afterwards must leave what an undisturbed one leaves."""
    figures = Figures()
    with office() as alone:
        for name, data in small():
            alone.put(name, data)
        began = time.monotonic()
        alone.run()
        took, wanted = time.monotonic() - began, contents(alone)
    while figures.counts["kills"] < moments:
        with office() as place:
            for name, data in small():
                place.put(name, data)
            left = moments - figures.counts["kills"]
            at = [random.uniform(_EARLIEST, took) for _ in range(min(_EACH, left))]
            hit = 0
            for moment in at:
                what = random.choice(("run", "watch"))
                was_hit = killed(place.start("-m", "pipeline.cli", what), moment)
                figures.counts[f"of a {what}"] += was_hit
                hit += was_hit
            code, told = place.run()
            figures.counts["kills"] += hit
            found = differences(wanted, contents(place))
            figures.counts["offices"] += 1
            figures.counts["as undisturbed"] += not found
            if "Traceback" in told:
                found.append(f"exit code {code}: {told[-300:]}")
            figures.wrong += [f"killed after {', '.join(f'{m:.2f}' for m in at)} s: {line}" for line in found]
            figures.tell("kills")
            if not hit:
                took *= 0.9
    return figures

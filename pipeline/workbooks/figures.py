"""The figures of a register that several sheets of the roll-up tell, each counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Register

from .counts import Counts
from .lists import AgencyList
from .review import waiting
from .standing import Tally


@dataclass(frozen=True, slots=True)
class Figures:
    """How all tasks stand and those of each list (by key) that its body answers for, what waits for a person, and how
    much there is of everything."""

    whole: Tally
    of: Mapping[str, Tally]
    waiting: Mapping[str, int]
    counts: Counts

    @classmethod
    def count(cls, register: Register, lists: Sequence[AgencyList]) -> Figures:
        """Count them."""
        return cls(Tally.of(register.tasks, register.as_of),
                   {one.key: Tally.of(one.led, register.as_of) for one in lists},
                   waiting(register), Counts.of(register, lists))

"""What a measurement counted, and what went wrong."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Figures:
    """``counts`` by what was counted, in order; ``wrong`` are sentences."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def tell(self, name: str) -> None:
        """Say how far it is, for whoever waits."""
        told = ", ".join(f"{value} {what}" for what, value in self.counts.items())
        print(f"{name}: {told}; wrong {len(self.wrong)} {self.wrong[-2:]}", file=sys.stderr, flush=True)

"""A run of the program whose clock goes after by so many seconds: for tests alone.

    python -m tools.stress.set_clock SECONDS COMMAND…
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from pipeline.store import clock


def main(arguments: Sequence[str]) -> None:
    """Run the command as ``chidao`` does, by a clock that was set back."""
    seconds, *command = arguments
    clock._system = lambda: datetime.now(clock.VIETNAM) - timedelta(seconds=float(seconds))
    from pipeline.cli import main as chidao  # noqa: PLC0415  the clock is set first

    sys.argv[:] = ["chidao", *command]
    chidao()


if __name__ == "__main__":
    main(sys.argv[1:])

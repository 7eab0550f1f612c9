"""One measurement in a process of its own, so that its peak memory is its own.

    python -m tools.bench.child line|pdfplumber FILE…

Prints one JSON object: pages, seconds of processor time with that of programs called (a machine that is
busy with other things does not tilt the comparison), peak_mb, and the files that could not be used with the
reason. What a process does once is not counted in seconds but in loading: imports, models, tables, and a first
file to warm up. Every other file is read once, so that nothing is answered from memory.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def by_line() -> Callable[[Path], int]:
    """The whole line of the program, from the file to its tasks; the store is not touched."""
    from pipeline.compose import extract, warm_up  # noqa: PLC0415 - the other child must not pay for it
    from pipeline.settings import Settings  # noqa: PLC0415

    settings = Settings()
    warm_up()
    return lambda path: extract(path, settings).source.pages


def by_pdfplumber() -> Callable[[Path], int]:
    """What pdfplumber's ``extract_text`` needs for every page, pages closed as its documentation advises."""
    import pdfplumber  # noqa: PLC0415

    def pages_of(path: Path) -> int:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.close()
            return len(pdf.pages)

    return pages_of


def spent() -> float:
    """Seconds of processor time of this process so far, with those of the programs it has called."""
    called = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + called.ru_utime + called.ru_stime


def measure(pages_of: Callable[[Path], int], paths: list[Path]) -> dict[str, object]:
    """Run every file once after a warm-up with the first."""
    failed: dict[str, str] = {}
    pages, seconds, loading = 0, 0.0, 0.0
    for turn, path in enumerate([paths[0], *paths]):
        began = spent()
        try:
            found = pages_of(path)
        except Exception as error:  # a file that one side cannot use is left out on both
            failed[str(path)] = f"{type(error).__name__}: {error}"
            continue
        if turn:
            pages, seconds = pages + found, seconds + spent() - began
        else:
            loading = spent()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": pages, "seconds": seconds, "loading": round(loading, 2), "peak_mb": round(peak, 1),
            "failed": failed}


if __name__ == "__main__":
    ways = {"line": by_line, "pdfplumber": by_pdfplumber}
    print(json.dumps(measure(ways[sys.argv[1]](), [Path(name) for name in sys.argv[2:]]), ensure_ascii=False))

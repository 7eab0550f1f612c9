"""What a second worker gives, and what a cluster costs: ``python -m tools.bench.cluster [TURNS]``.

A worker is a machine of one core here: each is bound to a core of its own, and so is the process of the pool that
stands for one. Scans are single pages drawn of the samples; everything is loaded before the clock starts. One and two
take turns directly after each other, since other programs may run on the machine: the best pair counts, with the load
beside it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from pipeline.office.working import attempt, cluster_pool, extract, process_pool
from pipeline.reading.ocr import scan, tesseract
from pipeline.settings import Settings
from tools.stress.machines import Machines

from .ocr import ROOT, SAMPLES

WANTED = 1.8
TURNS = 3
SMALL = 100
"""So many small files tell what a cluster costs."""

_MOST = 10  # pages
_TEXT = """ỦY BAN NHÂN DÂN TỈNH HÒA AN
Số: {0}/UBND-VX
Hòa An, ngày 05 tháng 3 năm 2025
Kính gửi: Sở Y tế

1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra {0} cơ sở, báo cáo trước ngày 30/4/2025.
"""
Figures = dict[str, Any]


def pages(folder: Path) -> list[Path]:
    """Single pages of the samples as scans."""
    found: list[Path] = []
    for name in SAMPLES:
        document = pdfium.PdfDocument(ROOT / "corpus" / "samples" / f"{name}.pdf")
        for n, page in enumerate(document):
            found.append(folder / f"{name}-{n}.pdf")
            page.render(scale=scan.DPI / 72, grayscale=True).to_pil().save(found[-1], resolution=scan.DPI)
        document.close()
    return found[:_MOST]


def small(folder: Path, count: int = SMALL) -> list[Path]:
    """Short letters as text."""
    found = [folder / f"cv-{n}.txt" for n in range(count)]
    for n, path in enumerate(found):
        path.write_text(_TEXT.format(n + 1), "utf-8")
    return found


def timed(pool: Executor, paths: Sequence[Path], settings: Settings) -> float:
    """Wall seconds until all files are read."""
    began = time.perf_counter()
    for future in [pool.submit(attempt, extract, path, settings) for path in paths]:
        future.result()
    return time.perf_counter() - began


def in_pool(workers: int, paths: Sequence[Path]) -> float:
    """The same in so many watched processes, on as many cores, driver included."""
    command = ["taskset", "-c", _cores(workers), sys.executable, "-m", "tools.bench.cluster", "--pool", str(workers)]
    done = subprocess.run([*command, *map(str, paths)], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout.splitlines()[-1])


def _cores(count: int) -> str:
    return ",".join(map(str, sorted(os.sched_getaffinity(0))[:count]))


def _warm(pool: Executor, paths: Sequence[Path], workers: int, settings: Settings) -> None:
    timed(pool, [*paths[:1]] * workers, settings)  # each process reads one


def compare(turns: int = TURNS) -> Figures:
    """All figures; ``skipped`` tells why there are none."""
    if len(os.sched_getaffinity(0)) < 2:
        return {"skipped": "one core alone"}
    if not tesseract.available():
        return {"skipped": "Tesseract or its Vietnamese data is not installed"}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        scans, letters = pages(folder), small(folder)
        figures: Figures = {"pages": len(scans), "files": len(letters)}
        figures["pool"] = _best(turns, lambda count: in_pool(count, scans))
        groups = {count: _group(folder, count) for count in (1, 2)}
        try:
            figures["cluster"] = _best(turns, lambda count: groups[count][1](scans))
            costs = [(in_pool(1, letters), groups[1][1](letters)) for _ in range(turns)]
            here, there = (min(cost[k] for cost in costs) / len(letters) * 1000 for k in (0, 1))
            figures["small"] = {"here_ms": round(here, 1), "there_ms": round(there, 1)}
        finally:
            for machines, _ in groups.values():
                machines.end()
    return figures


def _group(folder: Path, count: int) -> tuple[Machines, Callable[[Sequence[Path]], float]]:
    """So many workers on cores of their own, and what reads files by them."""
    own = folder / f"{count}"
    own.mkdir()
    machines = Machines(own)
    machines.start_scheduler()
    for n in range(count):
        machines.start_worker(before=("taskset", "-c", _cores(count).split(",")[n]))
    machines.ready()
    settings = Settings(home=folder / "kho", cluster=machines.address)

    def read(paths: Sequence[Path]) -> float:
        make = cluster_pool(settings)
        if make is None:
            raise ValueError("no address")
        with make(count) as pool:
            _warm(pool, paths, count, settings)
            return timed(pool, paths, settings)

    return machines, read


def _best(turns: int, seconds: Callable[[int], float]) -> Figures:
    """Seconds of one and of two in pairs: the pair with the best ratio, and all ratios."""
    pairs = []
    for _ in range(turns):
        load = os.getloadavg()[0]
        one, two = seconds(1), seconds(2)
        pairs.append({"one": round(one, 1), "two": round(two, 1), "ratio": round(one / two, 2), "load": round(load, 1)})
    return {**max(pairs, key=lambda pair: pair["ratio"]), "ratios": [pair["ratio"] for pair in pairs]}


def show(figures: Figures) -> None:
    """Print the figures in words."""
    if "skipped" in figures:
        print(f"Several machines: not measured, {figures['skipped']}")
        return
    print(f"Two against one on {figures['pages']} scanned pages, a core each (wanted: at least {WANTED} ×):")
    for way, words in (("pool", "processes on one machine"), ("cluster", "workers of a cluster")):
        found = figures[way]
        print(f"  {words:26} {found['one']:6.1f} s → {found['two']:5.1f} s   {found['ratio']:.2f} × "
              f"(load {found['load']}; all turns: {', '.join(map(str, found['ratios']))})")
    cost = figures["small"]
    print(f"  a small file costs {cost['here_ms']:.0f} ms in a process, {cost['there_ms']:.0f} ms on a worker "
          f"({cost['there_ms'] - cost['here_ms']:+.0f} ms)")


def main(arguments: list[str]) -> None:
    """Measure and print; with ``--pool N FILE…`` time a pool alone."""
    if arguments[:1] == ["--pool"]:
        workers, paths = int(arguments[1]), [Path(name) for name in arguments[2:]]
        settings = Settings(workers=workers)
        with process_pool(workers, settings) as pool:
            _warm(pool, paths, workers, settings)
            print(timed(pool, paths, settings))
        return
    figures = compare(int(arguments[0]) if arguments else TURNS)
    show(figures)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1:])

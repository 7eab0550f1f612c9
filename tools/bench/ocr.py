"""How fast scans are read: pages a second of the reading room and of Tesseract alone with as many processes.

    python -m tools.bench.ocr [FILE…]

Both read the same pages at the same resolution. Tesseract alone gets each page rendered beforehand and writes
its plain text; the reading room renders, straightens and cleans the pages, and makes a document of them: once with
the files side by side in processes, as the program reads a batch, and once one file after another, as somebody who
waits for one file sees it (its last page has the machine for itself). Beside the time by the clock stands that of the
processor, which hardly changes with what else the machine does.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from pipeline.reading import read
from pipeline.reading.ocr import scan, tesseract

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ("cv-1612-ubnd-vxnv-2024", "tb-146-tb-vpcp-2018", "kh-86-kh-ubnd-2023")
"""Samples to draw scans of: prose, a list of conclusions, a plan with a table."""


def pictures(paths: list[Path], folder: Path) -> list[Path]:
    """Every page of the files as a PNG in ``folder``."""
    found: list[Path] = []
    for path in paths:
        document = pdfium.PdfDocument(path)
        for i in range(len(document)):
            picture, _ = scan.render(document[i], scan.DPI)
            found.append(folder / f"{path.stem}-{i + 1}.png")
            picture.save(found[-1], compress_level=1)
        document.close()
    return found


def spent() -> float:
    """Seconds of the processor of this process and of those that it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def alone(pages: list[Path]) -> tuple[float, float]:
    """Seconds by the clock and of the processor of Tesseract alone, one page a process, as many at once as the reading
    room has."""
    command = ["-", "-l", tesseract.LANGUAGE, "--dpi", str(scan.DPI)]

    def one(page: Path) -> None:
        subprocess.run(["tesseract", str(page), *command], capture_output=True, check=True,
                       env={**os.environ, "OMP_THREAD_LIMIT": "1"})

    began, before = time.perf_counter(), spent()
    with ThreadPoolExecutor(scan.workers()) as pool:
        list(pool.map(one, pages))
    return time.perf_counter() - began, spent() - before


def one_by_one(paths: list[Path]) -> float:
    """Wall seconds of the reading room for the same files, one after another."""
    began = time.perf_counter()
    for path in paths:
        read(path)
    return time.perf_counter() - began


def side_by_side(paths: list[Path]) -> tuple[float, float]:
    """Seconds by the clock and of the processor of the reading room for the same files, in as many processes as
    Tesseract alone has, each with one page at a time; the processes are there before the clock starts."""
    count = scan.workers()
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_one_page_at_a_time) as pool:
        list(pool.map(time.sleep, [1.0] * count))
        began = time.perf_counter()
        used = list(pool.map(_spent_on, sorted(paths, key=lambda p: -p.stat().st_size)))  # no long file left at the end
        return time.perf_counter() - began, sum(used)


def _one_page_at_a_time() -> None:
    scan.workers = lambda: 1


def _spent_on(path: Path) -> float:
    before = spent()
    read(path)
    return spent() - before


def drawn(folder: Path) -> list[Path]:
    """Scans made of the samples: their pages as pictures in grey, so that there are some everywhere."""
    found: list[Path] = []
    for name in SAMPLES:
        document = pdfium.PdfDocument(ROOT / "corpus" / "samples" / f"{name}.pdf")
        pages = [page.render(scale=scan.DPI / 72, grayscale=True).to_pil() for page in document]
        document.close()
        found.append(folder / f"{name}.pdf")
        pages[0].save(found[-1], save_all=True, append_images=pages[1:], resolution=scan.DPI)
    return found


def compare(paths: list[Path] | None = None) -> dict[str, Any]:
    """Both on ``paths``, else on the scans at hand, else on scans drawn of the samples, the better of two turns each;
    ``skipped`` tells why there are no figures."""
    if not tesseract.available():
        return {"skipped": "Tesseract or its Vietnamese data is not installed"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = paths or sorted((ROOT.parent / "shared/gold/scans").glob("*.pdf"))[:8] or drawn(folder)
        pages = pictures(paths, folder)
        times = [(alone(pages), side_by_side(paths), one_by_one(paths)) for _ in range(2)]
    bare, bare_used = (min(figures) for figures in zip(*(turn[0] for turn in times), strict=True))
    batch, batch_used = (min(figures) for figures in zip(*(turn[1] for turn in times), strict=True))
    single = min(turn[2] for turn in times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "files": len(paths), "pages": len(pages), "at_once": scan.workers(),
        "tesseract": round(len(pages) / bare, 2), "room": round(len(pages) / batch, 2),
        "ratio": round(batch / bare, 2), "ratio_processor": round(batch_used / bare_used, 2),
        "one_by_one": round(len(pages) / single, 2),
        "ratio_one_by_one": round(single / bare, 2), "peak_mb": round(peak, 1),
    }


def show(figures: dict[str, Any]) -> None:
    """Print the figures in words."""
    if "skipped" in figures:
        print(f"Scans: not measured, {figures['skipped']}.")
        return
    print(f"Scans, {figures['files']} files, {figures['pages']} pages, {figures['at_once']} at once:")
    print(f"  {'Tesseract alone':26} {figures['tesseract']:8.2f} pages/s")
    print(f"  {'chidao, files side by side':26} {figures['room']:8.2f} pages/s")
    print(f"  {'chidao, one after another':26} {figures['one_by_one']:8.2f} pages/s   "
          f"peak {figures['peak_mb']:7.1f} MB")
    print(f"  time side by side {figures['ratio']:.2f} times that of Tesseract alone (wanted: at most 1.25), "
          f"one after another {figures['ratio_one_by_one']:.2f} times;"
          f" processor side by side {figures['ratio_processor']:.2f} times")


if __name__ == "__main__":
    result = compare([Path(name) for name in sys.argv[1:]])
    show(result)
    sys.exit("skipped" in result)

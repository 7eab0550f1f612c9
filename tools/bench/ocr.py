"""How fast scans are read: pages a second of the reading room and of Tesseract alone with as many processes.

    python -m tools.bench.ocr [FILE…]

Both read the same pages at the same resolution. Tesseract alone gets each page rendered beforehand and writes
its plain text; the reading room renders, straightens and cleans the pages, and makes a document of them.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.reading import read
from pipeline.reading.ocr import scan, tesseract

ROOT = Path(__file__).resolve().parents[2]


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


def alone(pages: list[Path]) -> float:
    """Wall seconds of Tesseract alone, one page a process, as many at once as the reading room has."""
    command = ["-", "-l", tesseract.LANGUAGE, "--dpi", str(scan.DPI)]

    def one(page: Path) -> None:
        subprocess.run(["tesseract", str(page), *command], capture_output=True, check=True,
                       env={**os.environ, "OMP_THREAD_LIMIT": "1"})

    began = time.perf_counter()
    with ThreadPoolExecutor(scan.workers()) as pool:
        list(pool.map(one, pages))
    return time.perf_counter() - began


def by_room(paths: list[Path]) -> float:
    """Wall seconds of the reading room for the same files, one after another."""
    began = time.perf_counter()
    for path in paths:
        read(path)
    return time.perf_counter() - began


def main() -> int:
    """Measure both and print pages a second, their ratio and the peak memory."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted((ROOT.parent / "shared/gold/scans").glob("*.pdf"))[:4]
    if not paths or not tesseract.available():
        print("No scans, or no Tesseract with Vietnamese data.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        pages = pictures(paths, Path(folder))
        times = [(alone(pages), by_room(paths)) for _ in range(2)]
    bare, room = (min(turn[k] for turn in times) for k in (0, 1))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(pages)} scanned pages, {scan.workers()} at once:")
    print(f"  Tesseract alone  {len(pages) / bare:6.2f} pages/s")
    print(f"  reading room     {len(pages) / room:6.2f} pages/s   ratio {room / bare:.2f} (wanted: at most 1.25)")
    print(f"  peak memory      {own:.0f} MB, and {child:.0f} MB for each Tesseract")
    return 0


if __name__ == "__main__":
    sys.exit(main())

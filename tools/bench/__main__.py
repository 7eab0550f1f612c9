"""``make bench``: prints the figures and writes them to ``outputs/bench.json``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from . import cluster, limits, ocr, publishing

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
RATIO, START = 6, 1.5
"""What is wanted: pages a second as times those of pdfplumber, seconds of a cold start on a quiet machine."""
Figures = dict[str, Any]


def born_digital() -> list[Path]:
    """The PDFs with a text layer: the samples, and the annotated ones where they are at hand."""
    folders = (ROOT / "corpus" / "samples", ROOT.parent / "shared" / "gold" / "input")
    return sorted(path for folder in folders for path in folder.glob("*.pdf"))


def child(way: str, paths: list[Path]) -> Figures:
    """Measure one way in a new process."""
    command = [sys.executable, "-m", "tools.bench.child", way, *map(str, paths)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: Figures = json.loads(result.stdout.splitlines()[-1])
    return figures


def speed(paths: list[Path]) -> Figures:
    """Pages a second of the line and of pdfplumber on the same files, the better of two turns each."""
    failed = {name: why for way in ("line", "pdfplumber") for name, why in child(way, paths)["failed"].items()}
    usable = [path for path in paths if str(path) not in failed]
    if not usable:
        return {"files": 0, "failed": _named(failed)}
    turns = [(child("line", usable), child("pdfplumber", usable)) for _ in range(2)]
    line, other = (min((turn[k] for turn in turns), key=lambda f: float(f["seconds"])) for k in (0, 1))
    rates = [figures["pages"] / figures["seconds"] for figures in (line, other)]
    return {
        "files": len(usable),
        "pages": line["pages"],
        "line": {"pages_per_second": round(rates[0], 1), **_beside(line)},
        "pdfplumber": {"pages_per_second": round(rates[1], 1), **_beside(other)},
        "ratio": round(rates[0] / rates[1], 2),
        "failed": _named(failed),
    }


def _beside(figures: Figures) -> Figures:
    return {name: figures[name] for name in ("loading", "peak_mb")}


def _named(failed: dict[str, str]) -> dict[str, str]:
    return {Path(name).name: why for name, why in failed.items()}


def by_ocr() -> Figures:
    """Pages a second of scans, measured in a new process: this one's memory is not theirs."""
    command = [sys.executable, "-c", "import json; from tools.bench import ocr; print(json.dumps(ocr.compare()))"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: Figures = json.loads(result.stdout.splitlines()[-1])
    return figures


def cold_start(path: Path) -> Figures:
    """Wall seconds of ``chidao extract FILE --json`` from nothing, median of three."""
    command = [str(Path(sys.executable).with_name("chidao")), "extract", str(path), "--json"]
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - began)
    return {"file": path.name, "seconds": round(statistics.median(seconds), 2)}


def main() -> int:
    """Measure all, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outputs", type=Path, default=ROOT / "outputs")
    outputs: Path = parser.parse_args().outputs
    paths = born_digital()
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    figures: Figures = {"machine": machine, "speed": speed(paths), "cold_start": cold_start(paths[0])}
    figures["scans"] = by_ocr()
    figures["machines"] = cluster.compare()
    figures["limits"] = limits.compare()
    figures["publishing"] = publishing.compare()
    show(figures)
    outputs.mkdir(parents=True, exist_ok=True)
    target = outputs / "bench.json"
    target.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"Written: {outputs.name}/{target.name}")
    return 0


def show(figures: Figures) -> None:
    """Print the figures in words."""
    pace, start = figures["speed"], figures["cold_start"]
    if pace["files"]:
        print(f"Speed on {pace['files']} born-digital PDFs, {pace['pages']} pages, one process:")
        for way, words in (("line", "chidao, file to tasks"), ("pdfplumber", "pdfplumber extract_text")):
            told = pace[way]
            print(f"  {words:26} {told['pages_per_second']:8.1f} pages/s   peak {told['peak_mb']:7.1f} MB   "
                  f"loading {told['loading']:.1f} s")
        print("  (loading: imports, models and a first file, once in a process, not counted in the pages a second)")
        print(f"  ratio {pace['ratio']:.2f} (wanted: at least {RATIO})")
    for name, why in pace["failed"].items():
        print(f"  left out: {name}: {why}")
    print(f"Cold start of `chidao extract` for {start['file']}: {start['seconds']:.2f} s (median of {ROUNDS}, "
          f"wanted: under {START} on a quiet machine)")
    ocr.show(figures["scans"])
    cluster.show(figures["machines"])
    publishing.show(figures["publishing"])
    print("Time limits on the case tables of the tests:")
    for way, found in figures["limits"].items():
        shares = f"precision {found['precision']:.3f}   recall {found['recall']:.3f}"
        print(f"  {way:26} {shares}   ({found['cases']} cases)")


if __name__ == "__main__":
    sys.exit(main())

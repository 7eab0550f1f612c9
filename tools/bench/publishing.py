"""How fast workbooks are written: 50,000 rows beside openpyxl's own way, and a large register published three times.

    python -m tools.bench.publishing rows|openpyxl|register [TASKS [BODIES]]

Each prints one JSON object, measured in a process of its own, so that its peak memory is its own. Seconds are of
processor time: a machine that is busy with other things does not tilt the comparison.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from pipeline.office.publishing import write
from pipeline.workbooks.files import save
from pipeline.workbooks.looks import register_looks
from pipeline.workbooks.sheet import Book, Column, Layout, Sheet, Value

from . import registers

ROOT = Path(__file__).resolve().parents[2]
ROWS, TASKS, BODIES, CHANGED = 50_000, 100_000, 1_000, 10
SECONDS, MEGABYTES, SECOND, THIRD = 10, 600, 0.05, 0.02
"""What is wanted: seconds for the rows, peak memory, and the second and third publishing as shares of the first."""

_LOOKS = ("center", "text", "date", "text", "center", "text", "text", "text", "date", "text", "text", "center",
          "center", "text")
_WIDTHS = (5, 13, 12, 12, 7, 42, 15, 15, 12, 14, 11, 13, 12, 18)


def _row(number: int) -> list[Value]:
    """Fourteen cells as a list of tasks has them."""
    day = date(2025, 1, 1) + timedelta(number % 400)
    return [number, f"{number % 900}/UBND-TH", day, "UBND tỉnh", "1.a",
            f"Rà soát, lập danh mục công trình số {number}, báo cáo kết quả và đề xuất biện pháp khắc phục trong phạm "
            "vi trách nhiệm được giao", "Sở Xây dựng",
            "Sở Tài chính; Sở Nội vụ", day + timedelta(30), f"“trước ngày {day:%d/%m}”", "Báo cáo",
            "Chưa hoàn thành trong hạn", f"Còn {number % 90} ngày", None]


def rows() -> None:
    """The rows through the program's sheets, into a file."""
    def make() -> Book:
        book = Book()
        columns = [Column(look, width, look) for look, width in zip(_LOOKS, _WIDTHS, strict=True)]
        sheet = Sheet(book, "Danh mục", Layout(columns, []))
        for number in range(ROWS):
            sheet.row(_row(number))
        sheet.finish()
        return book

    with tempfile.TemporaryDirectory() as folder:
        save(make, Path(folder, "rows.xlsx"), "Danh mục", registers.AS_OF)


def by_openpyxl() -> None:
    """The same cells with the same styles through openpyxl's write-only mode."""
    book = Workbook(write_only=True)
    register_looks(book)
    sheet = book.create_sheet("Danh mục")
    styles = [f"{look} 12" if look in ("text", "center") else look for look in _LOOKS]
    for number in range(ROWS):
        cells = [WriteOnlyCell(sheet, value) for value in _row(number)]
        for cell, style in zip(cells, styles, strict=True):
            cell.style = style
        sheet.row_dimensions[number + 1].height = 48
        sheet.append(cells)
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder, "rows.xlsx"))


def published(tasks: int = TASKS, bodies: int = BODIES) -> dict[str, Any]:
    """A register published into an empty folder, once more with a few changed tasks, and once more as it is."""
    whole = registers.register(tasks, bodies)
    turns = (whole, again := registers.changed(whole, CHANGED), again)
    with tempfile.TemporaryDirectory() as folder:
        home, outputs = Path(folder, "store"), Path(folder, "outputs")
        found = [_timed(partial(write, home, outputs, one)) for one in turns]
        books = sum(1 for _ in outputs.rglob("*.xlsx"))
    return {"tasks": tasks, "bodies": bodies, "workbooks": books, "seconds": [round(one, 2) for one in found]}


def _timed(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


def compare() -> dict[str, Any]:
    """All figures, each way in a process of its own."""
    return {way: _child(way) for way in ("rows", "openpyxl", "register")}


def _child(way: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tools.bench.publishing", way]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return figures


def show(figures: dict[str, Any]) -> None:
    """Print the figures in words."""
    mine, other, whole = figures["rows"], figures["openpyxl"], figures["register"]
    print(f"Workbooks: {ROWS:,} styled rows of {len(_LOOKS)} columns in {mine['seconds']:.1f} s, peak "
          f"{mine['peak_mb']:.0f} MB (wanted: at most {SECONDS} s); openpyxl {other['seconds']:.1f} s")
    first, second, third = whole["seconds"]
    print(f"  {whole['tasks']:,} tasks of {whole['bodies']:,} bodies, {whole['workbooks']:,} workbooks: {first:.0f} s, "
          f"peak {whole['peak_mb']:.0f} MB (wanted: under {MEGABYTES})")
    print(f"  with {CHANGED} changed tasks {second:.1f} s, {second / first:.1%} of the first (wanted: under "
          f"{SECOND:.0%}); with nothing new {third:.1f} s, {third / first:.1%} (wanted: under {THIRD:.0%})")


def main(arguments: list[str]) -> None:
    """Measure one way and print its figures."""
    way, *sizes = arguments
    if way == "register":
        figures = published(*map(int, sizes))
    else:
        figures = {"seconds": round(_timed(rows if way == "rows" else by_openpyxl), 2)}
    figures["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1:])

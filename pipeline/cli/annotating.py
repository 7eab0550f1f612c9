"""``chidao gold export``: reviewed directives as right answers to measure by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.office.annotating import annotate
from pipeline.settings import Settings
from pipeline.store import open_store

from .console import output
from .deciding import the_one


def export(folder: Path, targets: Sequence[str], settings: Settings) -> int:
    """Write them, or those that ``targets`` (số, ký hiệu or files) mean; returns the exit code. Raises InputError for a
    target that means none or several."""
    with open_store(settings) as store:
        found = [the_one(store.find(target), store.find(target, removed=True), target, "gold export")
                 for target in targets]
    done = annotate(settings, folder, {sha256 for one in found for sha256 in one.sha256s})
    console = output()
    for name, tasks in done.written:
        console.print(f"  {name}: {tasks} nhiệm vụ", soft_wrap=True)
    for number, rows in done.undecided:
        console.print(f"  Chưa lấy {number}: còn {rows} dòng chưa có quyết định", soft_wrap=True)
    if not done.written:
        console.print("Chưa có văn bản nào mà mọi dòng đã có quyết định. Ghi Đúng, Sửa hoặc Bỏ ở cột “Quyết định” của "
                      "bảng rà soát, hoặc nêu văn bản đã duyệt ở tùy chọn --directive.", soft_wrap=True)
        return 0
    console.print(f"Đã ghi {len(done.written)} văn bản đã rà soát vào {folder}; đo độ chính xác: "
                  f"chidao evaluate \"{folder}\"", soft_wrap=True)
    return 0

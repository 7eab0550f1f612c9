"""``chidao review``, ``history``, ``undo``: what analysts changed in workbooks, taken in, looked up, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.model.review import CELL_WORDS, HEAD_WORDS, Correction
from pipeline.office.reviewing import accepted, changed_workbooks, review
from pipeline.settings import Settings
from pipeline.store import open_store

from .answers import SHOWN, cut, say_review
from .console import output
from .running import alone, publish_anew

STATES = {"taken": "", "conflict": "chờ chọn", "undone": "đã rút lại"}


def review_files(paths: Sequence[Path], settings: Settings, *, trial: bool, good_rows: bool) -> int:
    """Take in the workbooks, or those under the outputs that were changed; returns the exit code."""
    for path in paths:
        if not path.is_file():
            raise InputError(f"Không tìm thấy tệp “{path}”.", "Kiểm tra lại tên và đường dẫn của tệp.")
    console = output()
    with alone(settings):
        found = [path.absolute() for path in paths] or list(changed_workbooks(settings.outputs, settings.home))
        reviews = review(found, settings, trial=trial, good_rows=good_rows)
        for one in reviews:
            say_review(console, one)
        if not reviews:
            console.print(f"Không có bảng rà soát hay danh mục nào thay đổi trong {settings.outputs}.", soft_wrap=True)
        if trial:
            console.print("Chạy thử: chưa nhận chỗ sửa nào.")
        elif any(one.changed for one in reviews):
            publish_anew(console, settings, accepted(reviews))
    return InputError.exit_code if any(one.refused for one in reviews) else 0


def show_history(target: str, settings: Settings) -> int:
    """Print every change of a task or a head; returns the exit code."""
    with open_store(settings) as store:
        found, rows = store.history(target), store.kept_rows(target)
    if not found:
        output().print(f"Chưa ai sửa gì ở “{target}”. Mã nhiệm vụ ghi ở cột cuối của bảng rà soát.", soft_wrap=True)
    for name, row in rows:
        output().print(Text(f"Dòng {row.row}, trang “{row.sheet}” của “{name}”:", "bold"), soft_wrap=True)
        for heading, text in row.raw:
            output().print(Text(f"  {heading}: {' '.join(text.split())}"), soft_wrap=True)
    if not found:
        return 0
    table = Table("Lúc", "Ai sửa", "Ô", "Trước", "Sau", "Tệp", "Tình trạng", title=target, title_justify="left")
    for one in found:
        table.add_row(f"{one.at:%H:%M %d/%m/%Y}", one.who, _cell(one), one.before, one.after, one.source,
                      STATES[one.state])
    output().print(table)
    return 0


def _cell(one: Correction) -> str:
    return CELL_WORDS.get(one.cell) or HEAD_WORDS.get(one.cell) or one.cell


def undo(target: str, settings: Settings) -> int:
    """Take back what was changed of a task, or by the last workbook; returns the exit code."""
    console = output()
    with alone(settings):
        with open_store(settings) as store:
            found = store.undo(target)
        if not found:
            console.print("Không có chỗ sửa nào để rút lại.")
            return 0
        console.print(f"Đã rút lại {len(found)} chỗ sửa ({', '.join(dict.fromkeys(one.source for one in found))}):",
                      soft_wrap=True)
        for one in found[:SHOWN]:
            console.print(Text(f"  {_cell(one)}: “{cut(one.after)}” → “{cut(one.before)}”"), soft_wrap=True)
        publish_anew(console, settings)
    return 0

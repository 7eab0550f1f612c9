"""``chidao run``: take in, publish, and say what was done and where it is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.office import IngestReport, ingest, publish
from pipeline.office.collecting import collect
from pipeline.settings import Settings
from pipeline.store import DATABASE, open_store
from pipeline.store.clock import today
from pipeline.store.locking import one_run

from .console import output, progress_bar
from .trouble import tell

EXAMPLES = "vi-du"
"""The folder of the samples' lists and of their store."""

NAMED = 10
"""So many passed-over files are named; the others are counted."""


def run_office(paths: Sequence[Path], settings: Settings, samples: Path | None = None) -> int:
    """Ingest and publish; returns the exit code, the highest of the files that failed.

    Where no file was ever taken in and none waits, the ``samples`` show what the lists look like, in a store and a
    folder of their own.
    """
    if not paths and samples is not None and samples.is_dir() and _nothing_yet(settings):
        _say_samples(settings)
        aside = replace(settings, home=settings.home / EXAMPLES, outputs=settings.outputs / EXAMPLES)
        return run_office([samples], aside)
    if not paths and not settings.inbox.is_dir():
        raise InputError(f"Chưa có thư mục tiếp nhận {settings.inbox}.",
                         "Tạo thư mục đó và đặt tệp vào, hoặc chỉ rõ nơi để tệp: chidao run ĐƯỜNG_DẪN")
    with _closed_to_others(settings), one_run(settings.home, _say_busy):
        return _run(paths or [settings.inbox], settings)


@contextmanager
def _closed_to_others(settings: Settings) -> Iterator[None]:
    """Store, journals and lists speak of people and their work: only their owner, or also the group, reads them."""
    before = os.umask(0o027 if settings.group_reads else 0o077)
    try:
        yield
    finally:
        os.umask(before)


def _run(paths: Sequence[Path], settings: Settings) -> int:
    with progress_bar("Đang tiếp nhận") as advance:
        report = ingest(paths, settings, advance)
    console = output()
    _summary(console, report)
    _asides(console, report)
    if report.filed:
        console.print(f"Đã chuyển {len(report.filed)} tệp khỏi thư mục tiếp nhận: đã xử lý vào da-xu-ly, trùng lặp vào "
                      "trung-lap, lỗi vào loi (kèm ghi chú lý do).", soft_wrap=True)
    for failed in report.failed:
        tell(f"{failed.path}: {failed.message}", failed.advice)
    written = publish(settings, settings.outputs, today())
    console.print(Text(f"Đã ghi {len(written)} tệp:", "bold"))
    for file in written:
        console.print(f"  {file}", soft_wrap=True)
    console.print(f"Kho dữ liệu: {(settings.home / DATABASE).absolute()}", soft_wrap=True)
    return max((failed.exit_code for failed in report.failed), default=0)


def _nothing_yet(settings: Settings) -> bool:
    """Whether the office has taken in nothing and nothing waits in its inbox."""
    if collect([settings.inbox], settings).files if settings.inbox.is_dir() else ():
        return False
    if not (settings.home / DATABASE).exists():
        return True
    with open_store(settings) as store:
        counts = store.counts()
    return not (counts.files or counts.failures or counts.runs)


def _say_busy(who: str) -> None:
    tell(f"Đang có lượt chạy khác trên kho dữ liệu này: {who}.", "Chờ lượt đó xong rồi chạy tiếp; bấm Ctrl+C để thôi.")


def _say_samples(settings: Settings) -> None:
    console = output()
    console.print(Text("Chưa tiếp nhận văn bản nào: sau đây là ví dụ lập từ các văn bản mẫu.", "bold"))
    console.print(f"Đặt văn bản của cơ quan vào {settings.inbox} rồi chạy lại; khi đó các ví dụ không còn tham gia vào "
                  "bảng theo dõi.", soft_wrap=True)


def _summary(console: Console, report: IngestReport) -> None:
    table = Table(title="Tiếp nhận", title_justify="left")
    table.add_column("Tệp")
    table.add_column("Số lượng", justify="right")
    for label, count in (
        ("Đã xem", report.seen), ("Mới", len(report.new)), ("Đọc lại, có thay đổi", len(report.updated)),
        ("Đã có trong kho", len(report.known)), ("Lỗi", len(report.failed)), ("Hoãn", len(report.postponed)),
    ):
        table.add_row(label, str(count))
    console.print(table)
    if report.refreshed:
        console.print(f"Đọc lại {report.refreshed} bản gốc trong kho vì chương trình hoặc danh mục đã thay đổi.")


def _asides(console: Console, report: IngestReport) -> None:
    """What a clerk has to know of single files."""
    for twin in report.twins:
        told = f"“{twin.path.name}” là bản khác của văn bản đã có từ tệp “{twin.first}”; nhiệm vụ lấy theo tệp trước."
        console.print(told, soft_wrap=True)
    for path in report.split:
        told = f"Gói “{path.name}” có nhiều văn bản chỉ đạo; đã tách ra và tiếp nhận từng văn bản."
        console.print(told, soft_wrap=True)
    for path in report.postponed:
        told = f"Hoãn “{path.name}”: tệp đang được ghi hoặc chưa chép đủ; chạy lại sau khi chép xong."
        console.print(Text(told, "yellow"), soft_wrap=True)
    for one in report.skipped[:NAMED]:
        console.print(Text(f"Bỏ qua “{one.path.name}”: {one.reason}.", "dim"), soft_wrap=True)
    if len(report.skipped) > NAMED:
        console.print(Text(f"Bỏ qua thêm {len(report.skipped) - NAMED} tệp khác.", "dim"))

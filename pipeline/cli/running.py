"""``chidao run``: take in, publish, and say what was done and where it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from pipeline.errors import InputError
from pipeline.model.names import shown
from pipeline.model.review import REVIEWS, WAITING
from pipeline.office import IngestReport, days, ingest, publish
from pipeline.office.alone import alone as alone_at_work
from pipeline.office.changes import Changes
from pipeline.office.collecting import collect
from pipeline.office.fates import Fate
from pipeline.office.ingesting import Work
from pipeline.settings import Settings
from pipeline.store import is_there, open_store, place_of
from pipeline.store.clock import today
from pipeline.store.loss import refuse_missing

from .answers import say_hushed, take_back
from .console import Bar, errors, output, progress_bar
from .fates import line, table
from .trouble import tell

if TYPE_CHECKING:
    from pipeline.workbooks.placing import Beside

EXAMPLES = "vi-du"
"""The folder of the samples' lists and of their store."""

NAMED = 10
"""So many passed-over files are named; the others are counted."""

_OPEN = ("Đóng tệp rồi chạy lại thì bản mới vào đúng chỗ. Nếu không ai mở tệp, xóa tệp khóa (tên bắt đầu bằng “~$” "
         "hoặc “.~lock.”) nằm cùng thư mục.")
_CHANGED = "Chuyển hoặc đổi tên bản sửa tay rồi chạy lại thì bản mới vào đúng chỗ."

FEW = 3
"""So many new lists of one that moved are named."""


def run_office(paths: Sequence[Path], settings: Settings, samples: Path | None = None,
               as_of: date | None = None) -> int:
    """Ingest and publish; returns the exit code, the highest of the files that failed. With ``as_of`` the lists of that
    day are written, in a folder of their own.

    Where no file was ever taken in and none waits, the ``samples`` show what the lists look like, in a store and a
    folder of their own.
    """
    refuse_missing(settings)
    if not paths and samples is not None and samples.is_dir() and _nothing_yet(settings):
        _say_samples(settings)
        aside = replace(settings, home=settings.home / EXAMPLES, outputs=settings.outputs / EXAMPLES, database_url="")
        return run_office([samples], aside, as_of=as_of)
    if not paths and not settings.inbox.is_dir():
        raise InputError(f"Chưa có thư mục tiếp nhận {settings.inbox}.",
                         "Tạo thư mục đó và đặt tệp vào, hoặc chỉ rõ nơi để tệp: chidao run ĐƯỜNG_DẪN")
    with alone(settings):
        return _run(paths or [settings.inbox], settings, as_of)


def alone(settings: Settings) -> AbstractContextManager[None]:
    """No other run works on the store meanwhile; the user hears of one that is waited for."""
    return alone_at_work(settings, say_busy)


def _run(paths: Sequence[Path], settings: Settings, as_of: date | None) -> int:
    fates: list[Fate] = []
    with progress_bar("Đang tiếp nhận") as bar:
        report = ingest(paths, settings, bar.advance, Work(paged=bar.paged, said=bar.warn), partial(_tell, bar, fates))
    console = output()
    _closing(console, report, fates)
    publish_anew(console, settings, take_back(console, settings, report.workbooks), as_of)
    return max((failed.exit_code for failed in report.failed), default=0)


def publish_anew(console: Console, settings: Settings, taken: Collection[Path] = (), as_of: date | None = None) -> None:
    """Write the lists and say which differ and where they are, those of another day beside those of today; what people
    changed in the workbooks ``taken`` is in the store."""
    if as_of is None:
        published = publish(settings, settings.outputs, today(), taken)
        say_wrong(published.wrong)
        say_hushed(console, published.hushed)
        say_beside(published.beside)
        say_changes(console, published.changes)
        _places(console, settings, published.written)
        return
    aside = replace(settings, outputs=settings.outputs / days.FOLDER / as_of.isoformat())
    console.print(f"Lập danh mục theo ngày {as_of:%d/%m/%Y}; danh mục hiện nay giữ nguyên.")
    published = publish(settings, aside.outputs, as_of, past=True)
    say_beside(published.beside)
    _places(console, aside, published.written)


def _tell(bar: Bar, fates: list[Fate], fate: Fate) -> None:
    """A line as soon as it is known; what was passed over is named only so often."""
    fates.append(fate)
    told = line(fate)
    if told and (fate.kind != "skipped" or sum(one.kind == "skipped" for one in fates) <= NAMED):
        bar.say(told, stderr=fate.kind == "failed")


def say_wrong(wrong: Sequence[str]) -> None:
    """What cannot be used in the office's own list of bodies."""
    for told in wrong[:NAMED]:
        errors().print(Text(told, "yellow"), soft_wrap=True)
    if len(wrong) > NAMED:
        errors().print(Text(f"… và {len(wrong) - NAMED} chỗ khác; xem tất cả: chidao agencies export", "yellow"))


def say_beside(found: Sequence[Beside]) -> None:
    """The workbooks that were left as they are since somebody has them open or has changed them, and where the new ones
    are."""
    for one in found[:NAMED]:
        why = "đang mở trong chương trình khác" if one.open else "đã được sửa tay"
        tell(f"{one.path} {why} nên được giữ nguyên; bản mới ghi ở {one.written}.", _OPEN if one.open else _CHANGED)
    if len(found) > NAMED:
        errors().print(Text(f"… và {len(found) - NAMED} bảng khác, bản mới ghi bên cạnh", "yellow"))


def say_changes(console: Console, found: Changes) -> None:
    """The lists that have to be looked at, or sent on, again."""
    if not (found.changed or found.gone or found.moved):
        console.print("Không có danh mục nhiệm vụ nào thay đổi so với lần lập trước.")
        return
    for title, lists in (("có thay đổi hoặc mới lập", found.changed), ("không còn nhiệm vụ nào", found.gone)):
        if lists:
            console.print(Text(f"{len(lists)} danh mục {title}:", "bold"))
        for name in lists[:NAMED]:
            console.print(f"  {name[:1].upper()}{name[1:]}", soft_wrap=True)
        if len(lists) > NAMED:
            console.print(f"  … và {len(lists) - NAMED} danh mục khác")
    if found.moved:
        console.print(Text(f"{len(found.moved)} danh mục chuyển sang tên khác:", "bold"))
    for name, new in found.moved[:NAMED]:
        shown = "; ".join(f"{one[:1].upper()}{one[1:]}" for one in new[:FEW]) + (" …" if len(new) > FEW else "")
        console.print(f"  {name[:1].upper()}{name[1:]} → {shown}", soft_wrap=True)
    if len(found.moved) > NAMED:
        console.print(f"  … và {len(found.moved) - NAMED} danh mục khác")


def _places(console: Console, settings: Settings, written: Sequence[Path]) -> None:
    """Where to look; the list of an agency lies in a folder of its own."""
    for path in written:
        if path.parent == settings.outputs:
            console.print(f"Bảng tổng hợp: {path.absolute()}", soft_wrap=True)
        elif path.name == WAITING:
            console.print(f"Bảng rà soát, sửa được: {path.parent.absolute()}", soft_wrap=True)
    reviews = settings.outputs / REVIEWS
    lists = sorted({path.parent.parent for path in written if path.parent not in (settings.outputs, reviews)})
    for folder in lists:
        count = sum(path.parent.parent == folder for path in written)
        console.print(f"Danh mục của {count} cơ quan, nhóm cơ quan: {folder.absolute()}", soft_wrap=True)
    console.print(f"Kho dữ liệu: {place_of(settings)}", soft_wrap=True)


def _closing(console: Console, report: IngestReport, fates: Sequence[Fate]) -> None:
    if len(report.skipped) > NAMED:
        console.print(Text(f"Bỏ qua thêm {len(report.skipped) - NAMED} tệp khác.", "dim"))
    console.print(table(fates))
    if report.filed:
        console.print(f"Đã chuyển {len(report.filed)} tệp khỏi thư mục tiếp nhận: đã xử lý vào da-xu-ly, trùng lặp vào "
                      "trung-lap, lỗi vào loi (kèm ghi chú lý do).", soft_wrap=True)
    say_unfiled(report)
    if report.refreshed:
        console.print(f"Đọc lại {report.refreshed} bản gốc trong kho vì chương trình hoặc danh mục đã thay đổi.")


def say_unfiled(report: IngestReport) -> None:
    """The files that could not be moved out of the inbox."""
    if report.unfiled:
        first = report.unfiled[0]
        tell(f"Chưa chuyển được {len(report.unfiled)} tệp khỏi thư mục tiếp nhận, ví dụ “{shown(first.path.name)}”: "
             f"{first.reason}. Văn bản đã nhận vẫn nằm trong kho và có trong danh mục.",
             "Kiểm tra quyền ghi, dung lượng của ổ chứa thư mục tiếp nhận; lần chạy sau tự chuyển.")


def _nothing_yet(settings: Settings) -> bool:
    """Whether the office has taken in nothing and nothing waits in its inbox."""
    found = collect([settings.inbox], settings) if settings.inbox.is_dir() else None
    if found and (found.files or found.workbooks):
        return False
    if not is_there(settings):
        return True
    with open_store(settings) as store:
        counts = store.counts()
    return not (counts.files or counts.failures or counts.runs)


def say_busy(who: str) -> None:
    """Another run is at work and waited for."""
    tell(f"Đang có lượt chạy khác trên kho dữ liệu này: {who}.", "Chờ lượt đó xong rồi chạy tiếp; bấm Ctrl+C để thôi.")


def _say_samples(settings: Settings) -> None:
    console = output()
    console.print(Text("Chưa tiếp nhận văn bản nào: sau đây là ví dụ lập từ các văn bản mẫu.", "bold"))
    console.print(f"Đặt văn bản của cơ quan vào {settings.inbox} rồi chạy lại; khi đó các ví dụ không còn tham gia vào "
                  "bảng theo dõi.", soft_wrap=True)

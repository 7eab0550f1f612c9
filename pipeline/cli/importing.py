"""``chidao import``: what is understood of an office's own list is shown first, and written when that is wanted."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.model.review import CELL_WORDS
from pipeline.model.tracker import COLUMN_WORDS, TrackerSheet, Trouble
from pipeline.office.importing import Placed, Plan, plan, write
from pipeline.settings import Settings
from pipeline.store import open_store

from .answers import WORDS, cut
from .console import output
from .running import alone, publish_anew

SHOWN = 10
"""Values of one kind, and rows in doubt, that are shown one by one."""
_NONE = {"due": "không có ngày", "lead": "chưa rõ cơ quan"}
YES = frozenset(("có", "co", "c", "yes", "y"))


def import_file(path: Path, settings: Settings, *, yes: bool, trial: bool) -> int:
    """Show what a tracker says, and take it in when ``yes``, or when the person at the terminal says so."""
    if not path.is_file():
        raise InputError(f"Không tìm thấy tệp “{path}”.", "Kiểm tra lại tên và đường dẫn của tệp.")
    console = output()
    with alone(settings):
        with open_store(settings) as store:
            planned = plan(path.absolute(), settings, store)
            _say(console, planned)
            if trial or not (yes or _wanted(console)):
                told = "Chạy thử: chưa ghi gì vào kho." if trial else "Chưa ghi gì vào kho. Muốn ghi thì thêm --yes."
                console.print(told)
                return 0
            batch = write(planned, store)
        _say_kept(console, planned)
        if not batch:
            console.print("Kho đã có đủ nội dung của bảng này: không có gì thay đổi.")
            return 0
        console.print("Đã ghi vào kho. Muốn rút lại cả lần nhập này: chidao undo")
        publish_anew(console, settings)
    return 0


def _wanted(console: Console) -> bool:
    """Whether the person at the terminal says so; nobody is asked where there is none."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return console.input("Ghi vào kho? (có/không) ").strip().lower() in YES


def _say(console: Console, planned: Plan) -> None:
    console.print(Text(f"Bảng theo dõi “{planned.tracker.name}”", "bold"), soft_wrap=True)
    for sheet in planned.tracker.sheets:
        _say_sheet(console, sheet)
    _say_places(console, planned.placed)
    _say_differences(console, planned)
    added = {one.id for one in planned.added}
    counts = Counter(str(answer.outcome) for answer in planned.answers if answer.subject not in added)
    told = [f"thêm {len(added)} nhiệm vụ", *(f"{count} ô {words}" for outcome, words in WORDS.items()
                                            if (count := counts[outcome]))]
    console.print(f"Nếu ghi: {', '.join(told)}.", soft_wrap=True)
    _say_each(console, "Hai người cùng sửa, giữ cả hai giá trị", (
        f"dòng {one.row}, {one.column}: “{cut(one.after)}” ({one.why})" for one in planned.answers
        if one.outcome == "conflict"))


def _say_sheet(console: Console, sheet: TrackerSheet) -> None:
    if sheet.refused:
        console.print(Text(f"Trang “{sheet.name}”: bỏ qua, {sheet.refused}.", "yellow"), soft_wrap=True)
        return
    head = f"tiêu đề ở dòng {'–'.join(map(str, dict.fromkeys((sheet.head[0], sheet.head[-1]))))}" if sheet.head else (
        "tiếp bảng trên")
    others = "".join(f"; {count} {kind}" for kind, count in sheet.others.items())
    console.print(Text(f"Trang “{sheet.name}”: {head}; {len(sheet.lines)} dòng nhiệm vụ{others}.", "bold"),
                  soft_wrap=True)
    table = Table("Cột", "Tiêu đề trong tệp", "Hiểu là", "Vì sao")
    for column in sheet.columns:
        table.add_row(column.letter, column.heading, COLUMN_WORDS.get(column.field, COLUMN_WORDS["status"]), column.why)
    console.print(table)
    _say_troubles(console, sheet.troubles)


def _say_troubles(console: Console, troubles: Iterable[Trouble]) -> None:
    kinds: dict[tuple[str, str], list[Trouble]] = {}
    for one in troubles:
        kinds.setdefault((one.column, one.why), []).append(one)
    for (column, why), found in kinds.items():
        _say_each(console, f"{column}: {len(found)} giá trị {why}",
                  (f"dòng {one.row}: “{cut(' '.join(one.value.split()))}”" for one in found))


def _say_places(console: Console, placed: tuple[Placed, ...]) -> None:
    counts = Counter(one.bond for one in placed)
    alone_in = len({one.giver.key for one in placed if one.bond == "alone"})
    console.print(f"Ghép với kho: {counts['task']} dòng là nhiệm vụ đã có, {counts['directive']} dòng là nhiệm vụ "
                  f"khác của văn bản đã có, {counts['alone']} dòng của {alone_in} văn bản chưa có trong kho (khi văn "
                  "bản đến sẽ tự ghép).", soft_wrap=True)
    _say_each(console, "Chưa chắc, cần xem lại", (
        f"trang “{one.sheet.name}”, dòng {one.line.row}: {one.doubt}" for one in placed if one.doubt))


def _say_differences(console: Console, planned: Plan) -> None:
    """All of them, for nothing else tells them: the list and the store go apart from here on."""
    told = planned.differences
    _say_each(console, f"Bảng ghi khác kho ở {len(told)} ô, kho giữ nguyên", (
        f"trang “{one.sheet.name}”, dòng {one.line.row}, {CELL_WORDS[differs.cell]}: bảng ghi “{cut(differs.listed)}”, "
        f"kho ghi {f'“{cut(differs.kept)}”' if differs.kept else _NONE[differs.cell]}" for one, differs in told),
        len(told))


def _say_kept(console: Console, planned: Plan) -> None:
    """After it was taken in: what of the list the store has otherwise still."""
    if count := len(planned.differences):
        console.print(f"{count} ô về thời hạn, chủ trì mà bảng ghi khác kho (kể ở trên) không được nhận: kho giữ "
                      "nguyên. Ô nào của bảng đúng thì sửa ở bảng rà soát của văn bản.", soft_wrap=True)


def _say_each(console: Console, title: str, lines: Iterable[str], shown: int = SHOWN) -> None:
    told = list(lines)
    if told:
        console.print(Text(f"{title}:", "yellow"), soft_wrap=True)
    for line in told[:shown]:
        console.print(Text(f"  {line}"), soft_wrap=True)
    if len(told) > shown:
        console.print(f"  … và {len(told) - shown} chỗ nữa")

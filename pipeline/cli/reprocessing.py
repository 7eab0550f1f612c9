"""``chidao reprocess``: read again after an improvement, shown first, taken by a person's word, undone when wanted."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.model import Difference
from pipeline.model.register import FIELD_WORDS
from pipeline.model.review import HEAD_WORDS
from pipeline.office.reprocessing import Plan, Trial, changed, planned, take, try_out, undo
from pipeline.settings import Settings
from pipeline.store import open_store

from .console import output, progress_bar
from .deciding import the_one
from .running import alone, publish_anew

SHOWN = 40
"""So many differences are shown; the others are counted."""


def reprocess(targets: Sequence[str], settings: Settings) -> int:
    """Read again what another version of the program has read (only the ``targets`` when there are any), and show in
    what it differs; nothing is taken. Returns the exit code."""
    console = output()
    with alone(settings):
        plan = planned(settings, _contents(targets, settings))
        _say_plan(console, plan)
        if not plan.all:
            return 0
        with progress_bar("Đang đọc lại") as bar:
            trials = list(try_out(plan, settings, bar.advance))
        _show(console, trials)
    return 3 if any(one.kind in ("failed", "refused") for one in trials) else 0


def take_readings(settings: Settings) -> int:
    """Take the readings that were shown, and publish."""
    console = output()
    with alone(settings):
        with progress_bar("Đang nhận") as bar:
            batch, changes, every = take(settings, bar.advance)
        console.print(f"Đã nhận {every} bản đọc lại, {changes} văn bản có thay đổi. "
                      "Chỗ người rà soát đã sửa giữ nguyên.")
        if changes:
            console.print(f"Hoàn tác: chidao reprocess --undo {batch}")
        publish_anew(console, settings)
    return 0


def undo_readings(batch: str, settings: Settings) -> int:
    """Bring back what was read before, and publish."""
    console = output()
    with alone(settings):
        name, back, stay = undo(settings, batch)
        console.print(f"Đã hoàn tác lần đọc lại {name}: {len(back)} văn bản trở về như trước.")
        for one in stay:
            console.print(f"  “{one}” đã được đọc lại lần nữa sau đó nên giữ như hiện nay.", soft_wrap=True)
        publish_anew(console, settings)
    return 0


def list_readings(settings: Settings) -> int:
    """Print every taking of new readings."""
    with open_store(settings) as store:
        found = store.rereads()
    table = Table("Lần", "Lúc", "Người nhận", "Văn bản có thay đổi", "Trạng thái")
    for batch in dict.fromkeys(one.batch for one in found):
        rows = [one for one in found if one.batch == batch]
        table.add_row(batch, f"{rows[0].at:%H:%M %d/%m/%Y}", rows[0].who, str(len(rows)),
                      "đã hoàn tác" if rows[0].undone else "")
    output().print(table if found else "Chưa có lần đọc lại nào.")
    return 0


def _contents(targets: Sequence[str], settings: Settings) -> list[str]:
    with open_store(settings) as store:
        return [sha256 for target in targets
                for sha256 in the_one(store.find(target), (), target, "reprocess").sha256s]


def _say_plan(console: Console, plan: Plan) -> None:
    if not plan.all and not plan.gone:
        console.print("Mọi văn bản đều đã được đọc bằng phiên bản này; không có gì để đọc lại.")
        return
    console.print(f"{len(plan.all)} văn bản do phiên bản khác đọc: {len(plan.rules)} chỉ áp dụng lại luật, "
                  f"{len(plan.whole)} đọc lại cả tệp.")
    if plan.gone:
        console.print(f"Không còn bản gốc để đọc lại: {'; '.join(plan.gone)}.", soft_wrap=True)


def _show(console: Console, trials: Sequence[Trial]) -> None:
    table = Table(title="Khác biệt nếu nhận", title_justify="left", show_lines=True, expand=True)
    for column in ("Văn bản", "Mục", "Nội dung", "Điểm khác", "Hiện nay", "Đọc lại"):
        table.add_column(Text(column))
    rows = [row for one in trials for row in _rows(one)]
    for row in rows[:SHOWN]:
        table.add_row(*map(Text, row))
    if rows:
        console.print(table)
    if len(rows) > SHOWN:
        console.print(f"  … và {len(rows) - SHOWN} điểm nữa")
    for one in trials:
        if one.why:
            kind = "bị từ chối" if one.kind == "refused" else "không đọc lại được"
            console.print(f"“{one.name}” {kind}: {one.why}", soft_wrap=True)
    console.print(f"{changed(trials)} văn bản có thay đổi, {sum(one.kind == 'same' for one in trials)} không đổi. "
                  "Chưa nhận gì.")
    console.print("Nhận: chidao reprocess --take")


def _rows(one: Trial) -> list[tuple[str, ...]]:
    heads = [(one.name, "", "", HEAD_WORDS.get(name, name), old or "(không ghi)", new or "(không ghi)")
             for name, old, new in one.heads]
    return [*heads, *(_cells(one.name, task) for task in one.tasks)]


def _cells(name: str, one: Difference) -> tuple[str, ...]:
    absent = "(không có)" if one.field == "task" else "(không ghi)"
    told = (" ".join((words or absent).split()) for words in (one.standing, one.other))
    return name, one.clause or "–", " ".join(one.text.split()), FIELD_WORDS[one.field], *told

"""What became of each file, in a line for a clerk; and all of them in one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from rich.table import Table
from rich.text import Text

from pipeline.office.fate_words import MET, heading, is_refused, reason
from pipeline.office.fates import Fate, Kind

from .stepping import cut_words

SECRET = "secret"
"""The place in the table of files that are refused for secrecy."""

ROWS = {
    "new": "Đã tiếp nhận", "updated": "Cập nhật (đọc lại, có thay đổi)", "twin": "Trùng", "double": "Trùng",
    "removed": "Không nhận lại vì đã đưa ra khỏi danh mục", "failed": "Không xử lý được",
    SECRET: "Từ chối, tạm giữ vì dấu mật", "postponed": "Hoãn", "skipped": "Bỏ qua",
    "same": "Đã có từ lần trước, không đổi",
}
"""Kind → row of the table, in the order of the rows. A package is told by its directives."""


def line(fate: Fate) -> Text | None:
    """The line of a file, None for one that lies where it lay and says nothing new."""
    write = _LINES.get(fate.kind)
    return write(fate) if write else None


def table(fates: Iterable[Fate]) -> Table:
    """How many files came to what."""
    counts = Counter(ROWS[_row(fate)] for fate in fates if _row(fate) in ROWS)
    shown = Table(title="Kết quả tiếp nhận", title_justify="left")
    shown.add_column("Tệp")
    shown.add_column("Số lượng", justify="right")
    for label in dict.fromkeys(ROWS.values()):
        shown.add_row(Text(label, "" if counts[label] else "dim"), str(counts[label]))
    return shown


def _row(fate: Fate) -> Kind | str:
    return SECRET if is_refused(fate) else fate.kind


def _read(fate: Fate) -> Text:
    verb = "cập nhật: " if fate.kind == "updated" else ""
    return Text.assemble((fate.name, "bold"), f" → {verb}", *_reading(fate))


def _reading(fate: Fate) -> Iterable[str | tuple[str, str]]:
    yield heading(fate.head) if fate.head else ""
    yield f"; {fate.tasks} nhiệm vụ" if fate.tasks else "; không có nhiệm vụ nào"
    yield (f", {fate.points} điểm cần xem", "yellow") if fate.points else ""
    yield _acts(fate)
    yield f"; thay cho nội dung trước đó ở cùng chỗ (“{fate.met.name}”)" if fate.met else ""


def _acts(fate: Fate) -> tuple[str, str]:
    """What the directive does to others that are there, and they to it."""
    return "".join(f"; {act[:1].lower()}{act[1:]}" for act in fate.acts), "yellow"


def _twin(fate: Fate) -> Text:
    met, head = fate.met, fate.head
    if met is None or head is None:
        return Text(fate.name)
    told = MET[met.bond, met.stands].format(other=met.name, heading=heading(head if met.stands else met.head))
    wait = (f"; có hai bản khác nhau ở {met.differences} điểm → xem: chidao compare \"{head.number or fate.name}\"; "
            f"chọn: chidao choose \"{head.number or fate.name}\" TỆP --reason \"LÝ DO\"")
    return Text.assemble((fate.name, "bold"), f" → {told}", (wait, "yellow") if met.differences else "", _acts(fate))


def _double(fate: Fate) -> Text:
    first = "tệp cùng tên đã tiếp nhận" if fate.first == fate.name else f"“{fate.first}”"
    return Text.assemble((fate.name, "bold"), f" → trùng với {first}: nội dung giống hệt, không tính thêm")


def _failed(fate: Fate) -> Text:
    message, advice = getattr(fate.why, "message", ""), getattr(fate.why, "advice", "")
    told = reason(fate.name, getattr(fate.why, "code", ""), message)
    told = told if is_refused(fate) else f"không xử lý được: {told}"
    return Text.assemble((fate.name, "bold red"), " → ", (told, "red"), f" → {advice}" if advice else "")


def _postponed(fate: Fate) -> Text:
    told = " → hoãn: tệp đang được chép hoặc chưa chép đủ; chạy lại sau khi chép xong"
    return Text.assemble((fate.name, "bold"), (told, "yellow"))


def _skipped(fate: Fate) -> Text:
    return Text(f"{fate.name} → bỏ qua: {getattr(fate.why, 'reason', '')}", "dim")


def _removed(fate: Fate) -> Text:
    return Text.assemble((fate.name, "bold"), (f" → {getattr(fate.why, 'reason', '')}", "yellow"))


def _split(fate: Fate) -> Text:
    told = f" → gói có {fate.tasks} văn bản chỉ đạo, đã tách để tiếp nhận từng văn bản"
    return Text.assemble((fate.name, "bold"), told)


def _resumed(fate: Fate) -> Text:
    told = f" → {cut_words(fate.before)}; làm tiếp" if fate.before else ""
    return Text.assemble((fate.name, "bold"), (told, "yellow"))


_LINES: dict[Kind, Callable[[Fate], Text]] = {
    "new": _read, "updated": _read, "twin": _twin, "double": _double, "failed": _failed, "postponed": _postponed,
    "skipped": _skipped, "split": _split, "removed": _removed, "resumed": _resumed,
}

"""``chidao agencies``: which body a name means, and whether the tables of the registry hold together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import ChidaoError
from pipeline.knowledge.registry import Agency, Registry, Sort, meant, sort_of
from pipeline.knowledge.registry.checks import TABLES, problems
from pipeline.office.own import export as write_own
from pipeline.office.own import load_own
from pipeline.settings import Settings

from .console import output
from .showing import day

SORTS: dict[Sort, str] = {
    "body": "Danh mục không có tên này.",
    "group": "Tên này chỉ nhiều cơ quan, không phải một cơ quan.",
    "role": "Đây là vai trò hoặc tên gọi chung, không phải tên cơ quan; văn bản phải nêu cơ quan nào.",
    "person": "Đây là tên người, không phải tên cơ quan.",
}

LISTED = 12
"""So many successors are named; the others are counted."""


def find(name: str, on: date | None, place: str | None, today: date | None = None) -> int:
    """Tell which body ``name`` means on that day (today without one) in that province, and who it is today; 0 when
    there is one, else 1. Raises ChidaoError for a province that there is not."""
    registry, today = Registry.load(), today or date.today()
    asked = on or today
    home = registry.province(place, asked) if place else None
    if place and home is None:
        raise ChidaoError(f"Không có tỉnh, thành phố nào tên “{place}”.", "Ghi tên như: Lào Cai, Thành phố Huế.")
    days = (asked, None)  # a body that had ended by then is told all the same
    body = next(filter(None, (meant(registry, name, then, home.id if home else None, None) for then in days)), None)
    if body is None:
        return _unknown(output(), registry, name, place)
    _tell(output(), registry, body, asked, today)
    return 0


def check(folder: Path | None) -> int:
    """Print what is wrong with the tables; 0 when nothing is, else 1. Raises ChidaoError for a folder that is none."""
    if folder is not None and not folder.is_dir():
        raise ChidaoError(f"Không có thư mục “{folder}”.", "Kiểm tra lại đường dẫn.")
    found, console = problems(folder), output()
    for problem in found:
        console.print(Text(f"{problem.table}.csv, {problem.row}: {problem.message}"), soft_wrap=True)
    told = f"{len(found)} lỗi" if found else "không có lỗi"
    console.print(Text(f"Danh mục cơ quan: {len(TABLES)} bảng, {told}.", "bold"))
    return 1 if found else 0


def export(settings: Settings) -> int:
    """Write the office's own list of bodies, and tell what is wrong in the one that was there; 0 when nothing is, else
    1. Raises OutputError when it cannot be written."""
    wrong, console = load_own(settings).wrong, output()
    for told in wrong:
        console.print(Text(told, "yellow"), soft_wrap=True)
    if wrong and settings.agencies.exists():
        console.print("Danh sách được giữ nguyên; sửa các chỗ trên rồi chạy lại.", soft_wrap=True)
        return 1
    console.print(f"Danh sách cơ quan: {write_own(settings).absolute()}", soft_wrap=True)
    return 0


def _unknown(console: Console, registry: Registry, name: str, place: str | None) -> int:
    needs = place is None and registry.in_every_province(name)
    told = "Mỗi tỉnh, thành phố có một cơ quan tên này; ghi thêm --place." if needs else SORTS[sort_of(name)]
    console.print(Text(f"“{name}”: {told}"), soft_wrap=True)
    return 1


def _tell(console: Console, registry: Registry, body: Agency, asked: date, today: date) -> None:
    console.print(Text(body.name, "bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for label, value in _facts(registry, body, asked, today):
        grid.add_row(label, Text(value))
    console.print(grid)


def _facts(registry: Registry, body: Agency, asked: date, today: date) -> Iterator[tuple[str, str]]:
    above = registry.by_id(body.parent) if body.parent else None
    yield "Mã", body.id
    yield "Loại", ", ".join(part for part in (body.kind, f"cấp {body.level}" if body.level else "") if part)
    if above:
        province = body.parent in registry.provinces
        yield ("Thuộc địa bàn" if province else "Cấp trên"), f"{above.kind} {above.name}" if province else above.name
    yield "Hoạt động", _lasting(body)
    if not body.valid(asked):
        yield "Lưu ý", f"ngày {day(asked)} không có cơ quan này"
    if body.why:
        yield "Lý do", body.why
    yield "Nay là", _heirs(registry, body, today)


def _lasting(body: Agency) -> str:
    since = f"từ {day(body.valid_from)}" if body.valid_from else ""
    until = f"đến {day(body.valid_to)}" if body.valid_to else "đến nay"
    return f"{since} {until}".strip()


def _heirs(registry: Registry, body: Agency, today: date) -> str:
    heirs = registry.heirs(body.id, today) or ((body, ""),)
    if body.valid_to and body.valid_to < today and heirs[0][0].id == body.id:
        return "không có cơ quan nào kế thừa"
    rest = len(heirs) - LISTED
    lines = [_placed(registry, heir) + (f" ({share})" if share else "") for heir, share in heirs[:LISTED]]
    return "\n".join([*lines, *([f"… và {rest} cơ quan khác"] if rest > 0 else [])])


def _placed(registry: Registry, body: Agency) -> str:
    """The name, of a body of a district or commune with its province."""
    province = registry.provinces.get(body.place) if body.level in ("huyện", "xã") else None
    return f"{body.name}, {province.kind} {province.name}" if province else body.name

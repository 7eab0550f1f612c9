"""``chidao init`` and ``chidao settings``: the settings of an office."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline import connections
from pipeline.configuration import ENTRIES, VARIABLES, Configuration, load, refuse_existing, write
from pipeline.errors import InputError
from pipeline.knowledge.registry import Office, Registry
from pipeline.knowledge.registry.office import alike
from pipeline.office.own import export, unknown
from pipeline.settings import Settings
from pipeline.store.clock import today
from pipeline.web.roles import ADMIN

from .console import output
from .trouble import tell

FEW = 6
"""So many bodies around an office are named; the others are counted."""

ORIGINS = {"default": "mặc định", "file": "chidao.toml", "environment": "biến môi trường {}"}


def init_office(folder: Path, office: str | None) -> None:
    """Write ``chidao.toml`` and make the inbox; None asks whose office this is. Raises ConfigurationError when the file
    is there."""
    refuse_existing(folder.absolute())
    name = (_asked() if office is None else office).strip()
    file = write(folder.absolute(), name)
    settings = load(folder).settings
    settings.inbox.mkdir(parents=True, exist_ok=True)
    console = output()
    console.print(f"Đã tạo {file}", soft_wrap=True)
    console.print(f"Thư mục tiếp nhận: {settings.inbox}", soft_wrap=True)
    _tell_office(console, settings)
    console.print("Mở tệp để xem và đổi thiết lập; xem thiết lập đang dùng: chidao settings")
    _first_administrator(console, settings)


def _first_administrator(console: Console, settings: Settings) -> None:
    """Ask at a terminal for the first account of the pages; elsewhere tell how it is made."""
    how = f"Tạo tài khoản quản trị của trang web: chidao user add TÊN --role {ADMIN}"
    name = str(typer.prompt("Tên đăng nhập của người quản trị trang web (Enter để tạo sau)", default="",
                            show_default=False)).strip() if interactive() else ""
    if not name:
        console.print(how, soft_wrap=True)
        return
    from .accounts import add  # noqa: PLC0415  Django is loaded only when an account is made

    try:
        add(settings, name, ADMIN, (), "")
    except InputError as error:  # the rest of the office stands
        tell(error.message, error.advice)
        console.print(how, soft_wrap=True)


def interactive() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def _asked() -> str:
    """Whose office this is, "" for none; nobody is asked where nobody can answer."""
    if not interactive():
        return ""
    name = typer.prompt("Tên cơ quan sử dụng (Enter nếu không ghi)", default="", show_default=False).strip()
    close = alike(name) if name and Office(name, today()).body is None else []
    if not close:
        return str(name)
    for number, one in enumerate(close, 1):
        output().print(f"  {number}. {one}")
    chosen = typer.prompt(f"Danh mục không có “{name}”. Chọn số, hoặc Enter để giữ tên đã ghi", default="",
                          show_default=False).strip()
    return close[int(chosen) - 1] if chosen.isdigit() and 0 < int(chosen) <= len(close) else str(name)


def _tell_office(console: Console, settings: Settings) -> None:
    """What the registry knows of the office, and where to correct it."""
    if not settings.office:
        console.print("Chưa ghi cơ quan sử dụng: cơ quan trong các bảng được ghi kèm tên tỉnh, thành phố theo văn bản.",
                      soft_wrap=True)
        return
    office = Office(settings.office, today())
    for told in unknown(office):
        console.print(told, soft_wrap=True)
    if office.body:
        found = office.family(today())
        console.print(f"Cơ quan sử dụng: {office.body.name}", soft_wrap=True)
        if office.body.valid_to and office.body.valid_to < today():
            heirs = "; ".join(body.name for body in Registry.load().successors(office.body.id, today()))
            console.print(f"  Cơ quan này hoạt động đến hết ngày {office.body.valid_to:%d/%m/%Y}; nay là: "
                          f"{heirs or '(danh mục không ghi)'}. Nếu ghi nhầm, sửa dòng office trong tệp thiết lập.",
                          soft_wrap=True)
        around = (("Cấp trên", found.superiors), ("Bộ phận", found.units), ("Trực thuộc, cấp dưới", found.under))
        for label, bodies in around:
            console.print(f"  {label}: {_few([body.name for body in bodies])}", soft_wrap=True)
    console.print(f"Danh sách cơ quan để sửa, bổ sung: {export(settings)}", soft_wrap=True)


def _few(names: Sequence[str]) -> str:
    more = f" … và {len(names) - FEW} cơ quan khác" if len(names) > FEW else ""
    return "; ".join(names[:FEW]) + more if names else "(danh mục không ghi)"


def show_settings(configured: Configuration) -> None:
    """Every setting with its value, where it came from and what it is for."""
    console = output()
    told = configured.file or "chưa có chidao.toml (tạo bằng lệnh chidao init); đang dùng giá trị mặc định"
    console.print(f"Tệp thiết lập: {told}", soft_wrap=True)
    table = Table(show_header=True)
    for heading in ("Thiết lập", "Giá trị", "Lấy từ", "Ý nghĩa"):
        table.add_column(heading, overflow="fold")
    for entry in ENTRIES:
        value = _shown(entry.shown(configured.settings))
        origin = ORIGINS[configured.origins[entry.field]].format(VARIABLES.get(entry.field))
        table.add_row(entry.name, Text(value), origin, entry.says)
    for name, shown in connections.told(configured.settings).items():
        table.add_row(Text(name), Text(str(shown)), ORIGINS["file"], "nơi nhận thông báo")
    console.print(table)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value) or "(chưa đặt)"

"""``chidao init`` and ``chidao settings``: the settings of an office."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table
from rich.text import Text

from pipeline.configuration import ENTRIES, Configuration, load, write

from .console import output

ORIGINS = {"default": "mặc định", "file": "chidao.toml", "environment": "biến môi trường CHIDAO_HOME"}


def init_office(folder: Path, office: str) -> None:
    """Write ``chidao.toml`` and make the inbox; raises ConfigurationError when the file is there."""
    file = write(folder.absolute(), office)
    settings = load(folder).settings
    settings.inbox.mkdir(parents=True, exist_ok=True)
    console = output()
    console.print(f"Đã tạo {file}", soft_wrap=True)
    console.print(f"Thư mục tiếp nhận: {settings.inbox}", soft_wrap=True)
    console.print("Mở tệp để xem và đổi thiết lập; xem thiết lập đang dùng: chidao settings")


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
        table.add_row(entry.name, Text(value), ORIGINS[configured.origins[entry.field]], entry.says)
    console.print(table)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value) or "(chưa đặt)"

"""``chidao store copy-to``: the store goes into a database of another kind."""

from __future__ import annotations

from rich.table import Table

from pipeline.address import Address
from pipeline.errors import StoreError
from pipeline.settings import Settings
from pipeline.store import copy_store, is_there, place_of
from pipeline.web.config import configure

from .console import output
from .running import alone


def copy_to(url: str, settings: Settings) -> int:
    """Copy and print the counts of both; returns the exit code."""
    address = Address.of(url)
    if not is_there(settings):
        raise StoreError(f"Chưa có kho dữ liệu ở {place_of(settings)}.", "Chỉ cần đặt database_url.")
    if url == settings.database_url:
        raise StoreError("Đích chính là kho dữ liệu đang dùng.", "Ghi địa chỉ của một cơ sở dữ liệu trống khác.")
    configure(settings, serving=False)
    console = output()
    with alone(settings):
        counts = copy_store(settings, url)
    table = Table("Bảng", "Số dòng ở nguồn", "Số dòng ở đích")
    for name, here, there in counts:
        table.add_row(name[:1].upper() + name[1:], str(here), str(there))
    console.print(table)
    console.print(f"Đã chép kho dữ liệu từ {place_of(settings)} sang {address}; kho cũ giữ nguyên.", soft_wrap=True)
    console.print("Để dùng kho mới: đặt database_url trong chidao.toml (hoặc biến môi trường CHIDAO_DATABASE_URL), rồi "
                  "xem lại bằng lệnh chidao status. Bản gốc vẫn ở chỗ cũ.", soft_wrap=True)
    return 0

"""``chidao user``: the accounts of the pages. Passwords are asked for, never taken from the command line."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.web.config import prepare
from pipeline.web.roles import ADMIN, ROLES

from .console import output


def add(settings: Settings, name: str, role: str, bodies: Sequence[str], full_name: str, *,  # noqa: PLR0913
        ldap: bool = False) -> None:
    """Make an account. Raises InputError, StoreError."""
    prepare(settings)
    from pipeline.web.accounts import people  # noqa: PLC0415  needs Django configured

    password = None if ldap else ask_password()
    with open_store(settings):
        people.add(settings, name, role, bodies, password, full_name=full_name)
    output().print(f"Đã tạo tài khoản “{name}” ({ROLES[role]}).", soft_wrap=True)


def change(settings: Settings, name: str, role: str, bodies: Sequence[str]) -> None:
    """Give an account another role. Raises InputError, StoreError."""
    prepare(settings)
    from pipeline.web.accounts import people  # noqa: PLC0415  needs Django configured

    with open_store(settings):
        people.change(settings, name, role, bodies)
    output().print(f"Tài khoản “{name}” nay có vai trò {ROLES[role].lower()}.", soft_wrap=True)


def set_password(settings: Settings, name: str) -> None:
    """Give an account another password. Raises InputError, StoreError."""
    prepare(settings)
    from pipeline.web.accounts import people  # noqa: PLC0415  needs Django configured

    with open_store(settings):
        people.find(name)
        people.set_password(name, ask_password())
    output().print(f"Đã đặt lại mật khẩu của “{name}”.", soft_wrap=True)


def set_active(settings: Settings, name: str, active: bool) -> None:
    """Close an account or open it again. Raises InputError, StoreError."""
    prepare(settings)
    from pipeline.web.accounts import people  # noqa: PLC0415  needs Django configured

    with open_store(settings):
        people.set_active(name, active)
    output().print(f"Đã {'mở lại' if active else 'khóa'} tài khoản “{name}”.", soft_wrap=True)


def show(settings: Settings) -> None:
    """Print the accounts. Raises StoreError."""
    prepare(settings)
    from pipeline.web.accounts import people  # noqa: PLC0415  needs Django configured

    with open_store(settings):
        found = people.everybody()
    if not found:
        output().print(f"Chưa có tài khoản nào. Tạo: chidao user add TÊN --role {ADMIN}", soft_wrap=True)
        return
    table = Table("Tên đăng nhập", "Họ tên", "Vai trò", "Cơ quan", "Đăng nhập gần nhất", "Tình trạng")
    for one in found:
        last = f"{one.last_login:%H:%M %d/%m/%Y}" if one.last_login else "chưa lần nào"
        table.add_row(Text(one.name), Text(one.full_name), ROLES.get(one.role, "chưa giao"),
                      Text("; ".join(one.bodies)), last, "đang dùng" if one.active else "đã khóa")
    output().print(table)


def ask_password() -> str:
    """The password, typed twice and not shown. Raises InputError where nobody can type."""
    from .settings import interactive  # noqa: PLC0415  so that tests can stand in for the terminal

    if not interactive():
        raise InputError("Mật khẩu phải được gõ ở cửa sổ dòng lệnh, không nhận từ tham số hay ống dẫn.",
                         "Chạy lại lệnh ở cửa sổ dòng lệnh.")
    return str(typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Ghi lại mật khẩu"))

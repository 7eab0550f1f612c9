"""The commands for the pages in the browser and the accounts that may open them."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command, Group
from .base import app

WEB_EXAMPLES = """Ví dụ:
  chidao web
  chidao web --host 0.0.0.0 --port 8600"""

USER_EXAMPLES = """Ví dụ:
  chidao user add minhanh --role van-thu
  chidao user add thuha --role lanh-dao --body "Sở Y tế tỉnh Lào Cai"
  chidao user list"""

ADD_EXAMPLES = """Ví dụ:
  chidao user add minhanh --role van-thu --name "Nguyễn Minh Anh"
  chidao user add thuha --role lanh-dao --body "Sở Y tế tỉnh Lào Cai"
  chidao user add chutich --role lanh-dao --body "*"
Mật khẩu được hỏi, không ghi trên dòng lệnh."""

CHANGE_EXAMPLES = """Ví dụ:
  chidao user change thuha --role lanh-dao --body "Sở Y tế tỉnh Lào Cai" --body "Sở Nội vụ tỉnh Lào Cai\""""

PASSWORD_EXAMPLES = """Ví dụ:
  chidao user password minhanh"""

DISABLE_EXAMPLES = """Ví dụ:
  chidao user disable minhanh
  chidao user disable minhanh --undo"""

LIST_EXAMPLES = """Ví dụ:
  chidao user list"""


class Role(StrEnum):
    """What an account may do."""

    CLERK = "van-thu"
    ANALYST = "chuyen-vien"
    LEADER = "lanh-dao"
    ADMIN = "quan-tri"


Account = Annotated[str, typer.Argument(metavar="TÊN", help="Tên đăng nhập.")]
RoleOption = Annotated[Role, typer.Option("--role", "--vai-tro", metavar="VAI_TRÒ", show_default=False,
                                          help="van-thu, chuyen-vien, lanh-dao hoặc quan-tri.")]
Bodies = Annotated[list[str] | None, typer.Option("--body", "--co-quan", metavar="CƠ_QUAN", show_default=False,
                                                  help="Cơ quan của người này, ghi được nhiều lần; “*” là mọi cơ "
                                                       "quan. Lãnh đạo chỉ xem danh mục của các cơ quan này.")]

user = typer.Typer(cls=Group, no_args_is_help=True, options_metavar=OPTIONS_METAVAR,
                   subcommand_metavar="LỆNH [THAM SỐ]…", epilog=USER_EXAMPLES,
                   help="Tài khoản của trang web: tạo, xem, đổi vai trò, đặt lại mật khẩu, khóa.")
app.add_typer(user, name="user")


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=WEB_EXAMPLES,
    help="Mở trang web của cơ quan: xem danh mục nhiệm vụ bằng trình duyệt, cho đến khi bấm Ctrl+C.",
)
def web(
    host: Annotated[str, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ của máy này mà trang được mở ra; "
                                      "127.0.0.1 là chỉ máy này mở được.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="CỔNG", min=1, max=65535, help="Cổng.")] = 8600,
    workers: Annotated[int, typer.Option("--workers", metavar="SỐ", min=1, max=64,
                                         help="Số yêu cầu phục vụ cùng lúc.")] = 8,
) -> None:
    """Serve the pages."""
    from ..serving import serve_pages

    serve_pages(load().settings, host, port, workers)


@user.command("add", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=ADD_EXAMPLES,
              help="Tạo một tài khoản; mật khẩu được hỏi.")
def add_user(
    name: Account, role: RoleOption, body: Bodies = None,
    full_name: Annotated[str, typer.Option("--name", "--ho-ten", metavar="HỌ_TÊN", show_default=False,
                                           help="Họ và tên, hiện trên trang.")] = "",
    ldap: Annotated[bool, typer.Option("--ldap", help="Mật khẩu do máy chủ danh bạ (web.ldap) giữ; không hỏi.")
                    ] = False,
) -> None:
    """Make an account."""
    from ..accounts import add

    add(load().settings, name, role.value, body or (), full_name, ldap=ldap)


@user.command("list", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=LIST_EXAMPLES,
              help="Hiện các tài khoản với vai trò và cơ quan.")
def list_users() -> None:
    """Show the accounts."""
    from ..accounts import show

    show(load().settings)


@user.command("change", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=CHANGE_EXAMPLES,
              help="Đổi vai trò và cơ quan của một tài khoản; cơ quan cũ không ghi lại thì bỏ.")
def change_user(name: Account, role: RoleOption, body: Bodies = None) -> None:
    """Give another role."""
    from ..accounts import change

    change(load().settings, name, role.value, body or ())


@user.command("password", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=PASSWORD_EXAMPLES,
              help="Đặt lại mật khẩu của một tài khoản; mật khẩu được hỏi, các phiên đang mở kết thúc.")
def password_of_user(name: Account) -> None:
    """Give another password."""
    from ..accounts import set_password

    set_password(load().settings, name)


@user.command("disable", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=DISABLE_EXAMPLES,
              help="Khóa một tài khoản: không đăng nhập được nữa, các phiên đang mở kết thúc.")
def disable_user(
    name: Account,
    undo: Annotated[bool, typer.Option("--undo", "--mo-lai", help="Mở lại tài khoản đã khóa.")] = False,
) -> None:
    """Close an account or open it again."""
    from ..accounts import set_active

    set_active(load().settings, name, undo)

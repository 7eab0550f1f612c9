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

TOKEN_EXAMPLES = """Ví dụ:
  chidao user token thuha --for "Phần mềm điều hành" --write --days 365
  chidao user token maybaocao --for "Bảng báo cáo" > ma.txt"""

TOKENS_EXAMPLES = """Ví dụ:
  chidao user tokens
  chidao user tokens thuha"""

REVOKE_EXAMPLES = """Ví dụ:
  chidao user revoke 3"""

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
def add_user(  # noqa: PLR0913, PLR0917  each is an option
    name: Account, role: RoleOption, body: Bodies = None,
    full_name: Annotated[str, typer.Option("--name", "--ho-ten", metavar="HỌ_TÊN", show_default=False,
                                           help="Họ và tên, hiện trên trang.")] = "",
    ldap: Annotated[bool, typer.Option("--ldap", help="Mật khẩu do máy chủ danh bạ (web.ldap) giữ; không hỏi.")
                    ] = False,
    machine: Annotated[bool, typer.Option("--machine", "--may", help="Tài khoản của một phần mềm: không có mật khẩu, "
                                          "chỉ dùng qua mã truy cập (chidao user token).")] = False,
) -> None:
    """Make an account."""
    from ..accounts import add

    add(load().settings, name, role.value, body or (), full_name, ldap=ldap or machine)


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


@user.command("token", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=TOKEN_EXAMPLES,
              help="Tạo mã truy cập API cho một tài khoản; mã chỉ hiện một lần. Mã thấy đúng những gì tài khoản thấy.")
def make_token(
    name: Account,
    purpose: Annotated[str, typer.Option("--for", "--cho", metavar="VIỆC", help="Mã dùng cho phần mềm, việc gì.")],
    write: Annotated[bool, typer.Option("--write", "--ghi", help="Mã được ghi kết quả thực hiện.")] = False,
    days: Annotated[int | None, typer.Option("--days", "--ngay", metavar="SỐ", min=1, show_default=False,
                                             help="Mã dùng được bao nhiêu ngày; không ghi thì đến khi thu "
                                                  "hồi.")] = None,
) -> None:
    """Make a token."""
    from ..accounts import make_token as make

    make(load().settings, name, purpose, may_write=write, days=days)


@user.command("tokens", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=TOKENS_EXAMPLES,
              help="Hiện các mã truy cập: của ai, dùng cho việc gì, dùng lần cuối khi nào.")
def list_tokens(
    name: Annotated[str, typer.Argument(metavar="[TÊN]", show_default=False,
                                        help="Chỉ của tài khoản này; không ghi thì của mọi tài khoản.")] = "",
) -> None:
    """Show the tokens."""
    from ..accounts import show_tokens

    show_tokens(load().settings, name)


@user.command("revoke", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=REVOKE_EXAMPLES,
              help="Thu hồi một mã truy cập: không dùng được nữa ngay từ lúc này.")
def revoke_token(
    number: Annotated[int, typer.Argument(metavar="SỐ", help="Số của mã trong chidao user tokens.")],
) -> None:
    """Take a token back."""
    from ..accounts import revoke_token as revoke

    revoke(load().settings, number)

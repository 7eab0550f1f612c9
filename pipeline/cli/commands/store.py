"""The commands about what is in the store: looking for words, and the database itself."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command, Group
from .base import app

SEARCH_EXAMPLES = """Ví dụ:
  chidao search 1612/UBND-VXNV
  chidao search do thi "Sở Xây dựng" --limit 50
  chidao search phòng cháy rừng hoàn thành --json
Viết có dấu hay không dấu đều tìm được; có dấu thì chỗ viết đúng như vậy đứng trước."""

STORE_EXAMPLES = """Ví dụ:
  chidao store copy-to postgresql://chidao:MẬT_KHẨU@may-chu/chidao"""


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=SEARCH_EXAMPLES,
    help="Tìm văn bản và nhiệm vụ theo số, ký hiệu, cơ quan, thời hạn, tình trạng, nội dung: có đủ mọi từ đã ghi.",
)
def search(
    words: Annotated[list[str], typer.Argument(metavar="TỪ…", help="Các từ cần tìm.")],
    limit: Annotated[int, typer.Option("--limit", "--so-muc", metavar="SỐ", min=1, show_default=False,
                                       help="Hiện nhiều nhất bao nhiêu mục; không ghi thì 20.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Look for words."""
    from .. import searching

    raise typer.Exit(searching.search(words, limit, load().settings, as_json=as_json))


store = typer.Typer(cls=Group, no_args_is_help=True, options_metavar=OPTIONS_METAVAR,
                    subcommand_metavar="LỆNH [THAM SỐ]…", epilog=STORE_EXAMPLES, help="Cơ sở dữ liệu của kho.")
app.add_typer(store, name="store")


@store.callback()
def about_store() -> None:
    """Keep it a group although it has one command."""


@store.command(
    "copy-to", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=STORE_EXAMPLES,
    help="Chép toàn bộ kho dữ liệu sang một cơ sở dữ liệu PostgreSQL trống và so số dòng; kho đang dùng giữ nguyên.",
)
def copy_to(
    url: Annotated[str, typer.Argument(metavar="ĐỊA_CHỈ", envvar="CHIDAO_COPY_TO", show_default=False,
                                       help="postgresql://TÊN:MẬT_KHẨU@MÁY/CƠ_SỞ_DỮ_LIỆU; đặt trong biến môi trường "
                                            "CHIDAO_COPY_TO thì mật khẩu không hiện trong danh sách tiến trình.")],
) -> None:
    """Copy the store."""
    from .. import copying

    raise typer.Exit(copying.copy_to(url, load().settings))

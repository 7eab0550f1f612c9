"""The commands about the registry of bodies."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command, Group
from .base import app

AGENCIES_EXAMPLES = """Ví dụ:
  chidao agencies find STTTT --on 2024-05-01 --place "Lào Cai"
  chidao agencies check"""

FIND_EXAMPLES = """Ví dụ:
  chidao agencies find STTTT --on 2024-05-01 --place "Lào Cai"
  chidao agencies find "UBND huyện Krông Nô" --on 01/5/2024"""

EXPORT_EXAMPLES = """Ví dụ:
  chidao agencies export"""

CHECK_EXAMPLES = """Ví dụ:
  chidao agencies check
  chidao agencies check ban-sua"""


agencies = typer.Typer(cls=Group, no_args_is_help=True, options_metavar=OPTIONS_METAVAR,
                       subcommand_metavar="LỆNH [THAM SỐ]…", epilog=AGENCIES_EXAMPLES,
                       help="Danh mục cơ quan: tra một tên, kiểm tra các bảng.")
app.add_typer(agencies, name="agencies")


@agencies.command(
    "find", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=FIND_EXAMPLES,
    help="Cho biết một tên chỉ cơ quan nào vào một ngày, ở một tỉnh, và nay là cơ quan nào.",
)
def find_agency(
    name: Annotated[str, typer.Argument(metavar="TÊN", help="Tên cơ quan, đầy đủ hoặc viết tắt.")],
    on: Annotated[
        datetime | None, typer.Option("--on", "--ngay", metavar="NGÀY", formats=["%Y-%m-%d", "%d/%m/%Y"],
                                      show_default=False, help="Ngày của văn bản, ví dụ 01/5/2024; mặc định hôm nay.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", "--noi", metavar="TỈNH", show_default=False,
                                 help="Tỉnh, thành phố của cơ quan khi tên không có.")
    ] = None,
) -> None:
    """Find a body in the registry."""
    from ..agencies import find

    raise typer.Exit(find(name, on.date() if on else None, place))


@agencies.command(
    "export", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=EXPORT_EXAMPLES,
    help="Ghi danh sách cơ quan của cơ quan sử dụng (co-quan.xlsx) để sửa, bổ sung; báo những chỗ chưa đúng trong đó.",
)
def export_agencies() -> None:
    """Write the office's own list."""
    from ..agencies import export

    raise typer.Exit(export(load().settings))


@agencies.command(
    "check", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=CHECK_EXAMPLES,
    help="Kiểm tra danh mục: mã trùng, vòng lặp, tên chỉ hai cơ quan, cơ quan đã kết thúc mà không rõ ai kế thừa.",
)
def check_agencies(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[THƯ_MỤC]", show_default=False,
                                    help="Thư mục có bản sửa của các bảng; bảng nào không có thì lấy của chương trình.")
    ] = None,
) -> None:
    """Prove the tables of the registry."""
    from ..agencies import check

    raise typer.Exit(check(folder))

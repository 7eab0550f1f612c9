"""The commands about directives that people have reviewed, as right answers."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command, Group
from .base import app

EXAMPLES = """Ví dụ:
  chidao gold export bo-mau
  chidao gold export bo-mau --directive 07/CT-UBND --directive 12/UBND-VX
  chidao evaluate bo-mau"""

gold = typer.Typer(cls=Group, no_args_is_help=True, options_metavar=OPTIONS_METAVAR,
                   subcommand_metavar="LỆNH [THAM SỐ]…", epilog=EXAMPLES,
                   help="Bộ văn bản đã rà soát, dùng làm chuẩn để đo độ chính xác.")
app.add_typer(gold, name="gold")


@gold.command(
    "export", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=EXAMPLES,
    help="Ghi các văn bản đã rà soát xong thành bộ mẫu có nhãn: tệp gốc, lời văn, và nhiệm vụ như người đã sửa.",
)
def export_gold(
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Nơi ghi bộ mẫu.")],
    directive: Annotated[
        list[str] | None, typer.Option("--directive", "--van-ban", metavar="SỐ_KÝ_HIỆU|TỆP", show_default=False,
                                       help="Chỉ văn bản này, coi các dòng chưa quyết định là đúng; ghi được nhiều "
                                            "lần. Không ghi thì lấy mọi văn bản có đủ quyết định ở từng dòng.")
    ] = None,
) -> None:
    """Write reviewed directives as annotations."""
    from ..annotating import export

    raise typer.Exit(export(folder, directive or (), load().settings))

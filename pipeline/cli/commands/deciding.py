"""The commands by which people decide about files, directives and roles."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command
from .base import Password, Target, app

RELEASE_EXAMPLES = """Ví dụ:
  chidao release corpus/inbox/ke-hoach.pdf --reason "Đã xem: chữ Mật là tên đề tài, văn bản không mật\""""

REMOVE_EXAMPLES = """Ví dụ:
  chidao remove 07/CT-UBND --reason "Đã bị thu hồi"
  chidao remove quet-thieu-trang.pdf --reason "Bản quét thiếu trang"
Số, ký hiệu chỉ văn bản với mọi bản của nó; tên tệp chỉ riêng tệp đó."""

RESTORE_EXAMPLES = """Ví dụ:
  chidao restore 07/CT-UBND
  chidao restore /o-sao-luu/chidao-2026-01-05-023000.zip"""

COMPARE_EXAMPLES = """Ví dụ:
  chidao compare 07/CT-UBND"""

CHOOSE_EXAMPLES = """Ví dụ:
  chidao choose 07/CT-UBND 07-ct-ubnd-ban-sua.pdf --reason "Bản phát hành lại, thời hạn đã sửa\""""

ASSIGN_EXAMPLES = """Ví dụ:
  chidao assign
  chidao assign "chủ đầu tư" --to "Ban Quản lý dự án đầu tư xây dựng tỉnh Lào Cai" --reason "Quyết định giao vốn"
  chidao assign "cơ quan thường trực" --to "Sở Y tế" --directive 07/CT-UBND --reason "Theo quy chế của Ban Chỉ đạo"
Không ghi vai trò thì hiện các vai trò đang chờ và những gì đã chọn; --to ghi được nhiều lần."""

UNASSIGN_EXAMPLES = """Ví dụ:
  chidao unassign "chủ đầu tư"
  chidao unassign "cơ quan thường trực" --directive 07/CT-UBND"""

OneDirective = Annotated[
    str | None, typer.Option("--directive", "--van-ban", metavar="SỐ_KÝ_HIỆU|TỆP", show_default=False,
                             help="Chỉ trong văn bản này; không ghi thì trong mọi văn bản.")]


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=RELEASE_EXAMPLES,
    help="Cho đọc một tệp bị tạm giữ vì nghi có dấu độ mật, sau khi người có trách nhiệm đã xem; việc này được ghi sổ.",
)
def release(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp đang bị tạm giữ.")],
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao tệp không phải văn bản mật; được ghi vào sổ.")],
    password: Password = None,
) -> None:
    """Release a file that is held back."""
    from ..releasing import release_file

    raise typer.Exit(release_file(file, reason, replace(load().settings, password=password)))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=REMOVE_EXAMPLES,
    help="Đưa một văn bản ra khỏi danh mục và lập lại các bảng; văn bản được giữ trong kho, việc này được ghi sổ.",
)
def remove(
    target: Target,
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao đưa ra; được ghi vào sổ và nêu khi tệp được nạp lại.")],
) -> None:
    """Take a directive out of the lists."""
    from .. import deciding

    raise typer.Exit(deciding.remove(target, reason, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=RESTORE_EXAMPLES,
    help="Đưa trở lại danh mục một văn bản đã được đưa ra, và lập lại các bảng; hoặc phục hồi tất cả từ một bản sao "
         "lưu (tệp do chidao backup ghi ra) vào kho trống.",
)
def restore(
    target: Annotated[str, typer.Argument(metavar="SỐ_KÝ_HIỆU|TỆP",
                                          help="Số, ký hiệu của văn bản, tên tệp, hoặc bản sao lưu.")],
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao đưa trở lại; được ghi vào sổ.")] = "",
    over: Annotated[bool, typer.Option("--over", "--de-len", help="Với bản sao lưu: kho đã có dữ liệu thì giữ dữ liệu "
                                                                  "cũ ở thư mục bên cạnh rồi phục hồi.")] = False,
) -> None:
    """Bring a directive back into the lists, or everything back from a backup."""
    from pipeline.office.backing import is_backup

    from .. import backing, deciding

    if over or is_backup(Path(target)):
        raise typer.Exit(backing.restore(load(), Path(target), over=over))
    raise typer.Exit(deciding.restore(target, reason, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=COMPARE_EXAMPLES,
    help="So các bản của một văn bản: nhiệm vụ, cơ quan, thời hạn và lời văn nào khác nhau.",
)
def compare(target: Target) -> None:
    """Show in what the copies of a directive differ."""
    from .. import deciding

    raise typer.Exit(deciding.compare(target, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=CHOOSE_EXAMPLES,
    help="Chọn bản được lấy khi một văn bản có hai bản khác nhau, và lập lại các bảng; việc này được ghi sổ.",
)
def choose(
    target: Target,
    file: Annotated[str, typer.Argument(metavar="TỆP", help="Tên tệp của bản được chọn.")],
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao chọn bản này; được ghi vào sổ.")],
) -> None:
    """Choose which copy of a directive stands."""
    from .. import deciding

    raise typer.Exit(deciding.choose(target, file, reason, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=ASSIGN_EXAMPLES,
    help="Chọn cơ quan cho một vai trò, tên gọi chung (chủ đầu tư, đơn vị vận hành …) và lập lại các bảng; việc này "
         "được ghi sổ, bỏ bằng lệnh unassign.",
)
def assign(
    role: Annotated[str | None, typer.Argument(metavar="[VAI_TRÒ]", show_default=False,
                                               help="Vai trò đúng như chữ của văn bản.")] = None,
    to: Annotated[list[str] | None, typer.Option("--to", "--cho", metavar="CƠ_QUAN", show_default=False,
                                                 help="Tên cơ quan.")] = None,
    directive: OneDirective = None,
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao là cơ quan này; được ghi vào sổ.")] = "",
) -> None:
    """Say which body a role means."""
    from .. import assigning

    settings = load().settings
    raise typer.Exit(assigning.assign(role, to or (), directive, reason, settings) if role is not None
                     else assigning.show_roles(settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=UNASSIGN_EXAMPLES,
    help="Bỏ cơ quan đã chọn cho một vai trò và lập lại các bảng; việc này được ghi sổ.",
)
def unassign(
    role: Annotated[str, typer.Argument(metavar="VAI_TRÒ", help="Vai trò đã chọn cơ quan.")],
    directive: OneDirective = None,
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao bỏ; được ghi vào sổ.")] = "",
) -> None:
    """Take back which body a role means."""
    from .. import assigning

    raise typer.Exit(assigning.unassign(role, directive, reason, load().settings))

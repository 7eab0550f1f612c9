"""The commands for what people change in workbooks, and for how directives hang together."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command
from .base import Target, app

REVIEW_EXAMPLES = """Ví dụ:
  chidao review
  chidao review outputs/ra-soat/07-ct-ubnd.xlsx --trial
  chidao review outputs/co-quan/so-y-te-tinh-lao-cai/nhiem-vu.xlsx"""

HISTORY_EXAMPLES = """Ví dụ:
  chidao history 07-ct-ubnd-2024-1a2b3c"""

UNDO_EXAMPLES = """Ví dụ:
  chidao undo
  chidao undo 07-ct-ubnd-2024-1a2b3c"""

IMPORT_EXAMPLES = """Ví dụ:
  chidao import theo-doi-2025.xlsx --trial
  chidao import theo-doi-2025.xlsx --yes"""

CHAIN_EXAMPLES = """Ví dụ:
  chidao chain 1612/UBND-VXNV"""


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=REVIEW_EXAMPLES,
    help="Nhận chỗ sửa trong bảng rà soát, kết quả ghi trong danh mục của cơ quan, và lập lại các bảng; lệnh run cũng "
         "tự nhận bảng đã sửa ở outputs/ra-soat, outputs/co-quan.",
)
def review(
    files: Annotated[list[Path] | None, typer.Argument(
        metavar="[BẢNG…]", show_default=False,
        help="Bảng rà soát, danh mục đã sửa; không ghi thì lấy các bảng đã sửa ở outputs.")] = None,
    trial: Annotated[bool, typer.Option("--trial", "--thu", help="Chỉ xem chỗ nào sẽ được nhận, chưa nhận.")] = False,
    good_rows: Annotated[bool, typer.Option(
        "--good-rows", "--dong-dung", help="Nhận các ô đúng dù tệp còn ô không nhận được.")] = False,
) -> None:
    """Take in changed review workbooks."""
    from .. import reviewing

    raise typer.Exit(reviewing.review_files(files or [], load().settings, trial=trial, good_rows=good_rows))


@app.command(
    "import", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=IMPORT_EXAMPLES,
    help="Nhập bảng theo dõi nhiệm vụ của cơ quan (Excel, Word, PDF): cho xem từng cột, từng dòng hiểu là gì, ghép với "
         "văn bản nào, rồi mới ghi vào kho.",
)
def import_(
    file: Annotated[Path, typer.Argument(metavar="BẢNG", help="Tệp XLSX, XLS, ODS, DOCX, DOC hoặc PDF có bảng.")],
    yes: Annotated[bool, typer.Option("--yes", "--co", help="Ghi vào kho, không hỏi lại.")] = False,
    trial: Annotated[bool, typer.Option("--trial", "--thu", help="Chỉ xem, không ghi gì.")] = False,
) -> None:
    """Take in an office's own list."""
    from .. import importing

    raise typer.Exit(importing.import_file(file, load().settings, yes=yes, trial=trial))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=HISTORY_EXAMPLES,
    help="Hiện mọi chỗ đã sửa của một nhiệm vụ: trước, sau, ai sửa, lúc nào, từ tệp nào.",
)
def history(task: Annotated[str, typer.Argument(metavar="MÃ_NHIỆM_VỤ", show_default=False,
                                                help="Mã ở cột cuối của bảng rà soát.")]) -> None:
    """Show what was changed."""
    from .. import reviewing

    raise typer.Exit(reviewing.show_history(task, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=UNDO_EXAMPLES,
    help="Rút lại chỗ sửa của lần nạp gần nhất, hoặc của một nhiệm vụ, và lập lại các bảng.",
)
def undo(task: Annotated[str, typer.Argument(metavar="[MÃ_NHIỆM_VỤ]", show_default=False,
                                             help="Không ghi thì rút lại cả lần nạp gần nhất.")] = "") -> None:
    """Take changes back."""
    from .. import reviewing

    raise typer.Exit(reviewing.undo(task, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=CHAIN_EXAMPLES,
    help="Hiện chuỗi văn bản: văn bản này thực hiện, căn cứ, sửa đổi văn bản nào, văn bản nào dẫn đến nó, thời hạn nào "
         "kế thừa; vẽ sơ đồ vào thư mục kết quả.",
)
def chain(target: Target) -> None:
    """Show the chain of a directive."""
    from ..chain import show_chain

    raise typer.Exit(show_chain(target, load().settings))

"""The commands for the office itself: how it stands, its settings, how well the program reads."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.configuration import load
from pipeline.errors import ChidaoError

from ..vietnamese import OPTIONS_METAVAR, Command
from .base import app

STATUS_EXAMPLES = """Ví dụ:
  chidao status
  chidao status ke-hoach.pdf
  chidao status --json"""

PRINT_EXAMPLES = """Ví dụ:
  chidao print
  chidao print "Sở Y tế" "Văn phòng UBND tỉnh Lào Cai\""""

INIT_EXAMPLES = """Ví dụ:
  chidao init --office "UBND tỉnh Lào Cai"
  chidao init /srv/chidao"""

EVALUATE_EXAMPLES = """Ví dụ:
  chidao evaluate corpus/gold corpus/samples
  chidao evaluate bo-mau"""


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=STATUS_EXAMPLES,
    help="Cho biết nhiệm vụ nào quá hạn, sắp đến hạn; việc gì chờ người xem; kho dữ liệu có gì và ở đâu. Có "
         "TỆP thì cho biết văn bản đó đang ở bước nào, đã qua những bước nào, lúc nào, và cần làm gì.",
)
def status(
    file: Annotated[
        str | None, typer.Argument(metavar="[TỆP]", show_default=False,
                                   help="Đường dẫn, tên tệp, hoặc ít nhất 6 ký tự đầu của mã SHA-256.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In các con số dạng JSON cho phần mềm giám sát.")] = False,
) -> None:
    """What is in the store."""
    from ..status import show_figures, show_status
    from ..stepping import show_document

    if file:
        show_document(file, load().settings, as_json=as_json)
    else:
        (show_figures if as_json else show_status)(load().settings)


@app.command(
    name="print", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=PRINT_EXAMPLES,
    help="Lập bản PDF của trang danh-sach.docx để in hoặc gửi; chỉ lập lại trang đã thay đổi.",
)
def print_command(
    agencies: Annotated[
        list[str] | None, typer.Argument(metavar="[CƠ_QUAN…]", show_default=False,
                                         help="Tên cơ quan, hoặc một phần của tên; không ghi thì lấy tất cả.")
    ] = None,
) -> None:
    """Make PDF files."""
    from ..printing import print_pages

    print_pages(agencies or [], load().settings)


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=INIT_EXAMPLES,
    help="Tạo tệp thiết lập chidao.toml, thư mục tiếp nhận và danh sách cơ quan của cơ quan sử dụng (co-quan.xlsx).",
)
def init(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[THƯ_MỤC]", show_default=False,
                                    help="Thư mục của cơ quan; không ghi thì lấy thư mục hiện tại.")
    ] = None,
    office: Annotated[
        str | None, typer.Option("--office", "--co-quan", metavar="TÊN", show_default=False,
                                 help="Tên cơ quan sử dụng; không ghi thì hỏi, để trống cũng được.")
    ] = None,
) -> None:
    """Write the settings file."""
    from ..settings import init_office

    init_office(folder or Path.cwd(), office)


@app.command(
    name="settings", cls=Command, options_metavar=OPTIONS_METAVAR,
    help="Hiện các thiết lập đang dùng và mỗi thiết lập lấy từ đâu.",
)
def show_settings_command() -> None:
    """What holds."""
    from ..settings import show_settings

    show_settings(load())


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=EVALUATE_EXAMPLES,
    help="Đo độ chính xác: so kết quả đọc với bộ văn bản đã được gán nhãn.",
)
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="NHÃN", help="Thư mục tệp JSON đã gán nhãn.")],
    inputs: Annotated[
        Path | None, typer.Argument(metavar="[ĐẦU_VÀO]", show_default=False,
                                    help="Thư mục văn bản gốc cùng tên; không ghi thì NHÃN là bộ mẫu của gold export.")
    ] = None,
) -> None:
    """Measure against annotated directives."""
    from ..console import output
    try:
        from pipeline.evaluation import evaluate_command
    except ImportError as error:
        raise ChidaoError("Bản cài đặt này không có phần đánh giá.", "Cài lại chương trình đầy đủ.") from error

    raise typer.Exit(evaluate_command(gold, inputs, output()))

"""The commands that give something to other offices and systems: replies as edXML messages, notices of tasks."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command
from .base import app

EDXML_EXAMPLES = """Ví dụ:
  chidao edxml bao-cao.pdf --to "H38=UBND tỉnh Lào Cai" --reply-to 07/CT-UBND
  chidao edxml bao-cao.pdf phu-luc.xlsx --from 000.00.15.H38 --to H38 --reply-to 07/CT-UBND --reply-day 05/03/2024"""

NOTICES_EXAMPLES = """Ví dụ:
  chidao notices
  chidao notices --send
  chidao notices --list
  chidao notices --again 12"""

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=EDXML_EXAMPLES,
    help="Lập gói edXML (QCVN 102:2016/BTTTT) của văn bản trả lời để gửi qua trục liên thông; số, ngày, trích yếu đọc "
         "trong tệp, hoặc ghi ở tùy chọn. Gói chưa có chữ ký số của hệ thống gửi.",
)
def edxml(  # noqa: PLR0913, PLR0917  each is an option
    files: Annotated[list[Path], typer.Argument(metavar="TỆP…", help="Văn bản trả lời (PDF, DOCX), rồi đến phụ lục.")],
    to: Annotated[
        list[str], typer.Option("--to", "--den", metavar="MÃ[=TÊN]", help="Mã định danh cơ quan nhận; ghi được nhiều "
                                                                          "lần.")
    ],
    reply_to: Annotated[
        str, typer.Option("--reply-to", "--tra-loi", metavar="SỐ_KÝ_HIỆU", help="Văn bản được trả lời; có trong kho "
                                                                                "thì ngày lấy theo kho.")
    ],
    sender: Annotated[
        str, typer.Option("--from", "--tu", metavar="MÃ[=TÊN]", show_default=False,
                          help="Mã định danh cơ quan gửi; không ghi thì theo thiết lập office_code, office.")
    ] = "",
    reply_day: Annotated[
        datetime | None, typer.Option("--reply-day", metavar="NGÀY", formats=DAYS, show_default=False,
                                      help="Ngày của văn bản được trả lời, khi kho chưa có văn bản ấy.")
    ] = None,
    reply_code: Annotated[
        str, typer.Option("--reply-code", metavar="MÃ", show_default=False,
                          help="Mã định danh cơ quan ban hành văn bản được trả lời; không ghi thì là cơ quan nhận đầu "
                               "tiên.")
    ] = "",
    number: Annotated[str, typer.Option("--number", "--so", metavar="SỐ_KÝ_HIỆU", show_default=False,
                                        help="Số, ký hiệu của văn bản trả lời, khi đọc không đúng.")] = "",
    day: Annotated[
        datetime | None, typer.Option("--day", "--ngay", metavar="NGÀY", formats=DAYS, show_default=False,
                                      help="Ngày của văn bản trả lời, khi đọc không đúng.")
    ] = None,
    subject: Annotated[str, typer.Option("--subject", "--trich-yeu", metavar="CHỮ", show_default=False,
                                         help="Trích yếu, khi đọc không đúng.")] = "",
    target: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="TỆP", show_default=False,
                                  help="Tệp ghi ra; không ghi thì cạnh văn bản trả lời, đuôi .edxml.")
    ] = None,
    plain: Annotated[bool, typer.Option("--no-zip", "--khong-nen", help="Để nguyên từng tệp trong gói, không nén như "
                                                                        "gói của trục liên thông.")] = False,
) -> None:
    """Write an edXML message."""
    from ..replying import Asked, reply

    asked = Asked(tuple(files), tuple(to), sender, reply_to, reply_day.date() if reply_day else None, reply_code,
                  number, day.date() if day else None, subject, target, not plain)
    raise typer.Exit(reply(asked, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=NOTICES_EXAMPLES,
    help="Thông báo nhiệm vụ mới, sắp đến hạn (7, 3, 1 ngày), quá hạn cho từng cơ quan: xem những gì sẽ báo; --send "
         "gửi cho phần mềm khác (webhook) và thư hằng ngày theo chidao.toml (mã thoát 1 khi có nơi chưa gửi được).",
)
def notices(
    send: Annotated[bool, typer.Option("--send", "--gui", help="Gửi những gì chưa gửi, thử lại những gì gửi lỗi.")]
    = False,
    listed: Annotated[bool, typer.Option("--list", "--xem", help="Hiện các lần gửi gần đây và kết quả.")] = False,
    again: Annotated[
        int | None, typer.Option("--again", "--gui-lai", metavar="SỐ", show_default=False,
                                 help="Cho gửi lại ngay một lần gửi chưa được (số trong --list).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON.")] = False,
) -> None:
    """Give notice."""
    from .. import noticing

    settings = load().settings
    if again is not None:
        raise typer.Exit(noticing.let_again(again, settings))
    if listed:
        raise typer.Exit(noticing.show_sendings(settings, as_json=as_json))
    raise typer.Exit(noticing.send(settings, as_json=as_json) if send else noticing.show(settings, as_json=as_json))

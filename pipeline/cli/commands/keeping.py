"""The commands that keep the office's data: the audit, copies of it all, and whether it is whole."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command
from .base import app

AUDIT_EXAMPLES = """Ví dụ:
  chidao audit
  chidao audit --day 15/3/2024 --who lananh
  chidao audit --about 07/CT-UBND --json
  chidao audit --what import --last 0
  chidao audit verify
  chidao audit verify --head 1520:3f9c0d5ab771"""


class Verify(StrEnum):
    """The one word that ``chidao audit`` takes."""

    VERIFY = "verify"


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=AUDIT_EXAMPLES,
    help="Nhật ký: ai đã làm gì, lúc nào, trước và sau ra sao. Với verify: kiểm tra sổ có bị sửa, mất mục nào không "
         "(mã thoát 1 khi không toàn vẹn).",
)
def audit(  # noqa: PLR0913, PLR0917  each is an option
    verify: Annotated[Verify | None, typer.Argument(metavar="[verify]", show_default=False,
                                                    help="Kiểm tra sổ thay cho hiện các mục.")] = None,
    day: Annotated[
        datetime | None, typer.Option("--day", "--ngay", metavar="NGÀY", formats=["%Y-%m-%d", "%d/%m/%Y"],
                                      show_default=False, help="Chỉ các mục của ngày này.")
    ] = None,
    who: Annotated[str, typer.Option("--who", "--ai", metavar="TÀI_KHOẢN", show_default=False,
                                     help="Chỉ các mục của tài khoản này.")] = "",
    what: Annotated[str, typer.Option("--what", "--viec", metavar="VIỆC", show_default=False,
                                      help="Chỉ loại việc này: import, correct, progress, undo, remove, restore, "
                                           "choose, assign, publish, release, settings, login, forget …")] = "",
    about: Annotated[str, typer.Option("--about", "--ve", metavar="VĂN_BẢN|NHIỆM_VỤ", show_default=False,
                                       help="Chỉ các mục về văn bản này (số, ký hiệu hoặc tên tệp) hoặc nhiệm vụ này "
                                            "(mã).")] = "",
    last: Annotated[int, typer.Option("--last", "--cuoi", metavar="SỐ", min=0, show_default=False,
                                      help="Số mục cuối được hiện; 0 là tất cả, mặc định 30.")] = 30,
    head: Annotated[str, typer.Option("--head", "--ma", metavar="MÃ", show_default=False,
                                      help="Với verify: mã của sổ đã chép ra lần trước, để đối chiếu.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="In JSON, một mảng các mục.")] = False,
) -> None:
    """Show or prove the audit."""
    from ..auditing import Asked, show_audit, verify_audit

    settings = load().settings
    if verify:
        raise typer.Exit(verify_audit(settings, head))
    asked = Asked(day.date() if day else None, who, what, about, last)
    raise typer.Exit(show_audit(settings, asked, as_json=as_json))

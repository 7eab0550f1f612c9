"""The command that reads again what another version of the program has read."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.configuration import load
from pipeline.errors import InputError

from ..vietnamese import OPTIONS_METAVAR, Command
from .base import app

EXAMPLES = """Ví dụ:
  chidao reprocess
  chidao reprocess 33/CĐ-TTg
  chidao reprocess --take
  chidao reprocess --undo"""


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=EXAMPLES,
    help="Sau khi nâng cấp: đọc lại văn bản cũ, xem khác biệt trước, rồi mới nhận (--take); hoàn tác được (--undo).",
)
def reprocess(
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="[SỐ_KÝ_HIỆU|TỆP…]", show_default=False,
                                         help="Chỉ đọc lại các văn bản này; không ghi thì tất cả văn bản cũ.")
    ] = None,
    take: Annotated[bool, typer.Option("--take", "--nhan", help="Nhận các bản đọc lại đã xem.")] = False,
    undo: Annotated[bool, typer.Option("--undo", "--hoan-tac",
                                       help="Hoàn tác lần nhận ghi ở đối số; không ghi thì lần cuối.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Liệt kê các lần đã nhận.")] = False,
) -> None:
    """Try out, take, undo or list new readings."""
    from .. import reprocessing

    if take + undo + listed > 1:
        raise InputError("Chỉ chọn một trong --take, --undo, --list.", "Chạy lại với một tùy chọn.")
    settings, named = load().settings, targets or []
    if undo:
        raise typer.Exit(reprocessing.undo_readings(named[0] if named else "", settings))
    if take:
        raise typer.Exit(reprocessing.take_readings(settings))
    raise typer.Exit(reprocessing.list_readings(settings) if listed else reprocessing.reprocess(named, settings))

"""``chidao doctor``: whether files, store and outputs agree, and putting right what can be put right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.office.examining import Finding, Level, examine
from pipeline.office.mending import mend, rebuild
from pipeline.settings import Settings

from .console import output
from .running import alone, publish_anew

ILL = 1
"""The exit code where something is wrong."""
LOOKS: dict[Level, tuple[str, str]] = {"good": ("tốt", "green"), "note": ("lưu ý", "yellow"), "wrong": ("sai", "red")}


def doctor(settings: Settings, *, repair: bool = False, as_json: bool = False) -> int:
    """Tell all findings, after putting right what can be; 0 when nothing is wrong, else 1."""
    found = examine(settings)
    done: list[str] = []
    if repair:
        with alone(settings):
            done = mend(settings, {one.mend for one in found if one.mend})
        found = examine(settings)
    wrong = [one for one in found if one.level == "wrong"]
    if as_json:
        print(json.dumps({"wrong": len(wrong), "done": done, "findings": list(map(asdict, found))}, ensure_ascii=False,
                         indent=1))
        return ILL if wrong else 0
    console = output()
    for told in done:
        console.print(f"Đã sửa: {told}.", soft_wrap=True)
    console.print(_table(found))
    _close(console, found, wrong)
    return ILL if wrong else 0


def rebuild_store(settings: Settings) -> int:
    """Make the store anew from the kept originals, and the lists; returns the exit code."""
    console = output()
    with alone(settings):
        report, saved = rebuild(settings)
        console.print(f"Đã lập lại kho: đọc {len(report.new)} bản gốc, {len(report.failed)} tệp không đọc được; giữ "
                      f"lại {saved} chỗ người dùng đã ghi từ kho hỏng.", soft_wrap=True)
        console.print("Kho hỏng được giữ trong thư mục hong của kho. Chỗ sửa không còn trong kho hỏng thì lấy lại từ "
                      "bản sao lưu hoặc từ các bảng rà soát cũ.", soft_wrap=True)
        publish_anew(console, settings)
    return max((failed.exit_code for failed in report.failed), default=0)


def _table(found: Sequence[Finding]) -> Table:
    table = Table(show_header=True)
    for heading in ("Phần", "Tình trạng", "Thấy gì, làm gì"):
        table.add_column(heading, overflow="fold")
    for one in found:
        words, look = LOOKS[one.level]
        told = Text(f"{one.told[:1].upper()}{one.told[1:]}.".replace("..", "."))
        if one.advice:
            told.append(f"\n→ {one.advice}", "dim")
        table.add_row(one.what, Text(words, look), told)
    return table


def _close(console: Console, found: Sequence[Finding], wrong: Sequence[Finding]) -> None:
    mendable = [one for one in found if one.mend]
    if not wrong:
        console.print(Text("Mọi thứ khớp nhau.", "bold green"))
    else:
        console.print(Text(f"Có {len(wrong)} chỗ sai.", "bold red"))
    if mendable:
        console.print(f"Chương trình tự sửa được {len(mendable)} chỗ: chidao doctor --repair", soft_wrap=True)

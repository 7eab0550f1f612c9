"""``chidao print``: PDF files of the pages for leaders."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.office.printing import print_briefs
from pipeline.settings import Settings

from .console import output
from .running import NAMED, alone


def print_pages(agencies: Sequence[str], settings: Settings) -> None:
    """Make them, and say which and where."""
    with alone(settings):
        printed = print_briefs(settings.outputs, agencies)
    console = output()
    if not printed.made:
        console.print(f"Không có trang nào thay đổi: {printed.unchanged} bản PDF giữ nguyên.")
        return
    console.print(f"Đã lập {len(printed.made)} bản PDF; {printed.unchanged} bản không đổi, giữ nguyên:")
    for path in printed.made[:NAMED]:
        console.print(f"  {path.absolute()}", soft_wrap=True)
    if len(printed.made) > NAMED:
        console.print(f"  … và {len(printed.made) - NAMED} bản khác")

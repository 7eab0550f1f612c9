"""Two files of a directive side by side on the terminal: tasks, who, until when, and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.model import Difference
from pipeline.model.register import FIELD_WORDS
from pipeline.office.fate_words import heading
from pipeline.store import Comparison

SHOWN = 10
"""So many passages of the whole texts are shown; the others are counted."""

STATES = {"copy": "bản khác", "draft": "dự thảo, chưa ghi số", "part": "chỉ có một phần"}
"""What a file is to the one that stands."""


def show_comparison(console: Console, one: Comparison) -> None:
    """Print in what the file that stands and another differ."""
    here, there = one.copies.names
    console.print(Text(f"{heading(one.copies.standing.head)}", "bold"), soft_wrap=True)
    state = "chờ người chọn" if one.open else STATES[one.bond]
    console.print(f"  đang lấy theo “{here}”; tệp kia “{there}”: {state}", soft_wrap=True)
    if one.copies.differences:
        console.print(_table(here, there, "Nhiệm vụ khác nhau", map(_cells, one.copies.differences), "Mục", "Nhiệm vụ",
                             "Điểm khác"))
    else:
        console.print("Nhiệm vụ, cơ quan và thời hạn của hai tệp như nhau.")
    if one.passages:
        console.print(_table(here, there, "Lời văn khác nhau (trích)", one.passages[:SHOWN]))
        if len(one.passages) > SHOWN:
            console.print(f"  … và {len(one.passages) - SHOWN} chỗ khác")


def _cells(one: Difference) -> tuple[str, ...]:
    absent = "(không có)" if one.field == "task" else "(không ghi)"
    said = (" ".join((words or absent).split()) for words in (one.standing, one.other))
    return (one.clause or "–", " ".join(one.text.split()), FIELD_WORDS[one.field], *said)


def _table(here: str, there: str, title: str, rows: Iterable[Sequence[str]], *columns: str) -> Table:
    table = Table(title=title, title_justify="left", show_lines=True, expand=True)
    for column in (*columns, f"“{here}”", f"“{there}”"):
        table.add_column(Text(column))
    for row in rows:
        table.add_row(*map(Text, row))
    return table

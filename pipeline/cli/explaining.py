"""``chidao explain``: for every row the words that gave who and when, and what was weighed and lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from pipeline.errors import InputError
from pipeline.knowledge.tables import read_table
from pipeline.model import Head, Limit
from pipeline.office.explaining import explain
from pipeline.office.working import Mishap
from pipeline.settings import Settings

from .console import output, progress_bar
from .extracting import failed
from .showing import limits, names, receipt

if TYPE_CHECKING:
    from pipeline.tasks.explain import Explained, Ground, Reading

FIELDS = {"lead": "Chủ trì", "support": "Phối hợp", "limits": "Thời hạn"}
EMPTY = {"lead": "(chưa rõ)", "support": "–", "limits": "–"}
RANKS = {
    "cell": "ô của bảng",
    "label": "nhãn của việc này",
    "own": "chính câu giao việc",
    "block": "câu trước trong cùng đoạn",
    "heading": "tiêu đề hoặc câu dẫn phía trên",
    "request": "lời đề nghị của cơ quan ở tiêu đề",
    "directive phrase": "câu lệnh chung của văn bản",
    "role": "vai trò nêu trong câu",
    "assigned": "mục khác của văn bản",
    "genre": "loại văn bản",
    "addressee": "nơi nhận của văn bản",
}
"""The kinds of cues by their rank in the table of precedence."""

LOST = {"weaker": "nguồn này xếp sau", "farther": "cùng loại nguồn nhưng ở xa hơn"}
_LONGEST = 160  # characters of words that are quoted


def explain_file(path: Path, clause: str | None, settings: Settings) -> int:
    """Read the file and print the grounds of its rows, or of those of a clause; returns the exit code."""
    with progress_bar("Đang đọc") as bar:
        bar.advance(0, 1, path.name)
        found = explain(path, settings, bar.at) if path.is_file() else _missing(path)
    if isinstance(found, Mishap):
        return failed(path, found, settings)
    rows = [row for row in found.rows if _within(row.task.clause, clause)]
    if clause is not None and not rows:
        raise _no_such(clause, found.rows)
    _show(output(), found.name, found.head, rows)
    return 0


def _missing(path: Path) -> Mishap:
    return Mishap(InputError(f"Không tìm thấy tệp “{path}”.", "Kiểm tra lại tên và đường dẫn của tệp."))


def _within(path: str | None, clause: str | None) -> bool:
    """Whether a task stands in the clause that was asked for or under it."""
    return clause is None or f"{path or ''}.".startswith(f"{clause.strip(' .')}.")


def _no_such(clause: str, rows: Sequence[Explained]) -> InputError:
    clauses = list(dict.fromkeys(row.task.clause for row in rows if row.task.clause))
    there = f"Các mục có nhiệm vụ: {', '.join(clauses)}." if clauses else "Không mục nào của văn bản có nhiệm vụ."
    return InputError(f"Không có nhiệm vụ nào ở mục {clause}.", there)


def _show(console: Console, name: str, head: Head, rows: Sequence[Explained]) -> None:
    console.rule(Text(f"{name} · {head.number or 'không thấy số'}", "bold"), align="left")
    if head.received:
        console.print(Text.assemble(("Dấu đến (số đến, ngày đến): ", "dim"), receipt(head.received)))
    for number, row in enumerate(rows, 1):
        where = f"Mục {row.task.clause}" if row.task.clause else "Ngoài các mục"
        console.print(Text.assemble((f"{number}. {where}: ", "bold"), " ".join(row.task.text.split())), soft_wrap=True)
        for reading in row.readings:
            for line in _lines(reading):
                console.print(line, soft_wrap=True)
    if not rows:
        console.print(Text("Văn bản không giao nhiệm vụ nào.", "bold"))


def _lines(reading: Reading) -> Iterator[Text]:
    """A value, under it what gave it and what lost."""
    value = _value(reading.value) or EMPTY[reading.field]
    yield Text.assemble("   ", (f"{FIELDS[reading.field]}: ", "dim"), value)
    yield from (Text.assemble("      ", ("✓ ", "green"), _told(ground)) for ground in reading.used)
    for ground in reading.lost:
        told = f"{_value(ground.names)} – {_told(ground)}; {LOST[ground.lost]}"
        yield Text.assemble("      ", ("✗ ", "yellow"), (told, "dim"))


def _value(values: Sequence[Any]) -> str:
    shown = limits(values) if values and isinstance(values[0], Limit) else names(values)
    return "; ".join(shown.split("\n"))


def _told(ground: Ground) -> str:
    """Where a cue stands, its words and its rule."""
    where = f", mục {ground.clause}" if ground.clause else ""
    words = ground.words if len(ground.words) <= _LONGEST else ground.words[:_LONGEST].rsplit(" ", 1)[0] + " …"
    rule = _rule_words().get(ground.rule, "")
    ways = [way for name in ground.names if isinstance(name, Limit) and (way := name.rule)]
    told = "; ".join(dict.fromkeys(part for part in (rule, *ways) if part))
    return f"{RANKS[ground.rank]}{where}" + (f": “{words}”" if words else "") + (f" ({told})" if told else "")


@lru_cache(maxsize=1)
def _rule_words() -> dict[str, str]:
    return {row["rule"]: row["words"] for row in read_table("rule_words")}

"""An extraction on the terminal: the head, the tasks, and what to look at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.model import Extraction, Head, Limit, Party, Receipt, Signature, Task

SURE = 0.7
"""Below this confidence (0 to 1) a task is marked for checking."""

LISTED = 4
"""So many addressees or recipients are named; the others are counted."""

MODALITIES = {"prohibition": "Không được làm", "accountability": "Chịu trách nhiệm"}


def show(console: Console, extraction: Extraction) -> None:
    """Print everything a reader needs to check the reading of one file."""
    source = extraction.source
    console.rule(Text(f"{source.name} · {source.pages} trang", "bold"), align="left")
    console.print(_head(extraction.head))
    for line in _signatures(extraction.signatures):
        console.print(Text(line, "dim"), soft_wrap=True)
    if extraction.tasks:
        console.print(_tasks(extraction.tasks))
    console.print(_closing(extraction), soft_wrap=True)
    for doubt in extraction.warnings:
        console.print(Text(f"⚠ {doubt.message}", "yellow"), soft_wrap=True)


def day(value: date) -> str:
    """As officials write it: 05/01/2024."""
    return f"{value:%d/%m/%Y}"


def receipt(received: Receipt) -> str:
    """Số đến and ngày đến of a stamp, a dot line for what was written by hand and not read: *215, …*."""
    return f"{received.number or '…'}, {day(received.on) if received.on else '…'}"


def _head(head: Head) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for label, value in _fields(head):
        grid.add_row(label, value)
    return grid


def _fields(head: Head) -> Iterator[tuple[str, str]]:
    yield "Số, ký hiệu", head.number or "(không thấy)"
    yield "Tên loại", head.type or "(không thấy)"
    yield "Cơ quan ban hành", head.issuer or "(không thấy)"
    yield "Ngày ban hành", day(head.issued_on) if head.issued_on else "(không thấy)"
    yield "Trích yếu", head.subject or "(không thấy)"
    if head.urgency:
        yield "Mức độ khẩn", head.urgency
    if head.received:
        yield "Số đến, ngày đến", receipt(head.received)
    if head.signer:
        signer = (head.signer.authority, head.signer.position, head.signer.name)
        yield "Người ký", " ".join(part for part in signer if part)
    if head.addressees:
        yield "Kính gửi", _some(head.addressees)


def _signatures(signatures: Sequence[Signature]) -> list[str]:
    if not signatures:
        return []
    from pipeline.workbooks.signed import signature_lines  # noqa: PLC0415  loads the workbooks only for signed files

    return [f"Ký số: {line}" if not line.startswith("(") else line for line in signature_lines(signatures)]


def _some(names: Sequence[str]) -> str:
    rest = len(names) - LISTED
    return "; ".join(names[:LISTED]) + (f"; … và {rest} nơi khác" if rest > 0 else "")


def _tasks(tasks: Sequence[Task]) -> Table:
    table = Table(title=f"{len(tasks)} nhiệm vụ", title_justify="left", show_lines=True, expand=True)
    table.add_column("TT", justify="right", no_wrap=True)
    table.add_column("Mục", no_wrap=True)
    table.add_column("Nội dung nhiệm vụ", ratio=5)
    table.add_column("Chủ trì", ratio=2)
    table.add_column("Phối hợp", ratio=2)
    table.add_column("Thời hạn", ratio=2)
    table.add_column("Trang", justify="right", no_wrap=True)
    table.add_column("Tin cậy", justify="right", no_wrap=True)
    for number, task in enumerate(tasks, 1):
        table.add_row(
            str(number), task.clause or "–", _content(task), names(task.lead) or "(chưa rõ)",
            names(task.support) or "–", limits(task.deadlines) or "–", str(task.evidence.page or "–"),
            Text(f"{task.confidence:.0%}", "yellow" if task.confidence < SURE else ""),
        )
    return table


def _content(task: Task) -> Text:
    kind = MODALITIES.get(task.modality)
    return Text.assemble((f"{kind}: ", "bold") if kind else "", " ".join(task.text.split()))


def names(parties: Sequence[Party]) -> str:
    """Settled names, each on a line."""
    return "\n".join(dict.fromkeys(party.agency for party in parties))


def limits(deadlines: Sequence[Limit]) -> str:
    """Each limit on a line: its last day where it is known, else its words."""
    return "\n".join(_limit(limit) for limit in deadlines)


def _limit(limit: Limit) -> str:
    if limit.due is None:
        return limit.text
    return f"{limit.time} ngày {day(limit.due)}" if limit.time else day(limit.due)


def _closing(extraction: Extraction) -> Text:
    unsure = sum(task.confidence < SURE for task in extraction.tasks)
    told = [
        f"{len(extraction.tasks)} nhiệm vụ" if extraction.tasks else "Không có nhiệm vụ nào",
        f"{len(extraction.rejected)} đoạn đã xét và loại",
        f"{unsure} nhiệm vụ cần xem lại vì độ tin cậy thấp" if unsure else "",
    ]
    return Text("; ".join(part for part in told if part) + ".", "bold")

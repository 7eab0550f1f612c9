"""What a careful clerk would ask about the tasks: limits that are past, several limits, leads that were not told.

Each finding is a Doubt that names the clause; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.model import Document, Doubt, Head, Discourse, Party, Task

_SHOWN = 60  # characters of a task in a message


def check_tasks(head: Head, discourse: Discourse, tasks: tuple[Task, ...]) -> tuple[Doubt, ...]:
    """Doubts about the tasks of one directive."""
    told = discourse.addressees + discourse.recipients
    return (*_past(head, tasks), *_several(tasks), *_not_told(told, tasks))


def _past(head: Head, tasks: Iterable[Task]) -> Iterator[Doubt]:
    """A limit that lies before the day of signing."""
    if head.issued_on is None:
        return
    for task in tasks:
        for limit in task.deadlines:
            if limit.due is not None and limit.due < head.issued_on:
                yield Doubt("thoi-han-truoc-ngay-ky", (
                    f"{_where(task)}: thời hạn {limit.due:%d/%m/%Y} (“{limit.text}”) đã qua khi văn bản được ký "
                    f"({head.issued_on:%d/%m/%Y}). Kiểm tra lại ngày ký và thời hạn trên bản gốc."))


def check_figures(document: Document, tasks: Iterable[Task]) -> Iterator[Doubt]:
    """Figures of a limit that were recognised on a scan with little confidence, each place once."""
    told: set[tuple[int, int]] = set()
    for task in tasks:
        for limit in task.deadlines:
            if limit.start is None or limit.end is None or (limit.start, limit.end) in told:
                continue
            told.add((limit.start, limit.end))
            words = document.unsure_figures(limit.start, limit.end)
            if words:
                seen = ", ".join(f"“{word}”" for word in words)
                yield Doubt("thoi-han-doc-khong-chac", (
                    f"{_where(task)}: đọc không chắc chữ số {seen} trong thời hạn “{limit.text}”, trang "
                    f"{document.page_of(limit.start)}. Đối chiếu với bản giấy và sửa nếu sai."))


def _several(tasks: Iterable[Task]) -> Iterator[Doubt]:
    """Two last days for one task: which of them holds is for a person to say."""
    for task in tasks:
        days = sorted({limit.due for limit in task.deadlines if limit.type == "DATE" and limit.due})
        if len(days) > 1:
            shown = ", ".join(f"{day:%d/%m/%Y}" for day in days)
            yield Doubt("nhieu-thoi-han", (
                f"{_where(task)}: có {len(days)} thời hạn ({shown}) cho một nhiệm vụ. "
                "Xác định thời hạn nào áp dụng, hoặc tách thành các nhiệm vụ riêng."))


def _not_told(told: tuple[Party, ...], tasks: Iterable[Task]) -> Iterator[Doubt]:
    """A single body that leads but stands neither in *Kính gửi* nor in *Nơi nhận*; groups may cover anybody."""
    if not told or any(p.group or p.agency_id is None for p in told):
        return  # a group, or shorthand that was not understood, may cover anybody
    names = {p.agency.lower() for p in told}
    missing: dict[str, Task] = {}
    for task in tasks:
        for party in task.lead:
            known = party.agency_id is not None and not party.group
            if known and not any(party.agency.lower() in n or n in party.agency.lower() for n in names):
                missing.setdefault(party.agency, task)
    for agency, task in missing.items():
        yield Doubt("chu-tri-khong-co-trong-noi-nhan", (
            f"{_where(task)}: “{agency}” được giao chủ trì nhưng không có trong Kính gửi và Nơi nhận. "
            "Kiểm tra tên cơ quan, hoặc bảo đảm văn bản được gửi tới cơ quan đó."))


def _where(task: Task) -> str:
    words = task.text if len(task.text) <= _SHOWN else task.text[:_SHOWN].rsplit(" ", 1)[0] + "…"
    return f"Mục {task.clause} (“{words}”)" if task.clause else f"Nhiệm vụ “{words}”"


"""What a careful clerk would ask about the tasks: limits that are past, several limits, leads that were not told.

Each finding is a Doubt that names the clause; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.model import Discourse, Document, Doubt, Head, Limit, Party, Task

from .pick import each_once
from .recognition import hardly_recognised, unsure_figures

_SHOWN = 60  # characters of a task in a message
_WORDS = 5  # doubtful words in a message


def check_tasks(head: Head, discourse: Discourse, tasks: tuple[Task, ...]) -> tuple[Doubt, ...]:
    """Doubts about the tasks of one directive."""
    told = discourse.addressees + discourse.recipients
    return (*_past(head, tasks), *_several(tasks), *_not_told(told, tasks))


def _limits(tasks: Iterable[Task]) -> Iterator[tuple[Task, Limit]]:
    return ((task, limit) for task in tasks for limit in task.deadlines)


def _past(head: Head, tasks: Iterable[Task]) -> Iterator[Doubt]:
    """A limit that lies before the day of signing."""
    signed = head.issued_on or date.min
    for task, limit in _limits(tasks):
        if limit.due is not None and limit.due < signed:
            yield Doubt("thoi-han-truoc-ngay-ky", (
                f"{_where(task)}: thời hạn {limit.due:%d/%m/%Y} (“{limit.text}”) đã qua khi văn bản được ký "
                f"({signed:%d/%m/%Y}). Kiểm tra lại ngày ký và thời hạn trên bản gốc."))


def check_figures(document: Document, tasks: Iterable[Task]) -> Iterator[Doubt]:
    """Figures of a limit that were recognised on a scan with little confidence, each place once."""
    for task, limit in each_once(_limits(tasks), lambda found: (found[1].start, found[1].end)):
        seen = ", ".join(f"“{word}”" for word in unsure_figures(document, limit))
        if seen:
            yield Doubt("thoi-han-doc-khong-chac", (
                f"{_where(task)}: đọc không chắc chữ số {seen} trong thời hạn “{limit.text}”, trang "
                f"{document.page_of(limit.start or 0)}. Đối chiếu với bản giấy và sửa nếu sai."))


def check_words(document: Document, tasks: Iterable[Task]) -> Iterator[Doubt]:
    """Tasks of which many words were recognised on a scan with little confidence."""
    for task in tasks:
        words = hardly_recognised(document, task)
        if words:
            seen = ", ".join(f"“{word}”" for word in words[:_WORDS]) + (", …" if len(words) > _WORDS else "")
            yield Doubt("nhiem-vu-doc-khong-chac", (
                f"{_where(task)}: {len(words)} chữ đọc không chắc ({seen}), trang {task.evidence.page}. "
                "Đối chiếu nội dung, cơ quan và thời hạn với bản giấy."))


def _several(tasks: Iterable[Task]) -> Iterator[Doubt]:
    """Two last days for one task: which of them holds is for a person to say."""
    for task in tasks:
        days = sorted(filter(None, {limit.due for limit in task.deadlines if limit.type == "DATE"}))
        if len(days) > 1:
            shown = ", ".join(f"{day:%d/%m/%Y}" for day in days)
            yield Doubt("nhieu-thoi-han", (
                f"{_where(task)}: có {len(days)} thời hạn ({shown}) cho một nhiệm vụ. "
                "Xác định thời hạn nào áp dụng, hoặc tách thành các nhiệm vụ riêng."))


def _not_told(told: tuple[Party, ...], tasks: Iterable[Task]) -> Iterator[Doubt]:
    """A single body that leads but stands neither in *Kính gửi* nor in *Nơi nhận*; groups may cover anybody."""
    if not told or not all(map(_known, told)):
        return  # a group, or shorthand that was not understood, may cover anybody
    names = [p.agency.lower() for p in told]
    leads = ((p.agency, task) for task in tasks for p in task.lead if _known(p) and not _among(p.agency.lower(), names))
    for agency, task in each_once(leads, lambda found: found[0]):
        yield Doubt("chu-tri-khong-co-trong-noi-nhan", (
            f"{_where(task)}: “{agency}” được giao chủ trì nhưng không có trong Kính gửi và Nơi nhận. "
            "Kiểm tra tên cơ quan, hoặc bảo đảm văn bản được gửi tới cơ quan đó."))


def _known(party: Party) -> bool:
    return party.agency_id is not None and not party.group


def _among(agency: str, names: list[str]) -> bool:
    return any(agency in name or name in agency for name in names)


def _where(task: Task) -> str:
    words = task.text if len(task.text) <= _SHOWN else task.text[:_SHOWN].rsplit(" ", 1)[0] + "…"
    return f"Mục {task.clause} (“{words}”)" if task.clause else f"Nhiệm vụ “{words}”"


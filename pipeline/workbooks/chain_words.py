"""Words for what a task has to do with other directives."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Limit, Link, Node, TaskRow

from .words import short_date

MISSING = "chưa có trong hệ thống"
WHOLE = "toàn văn bản"


def chain_notes(task: TaskRow) -> list[str]:
    """What the remarks of a task say of its chain: which clauses it carries out, and from where its limits come."""
    ways = dict.fromkeys(way for limit in task.deadlines if (way := way_of(limit)))
    again = [f"Một việc giao ở {len(task.also) + 1} văn bản, ghi một dòng"] if task.also else []
    return [*again, *_link_notes(task), *(f"Thời hạn kế thừa: {way}" for way in ways)]


def _link_notes(task: TaskRow) -> Iterator[str]:
    for link in task.links:
        if link.target.sha256 == task.directive.sha256:
            yield from [f"Dẫn {', '.join(link.clauses)} của văn bản này: {_what(link)}"] if link.tasks else ()
        elif link.clauses and (link.target.sha256 or link.target.awaited):
            yield f"Thực hiện {', '.join(link.clauses)} {link.target.number}: {_what(link)}"


def _what(link: Link) -> str:
    if link.target.sha256 is None:
        return f"văn bản {MISSING}"
    if not link.tasks:
        return "không thấy nhiệm vụ ở mục này"
    due = min((task.due for task in link.tasks if task.due), default=None)
    first = f", hạn sớm nhất {short_date(due)}" if due else ""
    return f"{len(link.tasks)} nhiệm vụ{first} (trang Chuỗi văn bản)"


def way_of(limit: Limit) -> str:
    """The first way by which an inherited limit came: *09/CT-TTg → 1051/UBND-VXNV → 1612/UBND-VXNV*; else ""."""
    origin = limit.origin
    return origin.rule.partition(";")[0] if origin and origin.kind == "chain" else ""


def state_of_node(node: Node) -> str:
    """Whether a directive is in the store."""
    return "có trong hệ thống" if node.sha256 else MISSING

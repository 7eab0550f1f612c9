"""Where a task stands, in the words of an office: which directive, of which day, at which clause, on which page."""

from __future__ import annotations

from pipeline.model import Head, TaskRow
from pipeline.model.clauses import called

from .tasktable import NO_NUMBER
from .words import capital, short_date


def directive_words(head: Head) -> str:
    """*Công điện số 07/CĐ-UBND ngày 28/04/2025*."""
    return f"{capital(head.type or 'văn bản')} {'số ' if head.number else ''}{number_words(head)}"


def number_words(head: Head) -> str:
    """*07/CĐ-UBND ngày 28/04/2025*."""
    number = head.number or f"({NO_NUMBER.lower()})"
    return number + (f" ngày {short_date(head.issued_on)}" if head.issued_on else "")


def place_words(task: TaskRow) -> str:
    """*khoản 1 mục II, trang 3*; empty when neither is known."""
    page = f"trang {task.page}" if task.page else ""
    return ", ".join(filter(None, (called(task.clause), page)))


def shortened(text: str, most: int) -> str:
    """The text on one line of at most ``most`` letters, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"

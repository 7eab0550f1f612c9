"""``chidao status FILE``: in which step a document is, what happened to it and when, and what is to be done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.model import Head
from pipeline.office.fate_words import heading
from pipeline.settings import Settings
from pipeline.store import is_there, open_store
from pipeline.store.locking import left_behind
from pipeline.store.loss import refuse_missing
from pipeline.store.results import Course, StepRow

from .console import lasting, output

WORDS: Final = {
    "waiting": "đang được chép vào", "arrived": "đã đến, chờ đọc", "reading": "đang đọc",
    "written": "đã ghi vào kho", "known": "nội dung đã có trong kho", "split": "đã tách gói thành từng văn bản",
    "moving": "đang chuyển tệp", "filed": "đã chuyển khỏi thư mục tiếp nhận", "published": "đã lập danh mục",
    "failed": "không xử lý được", "aside": "không xử lý được, tệp đã để riêng", "gone": "tệp không còn ở chỗ cũ",
}
"""What each step is called."""

ADVICE: Final = {
    "waiting": "Chờ chép xong; lần chạy sau (hoặc chidao watch) tự tiếp nhận.",
    "arrived": "Không cần làm gì: văn bản sẽ được đọc trong lượt chạy này hoặc lượt sau (chidao run).",
    "reading": "Không cần làm gì: chờ đọc xong.",
    "written": "Chạy chidao run để chuyển tệp và lập danh mục.",
    "known": "Chạy chidao run để chuyển tệp và lập danh mục.",
    "split": "Xem từng văn bản của gói.",
    "moving": "Chạy chidao run: việc chuyển tệp được làm nốt.",
    "filed": "Chạy chidao run để lập danh mục.",
    "published": "Không cần làm gì.",
    "failed": "Xem lý do, sửa tệp rồi đặt lại vào thư mục tiếp nhận.",
    "aside": "Xem ghi chú cạnh tệp, sửa tệp rồi đặt lại vào thư mục tiếp nhận.",
    "gone": "Nếu vẫn cần, đặt lại tệp vào thư mục tiếp nhận.",
}
"""What is to be done about a document in that step."""

CUT_ADVICE: Final = "Chạy chidao run: bước bị dừng được làm lại, việc đã xong giữ nguyên."

COUNTED: Final = {
    "waiting": "chờ đọc", "reading": "đang đọc", "written": "đã ghi, chờ chuyển tệp", "filed": "chờ lập danh mục",
    "published": "đã lập danh mục", "failed": "không xử lý được",
}
"""The steps as they are counted together."""


SHOWN: Final = 5
"""So many documents of one name are shown, the latest; the others are counted."""


def show_document(target: str, settings: Settings, *, as_json: bool = False) -> None:
    """Print the courses of the documents that are meant, as JSON the steps alone: ``[{"sha256": …, "steps": […]}, …]``.
    Raises InputError when the store knows of none."""
    refuse_missing(settings)
    found: tuple[Course, ...] = ()
    if is_there(settings):
        with open_store(settings) as store:
            found = store.courses(target)
    if not found:
        raise InputError(f"Kho chưa thấy tệp nào là “{target}”.",
                         "Ghi đường dẫn, tên tệp hoặc ít nhất 6 ký tự đầu của mã SHA-256; tìm theo nội dung: "
                         "chidao search TỪ…")
    if as_json:
        told = [{"sha256": course.sha256, "steps": [asdict(step) for step in course.steps]} for course in found]
        print(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    console, cut = output(), bool(left_behind(settings.home))
    for course in found[-SHOWN:]:
        _show(console, course, cut=cut)
    if len(found) > SHOWN:
        console.print(f"… và {len(found) - SHOWN} văn bản khác cùng tên, đến trước; ghi đường dẫn hoặc mã SHA-256 để "
                      "xem.", soft_wrap=True)


def _show(console: Console, course: Course, *, cut: bool) -> None:
    """``cut``: the program that was at work is no more."""
    last = course.steps[-1]
    content = f" · SHA-256 {last.sha256[:12] or 'chưa rõ'}"
    console.print(Text.assemble((last.name, "bold"), _known(course.head), content), soft_wrap=True)
    cut = last.step in ("reading", "moving") and (last.cut or cut)
    now = f"{cut_words(last)}" if cut else f"{_step(last)} từ {last.at:%H:%M:%S ngày %d/%m/%Y}"
    console.print(Text(f"Hiện nay: {now}.", "yellow" if cut or course.failure else ""), soft_wrap=True)
    console.print(_table(course.steps))
    console.print(f"Nơi để tệp: {last.path}", soft_wrap=True)
    if course.failure:
        console.print(Text(f"Lý do: {course.failure.message}", "red"), soft_wrap=True)
    advice = course.failure.advice if course.failure and course.failure.advice else ADVICE[last.step]
    console.print(f"Việc cần làm: {CUT_ADVICE if cut else advice}", soft_wrap=True)


def _known(head: Head | None) -> str:
    return f" · {heading(head)}" if head else ""


def _table(steps: tuple[StepRow, ...]) -> Table:
    table = Table("Lúc", "Bước", "Trong", "Ghi chú")
    for step in steps:
        seconds = "" if step.seconds is None else _lasting(step.seconds)
        table.add_row(f"{step.at:%H:%M:%S %d/%m/%Y}", _step(step), seconds, "; ".join(_remarks(step)))
    return table


def _lasting(seconds: float) -> str:
    return f"{seconds:.1f} giây".replace(".", ",") if seconds < 10 else lasting(round(seconds))


def _step(step: StepRow) -> str:
    return f"{WORDS[step.step]} (lần {step.attempt})" if step.attempt > 1 else WORDS[step.step]


def _remarks(step: StepRow) -> Iterator[str]:
    if step.cut:
        yield "bị dừng giữa chừng"
    if step.code:
        yield f"mã lỗi {step.code}"
    if step.who:
        yield step.who


def cut_words(step: StepRow) -> str:
    """``lần trước bị dừng khi đang đọc (lần 2, từ 10:32 ngày 29/11/2026)``."""
    attempt = f"lần {step.attempt}, " if step.attempt else ""
    return f"lần trước bị dừng khi {WORDS[step.step]} ({attempt}từ {step.at:%H:%M ngày %d/%m/%Y})"


def counted(steps: Mapping[str, int]) -> str:
    """``2 chờ đọc, 1 đang đọc (1 bị dừng giữa chừng), 40 đã lập danh mục``; "" where there are no steps."""
    told = [f"{steps[name]} {words}" for name, words in COUNTED.items() if steps.get(name)]
    cut = f"; {steps['cut']} bị dừng giữa chừng, lần chạy sau làm lại" if steps.get("cut") else ""
    return ", ".join(told) + cut if told else ""

"""What became of the cells that people changed in workbooks, told cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.text import Text

from pipeline.model.names import shown
from pipeline.model.review import REMEMBERED, REVIEWS, Answer
from pipeline.office.remembering import Meaning
from pipeline.office.reviewing import Review, accepted, changed_otherwise, changed_workbooks, review, take_brought
from pipeline.settings import Settings

from .trouble import tell

SHOWN = 20
"""Changed cells of a workbook that are shown one by one."""

WORDS = {"taken": "nhận", "unchanged": "không đổi", "conflict": "hai người cùng sửa", "refused": "không nhận"}
LOOKS = {"taken": "green", "unchanged": "dim", "conflict": "yellow", "refused": "red"}


def take_back(console: Console, settings: Settings, brought: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Take in what people changed in the workbooks under the outputs and in those ``brought`` to the inbox, and say
    what became of it; the workbooks of which all is in the store."""
    changed = changed_workbooks(settings.outputs, settings.home)
    reviews = [*review(changed, settings), *take_brought(brought, settings, partial(say_review, console))]
    for one in reviews:
        if one.path not in brought:
            say_review(console, one)
    for path in changed_otherwise(settings.outputs, settings.home):
        tell(f"“{path.relative_to(settings.outputs)}” đã được sửa tay. Bảng này chỉ để đọc nên chỗ sửa không được "
             "nhận; bản sửa được giữ nguyên, bản mới ghi bên cạnh (tên có “ban-moi”).",
             f"Ghi chỗ sửa vào bảng rà soát của văn bản ở {settings.outputs / REVIEWS} rồi chạy lại.")
    return accepted(reviews)


def say_hushed(console: Console, reviews: Sequence[Review]) -> None:
    """The review workbooks that were removed because of a secret directive, and what was taken in of the rest."""
    for one in reviews:
        tell(f"Đã xóa bảng rà soát “{shown(one.path.name)}” vì có phần của văn bản mang dấu mật.",
             "Không dùng bản sao nào của bảng ấy; bảng đang mở ở máy khác thì đóng lại, không lưu.")
        if one.answers:
            say_review(console, one)


def say_review(console: Console, one: Review) -> None:
    """What became of a workbook: its counts, then the cells in turn."""
    if one.refused is not None:
        tell(one.refused.message, one.refused.advice)
    counts = [f"{count} {words}" for outcome, words in WORDS.items() if (count := one.count(outcome))]
    console.print(Text(f"{shown(one.path.name)} → {', '.join(counts) or 'không có ô nào được sửa'}"), soft_wrap=True)
    told = [answer for answer in one.answers if answer.outcome != "unchanged"]
    for answer in told[:SHOWN]:
        console.print(_line(answer), soft_wrap=True)
    if len(told) > SHOWN:
        console.print(f"  … và {len(told) - SHOWN} chỗ nữa")
    if one.beside is not None:
        tell(f"“{shown(one.path.name)}” có chữ ghi ngoài các ô xanh; chữ đó không được nhận, bản sửa được giữ: "
             f"{one.beside}.", "Kết quả ghi vào ô xanh; sửa nội dung, cơ quan, thời hạn ở bảng rà soát của văn bản.")
    for remark in one.remarks:
        console.print(Text(f"  {remark}", "dim"), soft_wrap=True)
    for meaning in one.meanings:
        console.print(Text(f"  {_said(meaning)}"), soft_wrap=True)


def _said(one: Meaning) -> str:
    """What a change says of a role, and how it is made to hold."""
    who = "; ".join(one.bodies)
    if one.others:
        others = " hoặc ".join(one.others)
        return f"“{one.words}” được thay bằng {who}, ở dòng khác bằng {others}: không nhớ cho lần sau."
    if one.kept:
        return f"Từ nay “{one.words}” là {who} trong mọi văn bản; muốn bỏ: chidao unassign \"{one.words}\""
    to = " ".join(f"--to \"{body}\"" for body in one.bodies)
    return (f"Áp dụng cho lần sau: chidao assign \"{one.words}\" {to} --reason \"LÝ DO\" (hoặc chọn “{REMEMBERED}” "
            "ở cột “Quyết định” của dòng ấy)")


def _line(answer: Answer) -> Text:
    line = Text(f"  dòng {answer.row}, {answer.column}: ")
    line.append(WORDS[answer.outcome], LOOKS[answer.outcome])
    if answer.before:
        line.append(f" “{cut(answer.before)}” →")
    line.append(f" “{cut(answer.after)}”")
    return line.append(f" ({answer.why})" if answer.why else "")


def cut(words: str) -> str:
    """Words of a cell for a line on the screen."""
    return words if len(words) <= 60 else f"{words[:59]}…"

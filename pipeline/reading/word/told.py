"""What a Word file holds and its page does not show as text: kept while the file is read, told at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.text import Doubt

from .. import normal
from .xml import Element, W

Kind = Literal["struck", "hidden", "deleted", "prompt", "clock", "note", "unchosen", "embedded"]
_SHOWN, _LONG = 4, 60  # places named in a message, characters of each
_MESSAGES: dict[Kind, tuple[str, str, str]] = {
    "struck": ("chu-gach-ngang", "{n} chỗ chữ bị gạch ngang, không lấy vào nội dung",
               "Mở tệp đối chiếu; nếu chữ đó còn hiệu lực thì bỏ gạch ngang, lưu lại rồi nạp."),
    "hidden": ("chu-an", "{n} chỗ chữ không nhìn thấy trên trang (chữ ẩn, chữ cùng màu nền hoặc quá nhỏ), không lấy "
                         "vào nội dung", "Mở tệp bằng Word, bật hiện chữ ẩn (Ctrl+Shift+8) để đối chiếu."),
    "deleted": ("sua-chua-duyet", "tệp còn theo dõi sửa đổi (Track Changes); chương trình đọc như đã chấp nhận hết, "
                                  "{n} chỗ đã xóa không lấy", "Hỏi nơi gửi bản đã duyệt, hoặc mở tệp chấp nhận hay từ "
                                                              "chối từng chỗ sửa rồi nạp lại."),
    "prompt": ("o-chua-dien", "{n} ô của mẫu chưa điền, lời nhắc trong ô không lấy vào nội dung",
               "Đối chiếu với bản chính; nếu thiếu thì điền vào tệp rồi nạp lại."),
    "clock": ("ngay-tu-doi", "{n} chỗ ghi ngày, giờ bằng trường tự đổi theo ngày mở tệp; lấy ngày đã lưu trong tệp",
              "Đối chiếu ngày này với bản chính."),
    "note": ("chu-thich-giao-viec", "{n} chú thích nêu thời hạn hoặc cơ quan thực hiện đã được ghép vào câu mang dấu "
                                    "chú thích", "Đối chiếu nhiệm vụ của các câu này với chú thích ở cuối trang."),
    "unchosen": ("o-khong-chon", "{n} ô đánh dấu không được chọn, nội dung bên cạnh không lấy",
                 "Đối chiếu các ô đã chọn với bản chính."),
    "embedded": ("tep-nhung-trong-word", "{n} tệp hoặc phần nhúng bên trong chưa đọc được",
                 "Mở tệp bằng Word, lưu phần nhúng ra tệp riêng rồi nạp cùng văn bản (gói ZIP)."),
}


@dataclass(slots=True)
class Told:
    """Words by kind, each with the beginning of the paragraph it stands in (empty where it is all of it)."""

    places: dict[Kind, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, kind: Kind, words: str, paragraph: Element | None = None) -> None:
        """Keep ``words`` of ``paragraph``; words beside the last ones of the same paragraph join them."""
        words = normal.line(words)
        if any(map(str.isalnum, words)):
            self.places.setdefault(kind, []).append((words, _beginning(paragraph)))

    def doubts(self, name: str) -> tuple[Doubt, ...]:
        """A doubt for each kind that was met, in the order of the table."""
        return tuple(Doubt(code, f"{name}: {what.format(n=len(self.places[kind]))}: {_quoted(self.places[kind])}. "
                                 f"{advice}")
                     for kind, (code, what, advice) in _MESSAGES.items() if kind in self.places)


def _beginning(paragraph: Element | None) -> str:
    return "" if paragraph is None else normal.line("".join(t.text or "" for t in paragraph.iter(W + "t")))


def _quoted(places: list[tuple[str, str]]) -> str:
    parts = []
    for words, beginning in places[:_SHOWN]:
        around = f" ở đoạn “{_cut(beginning)}”" if beginning and beginning != words else ""
        parts.append(f"“{_cut(words)}”{around}")
    return "; ".join(parts) + ("; …" if len(places) > _SHOWN else "")


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG - 1].rstrip() + "…"

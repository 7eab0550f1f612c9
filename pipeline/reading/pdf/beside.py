"""What a person has to know of what pages hold besides their text: words that nobody sees, marks through the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.text import Doubt

from ..draft import PageDraft
from .recognition import span

_SAYS = re.compile(r"[^\W\d_]{2}|\d[./-]\d")  # more than a figure or a mark left over
_SHOWN = 120  # characters of a quotation
_PUT = (
    ("ghi-chu-danh-may", ("note",), ("có ghi chú đánh máy đặt lên trang",
     "Ghi chú được đọc như một đoạn sau nội dung của trang; kiểm tra ai ghi và có phải ý kiến chỉ đạo không.")),
    ("ghi-chu-tren-pdf", ("remark", "strike"), ("có ghi chú của người xem PDF",
     "Ghi chú không lấy vào nhiệm vụ; đọc ghi chú và sửa nhiệm vụ, thời hạn nếu đó là ý kiến chỉ đạo.")),
    ("tep-ghim-tren-trang", ("file",), ("có tệp ghim vào trang, chưa đọc",
     "Nếu là phụ lục thì mở PDF, lưu tệp ấy ra rồi nạp cùng văn bản (gói ZIP).")),
    ("net-ve-tay", ("pen",), ("có nét vẽ tay thêm vào sau",
     "Chương trình không đọc nét vẽ; mở trang xem có gạch bỏ hay viết thêm gì không.")),
)  # fmt: skip
_DRAFT = re.compile(r"DỰ\s*THẢO|BẢN\s+NHÁP|\bDRAFT\b", re.IGNORECASE)


def beside_doubts(name: str, drafts: Sequence[PageDraft]) -> Iterator[Doubt]:
    """What has to be told of the pages of the file ``name``."""
    yield from _hidden(name, drafts)
    yield from _marks(name, drafts)
    yield from _struck(name, drafts)
    yield from _annotations_told(name, drafts)
    if stamps := {d.number: d.stamps for d in drafts if d.stamps}:
        texts = [text for found in stamps.values() for text in found]
        yield Doubt(
            "dau-dat-them",
            f"{name}: trang {span(sorted(stamps))} có dấu đặt thêm vào tệp: {quoted(texts)}. Chữ trong dấu không "
            "lấy vào nội dung; xem dấu nếu cần số đến, ngày đến hoặc ý kiến phê duyệt.",
        )
    if lacking := [d.number for d in drafts if d.lacking and d.readable]:
        yield Doubt(
            "trang-thieu-bang-ma",
            f"{name}: phông chữ của trang {span(lacking)} thiếu bảng mã nên một số chữ không lấy được từ tệp, dù nhìn "
            "trên trang vẫn đúng; các chữ ấy đọc bằng nhận dạng chữ. Đối chiếu với trang, hoặc xin bản DOCX.",
        )


def _hidden(name: str, drafts: Sequence[PageDraft]) -> Iterator[Doubt]:
    if hidden := {d.number: d.unseen for d in drafts if _SAYS.search(d.unseen)}:
        yield Doubt(
            "chu-an",
            f"{name}: trang {span(sorted(hidden))} có chữ ẩn không thấy được trên trang (chữ trắng, bị che, ngoài khổ "
            f"giấy hoặc ở lớp đã tắt): {quoted(hidden.values())}. Chữ này không lấy vào nhiệm vụ; hỏi lại nơi gửi nếu "
            "là nội dung của văn bản.",
        )


def _marks(name: str, drafts: Sequence[PageDraft]) -> Iterator[Doubt]:
    marked = {d.number: d.through for d in drafts if d.through}
    if not marked:
        return
    told = list(dict.fromkeys(text for found in marked.values() for text in found))
    pages = span(sorted(marked))
    if _DRAFT.search(" ".join(told)):
        yield Doubt(
            "dau-du-thao",
            f"{name}: trang {pages} có chữ chìm {quoted(told)}: có thể là bản dự thảo, chưa ban hành. Kiểm tra và xin "
            "bản chính thức trước khi giao việc.",
        )
    else:
        yield Doubt(
            "chu-chim",
            f"{name}: trang {pages} có chữ chìm in đè lên nội dung: {quoted(told)}. Chữ này không lấy vào nhiệm vụ; "
            "đối chiếu lại nếu là nội dung của văn bản.",
        )


def _struck(name: str, drafts: Sequence[PageDraft]) -> Iterator[Doubt]:
    if struck := {d.number: d.struck for d in drafts if d.struck}:
        yield Doubt(
            "chu-bi-gach",
            f"{name}: trang {span(sorted(struck))} có chữ bị gạch ngang: {quoted(struck.values())}. Chữ bị gạch không "
            "lấy vào nhiệm vụ; xem lại trang, nếu chữ ấy vẫn có hiệu lực thì nhập thêm.",
        )


def _annotations_told(name: str, drafts: Sequence[PageDraft]) -> Iterator[Doubt]:
    """Notes, remarks and strokes of a pen; fields and stamps that are words of the page are none."""
    for code, kinds, told in _PUT:
        on = [(d.number, one) for d in drafts for one in d.on if one.kind in kinds and (one.text or "pen" in kinds)]
        on = [(number, one) for number, one in on if one.kind != "note" or one.is_sentence]
        if on:
            texts = [one.text for _, one in on if one.text]
            words = f": {quoted(texts)}" if texts else ""
            yield Doubt(code, f"{name}: trang {span(sorted({number for number, _ in on}))} {told[0]}{words}. {told[1]}")


def quoted(texts: Iterable[str]) -> str:
    """The beginnings of ``texts``, each once, as a quotation."""
    told = "; ".join(dict.fromkeys(texts))
    return f"“{told if len(told) <= _SHOWN else told[:_SHOWN].rstrip() + '…'}”"

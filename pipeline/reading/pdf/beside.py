"""What a person has to know of what pages hold besides their text: words that nobody sees, marks through the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.text import Doubt

from ..draft import PageDraft
from .recognition import span

_SAYS = re.compile(r"[^\W\d_]{2}|\d[./-]\d")  # more than a figure or a mark left over
_SHOWN = 120  # characters of a quotation
_DRAFT = re.compile(r"DỰ\s*THẢO|BẢN\s+NHÁP|\bDRAFT\b", re.IGNORECASE)


def beside_doubts(name: str, drafts: Sequence[PageDraft]) -> Iterator[Doubt]:
    """What has to be told of the pages of the file ``name``."""
    if hidden := {d.number: d.unseen for d in drafts if _SAYS.search(d.unseen)}:
        yield Doubt(
            "chu-an",
            f"{name}: trang {span(sorted(hidden))} có chữ ẩn không thấy được trên trang (chữ trắng, bị "
            f"che, ngoài khổ giấy hoặc ở lớp đã tắt): {quoted(hidden.values())}. Chữ này không lấy vào "
            "nhiệm vụ; hỏi lại nơi gửi nếu là nội dung của văn bản.",
        )
    marked = {d.number: d.through for d in drafts if d.through}
    if not marked:
        return
    told = list(dict.fromkeys(text for found in marked.values() for text in found))
    pages = span(sorted(marked))
    if any(_DRAFT.search(text) for text in told):
        yield Doubt(
            "dau-du-thao",
            f"{name}: trang {pages} có chữ chìm {quoted(told)}: có thể là bản dự thảo, chưa ban "
            "hành. Kiểm tra và xin bản chính thức trước khi giao việc.",
        )
    else:
        yield Doubt(
            "chu-chim",
            f"{name}: trang {pages} có chữ chìm in đè lên nội dung: {quoted(told)}. Chữ này không lấy "
            "vào nhiệm vụ; đối chiếu lại nếu là nội dung của văn bản.",
        )


def quoted(texts: Iterable[str]) -> str:
    """The beginnings of ``texts``, each once, as a quotation."""
    told = "; ".join(dict.fromkeys(texts))
    return f"“{told if len(told) <= _SHOWN else told[:_SHOWN].rstrip() + '…'}”"

"""Documents made by hand: one line for each paragraph, ``L:`` and ``R:`` for the two columns."""

import pytest

from pipeline.model import Document, Paragraph, Source


@pytest.fixture
def make_document():
    def make(*lines):
        text, paragraphs = "", []
        for line in lines:
            column = {"L:": "left", "R:": "right"}.get(line[:2])
            words = line[2:] if column else line
            text += "\n" if text else ""
            paragraphs.append(Paragraph(len(text), len(text) + len(words), 1, column))
            text += words
        return Document(Source("thu.txt", "0" * 64, 1, "txt"), text, tuple(paragraphs))

    return make


HEAD = (
    "L:ỦY BAN NHÂN DÂN", "L:TỈNH LÂM SƠN", "L:Số: 215/KH-UBND",
    "R:CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "R:Độc lập - Tự do - Hạnh phúc",
    "R:Lâm Sơn, ngày 07 tháng 3 năm 2025",
)
TAIL = (
    "L:Nơi nhận:", "L:- Như trên;", "L:- Thường trực Tỉnh ủy (để b/c);", "L:- Lưu: VT, KT.",
    "R:TM. ỦY BAN NHÂN DÂN", "R:KT. CHỦ TỊCH", "R:PHÓ CHỦ TỊCH", "R:Nguyễn Thị Bình Minh",
)


@pytest.fixture
def head_lines():
    return HEAD


@pytest.fixture
def tail_lines():
    return TAIL

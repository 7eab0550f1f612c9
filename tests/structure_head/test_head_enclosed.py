"""Papers scanned behind the directive, each with a letterhead of its own."""

import pytest

from pipeline.structure.head import parse_head
from pipeline.structure.parse import parse

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
FIRST = ("CÔNG ĐIỆN", "Về việc phòng cháy rừng", "Thực hiện lệnh của Trung ương, Chủ tịch tỉnh yêu cầu:", "1. Sở Y tế trực cấp cứu./.")
LETTER = ("L:ỦY BAN NHÂN DÂN", "L:TỈNH LÂM SƠN", "L:Số: 216/UBND-KT", "L:V/v trực phòng cháy rừng", f"R:{MOTTO[0]}", f"R:{MOTTO[1]}",
          "R:Lâm Sơn, ngày 07 tháng 3 năm 2025", "Kính gửi: Các sở, ban, ngành.", "UBND tỉnh yêu cầu các sở thực hiện một số nội dung sau:",
          "1. Sở Công Thương kiểm tra kho xăng dầu.", "2. Sở Tài chính bố trí kinh phí./.")
END = ("L:Nơi nhận:", "L:- Như trên;", "L:- Lưu: VT.", "R:CHỦ TỊCH", "R:Nguyễn Thị Bình Minh")


def annexes(document):
    return [document.text[start:end] for start, end in parse_head(document).annexes]


def test_a_letter_behind_the_directive_gives_its_body(make_document, head_lines, tail_lines):
    document = make_document(*head_lines, *FIRST, *tail_lines, *LETTER, *END)
    (body,) = annexes(document)
    assert body.startswith("UBND tỉnh yêu cầu")
    assert body.endswith("bố trí kinh phí./.")


@pytest.mark.parametrize("scrawl", [("Kính chuyển", "phòng KT"), ("#7 22) 7",)])
def test_a_list_of_recipients_ends_before_the_next_letterhead(make_document, head_lines, scrawl):
    document = make_document(*head_lines, *FIRST, "L:Nơi nhận:", "L:- Như trên;", "L:- Lưu: VT.", *scrawl, *LETTER, *END)
    assert not any("Công Thương" in item for item in parse_head(document).head.recipients)
    assert [c.path for c in parse(document).clauses if c.zone == "annex" and c.path] == ["1", "2"]


def test_a_petition_begins_with_its_title(make_document, head_lines, tail_lines):
    paper = ("CÔNG TY GỖ LÂM SƠN", *MOTTO, "Số: 01/BC", "Lâm Sơn, ngày 05 tháng 3 năm 2025", "ĐƠN TRÌNH BÁO", "Kính gửi: UBND tỉnh Lâm Sơn.",
             "Công ty đề nghị cấp phép.")
    (body,) = annexes(make_document(*head_lines, *FIRST, *tail_lines, *paper))
    assert body.startswith("ĐƠN TRÌNH BÁO")
    assert body.endswith("cấp phép.")


@pytest.mark.parametrize("form", [("TÊN CƠ QUAN", *MOTTO, "Số: /BC-SYT", "Lâm Sơn, ngày 05 tháng 3 năm 2025", "BÁO CÁO"),
                                  ("SỞ Y TẾ", *MOTTO, "Số: ..../BC-SYT", "..., ngày ... tháng ... năm 2025", "BÁO CÁO"),
                                  ("Mẫu số 1", "SỞ Y TẾ", *MOTTO, "Số: 5/BC-SYT", "Lâm Sơn, ngày 05 tháng 3 năm 2025")])
def test_a_form_keeps_its_letterhead(make_document, head_lines, tail_lines, form):
    document = make_document(*head_lines, *FIRST, *tail_lines, "PHỤ LỤC I", "MẪU BÁO CÁO TÌNH HÌNH PHÒNG CHÁY RỪNG CỦA TỈNH", *form, "Kính gửi: UBND tỉnh.", "Sở báo cáo.")
    assert "Độc lập - Tự do" in "\n".join(annexes(document))

"""The zones of a head, in the orders and shapes in which converters hand them over."""

from datetime import date

import pytest

from pipeline.structure.head import parse_head
from pipeline.structure.parse import parse

BODY = "Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:"


def body_of(document, result):
    return document.text[slice(*result.body)]


def test_two_columns(make_document, head_lines, tail_lines):
    document = make_document(*head_lines, "KẾ HOẠCH", "Phát triển đường làng năm 2025", BODY, "1. Làm đường./.", *tail_lines)
    result = parse_head(document)
    head = result.head
    assert (head.number, head.type, head.issuer) == ("215/KH-UBND", "kế hoạch", "UBND tỉnh Lâm Sơn")
    assert (head.place, head.issued_on) == ("Lâm Sơn", date(2025, 3, 7))
    assert head.subject == "Phát triển đường làng năm 2025"
    assert body_of(document, result) == f"{BODY}\n1. Làm đường./."
    assert head.recipients == ("Như trên", "Thường trực Tỉnh ủy (để b/c)", "Lưu: VT, KT")
    assert result.doubts == ()
    assert document.text[slice(*result.spans["number"])] == "Số: 215/KH-UBND"
    assert document.text[slice(*result.spans["subject"])] == head.subject


def test_columns_swapped_and_rows_interleaved(make_document):
    result = parse_head(make_document(
        "UBND TỈNH LÂM SƠN", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ Y TẾ", "Độc lập - Tự do - Hạnh phúc",
        "Lâm Sơn, ngày 3 tháng 4 năm 2024", "Số: 88 /SYT-NV", "V/v báo cáo dịch bệnh", "mùa hè", "Kính gửi: Các bệnh viện.",
        "Sở Y tế đề nghị các đơn vị báo cáo./."))
    head = result.head
    assert (head.number, head.type, head.issuer) == ("88/SYT-NV", "công văn", "Sở Y tế tỉnh Lâm Sơn")
    assert (head.issued_on, head.subject) == (date(2024, 4, 3), "báo cáo dịch bệnh mùa hè")
    assert head.addressees == ("Các bệnh viện",)


def test_all_on_merged_lines(make_document):
    document = make_document(
        "BỘ Y TẾ CỤC QUẢN LÝ DƯỢC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: 12/QLD-KD V/v nhập thuốc hiếm Hà Nội, ngày 05 tháng 01 năm 2024",
        "Kính gửi: Sở Y tế các tỉnh, thành phố Thực hiện kế hoạch năm, Cục yêu cầu các đơn vị rà soát nhu cầu thuốc và gửi về Cục.")
    result = parse_head(document)
    assert (result.head.number, result.head.issuer) == ("12/QLD-KD", "Cục Quản lý Dược")
    assert (result.head.subject, result.head.issued_on) == ("nhập thuốc hiếm", date(2024, 1, 5))
    assert result.head.addressees == ("Sở Y tế các tỉnh, thành phố",)
    assert body_of(document, result).startswith("Thực hiện kế hoạch năm")


def test_a_dispatch_names_its_sender_and_addressees(make_document):
    document = make_document(
        "L:THỦ TƯỚNG CHÍNH PHỦ", "L:Số: 45/CĐ-TTg", "R:CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "R:NAM",
        "R:Hà Nội, ngày 9 tháng 9 năm 2024", "HỎA TỐC", "CÔNG ĐIỆN VỀ VIỆC ỨNG PHÓ", "BÃO TRÊN BIỂN THỦ TƯỚNG CHÍNH PHỦ điện:",
        "- Bộ Quốc phòng;", "- Chủ tịch Ủy ban nhân dân các tỉnh", "ven biển.", "Hiện nay bão đang mạnh lên.", "1. Bộ Quốc phòng trực ban./.",
        "L:Nơi nhận:", "L:- Như trên;", "L:- Lưu: VT.", "R:THỦ TƯỚNG", "R:Trần Văn An")
    result = parse_head(document)
    head = result.head
    assert (head.type, head.issuer, head.urgency) == ("công điện", "Thủ tướng Chính phủ", "hỏa tốc")
    assert head.subject == "VỀ VIỆC ỨNG PHÓ BÃO TRÊN BIỂN"
    assert head.addressees == ("Bộ Quốc phòng", "Chủ tịch Ủy ban nhân dân các tỉnh ven biển")
    assert body_of(document, result).startswith("Hiện nay bão")
    assert (head.signer.name, head.signer.position, head.signer.authority) == ("Trần Văn An", "Thủ tướng", None)


def test_legal_bases_belong_to_the_body_and_the_deciding_line_does_not(make_document, tail_lines):
    document = make_document(
        "L:BỘ XÂY DỰNG", "L:Số: 77/QĐ-BXD", "R:CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "R:Hà Nội, ngày 01 tháng 02 năm 2023", "QUYẾT ĐỊNH",
        "Ban hành Quy chế quản lý", "Nhà ở công vụ", "BỘ TRƯỞNG BỘ XÂY DỰNG", "Căn cứ Luật Nhà ở;", "QUYẾT ĐỊNH:", "Điều 1. Ban hành Quy chế./.",
        *tail_lines, "QUY CHẾ", "Quản lý nhà ở công vụ", "(Kèm theo Quyết định số 77/QĐ-BXD ngày 01/02/2023)", "Điều 1. " + "Phạm vi. " * 30)
    result = parse_head(document)
    assert result.head.subject == "Ban hành Quy chế quản lý Nhà ở công vụ"
    assert body_of(document, result).startswith("Căn cứ Luật Nhà ở;")
    assert [document.text[start:start + 7] for start, _ in result.annexes] == ["QUY CHẾ"]


def test_summary_of_a_notice_runs_on_in_its_title(make_document, head_lines):
    lines = [line.replace("215/KH", "61/TB") for line in head_lines]
    result = parse_head(make_document(*lines, "THÔNG BÁO KẾT", "LUẬN CỦA CHỦ TỊCH TẠI CUỘC HỌP", "Ngày 06 tháng 3 năm 2025, Chủ tịch đã họp."))
    assert (result.head.type, result.head.subject) == ("thông báo", "KẾT LUẬN CỦA CHỦ TỊCH TẠI CUỘC HỌP")


def test_invitation_keeps_the_word_after_the_type_out_of_the_summary(make_document, head_lines):
    lines = [line.replace("215/KH", "9/GM") for line in head_lines]
    result = parse_head(make_document(*lines, "GIẤY MỜI HỌP", "Về công tác phòng cháy.", "Kính gửi:", "- Công an tỉnh;", "- Sở Xây dựng.",
                                      "Ủy ban nhân dân tỉnh tổ chức họp như sau:"))
    assert (result.head.type, result.head.subject) == ("giấy mời", "Về công tác phòng cháy")
    assert result.head.addressees == ("Công an tỉnh", "Sở Xây dựng")


def test_gazette_title(make_document):
    result = parse_head(make_document("CHỈ THỊ", "CỦA BỘ Y TẾ SỐ 07/2008/CT-BYT", "NGÀY 30 THÁNG 12 NĂM 2008", "VỀ VỆ SINH BẾP ĂN",
                                      "1. Các bếp ăn giữ sạch./.", "BỘ TRƯỞNG", "Lê Văn Hòa"))
    head = result.head
    assert (head.number, head.issued_on, head.issuer) == ("07/2008/CT-BYT", date(2008, 12, 30), "Bộ Y tế")
    assert (head.subject, head.signer.name) == ("VỀ VỆ SINH BẾP ĂN", "Lê Văn Hòa")


def test_number_and_date_from_the_annex_when_the_head_is_missing(make_document, tail_lines):
    result = parse_head(make_document(
        "Kính gửi: Các xã.", "Thực hiện nhiệm vụ, Ban Chỉ đạo xây dựng nông thôn mới tỉnh yêu cầu các xã làm việc sau:", "1. Báo cáo./.",
        *tail_lines, "PHỤ LỤC", "(Kèm theo Công văn số 31/CV-BCĐ ngày 02 tháng 12 năm 2024 của Ban Chỉ đạo)", "Danh sách các xã " * 12))
    head = result.head
    assert (head.number, head.issued_on, head.type) == ("31/CV-BCĐ", date(2024, 12, 2), "công văn")
    assert head.issuer == "Ban Chỉ đạo xây dựng nông thôn mới tỉnh"
    assert "khong-co-phan-dau" in {doubt.code for doubt in result.doubts}


@pytest.mark.parametrize(("line", "expected"), [
    ("HỎA TỐC", "hỏa tốc"), ("HOẢ TỐC", "hỏa tốc"), ("HỎA TỐC HẸN GIỜ", "hỏa tốc"), ("THƯỢNG KHẨN", "thượng khẩn"), ("KHẨN", "khẩn"),
    ("KHẨN TRƯƠNG", None), ("Khẩn trương", None),
])
def test_urgency_is_a_stamp_on_a_line_of_its_own(make_document, head_lines, line, expected):
    assert parse_head(make_document(line, *head_lines, "KẾ HOẠCH", "Khám sức khỏe", BODY)).head.urgency == expected


@pytest.mark.parametrize(("line", "expected"), [("MẬT", "mật"), ("TỐI MẬT", "tối mật"), ("TUYỆT MẬT", "tuyệt mật"), ("BẢO MẬT", None)])
def test_secrecy_is_a_stamp_of_the_head(make_document, head_lines, line, expected):
    assert parse_head(make_document(*head_lines, line, "KẾ HOẠCH", "Khám sức khỏe", BODY)).head.secrecy == expected


def test_secret_words_in_the_body_are_no_stamp(make_document, head_lines):
    assert parse_head(make_document(*head_lines, "KẾ HOẠCH", "Bảo vệ tài liệu", BODY, "MẬT")).head.secrecy is None


def test_any_text_gives_a_result(make_document):
    for lines in ((), ("",), ("Xin chào",), ("|",), ("Số:",), ("QUYẾT ĐỊNH",), ("Kính gửi:",), ("Nơi nhận:",), ("TM. ",)):
        result = parse_head(make_document(*lines))
        assert 0 <= result.body[0] <= result.body[1]


def test_a_place_that_was_misread_leaves_the_date(make_document, head_lines, tail_lines):
    lines = [line.replace("Lâm Sơn, ngày", "Lâm S'n sơn, ngày") for line in head_lines]
    assert parse_head(make_document(*lines, "KẾ HOẠCH", "Trồng cây", BODY, *tail_lines)).head.issued_on.isoformat() == "2025-03-07"


def test_a_summary_stands_under_the_issuer_though_the_number_was_not_read(make_document, head_lines, tail_lines):
    lines = [line for line in head_lines if "Số:" not in line]
    lines.insert(2, "L:Về việc trồng cây ven đường")
    head = parse_head(make_document(*lines, "Kính gửi: Sở Xây dựng", BODY, *tail_lines)).head
    assert (head.type, head.subject, head.addressees) == ("công văn", "Về việc trồng cây ven đường", ("Sở Xây dựng",))


def test_a_title_under_both_columns_is_no_issuer(make_document, head_lines, tail_lines):
    head = parse_head(make_document(*head_lines, "LỊCH CÔNG TÁC TUẦN 24", "Từ ngày 10 đến ngày 14", BODY, *tail_lines)).head
    assert head.issuer == "UBND tỉnh Lâm Sơn"


def test_a_body_on_the_line_of_its_addressee_gives_clauses(make_document, head_lines, tail_lines):
    lines = [*head_lines, "Kính gửi: Bộ trưởng Bộ Công Thương Xét đề nghị của Bộ Công Thương về dự thảo Chỉ thị xăng sinh học, "
             "Phó Thủ tướng có ý kiến như sau: Bộ Công Thương rà soát năng lực phối trộn.", *tail_lines]
    structure = parse(make_document(*[line.replace("KH-UBND", "UBND-KT") for line in lines]))
    assert structure.head.addressees == ("Bộ trưởng Bộ Công Thương",)
    (clause,) = structure.clauses
    assert clause.start == structure.body[0]

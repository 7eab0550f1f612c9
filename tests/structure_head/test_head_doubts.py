"""Doubts are told by code; what is blank is None, never a guess."""

from datetime import date

import pytest

from pipeline.structure.head import parse_head


def codes(result):
    return {doubt.code for doubt in result.doubts}


def test_blank_number_and_date(make_document, head_lines, tail_lines):
    lines = [line.replace("215/", "      /").replace("ngày 07", "ngày    ") for line in head_lines]
    result = parse_head(make_document(*lines, "KẾ HOẠCH", "Trồng cây", "1. Trồng cây./.", *tail_lines))
    assert (result.head.number, result.head.issued_on, result.head.place) == (None, None, "Lâm Sơn")
    assert codes(result) == {"so-de-trong", "ngay-de-trong"}


def test_date_before_the_documents_carried_out(make_document, head_lines, tail_lines):
    result = parse_head(make_document(*head_lines, "KẾ HOẠCH", "Trồng cây",
                                      "Thực hiện Chỉ thị số 5/CT-TTg ngày 06/5/2026 của Thủ tướng Chính phủ./.", *tail_lines))
    assert result.head.issued_on == date(2025, 3, 7)
    assert codes(result) == {"ngay-truoc-van-ban-vien-dan"}
    assert "5/CT-TTg ngày 06/05/2026" in result.doubts[0].message


@pytest.mark.parametrize(("number", "title", "expected"), [
    ("215/CT-UBND", "KẾ HOẠCH", {"so-khong-hop-ten-loai"}), ("215/KH-UBND", "KẾ HOẠCH", set()), ("215/KH-BTC", "KẾ HOẠCH", {"so-khong-hop-co-quan"}),
])
def test_number_against_type_and_issuer(make_document, head_lines, tail_lines, number, title, expected):
    lines = [line.replace("215/KH-UBND", number) for line in head_lines]
    assert codes(parse_head(make_document(*lines, title, "Trồng cây", "1. Trồng cây./.", *tail_lines))) == expected


def test_initials_of_the_issuer_are_no_type(make_document, tail_lines):
    result = parse_head(make_document(
        "L:BỘ TÀI CHÍNH", "L:CỤC THUẾ", "L:Số: 53/CT-CS", "L:V/v hoàn thuế", "R:CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "R:Hà Nội, ngày 19 tháng 11 năm 2025", "Kính gửi: Thuế tỉnh Lâm Sơn.", "Cục Thuế trả lời như sau./.", *tail_lines))
    assert (result.head.issuer, codes(result)) == ("Cục Thuế", set())


def test_draft_and_missing_end(make_document, head_lines):
    result = parse_head(make_document("DỰ THẢO", *head_lines, "KẾ HOẠCH", "Trồng cây", "1. Trồng cây ở"))
    assert codes(result) == {"du-thao", "khong-thay-nguoi-ky", "thieu-dau-ket-thuc"}


def test_news_item_about_a_directive(make_document):
    document = make_document(
        "Phòng chống cháy rừng", "Ngày 12/4/2023, Ủy ban nhân dân tỉnh ban hành văn bản số 162/UBND-NLN gởi các sở, UBND các huyện về việc "
        "phòng chống cháy rừng mùa khô.", "Văn bản nêu: Thực hiện Công điện số 33/CĐ-TTg ngày 07/4/2024, Ủy ban nhân dân tỉnh yêu cầu:", "1. Các sở trực./.")
    result = parse_head(document)
    head = result.head
    assert (head.number, head.type, head.issuer) == ("162/UBND-NLN", "công văn", "UBND tỉnh")
    assert (head.issued_on, head.subject) == (date(2023, 4, 12), "phòng chống cháy rừng mùa khô")
    assert head.addressees == ("các sở, UBND các huyện",)
    assert document.text[result.body[0]:].startswith("Văn bản nêu")
    assert {"khong-phai-ban-goc", "ngay-truoc-van-ban-vien-dan"} <= codes(result)


def test_every_message_is_a_sentence_for_a_clerk(make_document):
    for doubt in parse_head(make_document("Một đoạn văn bất kỳ")).doubts:
        assert doubt.code.isascii()
        assert doubt.message[0].isupper()
        assert doubt.message.endswith(".")

"""Signature blocks: authority, position, name; and the recipients beside them."""

import pytest

from pipeline.structure.head import parse_head
from pipeline.structure.head.person import bare_name, looks_like_name

BODY = ("KẾ HOẠCH", "Trồng cây", "1. Trồng cây ở các xã./.")


@pytest.mark.parametrize(("block", "expected"), [
    (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hoàng Nam"), ("Hoàng Nam", "Phó Chủ tịch", "TM. KT.")),
    (("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Thị Hoa",), ("Lê Thị Hoa", "Phó Chủ tịch", "TM. KT.")),
    (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)", "Lê Văn Hòa"), ("Lê Văn Hòa", "Chủ tịch", "TM.")),
    (("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Mai Thị Vân"), ("Mai Thị Vân", "Phó Chủ nhiệm", "KT.")),
    (("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Tạ Văn Đông"), ("Tạ Văn Đông", "Thứ trưởng", "KT.")),
    (("TL. CỤC TRƯỞNG", "KT. TRƯỞNG BAN BAN CHÍNH SÁCH,", "THUẾ QUỐC TẾ", "PHÓ TRƯỞNG BAN", "Phạm Thị Hiền"), ("Phạm Thị Hiền", "Phó Trưởng ban", "TL. KT.")),
    (("TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG", "Phạm Chí Thanh"), ("Phạm Chí Thanh", "Chánh Văn phòng", "TL.")),
    (("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "PHÓ THỦ TƯỚNG", "Phạm Thị Trà"), ("Phạm Thị Trà", "Phó Trưởng ban Thường trực", "KT.")),
    (("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG", "Vũ Minh"), ("Vũ Minh", "Trưởng phòng", "TUQ.")),
    (("Q. GIÁM ĐỐC", "Vũ Minh"), ("Vũ Minh", "Giám đốc", "Q.")),
    (("GIÁM ĐỐC", "PGS.TS. Đỗ Văn Chung"), ("Đỗ Văn Chung", "Giám đốc", None)),
    (("CHỈ HUY TRƯỞNG", "Đại tá Bùi Xuân Cường"), ("Bùi Xuân Cường", "Chỉ huy trưởng", None)),
    (("GIÁM ĐỐC", "Người ký: Sở Tài chính", "Email:", "stc@lamson.gov.vn", "Thời gian ký:", "17.04.2019"), (None, "Giám đốc", None)),
    (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Bùi", "Xuân Cường"), ("Bùi Xuân Cường", "Phó Chủ tịch", "KT.")),
])
@pytest.mark.parametrize("column", ["R:", ""])
def test_signature(make_document, head_lines, block, expected, column):
    lines = ("L:Nơi nhận:", "L:- Như trên;", "L:- Các sở: TC,", "L:XD;", "L:- Lưu: VT.") if column else ()
    document = make_document(*head_lines, *BODY, *lines, *(column + line for line in block))
    result = parse_head(document)
    signer = result.head.signer
    assert (signer.name, signer.position, signer.authority) == expected
    assert document.text[slice(*result.body)] == BODY[-1]
    if column:
        assert result.head.recipients == ("Như trên", "Các sở: TC, XD", "Lưu: VT")


def test_signature_before_the_recipients(make_document, head_lines):
    result = parse_head(make_document(*head_lines, *BODY, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Hòa", "Nơi nhận:", "- Như trên;", "- Lưu: VT."))
    assert (result.head.signer.name, result.head.recipients) == ("Lê Văn Hòa", ("Như trên", "Lưu: VT"))


def test_rows_of_both_sides_interleaved(make_document, head_lines):
    result = parse_head(make_document(*head_lines, *BODY, "Nơi nhận: KT. CHỦ TỊCH", "- Như trên;", "- Chủ tịch tỉnh; PHÓ CHỦ TỊCH", "- Lưu: VT.",
                                      "Phan Trung Bá"))
    signer = result.head.signer
    assert (signer.name, signer.position, signer.authority) == ("Phan Trung Bá", "Phó Chủ tịch", "KT.")
    assert result.head.recipients == ("Như trên", "Chủ tịch tỉnh", "Lưu: VT")


def test_no_signature(make_document, head_lines):
    result = parse_head(make_document(*head_lines, *BODY))
    assert result.head.signer is None
    assert "khong-thay-nguoi-ky" in {doubt.code for doubt in result.doubts}


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "Hoàng Nam", "TS. Lê Hòa", "Thượng tướng Phan Văn Giang", "ĐẶNG VĂN BÌNH"])
def test_names(text):
    assert looks_like_name(text)


@pytest.mark.parametrize("text", ["PHÓ CHỦ TỊCH", "Sở Tài chính", "Công an Tỉnh", "Lưu: VT", "Như trên;", "(đã ký)", "08:52:34 +07:00", "Đắk Nông", "Email: a@b.vn"])
def test_no_names(text):
    assert not looks_like_name(text)


def test_bare_name_does_not_eat_a_family_name_that_starts_like_a_title():
    assert bare_name("Bàn Thị Mai") == "Bàn Thị Mai"
    assert bare_name("Bà Lê Thị Mai") == "Lê Thị Mai"

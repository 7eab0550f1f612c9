import pytest
from legacy_papers import SAMPLES, docx, tcvn3, vni

from pipeline.errors import UnsupportedFormat
from pipeline.reading import read
from pipeline.reading.legacy_fonts.speech import is_strange, is_syllable

GOOD = "Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát toàn bộ cơ sở khám bệnh trên địa bàn, báo cáo trước ngày 15/3."


def test_vietnamese_syllables():
    words = "giá gìn giếng quốc quyết nghiêng khuỷu hoả hỏa uỷ ủy thuế xoong ươm yếu ĐƯỜNG Đắk y Kỳ"
    assert [word for word in words.split() if not is_syllable(word)] == []


def test_no_vietnamese_syllables():
    words = "ViÖc x©y dùngs bảt cachs nghÞ ho¹ch Vieäc street ậb áá thưườn đ"
    assert [word for word in words.split() if is_syllable(word)] == []


@pytest.mark.parametrize("text", [
    GOOD, "VPCP: BTCN, các PCN, TGĐ Cổng TTĐT; các Vụ: KTTH, QHĐP", "TỈNH ĐẮK LẮK, GIAI ĐOẠN 2026 - 2030", "Diện tích 120 m², 25 °C",
    "Căn cứ NĐ 30/2020/NĐ-CP; QĐ 15/QĐ-UBND; HĐND", "Annual report of the ministry", "",
])
def test_what_offices_write_is_not_strange(text):
    assert not is_strange(text)


@pytest.mark.parametrize("encode", [tcvn3, vni])
def test_coded_text_is_strange_also_inside_good_text(encode):
    coded = "".join(part for _, part in encode("phối hợp với Công an tỉnh kiểm tra việc thực hiện"))
    assert is_strange(coded)
    assert is_strange(f"{GOOD} {coded} {GOOD}")


def _codes(path):
    return [doubt.code for doubt in read(path).warnings]


def test_a_paragraph_whose_font_does_not_tell_is_doubted_with_its_words(tmp_path):
    coded = "§Ò nghÞ c¸c së, ban, ngµnh b¸o c¸o kÕt qu¶"
    path = docx(tmp_path / "a.docx", *([(None, GOOD)] for _ in range(8)), [("Times New Roman", coded)])
    warning, = read(path).warnings
    assert warning.code == "phong-chu-cu"
    assert coded in warning.message
    assert "a.docx" in warning.message


@pytest.mark.parametrize("text", [
    "the ministry asks all of its offices to report on the work they did during the last year " * 4,
    "uy ban nhan dan tinh yeu cau cac so ban nganh bao cao ket qua thuc hien truoc ngay " * 4,
])
def test_a_text_that_is_no_vietnamese_is_doubted_as_a_whole(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    assert _codes(path) == ["chu-khong-doc-duoc"]


def test_a_whole_text_in_an_old_set_without_a_font_is_refused(tmp_path):
    coded = "".join(part for _, part in tcvn3(GOOD)) + " "
    with pytest.raises(UnsupportedFormat, match="TCVN3"):
        read(docx(tmp_path / "a.docx", [(None, coded * 4)]))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.docx"))[::4], ids=lambda p: p.stem)
def test_directives_pass(path):
    assert not {"phong-chu-cu", "chu-khong-doc-duoc"} & set(_codes(path))

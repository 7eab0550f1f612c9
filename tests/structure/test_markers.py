import pytest

from pipeline.structure.markers import LETTERS, ordinal_marker, read_marker, roman_value, to_roman


@pytest.mark.parametrize(("text", "style", "label"), [
    ("I. MỤC ĐÍCH", "roman", "I"),
    ("IV- TỔ CHỨC", "roman", "IV"),
    ("Điều 2. Giao Sở Y tế", "article", "Điều 2"),
    ("Chương II", "chapter", "Chương II"),
    ("Mục 1. QUY ĐỊNH CHUNG", "section", "Mục 1"),
    ("A. Phần chung", "capital", "A"),
    ("1. Sở Y tế", "arabic1", "1"),
    ("12/ Sở Y tế", "arabic1", "12"),
    ("1) Sở Y tế", "arabic)", "1"),
    ("2.1. Trách nhiệm chung", "arabic2", "2.1"),
    ("2.1 Trách nhiệm chung", "arabic2", "2.1"),
    ("a) Rà soát", "letter", "a"),
    ("đ) Rà soát", "letter", "đ"),
    ("(ii) Chủ đầu tư", "paren a", "ii"),
    ("ii) Chủ đầu tư", "lower roman", "ii"),
    ("- Rà soát", "bullet-", None),
    ("– Rà soát", "bullet-", None),
    ("+ Rà soát", "bullet+", None),
])
def test_value_of_marker(text, style, label):
    marker = read_marker(text)
    assert marker is not None
    assert (marker.style, marker.label) == (style, label)


@pytest.mark.parametrize("text", [
    "1.000 đồng mỗi suất", "30.4.2025 là hạn", "24/7 trực ban", "71/NQ-CP ngày 01/4/2025", "-5 độ C", "Điều 6; khoản 5", "Mục tiêu chung",
    "Sở Y tế chủ trì", "IoT và dữ liệu lớn", "Phần mềm dùng chung", "",
])
def test_no_marker(text):
    assert read_marker(text) is None


def test_letters_follow_the_vietnamese_alphabet():
    assert LETTERS.index("đ") == LETTERS.index("d") + 1


@pytest.mark.parametrize("value", range(1, 40))
def test_roman_round_trip(value):
    assert roman_value(to_roman(value)) == value


@pytest.mark.parametrize("numeral", ["IIII", "VX", "IC", "ABC", ""])
def test_not_roman(numeral):
    assert roman_value(numeral) is None


@pytest.mark.parametrize(("cell", "style"), [("1", "arabic1"), ("1.", "arabic1"), ("I", "roman"), ("1.2", "arabic2"), ("a", "letter"), ("-", "bullet-")])
def test_ordinal_cells(cell, style):
    marker = ordinal_marker(cell)
    assert marker is not None
    assert marker.style == style


def test_empty_ordinal_cell():
    assert ordinal_marker("  ") is None

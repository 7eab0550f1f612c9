"""Marks of parts and items that recognition misread, and marks that must stay as they are."""

import pytest

from pipeline.reading.ocr.ordinals import in_order
from pipeline.reading.ocr.tesseract import Seen


def page(*lines):
    return [[Seen(text, 40.0 * i, 30.0 * n, 40.0 * i + 30, 30.0 * n + 20, 0.95, 30.0 * n + 18, 20.0, n)
             for i, text in enumerate(line.split())] for n, line in enumerate(lines)]


def read(*lines):
    return [" ".join(s.text for s in line) for line in in_order(page(*lines))]


@pytest.mark.parametrize(("seen", "printed"), [
    ("IH. GIẢI PHÁP", "III. GIẢI PHÁP"), ("HI. KINH PHÍ", "III. KINH PHÍ"), ("H. MỤC TIÊU", "II. MỤC TIÊU"),
    ("Il.MỤC TIÊU", "II.MỤC TIÊU"), ("VH. TỔ CHỨC", "VII. TỔ CHỨC"), ("1V. KINH PHÍ", "IV. KINH PHÍ")])
def test_roman_figures_before_a_heading(seen, printed):
    assert read(seen) == [printed]


@pytest.mark.parametrize("line", [
    "1. MỤC TIÊU", "I. MỤC TIÊU", "H. Quảng Ninh", "HH. MỤC TIÊU", "L. Nguyễn", "Lưu. VT", "HĐND. TỈNH", "XI. PHỤ LỤC",
    "d) Sở Y tế", "g) Sở Y tế", "1) Sở Y tế", "(1) rà soát; (2) báo cáo", "(iv) rà soát", "Điều 1. Phạm vi"])
def test_what_may_be_right_stays(line):
    assert read(line) == [line]


def test_letters_follow_one_another():
    assert read("a) Sở Y tế", "b) Sở Nội vụ", "e) Sở Tài chính", "đ) Sở Tư pháp", "d) Công an tỉnh", "é) Sở Y tế",
                "ø) Ủy ban") == ["a) Sở Y tế", "b) Sở Nội vụ", "c) Sở Tài chính", "d) Sở Tư pháp", "đ) Công an tỉnh",
                                 "e) Sở Y tế", "g) Ủy ban"]


def test_a_new_list_begins_again():
    assert read("a) một", "b) hai", "c) ba", "a) một", "b) hai", "©) ba") == [
        "a) một", "b) hai", "c) ba", "a) một", "b) hai", "c) ba"]


def test_a_list_without_its_own_vietnamese_letter_stays():
    lines = ["c) một", "d) hai", "e) ba", "g) bốn"]
    assert read(*lines) == lines


def test_small_figures_within_a_sentence():
    assert read("thực hiện: () rà soát; (1) tổng hợp;", "(1ï) báo cáo; (iv) công khai") == [
        "thực hiện: (i) rà soát; (ii) tổng hợp;", "(iii) báo cáo; (iv) công khai"]


def test_a_mark_put_right_is_never_quite_sure():
    first, second = list(in_order(page("b) một", "e) hai")))
    assert (first[0].confidence, second[0].confidence) == (0.95, 0.7)

"""Marks of parts and items that recognition misread, and marks that must stay as they are."""

import pytest

from pipeline.reading.draft import PrintedWord
from pipeline.reading.ocr.ordinals import Order


def page(*lines):
    return [[PrintedWord(text, 40.0 * i, 0, 40.0 * i + 30, 20, 18, 13, confidence=0.95) for i, text in
             enumerate(line.split())] for line in lines]


def corrected(*pages):
    order = Order()
    for lines in pages:
        order.correct([word for line in lines for word in line], [n for n, line in enumerate(lines) for _ in line])
    return [line for lines in pages for line in lines]


def read(*lines, over=0):
    """The lines as they are corrected; ``over``: how many of them stand on a first page."""
    pages = (page(*lines[:over]), page(*lines[over:]))
    return [" ".join(word.text for word in line) for line in corrected(*pages)]


@pytest.mark.parametrize(("seen", "printed"), [
    ("IH. GIẢI PHÁP", "III. GIẢI PHÁP"), ("HI. KINH PHÍ", "III. KINH PHÍ"), ("H. MỤC TIÊU", "II. MỤC TIÊU"),
    ("Il.MỤC TIÊU", "II.MỤC TIÊU"), ("VH. TỔ CHỨC", "VII. TỔ CHỨC"), ("1V. KINH PHÍ", "IV. KINH PHÍ")])
def test_roman_figures_before_a_heading(seen, printed):
    assert read(seen) == [printed]


@pytest.mark.parametrize("line", [
    "(*) Ghi chú", "%.3. Sở Y tế", "L Nguyễn", "[a) một",
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


@pytest.mark.parametrize(("lines", "last"), [
    (["đ) một", "e) hai", "gø) ba"], "g) ba"), (["h) một", "¡) hai"], "i) hai"), (["d) một", "đ} hai"], "đ) hai"),
    (["(i) một", "(1) hai", "(ii) ba", "() một"], "(i) một"), (["(@) một"], "(i) một"), (["(¡) một"], "(i) một"),
    (["(i) một", "(i¡). hai"], "(ii). hai"),
    (["5. Phân công", "$1. Sở Y tế"], "5.1. Sở Y tế"), (["5. Một", "5.1. Một", "5.2. Hai", "%.3. Ba"], "5.3. Ba"),
    (["5. Một", "5.1. Một", "%.3. Ba"], "%.3. Ba"),
    (["L MỤC TIÊU", "II NỘI DUNG", "II. KINH PHÍ"], "III. KINH PHÍ"), (["L MỤC TIÊU"], "I. MỤC TIÊU")])
def test_marks_with_a_lost_stroke_or_a_sign_for_a_letter(lines, last):
    assert read(*lines)[-1] == last


def test_a_mark_put_right_is_never_quite_sure():
    first, second = corrected(page("b) một", "e) hai"))
    assert (first[0].confidence, second[0].confidence) == (0.95, 0.7)


@pytest.mark.parametrize("over", [0, 1, 2])
def test_a_list_goes_on_over_the_page(over):
    assert read("b) một", "e) hai", "d) ba", over=over) == ["b) một", "c) hai", "d) ba"]


@pytest.mark.parametrize(("lines", "last"), [
    (["I. MỤC TIÊU", "II. NHIỆM VỤ", "II. Tổ chức thực hiện"], "III. Tổ chức thực hiện"),
    (["VI. MỘT", "VI. HAI"], "VII. HAI"), (["I. MỘT", "I. MỘT"], "I. MỘT"), (["IV. MỘT", "IV. MỘT"], "IV. MỘT"),
    (["I. MỘT", "IL"], "II."), (["I. MỘT", "II NỘI DUNG"], "II. NỘI DUNG"), (["II NỘI DUNG"], "II NỘI DUNG"),
    (["I. MỘT", "HUYỆN KRÔNG NÔ"], "HUYỆN KRÔNG NÔ"), (["I. MỘT", "HÀ NỘI"], "HÀ NỘI"), (["V. XỬ LÝ", "VI PHẠM HÀNH CHÍNH"], "VI PHẠM HÀNH CHÍNH"), (["IV. MỘT", "VIỆT NAM"], "VIỆT NAM"), (["IL"], "IL"), (["I. MỘT", "IL nào"], "IL nào"),
    (["1. Một", "2. Hai", "3; Ba"], "3. Ba"), (["1. Một", "3; Ba"], "3; Ba"),
    (["2. Một", "21. Hai"], "2.1. Hai"), (["20. Một", "21. Hai"], "21. Hai"), (["3. Một", "21. Hai"], "21. Hai"),
    (["2. Một", "2.1. Một", "2:2. Hai"], "2.2. Hai"), (["2. Một", "2.1. Một", "22. Hai"], "2.2. Hai"),
    (["2. Một", "2.1. Một", "2,2 tỷ đồng"], "2,2 tỷ đồng"), (["2. Một", "2.1 Hai"], "2.1 Hai"),
    (["2. Một", "2,5 Hai"], "2,5 Hai")])
def test_parts_and_clauses_follow_one_another(lines, last):
    assert read(*lines)[-1] == last


def test_a_figure_before_capitals_is_roman_when_the_clauses_begin_again():
    assert read("1. ĐÁNH GIÁ CHUNG", "1. Kết quả", "2. Hạn chế", "IL NHIỆM VỤ", over=1) == [
        "I. ĐÁNH GIÁ CHUNG", "1. Kết quả", "2. Hạn chế", "II. NHIỆM VỤ"]
    assert read("1. MỤC TIÊU", "a) Một", "2. NHIỆM VỤ", "1. Một") == ["1. MỤC TIÊU", "a) Một", "2. NHIỆM VỤ", "1. Một"]

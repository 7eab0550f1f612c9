import pytest

from pipeline.reading import markers

NUMBERED = ["1. Sở Y tế", "1.1. Mục đích", "2.1 Nội dung", "a) Rà soát", "đ) Báo cáo", "Điều 1. Phạm vi", "II. NHIỆM VỤ",
            "(i) Chỉ đạo", "(ii). Sớm", "Chương II", "Điều 12. Hiệu lực", "10. Các sở", "a1) Theo dõi", "A. NỘI DUNG"]
NOT_NUMBERED = ["2025 và các năm sau", "Điều 5 của Luật này", "12/6/2026 để tổng hợp", "1.000 tấn", "100% cơ sở",
                "khoản 1 Điều 2", "15 ngày", "3.5 triệu đồng", "I-ốt", "a bê xê", "Chương trình số 5"]
BULLETS = ["- Như trên;", "+ Theo dõi", "• Việc", "– Giao sở", "-Các sở"]


@pytest.mark.parametrize("text", NUMBERED)
def test_a_number_or_letter_opens_a_clause(text):
    assert markers.starts_numbered(text)
    assert not markers.starts_low(text)


@pytest.mark.parametrize("text", NOT_NUMBERED)
def test_figures_in_a_sentence_open_nothing(text):
    assert not markers.starts_numbered(text)


@pytest.mark.parametrize("text", BULLETS)
def test_a_sign_opens_an_item(text):
    assert markers.starts_bullet(text)


@pytest.mark.parametrize("text", ["-18 độ", "+84 912", "---", "-xã hội"])
def test_a_sign_without_words_behind_is_judged_by_what_follows(text):
    assert markers.starts_bullet(text) == text[1:2].isdigit()


@pytest.mark.parametrize(("before", "after", "continues"), [
    ("phát triển kinh tế", "- xã hội của tỉnh", True),
    ("thực hiện các việc sau:", "- rà soát hồ sơ", False),
    ("phát triển kinh tế;", "- Giao Sở Tài chính", False),
    ("giai đoạn 2021", "- 2025", False),
])
def test_a_dash_between_words_is_no_item(before, after, continues):
    assert markers.dash_continues(before, after) is continues


@pytest.mark.parametrize(("before", "after", "between"), [
    ("Chỉ thị số 13/CT-", "TTg ngày 17", ""),
    ("số 15/", "2024/TT-BTC", ""),
    ("phát triển kinh tế -", "xã hội", " "),
    ("các sở,", "ban, ngành", " "),
])
def test_a_code_broken_over_lines_is_one_word(before, after, between):
    assert markers.glue(before, after) == between


@pytest.mark.parametrize("text", ["như sau:", "năm 2025;", "thực hiện./.", "(để b/c).", "“kịp thời.”", "hồ sơ; và"])
def test_sentences_end(text):
    assert markers.ends_sentence(text)


@pytest.mark.parametrize("text", ["Ủy ban nhân dân", "tỉnh và", "gồm,", "tháng 5"])
def test_sentences_go_on(text):
    assert not markers.ends_sentence(text)

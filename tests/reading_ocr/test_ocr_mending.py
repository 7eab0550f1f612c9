"""Slips of recognition that are mended, and right words that must stay."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from pipeline.reading.ocr.language import better_tone, other_letters, parted
from pipeline.reading.ocr.mending import mended
from pipeline.reading.ocr.noise import sift, without_hand
from pipeline.reading.ocr.sizes import sizes
from pipeline.reading.ocr.tesseract import Seen


def line(text, sure=0.9, number=1):
    return [Seen(word, 50.0 * i, 100.0, 50.0 * i + 40, 130.0, sure, 125.0, 34.0, number)
            for i, word in enumerate(text.split())]


@pytest.mark.parametrize(("printed", "read"), [
    ("ngày 10 tháng 01 năm 2026", "ngày I0 tháng 0Inăm 2026"),
    ("ngày 15 tháng 5 năm 2026", "ngàyl5 tháng Š năm 2026"),
    ("ngày 16 tháng 7 năm 2026", "ngày J6 tháng 7 năm 2026"),
    ("Quyết định số 206/QĐ-UBND", "Quyết định số 206/QĐÐ-UBND"),
    ("- Thủ tướng Chính phủ", "~ Thủ tướng Chính phủ"),
    ("Sở Khoa học và Công nghệ", "Sở Khoahọcvà Công nghệ"),
    ("Công nghệ Sở Công Thương", "CôngnghệSở Công Thương"),
    ("điều chỉnh, rà soát", "điều chỉnh,rà soát"),
    ("đẩy mạnh chuyển đổi số", "đẩy mạnh chuyển đối số"),
    ("tổ chức thực hiện", "tố chức thực hiện"),
    ("Tổng giám đốc các tập đoàn", "Tống giám đốc các tập đoàn"), ("các Tổng Công ty nhà nước", "các Tống Công ty nhà nước"),
    ("các hoạt động trọng tâm phòng chống", "các hoạt động. trọng tâm phòng chống"),
    ("báo cáo kết quả và kiến nghị.", "báo .cáo kết quả. và kiến nghị."),
    ("kêu gọi toàn thể cán bộ", "kêu gọi toàn thế cán bộ"), ("bài phát biểu của", "bài phát biếu của"),
    ("phối hợp với Bộ, ngành liên quan", "phối hợp với BỘ, ngành liên quan"), ("4. Bộ Xây dựng", "4. BỘ Xây dựng"),
])
def test_slips_are_mended(printed, read):
    assert " ".join(s.text for s in mended(line(read))) == printed


@pytest.mark.parametrize("text", [
    "Thực hiện theo quy định. Sở Y tế chủ trì", "tín dụng, ngân hàng v.v. của tỉnh", "TP. vinh", "nghiệp... và các",
    "đối với các cơ quan, đơn vị", "các yếu tố ảnh hưởng", "bố trí kinh phí", "tính mạng và tài sản", "chi ngân sách",
    "ông Tống Minh Hải", "BỘ CÔNG AN", "SỞ Y TẾ", "thế giới", "vị thế của tỉnh", "theo QĐ của TƯ", "TTg phê duyệt",
    "ông Nguyễn Văn Đối", "bà Trần Thị Tố Nga", "I. MỤC ĐÍCH", "l) Sở Y tế", "số 12/QĐ-TTg ngày 05/01/2024", "TCĐĐ", "hạ tầng IoT, WiFi, TTg, QyĐ", "1,5 tỷ",
])
def test_right_words_stay(text):
    assert " ".join(s.text for s in mended(line(text))) == text


def test_neighbours_are_looked_for_over_the_end_of_a_line():
    first = line("tăng cường kỷ luật; đấy", number=1)
    below = [replace(s, top=s.top + 40, bottom=s.bottom + 40, baseline=s.baseline + 40) for s in line("mạnh cải cách", number=2)]
    assert mended(first + below)[4].text == "đẩy"
    beside = [replace(s, x0=s.x0 + 400, x1=s.x1 + 400) for s in below]
    far = [replace(s, baseline=s.baseline + 90) for s in below]
    for other in (beside, far):
        assert mended(first + other)[4].text == "đấy"


def test_the_end_mark_before_the_recipients():
    first, second = line("khai thực hiện Công điện này...", number=1), line("Nơi nhận:", number=2)
    assert mended(first + second)[len(first) - 1].text == "này./."


def test_a_mended_word_is_never_quite_sure():
    changed = mended(line("tố chức thực hiện", sure=0.97))[0]
    assert changed.text == "tổ"
    assert changed.confidence <= 0.7


@pytest.mark.parametrize(("word", "sure"), [("buốôi", 0.5), ("iệmn", 0.5), ("thuốc", 0.96), ("HIỊV", 0.96), ("email", 0.96)])
def test_a_word_that_is_no_syllable_is_never_sure(word, sure):
    assert mended(line(word, sure=0.96))[0].confidence == sure


def test_pieces_of_a_parted_word_share_its_box():
    pieces = mended(line("Khoahọcvà"))
    assert [p.text for p in pieces] == ["Khoa", "học", "và"]
    assert pieces[0].x0 == 0.0
    assert all(a.x1 <= b.x0 for a, b in pairwise(pieces))
    assert pieces[-1].x1 <= 40.0


@pytest.mark.parametrize("word", ["IoT", "VLNCN", "QĐ", "thương", "database", "nghiêng"])
def test_words_that_are_one_are_not_parted(word):
    assert parted(word) == [word]


def test_names_keep_their_tone():
    assert better_tone("Văn", "Tố", "Hữu") == "Tố"


@pytest.mark.parametrize(("text", "twice", "beside"), [
    ("tuyên truyền trực rc tuyến", 3, 2), ("do c các đơn vị", 1, 2), ("trong hoạt t động", 2, 1),
    ("đánh giá Chất ât lượng", 3, 2)])
def test_a_piece_of_a_word_that_was_read_twice_goes(text, twice, beside):
    words = line(text)
    assert not sift(words)[1]
    over = words[beside].x1 - 10 if beside < twice else words[beside].x0 - 4
    words[twice] = replace(words[twice], x0=over, x1=over + 8)
    assert [s.text for s in sift(words)[1]] == [text.split()[twice]]


def test_the_dash_of_an_item_is_kept_however_it_was_read():
    text = line("Phòng Đào tạo cung cấp danh sách")
    dash = Seen("~—", -40, 114, -22, 117, 0.4, 125, 34, 1)
    assert " ".join(s.text for s in sift([dash, *text])[0]) == "- Phòng Đào tạo cung cấp danh sách"
    for speck in (Seen("~—", -40, 122, -22, 125, 0.4, 125, 34, 1), Seen("~", -40, 112, -30, 118, 0.4, 125, 34, 1),
                  Seen("—", -300, 114, -282, 117, 0.4, 125, 34, 1)):
        assert sift([speck, *text])[1] == [speck]


def test_a_sure_word_stays_though_a_speck_has_stretched_its_box():
    text = line("giải pháp phát triển hạ tầng")
    stretched = Seen("thương,", 300, 80, 340, 147, 0.86, 125, 34, 1)
    kept, dropped = sift([*text, stretched])
    assert not dropped
    assert (kept[-1].text, kept[-1].bottom - kept[-1].top < 50) == ("thương,", True)
    assert sift([*text, Seen("xqz", 300, 80, 340, 147, 0.86, 125, 34, 1)])[1]


def test_scribbles_are_set_aside_and_doubtful_words_within_text_stay():
    text = line("giải pháp phát triển hạ tầng")
    weak = [*text[:2], Seen("phat", 100, 100, 140, 130, 0.2, 125, 34, 1), *text[3:]]
    scribble = [Seen("»'", 600, 400, 640, 470, 0.3, 460, 34, 2), Seen("Jj", 700, 380, 720, 480, 0.2, 460, 34, 2)]
    kept, dropped = sift(weak + scribble)
    assert kept == weak
    assert dropped == scribble


def test_sizes_tell_a_small_list_beside_a_heading():
    def word(text, x, height, size):
        return Seen(text, x, 100 - height, x + 30, 100, 0.9, 100, size, 1)

    # Tesseract gives one height for the line; capitals are 0.676 em high
    small = [word(w, 40 * i, 20.3, 45) for i, w in enumerate(["Lưu", "TH", "NN", "KTTH"])]
    large = [word(w, 600 + 40 * i, 27.0, 45) for i, w in enumerate(["KT", "BAN", "TNHH", "CHI"])]
    found = sizes(small + large)
    assert found[0] == pytest.approx(30, abs=1)
    assert found[-1] == pytest.approx(40, abs=1)


def test_words_of_a_number_into_which_a_hand_wrote_are_kept():
    label, code = Seen("Số:", 100, 200, 150, 235, 0.0, 228, 34, 1), Seen(":È9/TB-TTr", 160, 200, 330, 235, 0.0, 228, 34, 1)
    assert sift([label, code])[0] == [label, code]
    assert sift([replace(label, text="Sö:"), code])[0] == []
    assert sift([label, replace(code, text="~È9")])[0] == []


@pytest.mark.parametrize(("text", "kept"), [("838/QĐÐ-BNV", True), ("15/2024/TT-BTC,", True), ("83_/ỞÔ", False)])
def test_the_number_of_a_cited_directive_stays_on_a_short_line_however_doubtful(text, kept):
    words = line(f"{text} nêu trên.")
    words = [replace(s, confidence=0.1, x1=s.x0 + 45) if s.text == text else s for s in words]
    assert [s.text for s in sift(words)[0]] == ([text] if kept else []) + ["nêu", "trên."]



@pytest.mark.parametrize(("left", "word", "right", "better"), [
    (",", "dễ", "nghị", "đề"), ("cửa", "diện", "tử", "điện"), ("cung", "cập", "cho", "cấp"), ("thuyết", "mình", "giải", "minh"),
    ("đoàn", "thẻ", "cấp", "thể"), ("được", "trình", "bày", "trình"),
    ("Phú", "Phấi", "hợp", "Phối"),  # no syllable: a letter may be wrong too
    ("báo", "chi", "tiệt", "chi"),  # the neighbour is the one that was misread
    ("chăn", "bò", "công", "bò"),  # only one neighbour speaks for *bộ*, and no word comes of it
    ("thông", "từ", "sớm", "từ"), ("bảo", "về", "tiến", "về"),  # words that stand anywhere
    ("một", "sơ", "mi", "sơ"), ("Krông", "Nô", "tỉnh", "Nô"),
])
def test_marks_are_changed_where_the_neighbours_say_much(left, word, right, better):
    assert other_letters(left, word, right) == better


def test_a_line_that_goes_on_small_ends_with_no_full_stop():
    first, second = line("đề nghị Quý Sở nghiên.", number=1), [replace(s, top=s.top + 45, bottom=s.bottom + 45, baseline=s.baseline + 45)
                                                              for s in line("cứu, bổ sung", number=2)]
    assert mended(first + second)[len(first) - 1].text == "nghiên"
    far = [replace(s, baseline=s.baseline + 200) for s in second]
    assert mended(first + far)[len(first) - 1].text == "nghiên."


def test_a_sentence_begins_with_its_capital_behind_a_full_stop():
    low = [replace(s, top=110) for s in line("dự toán phần mềm. Cụ thể, trường")]
    assert mended(low)[4].text == "Cụ"


def test_scraps_over_the_edge_of_the_text_are_no_words():
    page = [replace(s, line=n) for n in range(10) for s in line("Tăng cường cơ sở phần mềm")]
    scrap = replace(page[-1], text="x©Ỳ", x0=page[-1].x1 + 10, x1=page[-1].x1 + 60, confidence=0.5)
    assert [s.text for s in sift([*page, scrap])[1]] == ["x©Ỳ"]
    assert not sift([*page, replace(scrap, text="theo", confidence=0.95)])[1]
    ragged = [replace(s, x0=s.x0 + 90 * s.line, x1=s.x1 + 90 * s.line) for s in page]
    assert not sift([*ragged, replace(scrap, x0=ragged[-1].x1 + 10, x1=ragged[-1].x1 + 60)])[1]


def test_lines_by_hand_are_no_text_and_told():
    text = line("Nơi nhận: Như trên; Lưu văn thư")
    hand = [replace(s, line=2 + n, top=200 + 40 * n, confidence=0.6) for n in range(6) for s in line("tới Võ")]
    assert without_hand(text + hand, []) == (text, hand, True)
    assert without_hand(text + hand[:6], []) == (text + hand[:6], [], False)
    printed = [replace(s, confidence=0.95) for s in hand]
    assert without_hand(text + printed, []) == (text + printed, [], False)
    assert without_hand(text, [replace(s, text="ưôa") for s in hand + hand + hand])[2]


@pytest.mark.parametrize(("left", "word", "right"), [
    ("cáo", "giá", "nước"), ("với", "bão", "số"), ("không", "đề", "cập"), ("các", "tỉnh", "từ"), ("vụ", "trông", "giữ"),
    ("các", "chu", "kỳ"), ("đắp", "dày", "các")])
def test_a_word_of_the_dictionary_is_not_taken_for_a_more_frequent_one(left, word, right):
    assert better_tone(left, word, right) == word

"""The small parts of the language room: tokens, phrases, tails of manner, definitions, siblings, the tagger."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from pipeline.knowledge.columns import column_roles, mended_heading
from pipeline.knowledge.folding import fold
from pipeline.knowledge.registry import Registry
from pipeline.knowledge.tables import pattern, read_table
from pipeline.language.components import build_pipeline, is_manner, make_doc, rejoin, span_text
from pipeline.language.defined import abbreviations, initials, one_place
from pipeline.language.lexicon import Phrases, coded_cues, cue, opens_with, phrases, words
from pipeline.language.segments import split
from pipeline.language.tagging import starts_with_verb
from pipeline.language.tokenizer import SyllableTokenizer
from pipeline.language.words import CLASSES, read_words
from pipeline.model import Head
from tests.language.language_finder import finder

TOKENIZER, FINDER = SyllableTokenizer(Vocab()), finder()


@given(st.text(max_size=200))
def test_tokens_keep_the_text(text):
    assert TOKENIZER(text).text == text


@given(st.text(alphabet="a Ỹđ\t\n\u00a0\u2003\u0301.;", max_size=60))
def test_tokens_keep_blanks_and_loose_diacritics(text):
    assert TOKENIZER(text).text == text


def test_a_tokenizer_is_kept_without_state():
    assert TOKENIZER.from_bytes(TOKENIZER.to_bytes())("Sở Y tế làm.").text == "Sở Y tế làm."


def test_the_pipeline_runs_its_parts_in_order():
    assert build_pipeline().pipe_names == ["words", "segments", "agents", "limits"]


@pytest.mark.parametrize(("text", "at", "ends"), [
    ("rà soát lại hồ sơ", 0, [7, 2]), ("phải rà soát", 5, [12, 7]), ("rà soátx", 0, [2]), ("ràsoát", 0, []), ("hồ sơ", 0, [])])
def test_phrases_are_found_at_a_place_by_whole_words_the_longest_first(text, at, ends):
    assert Phrases({"rà soát": "verb", "rà": "word"}).at(text, at) == [(end, name) for end, name in zip(ends, ["verb", "word"][-len(ends):], strict=False)]


@pytest.mark.parametrize(("text", "opens"), [("Rà soát hồ sơ", True), ("Khẩn trương họp", True), ("Hồ sơ rà soát", False)])
def test_whether_a_text_begins_with_a_phrase_of_some_classes(text, opens):
    assert opens_with(text, "verb", "adverb") is opens


@pytest.mark.parametrize("word_class", ["verb", "adverb", "manner", "connector", "opener"])
def test_every_class_of_words_has_words_in_lower_case(word_class):
    assert len(words(word_class)) > 10
    assert [w for w in words(word_class) if w != w.lower() or w != w.strip()] == []
    assert all(phrases(word_class).at(fold(w))[0] == (len(w), word_class) for w in words(word_class))


def test_cues_know_their_codes():
    assert {code for code, _ in coded_cues("section")} <= {
        "task", "organisation", "purpose", "goal", "assessment", "funding", "scope", "criteria", "method"}
    assert cue("directing").search("UBND tỉnh yêu cầu các sở thực hiện như sau:")


def test_cues_that_open_a_text_have_no_other_beginning_and_all_are_in_small_letters():
    for row in (row for row in read_table("cues") if row["kind"] in ("section", "exclude")):
        inside, outside = row["pattern"], ""
        while inside != outside:
            inside, outside = re.sub(r"\\.|\[[^]]*\]|\([^()]*\)", "", inside), inside
        assert not (row["pattern"].startswith("^") and "|" in outside), row["pattern"]
        small = re.sub(r"\\[A-Z]", "", row["pattern"])
        assert small == small.lower()


@pytest.mark.parametrize("text", [
    "bảo đảm thống nhất, đồng bộ", "bảo đảm hiệu quả", "đảm bảo an toàn, tiết kiệm"])
def test_tails_that_only_state_the_manner(text):
    assert is_manner(text)


@pytest.mark.parametrize("text", ["bảo đảm đủ thuốc cho tuyến xã", "rà soát hồ sơ", "", "bảo đảm trực 24/24 giờ tại chốt kiểm dịch"])
def test_what_is_not_only_manner(text):
    assert not is_manner(text)


@pytest.mark.parametrize(("text", "pieces"), [
    ("Sở Y tế; Sở Nội vụ rà soát; báo cáo", ["Sở Y tế; Sở Nội vụ rà soát", "báo cáo"]),
    ("Các Bộ: Y tế; Tài chính; Nội vụ rà soát; báo cáo", ["Các Bộ: Y tế; Tài chính; Nội vụ rà soát", "báo cáo"]),
    ("Rà soát; Sở Nội vụ báo cáo", ["Rà soát", "Sở Nội vụ báo cáo"]),
    ("Sở Y tế có trách nhiệm: a) Rà soát; b) Báo cáo", ["Sở Y tế có trách nhiệm", "Rà soát", "Báo cáo"]),
])
def test_what_was_cut_inside_a_list_of_parties_is_joined(text, pieces):
    read = read_words(text, finder())
    assert [text[p.start:p.end] for p in rejoin(split(text), read)] == pieces


@pytest.mark.parametrize(("text", "classes"), [
    ("Giao Sở Y tế rà soát, công bố", "direct party verb comma verb"),
    ("các tổ chức, cá nhân", "party"),
    ("Giao Ban Quản lý dự án tỉnh rà soát", "direct party verb"),
    ("tại cuộc giao ban", "circum word nominal"),
    ("Trường hợp 12 kho (nếu có)", "if number word open if close"),
    ("Cơ quan thường trực rà soát", "party verb"),
    ("", ""),
])
def test_every_word_is_of_one_class(text, classes):
    assert " ".join(c.name for c in read_words(text, FINDER).chunks) == classes


@pytest.mark.parametrize("text", ["Cơ quan đầu mối lập sổ", "Các trường học lập kế hoạch", "Các đơn vị trả lại thiết bị"])
def test_the_name_of_a_group_ends_before_a_verb(text):
    assert [c.name for c in read_words(text, FINDER).chunks][:2] == ["party", "verb"]


@given(st.text(alphabet="Sở Y tế, giao;:(“”)\n-/12.đĐ", max_size=60))
def test_chunks_are_in_order_and_lose_no_letter(text):
    at = 0
    for chunk in read_words(text, FINDER).chunks:
        assert at <= chunk.start < chunk.end <= len(text)
        assert text[at:chunk.start].strip() == ""
        at = chunk.end
    assert text[at:].strip() == ""


def test_every_cue_word_is_of_a_class_of_the_grammar_and_of_one_only():
    rows = read_table("cue_words")
    assert {row["class"] for row in rows} <= set(CLASSES)
    assert len({(row["class"], row["phrase"]) for row in rows}) == len(rows)


def test_abbreviations_are_read_where_initials_agree():
    text = "vật liệu nổ công nghiệp (VLNCN); quỹ đất (ABC); an toàn thực phẩm (ATTP), an toàn thể thao (ATTT)"
    assert abbreviations(text) == {
        "VLNCN": "vật liệu nổ công nghiệp", "ATTP": "an toàn thực phẩm", "ATTT": "an toàn thể thao"}


def test_the_first_meaning_of_an_abbreviation_holds():
    assert abbreviations("khu công nghiệp (KCN); khoa chấn thương nặng; khu cách ngăn (KCN)") == {"KCN": "khu công nghiệp"}


@pytest.mark.parametrize(("text", "found"), [
    ("Phòng QLCL lập kế hoạch. PHÒNG QUẢN LÝ CHẤT LƯỢNG", {"QLCL": "Quản lý chất lượng"}),
    ("phòng KT&ĐBCL, Phòng Khảo thí và Đảm bảo chất lượng", {"KT&ĐBCL": "Khảo thí và Đảm bảo chất lượng"}),
    ("Phòng QLCL; quy lê chữ lạ", {}),
    ("khoa ABC của khoa An bình chung", {}),
    ("đơn vị QLDA, đơn vị quản lý dự án, đơn vị quân lực dân an", {}),
    ("Phòng QLDA; Phòng Quản lý dự án", {"QLDA": "Quản lý dự án"}),
])
def test_letters_are_written_out_where_their_words_stand_behind_the_same_word(text, found):
    assert initials(text) == found


@pytest.mark.parametrize(("text", "say", "names"), [
    ("Trung tâm Phục vụ thiếu nhi (Trung tâm PVTN) là đơn vị tổ chức.", "Trung tâm PVTN lập danh sách", ["Trung tâm Phục vụ thiếu nhi"]),
    ("Sở Nông nghiệp và Môi trường (sau đây gọi là cơ quan đầu mối) tiếp nhận hồ sơ.", "Cơ quan đầu mối rà soát hồ sơ", ["Sở Nông nghiệp và Môi trường"]),
    ("Cơ quan thường trực (Sở Nội vụ) tiếp nhận.", "Cơ quan thường trực rà soát hồ sơ", ["Sở Nội vụ"]),
    ("", "Cơ quan thường trực rà soát hồ sơ", ["Cơ quan thường trực"]),
])
def test_roles_that_the_text_defines(text, say, names):
    assert [p.agency for p in finder(text).items(say)[0].parties] == names


@pytest.mark.parametrize(("issuer", "subject", "place"), [
    ("Bộ Xây dựng", "Về quy hoạch của thành phố Đà Nẵng", "thành phố Đà Nẵng"),
    ("Văn phòng Chính phủ", "KẾT LUẬN TẠI BUỔI LÀM VIỆC VỚI THƯỜNG TRỰC TỈNH ỦY LÀO CAI", "tỉnh Lào Cai"),
    ("Văn phòng Chính phủ", "Về buổi làm việc với Thành ủy Hải Phòng", "thành phố Hải Phòng"),
    ("Bộ Xây dựng", "Về đường nối tỉnh Lào Cai và tỉnh Phú Thọ", None),
    ("Bộ Xây dựng", "Về quy hoạch đô thị", None),
    ("UBND tỉnh Lào Cai", "Về quy hoạch của tỉnh Lào Cai", None),
    (None, "Về quy hoạch của tỉnh Lào Cai", None),
])
def test_the_one_province_that_a_central_body_writes_about(issuer, subject, place):
    assert one_place(Head(issuer=issuer, subject=subject, issued_on=date(2025, 8, 1)), Registry.load()) == place


def test_the_city_is_the_one_of_the_subject():
    assert [p.agency for p in finder(issuer="Bộ Xây dựng", place="thành phố Đà Nẵng").items("UBND Thành phố lập quy hoạch")[0].parties] == [
        "UBND thành phố Đà Nẵng"]


@pytest.mark.parametrize(("text", "is_verb"), [("chạy ngay", True), ("ngôi nhà cũ", False), ("", False)])
def test_the_tagger_is_asked_about_first_words(text, is_verb):
    assert starts_with_verb(text) is is_verb


@pytest.mark.parametrize(("header", "role"), [
    ("STT", "ordinal"), ("Nội dung công việc", "work"), ("Cơ quan chủ trì", "lead"), ("Đơn vị thực hiện", "lead"),
    ("Đơn vị phối hợp", "support"), ("Thời hạn hoàn thành", "deadline"), ("Sản phẩm", "product"), ("Ghi chú", "note"),
    ("Đơn vị", "party"), ("Số lượng", "other"), ("", "other"), ("Cơ quan\nchủ trì", "lead")])
def test_columns_by_their_header(header, role):
    assert column_roles(header) == role


@pytest.mark.parametrize(("header", "role"), [
    ("Cơ quan chủ trí", "lead"), ("Chủ trl", "lead"), ("Đơn vị phối hơp thực hiện", "support"), ("Tiến đỏ", "deadline"),
    ("Đơn vị thưc hiện", "lead"), ("Nội đung", "work"), ("Chủ trì", "lead"), ("Công viên", "other"),
    ("Chủ đề", "other"), ("Chú ý", "other"), ("Thời giá", "other"), ("Số lượng", "other"), ("Dự đoán", "other")])
def test_a_heading_of_a_scan_may_have_a_letter_wrong(header, role):
    assert column_roles(header, recognised=True) == role


def test_headings_of_columns_stay_as_they_are():
    headings = [heading for row in read_table("table_columns") for heading in filter(None, row["headings"].split("; "))]
    assert len(headings) > 20
    assert [mended_heading(heading) for heading in headings] == headings


@pytest.mark.parametrize("name", ["acts", "cues", "grammar", "table_columns"])
def test_every_row_of_a_table_names_its_source(name):
    rows = read_table(name)
    assert rows
    if name != "acts":
        assert [row for row in rows if not row["source"]] == []


def test_every_pattern_compiles_and_an_unknown_one_is_an_error():
    for row in read_table("grammar"):
        assert pattern(row["name"]).pattern == row["pattern"]
    with pytest.raises(KeyError):
        pattern("nobody.nothing")


@pytest.mark.parametrize("text", [
    "Sở Y tế chủ trì; báo cáo trước ngày 30/6.", " mở đầu", "hai  khoảng trắng", "xuống\ndòng", "tab\tở giữa", "cuối ",
    "không\u00a0ngắt", "", "   "])
def test_odd_blanks_and_plain_ones_are_kept_alike(text):
    assert TOKENIZER(text).text == text


def test_the_words_of_a_span_are_cut_from_the_clause():
    nlp = build_pipeline()
    doc = make_doc(nlp, "Giao Sở Y tế,\n rà soát  ngay; báo cáo.", None)
    spans = [doc[a:b] for a in range(len(doc)) for b in range(a + 1, len(doc) + 1)]
    assert [span_text(span) for span in spans] == [span.text for span in spans]

from pipeline.evaluation.spans import Locator, Mark, cut

TEXT = "Mở đầu.\n1. Sở Y tế rà soát hệ thống; báo cáo kết quả.\n2. Sở Nội vụ rà soát biên chế; báo cáo kết quả."


def found(locator, wanted):
    span = locator.find(wanted)
    return None if span is None else TEXT[slice(*span)]


def test_same_words_with_other_spacing_case_and_tone_placement():
    text = "Sở Y tế hoà  giải,\nrà soát"
    assert Locator(text).find("hòa giải rà soát") == (8, len(text))


def test_repeated_wording_is_told_apart_in_document_order():
    locator = Locator(TEXT)
    first, second = locator.find("báo cáo kết quả"), (locator.find("Sở Nội vụ rà soát biên chế"), locator.find("báo cáo kết quả"))[1]
    assert first[0] < TEXT.index("2.") < second[0]


def test_a_changed_word_is_still_found_near_its_place():
    assert found(Locator(TEXT), "Sở Nội vụ rà soát tổ chức") == "Sở Nội vụ rà soát biên chế"


def test_words_that_are_not_there():
    assert found(Locator(TEXT), "hoàn thành trước ngày 30 tháng 6") is None
    assert found(Locator(TEXT), "") is None
    assert found(Locator(""), "rà soát") is None


def test_pieces_give_back_the_text_and_mark_it_once():
    marks = [Mark(3, 8, 1, "right"), Mark(5, 12, 2, "lead"), Mark(30, 40, 3, "missed")]
    pieces = cut(TEXT, 0, 20, marks)
    assert "".join(p.text for p in pieces) == TEXT[:20]
    assert [(p.text, p.mark.row) for p in pieces if p.mark] == [(TEXT[3:8], 1), (TEXT[8:12], 2)]

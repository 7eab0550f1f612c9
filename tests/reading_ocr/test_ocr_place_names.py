"""Names of districts and communes in a letterhead, put right as the registry has them."""

import pytest

from pipeline.reading.ocr.fixed_words import left_column
from pipeline.reading.ocr.place_names import put_right
from pipeline.reading.ocr.tesseract import Seen


@pytest.mark.parametrize(("read", "printed"), [
    ("IiUYỆN KRÔNG NÔ", "HUYỆN KRÔNG NÔ"), ("HUYỆN ĐÁKR'LÁP", "HUYỆN ĐẮK R'LẤP"), ("HUYÊN ĐẮK SONG", "HUYỆN ĐẮK SONG"),
    ("UBND HUYỆN KRONG NÔ", "UBND HUYỆN KRÔNG NÔ"), ("THỊ XÃ BUÔN HÔ", "THỊ XÃ BUÔN HỒ"), ("HUYỆN ĐẮK R?LÁP 5", "HUYỆN ĐẮK R'LẤP"),
])
def test_a_name_is_put_right_within_a_letter_a_word(read, printed):
    assert put_right(read) == printed


@pytest.mark.parametrize("read", [
    "HUYỆN KRÔNG NÔ", "SỞ Y TẾ", "Huyện ủy Krông Nô", "XÃ TÂN AN",  # read right, or no place
    "XÃ TÂN HUNG", "XÃ QUẢNG PHÙ",  # several are as near
    "HUYỆN HOA SƠN TRÀ",  # none is near
])
def test_what_could_be_several_or_none_is_left(read):
    assert put_right(read) is None


def test_a_name_put_right_is_told():
    line = [Seen(word, 10 * i, 0, 10 * i + 9, 10, 0.4, 8, 12, 1) for i, word in enumerate(("IiUYỆN", "KRÔNG", "NÔ"))]
    (found,), (told,) = left_column([line])
    assert [s.text for s in found] == ["HUYỆN", "KRÔNG", "NÔ"]
    assert (told.printed, told.taken) == ("IiUYỆN KRÔNG NÔ", "HUYỆN KRÔNG NÔ")


def test_a_code_glued_to_figures_written_by_hand_keeps_its_label():
    (found,), _ = left_column([[Seen("Sóz/7STC-GCS&TCDN", 0, 0, 170, 10, 0.2, 8, 12, 1)]])
    assert [s.text for s in found] == ["Số:", "/STC-GCS&TCDN"]
    assert found[0].x1 < found[1].x0

"""Digits written by hand: the network, strings in ink, their places between printed words, what bounds a day."""

import base64
import io
import itertools
from array import array
from datetime import date

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.reading.digits import ink, network, strings, strip
from pipeline.reading.digits.head import Known, known_of, youngest_cited
from pipeline.reading.digits.places import Printed, date_places, number_place, wide
from pipeline.reading.draft import Line, PageDraft
from pipeline.reading.ocr import tesseract
from pipeline.reading.signatures.doubts import head_doubts
from pipeline.reading.signatures.evidence import Evidence
from pipeline.reading.signatures.fill import fill
from pipeline.reading.signatures.look import Sheet
from tools.drawn_digits import drawn

EM = 54  # pixels; drawn digits are two thirds of it high


def written(value, seed=3, gap=2):
    """Digits side by side, dark on light grey paper."""
    rng = np.random.default_rng(seed)
    pieces = []
    for sign in value:
        piece = drawn(sign, rng)
        columns = np.flatnonzero(piece.max(axis=0) > 60)
        pieces += [piece[:, columns[0]:columns[-1] + 1], np.zeros((piece.shape[0], gap), np.uint8)]
    strip = np.hstack(pieces)
    return 235 - np.pad(strip, ((14, 14), (8, 8))) // 255 * 190


def words(text, size=13.0, y=100.0):
    """A printed line with boxes as wide as its words are in Times New Roman, 4 points apart."""
    found, x = [], 100.0
    for word in text.split(" "):
        x1 = x + wide(word) * size
        found.append(Printed(word, x, y, x1, y + 12))
        x = x1 + 4
    return found


def test_chances_of_a_column_sum_to_one():
    chances = np.exp(network.log_chances(np.eye(strip.HIGH, 41, dtype=np.float32)))
    assert chances.shape == (27, 12)
    assert chances.sum(axis=1) == pytest.approx(np.ones(27), abs=1e-4)


def test_strings_of_digits_are_read_whole():
    values = ["27", "1462", "305", "18", "946", "2084", "53", "61", "3722", "810"]
    found = [strings.readings(written(value, seed), EM) for seed, value in enumerate(values)]
    assert sum(bool(read) and read[0].value == value for read, value in zip(found, values, strict=True)) >= 9


def test_the_chance_of_a_string_is_the_sum_over_all_ways_to_tell_it():
    columns = np.log(np.random.default_rng(1).dirichlet(np.ones(12), 4))
    ways = itertools.product(range(12), repeat=4)
    chances = {}
    for way in ways:
        signs = [b for a, b in itertools.pairwise((10, *way)) if b not in (a, 10)]
        text = "".join(map(str, itertools.takewhile(lambda sign: sign != 11, signs)))
        chances[text] = chances.get(text, 0.0) + np.exp(sum(columns[i][label] for i, label in enumerate(way)))
    values = ["7", "11", "305", "3333"]
    assert np.exp(strings.chances_of(values, columns)) == pytest.approx([chances.get(v, 0.0) for v in values], abs=1e-9)
    assert max(strings.likeliest(columns), key=lambda text: chances[text]) == max(chances, key=chances.get)


def test_a_number_ends_at_its_stroke_and_elsewhere_a_stroke_is_a_one():
    digits = written("65", 4)
    pen = Image.new("L", (40, digits.shape[0]), 235)
    ImageDraw.Draw(pen).line([(28, 20), (8, 66)], 40, 4)
    picture = np.hstack([digits, np.asarray(pen)])
    assert strings.readings(picture, EM, stroke=True)[0].value == "65"
    assert strings.readings(picture, EM)[0].value == "651"


def test_only_possible_values_are_read_and_likely_ones_before_others():
    picture = written("48")
    found = strings.readings(picture, EM, {"18": 1.0, "19": 1.0})
    assert [reading.value for reading in found] == ["18", "19"]
    assert sum(reading.chance for reading in found) == pytest.approx(1)
    assert strings.readings(picture, EM, {"18": 1.0, "19": 1e9})[0].value == "19"


def test_paper_without_ink_gives_nothing():
    assert strings.readings(np.full((60, 90), 240, np.uint8), EM) == []


def test_specks_and_dotted_lines_are_no_digits():
    dark = np.zeros((80, 120), np.float32)
    dark[60, 5:110:6] = 1
    dark[20:23, 40:43] = 1
    dark[25:65, 70:76] = 1
    kept = ink.cleaned(dark, EM)
    assert kept[:, 70:76].sum() > 0
    assert kept[:, :60].sum() == 0


def test_parts_are_connected_across_runs():
    mask = np.array([[1, 0, 1, 0, 0], [1, 1, 1, 0, 1], [0, 0, 0, 0, 1]], bool)
    labels, boxes = ink.parts(mask)
    assert sorted(boxes) == [(0, 0, 3, 2), (4, 1, 5, 3)]
    assert labels[0, 0] == labels[0, 2] != labels[2, 4]


@pytest.mark.parametrize(("line", "seen"), [
    ("Số: 426 /QĐ-BTC", "426"), ("Số: /TB-UBND", ""), ("Số:42_ /TB-BQL", "42"), ("Số: 2ô/TB-STTTT", "2ô"),
    ("Số: 2 † /2026/TT-BCT", "2 †"), ("Số: 13-NQ/TW", "13"), ("số: 416 /TB-UBND", "416"), ("Số: 43 UBND-NN", "43"),
    ("Số:2/35/KH-SYT", "2/35"), ("Số: 06 /20/0/QĐ-UBND", "06"),
    ("Số: Á4/O /QĐ-STC", "Á4/O"), ("Số: 443 BĐH", "443"), ("Số: ĐO 7/KH-SXD", "ĐO 7"),
    ("Số: 53Jy/TB-ĐHTĐ", "53Jy"), ("Số: 27UBND-VX", "27"),
])
def test_the_place_of_a_number_ends_where_its_code_begins(line, seen):
    place = number_place(words(line), 13)
    assert place.printed == seen
    printed = words(line)
    assert 100 + 0.8 * 13 < place.area[0] < 100 + 1.4 * 13
    assert place.area[0] < place.area[2] <= printed[-1].x1


def test_the_place_reaches_over_the_stroke_of_the_code():
    place = number_place(words("Số: 97 /BXD-QLN"), 13)
    stroke = words("Số: 97 /BXD-QLN")[-1].x0
    assert place.stroke
    assert stroke + 0.28 * 13 < place.area[2] < stroke + 0.6 * 13
    assert not number_place(words("Số: 13-NQ/TW"), 13).stroke


@pytest.mark.parametrize("line", ["Kính gửi: Sở Y tế", "Căn cứ Luật số 12/2017/QH14 ngày 20 tháng 6 năm 2017;", "Số lượng: 5"])
def test_other_lines_have_no_place_for_a_number(line):
    assert number_place(words(line), 13) is None


def test_day_and_month_stand_between_their_words_also_where_recognition_joined_them():
    apart = {p.kind: p for p in date_places(words("Hòa An, ngày 18 tháng 7 năm 2019"), 13)}
    assert (apart["day"].printed, apart["month"].printed) == ("18", "7")
    joined = {p.kind: p for p in date_places(words("Hòa An, ngày(Š tháng {năm 2018"), 13)}
    assert joined["day"].printed == "(Š"
    assert joined["day"].area[0] == pytest.approx(joined["day"].area[2] - wide_of("(Š") - 4, abs=6)
    assert date_places(words("báo cáo trước ngày 15 tháng 3"), 13) == []


def wide_of(text, size=13.0):
    (word,) = words(text, size)
    return word.x1 - word.x0


def test_a_day_lies_between_what_is_cited_and_the_making_of_the_file():
    known = Known(date(2019, 7, 12), date(2019, 7, 20))
    assert list(known.days(7, 2019)) == [str(day) for day in range(12, 21)]
    assert list(known.days(2, 2019))[-1] == "28"
    assert list(known.months(2019)) == ["07", "7"]
    assert len(Known(date(2019, 7, 22), date(2019, 7, 20)).days(7, 2019)) == 31
    assert list(Known().months(2019))[:4] == ["01", "02", "03", "3"]


def test_the_notice_of_a_signature_bounds_the_day_and_makes_its_own_likely():
    lines = ["Ký bởi: Văn phòng UBND tỉnh", "Thời gian ký: 18.07.2019 14:03:05 +07:00"]
    known = known_of(lines, date(2019, 7, 25))
    assert list(known.days(7, 2019))[-1] == "18"
    assert known.days(7, 2019)["18"] > known.days(7, 2019)["17"]
    assert len(known.days(6, 2019)) == 30
    assert known_of(["Thời gian họp: 18.07.2019"]).days(7, 2019)["31"] == 1.0


def test_only_dates_of_cited_directives_count():
    lines = ["Thực hiện Chỉ thị số 16/CT-TTg ngày 25 tháng 6 năm 2019 của Thủ tướng",
             "Công văn số 94/CV-DDT ngày 13/10/2018; báo cáo trước ngày 30/9/2019."]
    assert youngest_cited(lines) == date(2019, 6, 25)
    assert youngest_cited(["trước ngày 31/02/2019"]) is None


def paper(number, day):
    """The head of a scanned page: its lines as recognition gave them, and its picture with digits in the blanks."""
    scale = 3.0
    picture = Image.new("L", (1800, 600), 235)
    lines = []
    for text, value, y in (("Số: /UBND-VX", number, 100.0), ("Hòa An, ngày tháng 3 năm 2025", day, 130.0)):
        boxes, x = array("f"), 100.0
        for word in text.split(" "):
            if word in ("/UBND-VX", "tháng"):
                if value:
                    strip = Image.fromarray(written(value, 11).astype(np.uint8))
                    strip = strip.resize((round(strip.width * 0.72), round(strip.height * 0.72)))
                    picture.paste(strip, (round(x * scale), round((y + 12) * scale) - round(strip.height * .83)))
                x += 45
            x1 = x + wide_of(word)
            boxes.extend((x, y, x1, y + 12, 0.95))
            x = x1 + 4
        lines.append(Line(1, text, boxes, 100, y, x, y + 12, y + 12, 13))
    return PageDraft(1, 595, 842, lines), Sheet(picture, scale)


@pytest.fixture
def unread(monkeypatch):
    """A program for recognition that is there and reads nothing."""
    monkeypatch.setattr(tesseract, "available", lambda: True)
    monkeypatch.setattr(tesseract, "recognise", lambda *_, **__: [])


@pytest.mark.usefixtures("unread")
def test_number_and_day_by_hand_are_given_with_what_they_are():
    draft, on = paper("1462", "18")
    filled = fill(draft, Evidence(), lambda _: on)
    assert [line.text for line in draft.items] == ["Số: 1462/UBND-VX", "Hòa An, ngày 18 tháng 3 năm 2025"]
    told = {doubt.code: doubt.message for doubt in head_doubts(filled, Evidence())}
    assert "viết tay, đọc bằng máy, độ chắc" in told["so-viet-tay"]
    assert "trang 1" in told["so-viet-tay"]
    assert "ngay-viet-tay" in told
    for doubt in head_doubts(filled, Evidence()):
        shown = Image.open(io.BytesIO(base64.b64decode(doubt.picture)))
        assert 100 < shown.width < 600
        low, high = shown.convert("L").getextrema()
        assert (low < 100, high > 200) == (True, True)
    assert all(line.boxes[4::5][1] <= 0.85 for line in draft.items[:1])


@pytest.mark.usefixtures("unread")
def test_the_day_is_bound_by_what_the_page_cites():
    draft, on = paper("1462", "18")
    draft.items.append(Line(1, "Căn cứ Công văn số 5/UBND-TH ngày 20 tháng 3 năm 2025", array("f"), 0, 300, 9, 312, 312, 13))
    filled = fill(draft, Evidence(), lambda _: on)
    assert "day" not in filled.written or int(filled.written["day"].value) >= 20


@pytest.mark.usefixtures("unread")
def test_what_is_no_digit_stays_empty_and_the_printed_rest_is_told():
    draft, on = paper("", "")
    scribble = np.random.default_rng(2).integers(0, 2, (14, 14)).repeat(3, 0).repeat(3, 1)
    on.picture.paste(Image.fromarray((235 - 200 * scribble).astype(np.uint8)), (360, 300))
    filled = fill(draft, Evidence(), lambda _: on)
    assert draft.items[0].text == "Số: /UBND-VX"
    told = {doubt.code: doubt.message for doubt in head_doubts(filled, Evidence())}
    assert "phần in sẵn “/UBND-VX” vẫn giữ" in told["so-doc-khong-chac"]

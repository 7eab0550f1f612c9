import pytest

from pipeline.evaluation import folding

SAME_BODY = {
    "Sở Y tế": ["Giám đốc Sở Y tế", "đồng chí Giám đốc Sở Y tế", "Thủ trưởng  sở y tế"],
    "UBND tỉnh A": ["Ủy ban nhân dân tỉnh A", "Uỷ ban nhân dân tỉnh A", "Chủ tịch UBND tỉnh A"],
    "Bộ Thông tin và Truyền thông": ["Bộ TT&TT", "Bộ trưởng Bộ Thông tin và Truyền thông"],
    "các bộ, ngành": ["Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ", "các bộ ngành liên quan", "bộ, ngành trung ương"],
    "các sở, ban, ngành": ["các Sở, ngành", "cơ quan, đơn vị thuộc tỉnh", "Thủ trưởng các sở, ban, ngành"],
    "UBND các xã, phường, thị trấn": ["UBND cấp xã", "xã, phường, đặc khu", "UBND các phường, xã"],
    "UBND các huyện, thị xã, thành phố": ["UBND cấp huyện", "Chủ tịch UBND các huyện, thành phố"],
    "UBND các tỉnh, thành phố": ["UBND các tỉnh, thành phố trực thuộc Trung ương", "UBND cấp tỉnh"],
    "cơ quan liên quan": ["các cơ quan, đơn vị, địa phương", "các tổ chức, cá nhân có liên quan"],
    "UBND Thành phố Hồ Chí Minh": ["UBND TP. Hồ Chí Minh", "UBND TPHCM"],
    "Trần Hồng Hà": ["Phó Thủ tướng Chính phủ Trần Hồng Hà"],
}
DIFFERENT = [
    ("Sở Y tế", "Sở Tài chính"),
    ("UBND tỉnh A", "UBND các tỉnh, thành phố"),
    ("các sở, ban, ngành", "các bộ, ngành"),
    ("UBND các huyện, thị xã, thành phố", "UBND các xã, phường, thị trấn"),
    ("Văn phòng UBND tỉnh", "UBND tỉnh"),
]


@pytest.mark.parametrize(("name", "spelling"), [(n, s) for n, all_ in SAME_BODY.items() for s in all_])
def test_spellings_of_one_body_are_the_same(name, spelling):
    assert folding.same_party(folding.party(name), folding.party(spelling))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_bodies_stay_different(one, other):
    assert not folding.same_party(folding.party(one), folding.party(other))


def test_plain_folds_both_tone_placements_and_both_normal_forms():
    assert folding.plain("Uỷ  ban hoà giải;") == folding.plain("U\u0309y ban hòa giải") == "ủy ban hòa giải"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "DATE", "due": "2024-06-30", "text": "trước 30/6"}, {"type": "DATE", "due": "2024-06-30", "time": None}),
        ({"type": "SET", "rrule": "FREQ=MONTHLY;INTERVAL=12"}, {"type": "SET", "rrule": "FREQ=YEARLY"}),
        ({"type": "SET", "rrule": "BYDAY=FR;FREQ=WEEKLY;INTERVAL=1"}, {"type": "SET", "rrule": "FREQ=WEEKLY;BYDAY=FR"}),
        ({"type": "DURATION", "value": "P5D", "due": "2024-05-01"}, {"type": "DURATION", "value": "P5D", "working": False}),
    ],
)
def test_equal_limits(one, other):
    assert folding.limit(one) == folding.limit(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "DATE", "due": "2024-06-30"}, {"type": "DATE", "due": "2024-06-30", "time": "17:00"}),
        ({"type": "DURATION", "value": "P5D"}, {"type": "DURATION", "value": "P5D", "working": True}),
        ({"type": "SET", "rrule": "FREQ=MONTHLY;INTERVAL=3"}, {"type": "SET", "rrule": "FREQ=MONTHLY"}),
    ],
)
def test_unequal_limits(one, other):
    assert folding.limit(one) != folding.limit(other)

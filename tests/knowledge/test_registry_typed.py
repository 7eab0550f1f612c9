"""Names of bodies as people type them: the body of the directive's place, what is like it, and what is offered."""

from datetime import date

import pytest

from pipeline.knowledge.registry import Agency, Office, Signed, names_around, typed_body

HERE = Signed("UBND tỉnh Lào Cai", date(2025, 3, 5))
CENTRE = Signed("Bộ Y tế", date(2025, 3, 5), "Hà Nội")
UNIT = Agency("phong-chuyen-doi-so", "Phòng Chuyển đổi số", "phòng")


@pytest.mark.parametrize(("name", "by", "body", "group", "doubt"), [
    ("Sở Y tế", HERE, "tinh-lao-cai.so-y-te", False, ""),
    ("sở y tế", HERE, "tinh-lao-cai.so-y-te", False, ""),
    ("Công an huyện Bắc Hà", HERE, "tinh-lao-cai.cong-an-huyen-bac-ha", False, ""),
    ("các sở, ban, ngành", HERE, None, True, ""),
    ("Sở Y tế", CENTRE, None, True, ""),
    ("Sở Xây dưng", HERE, None, False, "có phải: Sở Xây dựng tỉnh Lào Cai?"),
    ("Cục Quản lý khám", CENTRE, None, False, "Cục Quản lý Khám, chữa bệnh"),
    ("Công ty Hòa Bình", HERE, None, False, "nếu tên đã đúng thì khai vào co-quan.xlsx"),
    ("chủ đầu tư", HERE, None, False, "không phải tên cơ quan: ghi tên cơ quan"),
    ("Nguyễn Văn Mẫu", HERE, None, False, "là tên người"),
])
def test_a_typed_name_means_the_body_of_the_place(name, by, body, group, doubt):
    found = typed_body(name, by)
    assert (found.id, found.group) == (body, group)
    assert doubt in found.doubt if doubt else not found.doubt


def test_the_list_of_the_office_is_asked_too():
    office = Office("UBND tỉnh Lào Cai", date(2025, 3, 5), [UNIT])
    assert typed_body("Phòng Chuyển đổi số", HERE).doubt
    assert typed_body("Phòng Chuyển đổi số", HERE, office).id == UNIT.id
    assert "Phòng Chuyển đổi số" in names_around(HERE, office)


def test_names_of_the_place_and_of_the_centre_are_offered_on_their_day():
    names = names_around(HERE)
    assert {"Sở Y tế tỉnh Lào Cai", "UBND huyện Bắc Hà", "Bộ Y tế"} <= set(names)
    assert not [name for name in names if "Hà Giang" in name]
    assert "UBND huyện Bắc Hà" not in names_around(Signed("UBND tỉnh Lào Cai", date(2025, 10, 1)))
    assert "Sở Y tế tỉnh Lào Cai" not in names_around(CENTRE)
    assert len(names) < 1000

"""Numbers and days that were not read are typed beside the picture of the page's head."""

import base64
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from pipeline.compose import cut_top
from pipeline.settings import Settings
from pipeline.store import heads
from pipeline.store.models import AuditEntry, Correction
from pipeline.web.accounts import people
from pipeline.web.intake.models import Outcome, Upload
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER

HTMX = {"HX-Request": "true"}


@pytest.fixture
def scan(desk):
    """A scan whose number and day were not read."""
    desk.hand_in(("quet.pdf", "quét công văn"))
    desk.work()
    return Upload.objects.get()


@pytest.fixture
def write(scan, sign_in):
    def post(cell, value, seen="", role=CLERK, **more):
        return sign_in(role).post(f"/tiep-nhan/tep/{scan.pk}/ghi", {"cell": cell, "value": value, "seen": seen},
                                  headers=HTMX, **more)
    return post


def test_a_scan_without_number_and_day_shows_its_head_and_two_fields(scan, sign_in):
    client = sign_in(CLERK)
    page = client.get("/tiep-nhan/").content.decode()
    assert "Còn thiếu số, ký hiệu hoặc ngày: 1 bản quét" in page
    assert page.count('name="value"') == 2
    picture = client.get(f"/tiep-nhan/tep/{scan.pk}/phan-dau.png")
    assert (picture.headers["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert f'data-missing="{scan.pk}"' in client.get("/tiep-nhan/danh-sach").content.decode()


def test_what_is_typed_is_kept_and_audited_under_the_name_of_who_typed_it(scan, write, sign_in):
    part = write("number", " 15/KH-UBND ").content.decode()
    assert "Ngày ban hành" in part
    assert "Số, ký hiệu<" not in part
    assert write("issued_on", "5/3/2026").content.decode().strip() == ""
    kept = [(one.cell, one.after, one.who, one.source, one.state) for one in Correction.objects.order_by("id")]
    assert kept == [("number", "15/KH-UBND", "vanthu", "trang tiếp nhận", "taken"),
                    ("issued_on", "2026-03-05", "vanthu", "trang tiếp nhận", "taken")]
    assert {one.who for one in AuditEntry.objects.filter(what="correct")} == {"vanthu"}
    page = sign_in(CLERK).get("/tiep-nhan/").content.decode()
    assert "Chỉ thị số 15/KH-UBND ngày 05/03/2026 của UBND tỉnh Lào Cai" in page
    assert "Còn thiếu" not in page


@pytest.mark.parametrize(("cell", "value", "told"), [
    ("number", "không số", "không có chữ số"), ("number", "", "Chưa ghi số, ký hiệu"),
    ("issued_on", "31/02/2026", "không phải một ngày"), ("issued_on", "hôm qua", "không phải một ngày"),
    ("issued_on", "", "Chưa ghi ngày ban hành"), ("issuer", "UBND tỉnh", "Không sửa được ô này ở đây"),
    ("sha256", "x1", "Không sửa được ô này ở đây"),
])
def test_what_cannot_be_is_refused_and_stays_in_its_field(write, cell, value, told):
    part = write(cell, value).content.decode()
    assert told in part
    assert not Correction.objects.exists()


def test_nobody_s_value_is_written_over(write):
    write("number", "15/KH-UBND")
    part = write("number", "16/KH-UBND", role=ADMIN).content.decode()
    assert "vanthu vừa ghi “15/KH-UBND”; chưa ghi gì thêm" in part
    assert Correction.objects.get().after == "15/KH-UBND"
    write("number", "16/KH-UBND", seen="15/KH-UBND", role=ADMIN)
    assert heads.values(Upload.objects.get().sha256)["number"] == "16/KH-UBND"


@pytest.mark.parametrize("role", [ANALYST, LEADER, "", None])
def test_others_neither_see_nor_write(scan, write, sign_in, role):
    assert write("number", "15/KH-UBND", role=role).status_code in (200, 302, 403)
    assert sign_in(role).get(f"/tiep-nhan/tep/{scan.pk}/phan-dau.png").status_code in (302, 403)
    assert not Correction.objects.exists()


def test_without_the_token_nothing_is_written(scan):
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    client.force_login(people.find("vanthu"), "django.contrib.auth.backends.ModelBackend")
    for address in ("ghi", "la-mat"):
        assert client.post(f"/tiep-nhan/tep/{scan.pk}/{address}", {"cell": "number", "value": "1"}).status_code == 403
    assert not Correction.objects.exists()


def test_without_scripts_the_page_comes_back(scan, sign_in):
    client = sign_in(CLERK)
    page = client.post(f"/tiep-nhan/tep/{scan.pk}/ghi", {"cell": "number", "value": "x"}, follow=True).content.decode()
    assert "không có chữ số" in page
    client.post(f"/tiep-nhan/tep/{scan.pk}/ghi", {"cell": "number", "value": "7/BC"}, follow=True)
    assert Correction.objects.get().after == "7/BC"


def test_there_is_no_picture_of_what_is_not_there(scan, sign_in):
    assert sign_in(CLERK).get("/tiep-nhan/tep/999/phan-dau.png").status_code == 404
    assert sign_in(CLERK).post("/tiep-nhan/tep/999/ghi", {"cell": "number", "value": "1"}).status_code == 404
    Outcome.objects.update(top=None)
    assert sign_in(CLERK).get(f"/tiep-nhan/tep/{scan.pk}/phan-dau.png").status_code == 404
    assert "Còn thiếu" not in sign_in(CLERK).get("/tiep-nhan/").content.decode()


@pytest.mark.parametrize("kind", ["pdf", "png", "jpg", "tiff"])
def test_the_head_is_the_upper_third_of_the_first_page(tmp_path, kind):
    page = Image.new("RGB", (1240, 1754), "white")
    page.paste("black", (100, 100, 400, 200))
    page.save(tmp_path / f"a.{kind}", resolution=150)
    with Image.open(BytesIO(base64.b64decode(cut_top(tmp_path / f"a.{kind}", Settings())))) as top:
        assert 800 < top.width <= 1100
        assert 0.4 < top.height / top.width < 0.55
        assert top.convert("L").getpixel((round(top.width * 0.2), round(top.width * 0.12))) < 50

"""Files that wait for a person, and who may let them through."""

import json

import pytest
from intake_samples import holding

from pipeline.releases import released
from pipeline.store import open_store
from pipeline.store.models import AuditEntry, Failure
from pipeline.web.intake.models import Upload
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER

WORDS = b"NOI-DUNG-CUA-TEP-TAM-GIU-4410"


@pytest.fixture
def held(desk):
    """A file that is held back, handed in by the clerk."""
    desk.hand_in(("hop.txt", b"nghi " + WORDS + b" 07"))
    desk.work()
    return Upload.objects.get()


def failure():
    return Failure.objects.get(resolved_at=None)


def test_it_is_told_with_what_was_seen_and_what_to_do(desk, held, sign_in):
    page = sign_in(CLERK).get("/tiep-nhan/").content.decode()
    assert held.state == "held"
    assert "tạm giữ vì có thể có dấu mật, chưa đọc (nghi có dấu độ mật “MẬT” ở trang 1)" in page
    assert "Là văn bản mật, xóa khỏi máy chủ" in page
    listed = sign_in(CLERK).get("/tep-can-xu-ly/").content.decode()
    assert "hop.txt" in listed
    assert "Giải tỏa, cho đọc tệp" not in listed
    assert "Giải tỏa, cho đọc tệp" in sign_in(ADMIN).get("/tep-can-xu-ly/").content.decode()


def test_an_administrator_releases_it_with_a_reason(desk, held, sign_in):
    address = f"/tep-can-xu-ly/{failure().pk}/giai-toa"
    page = sign_in(ADMIN).post(address, {"reason": "  "}, follow=True).content.decode()
    assert "Chưa ghi lý do giải tỏa." in page
    assert not released(desk.home)
    page = sign_in(ADMIN).post(address, {"reason": "Đã xem, giấy mời họp thường"}, follow=True).content.decode()
    assert "Đã giải tỏa “hop.txt”" in page
    entry = json.loads((desk.home / "giai-toa.jsonl").read_text("utf-8"))
    assert (entry["who"], entry["reason"]) == ("quantri", "Đã xem, giấy mời họp thường")
    desk.work()
    assert Upload.objects.get().state == "taken"
    with open_store(desk.settings) as store:
        assert store.failures() == ()
    assert AuditEntry.objects.get(what="release").who == "quantri"


@pytest.mark.parametrize("role", [CLERK, ANALYST, LEADER, "", None])
def test_nobody_else_releases(desk, held, sign_in, role):
    response = sign_in(role).post(f"/tep-can-xu-ly/{failure().pk}/giai-toa", {"reason": "Đã xem"})
    assert response.status_code in (302, 403)
    assert not released(desk.home)


def test_what_is_not_held_cannot_be_released(desk, sign_in):
    desk.hand_in(("a.txt", "hỏng"))
    desk.work()
    assert sign_in(ADMIN).post(f"/tep-can-xu-ly/{failure().pk}/giai-toa", {"reason": "x"}).status_code == 404
    assert sign_in(ADMIN).post("/tep-can-xu-ly/999/giai-toa", {"reason": "x"}).status_code == 404


def test_what_turns_out_to_be_secret_when_it_is_looked_at_is_not_released(desk, held, sign_in):
    (desk.inbox / "hop.txt").write_text("mật hẳn", "utf-8")
    page = sign_in(ADMIN).post(f"/tep-can-xu-ly/{failure().pk}/giai-toa", {"reason": "x"}, follow=True).content.decode()
    assert "Không giải tỏa được" in page
    assert not released(desk.home)


def test_who_sent_it_says_that_it_is_secret_and_nothing_stays(desk, held, sign_in, tmp_path):
    page = sign_in(CLERK).post(f"/tiep-nhan/tep/{held.pk}/la-mat", follow=True).content.decode()
    assert "Đã xóa “hop.txt” khỏi máy chủ." in page
    one = Upload.objects.get()
    assert (one.state, one.sha256, one.size) == ("secret", "", 0)
    assert holding(WORDS, tmp_path) == []
    told = json.loads(AuditEntry.objects.filter(what="import.refused").get().facts)
    assert told == {"name": "hop.txt", "reason": "người xem xác nhận là văn bản mật"}
    desk.work()
    assert not Failure.objects.filter(resolved_at=None).exists()


def test_another_clerk_s_file_is_not_taken_away(desk, sign_in):
    desk.hand_in(("hop.txt", "nghi 07"), role=ADMIN)
    desk.work()
    one = Upload.objects.get()
    assert sign_in(CLERK).post(f"/tiep-nhan/tep/{one.pk}/la-mat").status_code == 404
    assert (desk.inbox / "hop.txt").exists()
    assert "la-mat" not in sign_in(CLERK).get("/tep-can-xu-ly/").content.decode()


def test_a_file_that_waits_cannot_be_called_secret_from_the_page(desk, sign_in):
    desk.hand_in(("a.txt", "văn bản 07"))
    assert sign_in(CLERK).post(f"/tiep-nhan/tep/{Upload.objects.get().pk}/la-mat").status_code == 404
    assert (desk.inbox / "a.txt").exists()

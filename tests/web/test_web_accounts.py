"""Signing in and out, passwords, and what the audit tells of it."""

import time

import pytest
from axes.models import AccessAttempt
from django.test import Client
from web_samples import HEALTH, PASSWORD

from pipeline.errors import InputError
from pipeline.store.clock import now
from pipeline.store.models import AuditEntry
from pipeline.web import config
from pipeline.web.accounts import people
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER


@pytest.fixture
def client(office):
    return Client(headers={"host": "localhost"})


def enter(client, password, name="vanthu", **more):
    return client.post("/dang-nhap/", {"username": name, "password": password, **more})


def told(count):
    return list(AuditEntry.objects.order_by("-number").values_list("what", "who")[:count])[::-1]


def test_signing_in_and_out_is_in_the_audit(client):
    assert enter(client, PASSWORD).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert client.post("/dang-xuat/").headers["Location"] == "/dang-nhap/"
    assert client.get("/").status_code == 302
    assert told(2) == [("login", "vanthu"), ("logout", "vanthu")]


def test_moments_are_vietnamese_on_a_machine_elsewhere(office, client, monkeypatch):
    monkeypatch.setenv("TZ", "America/Lima")
    time.tzset()
    config.configure(office.settings)
    before = now()
    enter(client, PASSWORD)
    (person,) = [one for one in people.everybody() if one.name == "vanthu"]
    assert before <= person.last_login.replace(microsecond=0) <= now()
    enter(Client(headers={"host": "localhost"}), "sai", name="chuyenvien")
    assert before <= AccessAttempt.objects.get().attempt_time.replace(microsecond=0, tzinfo=None) <= now()


def test_no_link_signs_out(client):
    enter(client, PASSWORD)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.get("/").status_code == 200


def test_nobody_is_led_out_of_the_house(client):
    assert enter(client, PASSWORD, next="https://example.com/").headers["Location"] == "/"


def test_five_wrong_passwords_and_the_account_waits(client):
    shown = enter(client, "sai").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in shown
    assert told(1) == [("login.failed", "vanthu")]
    answers = [enter(client, "sai").status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    locked = enter(client, PASSWORD)
    assert locked.status_code == 429
    assert "tạm khóa 15 phút" in locked.content.decode()
    assert ("login.locked", "vanthu") in told(4)
    assert enter(client, PASSWORD, name="chuyenvien").headers["Location"] == "/"


def test_what_was_typed_as_a_name_is_not_kept(client):
    enter(client, "sai", name="Mat-khau-go-nham-o")
    assert told(1) == [("login.failed", "(không rõ)")]
    assert not AuditEntry.objects.filter(facts__contains="go-nham").exists()


def test_a_session_ends_with_the_browser_and_after_eight_hours(client):
    enter(client, PASSWORD)
    cookie = client.cookies["sessionid"]
    assert cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert client.session.get_expiry_age() <= 8 * 3600


def test_a_form_from_elsewhere_is_refused(office):
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    response = enter(client, PASSWORD)
    assert response.status_code == 403
    assert "hết hiệu lực" in response.content.decode()


def test_one_changes_the_own_password(client):
    enter(client, PASSWORD)
    short = {"old_password": PASSWORD, "new_password1": "12345", "new_password2": "12345"}
    assert "Mật khẩu quá ngắn, cần ít nhất 8 ký tự." in client.post("/mat-khau/", short).content.decode()
    alike = {**short, "new_password1": "vanthu12", "new_password2": "vanthu12"}
    assert "quá giống tên đăng nhập" in client.post("/mat-khau/", alike).content.decode()
    wrong = {"old_password": "sai", "new_password1": "Ruong-bac-thang", "new_password2": "Ruong-bac"}
    shown = client.post("/mat-khau/", wrong).content.decode()
    assert "Mật khẩu cũ không chính xác" in shown
    assert "không giống nhau" in shown
    fresh = "Ruong-bac-thang-2026"
    assert client.post("/mat-khau/", {**short, "new_password1": fresh, "new_password2": fresh}).status_code == 302
    assert "Đã đổi mật khẩu" in client.get("/").content.decode()
    assert told(1) == [("user.password", "vanthu")]
    assert enter(Client(headers={"host": "localhost"}), fresh).status_code == 302


def test_a_new_role_holds_at_once_and_is_in_the_audit(office, client):
    enter(client, PASSWORD)
    people.change(office.settings, "vanthu", LEADER, [HEALTH], by="quantri")
    assert told(1) == [("user.change", "quantri")]
    assert [body.name for body in client.get("/co-quan/").context["page"]] == [HEALTH]


@pytest.mark.parametrize(("name", "role", "bodies", "password", "why"), [
    ("vanthu", CLERK, (), PASSWORD, "Đã có tài khoản"), ("VanThu", CLERK, (), PASSWORD, "Đã có tài khoản"),
    ("có dấu cách", CLERK, (), PASSWORD, "không dùng được"), ("moi", "vua", (), PASSWORD, "Không có vai trò"),
    ("moi", LEADER, (), PASSWORD, "ít nhất một cơ quan"), ("moi", LEADER, ["chủ đầu tư"], PASSWORD, "Không rõ"),
    ("moi", CLERK, (), "12345678", "Mật khẩu không dùng được"),
])
def test_an_account_that_will_not_do_is_refused_in_words(office, name, role, bodies, password, why):
    before = len(people.everybody())
    with pytest.raises(InputError, match=why):
        people.add(office.settings, name, role, bodies, password)
    assert len(people.everybody()) == before


def test_the_last_administrator_stays(office):
    with pytest.raises(InputError, match="duy nhất"):
        people.set_active("quantri", False)
    with pytest.raises(InputError, match="duy nhất"):
        people.change(office.settings, "quantri", ANALYST, ())
    people.add(office.settings, "quantri2", ADMIN, (), PASSWORD)
    people.set_active("quantri", False)
    assert people.administrators() == 1


def test_a_leader_of_everything_sees_every_list(office, client):
    people.change(office.settings, "lanhdao", LEADER, ["*"])
    enter(client, PASSWORD, name="lanhdao")
    assert len(client.get("/co-quan/").context["page"].object_list) == 2

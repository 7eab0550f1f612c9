"""Headers, errors and figures."""

import pytest
from django.test import Client

from pipeline.errors import StoreError
from pipeline.web import config
from pipeline.web.roles import ADMIN, CLERK

PLAIN = {"host": "localhost"}


@pytest.mark.parametrize("path", ["/dang-nhap/", "/khong-co", "/"])
def test_no_page_lets_anything_in_from_elsewhere_or_inline(sign_in, path):
    headers = sign_in(CLERK).get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/co-quan/", "/van-ban/", "/mat-khau/"])
def test_pages_have_no_script_or_style_of_their_own_and_are_kept_by_nobody(sign_in, path):
    response = sign_in(CLERK).get(path)
    shown = response.content.decode()
    assert " style=" not in shown
    assert "<style" not in shown
    assert " onclick=" not in shown
    assert shown.count("<script") == shown.count("<script src=")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_what_is_not_there_is_told_in_vietnamese(sign_in):
    response = sign_in(CLERK).get("/khong-co")
    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()


def test_a_defect_shows_no_trace_and_leaves_one_in_the_journal(sign_in, office, monkeypatch):
    client = sign_in(CLERK)
    client.raise_request_exception = False
    monkeypatch.setattr("pipeline.web.listing.worst_first", lambda *_: 1 / 0)
    response = client.get("/co-quan/")
    shown = response.content.decode()
    assert response.status_code == 500
    assert "Xin lỗi, chương trình gặp lỗi" in shown
    assert "ZeroDivisionError" not in shown
    assert "ZeroDivisionError" in next((office.home / "log").glob("*.log")).read_text("utf-8")


def test_what_the_program_says_is_shown_with_what_to_do(sign_in, monkeypatch):
    def away(*_):
        raise StoreError("Kho dữ liệu báo lỗi: máy chủ tắt.", "Bật máy chủ rồi thử lại.")

    monkeypatch.setattr("pipeline.web.listing.worst_first", away)
    response = sign_in(CLERK).get("/co-quan/")
    assert response.status_code == 503
    assert "Bật máy chủ rồi thử lại." in response.content.decode()


def test_a_host_of_another_name_is_refused(office):
    response = Client(headers={"host": "la.example"}).get("/dang-nhap/")
    assert response.status_code == 400
    assert "web.hosts" in response.content.decode()


def test_figures_are_for_this_machine_alone(office):
    assert b"chidao_store_tasks 5.0" in Client(headers=PLAIN).get("/metrics").content
    assert Client(headers=PLAIN, REMOTE_ADDR="10.0.0.9").get("/metrics").status_code == 403
    assert Client(headers={**PLAIN, "x-forwarded-for": "10.0.0.9"}).get("/metrics").status_code == 403
    assert Client(headers={**PLAIN, "authorization": "Bearer "}, REMOTE_ADDR="10.0.0.9").get("/metrics").status_code == 403


def test_figures_are_for_whoever_has_the_token(office, settings_with):
    settings_with(web_metrics_token="ma-bi-mat")
    far = {"REMOTE_ADDR": "10.0.0.9"}
    assert Client(headers={**PLAIN, "authorization": "Bearer ma-bi-mat"}, **far).get("/metrics").status_code == 200
    assert Client(headers={**PLAIN, "authorization": "Bearer khac"}, **far).get("/metrics").status_code == 403


@pytest.fixture
def settings_with(office):
    from dataclasses import replace  # noqa: PLC0415

    return lambda **more: config.configure(replace(office.settings, **more))


def test_it_is_told_that_the_pages_stand(office):
    assert Client(headers=PLAIN).get("/healthz").content == b"ok\n"


@pytest.mark.parametrize("path", ["/static/web/web.css", "/static/web/web.js", "/static/web/pico-2.1.1.min.css",
                                  "/static/django_htmx/htmx-2.min.js"])
def test_static_files_come_from_this_house(office, path):
    assert Client(headers=PLAIN).get(path).status_code == 200


def test_administration_pages_are_sound(sign_in, office):
    client = sign_in(ADMIN)
    names = ("task", "directive", "failure", "auditentry")
    assert [client.get(f"/quan-tri/kho/store/{name}/").status_code for name in names] == [200] * len(names)
    assert client.get("/quan-tri/kho/auth/user/").status_code == 404
    assert sign_in(CLERK).get("/quan-tri/kho/").status_code == 403


def test_a_directory_without_its_package_is_told(office, monkeypatch):
    import sys  # noqa: PLC0415
    from dataclasses import replace  # noqa: PLC0415

    from pipeline.errors import ConfigurationError  # noqa: PLC0415

    monkeypatch.setitem(sys.modules, "django_auth_ldap.config", None)
    with pytest.raises(ConfigurationError, match="django-auth-ldap"):
        config.options(replace(office.settings, web_ldap_server="ldaps://danhba"))


def test_pages_behind_https_ask_for_it(office):
    from dataclasses import replace  # noqa: PLC0415

    found = config.options(replace(office.settings, web_https=True, web_hosts="chidao.local, khac.local"))
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["ALLOWED_HOSTS"][-2:] == ["chidao.local", "khac.local"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://chidao.local", "https://khac.local"]

"""Files of a body to download, and private addresses of calendars."""

import logging

import pytest
from django.test import Client
from web_samples import TODAY

from pipeline.office import printing
from pipeline.store.models import AuditEntry
from pipeline.web import projecting
from pipeline.web.accounts import people
from pipeline.web.bodies import calendars, downloads
from pipeline.web.models import CalendarLink
from pipeline.web.roles import ANALYST, LEADER

PLAIN = {"host": "localhost"}


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(calendars, "throttle", calendars.Throttle(calendars.OFTEN))


@pytest.mark.parametrize(("code", "file", "begins"), [
    ("excel", "nhiem-vu.xlsx", b"PK"), ("word", "danh-sach.docx", b"PK"), ("lich", "lich.ics", b"BEGIN:VCALENDAR")])
def test_what_was_published_is_downloaded_as_it_is(sign_in, published, health, code, file, begins):
    response = sign_in(LEADER).get(f"/co-quan/{health.slug}/tai/{code}")
    content = b"".join(response.streaming_content)
    assert content.startswith(begins)
    assert content == (published / "co-quan" / health.slug / file).read_bytes()
    assert response.headers["Content-Disposition"] == f'attachment; filename="{health.slug}-{file}"'
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_page_of_a_list_offers_what_is_there(sign_in, office, health):
    from pipeline.office.publishing import publish  # noqa: PLC0415

    assert "tệp được lập ở lần chạy tới" in sign_in(LEADER).get(f"/co-quan/{health.slug}/").content.decode()
    publish(office.settings, office.settings.outputs, TODAY)
    shown = sign_in(LEADER).get(f"/co-quan/{health.slug}/")
    assert [file.words for file in shown.context["files"]] == ["Excel", "Word", "Lịch (ICS)"]


@pytest.mark.parametrize("code", ["pdf", "khac", "nhiem-vu", "etc"])
def test_what_is_no_file_of_a_list_is_not_there(sign_in, published, health, code):
    assert sign_in(LEADER).get(f"/co-quan/{health.slug}/tai/{code}").status_code == 404


@pytest.mark.parametrize("path", ["/co-quan/{}/tai/..%2f..%2ftong-hop.xlsx", "/co-quan/{}/tai/../../tong-hop.xlsx",
                                  "/co-quan/..%2f{}/tai/excel", "/co-quan/{}%00/tai/excel"])
def test_no_address_leads_out_of_the_folder(sign_in, published, health, path):
    assert sign_in(LEADER).get(path.format(health.slug)).status_code in (400, 404)


def test_a_file_that_leads_elsewhere_is_not_there(sign_in, office, published, health):
    folder = published / "co-quan" / health.slug
    (folder / "nhiem-vu.xlsx").unlink()
    (folder / "nhiem-vu.xlsx").symlink_to(office.home / "site.key")
    assert sign_in(LEADER).get(f"/co-quan/{health.slug}/tai/excel").status_code == 404
    health.slug = "../../home"
    assert downloads.place_of(health, "excel") is None


def test_nobody_has_the_files_or_the_calendar_of_another_body(sign_in, published, home_affairs):
    client, base = sign_in(LEADER), f"/co-quan/{home_affairs.slug}"
    assert {client.get(f"{base}/tai/{code}").status_code for code in downloads.KINDS} == {404}
    assert {client.post(f"{base}/{act}").status_code for act in ("lap-pdf", "lich/tao", "lich/bo")} == {404}
    assert not CalendarLink.objects.exists()
    assert sign_in(ANALYST).get(f"{base}/tai/excel").status_code == 200


def test_a_pdf_is_made_of_the_page_and_downloaded(sign_in, published, health, monkeypatch):
    made = []

    def to_pdf(sources, folder, seconds):
        made.extend(sources)
        for source in sources:
            source.with_suffix(".pdf").write_bytes(b"%PDF-1.7 trang")
        return {source: source.with_suffix(".pdf") for source in sources}

    monkeypatch.setattr(printing.soffice, "to_pdf", to_pdf)
    client, base = sign_in(LEADER), f"/co-quan/{health.slug}"
    for _ in range(2):  # the second time nothing has changed
        assert client.post(f"{base}/lap-pdf").status_code == 302
    assert [source.name for source in made] == [f"{health.slug}.docx"]
    assert b"".join(client.get(f"{base}/tai/pdf").streaming_content) == b"%PDF-1.7 trang"
    assert {path.parent.name for path in published.rglob("*.pdf")} == {health.slug}


def test_without_libreoffice_it_is_told_what_to_do(sign_in, published, health, monkeypatch):
    monkeypatch.setattr(printing.soffice, "program", lambda: None)
    client, base = sign_in(LEADER), f"/co-quan/{health.slug}"
    assert "Lập bản PDF" not in client.get(f"{base}/").content.decode()
    client.post(f"{base}/lap-pdf")
    assert "Cần LibreOffice" in client.get(f"{base}/").content.decode()


@pytest.fixture
def address(sign_in, published, health):
    """A new private address of the leader."""
    shown = sign_in(LEADER).post(f"/co-quan/{health.slug}/lich/tao")
    return shown.context["address"]


def test_a_calendar_comes_without_signing_in(address, published, health):
    response = Client(headers=PLAIN).get(address)
    assert response.content == (published / "co-quan" / health.slug / "lich.ics").read_bytes()
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_the_address_is_shown_once_and_kept_as_a_hash_alone(address, sign_in, office, health):
    token = address.split("/")[-1].removesuffix(".ics")
    assert len(token) >= 43
    assert token not in sign_in(LEADER).get(f"/co-quan/{health.slug}/").content.decode()
    for file in (*office.home.glob("*.sqlite3*"), *office.home.glob("log/*")):
        assert token.encode() not in file.read_bytes()
    assert set(AuditEntry.objects.filter(what="calendar.on").values_list("who", flat=True)) == {"lanhdao"}


def test_asking_for_it_writes_no_secret_anywhere(address, office, caplog):
    token = address.split("/")[-1].removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        Client(headers=PLAIN).get(address)
        Client(headers=PLAIN).post(address)
    assert token not in "".join(one.getMessage() for one in caplog.records if one.name.startswith(("pipeline", "gunicorn")))
    assert not [file for file in office.home.glob("log/*") if token.encode() in file.read_bytes()]


def test_a_new_address_ends_the_old_one_and_it_can_be_taken_back(address, sign_in, health):
    client = sign_in(LEADER)
    newer = client.post(f"/co-quan/{health.slug}/lich/tao").context["address"]
    assert [Client(headers=PLAIN).get(one).status_code for one in (address, newer)] == [404, 200]
    client.post(f"/co-quan/{health.slug}/lich/bo")
    assert Client(headers=PLAIN).get(newer).status_code == 404
    assert AuditEntry.objects.filter(what="calendar.off").count() == 1


@pytest.mark.parametrize("ends", [
    lambda: people.set_active("lanhdao", False),
    lambda: people.find("lanhdao").profile.memberships.all().delete(),
    lambda: people.find("lanhdao").delete(),
])
def test_it_counts_as_long_as_its_person_may_see_the_list(address, office, ends):
    assert Client(headers=PLAIN).get(address).status_code == 200
    ends()
    assert Client(headers=PLAIN).get(address).status_code == 404


def test_who_asks_too_often_waits(address):
    client = Client(headers=PLAIN)
    asked = [client.get("/lich/doan-mo.ics").status_code for _ in range(calendars.OFTEN)]
    assert set(asked) == {404}
    response = client.get(address)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "60")
    assert Client(headers=PLAIN, REMOTE_ADDR="10.0.0.8").get(address).status_code == 200


def test_a_minute_later_one_may_ask_again():
    throttle = calendars.Throttle(2)
    assert [throttle.lets("a", moment) for moment in (0, 1, 2, 61, 62)] == [True, True, False, True, True]
    assert throttle.lets("b", 2)


def test_a_calendar_address_makes_no_lists_stale(address, office):
    assert projecting.is_current(office.settings)

"""The essentials of the pages hold on SQLite and on PostgreSQL alike."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from web_samples import HEALTH_TASKS, PASSWORD, SCRIPT, record

from pipeline.office import progressing
from pipeline.store import open_store
from pipeline.store.clock import now
from pipeline.store.models import AuditEntry, Directive
from pipeline.web import config, projecting
from pipeline.web.bodies import room
from pipeline.web.intake.models import Outcome, Upload
from pipeline.web.models import Body, Duty, Paper, Projection, Row
from pipeline.web.roles import ADMIN, ANALYST, LEADER


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request):
    return request.param


def test_tables_are_made_once_and_rows_follow_the_store(office, kind):
    assert connection.vendor == kind
    config.prepare(office.settings)  # once more does nothing
    assert Projection.objects.get().stamp == projecting.stamp(office.settings)
    assert (Paper.objects.count(), Duty.objects.count(), Row.objects.count()) == (2, 5, 6)
    assert projecting.build(office.settings).written == 0
    with open_store(office.settings) as store:
        record(store, office.home, "03/CT-UBND", HEALTH_TASKS[:1])
    assert projecting.build(office.settings).written > 0
    assert (Paper.objects.count(), Duty.objects.count()) == (3, 6)


def test_people_sign_in_and_wait_after_wrong_passwords(office, kind):
    client = Client(headers={"host": "localhost"})
    before = now()
    assert client.post("/dang-nhap/", {"username": "vanthu", "password": PASSWORD}).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    moment = User.objects.get(username="vanthu").last_login.replace(microsecond=0)
    assert before <= moment <= now()
    assert AuditEntry.objects.order_by("-number").values_list("what", "who")[0] == ("login", "vanthu")
    codes = [Client(headers={"host": "localhost"}).post("/dang-nhap/", {"username": "lanhdao", "password": "sai"}).status_code for _ in range(5)]
    assert codes[-1] == 429


def test_lists_pages_and_figures(sign_in, office, kind):
    client = sign_in(ANALYST)
    assert [one.number for one in client.get("/van-ban/").context["page"]] == ["02/CT-UBND", "01/CT-UBND"]
    assert len(sign_in(LEADER).get("/co-quan/").context["page"].object_list) == 1
    slug = Body.objects.get(name__contains="Y tế").slug
    shown = sign_in(LEADER).get(f"/co-quan/{slug}/").content.decode()
    assert HEALTH_TASKS[0].text in shown
    assert SCRIPT not in shown
    assert sign_in(ADMIN).get("/quan-tri/nhat-ky/").status_code == 200


@pytest.mark.parametrize(("asked", "wanted"), [
    ("kham benh", ["a2"]), ("KHÁM", ["a2"]), ("vi tri viec lam", ["b1"]), ("02/CT-UBND", ["02/CT-UBND", "b1", "b2"]),
    ("\"*) OR (", []), ("x' OR 1=1", [])])
def test_words_are_found_with_and_without_diacritics(sign_in, office, kind, asked, wanted):
    page = sign_in(ANALYST).get("/tim-kiem/", {"q": asked}).context["page"]
    assert [one.duty.task if one.duty else one.paper.number for one in page] == wanted


def test_what_is_entered_is_kept_and_seen_at_once(sign_in, office, kind):
    progressing.enter_seen(room.store(), (office.papers.health, "a1"), {}, {"reply": "777/SYT-KH"}, "trang nhiệm vụ")
    page = sign_in(LEADER).get("/tim-kiem/", {"q": "777/SYT"}).context["page"]
    assert [one.duty.task for one in page] == ["a1"]


def test_nothing_of_a_forgotten_directive_stays_in_the_tables_of_the_pages(office, kind, files):
    row = Directive.objects.get(sha256=office.papers.health)
    upload = Upload.objects.create(who="vanthu", name="a.pdf", at=now(), sha256=row.sha256, state="taken")
    Outcome.objects.create(upload=upload, directive=row, title="Chỉ thị của Sở", tasks=3, top=b"\x89PNG\x00")
    word = HEALTH_TASKS[2].text.encode()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert word in files()
    with open_store(office.settings) as store:
        assert store.forget(office.papers.health, "mật")
    assert (Paper.objects.count(), Duty.objects.filter(task__startswith="a").count(), Outcome.objects.count()) == (1, 0, 0)
    assert Row.objects.exclude(duty__task__startswith="b").count() == 0
    assert word not in files()


@pytest.mark.parametrize("kind", ["postgresql"])
def test_samples_that_the_server_made_before_go(office, kind):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE web_duty ALTER COLUMN text SET STATISTICS 100")
        cursor.execute("ANALYZE web_duty")
        assert samples(cursor) == 1
    config.prepare(office.settings)
    with connection.cursor() as cursor:
        assert samples(cursor) == 0
        cursor.execute("ANALYZE web_duty")
        assert samples(cursor) == 0
    assert Duty.objects.filter(text=HEALTH_TASKS[0].text).exists()


def samples(cursor):
    cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'web_duty' AND attname = 'text'")
    return cursor.fetchone()[0]


@pytest.fixture
def files(office, kind, request):
    """All bytes of the files in which the database lies."""
    def read():
        if kind == "sqlite":
            return b"".join(file.read_bytes() for file in office.home.glob("chidao.sqlite3*"))
        server = request.getfixturevalue("postgres")
        server.ask("CHECKPOINT")
        return b"".join(file.read_bytes() for file in server.files(office.settings.database_url))
    return read

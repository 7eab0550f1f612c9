"""What the pages of the lists show."""

import pytest
from web_samples import HEALTH, SCRIPT, TODAY

from pipeline.store.models import Directive
from pipeline.web.models import Body, Duty, Row
from pipeline.web.roles import ANALYST, CLERK, LEADER


@pytest.fixture
def health(office):
    return Body.objects.get(name=HEALTH)


def test_the_first_page_counts_what_is_late_due_and_open(sign_in):
    shown = sign_in(LEADER).get("/")
    assert shown.context["counts"] == {"late": 1, "near": 1, "fresh": 3, "open": 3}
    assert sign_in(CLERK).get("/").context["counts"] == {"late": 2, "near": 1, "fresh": 5, "open": 5}


def test_bodies_stand_with_most_late_tasks_first_and_are_found_without_diacritics(sign_in):
    names = [body.name for body in sign_in(ANALYST).get("/co-quan/").context["page"]]
    assert names == ["Sở Nội vụ tỉnh Lào Cai", HEALTH]
    assert [body.name for body in sign_in(ANALYST).get("/co-quan/", {"q": "so y te"}).context["page"]] == [HEALTH]


def test_a_list_stands_in_its_sections(sign_in, health):
    page = sign_in(LEADER).get(f"/co-quan/{health.slug}/").context["page"]
    assert [(row.place, row.duty.task) for row in page] == [(0, "a1"), (1, "a2"), (2, "a3")]


@pytest.mark.parametrize(("asked", "tasks"), [
    ({"phan": "qua-han"}, ["a1"]), ({"phan": "con-lai"}, []), ({"q": "kham benh"}, ["a2"]), ({"q": "khám 01/CT"}, ["a2"]),
    ({"q": "không có"}, []), ({"vai-tro": "phoi-hop"}, []), ({"tinh-trang": "da-xong"}, []), ({"phan": "<x>"}, ["a1", "a2", "a3"]),
    ({"trang": "999"}, ["a1", "a2", "a3"]), ({"trang": "x"}, ["a1", "a2", "a3"]),
])
def test_a_list_is_narrowed(sign_in, health, asked, tasks):
    page = sign_in(LEADER).get(f"/co-quan/{health.slug}/", asked).context["page"]
    assert [row.duty.task for row in page] == tasks


def test_days_stand_as_the_office_writes_them(sign_in, office, health):
    due = Duty.objects.get(task="a1").due
    shown = sign_in(LEADER).get(f"/co-quan/{health.slug}/").content.decode()
    assert f"{due:%d/%m/%Y}" in shown
    assert f"Quá hạn {(TODAY - due).days} ngày" in shown
    assert "05/03/2026" in sign_in(LEADER).get(f"/van-ban/{office.papers.health}/").content.decode()


def test_a_task_shows_its_words_and_where_each_value_was_read(sign_in, office):
    shown = sign_in(LEADER).get(f"/van-ban/{office.papers.health}/nhiem-vu/a2/").content.decode()
    for words in ("Kiểm tra các cơ sở khám bệnh", "Điểm a khoản 2", "Phối hợp", "Nguyên văn", HEALTH):
        assert words in shown


def test_the_words_of_a_directive_are_text_and_never_markup(sign_in, office):
    other = office.papers.home
    slug = Row.objects.filter(duty__task="b2").first().body.slug
    for path in ("/", "/van-ban/", f"/van-ban/{other}/", f"/van-ban/{other}/nhiem-vu/b2/", f"/co-quan/{slug}/"):
        shown = sign_in(CLERK).get(path).content.decode()
        assert SCRIPT not in shown
        assert "&lt;script&gt;" in shown


def test_the_original_is_saved_and_never_shown(sign_in, office):
    response = sign_in(LEADER).get(f"/van-ban/{office.papers.health}/ban-goc")
    assert response.headers["Content-Disposition"] == 'attachment; filename="01-CT-UBND.txt"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith("Văn bản 01/CT-UBND".encode())


def test_a_directive_that_goes_takes_its_rows_along_in_the_database(sign_in, office):
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:  # as a program does that knows nothing of the pages
        row = Directive.objects.get(sha256=office.papers.health)
        for table in ("store_taskparty", "store_deadline"):
            cursor.execute(f"DELETE FROM {table} WHERE task_id IN (SELECT id FROM store_task WHERE directive_id = %s)", [row.pk])
        for table in ("store_searchentry", "store_task", "store_sourcefile", "store_rejectedsegment", "store_citation"):
            cursor.execute(f"DELETE FROM {table} WHERE directive_id = %s", [row.pk])
        cursor.execute("DELETE FROM store_directive WHERE id = %s", [row.pk])
    assert not Duty.objects.filter(task__startswith="a").exists()
    assert sorted(Row.objects.values_list("duty__task", flat=True)) == ["b1", "b2"]
    assert sign_in(CLERK).get(f"/van-ban/{office.papers.health}/").status_code == 404

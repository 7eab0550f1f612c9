"""What the review page asks of the server, and who may ask."""

import json
import re
import time

import pytest
from django.test import Client

from pipeline.errors import SecretDirective
from pipeline.model.review import ON_PAGE
from pipeline.office.page_review import ReviewDesk, values_of
from pipeline.store import open_store
from pipeline.web.accounts import people
from pipeline.web.models import Paper
from pipeline.web.review import room
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER


@pytest.fixture
def analyst(sign_in):
    return sign_in(ANALYST)


@pytest.fixture
def change(analyst, office):
    def make(act, client=analyst, **told):
        answer = client.post(f"{office.url}sua/{act}", json.dumps(told), content_type="application/json")
        return answer.json() if answer.status_code == 200 else answer.status_code
    return make


@pytest.fixture
def rows(office):
    def now():
        with open_store(office.settings) as store:
            return {row.id: values_of(row) for row in ReviewDesk(store, office.sha256, room.known_office()).sheet().tasks}
    return now


def test_the_rows_tell_values_doubts_and_where_they_were_read(analyst, office):
    shown = analyst.get(office.url).content.decode()
    assert "Chắc 55%: hai cơ quan được nêu" in shown
    assert "theo câu dẫn mục 1" in shown
    assert re.search(r'data-count="fields">3<', shown)
    assert shown.count('class="row') == len(office.tasks)
    assert "style=" not in shown


def test_the_pages_come_one_by_one(analyst, office):
    told = analyst.get(f"{office.url}trang").json()
    assert len(told["sizes"]) == 2
    start, end, *box, word = analyst.get(f"{office.url}trang/1").json()["words"][0]
    assert (len(box), office.text[start:end]) == (4, word)
    picture = analyst.get(f"{office.url}trang/1-900.jpg")
    assert (picture["Content-Type"], picture.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert picture["Cache-Control"] == "private, max-age=3600"
    assert [analyst.get(f"{office.url}trang/{one}").status_code for one in ("9-900.jpg", "1-7.jpg")] == [404, 404]


def test_a_file_without_pages_says_why_by_its_own_name(analyst):
    paper = Paper.objects.get(number="01/CT-UBND")
    told = analyst.get(f"/ra-soat/{paper.sha256}/trang").json()
    assert told["sizes"] == []
    assert told["why"].startswith("01-CT-UBND.txt: ")
    lines = analyst.get(f"/ra-soat/{paper.sha256}/nguyen-van").json()["lines"]
    assert [word for _, _, word in lines[0]] == ["Văn", "bản", "01/CT-UBND"]


@pytest.mark.parametrize(("typed", "found"), [("so y te", "Sở Y tế tỉnh Ninh Thuận"), ("sở y", "Sở Y tế tỉnh Ninh Thuận"),
                                              ("tai chinh", "Sở Tài chính"), ("zzz", None)])
def test_names_are_offered_with_and_without_diacritics(analyst, office, typed, found):
    names = analyst.get(f"{office.url}ten", {"q": typed}).json()["names"]
    assert found in names if found else names == []


def test_a_change_is_kept_under_the_name_of_whoever_has_signed_in(change, office, rows):
    task = office.tasks[0]
    told = change("o", task=task, cell="lead", value="Sở Nội vụ", seen={"lead": rows()[task]["lead"], "verdict": ""})
    assert (told["outcome"], told["changed"], told["counts"]["fields"]) == ("kept", [task], 2)
    assert "Sở Nội vụ" in told["rows"][task]
    with open_store(office.settings) as store:
        assert [(one.who, one.source, one.after) for one in store.history(task)] == [("chuyenvien", ON_PAGE, "Sở Nội vụ")]


def test_each_act_does_what_it_says(change, office, rows):
    first, second, third = office.tasks[:3]
    assert change("dung", task=first, seen=rows()[first])["counts"]["done"] == 1
    assert change("bo", task=second, seen=rows()[second])["whole"]
    start, end = map(int, rows()[third]["span"].split("-"))
    assert change("cho", task=third, seen=rows()[third], start=start, end=end - 4)["outcome"] == "kept"
    added = change("them", start=0, end=20, cells={"lead": "Sở Y tế"})["changed"]
    assert change("tach", task=third, seen=rows()[third], at=2)["outcome"] == "kept"
    last = office.tasks[-1]
    assert change("gop", task=office.tasks[-2], other=last, seen=rows()[office.tasks[-2]], seen_other=rows()[last])["changed"]
    now = rows()
    assert [now[one]["verdict"] for one in (first, second, *added, last)] == ["Đúng", "Bỏ", "Thêm", "Bỏ"]
    for _ in range(6):
        change("hoan-tac")
    assert change("hoan-tac")["changed"] == []
    assert {row["verdict"] for row in rows().values()} == {""}


def test_who_was_slower_gets_both_values_and_nothing_is_kept(change, sign_in, office, rows):
    task, seen = office.tasks[0], {"lead": rows()[office.tasks[0]]["lead"], "verdict": ""}
    change("o", sign_in(ADMIN), task=task, cell="lead", value="Sở Y tế", seen=seen)
    told = change("o", task=task, cell="lead", value="Sở Tài chính", seen=seen)
    (one,) = told["differences"]
    assert (told["outcome"], one["mine"], one["theirs"], one["who"]) == ("clash", "Sở Tài chính", "Sở Y tế", "quantri")
    assert rows()[task]["lead"] == "Sở Y tế"


@pytest.mark.parametrize("body", ["", "[]", "{", '{"task": "gone", "seen": {}}', '{"start": "x", "end": 3}', '{"task": 3}'])
@pytest.mark.parametrize("act", ["dung", "them", "cho", "o"])
def test_what_no_page_of_ours_sends_is_refused(analyst, office, act, body):
    answer = analyst.post(f"{office.url}sua/{act}", body, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["outcome"] == "refused"


def test_an_act_that_is_none_is_not_there(change):
    assert change("xoa-het") == 404


@pytest.mark.parametrize("role", [CLERK, LEADER])
def test_only_analysts_change_anything(change, sign_in, office, role):
    assert change("dung", sign_in(role), task=office.tasks[0], seen={}) == 403


def test_a_change_without_the_token_of_the_page_is_refused(office):
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    client.force_login(people.find("chuyenvien"), "django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"{office.url}sua/hoan-tac", "{}", content_type="application/json")
    assert answer.status_code == 403


def test_a_directive_that_is_refused_as_secret_is_not_there(analyst, office, read):
    analyst.get(f"{office.url}trang/1-900.jpg")
    with open_store(office.settings) as store:
        store.fail(office.home / "a.pdf", SecretDirective("mật", ""), office.sha256)
    assert [analyst.get(office.url + path).status_code for path in ("", "trang", "trang/1-900.jpg", "trang/1")] == [404] * 4
    assert not list((office.home / "trang").rglob("*.jpg"))


def test_values_that_two_people_gave_wait_to_be_chosen(analyst, change, office, rows):
    from pipeline.model.review import Edit  # noqa: PLC0415

    task = office.tasks[1]
    with open_store(office.settings) as store:
        store.correct("bảng.xlsx", [(Edit(task, "lead", "x", "Sở Y tế"), "conflict")], [])
    shown = analyst.get(f"{office.url}dong").content.decode()
    assert "Hai người cùng sửa" in shown
    assert "Sở Y tế" in shown
    change("o", task=task, cell="lead", value=rows()[task]["lead"], seen={"lead": rows()[task]["lead"]})
    assert "Hai người cùng sửa" not in analyst.get(f"{office.url}dong").content.decode()


def test_the_queue_tells_what_waits_the_least_sure_first(analyst, office):
    shown = analyst.get("/ra-soat/").content.decode()
    assert re.findall(r'class="cell (\w+)"', shown) == ["due", "lead", "text"]
    assert "<b>3</b> ô cần xem ở <b>1</b> văn bản" in shown
    assert analyst.get("/ra-soat/tiep").headers["Location"].endswith(f"{office.sha256}/#{office.tasks[2]}%7Cdue")
    assert analyst.get("/ra-soat/tiep", {"sau": office.sha256}).headers["Location"] == "/ra-soat/"


def test_the_page_answers_fast(analyst, office):
    analyst.get(office.url)
    began = time.perf_counter()
    analyst.get(office.url)
    assert time.perf_counter() - began < 0.3


@pytest.mark.parametrize(("role", "leads"), [(ANALYST, True), (ADMIN, True), (CLERK, False)])
def test_the_page_of_a_directive_leads_those_who_review_to_its_review(sign_in, office, role, leads):
    assert (office.url in sign_in(role).get(f"/van-ban/{office.sha256}/").content.decode()) is leads

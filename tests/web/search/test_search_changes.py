"""What became of a task, and what has changed since a day."""

from datetime import timedelta

import pytest
from web_samples import HOME_AFFAIRS, TODAY, record, task

from pipeline.account import acting
from pipeline.office import progressing
from pipeline.store import Amendment, open_store
from pipeline.store.clock import now
from pipeline.store.models import Directive
from pipeline.web import projecting
from pipeline.web.bodies import room
from pipeline.web.models import Paper
from pipeline.web.roles import ANALYST, CLERK, LEADER


def enter(office, task, who="thuha", paper="health", **cells):
    with acting(who):
        found = room.row_of(getattr(office.papers, paper), task)
        progressing.enter_seen(room.store(), (getattr(office.papers, paper), task), progressing.progress_of(found[1]), cells,
                               "trang nhiệm vụ")


def test_history_tells_who_when_before_and_after(sign_in, office):
    enter(office, "a1", percent="40")
    enter(office, "a1", "minhanh", percent="90", completed_on=TODAY.isoformat())
    shown = sign_in(LEADER).get(f"/van-ban/{office.papers.health}/nhiem-vu/a1/lich-su")
    told = [(one.who, one.what, one.cell, one.before, one.after) for one in shown.context["changes"]]
    assert told[:3] == [("minhanh", "ghi kết quả", "Ngày hoàn thành", "(để trống)", f"{TODAY:%d/%m/%Y}"),
                        ("minhanh", "ghi kết quả", "Tỷ lệ hoàn thành", "40%", "90%"),
                        ("thuha", "ghi kết quả", "Tỷ lệ hoàn thành", "(để trống)", "40%")]
    assert told[3][1] == "tiếp nhận"
    assert f"{now():%d/%m/%Y}" in shown.content.decode()


def test_history_tells_what_was_taken_back_and_what_was_entered_elsewhere(sign_in, office):
    enter(office, "a1", percent="40")
    with open_store(office.settings) as store:
        store.undo("a1")
        store.amend(office.papers.health, "a1", Amendment(note="ghi ở nơi khác"))
    shown = sign_in(LEADER).get(f"/van-ban/{office.papers.health}/nhiem-vu/a1/lich-su").content.decode()
    assert "bỏ chỗ sửa" in shown
    assert "ghi ở nơi khác" in shown


def test_history_of_a_task_holds_nothing_of_another(sign_in, office):
    enter(office, "a2", percent="77")
    assert "77%" not in sign_in(LEADER).get(f"/van-ban/{office.papers.health}/nhiem-vu/a1/lich-su").content.decode()


def test_nobody_sees_the_history_of_a_task_of_others(sign_in, office):
    for path in (f"/van-ban/{office.papers.home}/nhiem-vu/b1/lich-su", f"/van-ban/{office.papers.health}/nhiem-vu/b1/lich-su"):
        assert sign_in(LEADER).get(path).status_code == 404


def test_what_has_changed_since_yesterday(sign_in, office):
    enter(office, "a1", percent="40")
    enter(office, "b1", paper="home", percent="50")
    shown = sign_in(ANALYST).get("/thay-doi/")
    assert shown.context["since"] == TODAY - timedelta(1)
    assert [(one.duty.task, one.after) for one in shown.context["page"]] == [("b1", "50%"), ("a1", "40%")]
    assert {paper.number for paper in shown.context["papers"]} == {"01/CT-UBND", "02/CT-UBND"}


def test_a_leader_is_told_of_the_own_lists_alone(sign_in, office):
    enter(office, "a1", percent="40")
    enter(office, "b1", paper="home", percent="50")
    shown = sign_in(LEADER).get("/thay-doi/")
    assert [one.duty.task for one in shown.context["page"]] == ["a1"]
    assert shown.context["page"].paginator.count == 1
    assert [paper.number for paper in shown.context["papers"]] == ["01/CT-UBND"]
    assert "50%" not in shown.content.decode()


def test_of_a_directive_that_two_bodies_have_each_sees_the_own_tasks(sign_in, office):
    with open_store(office.settings) as store:
        sha256 = record(store, office.home, "05/CT-UBND", (task("e1", "Việc của y tế", "Sở Y tế tỉnh Lào Cai", 3),
                                                           task("e2", "Việc của nội vụ", HOME_AFFAIRS, -1)))
    projecting.build(office.settings)
    office.papers.both = sha256
    enter(office, "e1", paper="both", percent="11")
    enter(office, "e2", paper="both", percent="22")
    shown = sign_in(LEADER).get("/thay-doi/").content.decode()
    assert "11%" in shown
    assert "22%" not in shown
    assert "Việc của nội vụ" not in shown
    assert [duty.task for duty in sign_in(CLERK).get("/thay-doi/").context["late"]] == ["e2"]
    assert sign_in(LEADER).get("/thay-doi/").context["late_count"] == 0


@pytest.mark.parametrize(("asked", "days"), [("", 1), ("x", 1), ((TODAY - timedelta(5)).isoformat(), 5), ("1999-01-01", 31),
                                             ((TODAY + timedelta(9)).isoformat(), 0), (f"{TODAY - timedelta(2):%d/%m/%Y}", 2)])
def test_since_which_day(sign_in, asked, days):
    assert sign_in(CLERK).get("/thay-doi/", {"tu": asked}).context["since"] == TODAY - timedelta(days)


def test_what_came_before_is_not_new(sign_in, office):
    before = now() - timedelta(days=9)
    Directive.objects.update(received_at=before)
    Paper.objects.update(received_at=before)
    assert sign_in(CLERK).get("/thay-doi/").context["paper_count"] == 0


def test_words_that_were_wiped_are_not_told(sign_in, office):
    enter(office, "a1", note="bí mật")
    with open_store(office.settings) as store:
        store.forget(office.papers.health)
    assert "bí mật" not in sign_in(CLERK).get("/thay-doi/").content.decode()

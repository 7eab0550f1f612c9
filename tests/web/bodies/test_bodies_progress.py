"""Entering how far a task is, on the page and in the workbook."""

import re
from datetime import timedelta

import openpyxl
import pytest
from web_samples import TODAY

from pipeline.office.reviewing import review
from pipeline.store import open_store
from pipeline.store.models import AuditEntry, Correction
from pipeline.web import projecting
from pipeline.web.models import Body, Duty
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER


def seen_in(response):
    """What a browser sends back of a form as it came."""
    shown = response.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(thay-[a-z_]+)" value="([^"]*)">', shown))
    assert len(found) == 11
    return found | {name.removeprefix("thay-"): value for name, value in found.items()}


def send(client, path, **cells):
    return client.post(path, seen_in(client.get(path)) | cells)


def test_what_a_leader_enters_is_kept_shown_and_audited(sign_in, office, task_path, health):
    client, path = sign_in(LEADER), task_path("a1", "ket-qua")
    response = send(client, path, status="hoàn thành", completed_on=TODAY.isoformat(), percent="100", reply="12/SYT-NVY",
                    note="Đã báo cáo\r\nđủ")
    assert response.headers["Location"] == task_path("a1")
    shown = client.get(task_path("a1")).content.decode()
    for words in ("Hoàn thành quá hạn", "12/SYT-NVY", "100%", "Đã ghi kết quả."):
        assert words in shown
    taken = {one.cell: (one.after, one.who, one.source) for one in Correction.objects.all()}
    assert taken["note"] == ("Đã báo cáo\nđủ", "lanhdao", "trang nhiệm vụ")
    assert set(taken) == {"status", "completed_on", "percent", "reply", "note"}
    assert set(AuditEntry.objects.filter(what="progress").values_list("who", "content")) == {
        ("lanhdao", office.papers.health)}
    assert Body.objects.get(pk=health.pk).late == 0  # without waiting for the lists to be built


def test_the_lists_built_afterwards_show_the_same(sign_in, office, task_path):
    send(sign_in(LEADER), task_path("a1", "ket-qua"), status="hoàn thành", completed_on=TODAY.isoformat(), delay="thiếu tin")
    at_once = Duty.objects.filter(task="a1").values().get()
    projecting.build(office.settings)
    built = Duty.objects.filter(task="a1").values().get()
    assert {name: (at_once[name], built[name]) for name in built if at_once[name] != built[name]}.keys() <= {"digest", "changed_at"}


@pytest.mark.parametrize(("cell", "value", "why"), [
    ("completed_on", "31/02/2026", "không phải một ngày có thật"), ("percent", "120", "từ 0 đến 100"),
    ("status", "xong rồi", "chỉ chọn một trong"), ("note", "x" * 4001, "dài quá 4000 ký tự"),
])
def test_what_a_cell_cannot_hold_is_told_beside_it_and_nothing_is_kept(sign_in, office, task_path, cell, value, why):
    response = send(sign_in(LEADER), task_path("a1", "ket-qua"), **{cell: value, "reply": "1/X"})
    shown = response.content.decode()
    assert response.status_code == 200
    assert why in shown
    assert 'value="1/X"' in shown  # what was typed elsewhere is still there
    assert not Correction.objects.exists()


def test_a_day_is_written_as_offices_write_it(sign_in, office, task_path):
    client, path = sign_in(LEADER), task_path("a1", "ket-qua")
    send(client, path, completed_on="5/3/2026")
    assert Correction.objects.get().after == "2026-03-05"
    shown = client.get(path)
    assert 'name="completed_on" value="05/03/2026"' in shown.content.decode()
    client.post(path, seen_in(shown) | {"completed_on": "05/03/2026"})
    assert Correction.objects.count() == 1


def test_who_may_enter(sign_in, task_path):
    assert {role: sign_in(role).get(task_path("a1", "ket-qua")).status_code for role in (CLERK, ANALYST, LEADER, ADMIN)} == {
        CLERK: 403, ANALYST: 200, LEADER: 200, ADMIN: 200}
    assert "Ghi kết quả" in sign_in(ANALYST).get(task_path("a1")).content.decode()
    assert "Ghi kết quả" not in sign_in(CLERK).get(task_path("a1")).content.decode()


def test_nobody_enters_anything_about_a_task_of_another_body(sign_in, office):
    client = sign_in(LEADER)
    for path in (f"/van-ban/{office.papers.home}/nhiem-vu/b1/ket-qua", f"/van-ban/{office.papers.health}/nhiem-vu/b1/ket-qua"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"status": "hoàn thành", "thay-status": "chưa hoàn thành"}).status_code == 404
    assert not Correction.objects.exists()


def test_of_two_who_enter_at_once_the_second_sees_both_values(sign_in, office, task_path):
    leader, analyst, path = sign_in(LEADER), sign_in(ANALYST), task_path("a1", "ket-qua")
    form = seen_in(leader.get(path))
    send(analyst, path, percent="40", note="đang làm")
    response = leader.post(path, form | {"percent": "60"})
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Của mình: <b>60%</b>" in shown
    assert "Hiện nay: <b>40%</b>, chuyenvien ghi lúc" in shown
    assert Correction.objects.get(cell="percent").after == "40"
    again = leader.post(path, seen_in(response) | {"percent": "60"})
    assert again.status_code == 302
    assert Correction.objects.filter(cell="percent").last().after == "60"
    assert Correction.objects.get(cell="note").after == "đang làm"  # it was not touched


def test_the_second_may_leave_what_the_first_has_entered(sign_in, office, task_path):
    leader, path = sign_in(LEADER), task_path("a1", "ket-qua")
    form = seen_in(leader.get(path))
    send(sign_in(ANALYST), path, percent="40")
    shown = leader.post(path, form | {"percent": "60", "reply": "9/X"})
    leader.post(path, seen_in(shown) | {"percent": "60", "bo-percent": "1", "reply": "9/X"})
    assert list(Correction.objects.order_by("id").values_list("cell", "after")) == [("percent", "40"), ("reply", "9/X")]


def test_what_others_enter_in_other_cells_is_no_matter(sign_in, office, task_path):
    leader, path = sign_in(LEADER), task_path("a1", "ket-qua")
    form = seen_in(leader.get(path))
    send(sign_in(ANALYST), path, percent="40")
    assert leader.post(path, form | {"reply": "9/X"}).status_code == 302
    assert set(Correction.objects.values_list("cell", "after", "who")) == {
        ("percent", "40", "chuyenvien"), ("reply", "9/X", "lanhdao")}


def test_a_form_that_is_sent_twice_enters_once(sign_in, office, task_path):
    client, path = sign_in(LEADER), task_path("a1", "ket-qua")
    form = seen_in(client.get(path)) | {"percent": "60"}
    assert [client.post(path, form).status_code for _ in range(2)] == [302, 302]
    assert Correction.objects.count() == 1


def workbook_with(path, column, value):
    """Save the list of a body with a value in the first row of a task."""
    book = openpyxl.load_workbook(path)
    sheet = book["Danh mục nhiệm vụ"]
    titles = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value in (column, "Mã nhiệm vụ")}
    row = next(cell.row for cells in sheet.iter_rows() for cell in cells
               if cell.column == titles["Mã nhiệm vụ"] and cell.value == "a1")
    sheet.cell(row, titles[column]).value = value
    book.save(path)


def test_a_workbook_written_before_with_another_value_is_told_as_a_conflict(sign_in, office, task_path, published, health):
    path = published / "co-quan" / health.slug / "nhiem-vu.xlsx"
    client, form = sign_in(LEADER), task_path("a1", "ket-qua")
    send(client, form, percent="60", reply="12/SYT")
    workbook_with(path, "Tỷ lệ", 0.8)
    answer, = review([path], office.settings)[0].answers
    assert (answer.outcome, answer.before, answer.after) == ("conflict", "", "80")
    assert answer.why.startswith("lanhdao đã sửa thành “60”")
    assert answer.why.endswith("trên trang nhiệm vụ")
    shown = client.get(form).content.decode()
    assert "Giữ “60%”" in shown
    assert "Lấy “80%” do" in shown
    with open_store(office.settings) as store:
        assert [one.state for one in store.history("a1") if one.cell == "percent"] == ["taken", "conflict"]


@pytest.mark.parametrize(("chosen", "stands"), [("lay:80", "80"), ("giu", "60")])
def test_who_chooses_between_two_values_ends_the_conflict(sign_in, office, task_path, published, health, chosen, stands):
    client, form = sign_in(LEADER), task_path("a1", "ket-qua")
    send(client, form, percent="60")
    path = published / "co-quan" / health.slug / "nhiem-vu.xlsx"
    workbook_with(path, "Tỷ lệ", 0.8)
    review([path], office.settings)
    assert send(client, form, **{"chon-percent": chosen}).status_code == 302
    assert "do lanhdao ghi" not in client.get(form).content.decode()
    assert not Correction.objects.filter(state="conflict").exists()
    assert Correction.objects.filter(cell="percent", state="taken").last().after == stands


def test_a_limit_that_was_extended_counts_at_once(sign_in, office, task_path, health):
    send(sign_in(LEADER), task_path("a1", "ket-qua"), extended_to=(TODAY + timedelta(30)).isoformat(), extended_by="5/UBND")
    assert Duty.objects.get(task="a1").due == TODAY + timedelta(30)
    assert Body.objects.get(pk=health.pk).late == 0


def test_a_task_that_stands_in_no_list_is_told_and_takes_nothing(sign_in, office, task_path):
    Duty.objects.get(task="a1").rows.all().delete()
    shown = sign_in(ANALYST).get(task_path("a1", "ket-qua"))
    assert "Không ghi được kết quả" in shown.content.decode()
    assert sign_in(ANALYST).post(task_path("a1", "ket-qua"), {"percent": "1"}).status_code == 200
    assert not Correction.objects.exists()


def test_scripts_in_what_is_entered_are_text(sign_in, office, task_path):
    client = sign_in(LEADER)
    send(client, task_path("a1", "ket-qua"), note="<script>alert(1)</script>", delay='"><img src=x onerror=1>')
    for path in (task_path("a1"), task_path("a1", "ket-qua"), task_path("a1", "lich-su"), "/thay-doi/"):
        shown = client.get(path).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown

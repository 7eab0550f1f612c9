"""``chidao watch`` takes in what analysts change in review workbooks, when they have closed them."""

import pytest

from pipeline.cli.watching import OPEN, Teller
from pipeline.model.review import Edit
from pipeline.office import attending
from pipeline.office.watching import Desk, Folder, Waker
from pipeline.store import open_store
from pipeline.store.clock import today
from pipeline.workbooks.placing import is_open
from pipeline.workbooks.review_values import task_values


@pytest.fixture
def watch(desk, monkeypatch):
    """A watch over an empty inbox, whose lists of today are written."""
    desk.paper.unlink()
    folder = Folder([desk.settings.inbox], desk.settings)
    made = attending.Attendant(folder, Desk(desk.settings.outputs), Waker([], False), desk.settings, Teller(), 0.1, today())
    monkeypatch.setattr(attending, "take_in", lambda *_: pytest.fail("there is no file to take in"))
    return made


def lead(desk):
    return task_values(desk.task("t0"))["lead"]


def test_a_workbook_is_taken_in_once_it_is_whole_and_closed(desk, watch, capsys):
    held = desk.path.with_name(f"~${desk.path.name}")
    held.write_text("ai đó")
    desk.edit(("t0", "Chủ trì", "Sở Tài chính"))
    for _ in range(2):
        watch.step()
    assert "".join(capsys.readouterr().out.split()).count("".join(OPEN.split())) == 1
    held.unlink()
    whole = desk.path.read_bytes()
    desk.path.write_bytes(whole[:len(whole) // 2])
    watch.step()
    assert lead(desk) == "Sở Y tế"
    desk.path.write_bytes(whole)
    watch.step()
    assert lead(desk) == "Sở Tài chính"
    assert desk.lists("so-tai-chinh") == 1
    assert "1 nhận" in capsys.readouterr().out
    watch.step()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("name", "held"), [("~$a.xlsx", True), (".~lock.a.xlsx#", True), ("~$b.xlsx", False)])
def test_excel_and_libreoffice_say_that_a_workbook_is_open(tmp_path, name, held):
    (tmp_path / name).touch()
    assert is_open(tmp_path / "a.xlsx") == held


def test_a_workbook_that_is_refused_waits_until_it_is_changed_again(desk, watch, capsys):
    desk.edit(("t0", "Thời hạn", "cuối tháng"))
    watch.step()
    assert "không phải một ngày có thật" in capsys.readouterr().err
    watch.step()
    assert capsys.readouterr().err == ""
    desk.edit(("t0", "Thời hạn", "30/06/2025"))
    watch.step()
    assert task_values(desk.task("t0"))["due"] == "2025-06-30"


def test_what_is_decided_elsewhere_is_in_the_lists_at_the_next_look(desk, watch, capsys):
    watch.step()
    with open_store(desk.settings) as store:
        store.correct("trang rà soát", [(Edit(desk.task("t0").id, "lead", "", "Sở Xây dựng"), "taken")], [])
    watch.step()
    assert desk.lists("so-xay-dung") == 1
    assert "danh mục có thay đổi hoặc mới lập" in capsys.readouterr().out
    watch.step()
    assert capsys.readouterr().out == ""

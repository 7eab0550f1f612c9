"""What a review page asks of the store, on either database."""

from dataclasses import replace

import pytest
from store_samples import extraction, put, task

from pipeline.account import account, acting
from pipeline.model import Sure
from pipeline.model.review import ON_PAGE, Edit

DOUBTS = (Sure("task", 0.95), Sure("lead", 0.4, ("hai cơ quan",)), Sure("deadlines", 0.7, ("hai ngày",)))


@pytest.fixture
def sha256(store, inbox):
    path = put(inbox, "a.txt", "Rà soát phương án chữa cháy\nBáo cáo kết quả")
    tasks = (replace(task("t1"), sure=DOUBTS, confidence=0.3), task("t2", "Báo cáo kết quả"))
    return store.record(extraction(path, tasks), path).sha256


def change(value, seen=None):
    return lambda sheet: ([(Edit("t1", "lead", sheet.tasks[0].lead[0].agency, value), "taken")], ())


def test_a_directive_is_told_by_itself(store, sha256):
    sheet = store.sheet(sha256)
    assert [row.id for row in sheet.tasks] == ["t1", "t2"]
    assert (sheet.text, sheet.name, len(sheet.rejected)) == (store.text(sha256), "a.txt", 1)
    assert (store.sheet("f" * 64), store.text("f" * 64)) == (None, None)


def test_what_waits_is_told_field_by_field(store, sha256):
    assert [(one.sha256, one.task, one.field, one.chance) for one in store.doubtful()] == [
        (sha256, "t1", "lead", 0.4), (sha256, "t1", "deadlines", 0.7)]
    store.revise(sha256, None, ON_PAGE, change("Sở Y tế"))
    assert [one.field for one in store.doubtful()] == ["deadlines"]
    store.correct("bảng.xlsx", [(Edit("t1", "note", "", "đã gọi"), "taken")], ())  # how far it is says nothing of the words
    assert [one.field for one in store.doubtful()] == ["deadlines"]
    store.correct("bảng.xlsx", [(Edit("t1", "support", "", "Công an tỉnh"), "taken")], ())
    assert store.doubtful() == ()


def test_a_change_is_refused_whole_and_leaves_nothing(store, sha256):
    def refuse(sheet):
        raise ValueError(sheet.tasks[0].id)

    with pytest.raises(ValueError, match="t1"):
        store.revise(sha256, None, ON_PAGE, refuse)
    assert store.history("t1") == []
    assert store.revise("f" * 64, None, ON_PAGE, refuse) == ()


def test_everybody_takes_back_the_own_changes_alone(store, sha256):
    for who, value in (("lan", "Sở Y tế"), ("minh", "Công an tỉnh")):
        with acting(who):
            store.revise(sha256, None, ON_PAGE, change(value))
    assert account() not in ("lan", "minh")
    with acting("lan"):
        assert [one.after for one in store.undo_last(sha256, ON_PAGE)] == ["Sở Y tế"]
        assert store.undo_last(sha256, ON_PAGE) == ()
    assert [party.agency for party in store.sheet(sha256).tasks[0].lead] == ["Công an tỉnh"]
    with acting("minh"):
        store.undo_last(sha256, ON_PAGE)
    assert [party.agency for party in store.sheet(sha256).tasks[0].lead] == ["Sở Nội vụ"]

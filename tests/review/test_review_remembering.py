"""A role that an analyst replaces by a body: offered as a decision, and one at once when the row is marked so."""

import pytest
from rich.console import Console

from pipeline.cli.answers import say_review
from pipeline.model.review import Edit
from pipeline.office.remembering import meanings
from pipeline.store import open_store
from tests.review.conftest import WORDS, tasks

BOARD = "Ban Quản lý dự án đầu tư xây dựng tỉnh Lào Cai"


def said(reviews):
    console = Console(record=True, width=300, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    for one in reviews:
        say_review(console, one)
    return console.export_text()


@pytest.fixture
def with_role(desk, monkeypatch):
    monkeypatch.setattr("tests.review.conftest.LEADS", ("Chủ đầu tư", "Sở Nội vụ", "Chủ đầu tư"))
    desk.read(tasks(WORDS), "2")
    desk.publish()
    return desk


def test_the_change_is_offered_for_later(with_role):
    with_role.edit(("t0", "Chủ trì", BOARD))
    told = said(with_role.take())
    assert f'Áp dụng cho lần sau: chidao assign "Chủ đầu tư" --to "{BOARD}"' in told
    assert [with_role.task(f"t{n}").lead[0].agency for n in (0, 2)] == [BOARD, "Chủ đầu tư"]


@pytest.mark.parametrize("later", [False, True])
def test_a_marked_row_makes_it_hold_everywhere(with_role, later):
    with_role.edit(("t0", "Chủ trì", BOARD), *([] if later else [("t0", "Quyết định", "Sửa và nhớ")]))
    told = said(with_role.take())
    if later:
        with_role.edit(("t0", "Quyết định", "sửa và nhớ"))
        told = said(with_role.take())
    assert f"Từ nay “Chủ đầu tư” là {BOARD} trong mọi văn bản" in told
    assert [with_role.task(f"t{n}").lead[0].agency for n in (0, 2)] == [BOARD, BOARD]
    assert with_role.task("t0").verdict == "Sửa"
    with open_store(with_role.settings) as store:
        (one,) = store.assignments()
        assert store.unassign("chủ đầu tư", None)
    assert one.decision.reason == "ghi ở bảng rà soát 07-ct-ubnd-ubnd-tinh-lao-cai.xlsx"
    assert with_role.task("t2").lead[0].agency == "Chủ đầu tư"


def test_rows_that_contradict_are_told_and_nothing_holds(with_role):
    with_role.edit(("t0", "Chủ trì", BOARD), ("t0", "Quyết định", "Sửa và nhớ"),
                   ("t2", "Chủ trì", "Sở Xây dựng"), ("t2", "Quyết định", "Sửa và nhớ"))
    assert "không nhớ cho lần sau" in said(with_role.take())
    with open_store(with_role.settings) as store:
        assert store.assignments() == ()


@pytest.mark.parametrize(("before", "after", "found"), [
    ("chủ đầu tư; Sở Y tế", f"{BOARD}; Sở Y tế", [("chủ đầu tư", (BOARD,))]),
    ("đơn vị vận hành", "Sở Y tế; Sở Nội vụ", [("đơn vị vận hành", ("Sở Y tế", "Sở Nội vụ"))]),
    ("Sở Y tế", "Sở Nội vụ", []),
    ("chủ đầu tư; đơn vị vận hành", "Sở Nội vụ", []),
    ("chủ đầu tư", "", []),
    ("chủ đầu tư", "cơ quan liên quan", []),
    ("chủ đầu tư", "chủ đầu tư; Sở Y tế", []),
])
def test_only_one_role_that_a_body_replaces_says_something(before, after, found):
    told = meanings([Edit("t0", "lead", before, after)], (), {"t0": {"lead": before}}, {})
    assert [(one.words, one.bodies) for one in told] == found

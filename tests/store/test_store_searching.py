"""Looking for words: the same answers on both databases, up to date with every change."""

from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from store_samples import HEAD, extraction, put, sha, task

from pipeline.errors import SecretDirective
from pipeline.model import Party
from pipeline.model.review import Added, Edit
from pipeline.store import Amendment, open_store
from pipeline.store.folding import folded, spelled

LETTER = replace(HEAD, number="1612/UBND-VXNV", type="công văn", issuer="UBND tỉnh Đắk Nông", issued_on=date(2024, 3, 4),
                 subject="quản lý trật tự đô thị")
TASKS = [task("t1", "Rà soát quy hoạch đô thị loại II", lead="Sở Xây dựng", due=date(2024, 5, 15)),
         task("t2", "Báo cáo tại huyện Đăk Glong", lead="UBND huyện Đăk Glong", due=None),
         task("t3", "Kiểm tra độ thị lực học sinh xã Tân Ân", lead="Sở Y tế", due=None)]


@pytest.fixture
def office(store, inbox):
    one, two = put(inbox, "a.txt", "một"), put(inbox, "b.txt", "hai")
    store.record(extraction(one, TASKS, LETTER), one)
    store.record(extraction(two, [task("u1", "Tổng kết tại xã Tân An"), task("u2", "Gửi báo cáo", lead="chủ đầu tư")],
                            replace(HEAD, issued_on=date(2023, 1, 2), subject="tổng kết")), two)
    return store


def found(store, words, most=50):
    return [hit.id if hit.kind == "task" else hit.number for hit in store.search(words, most).first]


CASES = [
    ("1612/UBND-VXNV", ["1612/UBND-VXNV", "t1", "t2", "t3"]),
    ("1612/ubnd-vxnv sở y tế", ["t3"]),
    ("Đăk", ["t2", "1612/UBND-VXNV"]),  # as it is typed before what differs in a mark
    ("dak glong", ["t2"]),
    ("đô thị", ["1612/UBND-VXNV", "t1", "t3"]),
    ("do thi", ["1612/UBND-VXNV", "t1", "t3"]),
    ("độ thị", ["t3", "1612/UBND-VXNV", "t1"]),
    ("Tân An", ["u1", "t3"]),
    ("TÂN ÂN", ["t3", "u1"]),
    ("báo cáo", ["t2", "u2"]),
    ("15/05/2024 Xây dựng", ["t1"]),
    ("chủ đầu tư chưa hoàn thành", ["u2"]),
    ("a.txt", ["1612/UBND-VXNV"]),
    ("glong thị", []),
    ("“ - ”", []),
    ("NEAR OR * \" ' :", []),
]


def test_zero_bytes_in_what_is_read_hurt_no_database(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task("t1", "Việc\0 một")], replace(HEAD, subject="x\0y")), path)
    (row,) = store.register(date(2024, 4, 1)).tasks
    assert (row.text, row.directive.head.subject) == ("Việc\ufffd một", "x\ufffdy")


def test_words_are_found_in_one_order_on_both(office):
    assert [(words, found(office, words)) for words, _ in CASES] == CASES


def test_only_so_many_are_given_and_all_are_counted(office):
    hits = office.search("đô thị", 2)
    assert (len(hits.first), hits.total) == (2, 3)
    (one,) = office.search("quy hoạch").first
    assert (one.number, one.lead, one.due, one.status, one.page) == (
        "1612/UBND-VXNV", "Sở Xây dựng", "trước ngày 15/05/2024", "chưa hoàn thành", 1)


def test_what_people_change_is_what_is_found(office, inbox):
    letter = sha(inbox / "a.txt")
    office.amend(letter, "t2", Amendment(status="hoàn thành", reply="77/BC-UBND"))
    assert found(office, "77/BC-UBND hoàn thành") == ["t2"]
    edits = [(Edit("t1", "lead", "Sở Xây dựng", "Sở Công Thương"), "taken"),
             (Edit("t1", "due", "2024-05-15", "2024-06-30"), "taken"), (Edit("t3", "verdict", "", "Bỏ"), "taken"),
             (Edit(letter, "number", "1612/UBND-VXNV", "1613/UBND-VXNV"), "taken")]
    new = Added("tay-1", letter, {"text": "Lập tổ công tác liên ngành", "lead": "Công an tỉnh"})
    (*_, last) = office.correct("a.xlsx", edits, [new])
    assert found(office, "sở công thương 30/06/2024") == ["t1"]
    assert found(office, "Sở Xây dựng") == found(office, "thị lực") == found(office, "1612") == []
    assert found(office, "1613/UBND-VXNV") == ["1613/UBND-VXNV", "t1", "t2", "tay-1"]
    assert found(office, "tổ công tác") == ["tay-1"]
    office.undo(last.batch)
    assert found(office, "Sở Xây dựng") == ["t1"]
    assert found(office, "thị lực") == ["t3"]
    assert found(office, "tổ công tác") == []


def test_a_body_that_a_role_means_is_found(office):
    office.assign("chủ đầu tư", [Party("", "Ban Quản lý dự án")], None, "đã giao")
    assert found(office, "ban quản lý dự án") == ["u2"]
    office.unassign("chủ đầu tư", None)
    assert found(office, "ban quản lý dự án") == []


def test_what_is_out_of_the_lists_or_read_otherwise_is_not_found(office, inbox):
    (one,) = office.find("07/CT-UBND")
    office.remove(one, "thu hồi")
    assert found(office, "Tân An") == ["t3"]
    office.restore(one)
    assert found(office, "Tân An") == ["u1", "t3"]
    office.record(extraction(inbox / "b.txt", [task("u9", "Việc khác")], HEAD), inbox / "b.txt", version="2")
    assert found(office, "Tân An") == ["t3"]
    assert found(office, "việc khác") == ["u9"]


def test_nothing_is_found_of_what_is_forgotten(office, inbox, files):
    office.record(extraction(put(inbox, "c.txt", "c"), [task("s1", "Xây dựng Zanzibar")], replace(LETTER, number="9/KH")),
                  inbox / "c.txt")
    assert found(office, "zanzibar") == ["s1"]
    assert b"zanzibar" in files()
    office.fail(inbox / "c.txt", SecretDirective("mật"), sha(inbox / "c.txt"))
    assert found(office, "zanzibar") == []
    assert found(office, "quy hoạch") == ["t1"]
    office.close()
    assert b"zanzibar" not in files().lower()


@pytest.mark.parametrize(("text", "plain", "marked"), [
    ("1612/UBND-VXNV", "1612 ubnd vxnv", "1612 ubnd vxnv"),
    ("ĐẮK LẮK, Đ\u0103k", "dak lak dak", "đắk lắk đăk"),
    ("hoà\u0300 m² 3G ß", "hoa m 2 3 g ss", "hoà m 3 g ss"),
])
def test_words_are_folded_alike_everywhere(text, plain, marked):
    assert " ".join(folded(text)) == plain
    assert " ".join(spelled(text))[:5] == marked[:5]


def test_what_a_program_without_search_has_read_is_found(office, settings):
    office.correct("a.xlsx", [], [Added("tay-1", "văn bản chưa có", {"text": "Việc thêm"})])
    before = [found(office, words) for words in ("đô thị", "tổng kết")]
    call_command("migrate", "store", "0012", verbosity=0)
    office.close()
    with open_store(settings) as again:
        assert [found(again, words) for words in ("đô thị", "tổng kết")] == before
        assert not apps.get_model("store", "Mark").objects.filter(name="can-lap-chi-muc").exists()

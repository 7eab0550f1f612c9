"""A directive that turns out to be secret leaves nothing behind: also not in workbooks that people changed or kept."""

from concurrent.futures import ThreadPoolExecutor
from shutil import copy

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.errors import InputError, OutputError, SecretDirective, SuspectedSecret
from pipeline.model import Extraction, Head, Party, Source, Task
from pipeline.model.review import REVIEWS
from pipeline.model.task import Evidence
from pipeline.office.hushing import drop_lists, remove, reviews_with
from pipeline.office.ingesting import Work, ingest
from pipeline.office.publishing import publish
from pipeline.office.reviewing import SECRET, review
from pipeline.store import open_store, sha256_of
from pipeline.workbooks.review_values import BASE
from tests.review.conftest import DAY

WORDS = ("Sở Y tế kiểm tra", "lời thêm mật", "việc thêm mật", "trang riêng mật")


@pytest.fixture
def waiting(desk):
    """The workbook of all that waits for a person, with rows of a second directive that is not secret."""
    other = desk.settings.inbox / "b.txt"
    other.write_text("Sở Xây dựng rà soát", "utf-8")
    task = Task("u0", "1", "Sở Xây dựng rà soát", "obligation", (Party("Sở Xây dựng", "Sở Xây dựng"),), (), (), None,
                Evidence(1, 0, 19), 0.5)
    head = Head(number="8/CT-UBND", type="chỉ thị", issuer="UBND tỉnh Lào Cai", issued_on=DAY)
    with open_store(desk.settings) as store:
        store.record(Extraction(Source("b.txt", sha256_of(other), 1, "txt"), "Sở Xây dựng rà soát", head, (), (task,),
                                (), ()), other, "1")
    desk.publish()
    return desk.settings.outputs / REVIEWS / "can-xem.xlsx"


def left(desk):
    """The files with words of the secret directive, in the parts of workbooks too."""
    files = [path for folder in (desk.settings.home, desk.settings.outputs) for path in folder.rglob("*")
             if path.is_file()]
    shown = {path: [str(cell) for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)
                    for cell in row] if path.suffix == ".xlsx" else [path.read_bytes().decode("utf-8", "replace")]
             for path in files}
    return [path.name for path, cells in shown.items() if any(word in cell for word in WORDS for cell in cells)]


def test_what_people_changed_goes_and_the_rest_is_taken_in(desk, waiting):
    desk.edit(("t0", "Ghi chú", WORDS[1]), ("new", "Nội dung nhiệm vụ", WORDS[2]))
    copy(desk.path, desk.path.with_name("ban sao.xlsx"))
    desk.edit(("t1", "Ghi chú", WORDS[1]), ("t0", "Thời hạn", "bao giờ"), ("u0", "Chủ trì", "Sở Tài chính"), path=waiting)
    book = load_workbook(waiting)
    book.create_sheet("Của tôi")["A1"] = WORDS[3]
    book.save(waiting)
    listed = next(desk.settings.outputs.glob("co-quan/so-y-te*/nhiem-vu.xlsx"))
    copy(listed, listed.with_name("nhiem-vu.ban-sua-tay-1.xlsx"))

    def read(path, settings):
        raise SecretDirective("mật") if path == desk.paper else InputError("không đọc", "")

    ingest([desk.paper], desk.settings, work=Work(read, lambda *_: ThreadPoolExecutor(1)))
    found = publish(desk.settings, desk.settings.outputs, DAY)
    assert sorted(one.path.name for one in found.hushed) == ["07-ct-ubnd-ubnd-tinh-lao-cai.xlsx", "ban sao.xlsx",
                                                             "can-xem.xlsx"]
    assert [one.remarks for one in found.hushed] == [(SECRET,)] * 3
    assert [(answer.subject, answer.outcome) for one in found.hushed for answer in one.answers] == [("u0", "taken")]
    assert left(desk) == []
    assert desk.task("u0").lead[0].agency == "Sở Tài chính"
    assert waiting.exists()


def test_a_workbook_that_is_saved_again_afterwards_brings_nothing_back(desk):
    desk.edit(("new", "Nội dung nhiệm vụ", WORDS[2]))
    kept = desk.path.read_bytes()
    with open_store(desk.settings) as store:
        store.fail(desk.paper, SuspectedSecret("nghi"), desk.sha256)
        assert store.secrets() == frozenset()  # until a person has looked at it
        store.fail(desk.paper, SecretDirective("mật"), desk.sha256)
        assert store.secrets() == {desk.sha256}
    desk.publish()
    desk.path.write_bytes(kept)
    (one,) = review([desk.path], desk.settings)
    assert (one.answers, one.batch, one.remarks) == ((), "", (SECRET,))
    desk.publish()
    assert not desk.path.exists()
    assert left(desk) == []


@pytest.mark.parametrize(("place", "shown", "goes"), [
    ("co-quan/a/nhiem-vu.xlsx", "t0", True), ("co-quan/a/nhiem-vu.xlsx", "u0", False), ("tong-hop.xlsx", "t0", True),
    ("theo-ngay/2025-01-01/ra-soat/a.xlsx", "t0", True), ("ra-soat/can-xem.xlsx", "t0", False)])
def test_lists_with_its_ids_go(tmp_path, place, shown, goes):
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.active["B7"] = shown
    book.save(path)
    drop_lists(tmp_path, {"t0"})
    assert path.exists() != goes


def test_pages_calendars_and_kept_rows_beside_such_a_list_go(tmp_path):
    book = Workbook()
    book.active["B7"] = "t0"
    book.save(tmp_path / "nhiem-vu.xlsx")
    beside = [tmp_path / name for name in ("danh-sach.docx", "danh-sach.pdf", "lich.ban-moi.ics", ".tong-hop.dong")]
    own = tmp_path / "ghi-chep.docx"
    for path in (*beside, own):
        path.write_bytes(b"x")
    drop_lists(tmp_path, {"t0"})
    assert [path for path in (*beside, own) if path.exists()] == [own]


def test_a_changed_list_waits_until_what_was_entered_in_it_is_taken_in(tmp_path):
    path = tmp_path / "co-quan" / "a" / "nhiem-vu.xlsx"
    path.parent.mkdir(parents=True)
    book = Workbook()
    book.active["B7"] = "t0"
    book.create_sheet(BASE)
    book.save(path)
    drop_lists(tmp_path, {"t0"})
    assert path.exists()
    assert reviews_with(tmp_path, {"t0"}) == [path]
    assert reviews_with(tmp_path, {"u0"}) == []


def test_what_cannot_be_removed_is_told(tmp_path):
    with pytest.raises(OutputError, match="văn bản mang dấu mật"):
        remove([tmp_path])

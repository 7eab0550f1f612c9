"""What else may become of a file that was handed in."""

import pytest

from pipeline.errors import SeveralDirectives
from pipeline.model.review import Edit
from pipeline.office import ingesting
from pipeline.store import open_store
from pipeline.web.intake.models import Upload
from pipeline.web.roles import CLERK


def one():
    return Upload.objects.get()


def test_a_package_of_several_directives_says_how_many(desk, sign_in, monkeypatch):
    import sys  # noqa: PLC0415  beside its use

    read = sys.modules["pipeline.compose"].extract

    def package(path, settings):
        if path.suffix == ".zip":
            raise SeveralDirectives(path.name, ["a.txt", "b.txt"])
        return read(path, settings)

    def apart(path, settings, folder):
        folder.mkdir(parents=True)
        for number in (7, 8):
            (folder / f"{number}.txt").write_text(f"văn bản {number}", "utf-8")
        return sorted(folder.iterdir())

    monkeypatch.setattr(sys.modules["pipeline.compose"], "extract", package)
    monkeypatch.setattr(ingesting, "split", apart)
    desk.hand_in(("goi.zip", b"PK\x05\x06" + bytes(18)))
    desk.work()
    assert (one().state, one().words) == ("split", "gói có 2 văn bản chỉ đạo, đã tách để tiếp nhận từng văn bản")


def test_what_a_person_took_out_of_the_lists_does_not_come_back(desk, sign_in):
    desk.hand_in(("a.txt", "văn bản 07"))
    desk.work()
    with open_store(desk.settings) as store:
        store.remove(store.find("07/CT-UBND")[0], "Đã bị thu hồi")
    Upload.objects.all().delete()
    desk.hand_in(("b.txt", "văn bản 07"))
    desk.work()
    assert one().state == "removed"
    page = sign_in(CLERK).get("/tiep-nhan/").content.decode()
    assert "đưa ra khỏi danh mục, lý do: Đã bị thu hồi" in page


def test_a_workbook_that_comes_back_says_what_was_taken(desk):
    desk.hand_in(("danh-muc.xlsx", "giả"))
    (desk.inbox / "danh-muc.xlsx").unlink()
    with open_store(desk.settings) as store:
        store.correct("danh-muc.xlsx – Sở Y tế", [(Edit("t1", "status", "", "hoàn thành"), "taken"),
                                                  (Edit("t2", "note", "", "x"), "conflict")], [])
    desk.follow()
    assert (one().state, one().words) == ("book", "bảng sửa gửi trả: nhận 1 chỗ sửa, 1 chỗ hai người cùng sửa")


def test_a_workbook_that_is_refused_says_why(desk):
    desk.hand_in(("danh-muc.xlsx", "giả"))
    (desk.inbox / "danh-muc.xlsx").unlink()
    wrong = desk.inbox.parent / "loi"
    wrong.mkdir()
    (wrong / "danh-muc.xlsx.ghi-chu.txt").write_text("Cột C không nhận được.\nSửa rồi gửi lại.\n", "utf-8")
    desk.follow()
    assert (one().state, one().words, one().advice) == ("failed", "Cột C không nhận được.", "Sửa rồi gửi lại.")


def test_nothing_is_asked_of_the_store_for_files_that_are_done(desk, django_queries):
    desk.hand_in(("a.txt", "văn bản 07"))
    desk.work()
    with django_queries() as asked:
        desk.follow()
    assert len(asked) == 1


def test_many_files_take_few_questions(desk, django_queries):
    desk.hand_in(*((f"{n}.txt", f"văn bản {n}") for n in range(60)))
    with django_queries() as asked:
        desk.follow()
    assert len(asked) <= 5


@pytest.mark.parametrize("name", ["a.txt", "Công văn số 1.txt"])
def test_a_file_of_that_name_alone_can_be_followed(desk, name):
    from pipeline.web.intake.following import follow  # noqa: PLC0415  beside its use

    desk.hand_in((name, "văn bản 07"), ("khac.txt", "văn bản 08"))
    assert follow(desk.settings, name) == []

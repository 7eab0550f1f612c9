"""Files of the inbox end in the folder that says what became of them."""

import errno
from concurrent.futures import ThreadPoolExecutor

import pytest
from office_readers import read

from pipeline.errors import SecretDirective
from pipeline.office import filing, ingest
from pipeline.office.filing import NOTE
from pipeline.office.ingesting import Work
from pipeline.store import open_store
from pipeline.store.clock import today

WORK = Work(read, ThreadPoolExecutor)


@pytest.fixture
def office(settings, drop):
    def run(*paths):
        return ingest(paths or [settings.inbox], settings, work=WORK)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    return run


def tree(settings):
    """All files beside and under the inbox, without the store."""
    root = settings.inbox.parent
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file() and settings.home not in p.parents}


def test_each_file_goes_where_it_belongs(settings, drop, office):
    drop("a.txt", "so: 1")
    drop("con/b.txt", "so: 1")
    drop("c.txt", "loi")
    report = office()
    done = f"da-xu-ly/{today():%Y}/{today():%m}"
    assert tree(settings) == {f"{done}/a.txt", "trung-lap/b.txt", f"trung-lap/b.txt{NOTE}", "loi/c.txt", f"loi/c.txt{NOTE}"}
    assert len(report.filed) == 3
    note = (settings.inbox.parent / f"loi/c.txt{NOTE}").read_text("utf-8")
    assert report.failed[0].message in note
    assert report.failed[0].advice in note
    assert "a.txt" in (settings.inbox.parent / f"trung-lap/b.txt{NOTE}").read_text("utf-8")


def test_a_failure_stays_told_at_its_new_place_and_a_file_put_back_is_tried_again(settings, drop, office):
    drop("c.txt", "loi")
    office()
    office()  # the inbox is empty now
    with open_store(settings) as store:
        assert [row.name for row in store.failures()] == ["c.txt"]
    (settings.inbox.parent / "loi/c.txt").rename(settings.inbox / "c.txt")
    (settings.inbox.parent / f"loi/c.txt{NOTE}").rename(settings.inbox / f"c.txt{NOTE}")
    (settings.inbox / "c.txt").write_text("so: 3", "utf-8")
    assert len(office().new) == 1
    assert not [name for name in tree(settings) if name.endswith(NOTE)]
    with open_store(settings) as store:
        assert store.failures() == ()


def test_a_file_renamed_before_it_is_filed_away_is_no_double_of_itself(settings, drop, office):
    before, after = drop("a.txt", "so: 1"), settings.inbox / "b.txt"
    ingest([settings.inbox], settings, work=WORK, told=lambda _: before.rename(after))
    drop("c.txt", "so: 1")
    office()
    done = f"da-xu-ly/{today():%Y}/{today():%m}"
    assert tree(settings) == {f"{done}/b.txt", "trung-lap/c.txt", f"trung-lap/c.txt{NOTE}"}


def test_names_are_never_written_over(settings, drop, office):
    for number in (1, 2, 3):
        drop("a.txt", f"so: {number}")
        office()
    assert {name.rpartition("/")[2] for name in tree(settings)} == {"a.txt", "a (2).txt", "a (3).txt"}


def test_a_file_named_by_itself_or_outside_the_inbox_stays(settings, drop, office):
    inside, outside = drop("a.txt", "so: 1"), drop("../khac/b.txt", "so: 2")
    office(inside, outside.parent)
    assert inside.exists()
    assert outside.exists()


def test_a_secret_stays_and_is_not_opened_again(settings, drop, office, monkeypatch):
    secret = drop("m.txt", "mat")
    assert [failed.code for failed in office().failed] == ["van-ban-mat"]
    assert secret.exists()
    opened = []
    again = ingest([settings.inbox], settings, work=Work(lambda path, s: opened.append(path), ThreadPoolExecutor))
    assert [failed.code for failed in again.failed] == ["van-ban-mat"]
    assert not opened
    secret.write_text("so: 7", "utf-8")
    assert len(office().new) == 1


def test_a_run_that_ended_before_it_could_move_a_file_is_made_good(settings, drop, office, monkeypatch):
    drop("a.txt", "so: 1")
    monkeypatch.setattr("pipeline.office.ingesting.file_away", lambda *given: ())
    office()
    monkeypatch.undo()
    office()
    assert tree(settings) == {f"da-xu-ly/{today():%Y}/{today():%m}/a.txt"}


@pytest.mark.parametrize("ended", [False, True])
def test_another_copy_gets_its_note_also_after_a_run_that_was_ended(settings, drop, office, monkeypatch, ended):
    drop("a.txt", "so: 1/CT\nmột bản")
    office()
    drop("b.txt", "so: 1/CT\nbản khác hẳn")
    if ended:
        monkeypatch.setattr("pipeline.office.ingesting.file_away", lambda *given: ())
        office()
        monkeypatch.undo()
    office()
    (note,) = settings.inbox.parent.rglob(f"*{NOTE}")
    assert note.name == f"b.txt{NOTE}"
    assert "Là bản khác của văn bản đã có từ tệp “a.txt”" in note.read_text("utf-8")


def test_the_first_of_two_copies_has_no_note_after_a_run_that_was_ended(settings, drop, office, monkeypatch):
    drop("a.txt", "so: 1/CT\nmột bản")
    drop("b.txt", "so: 1/CT\nbản khác hẳn")
    monkeypatch.setattr("pipeline.office.ingesting.file_away", lambda *given: ())
    office()
    monkeypatch.undo()
    office()
    assert [note.name for note in settings.inbox.parent.rglob(f"*{NOTE}")] == [f"b.txt{NOTE}"]


def test_the_half_of_a_secret_is_forgotten_when_the_whole_is_refused(settings, drop, office):
    def read_secrets(path, settings):
        if "MẬT" in path.read_text("utf-8"):
            raise SecretDirective("Có dấu mật.", "Để nguyên tại chỗ.")
        return read(path, settings)

    drop("m.txt", "so: 1/CT\nphần đầu")
    office()
    drop("m.txt", "so: 1/CT\nphần đầu\nMẬT")
    report = ingest([settings.inbox], settings, work=Work(read_secrets, ThreadPoolExecutor))
    assert [failed.code for failed in report.failed] == ["van-ban-mat"]
    with open_store(settings) as store:
        assert store.counts().directives == 0
    assert not [path for path in (settings.home / "originals").rglob("*") if path.is_file()]
    assert tree(settings) == {"inbox/m.txt", "inbox/m (chép dở).txt"}  # the half was filed away; it is given back
    again = ingest([settings.inbox], settings, work=Work(read_nothing, ThreadPoolExecutor))
    assert [failed.code for failed in again.failed] == ["van-ban-mat"] * 2
    assert tree(settings) == {"inbox/m.txt", "inbox/m (chép dở).txt"}


def read_nothing(path, settings):
    raise AssertionError(f"{path.name} was opened again")


def test_a_long_name_gets_its_note(settings, drop, office):
    long = "a" * 251 + ".txt"
    drop(long, "loi")
    office()
    drop(long, "loi")
    office()
    lain = [path.name for path in (settings.inbox.parent / "loi").iterdir()]
    assert len(lain) == 4
    assert sum(name.endswith(NOTE) for name in lain) == 2
    assert not list(settings.inbox.iterdir())


def test_the_whole_file_stands_where_its_half_was_taken_and_filed(settings, drop, office):
    drop("a.txt", "so: 1/CT")
    office()
    drop("a.txt", "so: 1/CT\nphần còn lại")
    report = office()
    assert ([path.name for path in report.new], report.twins) == (["a.txt"], ())
    with open_store(settings) as store:
        (standing,) = store.register(today()).directives
    assert standing.doubts == ()


def test_a_file_that_cannot_be_moved_is_told_and_moved_later(settings, drop, monkeypatch):
    path = drop("a.txt", "loi")

    def refused(file, to):
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(filing, "_rename", refused)
        report = ingest([settings.inbox], settings, work=WORK)
    assert [(one.path, one.reason) for one in report.unfiled] == [(path, "ổ đĩa chỉ cho đọc")]
    assert (report.filed, path.exists()) == ((), True)
    assert not list((settings.inbox.parent / filing.WRONG).iterdir())  # nor a note of what is not there
    with open_store(settings) as store:
        assert store.courses("a.txt")[0].steps[-1].step == "failed"
    assert [one.path for one in ingest([settings.inbox], settings, work=WORK).filed] == [path]


def test_a_copy_whose_filed_copy_was_taken_away_is_filed_again(settings, drop):
    drop("a.txt", "so: 1")
    ingest([settings.inbox], settings, work=WORK)
    for _ in range(3):
        drop("a.txt", "so: 1")
        (filed,) = ingest([settings.inbox], settings, work=WORK).filed
        assert filed.to == settings.inbox.parent / filing.DOUBLE / "a.txt"
        filed.to.unlink()

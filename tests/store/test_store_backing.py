"""Backups: everything goes in and comes back as it was, nothing of a secret is in it, nothing is half done."""

import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from store_samples import HEAD, extraction, put, sha, task

from pipeline.configuration import Configuration
from pipeline.errors import BrokenFile, InputError, OutputError, StoreError, SuspectedSecret
from pipeline.model.review import Added, Edit
from pipeline.office import backing
from pipeline.office.backing import back_up, check, is_backup
from pipeline.office.restoring import restore_all
from pipeline.settings import Settings
from pipeline.store import Amendment, RunCounts, open_store

TODAY = date(2024, 4, 1)


def office(folder):
    """The settings of an office in a folder of its own."""
    folder.mkdir(exist_ok=True)
    settings = Settings(home=folder / "kho", inbox=folder / "inbox", outputs=folder / "outputs",
                        agencies=folder / "co-quan.xlsx", office="UBND tỉnh A")
    file = folder / "chidao.toml"
    return Configuration(settings, folder, file if file.exists() else None, {})


def read(store, inbox, name, content="một", head=HEAD):
    path = put(inbox, name, content)
    store.record(extraction(path, [task(name)], head), path)
    return path


@pytest.fixture
def filled(tmp_path):
    """An office with directives, their copies, what people did, and files beside the store."""
    folder = tmp_path / "một"
    folder.mkdir()
    (folder / "chidao.toml").write_text('office = "UBND tỉnh A"\n', "utf-8")
    configured = office(folder)
    settings = configured.settings
    settings.inbox.mkdir()
    settings.agencies.write_bytes(b"PK danh sach rieng")
    with open_store(settings) as store:
        one = read(store, settings.inbox, "a.pdf")
        read(store, settings.inbox, "a.docx", "bản Word")
        read(store, settings.inbox, "b.pdf", "khác", replace(HEAD, number="08/CT-UBND"))
        store.amend(sha(one), "a.pdf", Amendment(note="đang làm", completed_on=date(2024, 4, 1)))
        store.correct("ra-soat.xlsx", [(Edit("b.pdf", "text", "cũ", "mới"), "taken")],
                      [Added("them-1", sha(one), {"text": "Việc thêm", "verdict": "Thêm"})])
        store.remove(*store.find("08/CT-UBND"), "nhầm")
        store.end_run(store.begin_run(), RunCounts(3, 3))
    (settings.home / "tach-goi" / "ab").mkdir(parents=True)
    (settings.home / "tach-goi" / "ab" / "phan 1.pdf").write_bytes(b"%PDF phan")
    (settings.home / "site.key").write_text("khóa", "utf-8")
    settings.outputs.mkdir()
    (settings.outputs / "tong-hop.xlsx").write_bytes(b"nguoi khac da sua")
    return configured


def told(settings):
    """All that the store says: every row of every table, and the register."""
    with open_store(settings) as store:
        head = store.audit_head()
        with store.one_moment() as moment:
            rows = {name: list(lines) for name, lines in moment.tables()}
        return rows, replace(store.register(TODAY), places={}), head


def originals(settings):
    return {path.name: path.read_bytes() for path in (settings.home / "originals").rglob("*") if path.is_file()}


def test_what_was_saved_comes_back_row_by_row(filled, tmp_path):
    before, register, head = told(filled.settings)
    file, manifest = back_up(filled, tmp_path / "sao.zip")
    assert (manifest.head, manifest.directives, manifest.missing) == (head, 3, ())
    assert file.stat().st_mode & 0o077 == 0
    other = office(tmp_path / "hai")
    done = restore_all(other, file)
    after, again, _ = told(other.settings)
    after["auditentry"], news = after["auditentry"][:head.count], after["auditentry"][head.count:]
    assert {name: after.pop(name) for name in before} == before
    assert not any(after.values())  # the tables of the pages, which were not there yet
    assert [json.loads(line)["what"] for line in news] == ["recover"]
    assert again == register
    assert originals(other.settings) == originals(filled.settings)
    assert (other.settings.home / "tach-goi/ab/phan 1.pdf").read_bytes() == b"%PDF phan"
    assert (tmp_path / "hai/chidao.toml").read_bytes() == (tmp_path / "một/chidao.toml").read_bytes()
    assert other.settings.agencies.read_bytes() == b"PK danh sach rieng"
    assert (other.settings.outputs / "tong-hop.xlsx").read_bytes() == b"nguoi khac da sua"
    assert (done.kept, done.beside, len(done.books)) == (None, (), 1)
    assert not (other.settings.home / "site.key").exists()
    with open_store(other.settings) as store:
        assert store.verify_audit().broken_at == 0
        path = read(store, filled.settings.inbox, "c.pdf", "sau", replace(HEAD, number="09/CT-UBND"))
        assert store.known(sha(path))  # new rows find numbers of their own


def test_it_is_of_one_moment_while_others_write(filled, tmp_path, monkeypatch):
    table, opened = backing._table, []
    inbox = filled.settings.inbox

    def meanwhile(put_in, name, lines):
        if name == "task":
            read(opened[0], inbox, "giua.pdf", "giữa chừng", replace(HEAD, number="10/CT-UBND"))
        return table(put_in, name, lines)

    def kept_open(settings):
        opened.append(open_store(settings))
        return opened[-1]

    monkeypatch.setattr(backing, "_table", meanwhile)
    monkeypatch.setattr(backing, "open_store", kept_open)
    file, manifest = back_up(filled, tmp_path / "sao.zip")
    assert (manifest.directives, manifest.rows["task"], manifest.rows["sourcefile"]) == (3, 3, 3)
    other = office(tmp_path / "hai")
    restore_all(other, file)
    with open_store(other.settings) as store:
        assert store.verify_audit().broken_at == 0
    with open_store(filled.settings) as store:
        assert store.counts().directives == 2


def test_nothing_of_what_is_held_back_is_in_it(filled, tmp_path):
    settings = filled.settings
    with open_store(settings) as store:
        kept = read(store, settings.inbox, "c.pdf", "lời kín", replace(HEAD, number="77/CT-KÍN"))
        store.correct("ra-soat.xlsx", [(Edit("c.pdf", "text", "x", "sửa lời kín"), "taken")], ())
        store.remove(*store.find("77/CT-KÍN"), "lời kín")
        store.fail(kept, SuspectedSecret("Nghi.", "", "nghi có dấu"), sha(kept))
        store.fail(put(settings.inbox, "d.pdf", "kín khác"), SuspectedSecret("Nghi.", "", "nghi"), "d" * 64)
    (settings.home / "tach-goi" / "ab" / "c.pdf").write_bytes(kept.read_bytes())
    with zipfile.ZipFile(settings.outputs / "tong-hop.xlsx", "w") as book:
        book.writestr("xl/sheet.xml", f"lời kín {sha(kept)}")
    file, manifest = back_up(filled, tmp_path / "sao.zip")
    assert (manifest.held, manifest.directives) == (1, 3)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert not [name for name, text in parts.items() if "lời kín" in text or "77/CT" in text]
    assert not [name for name in parts if sha(kept) in name or name.startswith("bang/")]
    assert "nghi có dấu" in parts["kho/failure.jsonl"]  # its name, hash and reason stay
    other = office(tmp_path / "hai")
    restore_all(other, file)
    with open_store(other.settings) as store:
        assert store.counts().directives == 1


@pytest.mark.parametrize("damage", ["cut", "byte", "gone", "more", "rows"])
def test_a_damaged_backup_is_found_out_and_changes_nothing(filled, tmp_path, damage):
    file, _ = back_up(filled, tmp_path / "sao.zip")
    content = file.read_bytes()
    if damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "byte":
        place = content.index(b"ban-goc/") + 100
        file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1:])
    else:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        if damage == "rows":
            parts["kho/task.jsonl"] += b"{}\n"
        elif damage == "gone":
            parts.pop(next(name for name in parts if name.startswith("ban-goc/")))
        else:
            parts["ban-goc/la.pdf"] = b""
        with zipfile.ZipFile(file, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
    with pytest.raises(BrokenFile):
        check(file)
    before = originals(filled.settings)
    with pytest.raises(BrokenFile):
        restore_all(filled, file, over=True)
    assert originals(filled.settings) == before


def test_a_home_with_data_is_not_written_over(filled, tmp_path):
    file, _ = back_up(filled, tmp_path / "sao.zip")
    with pytest.raises(StoreError, match="đã có dữ liệu"):
        restore_all(filled, file)
    with open_store(filled.settings) as store:
        read(store, filled.settings.inbox, "sau.pdf", "sau", replace(HEAD, number="12/CT-UBND"))
    done = restore_all(filled, file, over=True)
    with open_store(filled.settings) as store:
        assert store.counts().files == 3
    with open_store(replace(filled.settings, home=done.kept)) as store:
        assert store.counts().files == 4
    assert (filled.settings.outputs / "tong-hop.xlsx").read_bytes() == b"nguoi khac da sua"
    assert done.books == ()


def test_what_is_there_already_is_kept_and_the_other_put_beside(filled, tmp_path):
    file, _ = back_up(filled, tmp_path / "sao.zip")
    other = office(tmp_path / "hai")
    other.settings.agencies.write_bytes(b"cua toi")
    done = restore_all(other, file)
    assert other.settings.agencies.read_bytes() == b"cua toi"
    assert [path.name for path in done.beside] == ["co-quan.tu-ban-sao-luu.xlsx"]
    assert done.beside[0].read_bytes() == b"PK danh sach rieng"


def test_a_backup_is_whole_or_not_there(filled, tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backing._Archive, "copy", full)
    with pytest.raises(OutputError, match="đĩa đã đầy"):
        back_up(filled, tmp_path / "o-sao-luu" / "sao.zip")
    assert list((tmp_path / "o-sao-luu").iterdir()) == []


def test_a_restore_that_fails_leaves_all_as_it_was(filled, tmp_path, monkeypatch):
    file, _ = back_up(filled, tmp_path / "sao.zip")
    monkeypatch.setattr("pipeline.office.restoring.fill_store", lambda *args: {})
    before = originals(filled.settings)
    with pytest.raises(StoreError, match="chưa thay đổi gì"):
        restore_all(filled, file, over=True)
    assert originals(filled.settings) == before
    assert sorted(path.name for path in (tmp_path / "một").iterdir()) == [
        "chidao.toml", "co-quan.xlsx", "inbox", "kho", "outputs"]


def test_what_turned_out_secret_meanwhile_makes_it_begin_again(filled, tmp_path, monkeypatch):
    answers = iter([frozenset(), frozenset("x"), frozenset("x"), frozenset("x")])
    monkeypatch.setattr("pipeline.store.ledger.Store.held", lambda self: next(answers))
    assert back_up(filled, tmp_path / "sao.zip")[1].directives == 3
    assert list(answers) == []


def test_only_our_files_are_taken_for_backups(filled, tmp_path):
    file, _ = back_up(filled, tmp_path)
    assert (file.parent, is_backup(file)) == (tmp_path, True)
    other = tmp_path / "goi.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("van-ban.pdf", "x")
    assert not is_backup(other)
    assert not is_backup(tmp_path / "không có")
    for wrong in (other, tmp_path / "không có"):
        with pytest.raises(InputError):
            check(wrong)
    with pytest.raises(InputError, match="không ghi đè"):
        back_up(filled, file)

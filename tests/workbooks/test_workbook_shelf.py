"""What is written again, and what is done about workbooks that somebody has open or has changed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from workbook_register import AS_OF, COMMUNES, DIGITAL, FINANCE, HEALTH, INVEST, on, register, task

from pipeline.model import Limit, Party, Register, Sure, TaskRow
from pipeline.model.review import Correction
from pipeline.workbooks import SUMMARY_NAME, publish
from pipeline.workbooks.digests import Digests
from pipeline.workbooks.fitting import content
from pipeline.workbooks.kept_rows import Made, kept_rows
from pipeline.workbooks.lists import agency_lists
from pipeline.workbooks.metrics import _char, line_count
from pipeline.workbooks.progress import task_row
from pipeline.workbooks.shelf import Shelf
from pipeline.workbooks.tasktable import task_cells
from tools.bench import registers

FREE = task(1, INVEST, "1", "Báo cáo", (FINANCE,))
DATED = task(2, DIGITAL, "1", "Rà soát", (HEALTH,), on(AS_OF + timedelta(30), "trong tháng"))


def small(*tasks, as_of=AS_OF) -> Register:
    return Register(as_of, (INVEST, DIGITAL), tasks, (), ())


@pytest.fixture
def outputs(tmp_path):
    """A folder of workbooks; ``outputs(register)`` publishes into it and tells what was written anew."""
    before, whole = {}, ""

    def run(now, taken=()):
        nonlocal before, whole
        there = {path: path.stat().st_ino for path in tmp_path.rglob("*.xlsx")}
        shelf = Shelf(tmp_path, before, whole, "1")
        publish(now, tmp_path, taken, shelf)
        before, whole = shelf.books, shelf.whole
        run.shelf = shelf
        return {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.xlsx")
                if path.stat().st_ino != there.get(path)}

    run.folder = tmp_path
    return run


LISTS = {"co-quan/so-tai-chinh/nhiem-vu.xlsx", "co-quan/so-y-te/nhiem-vu.xlsx"}


def test_only_what_shows_a_changed_task_is_written(outputs):
    assert outputs(small(FREE, DATED)) >= LISTS
    assert outputs(small(FREE, DATED)) == set()
    assert outputs(small(replace(FREE, note="đã đôn đốc"), DATED)) == {
        "co-quan/so-tai-chinh/nhiem-vu.xlsx", "tong-hop.xlsx", "ra-soat/05-ct-ubnd-chu-tich-ubnd-tinh-song-may.xlsx"}


def test_the_next_day_writes_the_lists_that_tell_days(outputs):
    outputs(small(FREE, DATED))
    assert outputs(small(FREE, DATED, as_of=AS_OF + timedelta(1))) == {"co-quan/so-y-te/nhiem-vu.xlsx", "tong-hop.xlsx"}


def test_what_is_not_made_is_not_even_begun(outputs, monkeypatch):
    outputs(register())
    monkeypatch.setattr("pipeline.workbooks.shelf.place", lambda *_, **__: pytest.fail("written again"))
    paths = set(outputs.folder.rglob("*.xlsx"))
    assert outputs(register()) == set()
    assert set(publish(register(), outputs.folder, (), Shelf(outputs.folder, outputs.shelf.books))) == paths


def test_a_workbook_that_is_gone_is_written_again(outputs):
    outputs(small(FREE, DATED))
    (outputs.folder / "co-quan/so-y-te/nhiem-vu.xlsx").unlink()
    assert outputs(small(FREE, DATED)) == {"co-quan/so-y-te/nhiem-vu.xlsx"}


@pytest.mark.parametrize("lock", ["~$nhiem-vu.xlsx", ".~lock.nhiem-vu.xlsx#"])
def test_the_new_list_goes_beside_one_that_is_open(outputs, lock):
    outputs(small(FREE))
    book = outputs.folder / "co-quan/so-tai-chinh/nhiem-vu.xlsx"
    before = book.read_bytes()
    book.with_name(lock).touch()
    now = small(replace(FREE, note="mới"))
    new = book.with_name("nhiem-vu.ban-moi.xlsx")
    assert "co-quan/so-tai-chinh/nhiem-vu.ban-moi.xlsx" in outputs(now)
    assert [(one.path, one.written, one.open) for one in outputs.shelf.beside] == [(book, new, True)]
    assert book.read_bytes() == before
    assert outputs(now) == set()
    assert outputs.shelf.beside
    book.with_name(lock).unlink()
    assert outputs(now) == {"co-quan/so-tai-chinh/nhiem-vu.xlsx"}
    assert not new.exists()


def test_an_open_workbook_that_shows_the_same_is_left(outputs):
    outputs(small(FREE))
    (outputs.folder / "~$tong-hop.xlsx").touch()
    assert outputs(small(FREE)) == set()
    assert not outputs.shelf.beside


@pytest.mark.parametrize("name", ["tong-hop.xlsx", "co-quan/so-tai-chinh/nhiem-vu.xlsx"])
def test_the_new_list_goes_beside_one_that_was_changed(outputs, name):
    outputs(small(FREE))
    path = outputs.folder / name
    book = openpyxl.load_workbook(path)
    book.active["A1"] = "Văn thư ghi thêm"
    book.save(path)
    edited = path.read_bytes()
    for _ in range(2):
        outputs(small(replace(FREE, note="mới")))
        assert [(one.path, one.open) for one in outputs.shelf.beside] == [(path, False)]
        assert path.read_bytes() == edited
        assert openpyxl.load_workbook(outputs.shelf.beside[0].written).active["A1"].value != "Văn thư ghi thêm"


def test_a_workbook_that_nothing_is_known_of_is_compared_and_left(outputs):
    outputs(small(FREE))
    before = {path: path.stat().st_ino for path in outputs.folder.rglob("*.xlsx")}
    publish(small(FREE), outputs.folder)
    assert {path: path.stat().st_ino for path in outputs.folder.rglob("*.xlsx")} == before


OTHER = {"id": "x", "directive": DIGITAL, "clause": "9", "page": 9, "text": "Khác", "modality": "prohibition",
         "lead": (HEALTH,), "support": (COMMUNES,), "deadlines": (Limit("khác", "DATE", due=date(2025, 5, 13)),),
         "product": "Sổ", "confidence": 0.1, "status": "hoàn thành", "completed_on": date(2025, 1, 1), "reply": "1/A",
         "note": "khác", "doubts": ("khác",), "sure": (Sure("lead", 0.2, ("khác",)),), "notices": ("khác",),
         "also": (DATED,), "percent": 5, "replied_on": date(2025, 1, 2), "delay": "khác", "leader_note": "khác",
         "extended_to": date(2025, 9, 9), "extended_by": "2/B"}
UNSHOWN = {"start", "end", "verdict", "corrections", "links", "quote"}


@pytest.mark.parametrize("name", sorted({one.name for one in fields(TaskRow)} - UNSHOWN))
def test_every_field_of_a_task_that_a_list_shows_is_in_its_digest(name):
    digests, other = Digests(AS_OF), replace(FREE, **{name: OTHER[name]})
    assert digests.task(FREE) != digests.task(other)


def test_who_entered_what_is_in_the_digest_of_the_day():
    entered = Correction("x", "percent", "", "5", "vanthu", datetime(2025, 5, 1, 8), "nhiem-vu.xlsx", "1", "taken")
    digests = Digests(AS_OF)
    assert digests.shown(FREE) != digests.shown(replace(FREE, corrections=(entered,)))


def test_what_changes_in_the_frame_of_a_list_is_in_its_digest():
    one = agency_lists(small(FREE))[0]
    digests = Digests(AS_OF)
    for other in (replace(one, name="Sở Khác"), replace(one, before={"Sở Cũ"}), replace(one, folder="khac")):
        assert digests.of_list(one)[1] != digests.of_list(other)[1]
    assert digests.of_list(one)[0] == Digests(AS_OF + timedelta(1)).of_list(one)[0]


def test_a_list_of_an_ended_body_is_written_on_the_day_it_ends(outputs):
    farm = Party("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn",
                 "tinh-lao-cai.so-nong-nghiep-va-phat-trien-nong-thon")
    done = replace(FREE, lead=(farm,), status="hoàn thành", completed_on=date(2025, 1, 2))
    outputs(small(done, as_of=date(2025, 2, 28)))
    assert any("so-nong-nghiep" in name for name in outputs(small(done, as_of=date(2025, 3, 1))))


def test_rows_that_are_taken_over_are_those_that_would_be_made(outputs, tmp_path_factory):
    whole = register()
    outputs(whole)
    changed = replace(whole, tasks=tuple(replace(row, note="mới") if row.id == "t0002" else row for row in whole.tasks),
                      rejected=whole.rejected[1:])
    outputs(changed)
    other = tmp_path_factory.mktemp("anew")
    publish(changed, other)
    for name in (SUMMARY_NAME, *(path.relative_to(other) for path in other.glob("co-quan/*/nhiem-vu.xlsx"))):
        assert (outputs.folder / name).read_bytes() == (other / name).read_bytes()


def test_rows_are_taken_over_and_not_made(outputs, monkeypatch):
    outputs(register())
    made = []
    monkeypatch.setattr("pipeline.workbooks.summary.task_cells", lambda *args: made.append(args) or task_cells(*args))
    outputs(replace(register(), rejected=()))
    assert not made


def test_of_a_list_only_the_rows_are_made_that_show_something_else(outputs, monkeypatch):
    whole = register()
    outputs(whole)
    made = []
    monkeypatch.setattr("pipeline.workbooks.annex.task_row", lambda *args: made.append(args[1].id) or task_row(*args))
    outputs(replace(whole, tasks=tuple(replace(row, note="mới") if row.id == "t0002" else row for row in whole.tasks)))
    assert set(made) == {"t0002"}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:20], lambda data: data[:-7],
                                   lambda data: b"x" * 16 + data[16:]])
def test_kept_rows_that_are_spoilt_are_made_anew(tmp_path, spoil, packed):
    file = tmp_path / "rows"
    for _ in range(2):
        with kept_rows(file, "1", packed=packed) as rows:
            found = rows.get(b"a"), rows.get(b"b")
            rows.keep(b"a", Made(b"<1>", 15.6))
            rows.keep(b"b", Made(b"<3>", 20.0, ((4, "a.pdf#page=2"), (5, "b"))))
    assert found == (Made(b"<1>", 15.6), Made(b"<3>", 20.0, ((4, "a.pdf#page=2"), (5, "b"))))
    file.write_bytes(spoil(file.read_bytes()))
    with kept_rows(file, "1", packed=packed) as rows:
        assert rows.get(b"b") is None


def test_rows_of_another_program_are_not_taken_over(tmp_path):
    with kept_rows(tmp_path / "rows", "1") as rows:
        rows.keep(b"a", Made(b"<1>", 15.6))
    with kept_rows(tmp_path / "rows", "2") as rows:
        assert rows.get(b"a") is None
    assert [path.name for path in tmp_path.iterdir()] == ["rows"]


@pytest.mark.parametrize(("value", "xml"), [
    ("=1+1", ' t="inlineStr"><is><t>=1+1</t></is></c>'), (" a ", ' t="inlineStr"><is><t xml:space="preserve"> a </t>'),
    ("<&>", "<t>&lt;&amp;&gt;</t>"), (None, ' t="n"/>'), (7, "<v>7</v>"), (0.5, "<v>0.5</v>"), ("", ' t="inlineStr"/>'),
    (date(2025, 1, 1), "<v>45658</v>"),
])
def test_a_cell_is_written_as_it_is_meant(value, xml):
    assert xml in content(value, "text 12")
    assert (content("=1", "text 12") == content("1", "text 12").replace("1", "=1")) is False  # it says that it is text


@pytest.mark.parametrize("words", [["một"] * 40, ["a"], ["dài" * 40, "x"], ["", "a", "", "b"], ["rất", "dài" * 30, "nữa"]])
@pytest.mark.parametrize("width", [6.5, 12, 42])
def test_lines_are_filled_word_by_word(words, width):
    text, room = " ".join(words), (width * 7 - 2) / (12 * 96 / 72) * 1000 / 1.02
    used, lines = 0.0, 1
    for word in words:
        wide = sum(map(_char, word))
        step = _char(" ") if used else 0
        if used and used + step + wide > room:
            lines, used, step = lines + 1, 0.0, 0
        broken = max(-int(-wide // room) - 1, 0)
        lines, used = lines + broken, used + step + wide - broken * room
    assert line_count(text, width) == lines


def moved(row: TaskRow, at: int) -> TaskRow:
    """The task with what people enter, so that it stands elsewhere in the lists."""
    done = replace(row, status="hoàn thành", completed_on=AS_OF, reply=f"{at}/BC")
    return (done, replace(row, note="đã đôn đốc"), replace(row, confidence=0.4))[at % 3]


def test_a_publication_after_changes_is_that_of_an_empty_folder(outputs, tmp_path_factory):
    whole = registers.register(300, 12)
    outputs(whole)
    step = len(whole.tasks) // 10
    changed = replace(whole, tasks=tuple(moved(row, i) if i % step == 0 else row for i, row in enumerate(whole.tasks)))
    outputs(changed)
    other = tmp_path_factory.mktemp("anew")
    publish(changed, other, (), Shelf(other, form="1"))
    assert _bytes(outputs.folder) == _bytes(other)


def _bytes(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".ics"}  # a calendar counts the changes of its events

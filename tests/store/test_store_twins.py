"""The same directive as two files: linked, one stands whatever the order, and a person chooses where they differ."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from store_samples import HEAD, extraction, put, sha, task

from pipeline.store import Amendment

TODAY = date(2024, 4, 1)


@pytest.fixture
def files(inbox):
    return put(inbox, "a.docx", "bản Word gốc"), put(inbox, "a-scan.pdf", "bản quét")


def test_a_twin_is_linked_and_named(store, files):
    word, scan = files
    store.record(extraction(word, [task()]), word)
    recorded = store.record(extraction(scan, [task()], text_from="ocr"), scan)
    assert (recorded.kind, recorded.met.name, recorded.met.bond, recorded.met.differences) == ("twin", "a.docx", "copy", 0)
    assert (store.known(sha(scan)).twin_of, store.known(sha(word)).twin_of) == ("a.docx", None)
    (row,) = store.register(TODAY).directives
    assert row.files == ("a.docx", "a-scan.pdf")
    assert row.doubts == ()
    assert len(store.register(TODAY).tasks) == 1
    assert (store.counts().directives, store.counts().twins, store.counts().tasks) == (1, 1, 1)


@pytest.mark.parametrize("unlike", [
    {"number": "08/CT-UBND"}, {"issued_on": date(2024, 3, 6)}, {"issuer": "UBND tỉnh Phú Yên"},
    {"number": None}, {"issued_on": None}, {"issuer": None},
])
def test_only_a_full_equal_identity_makes_a_twin(store, files, unlike):
    word, scan = files
    head = replace(HEAD, **unlike)
    first = HEAD if all(unlike.values()) else head
    store.record(extraction(word, head=first), word)
    assert store.record(extraction(scan, head=head), scan).kind == "new"
    assert len(store.register(TODAY).directives) == 2


@pytest.mark.parametrize(("other", "told"), [
    ([], ("task", "Rà soát phương án chữa cháy", None)),
    ([task(), task("t2", "Việc khác")], ("task", None, "Việc khác")),
    ([task(due=date(2024, 5, 16))], ("deadlines", "15/05/2024", "16/05/2024")),
    ([task(lead="Sở Y tế")], ("lead", "Sở Nội vụ", "Sở Y tế")),
    ([task(text="Rà soát phương án chữa cháy rừng")],
     ("task", "Rà soát phương án chữa cháy", "Rà soát phương án chữa cháy rừng")),
])
def test_a_copy_that_says_something_else_waits_for_a_person(store, files, other, told):
    word, scan = files
    store.record(extraction(word, [task()]), word)
    recorded = store.record(extraction(scan, other, text_from="pdf"), scan)
    register = store.register(TODAY)
    (copies,) = register.copies
    (one,) = copies.differences
    assert (one.field, one.standing, one.other) == told
    assert copies.names == ("a.docx", "a-scan.pdf")
    assert copies.standing == register.directives[0]
    assert recorded.met.differences == 1
    assert register.directives[0].notices == ("Có hai bản, chờ chọn",)
    assert all(row.directive == register.directives[0] for row in register.tasks)
    assert [any("Có hai bản" in doubt for doubt in row.doubts) for row in register.tasks] == [one.id is not None]


def test_what_was_recognised_differs_by_figures_and_not_by_letters(store, files):
    word, scan = files
    store.record(extraction(word, [task(text="Rà soát 12 phương án chữa cháy")]), word)
    store.record(extraction(scan, [task(text="Rà sóat 12 phưong án chữa cháy")], text_from="ocr"), scan)
    assert store.register(TODAY).copies == ()
    store.record(extraction(scan, [task(text="Rà soát 13 phương án chữa cháy")], text_from="ocr"), scan)
    assert len(store.register(TODAY).copies) == 1


def test_a_person_chooses_and_is_asked_again_only_about_another_copy(store, files, inbox):
    word, scan = files
    store.record(extraction(word, [task()]), word)
    store.record(extraction(scan, [task(due=date(2024, 5, 16))], text_from="ocr"), scan)
    store.choose(*store.find("a-scan.pdf"), "bản phát hành lại")
    register = store.register(TODAY)
    assert ([row.due for row in register.tasks], register.copies) == ([date(2024, 5, 16)], ())
    assert register.directives[0].notices == ()
    assert "lý do: bản phát hành lại" in register.directives[0].history[0]
    third = put(inbox, "a-3.docx", "bản thứ ba")
    store.record(extraction(third, [task(due=date(2024, 5, 17))]), third)
    (copies,) = store.register(TODAY).copies
    assert copies.names == ("a-scan.pdf", "a-3.docx")
    store.choose(*store.find("a.docx"), "bản gốc")
    register = store.register(TODAY)
    assert ([row.due for row in register.tasks], register.copies) == ([date(2024, 5, 15)], ())


def test_what_people_entered_goes_along_to_the_chosen_copy(store, files):
    word, scan = files
    store.record(extraction(word, [task(), task("t2", "Việc hai")]), word)
    store.record(extraction(scan, [task(due=date(2024, 5, 16))]), scan)
    store.amend(sha(word), "t1", Amendment(note="đã giao phòng A"))
    store.choose(*store.find("a-scan.pdf"), "bản đúng")
    (row,) = store.register(TODAY).tasks
    assert (row.due, row.note) == (date(2024, 5, 16), "đã giao phòng A")


LONG = "Căn cứ tình hình thực tế, " + " ".join(f"đơn vị thứ {n} rà soát kho số {n}" for n in range(4))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_file_that_says_clearly_more_replaces_the_part(store, inbox, order):
    part, whole = put(inbox, "trang 1.pdf", LONG), put(inbox, "ca tap.pdf", f"{LONG} {LONG}")
    reads = [extraction(part, [task(), task("t2", "Tổ chức trực")]),
             extraction(whole, [task(), task("t2", "Tổ chức trực ban ngày đêm"), task("t3", "Báo cáo kết quả")])]
    met = [store.record(reads[n], (part, whole)[n]).met for n in order][1]
    register = store.register(TODAY)
    assert (len(register.tasks), register.copies) == (3, ())
    assert register.directives[0].history == ("Tệp “trang 1.pdf” chỉ có một phần của văn bản; lấy theo tệp “ca tap.pdf”",)
    assert (met.bond, met.stands) == ("part", order == (0, 1))


def test_more_words_with_another_limit_are_for_a_person_to_choose(store, inbox):
    part, whole = put(inbox, "a.pdf", LONG), put(inbox, "b.pdf", f"{LONG} {LONG}")
    store.record(extraction(part, [task(), task("t2", "Việc hai")]), part)
    store.record(extraction(whole, [task(due=date(2024, 5, 16)), task("t2", "Việc hai")]), whole)
    assert [copies.names for copies in store.register(TODAY).copies] == [("b.pdf", "a.pdf")]


def test_a_comparison_shows_where_words_differ(store, files):
    word, scan = files
    store.record(extraction(word, [task()]), word)
    store.record(extraction(scan, [task()], text_from="ocr"), scan)
    (one,) = store.compare(*store.find("07/CT-UBND"))
    assert (one.bond, one.open, one.copies.differences) == ("copy", False, ())
    assert one.passages == (("bản Word gốc", "bản quét"),)


TEXTS = (LONG, f"{LONG} {LONG}", f"{LONG} rồi báo cáo", "ngắn")
READINGS = st.lists(
    st.tuples(st.sampled_from(TEXTS), st.sampled_from(["docx", "ocr"]), st.sampled_from([15, 16]),
              st.sampled_from([None, "Việc hai"])),
    min_size=2, max_size=3, unique=True,
)


def settled(store, folder, readings):
    """What stands, and what waits, after files were taken in in that order."""
    for text, source, day, more in readings:
        path = put(folder, f"{TEXTS.index(text)}-{source}-{day}-{more}.txt", f"{text}\n{source} {day} {more}")
        tasks = [task(due=date(2024, 5, day)), *([task("t2", more)] if more else [])]
        store.record(extraction(path, tasks, HEAD, source, text=text), path)
    register = store.register(TODAY)
    for path in folder.iterdir():
        store.forget(sha(path))
        path.unlink()
    (row,) = register.directives
    return (row.sha256, [(one.id, one.due, one.doubts) for one in register.tasks], set(row.history), row.notices,
            {(one.names, one.differences) for one in register.copies})


@pytest.mark.database("sqlite")
@given(READINGS, st.randoms())
@hypothesis_settings(max_examples=15, deadline=None, phases=[Phase.generate],
                     suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_arrival_does_not_change_what_stands(store, inbox, readings, random):
    first = settled(store, inbox, readings)
    assert settled(store, inbox, random.sample(readings, len(readings))) == first


def test_line_breaks_and_capitals_are_no_difference(store, files):
    word, scan = files
    store.record(extraction(word, [task(text="Rà soát phương án")]), word)
    store.record(extraction(scan, [task(text="RÀ SOÁT\nphương án;")]), scan)
    assert store.register(TODAY).directives[0].doubts == ()


def test_a_better_reading_parts_files_that_are_no_twins(store, files):
    word, scan = files
    store.record(extraction(word, [task()]), word)
    store.record(extraction(scan, [task()]), scan)
    store.record(extraction(word, [task()], replace(HEAD, number="70/CT-UBND")), word)
    assert len(store.register(TODAY).directives) == 2
    assert store.known(sha(scan)).twin_of is None


def test_a_better_reading_joins_files_and_worked_on_tasks_stand(store, files):
    word, scan = files
    store.record(extraction(word, [task()]), word)
    store.record(extraction(scan, [task()], replace(HEAD, number=None)), scan)
    store.amend(sha(scan), "t1", Amendment(note="đã giao phòng A"))
    store.record(extraction(scan, [task()]), scan)
    register = store.register(TODAY)
    assert [row.note for row in register.tasks] == ["đã giao phòng A"]
    assert register.directives[0].sha256 == sha(scan)
    assert store.known(sha(word)).twin_of == "a-scan.pdf"


def test_forgetting_the_first_lets_the_twin_stand(store, files):
    word, scan = files
    store.record(extraction(word, [task()]), word)
    store.record(extraction(scan, [task()]), scan)
    store.forget(sha(word))
    (row,) = store.register(TODAY).directives
    assert row.sha256 == sha(scan)

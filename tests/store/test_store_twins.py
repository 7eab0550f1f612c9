"""The same directive as two files: linked, the first one's tasks stand, differences are told."""

from dataclasses import replace
from datetime import date

import pytest
from store_samples import HEAD, extraction, put, sha, task

from pipeline.store import Amendment

TODAY = date(2024, 4, 1)


@pytest.fixture
def files(inbox):
    return put(inbox, "a.docx", "bản Word"), put(inbox, "a-scan.pdf", "bản quét")


def test_a_twin_is_linked_and_named(store, files):
    word, scan = files
    store.record(extraction(word, [task()]), word)
    recorded = store.record(extraction(scan, [task()]), scan)
    assert (recorded.kind, recorded.twin_of) == ("twin", "a.docx")
    assert store.known(sha(scan)).twin_of == "a.docx"
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
    ([], "1 nhiệm vụ chỉ có ở “a.docx”"),
    ([task(), task("t2", "Việc khác")], "1 nhiệm vụ chỉ có ở “a-scan.pdf”"),
    ([task(due=date(2024, 5, 16))], "1 nhiệm vụ khác về chủ trì, phối hợp hoặc thời hạn"),
    ([task(lead="Sở Y tế")], "1 nhiệm vụ khác về chủ trì, phối hợp hoặc thời hạn"),
])
def test_a_twin_that_reads_differently_is_told(store, files, other, told):
    word, scan = files
    store.record(extraction(word, [task()]), word)
    store.record(extraction(scan, other), scan)
    register = store.register(TODAY)
    (doubt,) = register.directives[0].doubts
    assert told in doubt
    assert all(row.directive == register.directives[0] for row in register.tasks)


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

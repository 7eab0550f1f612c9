"""Drafts and copies without their number: known by their words, never counted beside what was issued."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from store_samples import HEAD, extraction, put, sha, task

from pipeline.store import Amendment
from pipeline.store.comparing import may_be_alike, sketch

pytestmark = pytest.mark.database("sqlite")  # what words mean is the same on either

TODAY = date(2024, 4, 1)
BODY = ("Thực hiện kế hoạch phòng cháy, chữa cháy rừng mùa khô, Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị rà soát phương "
        "án chữa cháy, bố trí lực lượng trực ban, kiểm tra dụng cụ, sửa chữa đường băng cản lửa và báo cáo kết quả. Sở Nội vụ "
        "theo dõi, đôn đốc, tổng hợp tình hình thực hiện của các đơn vị, gửi Ủy ban nhân dân tỉnh trước ngày cuối tháng. "
        "Kinh phí thực hiện lấy từ nguồn dự toán được giao của từng đơn vị theo quy định của pháp luật về ngân sách.")
UNNUMBERED = replace(HEAD, number=None, issued_on=None)
ISSUED, DRAFT, OLDER = BODY, BODY.replace("trực ban", "thường trực"), BODY.replace("theo dõi", "theo dõi sát")


def take(store, inbox, name, text, head, tasks=None, **more):
    path = put(inbox, name, text)
    return store.record(extraction(path, tasks or [task()], head, text=text, **more), path)


def draft(text):
    return f"SỞ NỘI VỤ\nDự thảo lần 2\nCHỈ THỊ\n{text}"


FILES = {
    "du-thao.docx": (draft(DRAFT), UNNUMBERED, [task(due=date(2024, 5, 20))]),
    "du-thao-cu.docx": (draft(OLDER), UNNUMBERED, [task(due=date(2024, 5, 25))]),
    "ban-hanh.pdf": (ISSUED, HEAD, [task()]),
}


@pytest.mark.parametrize("order", list(permutations(FILES)))
def test_the_issued_form_stands_whatever_the_order(store, inbox, order):
    met = [take(store, inbox, name, *FILES[name]).met for name in order]
    register = store.register(TODAY)
    (row,) = register.directives
    assert (row.sha256, row.head.number) == (sha(inbox / "ban-hanh.pdf"), "07/CT-UBND")
    assert ([one.due for one in register.tasks], register.copies) == ([date(2024, 5, 15)], ())
    assert sorted(row.history) == [
        "Tệp “du-thao-cu.docx” là dự thảo (bản chưa ghi số); lấy theo bản ban hành, tệp “ban-hanh.pdf”",
        "Tệp “du-thao.docx” là dự thảo (bản chưa ghi số); lấy theo bản ban hành, tệp “ban-hanh.pdf”"]
    place = order.index("ban-hanh.pdf")
    assert [one and (one.bond, one.stands) for one in met[place:]] == [
        ("draft", True) if place else None, *[("draft", False)] * (2 - place)]


def test_a_draft_goes_to_the_directive_it_is_most_alike(store, inbox):
    take(store, inbox, "du-thao.docx", draft(DRAFT), UNNUMBERED)
    take(store, inbox, "khac.pdf", f"{ISSUED} Các đơn vị khác thực hiện tương tự.", replace(HEAD, number="08/CT-UBND"))
    assert len(store.register(TODAY).directives) == 1
    take(store, inbox, "ban-hanh.pdf", DRAFT, HEAD)
    rows = {row.head.number: row.history for row in store.register(TODAY).directives}
    assert rows["08/CT-UBND"] == ()
    assert "du-thao.docx" in rows["07/CT-UBND"][0]


@pytest.mark.parametrize("other", [
    {"subject": "phòng cháy rừng quý 2"}, {"issuer": "UBND tỉnh Phú Yên"}, {"type": "kế hoạch"},
])
def test_another_subject_issuer_or_type_is_another_directive(store, inbox, other):
    subject = {"subject": "phòng cháy rừng quý 1"} if "subject" in other else {}
    take(store, inbox, "du-thao.docx", draft(DRAFT), replace(UNNUMBERED, **other))
    take(store, inbox, "ban-hanh.pdf", ISSUED, replace(HEAD, **subject))
    assert len(store.register(TODAY).directives) == 2


def test_other_words_are_another_directive(store, inbox):
    words = BODY.split()
    take(store, inbox, "du-thao.docx", draft(" ".join(words[::2] + words[1::2])), UNNUMBERED)
    take(store, inbox, "ban-hanh.pdf", ISSUED, HEAD)
    assert len(store.register(TODAY).directives) == 2


def test_letters_to_many_without_numbers_are_not_one(store, inbox):
    take(store, inbox, "a.docx", f"Kính gửi: Ủy ban nhân dân huyện A. {BODY}", UNNUMBERED)
    take(store, inbox, "b.docx", f"Kính gửi: Ban Quản lý rừng phòng hộ sông B. {BODY}", UNNUMBERED)
    assert len(store.register(TODAY).directives) == 2


def test_the_same_without_a_number_in_two_formats_is_one(store, inbox):
    take(store, inbox, "a.docx", BODY, UNNUMBERED)
    take(store, inbox, "a.pdf", BODY.replace(", ", ",\n"), UNNUMBERED)
    assert len(store.register(TODAY).directives) == 1


def test_what_people_entered_about_a_draft_goes_along(store, inbox):
    take(store, inbox, "du-thao.docx", *FILES["du-thao.docx"])
    store.amend(sha(inbox / "du-thao.docx"), "t1", Amendment(note="đã giao phòng A"))
    take(store, inbox, "ban-hanh.pdf", *FILES["ban-hanh.pdf"])
    assert [(row.due, row.note) for row in store.register(TODAY).tasks] == [(date(2024, 5, 15), "đã giao phòng A")]


def test_removing_the_issued_form_by_file_lets_the_draft_stand_and_by_number_not(store, inbox):
    for name, given in FILES.items():
        take(store, inbox, name, *given)
    store.remove(*store.find("ban-hanh.pdf"), "nhầm tệp")
    assert store.register(TODAY).directives[0].head.number is None
    store.restore(*store.find("ban-hanh.pdf", removed=True))
    store.remove(*store.find("07/CT-UBND"), "đã bị thu hồi")
    assert store.register(TODAY).directives == ()
    store.restore(*store.find("07/CT-UBND", removed=True))
    (row,) = store.register(TODAY).directives
    assert (row.head.number, len(row.history), store.counts().removed) == ("07/CT-UBND", 2, 0)


def test_a_title_that_speaks_of_a_draft_is_no_draft(store, inbox):
    take(store, inbox, "a.docx", f"CÔNG VĂN\nVề việc góp ý\ndự thảo Nghị định về phòng cháy\n{BODY}", UNNUMBERED)
    take(store, inbox, "b.docx", f"CÔNG VĂN\nVề việc góp ý\ndự thảo Nghị định về phòng cháy\n{BODY} {BODY[:90]}", UNNUMBERED)
    assert len(store.register(TODAY).directives) == 2


def test_a_sketch_keeps_what_may_be_alike_and_drops_what_cannot_be():
    noisy = " ".join(f"{word}x" if n % 9 == 0 else word for n, word in enumerate(BODY.split()))
    turned = " ".join(reversed(BODY.split()))
    assert [may_be_alike(sketch(BODY), sketch(text)) for text in (draft(OLDER), noisy, turned)] == [True, True, False]
    assert may_be_alike(sketch(BODY), [])

"""Doubts about tasks: limits that are past, several limits, leads that were not told."""

from datetime import date

import pytest

from pipeline.model import Discourse, Evidence, Head, Limit, Party, Task
from pipeline.tasks import check_tasks
from tests.tasks.task_papers import paper, run

Y_TE = Party("Sở Y tế", "Sở Y tế", "so-y-te")
NOI_VU = Party("Sở Nội vụ", "Sở Nội vụ", "so-noi-vu")
SO = Party("Các sở, ban, ngành", "các sở, ban, ngành", None, True)
UNKNOWN = Party("KTTH", "KTTH", None)
SIGNED = Head(issued_on=date(2024, 3, 5))


def task(*lead, limits=(), clause="1", text="kiểm tra kho thuốc"):
    return Task("0" * 16, clause, text, "obligation", lead, (), limits, None, Evidence(1, 0, 5), 0.9)


def day(iso):
    return Limit(iso, "DATE", due=date.fromisoformat(iso))


def codes(tasks, head=SIGNED, to=(), recipients=()):
    return [d.code for d in check_tasks(head, Discourse((), (), tuple(to), tuple(recipients)), tuple(tasks))]


@pytest.mark.parametrize(("iso", "past"), [("2024-03-04", True), ("2024-03-05", False), ("2024-03-06", False), ("2023-12-31", True)])
def test_a_limit_before_the_day_of_signing(iso, past):
    assert codes([task(Y_TE, limits=(day(iso),))]) == (["thoi-han-truoc-ngay-ky"] if past else [])


def test_without_a_day_of_signing_nothing_is_past():
    assert codes([task(Y_TE, limits=(day("1999-01-01"),))], head=Head()) == []


def test_the_message_names_clause_words_and_days():
    doubt = check_tasks(SIGNED, Discourse(()), (task(Y_TE, limits=(day("2024-03-04"),), clause="2.a"),))[0]
    assert all(part in doubt.message for part in ("Mục 2.a", "kiểm tra kho thuốc", "04/03/2024", "05/03/2024"))


def test_a_task_without_a_clause_is_named_by_its_words_cut_at_a_word():
    text = "rà soát toàn bộ kho thuốc của các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh"
    doubt = check_tasks(SIGNED, Discourse(()), (task(Y_TE, limits=(day("2024-03-04"),), clause=None, text=text),))[0]
    shown = doubt.message.split("“")[1].split("”")[0]
    assert doubt.message.startswith("Nhiệm vụ “rà soát")
    assert shown.endswith("…")
    assert text[len(shown) - 1] == " "


@pytest.mark.parametrize(("limits", "doubted"), [
    ((day("2024-05-01"), day("2024-06-01")), True),
    ((day("2024-05-01"), day("2024-05-01")), False),
    ((day("2024-05-01"),), False),
    ((day("2024-05-01"), Limit("hằng tháng", "SET", rrule="FREQ=MONTHLY")), False),
    ((day("2024-05-01"), Limit("10 ngày", "DURATION", due=date(2024, 3, 15), value="P10D")), False),
    ((), False),
])
def test_two_last_days_for_one_task(limits, doubted):
    assert codes([task(Y_TE, limits=limits)]) == (["nhieu-thoi-han"] if doubted else [])


def test_a_lead_that_was_not_told():
    assert codes([task(Y_TE)], to=[NOI_VU]) == ["chu-tri-khong-co-trong-noi-nhan"]


@pytest.mark.parametrize(("to", "recipients"), [
    ([Y_TE], []), ([], [Y_TE]), ([NOI_VU], [Y_TE]), ([], []), ([SO], []), ([NOI_VU], [SO]), ([NOI_VU], [UNKNOWN]), ([UNKNOWN], []),
    ([Party("Sở Y tế Lào Cai", "Sở Y tế Lào Cai", "so-y-te-lao-cai")], []),
])
def test_silent_where_the_lead_is_told_or_may_be(to, recipients):
    """A group covers anybody, and shorthand that was not understood may cover anybody too."""
    assert codes([task(Y_TE)], to=to, recipients=recipients) == []


@pytest.mark.parametrize("lead", [(), (SO,), (UNKNOWN,)])
def test_silent_about_groups_and_unknown_leads(lead):
    assert codes([task(*lead)], to=[NOI_VU]) == []


def test_each_body_is_asked_about_once():
    assert codes([task(Y_TE), task(Y_TE, clause="2")], to=[NOI_VU]) == ["chu-tri-khong-co-trong-noi-nhan"]


def doubts_of(body, *recipients, to=("Sở Nội vụ",)):
    tail = ["Nơi nhận:", *(f"- {r};" for r in recipients), "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]
    result = run(paper(body, to=to, tail=tail))
    return [d.code for d in check_tasks(result.head, result.discourse, result.tasks)]


BODY = ["UBND tỉnh yêu cầu:", "1. Sở Y tế kiểm tra kho thuốc trước ngày 01/3/2024."]


def test_unknown_shorthand_in_a_real_list_of_recipients_keeps_it_silent():
    assert doubts_of(BODY, "Như trên", "VPUB: LĐ, KTTH") == ["thoi-han-truoc-ngay-ky"]


def test_a_real_list_of_recipients_without_the_lead_is_doubted():
    assert doubts_of(BODY, "Như trên", "Sở Tài chính") == ["thoi-han-truoc-ngay-ky", "chu-tri-khong-co-trong-noi-nhan"]


def test_a_real_list_of_recipients_with_the_lead_is_not():
    assert doubts_of(BODY, "Như trên", "Sở Y tế") == ["thoi-han-truoc-ngay-ky"]

"""The lists of another day, and what is said when a list moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from pipeline.model import DirectiveRow, Head, Party, Register, TaskRow
from pipeline.office.days import on_day
from pipeline.office.publishing import write


def directive(sha: str, issued_on: date | None, received: date = date(2025, 3, 1)) -> DirectiveRow:
    head = Head(number=f"{sha}/CT-UBND", issuer="UBND tỉnh Lào Cai", issued_on=issued_on)
    return DirectiveRow(sha, (f"{sha}.pdf",), head, datetime(received.year, received.month, received.day), 1, 0)


EARLY, LATE, UNDATED = (directive("1", date(2024, 5, 3)), directive("2", date(2025, 6, 1)),
                        directive("3", None, date(2025, 5, 1)))
FARM = Party("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn", "tinh-lao-cai.so-nong-nghiep-va-phat-trien-nong-thon")
HEALTH = Party("Sở Y tế", "Sở Y tế", "tinh-lao-cai.so-y-te")


def task(number: int, source: DirectiveRow, lead: Party, done: date | None = None) -> TaskRow:
    row = TaskRow(f"t{number}", source, None, 1, "Báo cáo", "obligation", (lead,), (), (), None, 0.9)
    return replace(row, status="hoàn thành", completed_on=done, reply="1/BC") if done else row


def register(as_of: date) -> Register:
    tasks = (task(1, EARLY, FARM), task(2, EARLY, HEALTH, date(2025, 5, 20)), task(3, LATE, HEALTH), task(4, UNDATED, FARM))
    return Register(as_of, (EARLY, LATE, UNDATED), tasks, (), ())


def test_what_came_or_was_done_later_is_not_there_yet():
    then = on_day(register(date(2025, 5, 10)))
    assert [row.sha256 for row in then.directives] == ["1", "3"]
    assert [(row.id, row.status, row.reply) for row in then.tasks] == [
        ("t1", "chưa hoàn thành", None), ("t2", "chưa hoàn thành", None), ("t4", "chưa hoàn thành", None)]
    assert on_day(register(date(2025, 5, 20))).tasks[1].status == "hoàn thành"
    assert on_day(register(date(2026, 1, 1))) == register(date(2026, 1, 1))


def test_a_list_that_moved_is_told_with_its_new_name(tmp_path):
    open_one = (task(1, EARLY, FARM),)
    before, after = (Register(day, (EARLY,), open_one, (), ()) for day in (date(2025, 2, 1), date(2025, 4, 1)))
    assert write(tmp_path, tmp_path / "outputs", before).changes.moved == ()
    found = write(tmp_path, tmp_path / "outputs", after).changes
    assert found.moved == (("Sở Nông nghiệp và Phát triển nông thôn tỉnh Lào Cai",
                            ("Sở Nông nghiệp và Môi trường tỉnh Lào Cai",)),)
    assert found.gone == ()


def test_a_list_that_has_no_task_any_more_is_gone_and_not_moved(tmp_path):
    day = date(2025, 2, 1)
    write(tmp_path, tmp_path / "outputs", Register(day, (EARLY,), (task(1, EARLY, FARM), task(2, EARLY, HEALTH)), (), ()))
    found = write(tmp_path, tmp_path / "outputs", Register(day, (EARLY,), (task(2, EARLY, HEALTH),), (), ())).changes
    assert (found.gone, found.moved) == (("Sở Nông nghiệp và Phát triển nông thôn tỉnh Lào Cai",), ())

"""The chain of the samples: 09/CT-TTg → 1051/UBND-VXNV → 1612/UBND-VXNV, and 33/CĐ-TTg beside it."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline import workbooks
from pipeline.compose import extract
from pipeline.settings import Settings
from pipeline.store import open_store

SAMPLES = Path("corpus/samples")
NAMES = ("ct-09-ct-ttg-2024", "cv-1051-ubnd-vxnv-2024", "cd-33-cd-ttg-2024", "cv-1612-ubnd-vxnv-2024")
ORDERS = ((0, 1, 2, 3), (3, 2, 1, 0), (3, 0, 2, 1), (1, 3, 0, 2), (2, 0, 3, 1), (0, 3, 1, 2))
AS_OF = date(2024, 5, 1)
LEFT_OUT = {"id", "directive_id", "task_id", "agency_id", "received_at", "arrived_at"}
"""Columns that count or date arrivals."""


@pytest.fixture(scope="module")
def extractions():
    return [(path, extract(path)) for name in NAMES for path in [SAMPLES / f"{name}.docx"]]


def taken(extractions, order, folder):
    """Register, content of the store and cells of all workbooks after the files came in that order."""
    with open_store(Settings(home=folder / "home")) as store:
        for place in order:
            path, extraction = extractions[place]
            store.record(extraction, path)
        register, content = store.register(AS_OF), rows_of_the_store()
    paths = workbooks.publish(register, folder / "outputs")
    return register, content, {path.relative_to(folder): cells(path) for path in paths}


def rows_of_the_store():
    from pipeline.store import models  # noqa: PLC0415  needs an open store
    tables = (models.Directive, models.Task, models.TaskParty, models.Deadline, models.Citation, models.RejectedSegment, models.Agency)
    return {table.__name__: sorted(repr({name: value for name, value in row.items() if name not in LEFT_OUT})
                                   for row in table.objects.values()) for table in tables}


def cells(path):
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in load_workbook(path)}


@pytest.fixture(scope="module")
def first(extractions, tmp_path_factory):
    return taken(extractions, ORDERS[0], tmp_path_factory.mktemp("first"))


@pytest.mark.parametrize("order", ORDERS[1:])
def test_the_order_of_arrival_changes_neither_store_nor_workbooks(extractions, first, order, tmp_path):
    _, content, books = taken(extractions, order, tmp_path)
    assert content == first[1]
    assert books == first[2]


def tasks(register, number, clause):
    return [task for task in register.tasks if task.directive.head.number == number and task.clause == clause]


def test_clause_2_shows_the_limits_of_the_first_directive_with_their_way(first):
    way = "09/CT-TTg → 1051/UBND-VXNV → 1612/UBND-VXNV"
    limits = [limit for task in tasks(first[0], "1612/UBND-VXNV", "2") for limit in task.deadlines]
    assert [(limit.due, limit.inherited_from) for limit in limits] == [
        (date(2024, 9, 30), "09/CT-TTg, điểm b khoản 1"), (date(2024, 12, 31), "09/CT-TTg, điểm b khoản 1")]
    assert all(limit.origin.rule.startswith(way) for limit in limits)
    sheet = first[2][Path("outputs/co-quan/cac-so-ban-nganh-tinh-ninh-thuan/nhiem-vu.xlsx")]["Danh mục nhiệm vụ"]
    told = [row for row in sheet if row[1] == "1612/UBND-VXNV" and row[19] and way in row[19]]
    assert [row[6].date() for row in told] == [date(2024, 9, 30), date(2024, 12, 31)]
    assert {row[21] for row in told} == {"“chậm nhất trong tháng 9 năm 2024” (theo 09/CT-TTg, điểm b khoản 1)",
                                         "“chậm nhất trong tháng 12 năm 2024” (theo 09/CT-TTg, điểm b khoản 1)"}


def test_clause_1_shows_the_tasks_of_the_cited_clauses(first):
    task = tasks(first[0], "1612/UBND-VXNV", "1")[0]
    link = next(link for link in task.links if link.target.number == "33/CĐ-TTg")
    wanted = [one for clause in ("1.a", "1.b", "1.c", "1.d", "1.đ", "5.a", "5.b") for one in tasks(first[0], "33/CĐ-TTg", clause)]
    assert list(link.tasks) == wanted
    sheet = first[2][Path("outputs/co-quan/cac-so-ban-nganh-tinh-ninh-thuan/nhiem-vu.xlsx")]["Chuỗi văn bản"]
    shown = [row[7] for row in sheet if row[1] == "1612/UBND-VXNV" and row[5] == "Công điện số 33/CĐ-TTg ngày 07/04/2024"]
    assert [text for text in shown if text] == [one.text for one in wanted]


def test_what_has_no_limit_above_gets_none(first):
    inherited = {(task.directive.head.number, task.clause) for task in first[0].tasks
                 if any(limit.origin and limit.origin.kind == "chain" for limit in task.deadlines)}
    assert inherited == {("33/CĐ-TTg", "1.a"), ("1051/UBND-VXNV", "1"), ("1612/UBND-VXNV", "2")}


def test_what_is_missing_is_told_in_the_sheet(extractions, tmp_path):
    _, _, books = taken(extractions, (3,), tmp_path)
    graph = {row[6]: row[10] for row in books[Path("outputs/tong-hop.xlsx")]["Chuỗi văn bản"]}
    assert graph["33/CĐ-TTg"] == "Chưa có trong hệ thống"
    notes = [row[19] for row in books[Path("outputs/co-quan/cac-so-ban-nganh-tinh-ninh-thuan/nhiem-vu.xlsx")]["Danh mục nhiệm vụ"] if row[19]]
    assert "Thực hiện khoản 1, khoản 5 33/CĐ-TTg: văn bản chưa có trong hệ thống" in notes


def test_lists_that_were_only_saved_bring_nothing_back(first, tmp_path):
    lists = [path for path in workbooks.publish(first[0], tmp_path) if path.name == "nhiem-vu.xlsx"]
    for path in lists:
        load_workbook(path).save(path)
    brought = [workbooks.read_back(path) for path in lists]
    assert len(brought) > 10
    assert not [one for one in brought if one.edits or one.refused or one.remarks or one.beside]

"""What comes down a chain of directives stands on the review page as in the workbooks."""

from datetime import date
from pathlib import Path

from pipeline.compose import extract
from pipeline.office.page_review import values_of
from pipeline.settings import Settings
from pipeline.store import open_store

SAMPLES = Path("corpus/samples")
NAMES = ("ct-09-ct-ttg-2024", "cv-1051-ubnd-vxnv-2024", "cd-33-cd-ttg-2024", "cv-1612-ubnd-vxnv-2024")


def test_a_sheet_has_the_rows_of_the_register(tmp_path):
    with open_store(Settings(home=tmp_path)) as store:
        for name in NAMES:
            store.record(extract(SAMPLES / f"{name}.docx"), SAMPLES / f"{name}.docx")
        rows = list(store.register(date(2024, 5, 1)).rows())
        sheets = [store.sheet(sha256) for sha256 in {row.directive.sha256 for row in rows}]
    told = {(row.id, row.deadlines): values_of(row) for row in rows}
    assert {(row.id, row.deadlines): values_of(row) for sheet in sheets for row in sheet.tasks} == told
    assert [limit.inherited_from for row in rows if row.directive.head.number == "1612/UBND-VXNV"
            for limit in row.deadlines]
    assert len(told) == len(rows)

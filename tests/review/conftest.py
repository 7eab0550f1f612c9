from datetime import date

import pytest
from openpyxl import load_workbook

from pipeline.model import Evidence, Extraction, Head, Limit, Party, Rejected, Source, Task
from pipeline.model.review import REVIEWS
from pipeline.office.publishing import publish
from pipeline.office.reviewing import changed_workbooks, review
from pipeline.settings import Settings
from pipeline.store import open_store, sha256_of
from pipeline.workbooks.review_values import ID, SHEET

DAY = date(2025, 3, 5)
WORDS = ("Sở Y tế kiểm tra bếp ăn", "Sở Nội vụ lập danh sách", "Công an tỉnh báo cáo kết quả")


LEADS = ("Sở Y tế", "Sở Nội vụ", "Công an tỉnh")


class Desk:
    """An office with one directive of three tasks, t0 to t2, and its review workbook."""

    def __init__(self, folder):
        self.settings = Settings(home=folder / "home", inbox=folder / "inbox", outputs=folder / "outputs")
        self.settings.inbox.mkdir()
        self.paper = self.settings.inbox / "a.txt"
        self.paper.write_text("\n".join(WORDS), "utf-8")
        self.sha256 = sha256_of(self.paper)
        self.read(tasks(WORDS))
        self.publish()

    def read(self, found, version="1"):
        head = Head(number="07/CT-UBND", type="chỉ thị", issuer="UBND tỉnh Lào Cai", issued_on=DAY, subject="Về bếp ăn")
        made = Extraction(Source("a.txt", self.sha256, 1, "txt"), "\n".join(WORDS), head, (), found,
                          (Rejected("Đoạn bỏ lại", "Nêu tình hình", "boi-canh", "3"),), ())
        with open_store(self.settings) as store:
            store.record(made, self.paper, version)

    def publish(self, taken=()):
        publish(self.settings, self.settings.outputs, DAY, taken)

    @property
    def path(self):
        return self.settings.outputs / REVIEWS / "07-ct-ubnd-ubnd-tinh-lao-cai.xlsx"

    def lists(self, folder):
        """How many agencies have a list in a folder whose name begins so."""
        return len(list(self.settings.outputs.glob(f"co-quan/{folder}*/nhiem-vu.xlsx")))

    def register(self):
        with open_store(self.settings) as store:
            return store.register(DAY)

    def task(self, subject):
        register = self.register()
        return next(one for one in (*register.tasks, *register.dropped) if one.id == subject)

    def edit(self, *changes, path=None, sheet=SHEET):
        """Type into cells: (id of the row, title of the column, value); a new row for an id that is not there."""
        book = load_workbook(path or self.path)
        page = book[sheet]
        for subject, title, value in changes:
            row, titles = _row(page, subject)
            cell = page.cell(row, titles[title])
            cell.value = value
        book.save(path or self.path)

    def take(self, **options):
        """Take in what was changed, and write the workbooks anew."""
        found = changed_workbooks(self.settings.outputs)
        reviews = review(found, self.settings, **options)
        if not options.get("trial") and not any(one.refused for one in reviews):
            self.publish(found)
        return reviews


def tasks(words):
    text = "\n".join(WORDS)
    return tuple(
        Task(f"t{n}", str(n + 1), line, "obligation", (Party(lead, lead),), (),
             (Limit("trong tháng 4", "DATE", due=date(2025, 4, 30)),), None,
             Evidence(1, text.index(line[:20]), text.index(line[:20]) + len(line)), 0.6)
        for n, (line, lead) in enumerate(zip(words, LEADS, strict=True)))


def _row(page, subject):
    rows = list(page.iter_rows())
    at = next(n for n, row in enumerate(rows) if any(cell.value in (ID, "Trường", "Là nhiệm vụ") for cell in row))
    titles = {str(cell.value): cell.column for cell in rows[at] if cell.value}
    for row in rows[at + 1:]:
        if subject in [cell.value for cell in row]:
            return row[0].row, titles
    last = max(row[0].row for row in rows if any(cell.value for cell in row))
    return last + (subject == "new"), titles


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)

from dataclasses import dataclass
from pathlib import Path

import pytest
from tracker_papers import DAY, WORDS, book

from pipeline.model import Evidence, Extraction, Head, Party, Source, Task
from pipeline.model.review import Edit
from pipeline.office.importing import plan, write
from pipeline.settings import Settings
from pipeline.store import open_store, sha256_of


@dataclass
class Desk:
    """An office with a store of its own."""

    folder: Path

    def __post_init__(self):
        self.settings = Settings(home=self.folder / "home", inbox=self.folder / "inbox", outputs=self.folder / "outputs")

    def arrive(self, number="07/CT-UBND", day=DAY, words=WORDS):
        paper = self.folder / f"{number.replace('/', '-')}-{day}.txt"
        paper.write_text("\n".join(words), "utf-8")
        sha256 = sha256_of(paper)
        tasks = tuple(Task(f"{sha256[:6]}-{n}", str(n), text, "obligation", (Party("Sở Y tế", "Sở Y tế"),), (), (), None,
                           Evidence(1, 0, 1), 0.9) for n, text in enumerate(words, 1))
        head = Head(number=number, type="chỉ thị", issuer="UBND tỉnh Lào Cai", issued_on=day)
        with open_store(self.settings) as store:
            store.record(Extraction(Source(paper.name, sha256, 1, "txt"), "\n".join(words), head, (), tasks, (), ()), paper)
        return sha256

    def take(self, *rows, name="theo-doi.xlsx", head=("TT", "Số, ký hiệu", "Nội dung nhiệm vụ", "Chủ trì", "Thời hạn", "Tình trạng", "Ghi chú")):
        path = book(self.folder / name, ([head, *rows],))
        with open_store(self.settings) as store:
            planned = plan(path, self.settings, store)
            self.batch = write(planned, store)
        return planned

    def edit(self, subject, cell, after):
        with open_store(self.settings) as store:
            store.correct("ra-soat.xlsx", [(Edit(subject, cell, "", after), "taken")], [])

    def undo(self):
        with open_store(self.settings) as store:
            return store.undo()

    @property
    def register(self):
        with open_store(self.settings) as store:
            return store.register(DAY)

    def task(self, text):
        return next(one for one in self.register.tasks if one.text == text)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)

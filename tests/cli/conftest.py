import hashlib
import os
import sys
import types
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from pipeline import workbooks
from pipeline.cli.app import app
from pipeline.errors import BrokenFile, SecretDirective, SuspectedSecret
from pipeline.model import Doubt, Evidence, Extraction, Head, Limit, Party, Receipt, Rejected, Signer, Source, Task
from pipeline.office import ingesting, working
from pipeline.releases import is_released
from pipeline.store.clock import today
from pipeline.workbooks.digests import Digests
from pipeline.workbooks.lists import agency_lists


def read(path, settings):
    """Stands in for the pipeline: the first word of a file says what becomes of it."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("hỏng"):
        raise BrokenFile(f"Tệp “{path.name}” bị hỏng.", "Xin lại tệp từ nơi gửi.")
    if text.startswith("nghi") and not is_released(settings.home, hashlib.sha256(path.read_bytes()).hexdigest()):
        raise SuspectedSecret(f"Tệp “{path.name}” bị tạm giữ.", "Xem lại.", "nghi có dấu")
    if text.startswith("mật"):
        raise SecretDirective("Có dấu mật.", "Để nguyên tại chỗ.")
    if text.startswith("lỗi"):
        raise RuntimeError("a defect nobody foresaw")
    return reading(path, text)


def reading(path, text):
    due = today() + timedelta(days=int(text.split()[1])) if text.startswith("hạn") else date(2024, 5, 15)
    limits = (Limit("trước hạn", "DATE", due=due), Limit("hằng tháng", "SET", rrule="FREQ=MONTHLY"))
    lead, support = Party("Sở Nội vụ", "Sở Nội vụ"), Party("Công an tỉnh", "Công an tỉnh")
    tasks = (
        Task("t1", "1.a", "Rà soát [bold]phương án[/bold] chữa cháy", "obligation", (lead,), (support,), limits, None,
             Evidence(2, 0, 10), 0.91),
        Task("t2", None, "đốt nương trong mùa khô", "prohibition", (), (), (), None, Evidence(None, None, None), 0.42),
    )
    issuer = "UBND tỉnh B" if "tỉnh B" in text else "UBND tỉnh A"
    head = Head(f"{text.split()[-1]}/CT-UBND", "chỉ thị", issuer, None, date(2024, 3, 5), "phòng cháy rừng",
                "khẩn", None, ("Sở A", "Sở B", "Sở C", "Sở D", "Sở E"), (), Signer("Nguyễn Văn A", "Chủ tịch", "TM."), Receipt("918", None))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Extraction(Source(path.name, sha256, 3, "txt"), text, head, (), () if "không" in text else tasks,
                      (Rejected("Tình hình phức tạp", "Nêu tình hình", "boi-canh"),),
                      (Doubt("ngay", "Ngày ban hành khó đọc."),))


@pytest.fixture
def pipeline_stub(monkeypatch):
    stub = types.ModuleType("pipeline.compose")
    stub.extract = read
    monkeypatch.setitem(sys.modules, "pipeline.compose", stub)
    # worker processes would find the real pipeline
    for module in (working, ingesting):
        monkeypatch.setattr(module, "process_pool", lambda workers, *more: ThreadPoolExecutor(workers))


@pytest.fixture
def books(monkeypatch):
    """Stands in for the workbooks: writes one file and keeps the register it was given."""
    given = []

    def publish(register, outputs, taken=(), shelf=None, pictures=None):
        given.append(register)
        if shelf is not None:
            digests = Digests(register.as_of)
            shelf.lists = {one.name: digests.of_list(one)[0] for one in agency_lists(register)}
        outputs.mkdir(parents=True, exist_ok=True)
        (outputs / "tong-hop.xlsx").write_bytes(b"")
        return [outputs / "tong-hop.xlsx"]

    monkeypatch.setattr(workbooks, "publish", publish)
    return given


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty working folder of an office with a store of its own."""
    (tmp_path / "chidao.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHIDAO_HOME", str(tmp_path / "kho"))
    return tmp_path


@pytest.fixture
def write(place):
    def put(name, content):
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        os.utime(path, (path.stat().st_mtime - 60,) * 2)
        return path
    return put


@pytest.fixture
def chidao(place):
    def call(*args):
        return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="chidao")
    return call

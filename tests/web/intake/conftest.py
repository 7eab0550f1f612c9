"""An office whose reading is stood in for: the first word of a file says what becomes of it."""

import hashlib
import os
import sys
import threading
import types
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile

from pipeline.errors import BrokenFile, SecretDirective, SuspectedSecret
from pipeline.model import Doubt, Evidence, Extraction, Head, Party, Source, Task
from pipeline.office import attending, incomplete, picturing, working
from pipeline.office.listening import Listener
from pipeline.office.watching import Desk, Folder, Waker
from pipeline.releases import is_released
from pipeline.web.intake import following, keeper
from pipeline.web.roles import CLERK

PNG = (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00"
       b"\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82")


def read(path, settings):
    text = path.read_bytes().decode("utf-8", "replace")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if text.startswith("hỏng"):
        raise BrokenFile(f"{path.name}: tệp bị hỏng.", "Xin lại tệp từ nơi gửi.")
    if text.startswith("nghi") and not is_released(settings.home, sha256):
        raise SuspectedSecret(f"Tệp “{path.name}” bị tạm giữ.", "Xem lại.", "nghi có dấu độ mật “MẬT” ở trang 1")
    if text.startswith("mật"):
        raise SecretDirective("Có dấu mật.", "Để nguyên tại chỗ.", "dấu độ mật “MẬT” ở trang 1")
    if text.startswith("lỗi"):
        raise RuntimeError("a defect nobody foresaw")
    scanned = text.startswith("quét")
    party = Party("Sở Y tế", "Sở Y tế", "so-y-te")
    tasks = tuple(Task(f"{sha256[:8]}-{n}", str(n), f"Việc {n} của văn bản", "obligation", (party,) if n > 1 else (), (), (),
                       None, Evidence(1, 0, 5), 0.95) for n in range(1, 4))
    head = Head(None if scanned else f"{text.split()[-1]}/CT-UBND", "chỉ thị", "UBND tỉnh Lào Cai", "Lào Cai",
                None if scanned else date(2026, 3, 5), "phòng cháy rừng")
    return Extraction(Source(path.name, sha256, 1, "ocr" if scanned else "txt"), text, head, (), tasks, (),
                      (Doubt("ngay", "Ngày ban hành khó đọc."),))


@pytest.fixture
def reading(monkeypatch):
    """Reading in threads, by ``read``; nothing is waited for."""
    stub = types.ModuleType("pipeline.compose")
    stub.extract = read
    monkeypatch.setitem(sys.modules, "pipeline.compose", stub)
    monkeypatch.setattr(working, "process_pool", lambda workers, *more: ThreadPoolExecutor(workers))
    monkeypatch.setattr(incomplete, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(attending, "publish", lambda *_: SimpleNamespace(beside=(), hushed=(), changes=None))
    monkeypatch.setattr(picturing, "top_of", lambda path, settings: PNG)


@pytest.fixture
def desk(office, reading, sign_in):
    """Hands files in as a clerk (or as ``role``) and lets the program read them."""
    settings = office.settings
    settings.inbox.mkdir(parents=True, exist_ok=True)
    folder = Folder([settings.inbox.absolute()], settings)
    attendant = attending.Attendant(folder, Desk(settings.outputs), Waker([], False), settings, Listener(), 0.1)

    def hand_in(*files, role=CLERK, **more):
        given = [SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text) for name, text in files]
        return sign_in(role).post("/tiep-nhan/gui", {"files": given, "whole": "1"}, headers={"Accept": "application/json"}, **more)

    def work():
        attendant.step()
        assert attendant.trouble == ""
        return following.follow(settings)

    return SimpleNamespace(hand_in=hand_in, work=work, follow=lambda: following.follow(settings), settings=settings,
                           inbox=settings.inbox, home=office.home)


@pytest.fixture
def kept(office, reading, monkeypatch):
    """The process beside the pages, in a thread of this one."""
    monkeypatch.setattr(keeper, "FOLLOW_EVERY", 0.1)
    ended = Event()
    thread = threading.Thread(target=keeper.keep, args=(office.settings, ended))
    mask = os.umask(0o077)
    thread.start()
    yield
    ended.set()
    thread.join(30)
    os.umask(mask)
    assert not thread.is_alive()


@pytest.fixture
def settings_of_django(monkeypatch):
    """Sets settings of Django for a test."""
    return lambda **values: [monkeypatch.setattr(django_settings, name, value) for name, value in values.items()]


def holding(words, *folders):
    """The files under the folders in which these bytes stand."""
    return [path for folder in folders for path in Path(folder).rglob("*") if path.is_file() and words in path.read_bytes()]

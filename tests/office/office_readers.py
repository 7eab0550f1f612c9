"""Stand-ins for the pipeline, importable by worker processes: a text file says what becomes of it.

Its first line is ``so: 07/CT-UBND`` (a directive with that number), ``loi``, ``mat``, ``hong`` (a defect),
``chet`` (the process dies), ``khac`` (the content changes while it is read), ``ngu: FILE`` (starts a program, writes
its id into FILE, leaves a temporary file and never ends), ``phinh`` (takes memory at once), ``phinh cham`` (bit by
bit), ``om: 200`` (reads as number 200 and keeps as many MB for good), ``trang: 3`` (tells three pages)
or ``cuc bo`` (a result that does not pickle).
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from pipeline import paging
from pipeline.errors import BrokenFile, SecretDirective
from pipeline.model import Evidence, Extraction, Head, Limit, Party, Source, Task

_KEPT = []


def read(path, settings):
    text = path.read_text(encoding="utf-8")
    word, _, rest = text.partition("\n")[0].partition(":")
    if word == "loi":
        raise BrokenFile(f"Tệp “{path.name}” bị hỏng.", "Xin lại tệp.")
    if word == "mat":
        raise SecretDirective("Nội dung mật lộ ra đây.")
    if word == "hong":
        raise RuntimeError("a defect")
    if word == "chet":
        os._exit(1)
    if word in _BEFORE:
        _BEFORE[word](rest.strip())
    if word == "cuc bo":
        return lambda: None
    if word.startswith("phinh"):
        swell(word == "phinh")
    if word == "khac":
        path.write_text("so: 1/CT\nđổi rồi", encoding="utf-8")
    return extraction(path, text, rest.strip())


def keep(megabytes):
    _KEPT.append(bytearray(int(megabytes) << 20))


def tell_pages(count):
    paging.SELDOM = 0.0
    for number in range(int(count)):
        paging.at("picture", number + 1, int(count))


def sleep(told):
    """Starts a program in a session of its own, as LibreOffice is started, and waits for ever."""
    tempfile.mkdtemp()
    told = Path(told)
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    with subprocess.Popen(command, start_new_session=True) as process:
        part = told.with_suffix(".part")
        part.write_text(str(process.pid))
        part.rename(told)
        process.wait()


_BEFORE = {"ngu": sleep, "om": keep, "trang": tell_pages}
"""What is done before the file is read after all."""


def swell(at_once):
    held = []
    while True:
        held.append(bytearray(2 << 30 if at_once else 8 << 20))
        time.sleep(0.02)


def read_shifted(path, settings):
    """Another version of the program: the limit is a day later."""
    return extraction(path, path.read_text(encoding="utf-8"), "1/CT", date(2024, 5, 16))


def extraction(path, text, number, due=date(2024, 5, 15)):
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    task = Task("t1", "1", text, "obligation", (Party("Bộ Nội vụ", "Bộ Nội vụ", "bo-noi-vu"),), (),
                (Limit("hạn", "DATE", due=due),), None, Evidence(1, 0, len(text)), 0.9)
    head = Head(number=number or None, issuer="UBND tỉnh A", issued_on=date(2024, 3, 1))
    return Extraction(Source(path.name, sha256, 1, "txt"), text, head, (), (task,), (), ())

"""How long it takes until the page has told of many files that were handed in at once:
``python -m tools.bench.handing [FILES]``.

The real server runs in an office of its own; files are short letters as text, sent two at a time as the page does.
Printed are the seconds until all are sent and until all are told, how long the list takes to answer meanwhile, the
memory of the server and of what it started, and the load of the machine before and after.
"""

from __future__ import annotations

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil

from .cluster import small

FILES = 200
AT_A_TIME = 2
ROOT = Path(__file__).resolve().parents[2]
_NAME, _PASSWORD = "vanthu", "Mua-xuan-2026-lao-cai"
_ACCOUNT = f"""
from pipeline.configuration import load
from pipeline.web.config import prepare
settings = load().settings
prepare(settings)
from pipeline.web.accounts import people
people.add(settings, {_NAME!r}, "van-thu", (), {_PASSWORD!r})
"""
_BOUNDARY = "----chidao"
Figures = dict[str, Any]


class Browser:
    """Somebody who has signed in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.post("/dang-nhap/", urlencode({"username": _NAME, "password": _PASSWORD,
                                            "csrfmiddlewaretoken": self.token("/dang-nhap/")}).encode(),
                  "application/x-www-form-urlencoded")
        self._token = self.token("/tiep-nhan/")

    def get(self, path: str) -> tuple[int, str]:
        """Status and body."""
        with self._opener.open(self.address + path, timeout=60) as answer:
            return answer.status, answer.read().decode()

    def token(self, path: str) -> str:
        """The token of the forms on a page."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[1])
        return found[1] if found else ""

    def post(self, path: str, body: bytes, kind: str) -> str:
        """The body of the answer."""
        request = urllib.request.Request(self.address + path, body, {
            "Content-Type": kind, "Accept": "application/json", "Referer": self.address + path})
        with self._opener.open(request, timeout=120) as answer:
            return str(answer.read().decode())

    def send(self, file: Path) -> None:
        """Hand a file in."""
        fields = [('name="csrfmiddlewaretoken"', self._token.encode()),
                  (f'name="files"; filename="{file.name}"', file.read_bytes()), ('name="whole"', b"1")]
        body = b"".join(b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (
            _BOUNDARY.encode(), name.encode(), value) for name, value in fields)
        answer = self.post("/tiep-nhan/gui", body + f"--{_BOUNDARY}--\r\n".encode(),
                           f"multipart/form-data; boundary={_BOUNDARY}")
        if json.loads(answer)["files"][0]["state"] != "waiting":
            raise RuntimeError(answer)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The pages of an empty office in that folder: their address and the process of the server."""
    (folder / "chidao.toml").write_text("", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CHIDAO_HOME": str(folder / "kho")}
    subprocess.run([sys.executable, "-c", _ACCOUNT], cwd=folder, env=environment, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipeline.cli", "web", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        yield f"http://127.0.0.1:{port}", psutil.Process(server.pid)
        server.terminate()


def measure(count: int, folder: Path) -> Figures:
    """The figures for so many files."""
    (folder / "tep").mkdir()
    files = small(folder / "tep", count)
    before = os.getloadavg()
    with served(folder) as (address, server):
        browser = Browser(address)
        began, asked, told, most = time.monotonic(), [], 0, 0.0
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            sending = [pool.submit(browser.send, file) for file in files]
            sent = 0.0
            while told < count:
                since = time.monotonic()
                page = browser.get("/tiep-nhan/danh-sach")[1]
                asked.append(time.monotonic() - since)
                told = len(re.findall(r'<li class="(?!waiting)', page))
                if not sent and all(one.done() for one in sending):
                    sent = time.monotonic() - began
                    for one in sending:
                        one.result()
                most = max(most, _memory(server))
                time.sleep(1)
        done, worked = time.monotonic() - began, _worked(server)
        taken = len(re.findall(r'<li class="taken', page))
    return {"files": count, "taken": taken, "sent_seconds": round(sent, 1), "told_seconds": round(done, 1),
            "cpu_seconds": round(worked),
            "list_ms_median": round(1000 * statistics.median(asked)), "list_ms_most": round(1000 * max(asked)),
            "memory_mb": round(most / 2**20), "cores": os.cpu_count(),
            "load_before": [round(one, 1) for one in before], "load_after": [round(one, 1) for one in os.getloadavg()]}


def _worked(server: psutil.Process) -> float:
    """Seconds that the processors worked for the server and all it started."""
    total = 0.0
    for one in (server, *server.children(recursive=True)):
        try:
            used = one.cpu_times()
            total += used.user + used.system + used.children_user + used.children_system
        except psutil.Error:
            continue
    return total


def _memory(server: psutil.Process) -> float:
    """Bytes that belong to the server and all it started alone."""
    total = 0.0
    for one in (server, *server.children(recursive=True)):
        try:
            total += one.memory_full_info().uss
        except psutil.Error:
            continue
    return total


def main() -> int:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(count, Path(folder))
    print(json.dumps(figures, ensure_ascii=False))
    return 0 if figures["taken"] == count else 1


if __name__ == "__main__":
    sys.exit(main())

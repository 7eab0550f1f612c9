"""The server as it runs in an office: its own process, on an address of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from web_samples import HEALTH, record, task

from pipeline.cli.serving import serve_pages
from pipeline.errors import InputError
from pipeline.store import open_store
from pipeline.web import projecting
from pipeline.web.models import Duty


def until(told, seconds=60):
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not told():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.2)


@contextmanager
def running(office, port):
    (office.home / "chidao.toml").write_text(
        f'office = "UBND tỉnh Lào Cai"\nhome = "{office.home}"\nagencies = "{office.settings.agencies}"\n', "utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "web", "--port", str(port)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with (office.home / "out").open("w") as out, subprocess.Popen(command, cwd=office.home, env=env, stdout=out,
                                                                  stderr=out) as server:
        try:
            until(lambda: "Trang web:" in (office.home / "out").read_text("utf-8"))
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(30) == 0


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def test_the_server_answers_and_its_lists_follow_what_others_write(office):
    port = free_port()
    with running(office, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert answer.read() == b"ok\n"
        with open_store(office.settings) as store:
            record(store, office.home, "09/CT-UBND", (task("z1", "Mua thuốc", HEALTH, 2),))
            until(lambda: projecting.is_current(office.settings))
        assert Duty.objects.filter(task="z1").exists()
    assert "Traceback" not in (office.home / "out").read_text("utf-8")


def test_an_address_that_is_taken_is_told(office):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match="chương trình khác"):
            serve_pages(office.settings, "127.0.0.1", taken.getsockname()[1], 2)

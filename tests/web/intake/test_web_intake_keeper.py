"""The process beside the pages: it goes on whatever happens to it, and ends when it should."""

import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import psutil
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from intake_samples import holding

from pipeline.office.attendance import attended
from pipeline.web.intake import keeper
from pipeline.web.intake.models import Upload
from pipeline.web.roles import CLERK

WAIT = 150  # seconds, on a busy machine
ATTEND = ("import sys; from pathlib import Path; from pipeline.office.attendance import attended\n"
          "with attended(Path(sys.argv[1])) as only: print(only, flush=True); sys.stdin.read(1)")


def until(condition):
    end = time.monotonic() + WAIT
    while not (found := condition()):
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)
    return found


def children():
    """The processes of the intake that this one started."""
    found = []
    for one in psutil.Process().children():
        try:
            if "intake.keeper" in " ".join(one.cmdline()):
                found.append(one)
        except psutil.Error:
            continue
    return found


def is_attended(settings):
    """Whether somebody is at the inbox, asked in another process."""
    ask = "import sys; from pathlib import Path; from pipeline.office.attendance import attendant; print(attendant(Path(sys.argv[1])))"
    done = subprocess.run([sys.executable, "-c", ask, str(settings.home)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_files_are_taken_in_and_followed_by_themselves(desk, kept):
    desk.hand_in(("a.txt", "văn bản 07"), ("mat.txt", "mật"), ("hong.txt", "hỏng"))
    until(lambda: not Upload.objects.filter(state="waiting").exists())
    assert dict(Upload.objects.values_list("name", "state")) == {"a.txt": "taken", "mat.txt": "secret", "hong.txt": "failed"}
    assert [path for path in desk.inbox.iterdir() if path.is_file()] == []


@pytest.mark.timeout(300)
def test_where_a_watch_is_at_the_inbox_it_only_follows(desk, monkeypatch, request):
    monkeypatch.setattr(keeper, "_OTHER_EVERY", 0.2)
    with subprocess.Popen([sys.executable, "-c", ATTEND, str(desk.home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as watch:
        assert watch.stdout.readline() == b"True\n"
        request.getfixturevalue("kept")
        desk.hand_in(("a.txt", "văn bản 07"))
        time.sleep(2)
        assert (desk.inbox / "a.txt").exists()
        assert Upload.objects.get().state == "waiting"
        watch.stdin.close()
        watch.wait(WAIT)
    until(lambda: Upload.objects.get().state == "taken")


def test_a_defect_in_following_is_written_down_once_and_does_not_end_it(desk, monkeypatch, request):
    from pipeline.web.intake import following  # noqa: PLC0415  beside its use

    real, failed = following.follow, []
    monkeypatch.setattr(following, "follow", lambda *given: failed.append(1) or 1 / 0 if len(failed) < 2 else real(*given))
    request.getfixturevalue("kept")
    desk.hand_in(("a.txt", "văn bản 07"))
    until(lambda: Upload.objects.get().state == "taken")
    (log,) = (desk.home / "log").glob("*.log")
    assert log.read_text("utf-8").count("ZeroDivisionError") == 1


@pytest.mark.timeout(300)
def test_the_process_is_started_again_when_it_is_killed_and_ends_for_good(office, monkeypatch):
    monkeypatch.setattr(keeper, "_FIRST", 0.1)
    kept = keeper.Keeping(office.settings)
    kept.start()
    until(lambda: is_attended(office.settings))
    (first,) = children()
    first.kill()
    (second,) = until(lambda: [one for one in children() if one.pid != first.pid])
    until(lambda: str(second.pid) in is_attended(office.settings))
    kept.stop()
    assert children() == []
    assert is_attended(office.settings) == ""
    with attended(office.settings.home) as only:
        assert only


@pytest.mark.timeout(300)
def test_the_process_ends_with_the_server_however_that_ends(office):
    start = ("import pickle, sys, time\n"
             "from pipeline.web.intake.keeper import Keeping\n"
             "settings = pickle.load(sys.stdin.buffer)\n"
             "Keeping(settings).start(); time.sleep(600)")
    import pickle  # noqa: PLC0415  beside its use

    with subprocess.Popen([sys.executable, "-c", start], stdin=subprocess.PIPE) as server:
        pickle.dump(office.settings, server.stdin)
        server.stdin.close()
        until(lambda: is_attended(office.settings))
        family = psutil.Process(server.pid).children(recursive=True)
        os.kill(server.pid, signal.SIGKILL)
    gone, alive = psutil.wait_procs(family, timeout=WAIT)
    assert (len(gone) > 0, alive) == (True, [])
    assert is_attended(office.settings) == ""


def test_what_people_type_reaches_the_lists_without_a_file_arriving(desk, kept, sign_in, monkeypatch):
    desk.hand_in(("quet.pdf", "quét công văn"))
    until(lambda: Upload.objects.get().state == "taken")
    published = []
    monkeypatch.setattr("pipeline.office.attending.publish", lambda *given: published.append(given) or SimpleNamespace(
        beside=(), hushed=(), changes=None))
    address = f"/tiep-nhan/tep/{Upload.objects.get().pk}/ghi"
    sign_in(CLERK).post(address, {"cell": "number", "value": "15/KH-UBND"})
    until(lambda: published)


@pytest.mark.timeout(300)
def test_no_byte_of_a_secret_file_stays_when_the_program_itself_reads_it(office, sign_in, tmp_path, monkeypatch):
    sign = "CHU-KY-RIENG-9902"
    temporary = tmp_path / "tam"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    office.settings.inbox.mkdir()
    paper = (f"ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 12/UBND-NC\nTỐI MẬT\nLào Cai, ngày 05 tháng 3 năm 2026\n"
             f"1. Sở Y tế chủ trì {sign} trước ngày 30/4/2026.\n")
    plain = paper.replace("TỐI MẬT\n", "").replace(sign, "kiểm tra")
    secret = paper + "chữ thêm\n" * 10_000
    given = {"files": [SimpleUploadedFile("ke-hoach.txt", secret.encode()), SimpleUploadedFile("thuong.txt", plain.encode())],
             "whole": "1"}
    kept = keeper.Keeping(office.settings)
    kept.start()
    try:
        sign_in(CLERK).post("/tiep-nhan/gui", given)
        until(lambda: not Upload.objects.filter(state="waiting").exists())
    finally:
        kept.stop()
    assert dict(Upload.objects.values_list("name", "state")) == {"ke-hoach.txt": "secret", "thuong.txt": "taken"}
    assert holding(sign.encode(), tmp_path) == []
    assert holding("kiểm tra".encode(), office.home)

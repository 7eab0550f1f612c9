"""The operator's log: what happened is in it, no word of a document is."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from django.db.utils import OperationalError
from office_readers import read

from pipeline import compose
from pipeline.errors import BrokenFile, SecretDirective, StoreError
from pipeline.office import ingest, publish
from pipeline.office.cluster.pool import BACK, GONE, WAIT
from pipeline.office.ingesting import Work
from pipeline.office.logbook import note, noted_machines
from pipeline.store import outage, waiting

WORD = "Zungvexa"
TODAY = date(2024, 5, 1)


def lines(settings):
    return [json.loads(line) for line in (settings.home / "log/chidao.jsonl").read_text("utf-8").splitlines()]


def events(settings):
    return [line["event"] for line in lines(settings)]


def talkative(path, settings):
    """Reads like the pipeline, and quotes the file in every error."""
    text = path.read_text("utf-8")
    if text.startswith("hong"):
        content = text[5:]
        raise RuntimeError(f"unexpected {content}")
    if text.startswith("loi"):
        raise BrokenFile(f"Tệp “{path.name}” có “{text}”.", f"Xem {text}.")
    if text.startswith("mat"):
        raise SecretDirective(f"Có dấu mật ở “{text}”.", text)
    return read(path, settings)


def work(settings, drop):
    for name, text in ((f"a {WORD}.txt", f"so: 1/CT\nSở {WORD} báo cáo {WORD}."), (f"b {WORD}.txt", f"hong {WORD}"),
                       (f"c {WORD}.txt", f"loi {WORD}"), (f"d {WORD}.txt", f"mat {WORD}"), (f"e {WORD}.json", WORD)):
        drop(name, text)
    ingest([settings.inbox], settings, work=Work(talkative, ThreadPoolExecutor))
    publish(settings, settings.outputs, TODAY)


def test_no_word_and_no_name_of_a_file_is_in_any_log(settings, drop):
    work(settings, drop)
    logs = [path for path in (settings.home / "log").rglob("*") if path.is_file()]
    assert len(logs) == 2  # the log, and the trace of the defect for whoever mends it
    for path in logs:
        assert WORD not in path.read_text("utf-8")
    assert WORD in "".join(str(path) for path in settings.inbox.parent.rglob("*"))  # it was there to be seen


def test_it_tells_runs_fates_failures_and_publications(settings, drop):
    work(settings, drop)
    told = lines(settings)
    assert [one["event"] for one in told] == ["run-started", "file", "file", "defect", "file", "file", "file",
                                              "run-ended", "published"]
    content = f"hong {WORD}".encode()
    (defect,) = [one for one in told if one["event"] == "defect"]
    assert (defect["sha256"], defect["code"], defect["level"]) == (sha256(content).hexdigest(), "loi-chuong-trinh", "error")
    assert defect["trace"][-1] == "RuntimeError"
    assert any(place.startswith("pipeline/office/working.py:") and place.endswith(" attempt") for place in defect["trace"])
    files = {one["kind"] + one.get("code", ""): one for one in told if one["event"] == "file"}
    assert set(files) == {"skipped", "new", "failedtep-hong", "failedloi-chuong-trinh", "failed" + SecretDirective.code}
    assert files["new"]["file"] == files["new"]["sha256"][:12]
    ended, published = told[-2], told[-1]
    assert (ended["new"], ended["failed"], ended["seen"]) == (1, 3, 4)
    assert published["written"] > 0
    assert published["as_of"] == "2024-05-01"
    assert all("at" in one and one["pid"] for one in told)


def test_names_of_files_stand_in_it_where_the_office_says_so(settings, drop):
    work(replace(settings, log_names=True), drop)
    assert f"a {WORD}.txt" in {one.get("file") for one in lines(settings)}


def test_a_run_with_nothing_new_writes_three_lines_however_many_files_lie_there(settings, drop, tmp_path):
    folder = tmp_path / "kho-giay"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(f"so: {n}/CT", "utf-8")
        drop(f"{n}.tmp", "")
    for _ in range(2):
        ingest([folder], settings, work=Work(read, ThreadPoolExecutor))
        publish(settings, settings.outputs, TODAY)
    again = ["run-started", "run-ended", "published"]
    assert events(settings) == ["run-started", *(["file"] * 5), "run-ended", "published", *again]
    assert lines(settings)[-2]["known"] == 5


def test_a_run_that_breaks_off_says_by_what(settings, drop):
    def broken(*given):
        raise StoreError(f"Kho hỏng ở {WORD}.", "")

    drop("a.txt", "so: 1/CT")
    with pytest.raises(StoreError):
        ingest([settings.inbox], settings, progress=broken, work=Work(read, ThreadPoolExecutor))
    last = lines(settings)[-1]
    assert (last["event"], last["code"]) == ("run-broken", StoreError.code)


def test_what_has_another_form_than_its_field_is_left_out(settings):
    note(settings, "file", kind=f"là {WORD}", sha256=WORD, code=f"{WORD} x", tasks=WORD, seconds=WORD, who=f"{WORD}\n",
         stages={WORD: 1, "reading": WORD}, trace=f'File "/x/pipeline/a.py", line 3, in f\n    call("{WORD}")\nError: {WORD}')
    (line,) = lines(settings)
    assert WORD not in json.dumps(line)
    assert line["trace"] == ["pipeline/a.py:3 f"]
    with pytest.raises(KeyError):
        note(settings, "file", text=WORD)


def test_the_log_is_rotated_by_its_size_and_so_many_stay(settings):
    small = replace(settings, log_bytes=400, log_files=2)
    for n in range(40):
        note(small, "run-ended", seen=n)
    names = sorted(path.name for path in (settings.home / "log").iterdir())
    assert names == ["chidao.jsonl", "chidao.jsonl.1", "chidao.jsonl.2"]
    assert lines(settings)[-1]["seen"] == 39
    (settings.home / "log/chidao.jsonl").rename(settings.home / "log/cu")  # as logrotate does it
    note(small, "run-ended", seen=40)
    assert [one["seen"] for one in lines(settings)] == [40]


def test_a_log_that_cannot_be_written_stops_nothing(settings, drop):
    settings.home.mkdir(parents=True)
    (settings.home / "log").write_text("a file in the way")
    drop("a.txt", "so: 1/CT")
    assert len(ingest([settings.inbox], settings, work=Work(read, ThreadPoolExecutor)).new) == 1


def test_the_database_and_the_cluster_that_go_away_and_come_back_are_told(settings, drop, monkeypatch):
    drop("a.txt", "so: 1/CT")
    ingest([settings.inbox], settings, work=Work(read, ThreadPoolExecutor))
    tries = iter((OperationalError("database is locked"), None))
    monkeypatch.setattr(outage.time, "sleep", lambda seconds: None)

    def act():
        if error := next(tries):
            raise error

    outage.lasting(act)
    said = []
    hear = noted_machines(settings, said.append)
    for told in (WAIT.format(GONE.format("tcp://10.0.0.5:8786"), 300), BACK, "Đường truyền không mã hóa."):
        hear(told)
    assert len(said) == 3
    assert events(settings)[-5:] == ["database-away", "database-back", "cluster-away", "cluster-back", "cluster-warned"]
    waiting.log_to(lambda event: None)


def test_a_reading_tells_the_seconds_of_its_stages(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("ỦY BAN NHÂN DÂN TỈNH A\nSố: 5/UBND-VX\n\n1. Sở Y tế báo cáo trước ngày 30/4/2025.\n", "utf-8")
    took = dict(compose.extract(path).took)
    assert list(took) == ["reading", "structure", "language", "tasks"]
    assert all(seconds >= 0 for seconds in took.values())

"""Which files are taken, which are passed over with a word, and which are left for the next run."""

import os
import subprocess
import sys
import threading
import time

import pytest

from pipeline.errors import InputError
from pipeline.office import collecting
from pipeline.office.collecting import collect
from pipeline.office.incomplete import split_incomplete


def names(files):
    return [file.name for file in files]


def test_folders_are_walked_in_order_and_other_files_named(settings, drop):
    for name in ("b.pdf", "sub/c.DOCX", "a.doc", "z.rtf", "scan.jpg", "gold.json", "x.xyz"):
        drop(name, name)
    collected = collect([settings.inbox], settings)
    assert names(collected.files) == ["a.doc", "b.pdf", "scan.jpg", "z.rtf", "c.DOCX"]
    assert {s.path.name: s.reason for s in collected.skipped} == dict.fromkeys(
        ("gold.json", "x.xyz"), "không phải định dạng văn bản chỉ đạo")


@pytest.mark.parametrize(("name", "word"), [
    ("~$x.docx", "tạm"), (".x.pdf", "ẩn"), ("x.pdf.part", "chưa chép xong"), ("x.crdownload", "đang tải"),
    ("x.docx~", "tạm"), ("Thumbs.db", "hệ thống"),
])
def test_hidden_temporary_and_unfinished_files_are_passed_over_with_a_word(settings, drop, name, word):
    path = drop(name, "x")
    for given in (settings.inbox, path):
        collected = collect([given], settings)
        assert collected.files == ()
        assert word in collected.skipped[0].reason


def test_what_keeps_an_empty_inbox_in_the_repository_is_no_dropped_file(settings, drop):
    drop(".gitkeep", "")
    assert collect([settings.inbox], settings).skipped == ()


def test_a_file_named_itself_is_taken_whatever_its_suffix(settings, drop):
    assert names(collect([drop("x.xyz", "x")], settings).files) == ["x.xyz"]


def test_a_file_given_twice_is_taken_once(settings, drop):
    path = drop("a.pdf", "x")
    assert names(collect([settings.inbox, path], settings).files) == ["a.pdf"]


def test_the_programs_own_folders_are_passed_over(settings, drop, tmp_path):
    drop("a.pdf", "x")
    for folder in (settings.home, settings.outputs, tmp_path / ".hidden"):
        folder.mkdir()
        (folder / "b.pdf").write_text("x")
    assert names(collect([tmp_path], settings).files) == ["a.pdf"]


def test_a_path_that_is_not_there_is_an_input_error(settings):
    with pytest.raises(InputError) as caught:
        collect([settings.inbox], settings)
    assert caught.value.advice


def test_a_file_that_grows_is_postponed_and_a_settled_one_is_not_waited_for(settings, drop):
    old, grows, rests = drop("a.pdf", "x"), drop("b.pdf", "x"), drop("c.pdf", "x")
    for file in (grows, rests):
        os.utime(file)
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        grows.write_text("xy")

    assert split_incomplete([old, grows, rests], pause) == ([old, rests], [grows])
    assert len(pauses) == 1
    assert split_incomplete([old], pause) == ([old], [])
    assert len(pauses) == 1


def test_a_file_from_the_future_is_only_looked_at_twice(settings, drop):
    path = drop("a.pdf", "x")
    os.utime(path, (time.time() + 86400,) * 2)
    assert split_incomplete([path], lambda _: None) == ([path], [])


def test_what_is_no_plain_file_is_named_and_never_opened(settings, drop, tmp_path):
    drop("a.pdf", "x")
    outside = tmp_path / "outside.pdf"
    outside.write_text("x")
    os.mkfifo(settings.inbox / "b.pdf")
    for name, leads_to in (("c.pdf", outside), ("d.pdf", tmp_path / "gone.pdf"), ("e.pdf", settings.inbox / "a.pdf"),
                           ("f.pdf", settings.inbox / "f.pdf"), ("g", tmp_path)):
        (settings.inbox / name).symlink_to(leads_to)
    collected = collect([settings.inbox], settings)
    assert names(collected.files) == ["a.pdf", "e.pdf"]
    assert {one.path.name: one.reason for one in collected.skipped} == {
        "b.pdf": collecting.NO_FILE, "c.pdf": collecting.LEADS_OUT, "d.pdf": collecting.LEADS_NOWHERE,
        "f.pdf": collecting.LEADS_NOWHERE, "g": collecting.LINKED_FOLDER}
    assert names(collect([settings.inbox / "c.pdf"], settings).files) == ["c.pdf"]
    assert collect([settings.inbox / "b.pdf"], settings).files == ()


@pytest.mark.parametrize(("name", "content", "whole"), [
    ("a.pdf", "%PDF-1.4 x", False), ("a.pdf", "%PDF-1.4 x %%EOF\n", True), ("a.pdf", "no PDF", True),
    ("a.docx", "PK\x03\x04 x", False), ("a.ZIP", "PK\x03\x04 x PK\x05\x06", True), ("a.txt", "%PDF", True),
])
def test_a_young_file_without_its_end_is_postponed_until_it_is_old(drop, name, content, whole):
    path = drop(name, content)
    assert split_incomplete([path]) == (([path], []) if whole else ([], [path]))
    os.utime(path, (time.time() - 3600,) * 2)
    assert split_incomplete([path]) == ([path], [])


def test_a_file_that_a_program_holds_open_for_writing_or_locked_is_postponed_until_it_lets_go(drop):
    path = drop("a.txt", "x")
    with path.open("a", encoding="utf-8"):
        assert split_incomplete([path]) == ([], [path])
    assert split_incomplete([path]) == ([path], [])
    hold = ("import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX); "
            "print(flush=True); sys.stdin.read()")
    with subprocess.Popen([sys.executable, "-c", hold, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        assert split_incomplete([path]) == ([], [path])
        other.stdin.close()
    assert split_incomplete([path]) == ([path], [])


def test_a_slow_writer_is_waited_for_and_its_whole_file_taken(drop):
    path = drop("a.pdf", "%PDF-1.4")
    begun = threading.Event()

    def write():
        with path.open("ab", buffering=0) as out:
            for part in (b" one", b" two", b" three", b"\n%%EOF\n"):
                out.write(part)
                begun.set()
                time.sleep(0.5)

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(5)
    assert split_incomplete([path]) == ([], [path])
    writer.join()
    assert split_incomplete([path]) == ([path], [])

"""``chidao status FILE``: where a document is, what happened to it, what is to be done."""

import json

import pytest

from pipeline.cli.fates import line
from pipeline.configuration import load
from pipeline.office.fates import Fate
from pipeline.store import open_store
from pipeline.store.locking import LOCK

pytestmark = pytest.mark.usefixtures("pipeline_stub", "books")


def test_a_document_by_name_path_and_content(chidao, write, place):
    write("corpus/inbox/a.txt", "văn bản 07")
    assert chidao("run").exit_code == 0
    told = chidao("status", "a.txt")
    assert told.exit_code == 0
    assert "a.txt · Chỉ thị số 07/CT-UBND ngày 05/03/2024 của UBND tỉnh A · SHA-256 " in told.stdout
    assert "Hiện nay: đã lập danh mục từ " in told.stdout
    for words in ("đã đến, chờ đọc", "đã ghi vào kho", "đã chuyển khỏi thư mục tiếp nhận", "Việc cần làm: Không cần làm gì."):
        assert words in told.stdout
    assert "/da-xu-ly/" in told.stdout
    content = told.stdout.partition("SHA-256 ")[2].split()[0]
    assert chidao("status", content).stdout == chidao("status", "corpus/inbox/a.txt").stdout == told.stdout
    assert "Các bước: 1 đã lập danh mục (xem một tệp: chidao status TỆP)." in chidao("status").stdout
    assert json.loads(chidao("status", "--json").stdout)["steps"] == {
        "waiting": 0, "reading": 0, "written": 0, "filed": 0, "published": 1, "failed": 0, "cut": 0}


def test_what_failed_says_why_and_what_to_do(chidao, write):
    write("corpus/inbox/c.txt", "hỏng")
    chidao("run")
    told = chidao("status", "c.txt").stdout
    assert "Hiện nay: không xử lý được, tệp đã để riêng từ " in told
    assert "Lý do: Tệp “c.txt” bị hỏng." in told
    assert "Việc cần làm: Xin lại tệp từ nơi gửi." in told
    assert "mã lỗi tep-hong" in told
    assert "Các bước: 1 không xử lý được" in chidao("status").stdout


def test_what_was_cut_off_is_told_before_and_in_the_next_run(chidao, write, place):
    path = write("corpus/inbox/a.txt", "văn bản 07")
    settings = load(place).settings
    with open_store(settings) as store:
        store.queue([("a" * 64, path, "a.txt")])
        store.begin_reading("a" * 64, path, "a.txt", "tiến trình 7 trên máy m")
    assert "Hiện nay: đang đọc từ " in chidao("status", "a.txt").stdout  # a run on another machine may be at it
    (settings.home / LOCK).write_text("lan, từ 10:00\n", "utf-8")  # as a run leaves it that was killed
    told = chidao("status", "a.txt").stdout
    assert "Hiện nay: lần trước bị dừng khi đang đọc (lần 1, từ " in told
    assert "Việc cần làm: Chạy chidao run: bước bị dừng được làm lại" in told
    assert "tiến trình 7 trên máy m" in told
    with open_store(settings) as store:
        (before,) = store.cut_off()
    assert line(Fate("a.txt", "resumed", before=before)).plain.startswith("a.txt → lần trước bị dừng khi đang đọc (lần 1, từ")
    assert "1 bị dừng giữa chừng, lần chạy sau làm lại" in chidao("status").stdout


def test_the_latest_of_many_of_one_name_and_all_as_json(chidao, write):
    for n in range(7):
        write(f"corpus/inbox/{n}/scan.txt", f"văn bản {n} 0{n}")
    chidao("run")
    told = chidao("status", "scan.txt").stdout
    assert told.count("Hiện nay: đã lập danh mục") == 5
    assert "… và 2 văn bản khác cùng tên" in told
    found = json.loads(chidao("status", "scan.txt", "--json").stdout)
    assert len(found) == 7
    assert {one["steps"][-1]["step"] for one in found} == {"published"}


def test_a_file_that_nobody_knows(chidao):
    told = chidao("status", "khong-co.pdf")
    assert told.exit_code == 3
    assert "Kho chưa thấy tệp nào là “khong-co.pdf”." in told.stderr

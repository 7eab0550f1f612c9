"""``chidao run``, ``status`` and ``evaluate``, and what becomes of errors."""

import json
import re
import subprocess
import sys
import threading
import time
import types
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.cli import console, running, status, vietnamese
from pipeline.cli.commands import taking
from pipeline.cli.console import lasting, output, progress_bar
from pipeline.cli.fates import heading, line, reason
from pipeline.configuration import load
from pipeline.model import Copies, Difference, DirectiveRow, FailureRow, Head, Limit, Party, Register, TaskRow
from pipeline.office import Failed, alerts
from pipeline.office.changes import Changes
from pipeline.office.fates import Fate
from pipeline.office.figures import figures as figures_of_office
from pipeline.paging import Page
from pipeline.store import Met
from pipeline.store.clock import today

pytestmark = pytest.mark.usefixtures("pipeline_stub", "books")


def figures(output):
    """Label → number of the tables of figures."""
    return {label.strip(): int(number) for label, number in re.findall(r"│ ([^│]+?) +│ +(\d+) │", output)}


def test_run_takes_in_publishes_and_says_where(chidao, write, place, books):
    write("corpus/inbox/a.txt", "văn bản 07")
    write("corpus/inbox/b.txt", "văn bản khác 07")
    write("corpus/inbox/c.txt", "hỏng")
    write("corpus/inbox/d.json", "{}")
    result = chidao("run")
    counts = figures(result.stdout)
    assert counts == {"Đã tiếp nhận": 1, "Cập nhật (đọc lại, có thay đổi)": 0, "Trùng": 1,
                      "Không nhận lại vì đã đưa ra khỏi danh mục": 0, "Không xử lý được": 1,
                      "Từ chối, tạm giữ vì dấu mật": 0, "Hoãn": 0, "Bỏ qua": 1, "Đã có từ lần trước, không đổi": 0}
    assert ("a.txt → Chỉ thị số 07/CT-UBND ngày 05/03/2024 của UBND tỉnh A; 2 nhiệm vụ, 2 điểm cần xem"
            in result.stdout)
    assert ("b.txt → trùng với “a.txt”: cùng là Chỉ thị số 07/CT-UBND ngày 05/03/2024 của UBND tỉnh A; "
            "nhiệm vụ nay lấy theo tệp này" in result.stdout)
    assert "d.json → bỏ qua: không phải định dạng văn bản chỉ đạo" in result.stdout
    assert "c.txt → không xử lý được: Tệp “c.txt” bị hỏng. → Xin lại tệp từ nơi gửi." in result.stderr
    assert "3 danh mục có thay đổi hoặc mới lập:\n" in result.stdout
    assert f"Bảng tổng hợp: {place / 'outputs/tong-hop.xlsx'}" in result.stdout
    assert f"Kho dữ liệu: {place / 'kho/chidao.sqlite3'}" in result.stdout
    assert result.exit_code == 3
    assert (books[0].as_of, len(books[0].tasks)) == (today(), 2)


def test_running_again_finds_everything_known(chidao, write, books):
    write("in/a.txt", "văn bản 07")
    assert chidao("run", "in", "--outputs", "ra").exit_code == 0
    counts = figures(chidao("run", "in", "--outputs", "ra").stdout)
    assert (counts["Đã tiếp nhận"], counts["Trùng"], counts["Đã có từ lần trước, không đổi"]) == (0, 0, 1)
    assert books[0] == books[1]


def test_of_many_changed_lists_ten_are_named(capsys):
    running.say_changes(output(), Changes(tuple(f"sở {number}" for number in range(12)), ("ban B",)))
    told = capsys.readouterr().out
    assert "12 danh mục có thay đổi hoặc mới lập:\n  Sở 0\n" in told
    assert "  Sở 9\n  … và 2 danh mục khác\n1 danh mục không còn nhiệm vụ nào:\n  Ban B\n" in told


def test_lists_that_moved_are_told_with_their_new_names(capsys):
    running.say_changes(output(), Changes(("sở B",), (), (("sở A", ("sở B",)), ("nhóm", ("x", "y", "z", "t")))))
    told = capsys.readouterr().out
    assert "2 danh mục chuyển sang tên khác:\n  Sở A → Sở B\n  Nhóm → X; Y; Z …\n" in told


def test_the_lists_of_another_day_lie_beside_those_of_today(chidao, write, place, books):
    write("corpus/inbox/a.txt", "văn bản 07")
    result = chidao("run", "--as-of", "30/4/2024")
    assert "Lập danh mục theo ngày 30/04/2024; danh mục hiện nay giữ nguyên." in result.stdout
    assert f"Bảng tổng hợp: {place / 'outputs/theo-ngay/2024-04-30/tong-hop.xlsx'}" in result.stdout
    assert not (place / "outputs/tong-hop.xlsx").exists()
    assert (books[0].as_of, len(books[0].tasks)) == (date(2024, 4, 30), 2)
    chidao("run", "--as-of", "2024-03-04")  # the day before the directive
    assert (books[1].tasks, books[1].directives) == ((), ())


def test_make_tells_the_exit_code(place):
    (place / "bin").mkdir()
    program = place / "bin/chidao"
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    makefile = Path(running.__file__).parents[2] / "Makefile"
    done = subprocess.run(["make", "-f", makefile, "-o", "setup", "run", f"BIN={place / 'bin'}"], cwd=place,
                          capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Lệnh kết thúc với mã 3" in done.stderr


def test_a_copy_of_a_file_is_told_as_one_and_only_once(chidao, write):
    write("in/a.txt", "văn bản 07")
    chidao("run", "in")
    write("in/ban-sao.txt", "văn bản 07")
    write("in/khac/a.txt", "văn bản 07")
    result = chidao("run", "in")
    assert "ban-sao.txt → trùng với “a.txt”: nội dung giống hệt, không tính thêm" in result.stdout
    assert "a.txt → trùng với tệp cùng tên đã tiếp nhận" in result.stdout
    assert figures(result.stdout)["Trùng"] == 2
    again = chidao("run", "in").stdout
    assert "→" not in again
    assert figures(again)["Đã có từ lần trước, không đổi"] == 3


@pytest.mark.parametrize(("head", "told"), [
    (Head("05/KH-UBND", "kế hoạch", "UBND xã B", None, date(2024, 12, 1), None, None, None),
     "Kế hoạch số 05/KH-UBND ngày 01/12/2024 của UBND xã B"),
    (Head(None, "công văn", "UBND xã B", None, None, None, None, None),
     "Công văn của UBND xã B (không thấy số, ký hiệu, ngày ban hành)"),
    (Head("05/2024", None, None, None, None, None, None, None),
     "Văn bản số 05/2024 (không thấy ngày ban hành, cơ quan ban hành)"),
])
def test_a_directive_is_named_by_number_day_and_issuer(head, told):
    assert heading(head) == told


@pytest.mark.parametrize(("fate", "told"), [
    (Fate("a.pdf", "postponed"), "a.pdf → hoãn: tệp đang được chép"),
    (Fate("a.pdf", "updated", head=Head("05/2024", *[None] * 7), tasks=0), "a.pdf → cập nhật: Văn bản số 05/2024"),
    (Fate("a.zip", "split", tasks=3), "a.zip → gói có 3 văn bản chỉ đạo"),
    (Fate("a.pdf", "failed", why=Failed(Path("a.pdf"), "tep-qua-lon", "a.pdf: quá lớn.", "Chia nhỏ.", 3)),
     "a.pdf → không xử lý được: quá lớn. → Chia nhỏ."),
])
def test_every_fate_has_its_line(fate, told):
    assert line(fate).plain.startswith(told)


@pytest.mark.parametrize(("code", "message", "told"), [
    ("tep-hong", "a.pdf: tệp rỗng.", "tệp rỗng."),
    ("van-ban-mat", "Tệp “a.pdf” có dấu chỉ độ mật nên bị từ chối.", "mang dấu mật: không nhận, để nguyên tại chỗ."),
    ("van-ban-mat", "Tệp “a.pdf” có dấu chỉ độ mật nên bị từ chối (dấu MẬT, trang 2).",
     "mang dấu mật (dấu MẬT, trang 2): không nhận, để nguyên tại chỗ."),
    ("nghi-van-ban-mat", "Tệp “a.pdf” bị tạm giữ.", "Tệp “a.pdf” bị tạm giữ."),
])
def test_why_a_file_was_not_taken(code, message, told):
    assert reason("a.pdf", code, message) == told


ISSUED = Head("05/2024", "chỉ thị", "UBND xã B", None, date(2024, 12, 1))
BARE = Head(None, "chỉ thị", "UBND xã B")


@pytest.mark.parametrize(("head", "met", "told"), [
    (ISSUED, Met("b.pdf", ISSUED, "copy", False), "trùng với “b.pdf”: cùng là Chỉ thị số 05/2024 ngày 01/12/2024 của UBND xã B; "
     "nhiệm vụ lấy theo “b.pdf”"),
    (BARE, Met("b.pdf", ISSUED, "draft", False), "là dự thảo (bản chưa ghi số) của Chỉ thị số 05/2024 ngày 01/12/2024 của UBND "
     "xã B, đã có từ “b.pdf”; nhiệm vụ lấy theo bản ban hành"),
    (ISSUED, Met("b.docx", BARE, "draft", True), "là Chỉ thị số 05/2024 ngày 01/12/2024 của UBND xã B, bản ban hành của dự thảo "
     "“b.docx”; nhiệm vụ nay lấy theo tệp này"),
    (ISSUED, Met("b.pdf", ISSUED, "part", True), "là bản đầy đủ của “b.pdf”: cùng là Chỉ thị số 05/2024 ngày 01/12/2024 của UBND "
     "xã B; thay cho bản thiếu, nhiệm vụ nay lấy theo tệp này"),
    (ISSUED, Met("b.pdf", ISSUED, "part", False), "chỉ là một phần của “b.pdf”: cùng là Chỉ thị số 05/2024 ngày 01/12/2024 của "
     "UBND xã B; nhiệm vụ lấy theo “b.pdf”"),
])
def test_what_a_file_is_to_another_one_of_its_directive_is_told(head, met, told):
    assert line(Fate("a.pdf", "twin", head=head, met=met)).plain == f"a.pdf → {told}"


def test_what_lay_at_the_place_before_is_told():
    told = line(Fate("a.pdf", "new", head=ISSUED, met=Met("a.pdf", ISSUED, "past", True))).plain
    assert told.endswith("; thay cho nội dung trước đó ở cùng chỗ (“a.pdf”)")


def test_a_file_that_stays_as_it_was_needs_no_line():
    assert line(Fate("a.pdf", "same")) is None


def test_a_bar_tells_what_is_read_and_for_how_long():
    assert [lasting(seconds) for seconds in (5, 80, 600)] == ["5 giây", "1 phút 20 giây", "10 phút 0 giây"]


def test_run_writes_where_it_is_told(chidao, write, place):
    write("in/a.txt", "văn bản 07")
    assert "ra/tong-hop.xlsx" in chidao("run", "in", "--outputs", "ra").stdout
    assert (place / "ra/tong-hop.xlsx").exists()


def test_run_without_an_inbox_says_what_to_do(chidao):
    result = chidao("run")
    assert result.exit_code == 3
    assert "corpus/inbox" in result.stderr
    assert "chidao run ĐƯỜNG_DẪN" in result.stderr


def test_run_on_a_path_that_is_not_there(chidao):
    result = chidao("run", "khong-co")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "Không tìm thấy khong-co." in result.stderr


def test_a_secret_directive_is_refused_with_its_own_code(chidao, write):
    write("in/a.txt", "mật 07")
    result = chidao("run", "in")
    assert result.exit_code == 4
    assert "a.txt → mang dấu mật: không nhận, để nguyên tại chỗ. → " in result.stderr
    counts = figures(result.stdout)
    assert (counts["Từ chối, tạm giữ vì dấu mật"], counts["Không xử lý được"]) == (1, 0)


def test_status_before_the_first_run_makes_no_store(chidao, place):
    result = chidao("status")
    assert result.exit_code == 0
    assert "Kho chưa được tạo" in result.stdout
    assert not (place / "kho").exists()


def test_status_tells_place_figures_failures_and_what_is_due(chidao, write, place):
    for days, number in ((-1, "01"), (0, "02"), (1, "03"), (3, "04"), (7, "05"), (8, "06")):
        write(f"in/{number}.txt", f"hạn {days} {number}")
    write("in/hong.txt", "hỏng")
    chidao("run", "in")
    result = chidao("status")
    assert str(place / "kho/chidao.sqlite3") in result.stdout
    told = result.stdout
    assert told.startswith(f"Tính đến ngày {today():%d/%m/%Y}: 1 nhiệm vụ quá hạn, 4 nhiệm vụ đến hạn trong 7 ngày tới\n")
    assert "Trong kho: 6 văn bản (6 tệp nguồn, 0 bản khác của cùng văn bản), 12 nhiệm vụ" in told
    assert "1 lần chạy" in told
    assert "Chờ người xem: 1 tệp không xử lý được; 6 nhiệm vụ cần kiểm tra; 6 văn bản có điểm nghi ngờ" in told
    assert re.search(r"hong.txt \([\d/: ]+\): Tệp “hong.txt” bị hỏng. → Xin lại tệp từ nơi gửi.", told)
    places = [told.index(words) for words in (
        "Quá hạn trong 30 ngày qua: 1 nhiệm vụ", "quá 1 ngày", "01/CT-UBND", "Đến hạn trong 7 ngày tới: 4 nhiệm vụ",
        "hôm nay", "còn 1 ngày", "còn 3 ngày", "còn 7 ngày", "05/CT-UBND", "Chờ người xem", "Trong kho")]
    assert places == sorted(places)
    assert "06/CT-UBND" not in told


def office(tasks, failures=()):
    """A register of open tasks, one for each number of days from its day (negative: late)."""
    as_of = date(2024, 6, 20)
    row = DirectiveRow("0" * 64, ("a.pdf",), Head("07/CT-UBND"), datetime(2024, 1, 2), 1, 0)
    party = (Party("Sở Nội vụ", "Sở Nội vụ"),)
    return Register(as_of, (row,), tuple(
        TaskRow(f"t{number}", row, "1", 1, f"Việc {days} " + "rất dài " * 60, "obligation", party, (),
                (Limit("hạn", "DATE", due=as_of + timedelta(days=days)),), None, 0.9)
        for number, days in enumerate(tasks)), (), failures)


def shown(register, capsys):
    status._due(output(), alerts(register, register.as_of), register.as_of)
    status._waiting(output(), register)
    return capsys.readouterr().out


def test_status_of_a_busy_office_fits_on_a_screen(capsys):
    failures = tuple(FailureRow(f"{n}.pdf", "tep-hong", "Hỏng.", "Xin lại.", datetime(2024, 6, n)) for n in range(1, 9))
    told = shown(office([*range(-25, 0), *range(25), *range(-4000, -40, 9)], failures), capsys)
    assert len(told.splitlines()) < 36
    assert max(map(len, told.splitlines())) <= 140
    late = [int(days) for days in re.findall(r"quá (\d+) ngày", told)]
    assert late == [1, 2, 3, 4, 5]
    assert "… và 20 nhiệm vụ nữa" in told
    assert re.search(r"hạn trong năm 2024: \d+ nhiệm vụ\n  hạn trong năm 2023: 4\d nhiệm vụ\n", told)
    assert "từ năm 2019 trở về trước: " in told
    assert "8.pdf (08/06/2024 00:00): Hỏng. → Xin lại." in told
    assert "… và 5 tệp" in told


def test_status_names_copies_that_differ_and_files_refused(capsys):
    register = office([], (FailureRow("b.pdf", "van-ban-mat", "Có dấu.", "Chuyển đi.", datetime(2024, 6, 1)),))
    first = register.directives[0]
    other = replace(first, sha256="1" * 64, files=("b.pdf",))
    copies = Copies(first, replace(first, sha256="2" * 64), ("a.pdf", "b.docx"),
                    (Difference("1", "Việc", "lead", "Sở A", "Sở B", "t1"),))
    told = shown(replace(register, directives=(*register.directives, other), copies=(copies,)), capsys)
    assert ("1 tệp từ chối, tạm giữ vì dấu mật; 1 trường hợp có hai bản chờ chọn; "
            "1 số, ký hiệu có nhiều bản khác nhau" in told)
    assert "b.pdf (01/06/2024 00:00): mang dấu mật: không nhận, để nguyên tại chỗ. → Chuyển đi." in told
    assert ("  Có hai bản số 07/CT-UBND: “a.pdf” (đang lấy) và “b.docx” khác nhau ở 1 điểm → chidao compare "
            "\"07/CT-UBND\"\n  Số 07/CT-UBND: “a.pdf”, “b.pdf” khác nhau; cần giữ lại một bản.\n" in told)


def test_status_of_a_quiet_office(capsys):
    told = shown(office([]), capsys)
    assert "0 nhiệm vụ quá hạn" in told
    assert "Chờ người xem: không có việc gì" in told
    assert "năm" not in told


def test_a_broken_store_has_its_own_code(chidao, write):
    write("kho/chidao.sqlite3", "this is no database at all " * 50)
    result = chidao("status")
    assert result.exit_code == 5
    assert "sao lưu" in result.stderr
    assert "Traceback" not in result.output


def test_evaluate_hands_over_and_returns_the_code(chidao, monkeypatch):
    given = []
    stub = types.ModuleType("pipeline.evaluation")
    stub.evaluate_command = lambda gold, inputs, console: given.append((str(gold), str(inputs))) or 1
    monkeypatch.setitem(sys.modules, "pipeline.evaluation", stub)
    assert chidao("evaluate", "gold", "vao").exit_code == 1
    assert given == [("gold", "vao")]


def test_a_defect_is_an_apology_with_a_journal_and_no_trace(chidao, write, place, monkeypatch):
    def defect(*args, **more):
        raise ZeroDivisionError("nobody foresaw this")

    write("in/a.txt", "văn bản 07")
    monkeypatch.setattr(running, "ingest", defect)
    result = chidao("run", "in")
    assert result.exit_code == 1
    assert "Xin lỗi" in result.stderr
    assert "Traceback" not in result.output
    (log,) = (place / "kho/log").iterdir()
    assert str(log) in result.stderr
    assert "nobody foresaw this" in log.read_text(encoding="utf-8")


def test_an_apology_finds_a_place_when_home_cannot_be_written(chidao, write, place, monkeypatch):
    def defect(*args, **more):
        raise ZeroDivisionError

    write("in/a.txt", "văn bản 07")
    write("kho", "a file in the way")
    monkeypatch.setattr("pipeline.office.alone.one_run", defect)
    monkeypatch.setattr("tempfile.tempdir", str(place / "tam"))
    assert chidao("run", "in").exit_code == 1
    assert list((place / "tam/chidao/log").iterdir())


def test_a_second_run_says_who_is_at_work_and_waits(chidao, write, place):
    hold = ("import sys, time; from pathlib import Path; from pipeline.store.locking import one_run\n"
            "with one_run(Path(sys.argv[1]), print): print('held', flush=True); time.sleep(60)")
    write("in/a.txt", "văn bản 07")
    command = [sys.executable, "-c", hold, str(place / "kho")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(running.__file__).parents[2]) as other:
        other.stdout.readline()
        threading.Timer(1, other.kill).start()
        result = chidao("run", "in")
    assert result.exit_code == 0
    assert "Đang có lượt chạy khác trên kho dữ liệu này" in result.stderr
    assert f"tiến trình {other.pid}" in result.stderr
    assert figures(result.stdout)["Đã tiếp nhận"] == 1


@pytest.mark.parametrize(("setting", "closed", "mode"), [("", 0o077, 0o600), ("group_reads = true", 0o007, 0o640)])
def test_what_a_run_makes_is_for_its_owner_only_or_the_group(chidao, write, place, setting, closed, mode):
    write("in/a.txt", "văn bản 07")
    write("chidao.toml", setting)
    assert chidao("run", "in").exit_code == 0
    made = [place / "kho", *(place / "kho").rglob("*")]
    assert any(path.suffix == ".txt" for path in made)
    assert [path for path in made if path.stat().st_mode & closed] == []
    assert (place / "kho/chidao.sqlite3").stat().st_mode & 0o777 == mode


def test_a_store_that_stood_open_is_closed_to_others(chidao, write, place):
    write("in/a.txt", "văn bản 07")
    assert chidao("run", "in").exit_code == 0
    made = [place / "kho", *(place / "kho").rglob("*")]
    for path in made:
        path.chmod(path.stat().st_mode | 0o044)
    assert chidao("run", "in").exit_code == 0
    assert [path for path in made if path.exists() and path.stat().st_mode & 0o077] == []


def test_stopping_by_hand_is_told(chidao, write, monkeypatch):
    def stopped(*args, **more):
        raise KeyboardInterrupt

    write("in/a.txt", "văn bản 07")
    monkeypatch.setattr(running, "ingest", stopped)
    result = chidao("run", "in")
    assert result.exit_code == 130
    assert "Đã dừng theo yêu cầu" in result.stderr


@pytest.mark.parametrize("kind", [errors.ChidaoError, errors.InputError, errors.SecretDirective, errors.StoreError,
                                  errors.OutputError])
def test_every_error_of_the_program_gives_its_code_message_and_advice(capsys, kind):
    def fail():
        raise kind("Điều đã xảy ra.", "Việc cần làm.")

    assert vietnamese.guarded(fail) == kind.exit_code
    told = capsys.readouterr().err
    assert "Điều đã xảy ra." in told
    assert "→ Việc cần làm." in told


def samples_of(place, monkeypatch, write):
    write("mau/vi-du.txt", "văn bản 07")
    monkeypatch.setattr(taking, "SAMPLES", "mau")
    return place


def test_before_anything_arrives_the_samples_are_shown_apart(chidao, place, write, monkeypatch):
    samples_of(place, monkeypatch, write)
    result = chidao("run")
    assert result.exit_code == 0
    assert "ví dụ lập từ các văn bản mẫu" in result.stdout
    assert (place / "outputs/vi-du/tong-hop.xlsx").exists()
    assert (place / "kho/vi-du/chidao.sqlite3").exists()
    assert not (place / "outputs/tong-hop.xlsx").exists()
    assert not (place / "kho/chidao.sqlite3").exists()


def test_what_arrives_is_the_offices_alone(chidao, place, write, monkeypatch, books):
    samples_of(place, monkeypatch, write)
    chidao("run")
    write("corpus/inbox/a.txt", "văn bản 08")
    assert "ví dụ" not in chidao("run").stdout
    assert [directive.head.number for directive in books[-1].directives] == ["08/CT-UBND"]
    assert not (place / "corpus/inbox/a.txt").exists()
    assert "ví dụ" not in chidao("run").stdout  # the inbox is empty again, but the office has begun


def test_the_live_line_tells_the_page_of_the_file_it_names(capsys):
    with progress_bar("Đang tiếp nhận") as bar:
        bar.advance(0, 2, "a.pdf")
        bar.paged("b.pdf", Page("marks", 7, 9))
        bar.paged("a.pdf", Page("picture", 3, 12))
        (task,) = bar._progress.tasks
        column = bar._progress.columns[-1]
        assert column.render(task).plain == "đang đọc a.pdf, nhận dạng trang 3/12"
        bar.advance(1, 2, "b.pdf")
        assert column.render(bar._progress.tasks[0]).plain == "đang đọc b.pdf, soi dấu mật trang 7/9"
    assert capsys.readouterr() == ("", "")


def test_a_plain_log_has_a_line_about_pages_now_and_then(capsys, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(console.time, "monotonic", lambda: clock[0])
    with progress_bar("Đang tiếp nhận") as bar:
        bar.advance(0, 1, "a.pdf")
        for number in range(1, 101):  # ten seconds a page
            clock[0] += 10
            bar.paged("a.pdf", Page("picture", number, 100))
    told = capsys.readouterr().err.splitlines()
    assert told[:2] == ["… đang đọc a.pdf, nhận dạng trang 3/100", "… đang đọc a.pdf, nhận dạng trang 6/100"]
    assert len(told) == 33


def test_figures_for_monitoring_are_json_and_hold_no_words(chidao, write):
    assert json.loads(chidao("status", "--json").stdout) == {}
    write("corpus/inbox/a.txt", "văn bản mẫu 07")
    write("corpus/inbox/b.txt", "hỏng")
    chidao("run")
    told = chidao("status", "--json").stdout
    found = json.loads(told)
    assert found["store"]["directives"] == found["store"]["files"] == 1
    assert found["waiting"] == {"failed_files": 1, "refused_files": 0}
    assert found["last_run"]["files"]["new"] == 1
    assert found["last_run"]["ended_at"] >= found["last_run"]["started_at"]
    assert found["bytes"]["database"] > 0
    assert "mẫu" not in told
    assert "Rà soát" not in told


def test_figures_by_flat_names_are_numbers(chidao, write, place):
    write("corpus/inbox/a.txt", "văn bản mẫu 07")
    chidao("run")
    flat = figures_of_office(load(place).settings).flat()
    assert flat["store_tasks"] == 2
    assert abs(flat["last_run_started_seconds"] - time.time()) < 3600  # whatever zone the machine is in
    assert (flat["steps_published"], flat["steps_waiting"], flat["steps_cut"]) == (1, 0, 0)
    assert flat["last_run_unfinished"] == 0
    assert all(isinstance(value, int) for value in flat.values())

"""``chidao run``, ``status`` and ``evaluate``, and what becomes of errors."""

import re
import subprocess
import sys
import threading
import types
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.cli import app as app_module
from pipeline.cli import running, vietnamese
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
    assert (counts["Đã xem"], counts["Mới"], counts["Lỗi"], counts["Đã có trong kho"]) == (3, 2, 1, 0)
    assert "“b.txt” là bản khác của văn bản đã có từ tệp “a.txt”" in result.stdout
    assert "Bỏ qua “d.json”" in result.stdout
    assert "Tệp “c.txt” bị hỏng." in result.stderr
    assert "→ Xin lại tệp từ nơi gửi." in result.stderr
    assert "outputs/tong-hop.xlsx" in result.stdout
    assert f"Kho dữ liệu: {place / 'kho/chidao.sqlite3'}" in result.stdout
    assert result.exit_code == 3
    assert (books[0].as_of, len(books[0].tasks)) == (today(), 2)


def test_running_again_finds_everything_known(chidao, write, books):
    write("in/a.txt", "văn bản 07")
    assert chidao("run", "in", "--outputs", "ra").exit_code == 0
    counts = figures(chidao("run", "in", "--outputs", "ra").stdout)
    assert (counts["Mới"], counts["Đã có trong kho"]) == (0, 1)
    assert books[0] == books[1]


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
    assert "dấu chỉ độ mật" in result.stderr


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
    counts = figures(result.stdout)
    assert (counts["Văn bản"], counts["Nhiệm vụ"], counts["Tệp lỗi"], counts["Lần chạy"]) == (6, 12, 1, 1)
    for told in ("Quá hạn: 1 nhiệm vụ", "Đến hạn trong 1 ngày: 2 nhiệm vụ", "Đến hạn sau 2–3 ngày: 1 nhiệm vụ",
                 "Đến hạn sau 4–7 ngày: 1 nhiệm vụ", "01/CT-UBND", "05/CT-UBND", f"{today():%d/%m/%Y}"):
        assert told in result.stdout
    assert "06/CT-UBND" not in result.stdout
    assert "Tệp “hong.txt” bị hỏng." in result.stderr
    assert "→ Xin lại tệp từ nơi gửi." in result.stderr


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
    def defect(*args):
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
    def defect(*args):
        raise ZeroDivisionError

    write("in/a.txt", "văn bản 07")
    write("kho", "a file in the way")
    monkeypatch.setattr(running, "one_run", defect)
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
    assert figures(result.stdout)["Mới"] == 1


@pytest.mark.parametrize(("setting", "closed", "mode"), [("", 0o077, 0o600), ("group_reads = true", 0o007, 0o640)])
def test_what_a_run_makes_is_for_its_owner_only_or_the_group(chidao, write, place, setting, closed, mode):
    write("in/a.txt", "văn bản 07")
    write("chidao.toml", setting)
    assert chidao("run", "in").exit_code == 0
    made = [place / "kho", *(place / "kho").rglob("*")]
    assert any(path.suffix == ".txt" for path in made)
    assert [path for path in made if path.stat().st_mode & closed] == []
    assert (place / "kho/chidao.sqlite3").stat().st_mode & 0o777 == mode


def test_stopping_by_hand_is_told(chidao, write, monkeypatch):
    def stopped(*args):
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
    monkeypatch.setattr(app_module, "SAMPLES", "mau")
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

"""``chidao backup``, ``restore`` and ``doctor``: what is said, and the exit codes."""

import json
import shutil

import pytest

from pipeline.office import examining

pytestmark = pytest.mark.usefixtures("pipeline_stub")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """No other program is called."""
    monkeypatch.setattr(examining, "_said", lambda command: "Tesseract 5.3\nLiberation Serif")
    monkeypatch.setattr(examining.tesseract, "available", lambda: True)


@pytest.fixture
def taken(chidao, write, books, place):
    write("corpus/inbox/a.txt", "văn bản 07")
    chidao("run")
    return place


def test_a_backup_is_written_proved_and_put_back(chidao, taken):
    result = chidao("backup", taken / "sao.zip")
    assert result.exit_code == 0
    assert "Đã sao lưu vào " in result.stdout
    assert "1 văn bản, 2 nhiệm vụ, 0 chỗ sửa, 1 bản gốc, 3 mục nhật ký" in result.stdout
    assert "nguyên vẹn: cả " in chidao("backup", "--check", taken / "sao.zip").stdout
    refused = chidao("restore", taken / "sao.zip")
    assert (refused.exit_code, "đã có dữ liệu; chưa phục hồi gì" in refused.stderr) == (5, True)
    shutil.rmtree(taken / "kho")
    result = chidao("restore", taken / "sao.zip")
    assert result.exit_code == 0
    assert f"Đã phục hồi vào {taken / 'kho'} từ bản sao lưu lúc" in result.stdout
    assert chidao("run").exit_code == 0
    assert "1 văn bản" in chidao("status").stdout


def test_a_damaged_backup_ends_with_its_code(chidao, taken):
    chidao("backup", taken / "sao.zip")
    (taken / "sao.zip").write_bytes((taken / "sao.zip").read_bytes()[:-100])
    for command in (("backup", "--check"), ("restore", "--over")):
        result = chidao(*command, taken / "sao.zip")
        assert (result.exit_code, "bị hỏng" in result.stderr) == (3, True)


def test_a_lost_store_stops_every_command_and_is_made_anew(chidao, taken, books):
    (taken / "kho/chidao.sqlite3").unlink()
    for command in (("run",), ("status",), ("audit",), ("undo",)):
        result = chidao(*command)
        assert (result.exit_code, "chidao doctor --rebuild" in result.stderr) == (5, True), command
    assert not (taken / "kho/chidao.sqlite3").exists()
    result = chidao("doctor")
    assert (result.exit_code, "doctor --rebuild" in result.stdout) == (1, True)
    result = chidao("doctor", "--rebuild")
    assert (result.exit_code, "Đã lập lại kho: đọc 1 bản gốc" in result.stdout) == (0, True)
    assert books[-1].directives[0].files == ("a.txt",)  # by the name under which it was filed
    assert chidao("audit", "verify").exit_code == 0


def test_what_is_wrong_is_told_and_put_right(chidao, taken):
    (taken / "kho").chmod(0o755)
    result = chidao("doctor")
    assert (result.exit_code, "Có 1 chỗ sai." in result.stdout) == (1, True)
    assert "chidao doctor --repair" in result.stdout
    told = json.loads(chidao("doctor", "--json").stdout)
    assert [one["mend"] for one in told["findings"] if one["level"] == "wrong"] == ["rights"]
    result = chidao("doctor", "--repair")
    assert (result.exit_code, "Mọi thứ khớp nhau." in result.stdout) == (0, True)
    assert "Đã sửa: đóng quyền" in result.stdout

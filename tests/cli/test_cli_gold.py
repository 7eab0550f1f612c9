"""``chidao gold export`` and ``chidao evaluate`` of what it wrote."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("pipeline_stub")


@pytest.fixture
def taken(chidao, write, books):
    write("corpus/inbox/a.txt", "văn bản 07")
    chidao("run")


def test_a_directive_that_is_named_is_written_and_measured_by(chidao, taken, place):
    result = chidao("gold", "export", "bo-mau", "--directive", "07/CT-UBND")
    assert (result.exit_code, "07-ct-ubnd-ubnd-tinh-a: 2 nhiệm vụ" in result.stdout) == (0, True)
    assert 'chidao evaluate "bo-mau"' in result.stdout
    written = json.loads((place / "bo-mau" / "dev" / "07-ct-ubnd-ubnd-tinh-a.json").read_text("utf-8"))
    assert written["tasks"][0]["deadlines"] == [{"type": "DATE", "due": "2024-05-15"}, {"type": "SET", "rrule": "FREQ=MONTHLY"}]
    assert (place / "bo-mau" / "text" / "07-ct-ubnd-ubnd-tinh-a.txt").read_text("utf-8") == "văn bản 07"
    measured = chidao("evaluate", "bo-mau")
    assert (measured.exit_code, "100,0%" in measured.stdout) == (0, True)


def test_nothing_reviewed_is_said(chidao, taken, place):
    told = chidao("gold", "export", "bo-mau").stdout
    assert "Chưa có văn bản nào mà mọi dòng đã có quyết định" in told
    assert not (place / "bo-mau").exists()


def test_a_directive_that_is_not_there_is_said(chidao, taken):
    result = chidao("gold", "export", "bo-mau", "--directive", "99/CT-UBND")
    assert (result.exit_code, "99/CT-UBND" in result.stderr) == (3, True)

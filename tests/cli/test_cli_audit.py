"""``chidao audit``: what is shown of who did what, and what is said of a book that somebody tampered with."""

import json
import sqlite3

import pytest

from pipeline import workbooks
from pipeline.configuration import MASK, masked

pytestmark = pytest.mark.usefixtures("pipeline_stub")


@pytest.fixture
def published(monkeypatch):
    """Stands in for the workbooks: two lists, of which the second is written once."""
    def publish(register, outputs, taken=(), shelf=None, pictures=None):
        outputs.mkdir(parents=True, exist_ok=True)
        shelf.books = {"tong-hop.xlsx": (str(len(register.directives)), ""), "ra-soat/07.xlsx": ("", "")}
        return []

    monkeypatch.setattr(workbooks, "publish", publish)


def entries(chidao, *asked):
    return json.loads(chidao("audit", "--json", *asked).stdout)


def test_an_intake_and_what_was_published_are_shown(chidao, write, published):
    write("corpus/inbox/a.txt", "văn bản 07")
    write("corpus/inbox/b.txt", "hỏng")
    chidao("run")
    write("corpus/inbox/c.txt", "văn bản 08")
    chidao("run")
    shown = chidao("audit").stdout
    assert "│ tiếp nhận " in shown
    assert "tệp a.txt; số 07/CT-UBND; 2 nhiệm vụ" in shown
    assert "Tệp “b.txt” bị hỏng." in shown
    assert "Đã hiện 7 mục;" in shown
    assert [one["words"]["written"] for one in entries(chidao, "--what", "publish")] == [
        ["tong-hop.xlsx", "ra-soat/07.xlsx"], ["tong-hop.xlsx"]]
    assert [one["what"] for one in entries(chidao, "--about", "08/CT-UBND")] == ["import.new"]
    assert chidao("audit", "--who", "không ai").stdout == "Không có mục nào như vậy trong nhật ký.\n"
    assert len(entries(chidao, "--last", "2")) == 2


def test_a_setting_that_was_changed_is_entered_once(chidao, write, place, published):
    write("corpus/inbox/a.txt", "văn bản 07")
    for workers in (1, 2, 2):
        (place / "chidao.toml").write_text(f"workers = {workers}\n", "utf-8")
        chidao("run")
    found = entries(chidao, "--what", "settings")
    assert [one["facts"]["changed"] for one in found] == [{}, {"workers": [1, 2]}]
    assert "workers: 1 → 2" in chidao("audit", "--what", "settings").stdout


@pytest.mark.parametrize(("name", "value", "told"), [
    ("database_url", "postgresql://an:kin@may/kho", f"postgresql://an:{MASK}@may/kho"),
    ("database_url", "postgresql://an:k@/:n@may/kho", f"postgresql://an:{MASK}@may/kho"),
    ("database_url", "postgresql://may/kho?password=kin", f"postgresql://may/kho?password={MASK}"),
    ("database_url", "postgresql://may/kho", "postgresql://may/kho"),
    ("mail_password", "kin", MASK),
    ("mail_password", "", ""),
    ("workers", 2, 2),
])
def test_no_password_is_entered(name, value, told):
    assert masked(name, value) == told


def test_a_book_that_is_whole_tells_its_code_and_knows_it_again(chidao, write, books):
    write("corpus/inbox/a.txt", "văn bản 07")
    chidao("run")
    result = chidao("audit", "verify")
    assert (result.exit_code, "Nhật ký toàn vẹn: 3 mục" in result.stdout) == (0, True)
    code = next(line.strip() for line in result.stdout.splitlines() if line.startswith("  3:"))
    write("corpus/inbox/b.txt", "văn bản 08")
    chidao("run")
    assert chidao("audit", "verify", "--head", code).exit_code == 0
    assert chidao("audit", "verify", "--head", code[:20]).exit_code == 0
    assert "sổ đã bị viết lại" in chidao("audit", "verify", "--head", "2:" + code[2:]).stderr
    assert chidao("audit", "verify", "--head", "không").exit_code == 3


@pytest.mark.parametrize(("sql", "told"), [
    ("UPDATE store_auditentry SET who = 'khác' WHERE number = 2", "từ mục 2: mục này đã bị sửa"),
    ("DELETE FROM store_auditentry WHERE number = 2", "từ mục 2: mất 1 mục trước mục 3"),
    ("DELETE FROM store_auditentry WHERE number = 3", "từ mục 3: mất 1 mục cuối"),
])
def test_whoever_gets_past_the_triggers_is_found_out(chidao, write, books, place, sql, told):
    write("corpus/inbox/a.txt", "văn bản 07")
    chidao("run")
    with sqlite3.connect(place / "kho/chidao.sqlite3") as database:
        for trigger in ("audit_unchanged", "audit_undeleted"):
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute(sql)
    database.close()
    result = chidao("audit", "verify")
    assert result.exit_code == 1
    assert f"Nhật ký KHÔNG toàn vẹn, {told}" in result.stderr

"""``chidao explain``: where every value comes from, in Vietnamese."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from pipeline.cli import console
from pipeline.cli import explaining as cli_explaining
from pipeline.cli.explaining import LOST, RANKS
from pipeline.compose import Explanation
from pipeline.knowledge.tables import read_table
from pipeline.model import Head, Receipt
from pipeline.office import explaining
from pipeline.paging import Page
from pipeline.tasks.resolve import PRECEDENCE
from tests.cli.test_cli_help import english_in
from tests.language.test_rule_examples import RULES
from tests.tasks.task_papers import paper

ROOT = Path(__file__).parents[2]
BODY = [
    "UBND tỉnh yêu cầu các sở, ban, ngành thực hiện:", "1. Sở Nội vụ:",
    "a) Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát kho thuốc trước ngày 30/4/2024; công khai kết quả.",
    "b) Lập danh sách.", "2. Kiểm tra bếp ăn."]


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setattr(explaining, "process_pool", lambda workers, settings, paged: ThreadPoolExecutor(workers))


@pytest.fixture
def file(write):
    return write("thu.txt", paper(BODY).text)


def of(stdout, start):
    """The lines of the row that begins with ``start``."""
    rows = re.split(r"\n(?=\d+\. )", stdout)
    return next(row for row in rows if start in row.split("\n")[0])


def test_a_row_tells_which_words_gave_who_and_when(chidao, file):
    row = of(chidao("explain", file).stdout, "rà soát kho thuốc")
    assert "Chủ trì: Sở Y tế" in row
    assert "✓ chính câu giao việc, mục 1.a: “Sở Y tế chủ trì, phối hợp với Sở Tài chính”" in row
    assert "tên cơ quan đứng làm chủ ngữ" in row
    assert "Phối hợp: Sở Tài chính" in row
    assert "Thời hạn: 30/04/2024" in row
    assert "“trước ngày 30/4/2024”" in row


def test_a_row_tells_what_was_weighed_and_lost(chidao, file):
    row = of(chidao("explain", file).stdout, "rà soát kho thuốc")
    assert "✗ Sở Nội vụ – tiêu đề hoặc câu dẫn phía trên, mục 1: “Sở Nội vụ:”" in row
    assert "nguồn này xếp sau" in row
    assert "✗ các sở, ban, ngành" in row
    below = of(chidao("explain", file).stdout, "Lập danh sách")
    assert "✗ các sở, ban, ngành – tiêu đề hoặc câu dẫn phía trên" in below
    assert "cùng loại nguồn nhưng ở xa hơn" in below


def test_what_is_not_there_is_said(chidao, file):
    row = of(chidao("explain", file).stdout, "Kiểm tra bếp ăn")
    assert "Phối hợp: –" in row
    assert "Thời hạn: –" in row


@pytest.mark.parametrize(("clause", "count"), [("1", 3), ("1.a", 2), ("2", 1), ("1.", 3)])
def test_one_clause_with_what_is_under_it(chidao, file, clause, count):
    result = chidao("explain", file, "--clause", clause)
    assert len(re.findall(r"^\d+\. Mục", result.stdout, re.MULTILINE)) == count


def test_a_clause_without_tasks_names_those_that_have_some(chidao, file):
    result = chidao("explain", file, "--clause", "7")
    assert result.exit_code == 3
    assert "Không có nhiệm vụ nào ở mục 7." in result.stderr
    assert "1.a, 1.b, 2" in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_and_one_that_cannot_be_read(chidao, write):
    missing, odd = chidao("explain", "khong-co.pdf"), chidao("explain", write("anh.gif", "GIF89a"))
    assert (missing.exit_code, odd.exit_code) == (3, 3)
    assert "Không tìm thấy tệp" in missing.stderr
    assert odd.stderr


def test_no_task_is_said(chidao, write):
    assert "không giao nhiệm vụ nào" in chidao("explain", write("a.txt", paper(["Thời tiết nhiều nắng."]).text)).stdout


def test_every_word_is_vietnamese(chidao):
    for name in ("kh-2140-kh-ubnd-2025.docx", "cv-1612-ubnd-vxnv-2024.docx"):
        result = chidao("explain", ROOT / "corpus" / "samples" / name)
        assert result.exit_code == 0
        assert english_in(result.stdout) == []


def test_a_watched_process_explains_like_this_one(chidao, file, monkeypatch):
    here = chidao("explain", file).stdout
    monkeypatch.undo()
    assert chidao("explain", file).stdout == here


def test_the_page_is_told_while_a_long_file_is_explained(chidao, file, monkeypatch):
    def pool(workers, settings, paged):
        paged(file, Page("picture", 3, 12))
        return ThreadPoolExecutor(workers)

    monkeypatch.setattr(explaining, "process_pool", pool)
    monkeypatch.setattr(console, "SELDOM", 0)
    assert "… đang đọc thu.txt, nhận dạng trang 3/12" in chidao("explain", file).stderr


def test_every_rank_and_every_rule_has_words():
    words = {row["rule"]: row["words"] for row in read_table("rule_words")}
    assert set(RANKS) == {rank for order in PRECEDENCE.values() for rank in order}
    assert set(LOST) == {"weaker", "farther"}
    values = {"parties", "parties by duty", "who and with whom", "who with whom"}  # told by the role of their label
    assert {rule.name for _, rule in RULES} - values <= set(words)
    assert all(words.values())


def test_every_rule_that_gave_a_value_in_the_samples_has_words(chidao):
    from pipeline.compose import explain  # noqa: PLC0415

    words = {row["rule"] for row in read_table("rule_words")}
    for sample in ("kh-86-kh-ubnd-2023", "ct-08-ct-ubnd-2021", "tb-146-tb-vpcp-2018", "qd-52-qd-ubnd-2025"):
        rows = explain(ROOT / "corpus" / "samples" / f"{sample}.docx").rows
        assert {g.rule for row in rows for r in row.readings for g in (*r.used, *r.lost)} <= words


@pytest.mark.parametrize(("received", "told"), [
    (Receipt("215", date(2024, 4, 8)), "Dấu đến (số đến, ngày đến): 215, 08/04/2024"),
    (Receipt(None, date(2024, 4, 8)), "Dấu đến (số đến, ngày đến): …, 08/04/2024"),
    (None, None)])
def test_the_stamp_of_receipt_is_told(chidao, file, monkeypatch, received, told):
    found = Explanation("thu.txt", Head(number="7/CT-UBND", received=received), ())
    monkeypatch.setattr(cli_explaining, "explain", lambda *_: found)
    printed = chidao("explain", file).stdout
    assert told in printed if told else "Dấu đến" not in printed

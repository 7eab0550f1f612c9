"""What moved between two readings of the same documents."""

from tools.changes.__main__ import lines
from tools.changes.comparing import changes
from tools.changes.reading import documents


def row(text, lead=(), support=(), deadlines=(), clause="1"):
    parties = [[{"agency": name} for name in names] for names in (lead, support)]
    return {"clause": clause, "text": text, "lead": parties[0], "support": parties[1], "deadlines": list(deadlines)}


def kinds(before, after):
    return [(c.kind, c.before, c.after) for c in changes(before, after)]


def test_the_same_rows_give_nothing():
    rows = [row("rà soát các hồ đập", ["Sở Xây dựng"]), row("báo cáo kết quả", deadlines=[{"due": "2026-05-01"}])]
    assert kinds(rows, list(reversed(rows))) == []


def test_a_row_is_gained_or_lost():
    assert kinds([row("báo cáo kết quả")], [row("lập danh sách hộ nghèo")]) == [
        ("lost", "báo cáo kết quả", None), ("gained", None, "lập danh sách hộ nghèo")]


def test_every_changed_cell_is_told():
    before = [row("rà soát các hồ đập", ["Sở Xây dựng"], deadlines=[{"due": "2026-05-01"}])]
    after = [row("rà soát các hồ đập lớn", ["Sở Công Thương"], ["Công an tỉnh"], [{"rrule": "FREQ=MONTHLY"}])]
    assert kinds(before, after) == [
        ("text", "rà soát các hồ đập", "rà soát các hồ đập lớn"), ("lead", "Sở Xây dựng", "Sở Công Thương"),
        ("support", "", "Công an tỉnh"), ("deadlines", "2026-05-01", "FREQ=MONTHLY")]


def test_equal_rows_are_counted_one_by_one():
    twice = [row("báo cáo kết quả"), row("báo cáo kết quả")]
    assert [kind for kind, *_ in kinds(twice, twice[:1])] == ["lost"]


def test_a_row_of_another_clause_is_another_row():
    assert [kind for kind, *_ in kinds([row("báo cáo kết quả")], [row("báo cáo kết quả", clause="2")])] == [
        "lost", "gained"]


def test_the_report_sums_up():
    report = lines({"a": [row("báo cáo kết quả")], "b": []}, {"a": [row("báo cáo kết quả", ["Sở Y tế"])], "b": []})
    assert report == ["a", "  lead      1        – → Sở Y tế", "rows before 1, now 1: lead 1"]


def test_each_document_is_read_once(tmp_path):
    for name in ("x/a.txt", "y/a.txt", "y/b.docx", "y/c.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in documents((tmp_path / "x", tmp_path / "y"))] == ["a.txt", "b.docx"]

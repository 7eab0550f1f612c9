import json
import re
from pathlib import Path

import pytest
from eval_samples import FORBID, REPORT, REVIEW, directive, task
from rich.console import Console

from pipeline.errors import InputError
from pipeline.evaluation import command, evaluate_command
from pipeline.evaluation.running import Run

TEXT = f"1. {REVIEW['text']}.\n2. {REPORT['text']}.\n3. {FORBID['text']}.\n4. Việc <b>thêm</b> không có trong chú giải."


def extracted(entry, confidence=0.9):
    """A task as the pipeline gives it, with the span it has in TEXT."""
    start = TEXT.index(entry["text"])
    return entry | {"evidence": {"start": start, "end": start + len(entry["text"])}, "confidence": confidence}


EXTRA = task("Việc <b>thêm</b> không có trong chú giải", lead=["Sở Nội vụ"])
FOUND = directive(extracted(REVIEW | {"lead": ["Sở Tài chính"]}), extracted(REPORT), extracted(EXTRA, 0.3))


@pytest.fixture
def place(tmp_path, monkeypatch):
    gold, inputs = tmp_path / "gold", tmp_path / "input"
    for folder in (gold, inputs):
        folder.mkdir()
    (gold / "a.json").write_text(json.dumps(directive(REVIEW, REPORT, FORBID)), "utf-8")
    (inputs / "a.txt").write_text(TEXT, "utf-8")
    results = {"a": Run(inputs / "a.txt", FOUND, TEXT)}
    monkeypatch.setattr(command, "run_all", lambda files, settings: [results[f.stem] for f in files if f.stem in results])
    return tmp_path, results


def run(place, wide=200):
    folder = place[0]
    console = Console(record=True, width=wide, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    code = evaluate_command(folder / "gold", folder / "input", console, outputs=folder / "out")
    return code, console.export_text(), (folder / "out" / "danh-gia" / "index.html").read_text("utf-8")


def test_prints_figures_worst_rows_and_the_files_written(place):
    code, printed, _ = run(place)
    assert code == 0
    for words in ("Dòng đúng hoàn toàn", "33,3%", "Nửa điều chỉnh", "Nửa giữ riêng", "bỏ sót", "sai chủ trì", "index.html"):
        assert words in printed


def test_page_shows_both_sides_and_carries_nothing_from_outside(place):
    _, _, page = run(place)
    assert '<mark class="missed">' in page
    assert '<mark class="spurious">' in page
    assert "chú giải <b>Sở Y tế</b>, tìm thấy <b>Sở Tài chính</b>" in page
    assert "Việc &lt;b&gt;thêm&lt;/b&gt;" in page
    assert not re.search(r"https?:|<script|src=|@import|url\(", page)


def test_the_second_run_shows_what_moved(place):
    run(place)
    place[1]["a"] = Run(place[1]["a"].path, directive(*map(extracted, (REVIEW, REPORT, FORBID))), TEXT)
    _, printed, page = run(place)
    assert "(+66,7)" in printed
    assert '<span class="up">(+66,7)</span>' in page
    assert run(place)[1].count("(+") == 0


def test_another_set_of_directives_is_not_compared(place):
    run(place)
    place[1]["a"] = Run(place[1]["a"].path, directive(*map(extracted, (REVIEW, REPORT, FORBID))), TEXT)
    more = place[0] / "gold" / "b.json"
    more.write_text(json.dumps(directive(REPORT)), "utf-8")
    assert "(+" not in run(place)[1]
    more.unlink()
    assert "(+66,7)" in run(place)[1]


def test_a_broken_last_run_is_no_last_run(place):
    run(place)
    (place[0] / "out" / "danh-gia" / "last.json").write_text("{", "utf-8")
    code, _, page = run(place)
    assert code == 0
    assert "chưa có lần chạy trước" in page


def test_a_failed_file_is_listed_and_counts_as_empty(place):
    place[1]["a"] = Run(Path("a.txt"), error="Tệp hỏng.")
    code, printed, page = run(place)
    assert code == 1
    assert "Không xử lý được a: Tệp hỏng." in printed
    assert "Tệp hỏng." in page


def test_a_directive_without_a_file_is_listed(place):
    (place[0] / "gold" / "b.json").write_text(json.dumps(directive(REPORT)), "utf-8")
    code, printed, _ = run(place)
    assert code == 0
    assert "Thiếu tệp đầu vào của văn bản: b" in printed


@pytest.mark.parametrize("name", ["gold", "input"])
def test_an_empty_folder_is_an_error_in_words(place, name):
    for path in (place[0] / name).iterdir():
        path.unlink()
    with pytest.raises(InputError, match="Không có"):
        run(place)

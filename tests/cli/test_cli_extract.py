"""``chidao extract``: the terminal, JSON, files, and files that fail."""

import json
from pathlib import Path

import jsonschema
import pytest

pytestmark = pytest.mark.usefixtures("pipeline_stub")

SCHEMA = Path(__file__).parents[3] / "shared" / "contract" / "directive.schema.json"


def test_the_terminal_shows_head_tasks_and_doubts(chidao, write):
    result = chidao("extract", write("a.txt", "văn bản 07"))
    assert result.exit_code == 0
    for told in ("07/CT-UBND", "chỉ thị", "UBND tỉnh A", "05/03/2024", "phòng cháy rừng", "khẩn",
                 "TM. Chủ tịch Nguyễn Văn A", "918, …", "Sở D; … và 1 nơi khác", "1.a", "Sở Nội vụ", "Công an tỉnh",
                 "15/05/2024", "hằng tháng", "91%", "42%", "(chưa rõ)", "Không được làm:",
                 "2 nhiệm vụ; 1 đoạn đã xét và loại; 1 nhiệm vụ cần xem lại", "Ngày ban hành khó đọc."):
        assert told in result.stdout
    assert "[bold]phương" in result.stdout


def test_no_task_is_said(chidao, write):
    assert "Không có nhiệm vụ nào; 1 đoạn đã xét và loại." in chidao("extract", write("a.txt", "không 07")).stdout


def test_nothing_is_stored(chidao, write, place):
    chidao("extract", write("a.txt", "văn bản 07"))
    assert not (place / "kho").exists()


def test_json_of_one_file_is_an_object_that_meets_the_contract(chidao, write):
    result = chidao("extract", write("a.txt", "văn bản 07"), "--json")
    data = json.loads(result.stdout)
    assert data["directive"]["number"] == "07/CT-UBND"
    assert "chữa cháy" in result.stdout
    if not SCHEMA.exists():
        pytest.skip("the contract is not here")
    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_json_of_several_files_is_an_array_of_those_that_could_be_read(chidao, write):
    files = write("a.txt", "văn bản 07"), write("b.txt", "hỏng"), write("c.txt", "văn bản 08")
    result = chidao("extract", *files, "--json")
    assert [data["source"]["name"] for data in json.loads(result.stdout)] == ["a.txt", "c.txt"]
    assert result.exit_code == 3
    assert "Tệp “b.txt” bị hỏng." in result.stderr
    assert "→ Xin lại tệp từ nơi gửi." in result.stderr


def test_json_of_one_file_that_fails_is_nothing(chidao, write):
    result = chidao("extract", write("a.txt", "hỏng"), "--json")
    assert (result.exit_code, result.stdout) == (3, "")


def test_results_are_written_under_the_name_without_its_last_suffix(chidao, write, place):
    files = write("cd.217.txt", "văn bản 07"), write("b.txt", "văn bản 08"), write("x/b.doc", "văn bản 09")
    result = chidao("extract", *files, "-o", "kq/con")
    assert sorted(file.name for file in (place / "kq/con").iterdir()) == ["b.doc.json", "b.json", "cd.217.json"]
    assert json.loads((place / "kq/con/b.json").read_text(encoding="utf-8"))["directive"]["number"] == "08/CT-UBND"
    assert "cd.217.txt → kq/con/cd.217.json: 2 nhiệm vụ" in result.stdout


def test_a_result_that_cannot_be_written_has_its_own_code(chidao, write):
    write("kq", "a file in the way")
    result = chidao("extract", write("a.txt", "văn bản 07"), "-o", "kq")
    assert result.exit_code == 6
    assert "Không ghi được" in result.stderr


@pytest.mark.parametrize(("contents", "code"), [
    (["văn bản 07"], 0), (["hỏng"], 3), (["mật"], 4), (["hỏng", "mật", "văn bản 07"], 4), (["lỗi"], 1),
    (["lỗi", "hỏng"], 3),
])
def test_the_exit_code_is_the_highest_of_all_files(chidao, write, contents, code):
    files = [write(f"{place}.txt", content) for place, content in enumerate(contents)]
    assert chidao("extract", *files).exit_code == code


def test_a_defect_is_journaled_and_not_shown(chidao, write, place):
    result = chidao("extract", write("a.txt", "lỗi"), write("b.txt", "văn bản 07"))
    assert "lỗi ngoài dự kiến" in result.stderr
    assert "Traceback" not in result.output
    assert "07/CT-UBND" in result.stdout
    (log,) = (place / "kho/log").iterdir()
    assert "a defect nobody foresaw" in log.read_text(encoding="utf-8")


def test_a_folder_and_a_missing_file_are_told_apart(chidao, write, place):
    file = write("d/a.txt", "văn bản 07")
    result = chidao("extract", "d", "khong.pdf", file)
    assert "“d” là thư mục" in result.stderr
    assert "Không tìm thấy tệp “khong.pdf”" in result.stderr
    assert "07/CT-UBND" in result.stdout
    assert result.exit_code == 3

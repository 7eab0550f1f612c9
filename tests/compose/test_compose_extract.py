"""One file through all rooms: what is refused, what is said when no task is found, that nothing is lost."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.compose import extract
from pipeline.errors import SecretDirective, UnsupportedFormat
from pipeline.reading import read
from pipeline.settings import Settings
from pipeline.structure.parse import parse
from tests.tasks.task_papers import paper

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


def write(folder, body, *above):
    path = folder / "thu.txt"
    path.write_text("\n".join([*above, *paper(body).text.split("\n")]), "utf-8")
    return path


def test_a_text_becomes_tasks(tmp_path):
    path = write(tmp_path, ["UBND tỉnh yêu cầu:", "1. Sở Y tế kiểm tra kho thuốc trước ngày 30/4/2024."])
    found = extract(path)
    assert found.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(t.clause, t.text, [p.agency for p in t.lead]) for t in found.tasks] == [
        ("1", "Sở Y tế kiểm tra kho thuốc trước ngày 30/4/2024", ["Sở Y tế"])]
    assert found.head.number == "12/UBND-TH"


def test_no_task_is_an_answer_and_says_how_much_was_seen(tmp_path):
    found = extract(write(tmp_path, ["Thời tiết nhiều nắng.", "Trân trọng./."]))
    assert found.tasks == ()
    doubt = next(w for w in found.warnings if w.code == "khong-co-nhiem-vu")
    assert f"đã xem {len(found.rejected)} đoạn" in doubt.message


def test_where_there_are_tasks_nothing_is_said_of_none():
    assert "khong-co-nhiem-vu" not in {w.code for w in extract(SAMPLES / "cv-1612-ubnd-vxnv-2024.docx").warnings}


def test_a_stamp_of_secrecy_on_the_page_is_enough(tmp_path):
    with pytest.raises(SecretDirective):
        extract(write(tmp_path, ["1. Sở Y tế kiểm tra kho thuốc."], "TỐI MẬT"))


def test_a_kind_of_file_that_is_not_read_is_an_error(tmp_path):
    path = tmp_path / "anh.gif"
    path.write_bytes(b"GIF89a" + bytes(64))
    with pytest.raises(UnsupportedFormat):
        extract(path)


@pytest.mark.parametrize("name", ["cv-1612-ubnd-vxnv-2024.docx", "kh-2140-kh-ubnd-2025.docx", "tb-146-tb-vpcp-2018.docx", "nq-27-nq-hdnd-2012.docx"])
def test_no_word_of_the_directive_part_is_lost(name):
    found = extract(SAMPLES / name)
    structure = parse(read(SAMPLES / name, Settings()))
    held = set()
    for start, end in [(t.evidence.start, t.evidence.end) for t in found.tasks] + [(r.start, r.end) for r in found.rejected]:
        held.update(range(start, end))
    lost = [i for c in structure.clauses for i in range(c.start, c.end) if found.text[i].isalpha() and i not in held]
    assert "".join(found.text[i] for i in lost) == ""
    assert structure.clauses


def test_two_runs_give_the_same():
    path = SAMPLES / "kh-86-kh-ubnd-2023.docx"
    assert extract(path) == extract(path)


def test_warming_up_loads_what_only_some_files_need():
    code = ("import sys; from pipeline.compose import warm_up; late = {'underthesea', 'pyhanko', 'holidays.countries'}; "
            "assert not late & set(sys.modules), late & set(sys.modules); warm_up(); assert late <= set(sys.modules)")
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_loaded_is_not_looked_through_for_garbage():
    code = "import gc; from pipeline.compose import warm_up; warm_up(); assert gc.get_freeze_count() > 100_000"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_readers_of_other_files_are_not_loaded_for_a_text():
    code = ("import sys; from pathlib import Path; from pipeline.compose import extract; "
            f"extract(Path({str(SAMPLES / 'cv-1612-ubnd-vxnv-2024.pdf')!r})); late = {{'docx', 'pdfplumber'}}; "
            "assert not late & set(sys.modules), late & set(sys.modules)")
    subprocess.run([sys.executable, "-c", code], check=True)

"""``chidao chain``: the tree of a directive on the terminal and its picture."""

import hashlib
import shutil
from datetime import date

import pytest

from pipeline.model import Citing, Evidence, Extraction, Head, Limit, Party, Reference, Source, Task
from pipeline.settings import Settings
from pipeline.store import open_store

pytest.importorskip("graphviz", reason="the package is not installed yet: make setup")

ORDER = Head("09/CT-TTg", "chỉ thị", "Thủ tướng Chính phủ", None, date(2024, 2, 23))
LETTER = Head("12/UBND-VX", "công văn", "UBND tỉnh A", None, date(2024, 4, 5))
LAST = Head("15/UBND-VX", "công văn", "UBND tỉnh A", None, date(2024, 6, 5))
TEXTS = {"09": "Lập hồ sơ trước ngày 30/9/2024", "12": "Sở Nội vụ thực hiện khoản 1 Chỉ thị số 09/CT-TTg", "15": "Lùi thời hạn đến 31/10/2024"}


def task(text, due=None):
    limits = (Limit(f"trước ngày {due:%d/%m/%Y}", "DATE", due=due),) if due else ()
    return Task(text, "1", text, "obligation", (Party("Sở Nội vụ", "Sở Nội vụ"),), (), limits, None, Evidence(1, 0, len(text)), 0.9)


def reference(head, relation, *clauses, at=20):
    return Reference(head.number, head.type, head.issuer, head.issued_on, relation, clauses, at, at + 5, (Citing(relation, clauses, "1", at, at + 5),))


@pytest.fixture
def taken(place):
    with open_store(Settings(home=place / "kho")) as store:
        for name, head, references, due in (("09", ORDER, (), date(2024, 9, 30)), ("12", LETTER, (reference(ORDER, "thực hiện", "khoản 1"),), None),
                                            ("15", LAST, (reference(LETTER, "sửa đổi", "khoản 1"),
                                                          reference(Head("5/QĐ-BNV", "quyết định", "Bộ Nội vụ"), "căn cứ", at=1)), None)):
            path = place / f"{name}.txt"
            path.write_text(TEXTS[name], encoding="utf-8")
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            store.record(Extraction(Source(path.name, sha256, 1, "txt"), TEXTS[name], head, references, (task(TEXTS[name], due),), (), ()), path)


def flat(text):
    return [line.strip("│├└─ ") for line in text.splitlines()]


def test_the_tree_shows_what_is_cited_what_cites_and_what_came_down(chidao, taken):
    result = chidao("chain", "12/ubnd-vx")
    assert result.exit_code == 0
    told = flat(result.stdout)
    assert told[:9] == [
        "Công văn số 12/UBND-VX ngày 05/04/2024 của UBND tỉnh A",
        "Văn bản được dẫn",
        "Thực hiện khoản 1: Chỉ thị số 09/CT-TTg ngày 23/02/2024 của Thủ tướng Chính phủ",
        "Văn bản dẫn đến văn bản này",
        "Gia hạn khoản 1: Công văn số 15/UBND-VX ngày 05/06/2024 của UBND tỉnh A",
        "Nhiệm vụ theo chuỗi",
        "khoản 1: Sở Nội vụ thực hiện khoản 1 Chỉ thị số 09/CT-TTg",
        "Thực hiện khoản 1 Chỉ thị số 09/CT-TTg ngày 23/02/2024: 1 nhiệm vụ",
        "khoản 1: Lập hồ sơ trước ngày 30/9/2024 – hạn 30/09/2024",
    ]
    assert "Thời hạn kế thừa – hạn 30/09/2024, theo 09/CT-TTg, khoản 1" in told
    assert "09/CT-TTg → 12/UBND-VX" in told
    assert any(line.startswith("Được lùi thời hạn (khoản 1)") for line in told)


def test_what_is_only_cited_shows_who_cites_it(chidao, taken):
    told = flat(chidao("chain", "5/QĐ-BNV").stdout)
    assert told[:3] == ["Quyết định số 5/QĐ-BNV của Bộ Nội vụ (chưa có trong hệ thống)", "Văn bản dẫn đến văn bản này",
                        "Căn cứ: Công văn số 15/UBND-VX ngày 05/06/2024 của UBND tỉnh A"]


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed on this machine")
def test_the_picture_shows_the_directive_and_its_neighbours(chidao, taken, place):
    told = chidao("chain", "15/UBND-VX").stdout
    picture = place / "outputs/chuoi-van-ban/15-ubnd-vx.svg"
    assert f"Sơ đồ: {picture}" in told.replace("\n", "")
    drawn = picture.read_text("utf-8")
    for word in ("15/UBND&#45;VX", "12/UBND&#45;VX", "09/CT&#45;TTg", "5/QĐ&#45;BNV", "gia hạn khoản 1", "(chưa có trong hệ thống)"):
        assert word in drawn


def test_without_graphviz_it_says_so_and_goes_on(chidao, taken, monkeypatch, place):
    monkeypatch.setenv("PATH", str(place))
    result = chidao("chain", "15/UBND-VX")
    assert result.exit_code == 0
    assert "Chưa vẽ được sơ đồ vì máy chưa có Graphviz; cài gói graphviz" in result.stdout


def test_an_unknown_number_is_told(chidao, taken):
    result = chidao("chain", "99/CT-TTg")
    assert result.exit_code == 3
    assert "Không có văn bản nào mang hoặc dẫn số, ký hiệu “99/CT-TTg” trong kho." in result.stderr


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed on this machine")
def test_a_picture_that_cannot_be_written_is_told(chidao, taken, place):
    (place / "outputs").write_text("một tệp ở chỗ của thư mục", encoding="utf-8")
    result = chidao("chain", "15/UBND-VX")
    assert result.exit_code == 6
    assert "15-ubnd-vx.svg: " in result.stderr.replace("\n", "")

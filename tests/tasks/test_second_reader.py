"""The second reader: what it sees of a piece, and what its learned weights say of plain sentences."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.model import Clause
from pipeline.tasks.second_reader import BUCKETS, Page, Piece, Weights, buckets, learned, read, shapes, words

HEADING = "Nhiệm vụ của Sở Y tế:"
WORK = "Rà soát 12 kho thuốc, báo cáo trước ngày 15/5/2024"
TEXT = f"{HEADING}\n{WORK}"
CLAUSES = (Clause(0, None, "arabic", "1", "1", 0, len(HEADING), 0, "body", True),
           Clause(1, 0, "bullet", None, "1", len(HEADING) + 1, len(TEXT), 1, "body", False))
PAGE, PIECE = Page(TEXT, CLAUSES, "chỉ thị", None), Piece(CLAUSES[1], len(HEADING) + 1, len(TEXT), 0)


def page_of(text):
    clause = Clause(0, None, "arabic", "1", "1", 0, len(text), 0, "body", False)
    return Page(text, (clause,), "công văn", None), Piece(clause, 0, len(text))


def test_figures_are_seen_by_their_length():
    assert words("Trước 15/5/2024, 123456 hộ") == ["trước", "00", "/", "0", "/", "0000", ",", "0000", "hộ"]


def test_it_sees_words_place_and_heading():
    seen = shapes(PAGE, PIECE)
    assert {"w thuốc", "b kho thuốc", "p0 rà", "last 0000", "kind bullet", "type chỉ thị", "opens True", "h0 sở", "hk0 arabic",
            "above 1"} <= seen


def test_only_the_opening_of_what_stands_above_is_seen():
    long = " ".join(f"từ{chr(97 + k)}" for k in range(20))
    clauses = (Clause(0, None, "arabic", "1", "1", 0, len(long), 0, "body", True),
               Clause(1, 0, "bullet", None, "1", len(long) + 1, len(long) + 5, 1, "body", False))
    seen = shapes(Page(f"{long}\nlàm", clauses, None, None), Piece(clauses[1], len(long) + 1, len(long) + 4))
    assert "h0 từa" in seen
    assert "h0 từt" not in seen


def test_places_of_weights_do_not_change_between_runs():
    assert buckets(["w thuốc"]) == [12865]


def test_an_opinion_is_made_of_chances():
    (opinion,) = read(PAGE, [PIECE])
    assert all(0 <= c <= 1 for c in (opinion.task, opinion.support, opinion.deadlines, *opinion.where.values()))
    assert sum(opinion.where.values()) == pytest.approx(1)


def test_weights_add_up():
    matrix = np.zeros((BUCKETS, 5), np.float32)
    matrix[buckets(["w thuốc"]), 0] = 2.0
    weights = Weights(matrix, np.array([-1.0, 0, 0, 0, 0]), ("own", "nobody"))
    assert weights.opinion({"w thuốc"}).task == pytest.approx(1 / (1 + np.exp(-1)))
    assert weights.opinion({"w khác"}).task < 0.5
    assert weights.opinion(set()).where == {"own": 0.5, "nobody": 0.5}


@pytest.mark.parametrize(("command", "other"), [
    ("Yêu cầu các sở, ban, ngành khẩn trương rà soát, báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 20/10/2024.",
     "Trong năm qua, công tác phòng cháy tại địa phương đã đạt được nhiều kết quả tích cực."),
    ("Chủ trì, phối hợp với Sở Tài chính tổ chức kiểm tra, xử lý vi phạm.", "Căn cứ Luật Tổ chức chính quyền địa phương;"),
])
def test_the_shipped_reader_tells_commands_from_what_is_told(command, other):
    (one,), (two,) = ([read(page, [piece])[0] for page, piece in [page_of(text)]] for text in (command, other))
    assert one.task > two.task


def test_the_shipped_reader_sees_limits_and_helpers():
    dated, plain = (read(p, [q])[0] for p, q in map(page_of, (
        "Báo cáo kết quả trước ngày 20/10/2024.", "Tăng cường tuyên truyền trong nhân dân.")))
    page, piece = page_of("Chủ trì, phối hợp với Sở Tài chính kiểm tra các kho thuốc.")
    (helped,) = read(page, [piece])
    assert dated.deadlines > plain.deadlines
    assert helped.support > plain.support


def test_the_file_of_weights_stays_small():
    weights = learned()
    assert weights.matrix.shape == (BUCKETS, 3 + len(weights.places))

"""Directives written a little differently give the same rows but for the words changed."""

from collections import defaultdict

import pytest

from pipeline.structure.parse import parse
from tests.tasks.task_papers import paper
from tools.metamorphic.__main__ import ROOT, SHARED, WRAPPED, all_outcomes, directives
from tools.metamorphic.comparing import outcome
from tools.metamorphic.editing import Edit, Edited
from tools.metamorphic.reading import reading
from tools.metamorphic.variants import VARIANTS, another_body, another_label, limit_before, one_adverb_more

FLOORS = dict.fromkeys(VARIANTS, 0.99) | {WRAPPED: 0.9}  # plain text with wrapped lines has lost its paragraphs
STEP = 3  # every third directive: all of them take minutes, `python -m tools.metamorphic` runs them
BODY = ["UBND tỉnh yêu cầu:", "1. Sở Y tế rà soát kho thuốc, báo cáo trước ngày 30/6/2024.",
        "2. Sở Nội vụ đôn đốc các đơn vị.", "3. Lập sổ theo dõi.", "Đơn vị chủ trì: Sở Y tế."]


def shares(paths):
    rows, changed = defaultdict(int), defaultdict(list)
    for stem, found in all_outcomes(paths):
        for name, result in found.items():
            rows[name] += result.rows
            changed[name] += [f"{stem} {line}" for line in result.changed]
    return {name: (1 - len(changed[name]) / rows[name], changed[name]) for name in rows if rows[name]}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated directives are not on this machine")
def test_annotated_directives_keep_their_rows():
    found = shares(directives()[::STEP])
    assert found.keys() == FLOORS.keys()
    for name, (share, changed) in found.items():
        assert share >= FLOORS[name], (name, changed)


def test_the_samples_keep_their_rows():
    found = shares(sorted((ROOT / "corpus" / "samples").glob("*.docx")))
    assert len(found) >= 4
    for name, (share, changed) in found.items():
        assert share >= FLOORS[name], (name, changed)


def test_spans_move_with_the_words():
    document = paper(BODY)
    at = document.text.index("rà soát")
    edited = Edited(document, [Edit(at, at, "khẩn trương "), Edit(at + 8, at + 17, "hồ sơ lưu")])
    texts = [document.text[p.start:p.end] for p in document.paragraphs]
    now = [edited.document.text[p.start:p.end] for p in edited.document.paragraphs]
    assert [a for a, b in zip(texts, now, strict=True) if a != b] == [BODY[1]]
    assert "1. Sở Y tế khẩn trương rà soát hồ sơ lưu, báo cáo trước ngày 30/6/2024." in now


@pytest.mark.parametrize(("make", "words"), [
    (another_body, "1. Sở Tư pháp rà soát"), (one_adverb_more, "Sở Y tế khẩn trương rà soát kho thuốc"),
    (limit_before, "1. Trước ngày 30/6/2024, Sở Y tế rà soát kho thuốc, báo cáo"), (another_label, "Cơ quan chủ trì: Sở Y tế")])
def test_what_a_way_to_write_changes(make, words):
    before = reading(paper(BODY))
    assert words in Edited(before.document, make(before).edits).document.text


def test_a_row_that_does_not_stay_is_told():
    before = reading(paper(BODY))
    at = before.document.text.index("Sở Nội vụ")
    variant = type(another_body(before))([Edit(at, at + 9, "Sở Tài chính")])  # without saying that the name changes
    assert any("Sở Nội vụ" in line and "Sở Tài chính" in line for line in outcome(before, variant).changed)
    assert parse(before.document) == before.structure

import pytest
from eval_samples import directive

from pipeline.evaluation.halves import half_of
from pipeline.evaluation.measuring import measure
from pipeline.evaluation.reliability import Coverage, Judged, bands, coverage
from pipeline.evaluation.sheets import sheet


def test_bands_set_the_printed_confidence_beside_the_truth():
    table = bands([Judged(0.92, True, True), Judged(0.94, True, False), Judged(1.0, True, True), Judged(0.2, False, False)])
    assert [(b.low, b.tasks, b.is_task, b.exact) for b in table] == [(0.0, 1, 0, 0), (0.9, 2, 1, 0.5), (0.95, 1, 1, 1)]
    assert table[1].confidence == pytest.approx(0.93)


def test_coverage_is_the_largest_share_that_keeps_the_precision():
    right_then_wrong = [(0.9, True)] * 97 + [(0.8, False)] * 3 + [(0.7, True)] * 20 + [(0.1, False)] * 30
    assert coverage(right_then_wrong) == Coverage(120 / 150, 0.7)


def test_tasks_of_equal_confidence_are_taken_together():
    assert coverage([(0.9, True), (0.9, False)]) == Coverage(0.0, None)


def test_no_tasks_no_coverage():
    assert coverage([]) == Coverage(0.0, None)


def test_an_issuer_is_always_in_the_same_half():
    assert half_of("UBND tỉnh A") == half_of("Ủy ban nhân dân tỉnh A") == half_of("Chủ tịch UBND tỉnh A")


def test_both_halves_are_used_and_add_up():
    gold = {str(n): sheet(directive(issuer=f"UBND tỉnh {n}")) for n in range(40)}
    measured = measure(gold, [])
    tune, held_out = measured.figures("tune").directives, measured.figures("held-out").directives
    assert tune + held_out == 40
    assert min(tune, held_out) >= 10

"""Clauses by their names and by their paths."""

import pytest

from pipeline.model.clauses import called, cited_paths


@pytest.mark.parametrize(("path", "name"), [
    ("1", "khoản 1"), ("1.b", "điểm b khoản 1"), ("II.3.b", "điểm b khoản 3 mục II"), ("Điều 3.2.a", "điểm a khoản 2 Điều 3"),
    ("Chương II.Điều 9.1", "khoản 1 Điều 9 Chương II"), ("2.1.a", "điểm a khoản 2.1"), (None, ""),
])
def test_a_path_is_called_as_it_is_cited(path, name):
    assert called(path) == name


PATHS = ("1", "1.a", "1.b", "1.c", "2.a", "5.b", "2.1", "2.1.a")
ARTICLES = ("Chương I.Điều 3.2", "Chương I.Điều 3.2.a", "Chương II.Điều 9.1", "Chương II.Điều 9.4", "Chương II.Điều 10")
SECTIONS = ("II.3", "II.3.b", "III.3", "III.4")


@pytest.mark.parametrize(("clauses", "paths", "found"), [
    (["khoản 1", "khoản 5"], PATHS, {"1", "1.a", "1.b", "1.c", "5.b"}),
    (["điểm b", "điểm c khoản 1"], PATHS, {"1.b", "1.c"}),
    (["điểm b và c khoản 1"], PATHS, {"1.b", "1.c"}),
    (["Khoản 2.1"], PATHS, {"2.1", "2.1.a"}),
    (["khoản 7"], PATHS, set()),
    (["khoản 2 Điều 3"], ARTICLES, {"Chương I.Điều 3.2", "Chương I.Điều 3.2.a"}),
    (["khoản 1", "khoản 4 Điều 9"], ARTICLES, {"Chương II.Điều 9.1", "Chương II.Điều 9.4"}),
    (["Điều 10"], ARTICLES, {"Chương II.Điều 10"}),
    (["mục II"], SECTIONS, {"II.3", "II.3.b"}),
    (["điểm b khoản 3 Mục II"], SECTIONS, {"II.3.b"}),
    (["khoản 4"], SECTIONS, {"III.4"}),
    (["khoản 3"], SECTIONS, set()),  # stands in two sections: which is meant is not told
])
def test_cited_clauses_mean_paths(clauses, paths, found):
    assert cited_paths(clauses, paths) == found

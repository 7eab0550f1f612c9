"""The short form of ``python -m tools.stress pages``: a real server, few people in a hurry."""

from collections import Counter
from random import Random

import pytest

from tools.stress import pages
from tools.stress.browsing import Done, Kept, kind_of

FEW = pages.Crowd(readers=3, reviewers=3, papers=1, reading=(0.2, 0.6), reviewing=(0.05, 0.2))


def test_those_who_read_and_review_at_once_see_no_error_and_lose_nothing():
    figures = pages.measure(5, Random(1), FEW)
    assert figures.wrong == []
    assert figures.counts["requests"] > 20
    assert figures.counts["cells changed and acknowledged"] > 3
    assert figures.counts["ms, a change in review: worst"] > 0


@pytest.fixture
def judged(monkeypatch):
    """What the judge says of a store with one change of a cell."""
    from types import SimpleNamespace  # noqa: PLC0415

    def judge(acknowledged, *, stands="sau", audited=("nguoi", "correct", "t1", "text", "sau"), state="taken"):
        kept = SimpleNamespace(who="nguoi", subject="t1", cell="text", before="trước", after="sau", state=state)
        done = {"nguoi": Done(kept=acknowledged)}
        return pages.differences(done, [kept], Counter([audited]), {"t1": {"text": stands}})
    return judge


def test_the_judge_sees_what_is_lost(judged):
    right = [Kept("t1", "text", "trước", "sau", 1)]
    assert judged(right) == []
    assert [one.split(":")[0] for one in judged([*right, Kept("t1", "text", "sau", "nữa", 2)])] == ["lost"]
    assert [one.split(":")[0] for one in judged([])] == ["nobody was told"]
    assert [one.split(":")[0] for one in judged([Kept("t1", "text", "khác", "sau", 1)])] == ["lost", "nobody was told"]
    assert judged(right, stands="khác") == ["t1 text is 'khác', not 'sau'"]
    assert len(judged(right, audited=("nguoi", "correct", "t1", "text", "khác"))) == 2


@pytest.mark.parametrize(("path", "kind"), [
    ("/", "home"), ("/tim-kiem/?q=a", "search"), (f"/ra-soat/{'a' * 64}/sua/o", "a change in review"),
    (f"/van-ban/{'a' * 64}/trang-1.jpg", "picture of a page"), (f"/van-ban/{'a' * 64}/nhiem-vu/x/", "task")])
def test_what_an_address_shows(path, kind):
    assert kind_of(path) == kind

"""The rows follow the store, and only what differs is written."""

from datetime import timedelta

import pytest
from web_samples import HEALTH, HEALTH_TASKS, TODAY, record, task

from pipeline.store import Amendment, open_store
from pipeline.web import projecting
from pipeline.web.models import Body, Duty, Paper, Projection, Row


def test_rows_of_the_same_store_are_current_and_nothing_is_written(office):
    assert projecting.is_current(office.settings)
    built = projecting.build(office.settings)
    assert (built.written, built.removed) == (0, 0)


def test_signing_in_makes_no_rows_stale(office):
    with open_store(office.settings) as store:
        store.signed_in("vanthu", "127.0.0.1")
        assert projecting.is_current(office.settings)


def test_a_correction_writes_its_rows_alone(office):
    with open_store(office.settings) as store:
        store.amend(office.papers.health, "a1", Amendment("hoàn thành", TODAY))
        assert not projecting.is_current(office.settings)
    built = projecting.build(office.settings)
    assert (built.written, built.removed) == (2, 0)  # the task and its row
    assert Duty.objects.get(task="a1").state == "done late"
    assert Body.objects.get(name=HEALTH).late == 0
    assert Projection.objects.get().totals["late"] == 1
    assert projecting.is_current(office.settings)


def test_a_new_directive_comes_and_a_removed_one_goes(office):
    with open_store(office.settings) as store:
        third = record(store, office.home, "03/CT-UBND", (task("c1", "Mua thuốc", "Sở Tài chính tỉnh Lào Cai", 2),))
        store.remove(store.find("02/CT-UBND")[0], "thử")
    projecting.build(office.settings)
    assert set(Paper.objects.values_list("sha256", flat=True)) == {third, office.papers.health}
    assert Row.objects.filter(duty__task__startswith="b").count() == 0
    assert Body.objects.filter(name="Sở Tài chính tỉnh Lào Cai").get().near == 1


def test_ids_stay_when_a_directive_is_read_again(office):
    before = dict(Duty.objects.values_list("task", "pk"))
    with open_store(office.settings) as store:
        store.amend(office.papers.health, "a2", Amendment(note="đang làm"))
    projecting.build(office.settings)
    assert dict(Duty.objects.values_list("task", "pk")) == before


def test_the_next_day_makes_rows_stale(office, monkeypatch):
    monkeypatch.setattr(projecting, "today", lambda: TODAY + timedelta(days=1))
    assert not projecting.is_current(office.settings)


def test_the_counts_of_a_list_are_those_of_its_rows(office):
    for body in Body.objects.all():
        rows = Row.objects.filter(body=body)
        assert (body.total, body.open) == (rows.count(), rows.filter(open=True).count())
    assert len(HEALTH_TASKS) == Body.objects.get(name=HEALTH).total


@pytest.mark.parametrize("field", ["due", "text", "lead"])
def test_the_digest_tells_a_field_that_differs(office, field):
    values = dict.fromkeys(("due", "text", "lead"), "x")
    assert projecting.digest_of(values) != projecting.digest_of(values | {field: "y"})

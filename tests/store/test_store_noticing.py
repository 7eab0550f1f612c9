"""Notices in the store: each is made once, a sending is claimed by one program, what is held back is in no backup."""

from datetime import date, timedelta

import pytest
from store_samples import extraction, put, sha, task

from pipeline.errors import SuspectedSecret
from pipeline.store import noticing, open_store
from pipeline.store.clock import now
from pipeline.store.results import Noted

DAY = date(2026, 3, 5)


def noted(number, content="a" * 64, kind="new"):
    return Noted(f"{kind}-{number}", kind, "mã so-y-te", "Sở Y tế", f"t{number}", content, DAY)


@pytest.fixture
def later(monkeypatch):
    def wait(**by):
        moment = now() + timedelta(**by)
        monkeypatch.setattr(noticing, "now", lambda: moment)
    return wait


def test_a_notice_is_made_once_and_goes_to_webhooks_in_parts(store):
    every = [noted(number) for number in range(250)]
    keys = [one.key for one in every]
    assert store.note_notices(every, {"x": keys, "y": keys[:1]}) == 250
    assert store.note_notices(every, {"x": keys}) == 0
    assert store.unnoticed([*keys, "other"]) == {"other"}
    sizes = sorted(len(one.notices) for one in store.sendings() if one.target == "x")
    assert sizes == [50, 100, 100]
    assert store.notices(keys[:2]) == {one.key: one for one in every[:2]}


def test_a_sending_is_claimed_once_and_taken_over_when_nobody_noted_its_end(store, settings, later):
    store.note_notices([noted(1)], {"x": ["new-1"]})
    one = store.take_sending("webhook")
    assert (one.state, one.attempts) == ("sending", 1)
    assert store.take_sending("webhook") is None
    assert store.take_sending("mail") is None
    later(minutes=11)
    again = store.take_sending("webhook")
    assert (again.id, again.key, again.attempts) == (one.id, one.key, 2)
    store.end_sending(again.id, "đã nhận", good=True)
    later(days=3)
    assert store.take_sending("webhook") is None


def test_pauses_grow_and_targets_that_are_away_are_left_alone(store, later):
    store.note_notices([noted(1), noted(2)], {"x": ["new-1"], "y": ["new-2"]})
    one = store.take_sending("webhook")
    store.end_sending(one.id, "không nối được", good=False)
    assert store.take_sending("webhook", (one.target,)).target != one.target
    waits = next(each for each in store.sendings() if each.id == one.id)
    assert waits.state == "waiting"
    assert timedelta(0) < waits.next_at - now() <= timedelta(minutes=1)


def test_a_digest_is_planned_once_a_day_and_replaces_the_one_before(store):
    body = ("mã so-y-te", "Sở Y tế")
    assert store.plan_digest("k1", "a@b", body, DAY, ["new-1"])
    assert not store.plan_digest("k1", "a@b", body, DAY, ["new-1"])
    assert store.plan_digest("k2", "a@b", body, DAY + timedelta(days=1), ["new-1"])
    assert {one.key: one.state for one in store.sendings()} == {"k1": "failed", "k2": "waiting"}


def test_what_was_told_in_a_digest_that_went_out_is_told(store):
    store.note_notices([noted(1), noted(2), noted(3, kind="late")], {})
    assert store.untold("mã so-y-te") == ["new-1", "new-2"]
    store.plan_digest("k1", "a@b", ("mã so-y-te", "Sở Y tế"), DAY, ["new-1"])
    assert store.untold("mã so-y-te") == ["new-1", "new-2"]
    store.end_sending(store.take_sending("mail").id, "đã gửi", good=True)
    assert store.untold("mã so-y-te") == ["new-2"]


def test_the_state_of_notices_changes_with_the_store_and_what_is_told(store, inbox):
    state = store.notice_state("5/3")
    assert not store.notices_stand(state)
    store.keep_notice_state(state)
    store.signed_in("ai", "127.0.0.1")
    assert store.notices_stand(store.notice_state("5/3"))
    assert store.notice_state("6/3") != state
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task()]), path)
    assert not store.notices_stand(store.notice_state("5/3"))


def test_notices_of_what_is_held_back_are_in_no_backup_and_go_when_it_is_forgotten(store, inbox):
    path, other = put(inbox, "a.txt", "một"), put(inbox, "b.txt", "hai")
    for one, id in ((path, "t1"), (other, "t2")):
        store.record(extraction(one, [task(id)]), one)
    store.note_notices([noted(1, sha(path)), noted(2, sha(other))], {})
    store.fail(path, SuspectedSecret("x", "y", "nghi"), sha(path))
    with store.one_moment() as moment:
        lines = list(dict(moment.tables())["notice"])
    assert len(lines) == 1
    assert "new-2" in lines[0]
    store.forget(sha(path))
    assert set(store.notices(["new-1", "new-2"])) == {"new-2"}


def test_a_store_of_another_program_knows_what_was_sent(settings, store):
    store.note_notices([noted(1)], {"x": ["new-1"]})
    store.close()
    with open_store(settings) as again:
        assert again.count_sendings() == {"waiting": 1, "sending": 0, "failed": 0}
        assert again.send_again(again.sendings()[0].id)

"""Notices: what is new, due soon and late for whom; each is made once, sent at least once, told with its outcome."""

import base64
import errno
import hashlib
import hmac
import http.client
import json
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from exchange_samples import SECRET, later, task

from pipeline.model import Party
from pipeline.model.review import Edit
from pipeline.office import sending
from pipeline.office.notices import every, kinds
from pipeline.office.reaching import why
from pipeline.office.sending import GONE, NOTHING, give, outlook
from pipeline.office.webhooks import signed
from pipeline.settings import Webhook
from pipeline.store import Amendment, open_store
from pipeline.store.clock import today

BODY = "Sở Y tế tỉnh Lào Cai"


def fresh(settings):
    return {(one.task.id, one.kind, one.body) for one in outlook(settings).fresh}


@pytest.mark.parametrize(("days", "kind"), [
    (40, None), (8, None), (7, "due7"), (4, "due7"), (3, "due3"), (2, "due3"), (1, "due1"), (0, "due1"), (-1, "late"),
    (-30, "late"), (-31, None), (None, None)])
def test_only_the_most_pressing_alert_of_a_limit_is_given(settings, give_tasks, days, kind):
    give_tasks(task("t", days))
    wanted = {("t", "new", BODY)} | ({("t", kind, BODY)} if kind else set())
    assert fresh(settings) == wanted


def test_a_notice_is_made_once_and_again_when_the_limit_is_moved(settings, give_tasks):
    give_tasks(task("t", 6))
    assert give(settings).made == 2
    assert give(settings).made == 0
    give(settings, as_of=today() + timedelta(days=1))
    assert give(settings, as_of=today() + timedelta(days=3)).made == 1  # three days left
    day = today() + timedelta(days=2)
    with open_store(settings) as store:
        store.correct("x.xlsx", [(Edit("t", "extended_to", "", day.isoformat()), "taken")], [])
    assert fresh(settings) == {("t", "due3", BODY)}


def test_every_body_of_a_task_is_told_with_its_role_and_what_is_done_is_told_to_nobody(settings, give_tasks):
    sha256 = give_tasks(task("t1", 3, support=("Sở Nội vụ",)), task("t2", 3))
    with open_store(settings) as store:
        register = store.register(today())
    roles = {(told.list.name, one.task.id): one.leads for told in every(register) for one in told.notices}
    assert {key: leads for key, leads in roles.items() if key[1] == "t1"} == {(BODY, "t1"): True, ("Sở Nội vụ (chưa rõ địa phương)", "t1"): False}
    with open_store(settings) as store:
        store.amend(sha256, "t2", Amendment(status="hoàn thành"))
    assert {id for id, _, _ in fresh(settings)} == {"t1"}


def test_what_came_in_long_ago_is_not_new(settings, give_tasks):
    give_tasks(task("t", None))
    with open_store(settings) as store:
        row = store.register(today()).tasks[0]
    assert list(kinds(row, today())) == ["new"]
    assert list(kinds(row, today() + timedelta(days=7))) == []


def test_a_webhook_gets_signed_json_with_no_more_words_than_it_may(settings, give_tasks, receiver, hook):
    text = "Rà soát " + "phương án chữa cháy " * 20
    give_tasks(task("t", 2, text))
    given = give(replace(settings, webhooks=(hook,)))
    assert (given.made, len(given.sent), given.failed) == (2, 1, [])
    (_, headers, body), = receiver.got
    mac = hmac.new(SECRET.encode(), f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body, hashlib.sha256)
    assert headers["webhook-signature"] == "v1," + base64.b64encode(mac.digest()).decode()
    assert headers["idempotency-key"] == headers["webhook-id"] == json.loads(body)["id"]
    notices = {one["kind"]: one for one in json.loads(body)["notices"]}
    assert notices["due3"]["days_left"] == 2
    assert notices["due3"]["body"] == {"name": BODY, "id": "tinh-lao-cai.so-y-te"}
    assert notices["new"]["event"] == "new"
    told = notices["due3"]["task"]
    assert set(told) == {"id", "number", "due", "status", "title"}
    assert len(told["title"]) <= 100
    assert text.strip() not in body.decode()


def test_with_words_the_whole_text_goes_out(settings, give_tasks, receiver, hook):
    text = "Rà soát " + "phương án chữa cháy " * 20
    give_tasks(task("t", 2, text))
    give(replace(settings, webhooks=(replace(hook, words=True),)))
    told = json.loads(receiver.got[0][2])["notices"][0]["task"]
    assert told["text"] == text
    assert told["issuer"] == "UBND tỉnh Lào Cai"


def test_a_secret_of_the_standard_is_base64_behind_its_prefix():
    raw = b"0123456789abcdef"
    made = signed("whsec_" + base64.b64encode(raw).decode(), "id", 5, b"{}")
    assert made == "v1," + base64.b64encode(hmac.new(raw, b"id.5.{}", hashlib.sha256).digest()).decode()
    assert signed("whsec_không", "id", 5, b"{}") == signed("whsec_không", "id", 5, b"{}")


@pytest.mark.parametrize(("more", "kinds_"), [
    ({"events": ("late",)}, {"late"}), ({"events": ("due",)}, {"due3"}), ({"bodies": ("Sở Nội vụ",)}, set()),
    ({"bodies": ("tinh-lao-cai.so-y-te",)}, {"new", "late", "due3"}), ({"bodies": ("sở y tế TỈNH LÀO CAI",)}, {"new", "late", "due3"})])
def test_a_webhook_gets_what_it_asked_for_alone(settings, give_tasks, receiver, hook, more, kinds_):
    give_tasks(task("t1", 3), task("t2", -3))
    give(replace(settings, webhooks=(replace(hook, **more),)))
    assert {one["kind"] for _, _, body in receiver.got for one in json.loads(body)["notices"]} == kinds_


def test_names_in_the_settings_that_mean_nobody_are_told(settings, give_tasks, hook):
    give_tasks(task("t1", 3))
    given = give(replace(settings, webhooks=(replace(hook, bodies=("Sở Y Tê",)),)))
    assert given.strangers == ("Sở Y Tê",)


def test_what_was_not_taken_is_tried_again_with_growing_pauses_and_given_up_in_the_end(settings, give_tasks, receiver, hook, monkeypatch):
    give_tasks(task("t", 3))
    settings = replace(settings, webhooks=(hook,))
    receiver.answers = [500] * 20
    assert len(give(settings).failed) == 1
    assert len(give(settings).failed) == 0  # not before its pause is over
    pauses, at = [], timedelta()
    for _ in range(8):
        with open_store(settings) as store:
            one = store.sendings()[0]
        assert (one.state, one.outcome) == ("waiting", "nơi nhận trả lời mã 500")
        pauses.append(one.next_at)
        at += timedelta(days=1, minutes=1)
        later(monkeypatch, days=at.days, seconds=at.seconds)
        assert len(give(settings).failed) == 1
    with open_store(settings) as store:
        one = store.sendings()[0]
        assert (one.state, one.attempts, one.next_at) == ("failed", 9, None)
        assert store.count_sendings() == {"waiting": 0, "sending": 0, "failed": 1}
        assert store.send_again(one.id)
    receiver.answers = []
    assert len(give(settings).sent) == 1
    assert {headers["idempotency-key"] for _, headers, _ in receiver.got} == {one.key}
    with open_store(settings) as store:
        assert not store.send_again(one.id)


def test_a_redirection_is_not_followed(settings, give_tasks, receiver, hook):
    give_tasks(task("t", 3))
    receiver.answers = [307]
    (_, why), = give(replace(settings, webhooks=(hook,))).failed
    assert "chuyển hướng" in why
    assert [path for path, _, _ in receiver.got] == ["/chidao"]


def test_a_proxy_of_the_environment_is_not_asked(settings, give_tasks, receiver, hook, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    give_tasks(task("t", 3))
    assert len(give(replace(settings, webhooks=(hook,))).sent) == 1


def test_a_receiver_that_keeps_silent_or_is_not_there_holds_nobody_up(settings, give_tasks, receiver, hook, monkeypatch):
    monkeypatch.setattr("pipeline.office.webhooks.SECONDS", 0.3)
    give_tasks(task("t", 3))
    silent = threading.Event()
    receiver.before_answer = lambda: silent.wait(3)
    nobody = Webhook("khong-co", "http://127.0.0.1:1/x", SECRET)
    began = time.monotonic()
    failed = give(replace(settings, webhooks=(nobody, hook))).failed
    silent.set()
    assert time.monotonic() - began < 3
    assert {one.target: why.split(":")[0] for one, why in failed} == {"khong-co": "không nối được", "dieu-hanh": "không nối được"}
    assert any("không có trả lời" in why for _, why in failed)


def test_who_does_not_answer_is_asked_once_a_call(settings, give_tasks, receiver, hook):
    give_tasks(*(task(f"t{n}", 3) for n in range(120)))
    receiver.answers = [503]
    given = give(replace(settings, webhooks=(hook,)))
    assert (len(given.failed), len(given.sent), len(receiver.got)) == (1, 0, 1)
    given = give(replace(settings, webhooks=(hook,)))
    assert len(given.sent) == 2  # 240 notices in three sendings, one of which waits
    assert sum(len(json.loads(body)["notices"]) for _, _, body in receiver.got[1:]) == 140


def test_a_webhook_that_is_set_later_is_not_told_of_what_was(settings, give_tasks, receiver, hook):
    give_tasks(task("t", 3))
    give(settings)
    assert give(replace(settings, webhooks=(hook,))).sent == []


def test_of_a_directive_that_was_forgotten_nothing_goes_out_or_stays(settings, give_tasks, receiver, hook, monkeypatch):
    sha256 = give_tasks(task("t", 3))
    settings = replace(settings, webhooks=(hook,))
    receiver.answers = [500]
    give(settings)
    with open_store(settings) as store:
        assert len(store.notices(store.sendings()[0].notices)) == 2
        store.forget(sha256)
        assert store.notices(store.sendings()[0].notices) == {}
    later(monkeypatch, minutes=5)
    give(settings)
    assert len(receiver.got) == 1
    with open_store(settings) as store:
        assert store.sendings()[0].outcome == NOTHING


def test_what_is_set_no_more_gets_nothing(settings, give_tasks, receiver, hook, monkeypatch):
    give_tasks(task("t", 3))
    receiver.answers = [500]
    give(replace(settings, webhooks=(hook,)))
    later(monkeypatch, minutes=5)
    give(settings)
    with open_store(settings) as store:
        assert store.sendings()[0].outcome == GONE
    assert len(receiver.got) == 1


def test_a_program_that_is_killed_between_sent_and_noted_sends_once_more_under_the_same_key(settings, give_tasks, receiver, hook, monkeypatch, tmp_path):
    give_tasks(task("t", 3))
    script = tmp_path / "killed.py"
    script.write_text(f"""
import os
from pathlib import Path
from pipeline.office import sending
from pipeline.settings import Settings, Webhook
sending._ended = lambda *given: os._exit(9)
sending.give(Settings(home=Path({str(settings.home)!r}), office={settings.office!r}, agencies=Path({str(settings.agencies)!r}),
                      webhooks=(Webhook("dieu-hanh", {hook.url!r}, {SECRET!r}),)))
""", "utf-8")
    done = subprocess.run([sys.executable, str(script)], cwd=Path(__file__).parents[2], env={"PYTHONPATH": ".", "PATH": "/usr/bin:/bin"},
                          timeout=120, check=False)
    assert done.returncode == 9
    settings = replace(settings, webhooks=(hook,))
    assert give(settings).sent == []  # somebody may still be at it
    with open_store(settings) as store:
        assert store.sendings()[0].state == "sending"
    later(monkeypatch, minutes=11)
    assert len(give(settings).sent) == 1
    assert give(settings).sent == []
    assert len(receiver.got) == 2
    assert len({headers["idempotency-key"] for _, headers, _ in receiver.got}) == 1


def test_two_programs_at_once_send_everything_once(settings, give_tasks, receiver, hook, tmp_path):
    give_tasks(*(task(f"t{n}", 3) for n in range(120)))
    script = tmp_path / "twice.py"
    script.write_text(f"""
from pathlib import Path
from pipeline.office import sending
from pipeline.settings import Settings, Webhook
sending.give(Settings(home=Path({str(settings.home)!r}), office={settings.office!r}, agencies=Path({str(settings.agencies)!r}),
                      webhooks=(Webhook("dieu-hanh", {hook.url!r}, {SECRET!r}),)))
""", "utf-8")
    both = [subprocess.Popen([sys.executable, str(script)], cwd=Path(__file__).parents[2], env={"PYTHONPATH": ".", "PATH": "/usr/bin:/bin"})
            for _ in range(2)]
    assert [one.wait(120) for one in both] == [0, 0]
    keys = [one["key"] for _, _, body in receiver.got for one in json.loads(body)["notices"]]
    assert len(keys) == len(set(keys)) == 240


def test_members_of_a_group_are_told_of_what_the_group_has(settings, give_tasks):
    made = task("t", 3)
    group = replace(made, lead=(Party("các sở, ban, ngành", "các sở, ban, ngành", None, True),))
    give_tasks(group, task("own", 3))
    assert ("t", "due3", BODY) in fresh(settings)


@pytest.mark.parametrize(("error", "told"), [
    (TimeoutError(), "chờ quá lâu"), (urllib.error.URLError(ssl.SSLCertVerificationError("x")), "chứng thư"),
    (urllib.error.URLError(socket.gaierror(-2, "x")), "theo tên"), (ConnectionRefusedError(), "sai cổng"), (ConnectionResetError(), "đã đứt"),
    (http.client.BadStatusLine("x"), "giao thức"), (OSError(errno.EACCES, "x"), "không có quyền")])
def test_why_a_receiver_was_not_reached_is_told_in_vietnamese(error, told):
    assert told in why(error)


def test_where_nothing_has_changed_the_register_is_not_made(settings, give_tasks, receiver, hook, monkeypatch):
    settings = replace(settings, webhooks=(hook,))
    give_tasks(task("t1", 3))
    receiver.answers = [500]
    give(settings)
    looked, look = [], sending._outlook
    monkeypatch.setattr(sending, "_outlook", lambda *given: looked.append(1) or look(*given))
    give(settings)
    with open_store(settings) as store:
        store.signed_in("ai", "127.0.0.1")
    give(settings)
    assert looked == []
    later(monkeypatch, minutes=2)
    assert len(give(settings).sent) == 1  # what waits is sent
    assert len(looked) == 1
    monkeypatch.undo()
    give_tasks(task("t2", 3), name="b.txt", number="8/CT")
    assert give(settings).made == 2
    assert give(settings, as_of=today() + timedelta(days=2)).made == 2  # one day left
    assert give(replace(settings, webhooks=()), as_of=today() + timedelta(days=2)).made == 0

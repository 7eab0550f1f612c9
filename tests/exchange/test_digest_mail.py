"""The digest of a day: one mail for a body and day, in plain text and HTML, tried again and told when it does not go."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from exchange_samples import later, task

from pipeline.office.mailing import digest, key_of, message
from pipeline.office.notices import every
from pipeline.office.sending import give
from pipeline.store import open_store
from pipeline.store.clock import today


def read(data):
    mail = message_from_bytes(data, policy=default)
    return mail, mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def test_one_mail_tells_what_is_late_due_and_new_and_comes_once_a_day(settings, give_tasks, post, mail):
    give_tasks(task("t1", -3), task("t2", 5), task("t3", 40), task("t4", None))
    settings = replace(settings, mail=mail)
    assert len(give(settings).sent) == 1
    (to, data), = post.mails
    told, plain, html = read(data)
    assert to == ["soyte@laocai.example"]
    assert told["Subject"] == f"Sở Y tế tỉnh Lào Cai: 1 quá hạn, 1 sắp đến hạn, 2 mới ({today():%d/%m/%Y})"
    assert "Quá hạn: 1 · Đến hạn trong 7 ngày: 1 · Mới: 2" in plain
    assert "Rà soát phương án <b>chữa cháy</b>" in plain
    assert "07/CT-UBND ngày 05/03/2026" in plain
    assert "Quá hạn 3 ngày" in plain
    assert "Rà soát phương án &lt;b&gt;chữa cháy&lt;/b&gt;" in html
    assert "<b>" not in html
    assert told["Auto-Submitted"] == "auto-generated"
    assert give(settings).sent == []
    assert give(settings, as_of=today()).sent == []
    assert len(post.mails) == 1


def test_what_was_told_as_new_is_not_told_as_new_again(settings, give_tasks, post, mail):
    give_tasks(task("t1", -3), task("t2", 40))
    settings = replace(settings, mail=mail)
    give(settings)
    give(settings, as_of=today() + timedelta(days=1))
    first, second = (read(data)[1] for _, data in post.mails)
    assert "Mới: 1" in first
    assert "Mới: 0" in second
    assert "Quá hạn: 1" in second


def test_a_day_without_anything_to_tell_has_no_mail(settings, give_tasks, post, mail):
    give_tasks(task("t2", 40))
    settings = replace(settings, mail=mail)
    give(settings)
    assert give(settings, as_of=today() + timedelta(days=1)).sent == []
    assert len(post.mails) == 1


def test_bodies_without_an_address_get_none(settings, give_tasks, post, mail):
    give_tasks(task("t1", -3, lead="Công an tỉnh"))
    assert give(replace(settings, mail=mail)).sent == []
    assert post.mails == []


def test_a_mail_that_did_not_go_is_told_and_tried_again(settings, give_tasks, post, mail, monkeypatch):
    give_tasks(task("t1", -3))
    settings = replace(settings, mail=mail)
    post.refusals = ["451 later"]
    (_, why), = give(settings).failed
    assert why == "máy chủ thư từ chối, mã 451"
    later(monkeypatch, minutes=2)
    assert len(give(settings).sent) == 1
    assert len(post.mails) == 1


def test_a_mail_of_yesterday_that_did_not_go_is_in_that_of_today(settings, give_tasks, post, mail):
    give_tasks(task("t1", 40))
    settings = replace(settings, mail=mail)
    post.refusals = ["451 later"]
    give(settings)
    give(settings, as_of=today() + timedelta(days=1))
    (_, data), = post.mails
    assert "Mới: 1" in read(data)[1]
    with open_store(settings) as store:
        states = {one.day: (one.state, one.outcome) for one in store.sendings()}
    assert states[today()][0] == "failed"
    assert "thay bằng thư ngày" in states[today()][1]


def test_a_server_that_is_not_there_or_refuses_the_account_is_told(settings, give_tasks, post, mail):
    give_tasks(task("t1", -3))
    (_, why), = give(replace(settings, mail=replace(mail, port=1))).failed
    assert why.startswith("không nối được với máy chủ thư")
    post.users = {"a": "b"}
    with open_store(settings) as store:
        assert store.send_again(store.sendings()[0].id)
    (_, why), = give(replace(settings, mail=replace(mail, user="a", password="sai"))).failed
    assert "không nhận tài khoản" in why
    assert "sai" not in why.replace("tài", "")


def test_a_program_that_is_killed_between_sent_and_noted_sends_one_mail_more_with_the_same_id(settings, give_tasks, post, mail, monkeypatch, tmp_path):
    give_tasks(task("t1", -3))
    script = tmp_path / "killed.py"
    script.write_text(f"""
import os
from pathlib import Path
from pipeline.office import sending
from pipeline.settings import Mail, Settings
sending._ended = lambda *given: os._exit(9)
sending.give(Settings(home=Path({str(settings.home)!r}), office={settings.office!r}, agencies=Path({str(settings.agencies)!r}),
                      mail=Mail("127.0.0.1", {post.port}, "none", "", "", "chidao@laocai.example",
                                {{"Sở Y tế tỉnh Lào Cai": ("soyte@laocai.example",)}})))
""", "utf-8")
    done = subprocess.run([sys.executable, str(script)], cwd=Path(__file__).parents[2], env={"PYTHONPATH": ".", "PATH": "/usr/bin:/bin"},
                          timeout=120, check=False)
    assert done.returncode == 9
    settings = replace(settings, mail=mail)
    assert give(settings).sent == []
    later(monkeypatch, minutes=11)
    assert len(give(settings).sent) == 1
    assert len({read(data)[0]["Message-ID"] for _, data in post.mails}) == 1
    assert len(post.mails) == 2


@pytest.mark.parametrize("evil", ["Rà soát\r\nBcc: a@b.example", "<script>alert(1)</script>", "{{ 7*7 }}", "\x00\x0b rà soát"])
def test_words_of_a_directive_are_shown_and_do_nothing(settings, give_tasks, mail, evil):
    give_tasks(task("t1", -3, evil))
    with open_store(settings) as store:
        body, = every(store.register(today()))
    told = digest(body, (), today(), words=True)
    told = replace(told, body=told.body + "\r\nBcc: x@y.example")
    made = message(told, key_of("k", today()), ("a@laocai.example",), mail, "UBND\r\nX: y")
    parsed, plain, html = read(made.as_bytes())
    assert parsed["Bcc"] is None
    assert parsed["X"] is None
    assert "<script" not in html
    assert "49" not in plain.replace(f"{today():%d/%m/%Y}", "")


def test_many_rows_are_counted(settings, give_tasks, mail):
    give_tasks(*(task(f"t{n}", -3, f"Việc số {n} phải làm") for n in range(60)))
    with open_store(settings) as store:
        body, = every(store.register(today()))
    told = digest(body, (), today(), words=False)
    assert (told.late.count, len(told.late.rows), told.late.more) == (60, 50, 10)
    assert "… và 10 nhiệm vụ khác" in read(message(told, "k", ("a@b.example",), mail, "").as_bytes())[1]

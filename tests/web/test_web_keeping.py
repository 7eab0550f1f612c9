"""Accounts and all that belongs to the pages in backups and copies: they come back, and nothing secret goes along."""

import json
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from web_samples import HEALTH_TASKS, PASSWORD

from pipeline.configuration import Configuration, load, write
from pipeline.errors import SuspectedSecret
from pipeline.office.backing import MANIFEST, back_up, check
from pipeline.office.masking import mask
from pipeline.office.restoring import restore_all
from pipeline.settings import Settings
from pipeline.store import copy_store, open_store
from pipeline.store.clock import now
from pipeline.store.config import point_at
from pipeline.store.models import Directive
from pipeline.web import config, projecting
from pipeline.web.api import tokens
from pipeline.web.intake.models import HELD, Outcome, Upload
from pipeline.web.models import CalendarLink, Duty, Membership, Projection, Row, Token
from tools.postgres import missing, server

SECRETS = """# database_url = "postgresql://an:mat-khau-cu@may/cu"
office = "UBND tỉnh Lào Cai"   # tên cơ quan
database_url = "postgresql://an:mat-khau@may/kho"
tls_key = "khoa.pem"

[[webhooks]]
name = "dieu-hanh"
url = "https://noi-nhan.laocai.gov.vn/chidao?token=trong-dia-chi"
secret = "chia-khoa-ky-thong-bao"
events = [
  "new",
]

[web]
hosts = "chidao.laocai.local"
metrics_token = 'ma-do-luong'

[web.ldap]
server = "ldaps://danhba.laocai.local"
password = "mat-khau-danh-ba"
"""
HIDDEN = ("mat-khau-cu", "mat-khau@", "trong-dia-chi", "chia-khoa-ky-thong-bao", "ma-do-luong", "mat-khau-danh-ba")


def configured(settings, folder, file=None):
    return Configuration(settings, folder, file, {})


def elsewhere(folder):
    folder.mkdir(exist_ok=True)
    return Settings(home=folder / "kho", inbox=folder / "inbox", outputs=folder / "outputs",
                    agencies=folder / "co-quan.xlsx", office="UBND tỉnh Lào Cai")


def upload(papers, **more):
    row = Upload.objects.create(who="vanthu", name="chi thi.pdf", at=now(), sha256=papers.health, state="taken", **more)
    Outcome.objects.create(upload=row, directive=Directive.objects.get(sha256=papers.health), title="Chỉ thị 01/CT-UBND",
                           tasks=3, words="bản khác của 01/CT-UBND", top=b"\x89PNG\x00\xff")
    return row


@pytest.fixture
def used(office):
    """The office with a token, a private address of a calendar, an upload and somebody who has signed in."""
    upload(office.papers, words="đã nhận 01/CT-UBND")
    secret = tokens.make("quantri", "điều hành", may_write=True, by="quantri").words
    CalendarLink.objects.create(user=User.objects.get(username="lanhdao"), key=Membership.objects.get().key,
                                digest="c" * 64, made_at=now())
    assert Client(headers={"host": "localhost"}).post(
        "/dang-nhap/", {"username": "vanthu", "password": PASSWORD}).status_code == 302
    return SimpleNamespace(**vars(office), secret=secret)


def kept():
    """Every row of the tables of the pages that are kept, but for moments of signing in."""
    tables = (User, Membership, Token, CalendarLink, Upload, Outcome)
    return {table.__name__: [{name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
                             for row in table.objects.order_by("pk").values()] for table in tables}


def lists():
    return ([*Duty.objects.order_by("task").values_list("task", "text", "lead", "state", "paper__sha256")],
            [*Row.objects.order_by("body__key", "duty__task").values_list("body__key", "duty__task", "role", "due")])


def signs_in(name="vanthu"):
    client = Client(headers={"host": "localhost"})
    return client.post("/dang-nhap/", {"username": name, "password": PASSWORD}).headers.get("Location") == "/"


def test_accounts_and_what_belongs_to_them_come_back(used, tmp_path):
    before, rows = kept(), lists()
    assert all(before.values())
    (used.home / "log").mkdir(exist_ok=True)
    (used.home / "log" / "chidao.jsonl").write_text('{"event":"run-ended"}\n', "utf-8")
    file, manifest = back_up(configured(used.settings, tmp_path), tmp_path / "sao.zip")
    assert manifest.rows["auth.user"] == 5
    assert not [name for name in manifest.rows if "session" in name or name in
                ("web.row", "web.duty", "web.paper", "web.body", "web.projection", "mark")]
    assert not [part for part in inside(file).values() if used.secret.encode() in part or PASSWORD.encode() in part]
    other = elsewhere(tmp_path / "hai")
    restore_all(configured(other, tmp_path / "hai"), file)
    config.configure(other)
    point_at(other)
    assert kept() == before
    assert (other.home / "log" / "chidao.jsonl").read_text("utf-8") == '{"event":"run-ended"}\n'
    assert Projection.objects.count() == 0
    projecting.build(other)
    assert lists() == rows
    assert signs_in()
    asked = Client(headers={"host": "localhost", "authorization": f"Bearer {used.secret}"}).get("/api/v1/directives")
    assert (asked.status_code, len(asked.json()["items"])) == (200, 2)


def inside(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_backup_from_before_has_no_tables_of_the_pages(used, tmp_path):
    file, _ = back_up(configured(used.settings, tmp_path), tmp_path / "sao.zip")
    parts = {name: part for name, part in inside(file).items() if not name.startswith(("kho/web.", "kho/auth."))}
    told = json.loads(parts[MANIFEST])
    told |= {"form": 1, "migrations": told["migrations"]["store"],
             "files": {name: one for name, one in told["files"].items() if name in parts},
             "rows": {name: count for name, count in told["rows"].items() if "." not in name}}
    del told["waiting"], told["again"]
    parts[MANIFEST] = json.dumps(told).encode()
    old = tmp_path / "cu.zip"
    with zipfile.ZipFile(old, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert (check(old).waiting, check(old).again) == (0, ())
    other = elsewhere(tmp_path / "hai")
    restore_all(configured(other, tmp_path / "hai"), old)
    config.prepare(other)
    with open_store(other) as store:
        assert store.counts().directives == 2
    assert User.objects.count() == 0
    projecting.build(other)
    assert Duty.objects.count() == 5


def test_what_is_held_back_is_in_no_table_of_the_pages(used, tmp_path):
    with open_store(used.settings) as store:
        path = used.home / "01-CT-UBND.txt"
        store.fail(path, SuspectedSecret("Nghi.", "", "nghi có dấu"), used.papers.health)
    Upload.objects.create(who="vanthu", name="khac.pdf", at=now(), state=HELD, sha256="e" * 64, words="trùng 01/CT-UBND")
    file, manifest = back_up(configured(used.settings, tmp_path), tmp_path / "sao.zip")
    assert (manifest.held, manifest.rows["web.outcome"], manifest.rows["web.upload"]) == (1, 0, 2)
    assert not [name for name, part in inside(file).items()
                if b"01/CT-UBND" in part or HEALTH_TASKS[0].text.encode() in part]


def test_what_waits_in_the_inbox_is_counted_and_not_in_it(used, tmp_path):
    used.settings.inbox.mkdir()
    (used.settings.inbox / "kin.txt").write_text("TỐI MẬT: lời kín", "utf-8")
    (used.settings.inbox / "da-nhan.txt").write_bytes((used.home / "01-CT-UBND.txt").read_bytes())
    file, manifest = back_up(configured(used.settings, tmp_path), tmp_path / "sao.zip")
    assert manifest.waiting == 1
    assert not [name for name, part in inside(file).items() if "lời kín".encode() in part or "kin.txt" in name]


def test_no_password_of_the_settings_is_in_it(used, tmp_path):
    place = tmp_path / "một"
    place.mkdir()
    (place / "chidao.toml").write_text(SECRETS, "utf-8")
    own = replace(load(place), settings=used.settings)
    file, manifest = back_up(own, tmp_path / "sao.zip")
    whole = b"".join(inside(file).values()).decode("utf-8", "replace")
    assert [word for word in HIDDEN if word in whole] == []
    assert manifest.again == ("database_url", "webhooks.dieu-hanh.secret", "web.metrics_token", "web.ldap.password",
                              "tls_key")
    folder = tmp_path / "hai"
    restore_all(configured(elsewhere(folder), folder), file)
    after = load(folder).settings  # it works as it is
    assert (after.office, after.database_url, after.webhooks) == ("UBND tỉnh Lào Cai", "", ())
    assert (after.web_hosts, after.web_ldap_password) == ("chidao.laocai.local", "")
    assert after.tls_key == str(folder / "khoa.pem")


@pytest.mark.parametrize("text", [
    'web.ldap.password = """\nmat-\nkhau-dai"""\n', 'web.ldap.password = "mat-khau" # cũ: mat-khau\n# mat-khau\n',
    'webhooks = [\n  {url = "https://a.vn/", secret = "chia-khoa-ky-thong-bao"},\n]\n',
])
def test_settings_whose_secrets_cannot_be_told_apart_are_left_out(tmp_path, text):
    (tmp_path / "chidao.toml").write_text(text, "utf-8")
    found = mask(text, load(tmp_path))
    assert found.text is None
    assert found.again


def test_settings_without_secrets_stay_as_they_are(tmp_path):
    text = write(tmp_path, "UBND tỉnh A").read_text("utf-8")
    text += 'poll = true\n[mail]\nhost = "mail.laocai.gov.vn"\nfrom = "a@laocai.gov.vn"\nwords = true\n'
    (tmp_path / "chidao.toml").write_text(text, "utf-8")
    found = mask(text, load(tmp_path))
    assert found.again == ()
    settings = load(tmp_path).settings
    (tmp_path / "chidao.toml").write_text(found.text, "utf-8")
    assert load(tmp_path).settings == settings
    assert [line for line in found.text.splitlines() if not line.startswith("#")] == [
        line for line in text.splitlines() if not line.startswith("#")]


def test_a_copy_into_another_database_has_the_accounts(used):
    if why := missing():
        pytest.skip(why)
    before, rows = kept(), lists()
    with server() as one:
        url = one.make("copy")
        counts = {name: (here, there) for name, here, there in copy_store(used.settings, url)}
        assert counts["vai trò của tài khoản"] == (4, 4)
        there = replace(used.settings, database_url=url)
        config.configure(there)
        point_at(there)
        assert kept() == before
        projecting.build(there)
        assert lists() == rows
        assert signs_in("lanhdao")
        assert User.objects.create_user("moi").pk > max(row["id"] for row in before["User"])
        connections["default"].close()

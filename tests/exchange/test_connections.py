"""The tables ``[[webhooks]]`` and ``[mail]`` of ``chidao.toml``, and ``chidao notices``."""

import json

import pytest
from exchange_samples import SECRET, task
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.configuration import load, text, told
from pipeline.connections import PASSWORD, TEMPLATE
from pipeline.errors import ConfigurationError
from pipeline.settings import Mail, Webhook

HOOK = '[[webhooks]]\nurl = "https://dieuhanh.example/x?key=1"\nsecret = "0123456789abcdef"\n'
MAIL = '[mail]\nhost = "thu.example"\nfrom = "a@b.example"\n'


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHIDAO_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(PASSWORD, raising=False)

    def write(content):
        (tmp_path / "chidao.toml").write_text(content, "utf-8")
        return load()
    return write


def test_what_is_set_is_read(office, monkeypatch):
    monkeypatch.setenv(PASSWORD, "m@t-khau")
    found = office(f'office = "X"\n{HOOK}bodies = ["Sở Y tế"]\nevents = ["late", "new"]\n{MAIL}user = "u"\n[mail.to]\n"Sở Y tế" = "y@b.example"\n').settings
    assert found.webhooks == (Webhook("dieuhanh.example", "https://dieuhanh.example/x?key=1", "0123456789abcdef", ("Sở Y tế",), ("new", "late")),)
    assert found.mail == Mail("thu.example", 587, "starttls", "u", "m@t-khau", "a@b.example", {"Sở Y tế": ("y@b.example",)})


def test_the_example_in_the_written_file_holds(office):
    plain = "\n".join(line.removeprefix("# ") for line in TEMPLATE.splitlines() if line.startswith(("# [", "# \"")) or " = " in line)
    found = office(plain).settings
    assert (found.webhooks[0].name, found.mail.to) == ("dieu-hanh", {"Sở Y tế tỉnh Lào Cai": ("vanthu.soyte@laocai.gov.vn",)})
    assert text().endswith(TEMPLATE)


def test_no_secret_is_told(office, monkeypatch):
    monkeypatch.setenv(PASSWORD, "m@t-khau")
    configured = office(f'{HOOK}{MAIL}user = "u"\n')
    shown = json.dumps(told(configured), ensure_ascii=False) + CliRunner().invoke(app, ["settings"]).output + repr(configured.settings)
    for secret in ("0123456789abcdef", "key=1", "m@t-khau"):
        assert secret not in shown
    assert "https://dieuhanh.example/x" in shown


@pytest.mark.parametrize(("content", "where"), [
    ("[webhooks]\n", "webhooks"), ('[[webhooks]]\nurl = "x"\n', "webhooks.secret"), (HOOK.replace("https", "ftp"), "webhooks.url"),
    (HOOK.replace("https", "http"), "webhooks.url"), (HOOK.replace("https://", "https://u:p@"), "webhooks.url"),
    (HOOK.replace("0123456789abcdef", "ngan"), "webhooks.secret"), (f'{HOOK}events = ["x"]\n', "webhooks.events"),
    (f"{HOOK}x = 1\n", "webhooks.x"), (HOOK + HOOK, "webhooks"), (f"{HOOK}words = 1\n", "webhooks.words"), (f"{HOOK}bodies = [1]\n", "webhooks.bodies"),
    (HOOK.replace("https://dieuhanh.example/x?key=1", "https://[::1"), "webhooks.url"), (HOOK.replace("example/", "example:99999/"), "webhooks.url"),
    ("mail = 1\n", "mail"), (MAIL.replace("thu.example", ""), "mail.host"), (f'{MAIL}tls = "none"\n', "mail.tls"), (f'{MAIL}tls = "x"\n', "mail.tls"),
    (f"{MAIL}port = true\n", "mail.port"), (f"{MAIL}port = 0\n", "mail.port"), (f'{MAIL}password = "x"\n', "mail.password"), (MAIL.replace("a@b.example", "a, b@c"), "mail"),
    (f'{MAIL}to = "x"\n', "mail.to"), (f'{MAIL}[mail.to]\nA = "x\\ny@z"\n', "mail"), (f"{MAIL}[mail.to]\nA = 5\n", "mail.to.A"), (MAIL.replace("from", "tu"), "mail.tu")])
def test_what_is_wrong_is_told_with_its_name(office, content, where):
    with pytest.raises(ConfigurationError) as error:
        office(content)
    assert f"“{where}”" in error.value.message
    assert error.value.advice


@pytest.mark.parametrize("near", ["http://127.0.0.1:5/x", "http://10.1.2.3/x", "http://localhost/x", "http://[::1]:8/x"])
def test_without_encryption_only_near_by(office, near):
    assert office(HOOK.replace("https://dieuhanh.example/x?key=1", near)).settings.webhooks[0].url == near


def test_the_command_shows_sends_and_tells_what_became_of_it(office, give_tasks, receiver):
    settings = office(f'[[webhooks]]\nname = "dh"\nurl = "{receiver.url}"\nsecret = "{SECRET}"\nbodies = ["Sở Y tế tỉnh Lào Cai", "Sở X"]\n').settings

    def chidao(*args):
        return CliRunner().invoke(app, ["notices", *args], prog_name="chidao")

    assert json.loads(chidao("--json").stdout) == []
    assert "Chưa có kho" in chidao("--send").output
    give_tasks(task("t", 3), home=settings)
    assert "2 thông báo chưa gửi cho 1 cơ quan" in chidao().output
    assert [one["kind" if "kind" in one else "event"] for one in json.loads(chidao("--json").stdout)] == ["new", "due3"]
    assert receiver.got == []
    receiver.answers = [500]
    sent = chidao("--send")
    assert sent.exit_code == 1
    assert "nơi nhận trả lời mã 500" in sent.output
    assert "chưa có danh mục nào của “Sở X”" in sent.output
    one, = json.loads(chidao("--list", "--json").stdout)
    assert (one["state"], one["attempts"], one["target"]) == ("waiting", 1, "dh")
    assert "chờ gửi" in chidao("--list").output.replace("\n", " ")
    assert chidao("--again", "99").exit_code == 3
    assert chidao("--again", str(one["id"])).exit_code == 0
    assert json.loads(chidao("--send", "--json").stdout) == {"made": 0, "sent": 1, "failed": []}


def test_without_receivers_the_command_says_where_to_set_them(office, give_tasks):
    give_tasks(task("t", 3), home=office("").settings)
    done = CliRunner().invoke(app, ["notices", "--send"], prog_name="chidao")
    assert done.exit_code == 0
    assert "[[webhooks]]" in done.output



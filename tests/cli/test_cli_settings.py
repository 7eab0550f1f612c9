"""``chidao init`` and ``chidao settings``: what an office sets, where it is found, and what is told of a wrong line."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import configuration
from pipeline.cli.app import app
from pipeline.configuration import ENTRIES, load, text, write
from pipeline.errors import ConfigurationError
from pipeline.settings import Settings


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A folder without settings, and a program that lies elsewhere."""
    monkeypatch.setattr(configuration, "_program", lambda: tmp_path / "chuong-trinh")
    monkeypatch.delenv("CHIDAO_HOME", raising=False)
    monkeypatch.delenv("CHIDAO_DATABASE_URL", raising=False)
    folder = tmp_path / "co-quan"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_without_a_file_everything_is_as_the_program_brings_it(bare):
    found = load()
    assert (found.file, found.base, found.settings.home) == (None, bare, bare / ".chidao")
    assert set(found.origins.values()) == {"default"}


def test_the_store_is_the_same_from_every_folder_of_the_office(bare, monkeypatch):
    write(bare, "UBND tỉnh Lào Cai")
    deep = bare / "van-ban" / "2026"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    found = load()
    assert (found.settings.home, found.settings.inbox) == (bare / ".chidao", bare / "corpus" / "inbox")
    assert (found.settings.office, found.origins["office"]) == ("UBND tỉnh Lào Cai", "file")


def test_an_installed_program_works_in_its_own_folder(bare, tmp_path):
    (tmp_path / "chuong-trinh" / "corpus").mkdir(parents=True)
    assert load().settings.home == tmp_path / "chuong-trinh" / ".chidao"


def test_the_environment_wins_for_the_store_alone(bare, monkeypatch):
    (bare / "chidao.toml").write_text('home = "kho"\nworkers = 2\nmax_memory_mb = 500\n', "utf-8")
    monkeypatch.setenv("CHIDAO_HOME", "/srv/kho")
    found = load()
    assert (found.settings.home, found.origins["home"]) == (Path("/srv/kho"), "environment")
    assert (found.settings.workers, found.settings.max_memory, found.origins["workers"]) == (2, 500 * 1024 * 1024, "file")


def flat(table, before=""):
    """Tables inside tables as one, the names joined by points."""
    return {name: value for key, inner in table.items() for name, value in
            (flat(inner, f"{before}{key}.") if isinstance(inner, dict) else {before + key: inner}).items()}


def test_the_written_file_holds_every_setting_with_its_default(bare):
    names = {entry.name for entry in ENTRIES}
    lines = [line[2:] for line in text().splitlines() if line[2:].split(" = ")[0] in names]
    given = flat(tomllib.loads("\n".join(lines)))
    assert list(given) == [entry.name for entry in ENTRIES]
    (bare / "chidao.toml").write_text("\n".join(lines), "utf-8")
    settings = load().settings
    assert settings == Settings(home=bare / ".chidao", inbox=bare / "corpus/inbox", outputs=bare / "outputs",
                                agencies=bare / "co-quan.xlsx")


@pytest.mark.parametrize(("content", "told"), [
    ("workers = 'hai'", "workers"), ("worker = 2", "worker"), ("workers = -1", "nhỏ hơn"), ("home = ", "dòng 1"),
    ("shift_to_working_day = 1", "shift_to_working_day"), ("\nx y", "dòng 2"), ("home = ''", "home")])
def test_a_wrong_line_is_told(bare, content, told):
    (bare / "chidao.toml").write_text(content, "utf-8")
    with pytest.raises(ConfigurationError, match=told) as error:
        load()
    assert error.value.advice


def test_init_makes_the_file_and_the_inbox_and_never_writes_over_one(chidao, place):
    (place / "chidao.toml").unlink()
    result = chidao("init", "--office", 'Sở Y tế "A"')
    assert result.exit_code == 0
    assert (place / "corpus/inbox").is_dir()
    assert load(place).settings.office == 'Sở Y tế "A"'
    again = chidao("init")
    assert (again.exit_code, "không ghi đè" in again.stderr) == (2, True)


@pytest.mark.parametrize(("office", "told"), [
    ("UBND tỉnh Ninh Thuận", ["hoạt động đến hết ngày 30/06/2025; nay là: UBND tỉnh Khánh Hòa."]),
    ("UBND tỉnh Lào Cai", ("Cơ quan sử dụng: UBND tỉnh Lào Cai", "Cấp trên: Chính phủ",
                           "Bộ phận: Văn phòng UBND tỉnh Lào Cai", "Trực thuộc, cấp dưới: Sở Nội vụ tỉnh Lào Cai")),
    ("UBND tỉnh Lao Cai", ("Danh mục không có cơ quan “UBND tỉnh Lao Cai”. Có phải: UBND tỉnh Lào Cai;",)),
    ("", ("Chưa ghi cơ quan sử dụng",)),
])
def test_init_says_whose_office_this_is(chidao, place, office, told):
    (place / "chidao.toml").unlink()
    shown = chidao("init", "--co-quan", office).stdout
    assert [words for words in told if words not in shown] == []
    assert (place / "co-quan.xlsx").exists() == bool(office)


def test_init_asks_and_offers_names_that_look_alike(place, monkeypatch):
    (place / "chidao.toml").unlink()
    monkeypatch.setattr("pipeline.cli.settings.interactive", lambda: True)
    result = CliRunner().invoke(app, ["init"], input="UBND tỉnh Lao Cai\n1\n")
    assert "1. UBND tỉnh Lào Cai" in result.stdout
    assert load(place).settings.office == "UBND tỉnh Lào Cai"


def test_what_is_wrong_in_the_list_of_the_office_is_told(chidao, place):
    (place / "chidao.toml").write_text('office = "UBND tỉnh Lào Cai"\n', "utf-8")
    assert "Danh sách cơ quan: " in chidao("agencies", "export").stdout
    (place / "co-quan.xlsx").write_text("không phải bảng tính", "utf-8")
    result = chidao("agencies", "export")
    assert (result.exit_code, "co-quan.xlsx, không mở được tệp" in result.stdout) == (1, True)
    assert (place / "co-quan.xlsx").read_text("utf-8") == "không phải bảng tính"


def test_settings_tells_every_value_and_where_it_came_from(chidao, place):
    (place / "chidao.toml").write_text("workers = 3\n", "utf-8")
    shown = chidao("settings").stdout
    assert all(entry.name in shown for entry in ENTRIES)
    assert "biến môi trường CHIDAO_HOME" in shown
    assert str(place / "chidao.toml") in shown


def test_a_wrong_file_is_told_without_a_trace(chidao, place):
    (place / "chidao.toml").write_text("workers = ", "utf-8")
    result = chidao("status")
    assert result.exit_code == 2
    assert "dòng 1" in result.stderr
    assert "Traceback" not in result.stderr


SERVER = "postgresql://chidao:bi-mat@kho.example:5433/chidao?sslmode=require"


@pytest.mark.parametrize("place", ["file", "environment"])
def test_the_password_of_the_database_is_never_shown(bare, monkeypatch, place):
    if place == "file":
        (bare / "chidao.toml").write_text(f'database_url = "{SERVER}"\n', "utf-8")
    else:
        monkeypatch.setenv("CHIDAO_DATABASE_URL", SERVER)
    found = load()
    assert (found.settings.database_url, found.origins["database_url"]) == (SERVER, place)
    shown = CliRunner().invoke(app, ["settings"]).output
    assert "kho.example" in "".join(shown.split())
    assert ("CHIDAO_DATABASE_URL" in shown) == (place == "environment")
    assert "bi-mat" not in shown + repr(found) + str(found.settings)


@pytest.mark.parametrize("line", ['database_url = "postgresql://a:bi-mat@b:x/c"', 'database_url = ["bi-mat"]',
                                  'database_url = "bi-mat"'])
def test_a_wrong_address_of_the_database_is_told_without_it(bare, line):
    (bare / "chidao.toml").write_text(line, "utf-8")
    with pytest.raises(ConfigurationError) as refused:
        load()
    assert "database_url" in str(refused.value)
    assert "bi-mat" not in str(refused.value)

"""A store copied into another database is the same store, and goes on there."""

from dataclasses import replace
from datetime import date

import pytest
from store_samples import HEAD, extraction, put, task
from test_store_citing import FILES, take
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import StoreError
from pipeline.model.review import Added, Edit
from pipeline.store import Amendment, RunCounts, copy_store, open_store

TODAY = date(2024, 5, 1)


def work(settings, inbox):
    """Something of all that a store holds."""
    with open_store(settings) as store:
        for name in FILES:
            take(store, inbox, name)
        copy = put(inbox, "scan.txt", "Phòng cháy rừng.")
        store.record(extraction(copy, [task("a.txt"), task("x")], HEAD, text_from="ocr"), copy)
        sha256 = store.register(TODAY).directives[0].sha256
        store.correct("a.xlsx", [(Edit("c.txt", "due", "", "2024-06-30"), "taken"), (Edit("b.txt", "note", "", "x"), "taken")],
                      [Added("tay-1", sha256, {"text": "Việc thêm"})])
        store.undo("b.txt")
        store.amend(sha256, "b.txt", Amendment(status="hoàn thành"))
        store.assign("Sở Nội vụ", [], None, "thử")
        store.remove(*store.find("12/UBND-VX"), "nhầm")
        store.end_run(store.begin_run(), RunCounts(seen=4))




def told(settings):
    """What the store tells, without moments."""
    with open_store(settings) as store:
        register = store.register(TODAY)
        day = register.as_of
        rows = [replace(row, received_at=day) for row in register.directives]
        tasks = [replace(row, directive=rows[0], corrections=tuple(replace(one, at=day, batch="") for one in row.corrections))
                 for row in register.tasks]
        left = [(one.directive.sha256, one.text, one.reason) for one in register.rejected]
        return (rows, tasks, register.edges, register.acts, left, store.counts(),
                [hit.id for hit in store.search("việc").first], [hit.id for hit in store.search("chữa cháy").first])


@pytest.mark.database("sqlite")
def test_both_databases_tell_the_same(settings, inbox, postgres):
    other = replace(settings, home=settings.home / "kia", database_url=postgres.make("same", "empty"))
    work(settings, inbox)
    work(other, inbox)
    assert told(settings) == told(other)


@pytest.mark.database("sqlite")
def test_a_copy_is_the_same_store_and_goes_on(settings, inbox, postgres):
    work(settings, inbox)
    before, url = told(settings), postgres.make("copy")
    counts = copy_store(settings, url)
    assert all(here == there for _, here, there in counts)
    assert {name: here for name, here, _ in counts}["nhiệm vụ"] == 5
    there = replace(settings, database_url=url)
    assert told(there) == before
    with open_store(there) as store:
        assert store.verify_audit().broken_at == 0
        path = put(inbox, "new.txt", "mới")
        assert store.record(extraction(path, [task("n")], replace(HEAD, number="9/KH")), path).kind == "new"
        assert [hit.id for hit in store.search("9/KH").first][1:] == ["n"]
    with pytest.raises(StoreError, match="đã có dữ liệu"):
        copy_store(settings, url)
    assert told(settings) == before


def test_a_second_database_leaves_the_one_of_the_office_alone(settings, inbox, tmp_path):
    work(settings, inbox)
    other = replace(settings, home=tmp_path / "kia", database_url="")
    open_store(other).close()
    with open_store(settings) as store:
        from django.db import connections  # noqa: PLC0415

        from pipeline.store import config, models  # noqa: PLC0415
        from pipeline.store.second import second  # noqa: PLC0415

        before = store.counts()
        for _ in range(2):  # it can be had again
            with second(config.database(other)) as there:
                assert models.Directive.objects.using(there).count() == 0
                assert store.counts() == before
        assert there not in connections.settings


@pytest.mark.database("sqlite")
def test_on_the_command_line(settings, inbox, postgres, monkeypatch):
    work(settings, inbox)
    monkeypatch.setenv("CHIDAO_HOME", str(settings.home))
    url = postgres.make("cli").replace("chidao@", "chidao:bi-mat@")
    result = CliRunner().invoke(app, ["store", "copy-to", url])
    assert (result.exit_code, "bi-mat" in result.output) == (0, False)
    assert "Đã chép kho dữ liệu" in result.output
    found = {}
    for where in ("", url):
        monkeypatch.setenv("CHIDAO_DATABASE_URL", where)
        found[where] = CliRunner().invoke(app, ["search", "việc", "thêm"]).output
        status = CliRunner().invoke(app, ["status"])
        assert (status.exit_code, "bi-mat" in status.output) == (0, False)
        assert ("postgresql://chidao@" in status.output) == bool(where)
    assert found[""] == found[url]
    assert "Tìm thấy 1 mục có “việc thêm”." in found[""]
    as_json = CliRunner().invoke(app, ["search", "viec", "them", "--json"]).output
    assert '"total": 1' in as_json
    assert '"id": "tay-1"' in as_json
    assert CliRunner().invoke(app, ["search", "--", "-"]).exit_code == 3

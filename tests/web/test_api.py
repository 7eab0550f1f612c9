"""The JSON API: tokens see what their account sees, errors are JSON in Vietnamese, progress is never written over."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner
from web_samples import HEALTH, HOME_AFFAIRS, TODAY

from pipeline.account import acting
from pipeline.cli.app import app
from pipeline.errors import InputError, StoreError
from pipeline.model.review import PROGRESS, Edit
from pipeline.office.sending import outlook
from pipeline.store import open_store
from pipeline.store.clock import today
from pipeline.web import projecting
from pipeline.web.accounts import people
from pipeline.web.api import service, tokens
from pipeline.web.api.service import api as ninja
from pipeline.web.models import Duty, Membership, Token
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER

WHO = {CLERK: "vanthu", ANALYST: "chuyenvien", LEADER: "lanhdao", ADMIN: "quantri"}


@pytest.fixture(autouse=True)
def unthrottled():
    cache.clear()


@pytest.fixture
def api(office):
    """Asks as that role: ``api(role, "/tasks", …)`` gives status and JSON."""
    made = {}

    def ask(role, path="", method="get", sent=None, token=None, **query):
        if role is not None and role not in made:
            made[role] = tokens.make(WHO[role], "thử", may_write=role in tokens.WRITERS).words
        words = token or made.get(role)
        headers = {"host": "localhost"} | ({"Authorization": f"Bearer {words}"} if words else {})
        client = Client(headers=headers, enforce_csrf_checks=True)
        given = {"data": query} if method == "get" else {"data": sent if isinstance(sent, bytes | str) else json.dumps(sent),
                                                           "content_type": "application/json"}
        response = getattr(client, method)(f"/api/v1{path}", **given)
        assert response.headers["Content-Type"].startswith("application/json"), response.content[:200]
        return response.status_code, response.json(), response.headers
    return ask


def ids(told):
    return [one["id"] for one in told["items"]]


@pytest.mark.parametrize("path", ["/me", "/bodies", "/directives", "/directives/1", "/tasks", "/tasks/1/1", "/notices"])
@pytest.mark.parametrize("token", [None, "chidao_x", "", "ä"])
def test_without_a_token_that_counts_nothing_is_told(api, path, token):
    status, told, headers = api(None, path, token=token)
    assert status == 401
    assert told["error"]["code"] == "chua-xac-thuc"
    assert headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_of_the_pages_is_no_token(sign_in):
    assert sign_in(ADMIN).get("/api/v1/tasks").status_code == 401


@pytest.mark.parametrize("role", [CLERK, ANALYST, ADMIN])
def test_the_office_gets_everything(api, role):
    assert sorted(ids(api(role, "/tasks")[1])) == ["a1", "a2", "a3", "b1", "b2"]
    assert {one["name"] for one in api(role, "/bodies")[1]["items"]} == {HEALTH, HOME_AFFAIRS}
    assert len(api(role, "/directives")[1]["items"]) == 2


def test_a_leader_gets_what_stands_in_the_own_list(api, office):
    assert sorted(ids(api(LEADER, "/tasks")[1])) == ["a1", "a2", "a3"]
    assert [one["name"] for one in api(LEADER, "/bodies")[1]["items"]] == [HEALTH]
    assert [one["sha256"] for one in api(LEADER, "/directives")[1]["items"]] == [office.papers.health]


def test_what_is_of_another_body_is_not_there_for_a_leader(api, office):
    other = office.papers.home
    refused = [api(LEADER, f"/directives/{other}")[0], api(LEADER, f"/tasks/{other}/b1")[0], api(LEADER, "/tasks", body=HOME_AFFAIRS)[0],
               api(LEADER, "/notices", body=HOME_AFFAIRS)[0],
               api(LEADER, f"/tasks/{other}/b1/progress", "patch", {"version": "x", "status": "hoàn thành"})[0]]
    assert refused == [404] * 5
    assert api(ADMIN, f"/directives/{other}")[0] == api(ADMIN, f"/tasks/{other}/b1")[0] == 200


def test_tasks_are_narrowed(api, office):
    def found(**query):
        return sorted(ids(api(ANALYST, "/tasks", **query)[1]))

    assert found(body=HOME_AFFAIRS) == ["a2", "b1", "b2"]
    assert found(status="late") == ["a1", "b1"]
    assert found(status="near") == ["a2"]
    assert found(status="done") == []
    assert found(due_from=TODAY.isoformat(), due_to=(TODAY + timedelta(days=10)).isoformat()) == ["a2"]
    assert found(directive=office.papers.home) == ["b1", "b2"]
    assert found(q="tiem chung") == ["a1"]
    assert api(ANALYST, "/directives", number="01/ct-ubnd")[1]["items"][0]["sha256"] == office.papers.health
    assert api(ANALYST, "/directives", issued_from="2026-03-06")[1]["items"] == []
    assert len(api(ANALYST, "/directives", body=HOME_AFFAIRS)[1]["items"]) == 2


def test_pages_hold_every_row_once_also_while_rows_change(api, office):
    seen, cursor = [], ""
    while cursor is not None:
        _, told, _ = api(ANALYST, "/tasks", limit=2, cursor=cursor)
        seen += ids(told)
        cursor = told["next"]
    assert sorted(seen) == ["a1", "a2", "a3", "b1", "b2"]


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMl0", "WyJhIiwxXQ", "bnVsbA", "é", "WzEuNSwyXQ", "WyIyMDI2LTAxLTAxIiwtMV0"])
def test_a_cursor_of_nobody_is_told(api, cursor):
    status, told, _ = api(ANALYST, "/tasks", cursor=cursor)
    assert (status, told["error"]["code"]) == (422, "khong-hop-le")


def test_what_changed_since_is_what_shows_something_else(api, office):
    _, told, _ = api(ANALYST, "/tasks")
    last = max(one["changed_at"] for one in told["items"])
    Duty.objects.update(changed_at="2026-01-01T00:00:00")
    with open_store(office.settings) as store:
        store.correct("x.xlsx", [(Edit("a1", "status", "chưa hoàn thành", "hoàn thành"), "taken")], [])
    projecting.build(office.settings)
    _, told, _ = api(ANALYST, "/tasks", changed_since=last)
    assert ids(told) == ["a1"]
    assert told["items"][0]["open"] is False
    assert ids(api(ANALYST, "/tasks", changed_since=(today() + timedelta(days=1)).isoformat() + "T00:00:00+07:00")[1]) == []


def test_progress_is_entered_in_the_store_and_the_audit(api, office):
    path = f"/tasks/{office.papers.health}/a1"
    before = api(LEADER, path)[1]
    status, told, _ = api(LEADER, f"{path}/progress", "patch",
                          {"version": before["version"], "status": "Hoàn thành", "completed_on": "2026-03-04", "percent": 1, "reply": "12/BC-SYT"})
    assert status == 200, told
    assert {cell: told["progress"][cell] for cell in ("status", "completed_on", "percent", "reply", "note")} == {
        "status": "hoàn thành", "completed_on": "2026-03-04", "percent": "1", "reply": "12/BC-SYT", "note": ""}
    assert told["version"] != before["version"]
    assert api(LEADER, path)[1]["progress"] == told["progress"]
    with open_store(office.settings) as store:
        row = next(row for row in store.register(today()).tasks if row.id == "a1")
        assert (row.status, row.reply, row.percent) == ("hoàn thành", "12/BC-SYT", 1)
        entries = [entry for entry in store.audit(what="progress") if entry.who == "lanhdao"]
        assert {json.loads(entry.words)["cell"] for entry in entries} == {"status", "completed_on", "percent", "reply"}
        assert json.loads(entries[0].words)["workbook"] == "API: thử"
    status, told, _ = api(LEADER, f"{path}/progress", "patch", {"version": told["version"], "reply": None})
    assert (status, told["progress"]["reply"]) == (200, "")


def test_who_was_slower_is_told_both_values_and_nothing_is_kept(api, office):
    path = f"/tasks/{office.papers.health}/a1"
    version = api(LEADER, path)[1]["version"]
    with open_store(office.settings) as store, acting("thuha"):
        store.correct("nhiem-vu.xlsx", [(Edit("a1", "note", "", "của Hà"), "taken")], [])
    status, told, _ = api(ANALYST, f"{path}/progress", "patch", {"version": version, "note": "của tôi", "status": "hoàn thành"})
    assert status == 409
    assert told["error"]["code"] == "xung-dot"
    both = {one["cell"]: (one["mine"], one["theirs"], one["who"]) for one in told["differences"]}
    assert both == {"note": ("của tôi", "của Hà", "thuha"), "status": ("hoàn thành", "chưa hoàn thành", "")}
    assert told["progress"]["note"] == "của Hà"
    assert api(ANALYST, path)[1]["progress"]["note"] == "của Hà"
    status, told, _ = api(ANALYST, f"{path}/progress", "patch", {"version": told["version"], "note": "của tôi"})
    assert (status, told["progress"]["note"]) == (200, "của tôi")


def test_the_same_sent_twice_is_no_conflict(api, office):
    path, version = f"/tasks/{office.papers.health}/a1", api(ANALYST, f"/tasks/{office.papers.health}/a1")[1]["version"]
    first = api(ANALYST, f"{path}/progress", "patch", {"version": version, "note": "x"})
    again = api(ANALYST, f"{path}/progress", "patch", {"version": version, "note": "x"})
    assert (first[0], again[0]) == (200, 200)
    with open_store(office.settings) as store:
        assert len(store.history("a1")) == 1


@pytest.mark.parametrize(("body", "field"), [
    ({}, "version"), ({"version": 5}, "version"), ({"version": "x", "percent": 101}, "percent"), ({"version": "x", "completed_on": "hôm nay"}, "completed_on"),
    ({"version": "x", "lead": "Sở Y tế"}, "lead"), ({"version": "x", "note": "x" * 5000}, "note"), ([], "given")])
def test_what_is_wrong_is_told_field_by_field(api, office, body, field):
    status, told, _ = api(ANALYST, f"/tasks/{office.papers.health}/a1/progress", "patch", body)
    assert status == 422
    assert field in told["error"]["fields"]
    assert all(why for why in told["error"]["fields"].values())


@pytest.mark.parametrize("body", [b"{", b"\xff", b"null", b'{"version": "x", "status": "gi do"}'])
def test_bodies_that_are_none_are_told(api, office, body):
    status, told, _ = api(ANALYST, f"/tasks/{office.papers.health}/a1/progress", "patch", body)
    assert status in (400, 422)
    assert told["error"]["message"]


def test_only_tokens_that_may_write_enter_progress_and_only_of_the_own_list(api, office):
    path = f"/tasks/{office.papers.health}/a1"
    version = api(LEADER, path)[1]["version"]
    reading = tokens.make("lanhdao", "chỉ đọc").words
    assert api(None, f"{path}/progress", "patch", {"version": version, "note": "x"}, token=reading)[0] == 403
    with pytest.raises(InputError):
        tokens.make("vanthu", "x", may_write=True)
    Duty.objects.get(task="a1").rows.all().update(source="các sở")
    assert api(LEADER, f"{path}/progress", "patch", {"version": version, "note": "x"})[0] == 403
    assert api(ANALYST, f"{path}/progress", "patch", {"version": version, "note": "x"})[0] == 200


def test_a_task_that_is_gone_since_the_lists_were_made_is_told(api, office):
    path = f"/tasks/{office.papers.health}/a1"
    with open_store(office.settings) as store:
        store.forget(office.papers.health)
    assert api(ANALYST, path)[0] == 404
    assert api(ANALYST, f"{path}/progress", "patch", {"version": "x", "note": "x"})[0] == 404


def test_tokens_end_when_they_are_taken_back_expire_or_their_account_is_closed(api, office):
    made = tokens.make("lanhdao", "máy", days=30)
    assert api(None, "/me", token=made.words)[0] == 200
    Token.objects.filter(pk=made.id).update(ends_on=today() - timedelta(days=1))
    assert api(None, "/me", token=made.words)[0] == 401
    Token.objects.filter(pk=made.id).update(ends_on=None)
    people.set_active("lanhdao", False)
    assert api(None, "/me", token=made.words)[0] == 401
    people.set_active("lanhdao", True)
    assert api(None, "/me", token=made.words)[0] == 200
    tokens.revoke(made.id, "quantri")
    assert api(None, "/me", token=made.words)[0] == 401
    with pytest.raises(InputError):
        tokens.revoke(made.id)
    with open_store(office.settings) as store:
        assert [(entry.what, entry.who) for entry in store.audit(what="token")][-2:] == [("token.add", store_account(store)), ("token.off", "quantri")]


def store_account(store):
    return next(entry.who for entry in store.audit(what="begin"))


def test_a_token_is_kept_as_a_hash_alone(api, office):
    made = tokens.make("lanhdao", "máy")
    secret = made.words.removeprefix(tokens.PREFIX)
    assert len(secret) >= 43
    data = b"".join(file.read_bytes() for file in office.home.glob("chidao.sqlite3*"))
    assert secret.encode() not in data
    assert tokens.digest_of(made.words).encode() in data


def test_a_token_follows_what_its_account_may(api, office):
    assert sorted(ids(api(LEADER, "/tasks")[1])) == ["a1", "a2", "a3"]
    Membership.objects.filter(profile__user__username="lanhdao").delete()
    assert ids(api(LEADER, "/tasks")[1]) == []


def operations():
    return [one for router in ninja._get_bound_routers() for view in router.path_operations.values() for one in view.operations]


def test_a_token_that_asks_too_often_waits(api, office, monkeypatch):
    throttle = service.PerToken("3/min")
    for operation in operations():
        monkeypatch.setattr(operation, "throttle_objects", [throttle])
    codes = [api(LEADER, "/me")[0] for _ in range(3)] + [api(LEADER, "/bodies")[0]]
    assert codes == [200, 200, 200, 429]
    status, told, headers = api(LEADER, "/me")
    assert (status, told["error"]["code"]) == (429, "qua-nhieu")
    assert int(headers["Retry-After"]) >= 1
    assert api(ANALYST, "/me")[0] == 200


def test_every_operation_is_throttled_and_asks_for_a_token():
    assert len(operations()) == 8
    assert all(one.throttle_objects and one.auth_callbacks for one in operations())


def test_notices_are_told_within_the_scope(api, office):
    fresh = [one.noted for one in outlook(office.settings).fresh]
    with open_store(office.settings) as store:
        store.note_notices(fresh, {})
    assert {one["body"] for one in api(LEADER, "/notices")[1]["items"]} == {HEALTH}
    assert {one["body"] for one in api(ADMIN, "/notices")[1]["items"]} == {HEALTH, HOME_AFFAIRS}
    assert {one["kind"] for one in api(ADMIN, "/notices", event="due")[1]["items"]} == {"due7"}
    assert api(ADMIN, "/notices", body=HEALTH, event="late")[1]["items"][0]["task"] == "a1"
    assert api(ADMIN, "/notices", since="2100-01-01T00:00:00Z")[1]["items"] == []


def test_the_openapi_document_is_served_and_names_no_other_host(api, office):
    status, told, _ = api(None, "/openapi.json")
    assert status == 200
    assert set(told["paths"]) == {f"/api/v1{path}" for path in ("/me", "/bodies", "/directives", "/directives/{sha256}", "/tasks", "/tasks/{sha256}/{task}",
                                                                "/tasks/{sha256}/{task}/progress", "/notices")}
    assert "http" not in json.dumps(told).replace('"type": "http"', "")
    assert Client(headers={"host": "localhost"}).get("/api/v1/docs").status_code == 404


@pytest.mark.parametrize(("method", "path", "code"), [("get", "/nothing", 404), ("get", "/", 404), ("post", "/tasks", 405), ("delete", "/me", 405)])
def test_what_the_api_has_not_is_told_in_json(api, method, path, code):
    status, told, headers = api(ADMIN, path, method, {} if method != "get" else None)
    assert status == code
    assert told["error"]["message"]
    assert code != 405 or "GET" in headers["Allow"]


def test_what_fails_is_told_without_a_trace(api, office, monkeypatch):
    def broken(*given):
        raise RuntimeError("chi tiết không ai được thấy")

    def away(*given):
        raise StoreError("Kho dữ liệu báo lỗi.", "Thử lại.")

    monkeypatch.setattr("pipeline.web.api.reading._task", broken)
    status, told, _ = api(ADMIN, "/tasks")
    assert (status, told["error"]["code"]) == (500, "loi")
    assert "chi tiết" not in json.dumps(told, ensure_ascii=False)
    assert "chi tiết" in "".join(file.read_text("utf-8") for file in (office.home / "log").iterdir())
    monkeypatch.setattr("pipeline.web.api.reading._task", away)
    assert api(ADMIN, "/tasks")[0] == 503


def test_hostile_words_are_json_and_nothing_else(api, office):
    _, told, headers = api(ADMIN, f"/tasks/{office.papers.home}/b2")
    assert "<script>" in told["text"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"


words = st.text(max_size=20)
values = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words | st.lists(words, max_size=2) | st.dictionaries(words, words, max_size=2)
names = st.sampled_from([*PROGRESS, "version", "x"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(body=st.dictionaries(names, values, max_size=4), task=st.sampled_from(["a1", "b1", "zz"]))
def test_whatever_is_sent_is_answered_in_json(api, office, body, task):
    cache.clear()
    status, told, _ = api(ANALYST, f"/tasks/{office.papers.health}/{task}/progress", "patch", body)
    assert status in (200, 404, 409, 422)
    assert status == 200 or told["error"]["message"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(path=st.sampled_from(["/tasks", "/directives", "/bodies", "/notices"]),
       query=st.dictionaries(st.sampled_from(["cursor", "limit", "body", "status", "q", "due_from", "due_to", "changed_since", "number", "issued_from",
                                              "received_from", "event", "since", "directive"]), words | st.integers().map(str), max_size=4))
def test_whatever_is_asked_is_answered_in_json(api, path, query):
    cache.clear()
    status, told, _ = api(ADMIN, path, **query)
    assert status in (200, 404, 422)
    assert ("items" in told) is (status == 200)


def test_a_task_in_several_lists_is_told_once(api, office):
    assert ids(api(ADMIN, "/tasks", q="khám bệnh")[1]) == ["a2"]


def test_tokens_are_made_shown_and_taken_back_on_the_command_line(office, monkeypatch):
    monkeypatch.setattr("pipeline.cli.commands.web.load", lambda: SimpleNamespace(settings=office.settings))

    def user(*given):
        return CliRunner().invoke(app, ["user", *given], prog_name="chidao")

    assert "Chưa có mã truy cập" in user("tokens").output
    assert user("add", "may", "--role", LEADER, "--body", HEALTH, "--machine").exit_code == 0
    made = user("token", "may", "--for", "Phần mềm [b]điều hành[/b]", "--write", "--days", "30")
    assert made.exit_code == 0
    words = made.stdout.strip()
    assert words.startswith("chidao_")
    assert words not in made.stderr
    assert Client(headers={"host": "localhost", "Authorization": f"Bearer {words}"}).get("/api/v1/me").json()["account"] == "may"
    shown = user("tokens", "may").output
    assert "[b]" in shown
    assert words not in shown
    assert user("token", "khong-co", "--for", "x").exit_code == 3
    assert user("revoke", "1").exit_code == 0
    assert user("revoke", "1").exit_code == 3
    assert not people.find("may").has_usable_password()

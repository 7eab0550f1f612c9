"""Every address and every role, and what a leader may not see."""

import re

import pytest
from django.urls import URLPattern, get_resolver
from web_samples import HEALTH, HOME_AFFAIRS

from pipeline.web import parts
from pipeline.web.models import Body, Duty
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER, OPEN, ROLES

LOGIN = "/dang-nhap/"


def addresses(resolver=None, before="", space=""):
    """Every address with a name: the name and a path whose variable parts are made up."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + re.sub(r"^\^|\\Z$|\$$", "", str(one.pattern))
        if isinstance(one, URLPattern):
            if one.name or space:
                yield space + (one.name or ""), "/" + re.sub(r"\(\?P<\w+>.*?\)(?=/|$)|<[^>]*>", "1", route)
        else:
            yield from addresses(one, route, f"{space}{one.namespace}:" if one.namespace else space)


NAMED = sorted(set(addresses()))
PAGES = [(name, path) for name, path in NAMED if not name.startswith("admin:")]


def test_every_address_has_a_line_in_routes_and_every_line_an_address():
    assert {name for name, _ in PAGES} == set(parts.routes())
    assert all(roles and roles <= OPEN for roles in parts.routes().values())


@pytest.mark.parametrize("role", [*ROLES, "", None])
def test_every_address_lets_in_whom_routes_names_and_nobody_else(sign_in, role):
    client, wrong = sign_in(role), []
    for name, path in PAGES if role == ADMIN else NAMED:  # Django refuses some of its own pages even to administrators
        response = client.get(path)
        refused = response.status_code == 403 or response.headers.get("Location", "").startswith(LOGIN)
        if refused is not (role not in parts.allowed(name)):
            wrong.append((name, path, response.status_code, response.headers.get("Location")))
    assert wrong == []


def test_an_address_without_a_line_is_refused(sign_in, monkeypatch):
    client = sign_in(ADMIN)
    monkeypatch.setattr(parts, "allowed", lambda name: frozenset())
    assert client.get("/co-quan/").status_code == 403


def test_whoever_has_not_signed_in_is_sent_to_sign_in_and_back(sign_in):
    assert sign_in(None).get("/co-quan/?q=y").headers["Location"] == "/dang-nhap/?next=%2Fco-quan%2F%3Fq%3Dy"
    part = sign_in(None).get("/co-quan/", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/van-ban/"})
    assert part.headers["HX-Redirect"] == "/dang-nhap/?next=%2Fvan-ban%2F"


def test_an_account_without_a_role_is_told_so(sign_in):
    response = sign_in("").get("/")
    assert response.status_code == 403
    assert "chưa được giao vai trò" in response.content.decode()


@pytest.mark.parametrize("role", [CLERK, ANALYST, ADMIN])
def test_the_office_sees_the_lists_of_all_bodies(sign_in, role):
    shown = sign_in(role).get("/co-quan/").content.decode()
    assert HEALTH in shown
    assert HOME_AFFAIRS in shown


def test_a_leader_sees_the_own_list_alone(sign_in):
    shown = sign_in(LEADER).get("/co-quan/").content.decode()
    assert HEALTH in shown
    assert HOME_AFFAIRS not in shown


def test_a_leader_cannot_see_what_is_of_another_body_by_guessing(sign_in, office):
    client, other = sign_in(LEADER), office.papers.home
    slug = Body.objects.get(name=HOME_AFFAIRS).slug
    guessed = [f"/co-quan/{slug}/", f"/van-ban/{other}/", f"/van-ban/{other}/ban-goc", f"/van-ban/{other}/nhiem-vu/b1/",
               f"/van-ban/{office.papers.health}/nhiem-vu/b1/"]
    assert [client.get(path).status_code for path in guessed] == [404] * len(guessed)
    assert [sign_in(CLERK).get(path).status_code for path in guessed[:4]] == [200] * 4


def test_of_a_directive_a_leader_sees_the_own_tasks_alone(sign_in, office):
    Duty.objects.filter(task="a3").get().rows.all().delete()  # as if the third task were of somebody else
    shown = sign_in(LEADER).get(f"/van-ban/{office.papers.health}/").content.decode()
    assert "tiêm chủng" in shown
    assert "kế hoạch năm sau" not in shown
    assert "1 nhiệm vụ của cơ quan khác" in shown


def test_an_account_that_is_closed_sees_nothing_any_more(sign_in, office):
    from pipeline.web.accounts import people  # noqa: PLC0415

    client = sign_in(LEADER)
    assert client.get("/").status_code == 200
    people.set_active("lanhdao", False)
    assert client.get("/").headers["Location"].startswith(LOGIN)

"""The pages as somebody hostile uses them: words that are markup, addresses that lead elsewhere, forms of other sites,
things of other bodies, and what nobody may find any more."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from lxml import etree
from web_samples import HEALTH, HOME_AFFAIRS, PASSWORD, record, task

from pipeline.account import acting
from pipeline.errors import BrokenFile, SecretDirective
from pipeline.model.review import Edit
from pipeline.store import open_store
from pipeline.store.clock import now
from pipeline.web import parts, projecting
from pipeline.web.accounts import people
from pipeline.web.models import Body, Upload
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER

MARKUP = """Bẫy "'><xss onxss="1" style="x"><script>window.broken=1</script>{{ 7|add:7 }}</textarea></title><!--"""
NUMBER = """66/CT-"'><xss>"""
LIST = "/quan-tri/kho/store/"
PLAIN = {"host": "localhost"}


def routes(resolver=None, before=""):
    """Every address of ours: its name and its route."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + str(one.pattern).removeprefix("^").removesuffix("$").replace("\\Z", "")
        if isinstance(one, URLPattern):
            yield one.name or "", route
        elif one.namespace != "admin":
            yield from routes(one, route)


def address(route, **values):
    """A route with its variable parts filled in; those that are not given are 1."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(values.get(part[1], 1)), route)


class Page(HTMLParser):
    """What a browser would make of a page: whatever could run, or look otherwise than our style sheets say."""

    def __init__(self, shown):
        super().__init__()
        self.wrong, self.words, self._script = [], [], False
        self.feed(shown)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._script = tag == "script"
        if tag in ("xss", "style", "iframe", "object", "embed", "base"):
            self.wrong.append(tag)
        for name, value in attrs:
            link = name in ("href", "src", "action", "formaction", "hx-get", "hx-post") and value
            elsewhere = link and not re.match(r"/(?!/)|#|\?|\.\w|$|\w+\?", value)
            if name.startswith(("on", "hx-on")) or name == "style" or elsewhere:
                self.wrong.append((tag, name, value))

    def handle_data(self, data):
        if self._script and data.strip():
            self.wrong.append(("script", data))
        self.words.append(data)

    def handle_endtag(self, tag):
        self._script = False


@pytest.fixture
def hostile(office, sign_in):
    """An office where every word that comes from outside is markup; the addresses that show it."""
    settings = office.settings
    with open_store(settings) as store:
        tasks = (task("x1", MARKUP, MARKUP, 3, support=(MARKUP, HEALTH)), task("x2", f"{MARKUP} hai", HEALTH, -3, clause=MARKUP))
        sha256 = record(store, office.home, NUMBER, tasks, issuer=MARKUP, subject=MARKUP, place=MARKUP, type=MARKUP)
        with acting("<xss>"):
            store.correct(MARKUP, [(Edit("x2", "note", "", MARKUP), "taken"), (Edit("x2", "lead", "x", MARKUP), "conflict"),
                                   (Edit("x2", "product", MARKUP, f"{MARKUP} 2"), "taken")], ())
        store.fail(office.home / "<xss>.pdf", BrokenFile(MARKUP, MARKUP), "9" * 64)
    Upload.objects.create(who="<xss>", name=MARKUP, at=now(), state="failed", words=MARKUP, advice=MARKUP)
    people.add(settings, "hiem", LEADER, [HEALTH], PASSWORD, full_name=MARKUP)
    projecting.build(settings)
    slug = Body.objects.get(name=HEALTH).slug
    given = {"sha256": sha256, "task": "x2", "slug": slug, "name": "hiem", "code": "excel", "act": "dung"}
    return sha256, [address(route, **given) for name, route in routes()]


@pytest.mark.parametrize("role", [ADMIN, ANALYST, CLERK, LEADER])
def test_markup_in_any_word_is_text_on_every_page_and_nothing_stands_inline(hostile, sign_in, role):
    client, seen, wrong = sign_in(role), 0, []
    sha256, every = hostile
    more = [f"/van-ban/{sha256}/nhiem-vu/x1/", "/tim-kiem/?q=b%E1%BA%ABy+hai", "/tim-kiem/?q=%3Cxss%3E&so=%22%3E%3Cxss%3E&co-quan=%3Cxss%3E&tu=%3Cxss%3E",
            "/van-ban/?q=%22%3E%3Cxss%3E", "/co-quan/?q=%22%3E%3Cxss%3E", "/thay-doi/?tu=%3Cxss%3E", "/khong-co/%3Cxss%3E", "/dang-nhap/?next=%22%3E%3Cxss%3E",
            "/quan-tri/nhat-ky/?ve=%22%3E%3Cxss%3E&ai=%3Cxss%3E", "/quan-tri/co-quan/?q=%22%3E%3Cxss%3E", *(
                f"{LIST}{name}/{id}" for name in ("task", "directive", "failure", "auditentry") for id in ("", "1/change/"))]
    for path in (*every, *more):
        if "/tren-trang" in path or ("/trang" in path and "ra-soat" in path):
            continue  # no page of a text is drawn here
        response = client.get(path)
        assert response.status_code < 500, path
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            shown = response.content.decode()
            page = Page(shown)
            wrong += [(path, one) for one in page.wrong]
            seen += "<xss" in "".join(page.words) or "&lt;xss" in shown
    assert wrong == []
    assert seen >= {ADMIN: 15, ANALYST: 10, CLERK: 10, LEADER: 8}[role]


def test_markup_is_text_in_the_picture_of_a_chain_and_in_json(hostile, sign_in):
    client, (sha256, _) = sign_in(ADMIN), hostile
    response = client.get(f"/van-ban/{sha256}/chuoi.svg")
    if response.status_code == 200:  # Graphviz is there
        tags = {etree.QName(one).localname for one in etree.fromstring(response.content).iter() if isinstance(one.tag, str)}
        assert tags <= {"svg", "g", "title", "polygon", "text", "path"}
    response = client.get(f"/ra-soat/{sha256}/nguyen-van")
    assert response.headers["Content-Type"] == "application/json"
    assert "<xss" in json.dumps(response.json())


def test_a_file_with_a_hostile_name_is_saved_under_a_harmless_one(office, sign_in):
    from pipeline.web.models import Paper  # noqa: PLC0415

    paper = Paper.objects.get(sha256=office.papers.health)
    paper.shown = paper.shown | {"files": ['../../x"\r\nSet-Cookie: a=b\r\n\r\n<xss>.html']}
    paper.save()
    response = sign_in(CLERK).get(f"/van-ban/{paper.sha256}/ban-goc")
    given = response.headers["Content-Disposition"]
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/octet-stream")
    assert given.startswith("attachment; filename")
    assert "\n" not in given
    assert "Set-Cookie" not in response.headers


OTHERS = ["..", "../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2fetc%2fpasswd", "..%5c..%5cx", "a%00b", "1" * 300, "9" * 25, "%ed%a0%80",
          "' OR 1=1 --"]


def test_no_address_leads_to_another_file_or_to_an_error(office, sign_in):
    client, wrong = sign_in(ADMIN), []
    client.raise_request_exception = False
    found = [(route, part) for _, route in routes() for part in re.findall(r"<(?:\w+:)?(\w+)>", route)]
    assert len(found) > 30
    own = {"sha256": office.papers.health, "task": "a1", "slug": Body.objects.get(name=HEALTH).slug}
    for route, part in found:
        for value in OTHERS:
            response = client.get(address(route, **own | {part: value}))
            told = b"" if response.streaming else response.content
            if response.status_code == 200 or response.status_code >= 500 or b"root:" in told:
                wrong.append((route, part, value, response.status_code))
    for path in ("../" * 8 + "etc/passwd", "%2e%2e/" * 8 + "etc/passwd", "web/..%2f..%2fconfig.py", "/etc/passwd"):
        assert client.get(f"/static/{path}").status_code in (301, 302, 404)
    assert wrong == []


ASKED = ("q", "so", "co-quan", "trang", "tu", "den", "ngay", "ve", "ai", "viec", "tinh-trang", "loai", "v", "sau", "ca-trang", "vai-tro", "sap-xep")
QUERIES = ["\x00", "9999-12-31", "31/12/9999", "0001-01-01", "-1", "9" * 400, "%s'\"*(", "\U0001f600", "ạ" * 3000]


def test_whatever_is_asked_of_a_page_is_answered(office, sign_in):
    client, wrong = sign_in(ADMIN), []
    client.raise_request_exception = False
    own = {"sha256": office.papers.health, "task": "a1", "slug": Body.objects.get(name=HEALTH).slug, "name": "vanthu"}
    paths = [address(route, **own) for name, route in routes() if not re.search("jpg|png|tren-trang|api/|trang", route)]
    for path in paths:
        for value in QUERIES:
            response = client.get(path, dict.fromkeys(ASKED, value))
            if response.status_code >= 500:
                wrong.append((path, value[:20], response.status_code))
    assert wrong == []


def test_moments_at_the_ends_of_time_are_answered(office):
    from pipeline.web.api import tokens  # noqa: PLC0415

    words = tokens.make("quantri", "thử").words
    for moment in ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00%2B14:00"):
        for path in (f"tasks?changed_since={moment}", f"notices?since={moment}"):
            answer = Client(headers={**PLAIN, "authorization": f"Bearer {words}"}).get(f"/api/v1/{path}")
            assert answer.status_code in (200, 422), (path, answer.content)


@pytest.mark.parametrize("body", [
    "[" * 15_000, '{"task":' * 3_000, '{"task": "\\ud800", "seen": {}, "cell": "text", "value": "x", "start": 1, "end": 2}',
    '{"task": "a1", "seen": {"text": "\\ud800"}, "cell": "text", "value": "\\udfff", "start": true, "end": false}',
    '{"task": "a1", "seen": {}, "cell": "text", "value": "a\\u0000b", "start": -5, "end": 99999999999999999999999}',
    '{"task": "a1", "seen": {}, "cell": "product", "value": "\\ud800", "start": 1e999, "end": NaN, "cells": {"\\ud800": "\\ud800"}}',
    "\udcff", "9" * 6000])
@pytest.mark.parametrize("act", ["dung", "bo", "o", "cho", "them", "tach", "gop", "hoan-tac"])
def test_whatever_is_sent_to_the_review_is_answered_and_its_page_stays(office, sign_in, body, act):
    client, url = sign_in(ANALYST), f"/ra-soat/{office.papers.health}/"
    client.raise_request_exception = False
    answer = client.post(f"{url}sua/{act}", body.encode("utf-8", "surrogateescape"), content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["outcome"] in ("kept", "refused", "clash")
    assert client.get(url).status_code == 200


def test_nothing_is_changed_without_the_token_of_the_page(office):
    client = Client(enforce_csrf_checks=True, headers=PLAIN)
    client.force_login(people.find("quantri"), "django.contrib.auth.backends.ModelBackend")
    own = {"sha256": office.papers.health, "task": "a1", "slug": Body.objects.get(name=HEALTH).slug, "name": "vanthu", "act": "dung", "code": "excel"}
    told = {name: client.post(address(route, **own), {"act": "off", "q": "x"}).status_code for name, route in routes() if not route.startswith("api/")}
    told |= {name: client.post(f"{LIST}{name}/").status_code for name in ("task", "directive", "failure")}
    assert {name: status for name, status in told.items() if status not in (403, 405)} == {}
    assert people.find("vanthu").is_active
    assert {name for name, status in told.items() if status == 403} >= {
        "login", "logout", "password", "upload", "sheet_change", "progress", "calendar_make", "calendar_drop", "pdf_make", "manage-people",
        "manage-person", "manage-token", "manage-revoke", "manage-bodies", "manage-verify", "release", "confirm_secret", "correct_head"}


def test_a_session_begins_anew_when_somebody_signs_in_and_its_cookie_is_closed(office):
    client = Client(headers=PLAIN)
    client.get("/dang-nhap/")
    client.cookies["sessionid"] = "do-ke-khac-dat-san-0123456789012"
    response = client.post("/dang-nhap/", {"username": "vanthu", "password": PASSWORD})
    cookie = response.cookies["sessionid"]
    assert response.status_code == 302
    assert cookie.value != "do-ke-khac-dat-san-0123456789012"
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Lax", "", "")
    first = cookie.value
    assert client.get("/").status_code == 200
    client.post("/dang-xuat/")
    client.cookies["sessionid"] = first
    assert client.get("/").headers["Location"].startswith("/dang-nhap/")


def test_a_known_session_of_nobody_is_not_taken_over(office):
    client = Client(headers=PLAIN)
    session = client.session
    session["x"] = 1
    session.save()
    before = client.cookies["sessionid"].value
    client.post("/dang-nhap/", {"username": "vanthu", "password": PASSWORD})
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize("wanted", ["https://la.example/", "//la.example/", "/\\la.example", "\\\\la.example", "javascript:alert(1)", "http:la.example",
                                    "https:///la.example", "/\t/la.example", " //la.example"])
def test_signing_in_and_out_leads_to_no_other_site(office, wanted):
    client = Client(headers=PLAIN)
    response = client.post("/dang-nhap/", {"username": "vanthu", "password": PASSWORD, "next": wanted})
    assert response.headers["Location"] == "/"
    assert client.get("/dang-nhap/", {"next": wanted}).headers["Location"] == "/"
    assert client.post("/dang-xuat/", {"next": wanted}).headers["Location"] == "/dang-nhap/"
    asked = Client(headers=PLAIN).get("/", headers={"HX-Request": "true", "HX-Current-URL": wanted})
    assert "la.example" not in asked.headers["HX-Redirect"]


def test_what_is_of_another_body_is_not_there_at_any_address(office, sign_in):
    client, wrong = sign_in(LEADER), []
    slug = Body.objects.get(name=HOME_AFFAIRS).slug
    foreign = [{"sha256": office.papers.home, "task": "b1", "slug": slug}, {"sha256": office.papers.health, "task": "b1", "slug": slug},
               {"sha256": office.papers.home, "task": "a1", "slug": slug}]
    for name, route in routes():
        if route.startswith("api/") or LEADER not in parts.allowed(name):
            continue
        for given in foreign:
            if re.search("sha256|slug", route) and ("task" in route or given["sha256"] == office.papers.home):
                for code in ("excel", "lich") if "code" in route else ("",):
                    told = [getattr(client, ask)(address(route, **given, code=code)).status_code for ask in ("get", "post")]
                    if not {*told} <= {404, 405} or 404 not in told:
                        wrong.append((name, given, told))
    assert wrong == []


WORD = "khoangtrubicovel"


def test_a_directive_that_is_refused_as_secret_is_at_no_address_and_in_no_file(office, sign_in):
    with open_store(office.settings) as store:
        sha256 = record(store, office.home, "77/CT-UBND", (replace(task("m1", f"Kiểm tra kho {WORD}", HEALTH, 3)),), subject=f"về {WORD}")
        store.correct("thử", [(Edit("m1", "note", "", f"ghi {WORD}"), "taken")], ())
    (office.home / "77-CT-UBND.txt").unlink()
    projecting.build(office.settings)
    given = {"sha256": sha256, "task": "m1", "slug": Body.objects.get(name=HEALTH).slug}
    paths = [address(route, **given) for _, route in routes() if not re.search("jpg|tren-trang|trang", route)]
    paths += [f"/tim-kiem/?q={WORD}", f"/van-ban/?q={WORD}", f"/quan-tri/nhat-ky/?ve={WORD}", f"/quan-tri/nhat-ky/?ve={sha256}",
              *(f"{LIST}{name}/" for name in ("task", "directive", "failure", "auditentry", "sourcefile"))]

    def shown(client):
        told = {path: client.get(path) for path in paths}
        return [path for path, one in told.items()
                if WORD.encode() in re.sub(rb'value="[^"]*"', b"", b"".join(one.streaming_content) if one.streaming else one.content)]

    assert len(shown(sign_in(ADMIN))) > 8
    with open_store(office.settings) as store:
        store.fail(office.home / "77.txt", SecretDirective("mật", ""), sha256)
    for role in (ADMIN, ANALYST, CLERK, LEADER):
        assert shown(sign_in(role)) == []
    from django.db import connection  # noqa: PLC0415

    connection.close()
    assert [path.name for path in office.home.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes()] == []


def test_a_label_in_angle_brackets_is_words_to_graphviz():
    from pipeline.model import Node  # noqa: PLC0415
    from pipeline.office.drawing import picture  # noqa: PLC0415

    drawn = picture(Node("1/CT-UBND", "<b>chỉ thị</b><i>", "UBND <x>", None, "a" * 64), ())
    if drawn is None:
        pytest.skip("no Graphviz here")
    assert "".join(etree.fromstring(drawn).itertext()).count("<b>") >= 1

"""The chain of a directive on the page, and its picture."""

from datetime import date
from html import unescape

import pytest
from web_samples import HOME_AFFAIRS, SCRIPT, record, task

from pipeline.model import Edge, Node
from pipeline.store import open_store
from pipeline.web import projecting
from pipeline.web.roles import CLERK, LEADER


@pytest.fixture
def chain(office, monkeypatch):
    """A directive of the health body between one that it carries out and one of another body that cites it."""
    with open_store(office.settings) as store:
        later = record(store, office.home, "09/CV-SNV", (task("z1", "Triển khai", HOME_AFFAIRS, 5),), issuer=f"Sở Nội vụ {SCRIPT}")
    projecting.build(office.settings)
    middle = Node("01/CT-UBND", "chỉ thị", "UBND tỉnh Lào Cai", date(2026, 3, 5), office.papers.health)
    above = Node("33/CĐ-TTg", "công điện", f"Thủ tướng {SCRIPT}", date(2026, 2, 1))
    below = Node("09/CV-SNV", "công văn", "Sở Nội vụ", date(2026, 4, 1), later)
    edges = (Edge(middle, above, "thực hiện", "thực hiện", clauses=("khoản 1",)), Edge(below, middle, "thực hiện", "thực hiện"))
    monkeypatch.setattr("pipeline.store.relating.around", lambda row: edges)


def test_the_office_sees_what_is_above_and_below(sign_in, office, chain):
    shown = sign_in(CLERK).get(f"/van-ban/{office.papers.health}/chuoi/")
    html = shown.content.decode()
    assert [line.called for line in shown.context["up"]] == ["Công điện số 33/CĐ-TTg ngày 01/02/2026"]
    assert [line.called for line in shown.context["down"]] == ["Công văn số 09/CV-SNV ngày 01/04/2026"]
    assert "(chưa có trong hệ thống)" in html
    assert SCRIPT not in html


def test_what_directives_of_others_say_of_it_is_not_shown(sign_in, office, chain):
    shown = sign_in(LEADER).get(f"/van-ban/{office.papers.health}/chuoi/")
    assert shown.context["down"] == []
    assert "09/CV-SNV" not in shown.content.decode()
    drawn = {role: unescape(sign_in(role).get(f"/van-ban/{office.papers.health}/chuoi.svg").content.decode())
             for role in (LEADER, CLERK)}
    assert "33/CĐ-TTg" in drawn[LEADER]
    assert "09/CV-SNV" not in drawn[LEADER]
    assert "09/CV-SNV" in drawn[CLERK]


def test_the_picture_can_do_nothing(sign_in, office, chain):
    response = sign_in(CLERK).get(f"/van-ban/{office.papers.health}/chuoi.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"<script" not in response.content
    assert SCRIPT in unescape(response.content.decode())  # as text


def test_without_graphviz_there_is_no_picture_and_the_lists_stay(sign_in, office, chain, monkeypatch):
    monkeypatch.setattr("pipeline.web.search.chains.picture", lambda *_: None)
    assert sign_in(CLERK).get(f"/van-ban/{office.papers.health}/chuoi.svg").status_code == 404
    assert sign_in(CLERK).get(f"/van-ban/{office.papers.health}/chuoi/").status_code == 200


def test_nobody_sees_the_chain_of_a_directive_of_others(sign_in, office):
    assert {sign_in(LEADER).get(f"/van-ban/{office.papers.home}/chuoi{tail}").status_code for tail in ("/", ".svg")} == {404}


def test_a_directive_by_itself(sign_in, office):
    shown = sign_in(CLERK).get(f"/van-ban/{office.papers.health}/chuoi/").content.decode()
    assert "Không dẫn văn bản nào." in shown
    assert "<img" not in shown


def test_the_page_of_a_directive_leads_there(sign_in, office):
    assert "/chuoi/" in sign_in(CLERK).get(f"/van-ban/{office.papers.health}/").content.decode()


def test_the_picture_is_seen_on_its_page(browser, accessible, office, chain):
    page = browser(CLERK)
    page.goto(f"/van-ban/{office.papers.health}/chuoi/")
    page.wait_for_function("document.querySelector('.chain img').naturalWidth > 100")
    accessible(page)

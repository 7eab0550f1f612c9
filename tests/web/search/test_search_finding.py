"""Looking for directives and tasks on the page."""

import pytest
from web_samples import SCRIPT, TODAY

from pipeline.store import open_store
from pipeline.web import projecting
from pipeline.web.bodies import room
from pipeline.web.roles import ANALYST, CLERK, LEADER
from pipeline.web.search import finding
from pipeline.web.search.marking import marked


def found(client, **asked):
    """The ids of tasks, and the numbers of directives, in their order."""
    page = client.get("/tim-kiem/", {name.replace("_", "-"): value for name, value in asked.items()}).context["page"]
    return [one.duty.task if one.duty else one.paper.number for one in page]


@pytest.mark.parametrize(("asked", "wanted"), [
    ({"q": "kham benh"}, ["a2"]), ({"q": "khám bệnh"}, ["a2"]), ({"q": "KHÁM"}, ["a2"]), ({"q": "vi tri viec lam"}, ["b1"]),
    ({"q": "01/CT-UBND", "loai": "van-ban"}, ["01/CT-UBND"]), ({"q": "so y te", "loai": "nhiem-vu"}, ["a1", "a2", "a3"]),
    ({"q": "tiem chung khong co"}, []), ({"q": "hoàn thành", "tinh_trang": "qua-han"}, ["b1", "a1"]),
    ({"tinh_trang": "qua-han"}, ["b1", "a1"]), ({"tinh_trang": "sap-den-han"}, ["a2"]), ({"tinh_trang": "khong-han"}, ["b2"]),
    ({"tinh_trang": "moi", "so": "02/CT"}, ["b1", "b2"]), ({"co_quan": "y te"}, ["a1", "a2", "a3"]),
    ({"co_quan": "noi vu", "q": "bao cao"}, []), ({"so": "2/ct", "loai": "nhiem-vu"}, ["b1", "b2"]),
    ({"so": "02"}, ["02/CT-UBND"]), ({"tu": f"{TODAY:%d/%m/%Y}"}, ["a2", "a3"]), ({"den": TODAY.isoformat()}, ["b1", "a1"]),
    ({"q": "!!!"}, []), ({"q": "\"*) OR ("}, []), ({"tinh_trang": "x' OR 1=1"}, []), ({}, []),
    ({"q": "tre-han"}, []), ({"tinh_trang": "tre-han"}, []), ({"tinh_trang": "dung-han"}, []), ({"tinh_trang": "bi-huy"}, []),
])
def test_words_and_filters(sign_in, asked, wanted):
    assert found(sign_in(ANALYST), **asked) == wanted


def test_the_directive_of_the_number_stands_first(sign_in):
    assert found(sign_in(CLERK), q="02/CT-UBND")[0] == "02/CT-UBND"


@pytest.mark.parametrize(("asked", "count"), [
    ({"q": "UBND"}, 4), ({"q": "so noi vu"}, 1), ({"q": "tuyen dung"}, 0), ({"tinh-trang": "qua-han"}, 1),
    ({"so": "02/CT"}, 0), ({"loai": "van-ban"}, 1), ({"co-quan": "noi vu"}, 1), ({"q": "rà soát vị trí"}, 0),
])
def test_of_another_body_nothing_is_found_or_counted(sign_in, asked, count):
    shown = sign_in(LEADER).get("/tim-kiem/", asked)
    assert shown.context["page"].paginator.count == count
    assert all(one.paper.number == "01/CT-UBND" for one in shown.context["page"])
    assert "Rà soát vị trí" not in shown.content.decode()


def test_what_is_entered_is_found_at_once(sign_in, office):
    from pipeline.account import acting  # noqa: PLC0415
    from pipeline.office import progressing  # noqa: PLC0415

    with acting("x"):
        progressing.enter_seen(room.store(), (office.papers.health, "a1"), {}, {"reply": "777/SYT-KH"}, "trang nhiệm vụ")
    assert found(sign_in(LEADER), q="777/SYT") == ["a1"]
    assert found(sign_in(LEADER), q="777 syt kh tiêm chủng") == ["a1"]


def test_what_is_out_of_the_lists_is_not_found(sign_in, office):
    with open_store(office.settings) as store:
        store.remove(store.find("02/CT-UBND")[0], "thử")
    projecting.build(office.settings)
    assert found(sign_in(CLERK), q="vi tri viec lam") == []
    assert found(sign_in(CLERK), q="02/CT-UBND") == []


def test_pages_hold_fifty_and_very_many_are_ordered_roughly(sign_in, monkeypatch):
    monkeypatch.setattr(finding, "PAGE", 2)
    client = sign_in(ANALYST)
    assert [found(client, q="so y te", loai="nhiem-vu", trang=n) for n in ("1", "2", "9")] == [["a1", "a2"], ["a3"], ["a3"]]
    monkeypatch.setattr(finding, "MANY", 1)
    for role in (ANALYST, LEADER):
        pages = [found(sign_in(role), q="01/CT-UBND", trang=n) for n in ("1", "2")]
        assert sorted(pages[0] + pages[1]) == ["01/CT-UBND", "a1", "a2", "a3"]


def test_a_day_that_is_none_is_told(sign_in):
    shown = sign_in(CLERK).get("/tim-kiem/", {"tu": "31/02/2026", "q": "kham"})
    assert "“31/02/2026” không phải một ngày có thật" in shown.content.decode()
    assert shown.context["page"].paginator.count == 1


def test_what_is_found_is_marked_and_escaped(sign_in):
    shown = sign_in(CLERK).get("/tim-kiem/", {"q": "thi tuyen script"}).content.decode()
    assert SCRIPT not in shown
    assert "<mark>thi</mark> <mark>tuyển</mark> &lt;<mark>script</mark>&gt;" in shown
    hostile = sign_in(CLERK).get("/tim-kiem/", {"q": SCRIPT, "so": SCRIPT, "co-quan": '"><img src=x>'}).content.decode()
    assert SCRIPT not in hostile
    assert "<img" not in hostile


@pytest.mark.parametrize(("text", "words", "html"), [
    ("Sở Y tế", "so", "<mark>Sở</mark> Y tế"), ("Đường <b>", "duong", "<mark>Đường</mark> &lt;b&gt;"),
    ("1612/UBND-VXNV", "1612/ubnd", "<mark>1612</mark>/<mark>UBND</mark>-VXNV"), ("A & B", "", "A &amp; B"),
    ("số 16 và 1612", "16", "số <mark>16</mark> và 1612"),
])
def test_marks(text, words, html):
    assert str(marked(text, words)) == html


def test_a_long_text_is_shown_where_the_words_stand():
    told = str(marked("chữ " * 300 + "cần tìm " + "chữ " * 300, "can tim"))
    assert "<mark>cần</mark> <mark>tìm</mark>" in told
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told) < 420


def test_bodies_stay_names(sign_in):
    shown = sign_in(CLERK).get("/tim-kiem/", {"q": "noi vu", "loai": "nhiem-vu"}).content.decode()
    assert "Sở <mark>Nội</mark> <mark>vụ</mark> tỉnh Lào Cai" in shown

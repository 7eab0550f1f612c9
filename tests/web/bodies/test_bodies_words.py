"""The words of a task on the picture of its page."""

from pipeline.web.bodies.words import lines
from pipeline.web.roles import CLERK, LEADER


def test_the_words_are_marked_on_a_piece_of_the_page(sign_in, paper):
    shown = sign_in(LEADER).get(f"/van-ban/{paper}/nhiem-vu/p1/tren-trang", headers={"HX-Request": "true"})
    html = shown.content.decode()
    cut, = shown.context["cuts"]
    assert {mark.kind for mark in cut.marks} == {"act", "lead"}
    lead = next(mark for mark in cut.marks if mark.kind == "lead")
    assert 60 < float(lead.x) < 100
    top, height = float(cut.view.split()[1]), float(cut.view.split()[3])
    assert top <= float(lead.y) <= top + height < 842
    assert f'href="/van-ban/{paper}/trang-1.jpg"' in html
    assert "<html" not in html
    assert "style=" not in html


def test_the_whole_page_is_shown_on_demand_also_without_a_script(sign_in, paper):
    shown = sign_in(LEADER).get(f"/van-ban/{paper}/nhiem-vu/p1/tren-trang?ca-trang=1")
    assert shown.context["cuts"][0].view == "0 0.0 595.0 842.0"
    assert "<html" in shown.content.decode()


def test_a_page_is_a_picture(sign_in, paper):
    response = sign_in(LEADER).get(f"/van-ban/{paper}/trang-1.jpg")
    assert response.content.startswith(b"\xff\xd8")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert [sign_in(LEADER).get(f"/van-ban/{paper}/trang-{n}.jpg").status_code for n in (0, 9)] == [404, 404]


def test_nobody_sees_the_words_of_a_task_of_another_body(sign_in, office, paper):
    client = sign_in(LEADER)
    for path in (f"/van-ban/{paper}/nhiem-vu/p2/tren-trang", f"/van-ban/{office.papers.home}/nhiem-vu/b1/tren-trang",
                 f"/van-ban/{office.papers.home}/trang-1.jpg"):
        assert client.get(path).status_code == 404
    assert sign_in(CLERK).get(f"/van-ban/{paper}/nhiem-vu/p2/tren-trang").status_code == 200


def test_what_is_held_back_for_secrecy_shows_no_page(sign_in, paper, monkeypatch):
    monkeypatch.setattr("pipeline.web.review.room.failing.refusal", lambda sha256: True)
    client = sign_in(LEADER)
    assert {client.get(f"/van-ban/{paper}/{tail}").status_code for tail in (
        "trang-1.jpg", "nhiem-vu/p1/tren-trang", "nhiem-vu/p1/ket-qua", "nhiem-vu/p1/lich-su", "chuoi/", "chuoi.svg")} == {404}


def test_a_directive_without_pages_says_so(sign_in, office, task_path, monkeypatch):
    from pipeline.errors import InputError  # noqa: PLC0415

    def none(*_, **__):
        raise InputError("Không dựng được trang.", "Đối chiếu với nguyên văn.")

    monkeypatch.setattr("pipeline.web.bodies.words.cuts", none)
    shown = sign_in(LEADER).get(task_path("a1", "tren-trang")).content.decode()
    assert "Không dựng được trang. Đối chiếu với nguyên văn." in shown


def test_words_of_one_line_have_one_box():
    told = [(0, 2, 10, 5, 20, 15), (3, 5, 22, 4, 30, 15), (6, 8, 10, 20, 18, 30), (9, 12, 20, 20, 28, 30)]
    assert lines(told, 0, 8) == [(10, 4, 30, 15), (10, 20, 18, 30)]
    assert lines(told, 12, 20) == []

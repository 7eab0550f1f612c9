"""The page of a leader, progress, words on a page, search and print in a real browser, on a laptop and on a phone."""

import os
from pathlib import Path

import pypdfium2
import pytest

from pipeline.account import acting
from pipeline.office import progressing
from pipeline.web.bodies import room
from pipeline.web.roles import ANALYST, CLERK, LEADER

SIZES = [(1366, 768), (390, 844)]
PICTURES = os.environ.get("CHIDAO_PICTURES")
"""A folder into which pictures of the pages are put, to be looked at."""
PATIENCE = 90_000
"""Milliseconds that the first page of a directive may take on a machine that is busy."""


def look(page, name, width):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)


def sound(page, accessible, name, width):
    """No fault for those who cannot see, and nothing that lies beside the screen."""
    look(page, name, width)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("role", [LEADER, CLERK])
def test_the_first_page_is_read_at_a_glance(browser, accessible, published, role, width, height):
    page = browser(role, width, height)
    assert page.locator("figure.chart svg").count() == 2
    assert page.get_by_role("heading", level=2).all_inner_texts()[0].startswith("Quá hạn")
    sound(page, accessible, f"tinh-hinh-{role}", width)
    page.locator("figure.chart summary").first.click()
    assert page.locator("figure.chart table").first.is_visible()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_from_a_row_to_its_words_on_the_page(browser, accessible, paper, width, height):
    page = browser(LEADER, width, height)
    page.get_by_role("link", name="So Y te kiem tra").first.click()
    page.locator("#tren-trang svg image").wait_for(timeout=PATIENCE)
    with page.expect_response("**/trang-1.jpg", timeout=PATIENCE) as drawn:
        page.reload()
    assert drawn.value.headers["content-type"] == "image/jpeg"
    page.locator("#tren-trang svg image").wait_for(timeout=PATIENCE)
    looks = page.locator("#tren-trang svg rect.act").first.evaluate("one => getComputedStyle(one).fillOpacity")
    assert float(looks) < 0.3  # the words can be read through the mark
    sound(page, accessible, "nhiem-vu-tren-trang", width)
    page.get_by_role("link", name="Hiện cả trang").click()
    page.get_by_role("link", name="Chỉ hiện đoạn có nhiệm vụ").wait_for()
    box = page.locator("#tren-trang svg").bounding_box()
    assert box["height"] > box["width"]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_progress_is_entered_by_keyboard_and_a_clash_shows_both(browser, accessible, office, task_path, width, height):
    page = browser(LEADER, width, height)
    page.goto(task_path("a1"))
    page.get_by_role("link", name="Ghi kết quả").press("Enter")
    page.wait_for_url("**/ket-qua")
    sound(page, accessible, "ghi-ket-qua", width)
    page.get_by_label("Tỷ lệ").fill("60")
    page.get_by_label("Ngày hoàn thành").fill("20/11/2026")
    with acting("chuyenvien"):
        progressing.enter_seen(room.store(), (office.papers.health, "a1"), {}, {"percent": "40"}, "trang nhiệm vụ")
    page.get_by_label("Tỷ lệ").press("Enter")
    page.get_by_text("Hiện nay: 40%").wait_for()
    sound(page, accessible, "hai-gia-tri", width)
    page.get_by_role("button", name="Ghi").click()
    page.get_by_text("Đã ghi kết quả.").wait_for()
    assert "60%" in page.locator("dl.facts").inner_text()
    page.get_by_role("link", name="Lịch sử").click()
    sound(page, accessible, "lich-su", width)


def test_refused_answers_of_a_form_are_no_trouble_of_the_page(browser, task_path):
    page = browser(LEADER)
    page.goto(task_path("a1", "ket-qua"))
    page.get_by_label("Tỷ lệ").fill("500")
    page.get_by_role("button", name="Ghi").click()
    page.get_by_text("từ 0 đến 100 (%)").wait_for()
    assert page.get_by_label("Tỷ lệ").get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_files_are_downloaded_and_a_calendar_address_is_made(browser, accessible, published, health, width, height):
    page = browser(LEADER, width, height)
    page.goto(f"/co-quan/{health.slug}/")
    sound(page, accessible, "danh-muc-tai-ve", width)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel").click()
    assert waiting.value.suggested_filename == f"{health.slug}-nhiem-vu.xlsx"
    page.get_by_role("button", name="Tạo đường dẫn lịch").click()
    assert "/lich/" in page.get_by_label("Đường dẫn").input_value()
    sound(page, accessible, "duong-dan-lich", width)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_search_chain_and_changes(browser, accessible, office, width, height):
    with acting("thuha"):
        progressing.enter_seen(room.store(), (office.papers.health, "a1"), {}, {"percent": "40", "delay": "chờ số liệu " * 9}, "x")
    page = browser(ANALYST, width, height)
    page.goto("/tim-kiem/")
    sound(page, accessible, "tim-kiem-trong", width)
    page.get_by_label("Từ ngữ").fill("so y te")
    page.get_by_label("Từ ngữ").press("Enter")
    page.locator("mark").first.wait_for()
    assert "3 kết quả" in page.get_by_role("status").first.inner_text()
    sound(page, accessible, "tim-kiem", width)
    page.goto(f"/van-ban/{office.papers.health}/chuoi/")
    sound(page, accessible, "chuoi", width)
    page.goto("/thay-doi/")
    assert "40%" in page.locator("table.changes").inner_text()
    sound(page, accessible, "thay-doi", width)


def test_the_first_page_prints_on_few_sheets_without_what_is_of_the_screen(browser, published, tmp_path):
    page = browser(LEADER)
    page.goto("/")
    file = Path(PICTURES or tmp_path) / "tinh-hinh.pdf"
    page.pdf(path=str(file), format="A4", print_background=True, prefer_css_page_size=True)
    printed = pypdfium2.PdfDocument(file)
    text = "".join(one.get_textpage().get_text_bounded() for one in printed)
    assert len(printed) == 1
    assert "Báo cáo kết quả tiêm chủng" in text
    assert "Đăng xuất" not in text
    assert "Bảng số liệu" not in text

"""The pages in a real browser: on the laptop of an office and on a phone."""

import os
from pathlib import Path

import pytest
from web_samples import HEALTH

from pipeline.web.roles import ADMIN, CLERK, LEADER

SIZES = [(1366, 768), (390, 844)]
PICTURES = os.environ.get("CHIDAO_PICTURES")
"""A folder into which pictures of the pages are put, to be looked at."""


def look(page, name, width):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_leader_signs_in_and_reads_the_list(browser, accessible, width, height):
    page = browser(None, width, height)
    accessible(page)
    look(page, "dang-nhap", width)
    page.get_by_label("Tên đăng nhập").fill("lanhdao")
    page.get_by_label("Mật khẩu").fill("Mua-xuan-2026-lao-cai")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=HEALTH).wait_for()
    accessible(page)
    look(page, "trang-dau", width)
    page.get_by_role("link", name=HEALTH).click()
    assert page.get_by_role("heading", level=1).inner_text() == HEALTH
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["Quá hạn", "Đến hạn trong 7 ngày", "Mới trong tuần"]
    accessible(page)
    look(page, "danh-muc", width)
    page.get_by_role("link", name="Báo cáo kết quả tiêm chủng").click()
    assert page.locator("blockquote").inner_text() == "Báo cáo kết quả tiêm chủng"
    accessible(page)
    look(page, "nhiem-vu", width)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("path", ["/", "/co-quan/", "/van-ban/", "/mat-khau/"])
def test_no_page_is_wider_than_the_screen(browser, accessible, path, width, height):
    page = browser(CLERK, width, height)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)
    look(page, path.strip("/") or "trang-dau-van-thu", width)


def test_scripts_in_a_directive_do_nothing(browser, office):
    page = browser(ADMIN)
    for path in (f"/van-ban/{office.papers.home}/", f"/van-ban/{office.papers.home}/nhiem-vu/b2/"):
        page.goto(path)
        assert page.evaluate("window.broken") is None
        assert "<script>" in page.locator("main").inner_text()
    look(page, "van-ban", 1366)


def test_the_original_is_downloaded(browser, office):
    page = browser(LEADER)
    page.goto(f"/van-ban/{office.papers.health}/")
    look(page, "van-ban-lanh-dao", 1366)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải bản gốc").click()
    assert waiting.value.suggested_filename == "01-CT-UBND.txt"


def test_the_account_is_left_by_keyboard(browser):
    page = browser(LEADER)
    page.locator("details.who summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Đăng xuất").is_visible()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Đăng xuất").press("Enter")
    page.wait_for_url("**/dang-nhap/")

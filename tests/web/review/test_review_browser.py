"""The review page in a real browser, as analysts use it."""

import os
from pathlib import Path

import pytest

from pipeline.account import acting
from pipeline.office.page_review import ReviewDesk, values_of
from pipeline.store import open_store
from pipeline.web.review import room
from pipeline.web.roles import ANALYST
from tools.bench.reviewing import walked

SIZES = [(1366, 768), (390, 844)]
PICTURES = os.environ.get("CHIDAO_PICTURES")


def look(page, name, width=1366):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"))


@pytest.fixture
def rows(office):
    """The rows as the store has them now, each as its cells."""
    def now():
        with open_store(office.settings) as store:
            return {row.id: values_of(row) for row in ReviewDesk(store, office.sha256, room.known_office()).sheet().tasks}
    return now


@pytest.fixture
def sheet(browser, office):
    """The page, its first row chosen and its first page drawn."""
    def enter(width=1366, height=768, url=office.url):
        page = browser(ANALYST, width, height)
        page.goto(url, wait_until="commit")
        page.locator("rect.act").first.wait_for(state="attached")
        page.locator(".leaf img").first.evaluate("image => image.decode()")
        return page
    return enter


def current(page):
    return page.locator(".row[aria-current]").get_attribute("data-id")


def press(page, *keys):
    """Keys, each of which sends something."""
    for key in keys:
        with page.expect_response("**/sua/**"):
            page.keyboard.press(key)
        page.locator("#ra-soat:not([aria-busy])").wait_for()


def words(page, *texts):
    """Where words stand on the drawn page, as points of the window."""
    found = page.evaluate("""async () => { const {words} = await (await fetch(document.getElementById('ra-soat').dataset.base + 'trang/1')).json();
        const box = document.querySelector('.leaf svg'); const frame = box.getBoundingClientRect();
        const [, , w, h] = box.getAttribute('viewBox').split(' ').map(Number);
        return words.map(([start, , x0, top, x1, bottom, text]) => ({start, text, x: frame.left + (x0 + x1) / 2 * frame.width / w,
            y: frame.top + (top + bottom) / 2 * frame.height / h})); }""")
    places, at = [], 0
    for text in texts:
        at = next(n for n in range(at, len(found)) if found[n]["text"].strip(".,;:") == text)
        places.append((found[at]["x"], found[at]["y"]))
    return places


def drag(page, first, last):
    (x0, y0), (x1, y1) = words(page, first, last)
    page.mouse.move(x0, y0)
    page.mouse.down()
    page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2, steps=4)
    page.mouse.move(x1, y1, steps=4)
    page.mouse.up()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_pages_stand_beside_rows(sheet, accessible, width, height):
    page = sheet(width, height)
    look(page, "ra-soat", width)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("rect.lead, rect.limit").count() >= 2
    accessible(page)


def test_one_key_accepts_a_row_and_goes_on(sheet, office, rows):
    page = sheet()
    press(page, "d", "d")
    assert current(page) == office.tasks[2]
    assert [rows()[task]["verdict"] for task in office.tasks[:3]] == ["Đúng", "Đúng", ""]
    assert page.locator("#dem").inner_text().startswith(f"2/{len(office.tasks)} dòng")


def test_enter_goes_to_doubtful_fields_alone(sheet, office):
    page = sheet()
    seen = []
    for _ in range(4):
        page.keyboard.press("Enter")
        seen.append((current(page), page.locator(".field.here").get_attribute("data-cell")))
    first, third = office.tasks[0], office.tasks[2]
    assert seen == [(first, "lead"), (third, "text"), (third, "due"), (first, "lead")]


def test_a_doubtful_field_is_mended_by_keyboard_and_taken_back(sheet, office, rows, accessible):
    page, task = sheet(), office.tasks[0]
    before = rows()[task]["lead"]
    page.keyboard.press("Enter")
    page.keyboard.press("s")
    page.keyboard.type("so y te")
    page.get_by_role("option").first.wait_for()
    look(page, "sua-o")
    accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = page.locator(".edit input").input_value()
    assert chosen.startswith("Sở Y tế")
    press(page, "Enter")
    assert rows()[task]["lead"] == chosen
    assert page.locator(".row[aria-current] .field.lead .shown").inner_text() == chosen
    press(page, "u")
    assert rows()[task]["lead"] == before
    assert page.locator("#bao").inner_text() == "Đã hoàn tác."


def test_two_people_at_once_see_both_values_and_lose_none(sheet, office, rows, accessible):
    page, task = sheet(), office.tasks[0]
    with open_store(office.settings) as store, acting("lan"):
        ReviewDesk(store, office.sha256, room.known_office()).edit(task, "lead", "Sở Nội vụ", {})
    page.keyboard.press("Enter")
    page.keyboard.press("s")
    page.keyboard.type("Sở Xây dựng")
    press(page, "Enter")
    both = page.locator("#hai-nguoi")
    both.wait_for()
    look(page, "hai-nguoi")
    accessible(page)
    assert {"Sở Xây dựng", "Sở Nội vụ"} <= set(both.locator("dd").all_inner_texts())
    assert "lan" in both.inner_text()
    assert rows()[task]["lead"] == "Sở Nội vụ"
    with page.expect_response("**/sua/**"):
        both.get_by_role("button", name="Lấy giá trị của tôi").click()
    assert rows()[task]["lead"] == "Sở Xây dựng"


def test_words_chosen_on_the_page_become_a_task(sheet, office, rows):
    page = sheet()
    page.keyboard.press("t")
    with page.expect_response("**/sua/them"):
        drag(page, "Triển", "chính")
    page.locator(".edit input").wait_for()
    look(page, "them")
    (fresh,) = rows().keys() - set(office.tasks)
    assert current(page) == fresh
    assert rows()[fresh]["text"].startswith("Triển khai Chỉ thị số 09/CT-TTg")
    assert rows()[fresh]["verdict"] == "Thêm"


def test_words_are_chosen_by_keyboard_too(sheet, office, rows):
    page = sheet()
    page.keyboard.press("t")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    press(page, "Enter")
    (fresh,) = rows().keys() - set(office.tasks)
    assert len(rows()[fresh]["text"].split()) == 3


def test_words_are_dragged_into_a_field(sheet, office, rows):
    page, task = sheet(), office.tasks[0]
    page.locator(".row[aria-current] .field.due .value").click()
    drag(page, "ngày", "06/3/2024")
    assert page.locator(".edit input").input_value() == "23/02/2024"
    page.keyboard.press("Escape")
    page.locator(".row[aria-current] .field.support .value").click()
    drag(page, "Thông", "thông")
    look(page, "keo-vao-o")
    dragged = page.locator(".edit input").input_value()
    press(page, "Enter")
    assert rows()[task]["support"] == dragged


def test_arrows_lengthen_and_shorten_the_evidence_by_a_word(sheet, office, rows):
    page, task = sheet(), office.tasks[0]
    before = rows()[task]
    with page.expect_response("**/sua/cho"):
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Shift+ArrowRight")
    after = rows()[task]
    kept = before["text"].split()[1:]
    assert after["text"].split() == kept[:len(after["text"].split())]
    assert 1 <= len(kept) - len(after["text"].split()) <= 2
    assert after["span"] != before["span"]


def test_a_task_is_cut_in_two_merged_and_dropped_by_keyboard(sheet, office, rows):
    page, task = sheet(), office.tasks[0]
    whole = rows()[task]["text"]
    page.keyboard.press("x")
    page.keyboard.press("ArrowRight")
    press(page, "Enter")
    assert rows()[task]["text"].split() == whole.split()[:2]
    page.keyboard.press("k")
    press(page, "g")
    assert rows()[task]["text"] == whole
    press(page, "b")
    assert rows()[task]["verdict"] == "Bỏ"
    assert page.locator(f"[data-id='{task}'].dropped").count() == 1


def test_a_row_is_chosen_by_its_words_on_the_page(sheet, office):
    page = sheet()
    ((x, y),) = words(page, "Hoàn")
    page.mouse.click(x, y)
    assert current(page) == office.tasks[1]


def test_the_keys_are_told(sheet, accessible):
    page = sheet()
    page.keyboard.press("?")
    page.locator("#phim dt").first.wait_for()
    look(page, "phim")
    accessible(page)
    page.keyboard.press("Escape")
    assert not page.locator("#phim").is_visible()


def test_behind_the_last_doubt_comes_the_queue(sheet, office, rows, accessible):
    page = sheet()
    press(page, *"ddd")
    page.keyboard.press("Enter")
    assert "Enter lần nữa" in page.locator("#bao").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ra-soat/")
    look(page, "hang-cho")
    accessible(page)


def test_a_directive_without_pages_is_reviewed_by_its_text(browser, office, read):
    from pipeline.web.models import Paper  # noqa: PLC0415

    page = browser(ANALYST)
    page.goto(f"/ra-soat/{Paper.objects.get(number='02/CT-UBND').sha256}/")
    page.locator(".plain .w.act").first.wait_for()
    look(page, "nguyen-van")
    assert page.evaluate("window.broken") is None
    assert "<script>" in page.locator(".plain").inner_text()


def test_a_sure_row_costs_one_key_and_a_doubtful_one_at_most_five_actions(sheet, office):
    found = walked(sheet(), office.sha256, "cv-1051-ubnd-vxnv-2024")
    assert len(found) == len(office.tasks)
    assert {actions for _, wrong, actions in found if wrong <= 0} == {1}
    assert [actions for doubted, wrong, actions in found if doubted and wrong == 1] == [5]


def test_on_a_phone_words_are_chosen_by_tapping_the_first_and_the_last(sheet, office, rows):
    page = sheet(390, 844)
    page.locator("[data-act=them]").click()
    page.locator("#trang").evaluate("pane => pane.scrollIntoView()")
    for x, y in words(page, "Triển", "09/CT-TTg"):
        page.mouse.click(x, y)
    page.locator(".edit input").wait_for()
    (fresh,) = rows().keys() - set(office.tasks)
    assert rows()[fresh]["text"].startswith("Triển khai")
    look(page, "them", 390)


def test_the_queue_leads_to_the_field(browser, office, accessible):
    page = browser(ANALYST)
    page.goto("/ra-soat/")
    look(page, "hang-cho-day")
    accessible(page)
    page.locator(".queue a").nth(1).click()
    page.locator(".field.here").wait_for()
    assert (current(page), page.locator(".field.here").get_attribute("data-cell")) == (office.tasks[0], "lead")

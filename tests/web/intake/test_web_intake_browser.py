"""Handing in, in a real browser, with the real process beside the pages that reads the files."""

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "reading_ocr"))
from ocr_papers import Paper, as_pdf, needs_ocr

from pipeline.web.intake.keeper import Keeping
from pipeline.web.intake.models import Upload
from pipeline.web.roles import ADMIN, CLERK

SAMPLES = Path(__file__).parents[3] / "corpus/samples"
SIZES = [(1366, 768), (390, 844)]
PICTURES = os.environ.get("CHIDAO_PICTURES")

DROP = """(files) => {
  const given = new DataTransfer();
  for (const [name, text] of files) given.items.add(new File([text], name));
  const zone = document.querySelector(".drop-zone");
  zone.dispatchEvent(new DragEvent("dragenter", { dataTransfer: given, bubbles: true }));
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true }));
}"""


def look(page, name, width):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)


@pytest.fixture
def keeping(office):
    """The process beside the pages."""
    office.settings.inbox.mkdir(exist_ok=True)
    kept = Keeping(office.settings)
    kept.start()
    yield kept
    kept.stop()


@pytest.fixture
def scan(tmp_path):
    """A scan of three pages that bears neither number nor day."""
    first = Paper().text(90, 70, "ỦY BAN NHÂN DÂN", 13).text(105, 88, "TỈNH LÀO CAI", 13)
    first.text(275, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12).text(330, 88, "Độc lập - Tự do - Hạnh phúc", 13)
    first.text(110, 118, "Số:            /UBND-VX", 13).text(320, 118, "Lào Cai, ngày       tháng 3 năm 2026", 13).body()
    return as_pdf(tmp_path / "ban-quet.pdf", first, Paper().body(), Paper().body())


@needs_ocr
@pytest.mark.timeout(300)
def test_two_files_are_handed_in_and_watched_and_a_missing_number_is_typed(browser, keeping, scan, accessible, tmp_path):
    paper = shutil.copy(SAMPLES / "cd-15-cd-ctubnd-2020.pdf", tmp_path / "Công điện 15.pdf")
    page = browser(CLERK)
    page.set_default_timeout(120_000)
    page.get_by_role("link", name="Tiếp nhận").click()
    page.get_by_label("Chọn tệp").set_input_files([paper, scan])
    page.locator("#list .waiting").first.wait_for()
    look(page, "tiep-nhan-cho", 1366)
    page.locator("#list .live", has_text="trang").wait_for()
    look(page, "tiep-nhan-dang-doc", 1366)
    done = page.locator("#list li", has_text="Công điện 15.pdf")
    done.get_by_text("nhiệm vụ", exact=False).wait_for()
    assert "15/CĐ-CTUBND" in done.inner_text()
    number = page.get_by_role("textbox", name="Số, ký hiệu")
    number.wait_for()
    picture = page.locator("#missing img")
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 600
    accessible(page)
    look(page, "tiep-nhan-thieu-so", 1366)
    number.fill("27/UBND-VX")
    number.press("Enter")
    day = page.get_by_role("textbox", name="Ngày ban hành")
    number.wait_for(state="detached")
    assert page.evaluate("document.activeElement.name") == "value"
    page.keyboard.type("20/3/2026")
    page.keyboard.press("Enter")
    day.wait_for(state="detached")
    line = page.locator("#list li", has_text="ban-quet.pdf")
    line.get_by_text("số 27/UBND-VX ngày 20/03/2026", exact=False).wait_for()
    assert page.locator("#missing").inner_text() == ""
    look(page, "tiep-nhan-xong", 1366)
    assert set(Upload.objects.values_list("state", flat=True)) == {"taken"}


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_kind_of_line_is_seen(browser, desk, accessible, width, height):
    desk.hand_in(("cong-van.txt", "văn bản 07"), ("hong.txt", "hỏng"), ("mat.txt", "mật"), ("hop.txt", "nghi 1"),
                 ("bang.exe", "x"), ("trung.txt", "văn bản 07"), ("quet.txt", "quét 1"))
    desk.work()
    desk.hand_in(("cho.txt", "văn bản 08"))
    page = browser(CLERK, width, height)
    page.goto("/tiep-nhan/")
    page.get_by_text("tạm giữ vì có thể có dấu mật", exact=False).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)
    look(page, "tiep-nhan", width)
    for path, name in (("/tep-can-xu-ly/", "tep-can-xu-ly"), ("/tiep-nhan/truoc/", "tiep-nhan-truoc")):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        accessible(page)
        look(page, name, width)


def test_files_are_dropped_anywhere_on_the_page(browser, desk):
    page = browser(CLERK)
    page.goto("/tiep-nhan/")
    page.evaluate(DROP, [["a.txt", "văn bản 07"], ["b.txt", "văn bản 08"], ["<b>c</b>.txt", "văn bản 09"]])
    page.get_by_text("Đã gửi xong 3 tệp.").wait_for()
    page.locator("#list .waiting").nth(2).wait_for()
    assert sorted(path.name for path in desk.inbox.glob("*.txt")) == ["a.txt", "b.txt", "b_.txt"]
    desk.work()
    page.get_by_text("Đã xong 3 tệp.").wait_for()


def test_a_folder_is_handed_in_whole(browser, desk, tmp_path):
    folder = tmp_path / "cong van"
    (folder / "sau").mkdir(parents=True)
    for name in ("a.txt", "sau/b.txt", "sau/a.txt"):
        (folder / name).write_text(f"văn bản {name}", "utf-8")
    page = browser(CLERK)
    page.goto("/tiep-nhan/")
    page.get_by_label("Chọn cả thư mục").set_input_files(str(folder))
    page.get_by_text("Đã gửi xong 3 tệp.").wait_for()
    assert sorted(path.name for path in desk.inbox.glob("*.txt")) == ["a (2).txt", "a.txt", "b.txt"]


def test_what_is_typed_is_not_taken_away_by_the_list(browser, desk):
    desk.hand_in(("quet.txt", "quét 1"))
    desk.work()
    page = browser(CLERK)
    page.goto("/tiep-nhan/")
    field = page.get_by_role("textbox", name="Số, ký hiệu")
    field.fill("15/KH")
    desk.hand_in(("quet-2.txt", "quét 2"), ("b.txt", "văn bản 08"))
    desk.work()
    page.get_by_text("Đã xong 3 tệp.").wait_for()
    assert field.input_value() == "15/KH"
    field.press("Enter")
    page.get_by_text("2 bản quét").wait_for()


def test_a_file_that_could_not_be_sent_is_sent_again(browser, desk):
    page = browser(CLERK)
    page.goto("/tiep-nhan/")
    page.route("**/tiep-nhan/gui", lambda route: route.fulfill(json={"files": [], "error": "Đĩa đầy."}))
    page.get_by_label("Chọn tệp").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x 1"})
    page.get_by_text("Đĩa đầy.").wait_for()
    page.unroute("**/tiep-nhan/gui")
    page.get_by_role("button", name="Gửi lại").click()
    page.get_by_text("Đã gửi xong 1 tệp.").wait_for()
    assert (desk.inbox / "a.txt").exists()


def test_an_administrator_releases_by_keyboard(browser, desk):
    desk.hand_in(("hop.txt", "nghi 1"))
    desk.work()
    page = browser(ADMIN)
    page.goto("/tep-can-xu-ly/")
    page.get_by_label("Lý do giải tỏa").fill("Đã xem, giấy mời họp")
    page.keyboard.press("Enter")
    page.get_by_text("Đã giải tỏa “hop.txt”", exact=False).wait_for()

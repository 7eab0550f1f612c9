"""Quản trị: for administrators alone; accounts, tokens, bodies, settings, failed files, audit, sendings."""

import io
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from web_samples import HEALTH, HOME_AFFAIRS, PASSWORD

from pipeline.configuration import load
from pipeline.errors import BrokenFile, SecretDirective, SuspectedSecret
from pipeline.office import own
from pipeline.office.sending import outlook
from pipeline.settings import Mail, Webhook
from pipeline.store import open_store
from pipeline.store.models import Failure
from pipeline.web import config
from pipeline.web.accounts import people
from pipeline.web.administration import urls
from pipeline.web.administration.frame import TABS
from pipeline.web.api import tokens
from pipeline.web.models import Token
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER

PICTURES = os.environ.get("CHIDAO_PICTURES")
OTHERS = [CLERK, ANALYST, LEADER, "", None]


def shown(client, path, **given):
    response = client.get(path, **given)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


@pytest.fixture
def admin(sign_in):
    return sign_in(ADMIN)


PATHS = ["/quan-tri/", "/quan-tri/may", "/quan-tri/thiet-lap/", "/quan-tri/tep-loi/", "/quan-tri/nguoi-dung/", "/quan-tri/nguoi-dung/lanhdao/",
         "/quan-tri/ma/", "/quan-tri/co-quan/", "/quan-tri/co-quan/danh-sach.xlsx", "/quan-tri/nhat-ky/", "/quan-tri/thong-bao/"]
ACTS = ["/quan-tri/tep-loi/1/doc-lai", "/quan-tri/nguoi-dung/lanhdao/ma", "/quan-tri/ma/1/thu-hoi", "/quan-tri/nhat-ky/kiem-tra",
        "/quan-tri/thong-bao/1/gui-lai", "/quan-tri/nguoi-dung/", "/quan-tri/nguoi-dung/lanhdao/", "/quan-tri/co-quan/"]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_gets_in_or_does_anything(sign_in, role, office):
    client, before = sign_in(role), [(one.name, one.role, one.active) for one in people.everybody()]
    for path in PATHS:
        assert client.get(path).status_code in (302, 403), path
    for path in ACTS:
        assert client.post(path, {"act": "off", "name": "ke-la", "role": ADMIN, "password": PASSWORD, "again": PASSWORD, "for": "x"}).status_code in (302, 403)
    assert [(one.name, one.role, one.active) for one in people.everybody()] == before
    assert not Token.objects.exists()


def test_every_address_is_for_administrators_alone():
    assert set(urls.ROUTES.values()) == {frozenset({ADMIN})}
    assert len(urls.ROUTES) == len(urls.urlpatterns) == 16


@pytest.mark.parametrize("path", ACTS[:5])
def test_acts_are_no_links_and_need_the_form_of_the_page(office, sign_in, path):
    assert sign_in(ADMIN).get(path).status_code == 405
    strict = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    strict.force_login(people.find("quantri"), "django.contrib.auth.backends.ModelBackend")
    assert strict.post(path).status_code == 403


@pytest.mark.parametrize("path", [path for path in PATHS if not path.endswith(".xlsx")])
def test_pages_are_there_without_inline_script_or_style(admin, path):
    words = shown(admin, path)
    assert " style=" not in words
    assert "<style" not in words
    assert words.count("<script") == words.count("<script src=")


def test_other_menus_do_not_name_it(sign_in):
    assert "/quan-tri/" in shown(sign_in(ADMIN), "/")
    assert "/quan-tri/" not in shown(sign_in(ANALYST), "/")


def test_an_account_is_made_changed_closed_and_opened_and_all_of_it_is_in_the_audit(admin, office):
    made = {"name": "thuha", "full_name": "<b>Hà</b>", "role": LEADER, "bodies": HEALTH, "password": PASSWORD, "again": PASSWORD}
    words = admin.post("/quan-tri/nguoi-dung/", made, follow=True).content.decode()
    assert "Đã tạo tài khoản “thuha”" in words
    assert "&lt;b&gt;Hà&lt;/b&gt;" in words
    page = shown(admin, "/quan-tri/nguoi-dung/thuha/")
    assert f"{HEALTH}\n" in page
    admin.post("/quan-tri/nguoi-dung/thuha/", {"act": "change", "role": ANALYST, "bodies": f"{HEALTH}\n {HOME_AFFAIRS} \n\n"})
    one = next(one for one in people.everybody() if one.name == "thuha")
    assert (one.role, set(one.bodies)) == (ANALYST, {HEALTH, HOME_AFFAIRS})
    admin.post("/quan-tri/nguoi-dung/thuha/", {"act": "off"})
    assert not people.find("thuha").is_active
    admin.post("/quan-tri/nguoi-dung/thuha/", {"act": "on"})
    admin.post("/quan-tri/nguoi-dung/thuha/", {"act": "password", "password": "Khac-hẳn-2026-xa", "again": "Khac-hẳn-2026-xa"})
    assert people.find("thuha").check_password("Khac-hẳn-2026-xa")
    with open_store(office.settings) as store:
        acts = [entry.what for entry in store.audit(who="quantri", what="user")]
    assert acts == ["user.add", "user.change", "user.off", "user.on", "user.password"]


@pytest.mark.parametrize(("given", "told"), [
    ({"name": "a b"}, "không dùng được"), ({"name": "lanhdao"}, "Đã có tài khoản"), ({"role": "x"}, "Không có vai trò"),
    ({"again": "khác"}, "không giống nhau"), ({"password": "123", "again": "123"}, "Mật khẩu không dùng được"), ({"bodies": "Sở Không Có"}, "Không rõ"),
    ({"bodies": ""}, "ít nhất một cơ quan")])
def test_what_will_not_do_is_told_and_makes_no_account(admin, given, told):
    made = {"name": "moi", "role": LEADER, "bodies": HEALTH, "password": PASSWORD, "again": PASSWORD} | given
    before = len(people.everybody())
    assert told in admin.post("/quan-tri/nguoi-dung/", made, follow=True).content.decode()
    assert len(people.everybody()) == before


def test_an_administrator_closes_neither_itself_nor_the_last_one(admin):
    assert "Không tự khóa" in admin.post("/quan-tri/nguoi-dung/quantri/", {"act": "off"}, follow=True).content.decode()
    assert "duy nhất" in admin.post("/quan-tri/nguoi-dung/quantri/", {"act": "change", "role": CLERK}, follow=True).content.decode()
    assert people.find("quantri").is_active
    assert admin.post("/quan-tri/nguoi-dung/quantri/", {"act": "xóa"}).status_code == 404
    assert admin.get("/quan-tri/nguoi-dung/khong-co/").status_code == 404


def test_a_token_is_shown_once_and_taken_back(admin):
    page = admin.post("/quan-tri/nguoi-dung/lanhdao/ma", {"for": "Phần mềm <b>", "days": "30", "write": "1"})
    words = re.search(r"chidao_[\w-]{43}", page.content.decode())[0]
    assert "no-store" in page.headers["Cache-Control"]
    row = Token.objects.get()
    assert (row.may_write, row.made_by, row.digest) == (True, "quantri", tokens.digest_of(words))
    assert words not in shown(admin, "/quan-tri/ma/") + shown(admin, "/quan-tri/nguoi-dung/lanhdao/")
    assert "Phần mềm &lt;b&gt;" in shown(admin, "/quan-tri/ma/")
    assert Client(headers={"host": "localhost", "Authorization": f"Bearer {words}"}).get("/api/v1/me").status_code == 200
    admin.post(f"/quan-tri/ma/{row.pk}/thu-hoi")
    assert Client(headers={"host": "localhost", "Authorization": f"Bearer {words}"}).get("/api/v1/me").status_code == 401
    assert "Không có mã truy cập" in admin.post(f"/quan-tri/ma/{row.pk}/thu-hoi", follow=True).content.decode()


@pytest.mark.parametrize(("name", "given", "told"), [
    ("lanhdao", {"for": ""}, "dùng cho việc gì"), ("lanhdao", {"for": "x", "days": "³"}, "phải là một số"), ("lanhdao", {"for": "x", "days": "99999"}, "3660"),
    ("vanthu", {"for": "x", "write": "1"}, "Văn thư"), ("chuagiao", {"for": "x"}, "chưa có vai trò")])
def test_a_token_that_will_not_do_is_told(admin, name, given, told):
    assert told in admin.post(f"/quan-tri/nguoi-dung/{name}/ma", given, follow=True).content.decode()
    assert not Token.objects.exists()


def workbook(settings, change=lambda sheet, row: None):
    path = own.export(settings)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Tên cơ quan")
    change(sheet, top)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def hand_in(admin, data, name="co-quan.xlsx"):
    return admin.post("/quan-tri/co-quan/", {"list": SimpleUploadedFile(name, data)}, follow=True).content.decode()


def test_the_list_of_bodies_goes_out_is_changed_and_comes_back(admin, office):
    got = admin.get("/quan-tri/co-quan/danh-sach.xlsx")
    assert got.headers["Content-Disposition"] == 'attachment; filename="co-quan.xlsx"'
    assert not office.settings.agencies.exists()
    before = load_workbook(io.BytesIO(got.content)).worksheets[0]
    assert any(cell.value == HEALTH for cell in before["A"])

    def change(sheet, top):
        sheet.cell(top + 1, 2).value = "Tên gọi riêng"
        sheet.cell(top + 2, 5).value = "ngày mai"
    aside = replace(office.settings, agencies=office.home / "khac.xlsx")
    words = hand_in(admin, workbook(aside, change))
    assert "Đã thay danh sách cơ quan" in words
    assert "“ngày mai” không phải một ngày" in words
    assert "Tên gọi riêng" in " ".join(name for body in own.load_own(office.settings).office.own for name in body.short)
    assert admin.get("/quan-tri/co-quan/danh-sach.xlsx").content == office.settings.agencies.read_bytes()
    assert "“ngày mai” không phải một ngày" in shown(admin, "/quan-tri/co-quan/")
    hand_in(admin, workbook(aside))
    assert len(list(office.home.glob("co-quan.*-1.xlsx"))) == 1
    with open_store(office.settings) as store:
        assert [entry.who for entry in store.audit(what="agencies")] == ["quantri"] * 2


def bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (51 * 1024 * 1024))
    return held.getvalue()


@pytest.mark.parametrize("data", [b"khong phai", b"", b"PK\x05\x06" + b"\0" * 18, bomb], ids=["words", "empty", "empty zip", "bomb"])
def test_what_is_no_list_replaces_nothing(admin, office, data):
    own.export(office.settings)
    before = office.settings.agencies.read_bytes()
    words = hand_in(admin, data() if callable(data) else data)
    assert "Đã thay danh sách" not in words
    assert 'class="error"' in words
    assert office.settings.agencies.read_bytes() == before


def test_a_file_name_is_no_path(admin, office):
    hand_in(admin, workbook(replace(office.settings, agencies=office.home / "khac.xlsx")), "../../ngoai.xlsx")
    assert not list(office.home.parent.rglob("ngoai.xlsx"))


def test_the_registry_tells_who_a_name_means_on_a_day(admin):
    words = shown(admin, "/quan-tri/co-quan/", data={"q": "Sở Y tế tỉnh Lào Cai", "ngay": "2026-01-05"})
    assert "tinh-lao-cai.so-y-te" in words
    assert "Không có cơ quan nào tên “&lt;x&gt;”" in shown(admin, "/quan-tri/co-quan/", data={"q": "<x>", "ngay": "hôm nay"})


def test_no_secret_is_in_the_settings(admin, office, monkeypatch):
    monkeypatch.setenv("CHIDAO_HOME", str(office.home))
    (office.home / "chidao.toml").write_text('office = "UBND tỉnh Lào Cai"\nweb.metrics_token = "ma-giam-sat-1"\nworkers = 3\n'
                                             '[[webhooks]]\nurl = "https://a.example/x?k=an-di"\nsecret = "bi-mat-hai-ben-giu"\n', "utf-8")
    monkeypatch.chdir(office.home)
    config.configure(load().settings)
    words = shown(admin, "/quan-tri/thiet-lap/")
    for secret in ("ma-giam-sat-1", "an-di", "bi-mat-hai-ben-giu"):
        assert secret not in words
    assert re.search(r"<code>workers</code></th><td[^>]*>3</td><td[^>]*>chidao.toml", words)
    assert "https://a.example/x" in words
    (office.home / "chidao.toml").write_text("hỏng", "utf-8")
    assert "workers" in shown(admin, "/quan-tri/thiet-lap/")


@pytest.fixture
def failed(office):
    """A file that failed and was filed away, one that is held back and one that is secret."""
    inbox = office.settings.inbox
    (inbox.parent / "loi").mkdir(parents=True)
    inbox.mkdir()
    wrong = inbox.parent / "loi" / "hong <b>.pdf"
    wrong.write_bytes(b"%PDF-")
    with open_store(office.settings) as store:
        store.fail(wrong, BrokenFile("Tệp bị hỏng.", "Xin lại tệp."))
        store.fail(inbox / "nghi.pdf", SuspectedSecret("x", "y", "nghi có dấu"))
        store.fail(inbox / "mat.pdf", SecretDirective("x", "y", "có dấu"))
    return wrong


def test_a_failed_file_is_told_and_put_back_to_be_read_again(admin, office, failed):
    words = shown(admin, "/quan-tri/tep-loi/")
    assert "hong &lt;b&gt;.pdf" in words
    assert "Xin lại tệp." in words
    assert words.count("doc-lai") == 1
    row = Failure.objects.get(code=BrokenFile.code)
    assert "Đã đặt" in admin.post(f"/quan-tri/tep-loi/{row.pk}/doc-lai", follow=True).content.decode()
    assert (office.settings.inbox / failed.name).read_bytes() == b"%PDF-"
    assert not failed.exists()
    assert Path(Failure.objects.get(pk=row.pk).path) == office.settings.inbox / failed.name
    assert "Tệp còn trong thư mục tiếp nhận" in shown(admin, "/quan-tri/tep-loi/")
    assert "không nằm trong thư mục tệp lỗi" in admin.post(f"/quan-tri/tep-loi/{row.pk}/doc-lai", follow=True).content.decode()


def test_a_failed_file_that_is_gone_is_told(admin, failed):
    failed.unlink()
    row = Failure.objects.get(code=BrokenFile.code)
    assert "không còn ở đó" in admin.post(f"/quan-tri/tep-loi/{row.pk}/doc-lai", follow=True).content.decode()


def test_what_is_refused_for_secrecy_is_not_read_again_here(admin, failed):
    for row in Failure.objects.exclude(code=BrokenFile.code):
        assert admin.post(f"/quan-tri/tep-loi/{row.pk}/doc-lai").status_code == 404
    assert "<b>2</b> tệp bị từ chối hoặc tạm giữ" in shown(admin, "/quan-tri/")


def test_the_audit_is_narrowed_and_proved(admin, office):
    with open_store(office.settings) as store:
        store.enter("publish", {"count": 3, "outputs": "<script>1</script>"})
    words = shown(admin, "/quan-tri/nhat-ky/")
    assert "&lt;script&gt;1&lt;/script&gt;" in words
    only = shown(admin, "/quan-tri/nhat-ky/", data={"viec": "user.add"})
    assert "tạo tài khoản" in only
    assert "&lt;script&gt;" not in only.split("<tbody>")[1]
    assert "Không có mục nào như vậy" in shown(admin, "/quan-tri/nhat-ky/", data={"ngay": "2001-01-01"})
    assert "Không có mục nào như vậy" in shown(admin, "/quan-tri/nhat-ky/", data={"ai": "không ai"})
    assert "01/CT-UBND" in shown(admin, "/quan-tri/nhat-ky/", data={"ve": "01/CT-UBND"})
    proved = admin.post("/quan-tri/nhat-ky/kiem-tra", {"head": ""}).content.decode()
    assert "Nhật ký toàn vẹn" in proved
    head = re.search(r'class="token">(\d+:\w+)', proved)[1]
    assert "Nhật ký toàn vẹn" in admin.post("/quan-tri/nhat-ky/kiem-tra", {"head": head[:20]}).content.decode()
    assert "không đúng dạng" in admin.post("/quan-tri/nhat-ky/kiem-tra", {"head": "x"}).content.decode()
    assert "KHÔNG toàn vẹn" in admin.post("/quan-tri/nhat-ky/kiem-tra", {"head": "9999:" + "a" * 12}).content.decode()


@pytest.fixture
def noticed(office):
    settings = replace(office.settings, webhooks=(Webhook("dieu-hanh", "https://a.example/x", "s" * 20),),
                       mail=Mail("thu.example", 587, "starttls", "u", "mat-khau-thu", "a@b.example", {HEALTH: ("y@b.example",)}))
    config.configure(settings)
    fresh = [one.noted for one in outlook(office.settings).fresh]
    with open_store(settings) as store:
        store.note_notices(fresh, {"dieu-hanh": [one.key for one in fresh]})
        one = store.take_sending("webhook")
        store.end_sending(one.id, "nơi nhận trả lời mã 500 <b>", good=False)
    yield one
    config.configure(office.settings)


def test_what_became_of_notices_is_told_and_sent_again(admin, office, noticed):
    words = shown(admin, "/quan-tri/thong-bao/")
    assert "nơi nhận trả lời mã 500 &lt;b&gt;" in words
    assert "https://a.example/x" in words
    assert "mat-khau-thu" not in words
    assert "s" * 20 not in words
    assert "chờ gửi (lần 1), thử lại" in words
    assert "Chưa có lần gửi nào" in shown(admin, "/quan-tri/thong-bao/", data={"tinh-trang": "sent"})
    assert "sẽ được gửi" in admin.post(f"/quan-tri/thong-bao/{noticed.id}/gui-lai", follow=True).content.decode()
    with open_store(office.settings) as store:
        one = store.take_sending("webhook")
        store.end_sending(one.id, "xong", good=True)
    assert "đã xong" in admin.post(f"/quan-tri/thong-bao/{noticed.id}/gui-lai", follow=True).content.decode()


def test_the_figures_of_the_machine_are_told(admin, office):
    words = shown(admin, "/quan-tri/may")
    assert "2 văn bản" in words
    assert str(office.database) in words
    assert "chưa có lượt nào" in words


SIZES = [(1366, 768), (390, 844)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_pages_fit_the_screen_and_have_no_fault_of_access(browser, accessible, office, failed, noticed, width, height):
    made = tokens.make("lanhdao", "Phần mềm điều hành", may_write=True, days=365, by="quantri")
    assert made.id
    page = browser(ADMIN, width, height)
    for path in (*(path for path in PATHS if not path.endswith((".xlsx", "/may"))), "/quan-tri/co-quan/?q=Sở Y tế tỉnh Lào Cai"):
        page.goto(path)
        if path == "/quan-tri/":
            page.get_by_text("Ổ đĩa còn trống").wait_for()
        for summary in page.locator("main details > summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        accessible(page)
        if PICTURES:
            name = re.sub(r"\W+", "-", path.split("?")[0].strip("/")) + ("-tra" if "?" in path else "")
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)


def test_an_account_is_made_by_keyboard_and_its_token_copied(browser, office):
    page = browser(ADMIN)
    page.get_by_role("link", name="Quản trị").press("Enter")
    page.get_by_role("link", name="Người dùng").press("Enter")
    page.get_by_text("Thêm tài khoản").first.press("Enter")
    page.get_by_label("Tên đăng nhập").fill("may")
    page.get_by_label("Vai trò").select_option(LEADER)
    page.get_by_label("Cơ quan, mỗi dòng một cơ quan").fill(HEALTH)
    page.get_by_label("Tài khoản của một phần mềm").check()
    page.get_by_role("button", name="Thêm tài khoản").press("Enter")
    page.get_by_role("link", name="may", exact=True).click()
    page.get_by_text("Tạo mã").first.press("Enter")
    page.get_by_label("Dùng cho phần mềm").fill("Bảng báo cáo")
    page.get_by_role("button", name="Tạo mã").press("Enter")
    words = page.locator("code.token").inner_text()
    assert words.startswith("chidao_")
    page.get_by_role("link", name="Đã chép").click()
    assert "Bảng báo cáo" in page.locator("main").inner_text()
    assert words not in page.content()


def test_the_tabs_lead_to_all_pages(admin):
    words = shown(admin, "/quan-tri/")
    assert len(TABS) == 8
    assert all(label in words for _, label in TABS)

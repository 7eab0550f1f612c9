"""Handing in: what comes into the inbox, what is told of it, and what never does."""

import json
import stat
import subprocess
import sys
from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.test import Client
from intake_samples import holding

from pipeline import private
from pipeline.store import open_store
from pipeline.store.models import AuditEntry, SourceFile
from pipeline.web.accounts import people
from pipeline.web.intake import receiving
from pipeline.web.intake.models import Upload
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER

SIGN = b"CHU-KY-RIENG-CUA-TEP-MAT-7731"


def names(desk):
    return sorted(path.name for path in desk.inbox.iterdir() if path.is_file())


def pieces(desk):
    return list((desk.inbox / receiving.FOLDER).glob("*")) if (desk.inbox / receiving.FOLDER).exists() else []


def shown(client, path="/tiep-nhan/"):
    return client.get(path).content.decode()


def test_a_file_goes_whole_into_the_inbox_and_becomes_what_it_says(desk, sign_in):
    response = desk.hand_in(("Chỉ thị.txt", "văn bản 07"))
    assert response.json() == {"files": [{"id": 1, "state": "waiting", "words": ""}], "error": ""}
    assert names(desk) == ["Chỉ thị.txt"]
    assert (desk.inbox / "Chỉ thị.txt").read_text("utf-8") == "văn bản 07"
    assert stat.S_IMODE((desk.inbox / "Chỉ thị.txt").stat().st_mode) == 0o600
    assert pieces(desk) == []
    assert 'class="waiting"' in shown(sign_in(CLERK))
    desk.work()
    page = shown(sign_in(CLERK))
    assert "Chỉ thị số 07/CT-UBND ngày 05/03/2026 của UBND tỉnh Lào Cai" in page
    assert "3 nhiệm vụ, 2 điểm cần xem" in page
    assert names(desk) == []
    one = Upload.objects.get()
    assert (one.who, one.state, one.name) == ("vanthu", "taken", "Chỉ thị.txt")


def test_who_handed_in_what_is_in_the_audit(desk):
    desk.hand_in(("a.txt", "văn bản 07"))
    entry = AuditEntry.objects.get(what="hand.in")
    assert (entry.who, json.loads(entry.facts)) == ("vanthu", {"name": "a.txt", "file": "a.txt"})


def test_two_files_of_one_name_both_go_in_and_the_same_content_is_told(desk, sign_in):
    desk.hand_in(("a.txt", "văn bản 07"), ("a.txt", "văn bản 08"), ("a.txt", "văn bản 07"))
    assert names(desk) == ["a (2).txt", "a (3).txt", "a.txt"]
    desk.work()
    assert sorted(Upload.objects.values_list("file", "state")) == [
        ("a (2).txt", "taken"), ("a (3).txt", "taken"), ("a.txt", "double")]
    assert "trùng với “a (3).txt”: nội dung giống hệt" in shown(sign_in(CLERK))


def test_what_was_handed_in_before_is_told_when_it_comes_again(desk, sign_in):
    desk.hand_in(("a.txt", "văn bản 07"))
    desk.work()
    Upload.objects.update(at=Upload.objects.get().at.replace(year=2025))
    SourceFile.objects.update(arrived_at=Upload.objects.get().at)
    desk.hand_in(("a.txt", "văn bản 07"))
    desk.work()
    assert Upload.objects.first().words == "trùng với tệp cùng tên đã tiếp nhận: nội dung giống hệt"


def test_another_file_of_a_directive_is_told(desk, sign_in):
    desk.hand_in(("a.txt", "văn bản 07"))
    desk.work()
    desk.hand_in(("b.txt", "văn bản khác 07"))
    desk.work()
    page = shown(sign_in(CLERK))
    assert "trùng với “a.txt”: cùng là Chỉ thị số 07/CT-UBND" in page
    assert "nhiệm vụ nay lấy theo tệp này; 3 nhiệm vụ" in page


def test_what_cannot_be_processed_says_why_and_what_to_do(desk, sign_in):
    desk.hand_in(("a.txt", "hỏng"), ("b.txt", "lỗi"))
    desk.work()
    page = shown(sign_in(CLERK))
    assert "tệp bị hỏng." in page
    assert "Xin lại tệp từ nơi gửi." in page
    assert "Chương trình gặp lỗi ngoài dự kiến" in page or "chương trình gặp lỗi ngoài dự kiến" in page
    assert {one.state for one in Upload.objects.all()} == {"failed"}
    assert "a.txt" in shown(sign_in(CLERK), "/tep-can-xu-ly/")


def test_of_a_secret_file_nothing_stays_but_its_name(desk, office, sign_in, tmp_path, monkeypatch):
    temporary = tmp_path / "tam"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    content = "mật ".encode() + SIGN + b"x" * 5_000_000  # more than Django would keep in memory
    desk.hand_in(("bao-cao.txt", content), ("b.txt", "văn bản 08"))
    assert holding(SIGN, desk.inbox)
    desk.work()
    one = Upload.objects.get(name="bao-cao.txt")
    assert (one.state, one.sha256, one.size, one.file) == ("secret", "", 0, "")
    desk.work()
    with open_store(desk.settings) as store:
        assert store.failures() == ()
    assert holding(SIGN, desk.inbox.parent, desk.home, temporary, office.settings.outputs) == []
    page = shown(sign_in(CLERK))
    assert "mang dấu mật: không nhận" in page
    assert "tệp của anh/chị vẫn nằm trên máy của anh/chị" in page
    assert Upload.objects.get(name="b.txt").state == "taken"


def test_a_secret_file_goes_although_nobody_looks_and_its_neighbour_of_the_same_name_stays(desk):
    desk.hand_in(("a.txt", "mật"))
    file = desk.inbox / "a.txt"
    desk.work()
    assert not file.exists()
    desk.hand_in(("a.txt", "mật nữa"))
    file.write_text("somebody put another file there", "utf-8")
    one = Upload.objects.get(state="waiting")
    from pipeline.web.intake.following import drop  # noqa: PLC0415  beside its use

    drop(one, desk.settings)
    assert file.exists()


@pytest.mark.parametrize("name", ["a.exe", ".htaccess", "a.php", "a.svg", "a.js", "~$a.docx", "a.pdf.ghi-chu.txt"])
def test_what_is_no_directive_by_its_name_is_refused_at_the_door(desk, sign_in, name):
    answer = desk.hand_in((name, SIGN), ("a.txt", "văn bản 07")).json()
    assert [one["state"] for one in answer["files"]] == ["refused", "waiting"]
    assert answer["files"][0]["words"]
    assert names(desk) == ["a.txt"]
    assert holding(SIGN, desk.inbox) == []
    assert name in shown(sign_in(CLERK))


def test_a_name_that_leads_elsewhere_or_commands_is_made_safe(desk, sign_in):
    hostile = ["../../a.pdf", "C:\\b.pdf", "<img src=x onerror=alert(1)>.pdf", "c\u202egpj.pdf", "NUL.pdf", "-rf.pdf",
               "=cmd|'/c calc'!A1.pdf", "a" * 250 + ".pdf"]
    answer = desk.hand_in(*((name, "hỏng") for name in hostile)).json()
    assert {one["state"] for one in answer["files"]} == {"waiting"}
    for file in names(desk):
        assert not set(file) & set('/\\<>:"|?*\u202e')
        assert len(file.encode()) < 200
    assert sorted(desk.inbox.parent.rglob("*.pdf")) == sorted(desk.inbox / file for file in names(desk))
    assert "<img src=x" not in shown(sign_in(CLERK))


def test_a_mark_of_secrecy_in_what_a_name_loses_is_seen(desk):
    answer = desk.hand_in(("x" * 200 + " (MẬT).pdf", SIGN)).json()
    assert answer["files"][0]["state"] == "secret"
    assert holding(SIGN, desk.inbox) == []


def test_a_file_over_the_limit_and_an_empty_one_are_refused_and_the_rest_goes_in(desk, sign_in):
    django_settings.CHIDAO = replace(desk.settings, max_bytes=1000)
    answer = desk.hand_in(("to.txt", SIGN + b"x" * 2_000_000), ("a.txt", "văn bản 07"), ("rong.txt", b"")).json()
    assert [one["state"] for one in answer["files"]] == ["refused", "waiting", "refused"]
    assert "lớn hơn giới hạn" in answer["files"][0]["words"]
    assert "tệp rỗng" in answer["files"][2]["words"]
    assert names(desk) == ["a.txt"]
    assert pieces(desk) == []


def test_a_full_disk_is_told_and_nothing_stays(desk, monkeypatch):
    monkeypatch.setattr("pipeline.web.intake.views.has_room", lambda *_: False)
    answer = desk.hand_in(("a.txt", "văn bản 07"))
    assert (answer.status_code, "không còn đủ chỗ" in answer.json()["error"]) == (400, True)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.undo()
    monkeypatch.setattr("pipeline.web.intake.receiving.os.fsync", full)
    answer = desk.hand_in(("a.txt", "văn bản 07"))
    assert (answer.status_code, "đĩa đã đầy" in answer.json()["error"]) == (400, True)
    assert (names(desk), pieces(desk)) == ([], [])


def test_a_browser_that_goes_away_leaves_nothing(desk, sign_in):
    class Broken:
        def __init__(self):
            self.left = [b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n" + SIGN * 50_000]

        def read(self, *_):
            if self.left:
                return self.left.pop()
            raise OSError("gone")

        readline = read

    client = sign_in(CLERK)
    client.raise_request_exception = False
    client.generic("POST", "/tiep-nhan/gui", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="9000000",
                   **{"wsgi.input": Broken()})
    assert (names(desk), pieces(desk)) == ([], [])
    assert not Upload.objects.exists()


def test_a_request_that_ends_too_soon_is_not_taken_for_whole(desk, sign_in):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415  beside its use

    answer = sign_in(CLERK).post("/tiep-nhan/gui", {"files": [SimpleUploadedFile("a.txt", SIGN)]},
                                 headers={"Accept": "application/json"})
    assert (answer.status_code, "bị đứt giữa chừng" in answer.json()["error"]) == (400, True)
    assert (names(desk), pieces(desk)) == ([], [])
    assert not Upload.objects.exists()


def test_too_many_files_are_told(desk, settings_of_django):
    settings_of_django(DATA_UPLOAD_MAX_NUMBER_FILES=3)
    answer = desk.hand_in(*((f"{n}.txt", "văn bản") for n in range(5)))
    assert (answer.status_code, "Quá nhiều tệp" in answer.json()["error"]) == (400, True)
    assert (names(desk), pieces(desk)) == ([], [])


def test_what_a_killed_server_left_is_swept_away(desk):
    folder = desk.inbox / receiving.FOLDER
    folder.mkdir()
    mine = f"{private.mark()}1.part"
    with subprocess.Popen([sys.executable, "-c", "from pipeline.private import mark; print(mark())"],
                          stdout=subprocess.PIPE, text=True) as other:
        left = f"{other.stdout.read().strip()}1.part"
    for name in (mine, left):
        (folder / name).write_bytes(b"x")
    receiving.sweep(desk.settings)
    assert [path.name for path in folder.iterdir()] == [mine]


def test_without_the_token_of_the_page_nothing_is_taken(desk, office):
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    client.force_login(people.find("vanthu"), "django.contrib.auth.backends.ModelBackend")
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415  beside its use

    given = {"files": [SimpleUploadedFile("a.txt", SIGN)], "whole": "1"}
    assert client.post("/tiep-nhan/gui", given).status_code == 403
    assert (names(desk), pieces(desk)) == ([], [])
    assert not Upload.objects.exists()
    token = client.get("/tiep-nhan/").content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    given = {"files": [SimpleUploadedFile("a.txt", SIGN)], "csrfmiddlewaretoken": token, "whole": "1"}
    assert client.post("/tiep-nhan/gui", given).status_code == 302
    assert names(desk) == ["a.txt"]


@pytest.mark.parametrize("role", [ANALYST, LEADER, "", None])
def test_others_hand_nothing_in(desk, role):
    assert desk.hand_in(("a.txt", SIGN), role=role).status_code in (302, 403)
    assert (names(desk), pieces(desk)) == ([], [])
    assert not Upload.objects.exists()


def test_a_form_without_scripts_is_sent_back_to_the_page(desk, sign_in):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415  beside its use

    client = sign_in(CLERK)
    given = {"files": [SimpleUploadedFile("a.txt", b"x 1"), SimpleUploadedFile("b.exe", b"x")], "whole": "1"}
    page = client.post("/tiep-nhan/gui", given, follow=True).content.decode()
    assert "Đã nhận 1 tệp" in page
    assert "b.exe" in page
    assert "Chưa chọn tệp nào." in client.post("/tiep-nhan/gui", {"whole": "1"}, follow=True).content.decode()


def test_200_files_in_one_form(desk):
    answer = desk.hand_in(*((f"{n}.txt", f"văn bản {n}") for n in range(200))).json()
    assert len(answer["files"]) == 200
    assert len(names(desk)) == 200


def test_one_s_own_files_come_first_and_those_of_others_bear_their_name(desk, sign_in):
    desk.hand_in(("a.txt", "văn bản 07"), role=CLERK)
    desk.hand_in(("b.txt", "văn bản 08"), role=ADMIN)
    for role, first, second, who in ((CLERK, "a.txt", "b.txt", "quantri"), (ADMIN, "b.txt", "a.txt", "vanthu")):
        page = shown(sign_in(role), "/tiep-nhan/danh-sach")
        assert page.index(first) < page.index(second)
        assert f"{who}, " in page


def test_the_list_is_sent_only_when_it_has_changed(desk, sign_in):
    client = sign_in(CLERK)
    desk.hand_in(("a.txt", "văn bản 07"))
    first = client.get("/tiep-nhan/danh-sach").content.decode()
    mark = first.split('name="v" value="')[1].split('"')[0]
    assert client.get(f"/tiep-nhan/danh-sach?v={mark}").status_code == 204
    desk.work()
    assert client.get(f"/tiep-nhan/danh-sach?v={mark}").status_code == 200


def test_what_is_read_now_is_seen_with_its_page(desk, sign_in):
    folder = desk.home / "tiep-nhan"
    folder.mkdir()
    desk.hand_in(("a.pdf", "văn bản 07"), ("b.pdf", "văn bản 08"), ("c.pdf", "văn bản 09"))
    told = {"done": 0, "total": 3, "name": "a.pdf", "pages": {"b.pdf": ["picture", 3, 12]}}
    (folder / "tien-do.json").write_text(json.dumps(told))
    page = shown(sign_in(CLERK))
    assert "đang nhận dạng trang 3/12" in page
    assert ">đang đọc<" in page
    assert ">chờ<" in page
    assert "Đã xong 0/3 tệp." in page


def test_files_of_earlier_days_are_on_pages_of_their_own(desk, sign_in):
    desk.hand_in(*((f"{n}.txt", f"văn bản {n}") for n in range(60)))
    Upload.objects.update(at=Upload.objects.first().at.replace(year=2025), state="taken")
    assert "Chưa có tệp nào." in shown(sign_in(CLERK))
    assert shown(sign_in(CLERK), "/tiep-nhan/truoc/").count('class="name"') >= 50
    assert "Trang 2/2" in shown(sign_in(CLERK), "/tiep-nhan/truoc/?trang=2")


def test_a_file_that_somebody_took_away_is_told(desk, monkeypatch):
    desk.hand_in(("a.txt", "văn bản 07"))
    (desk.inbox / "a.txt").unlink()
    assert desk.follow() == []
    Upload.objects.update(at=Upload.objects.get().at.replace(year=2025))
    desk.follow()
    assert Upload.objects.get().state == "gone"


def test_what_a_directive_said_goes_with_it(desk, sign_in):
    desk.hand_in(("a.txt", "văn bản 07"))
    desk.work()
    with open_store(desk.settings) as store:
        store.forget(Upload.objects.get().sha256, "mật")
    page = shown(sign_in(CLERK))
    assert "07/CT-UBND" not in page
    assert "a.txt" in page

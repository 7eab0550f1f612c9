"""``chidao remove`` and ``restore``: what is said, what is published, and what becomes of a file put in again."""

import pytest

pytestmark = pytest.mark.usefixtures("pipeline_stub")


@pytest.fixture
def taken(chidao, write, books):
    write("corpus/inbox/a.txt", "văn bản 07")
    chidao("run")
    return books


def test_a_directive_is_taken_out_and_the_lists_are_published_again(chidao, taken):
    result = chidao("remove", "07/CT-UBND", "--reason", "đã bị thu hồi.")
    assert result.exit_code == 0
    assert ("Đã đưa ra khỏi danh mục: Chỉ thị số 07/CT-UBND ngày 05/03/2024 của UBND tỉnh A, tệp “a.txt”. "
            "Lý do: đã bị thu hồi.\n" in result.stdout)
    assert 'muốn đưa trở lại: chidao restore "07/CT-UBND"' in result.stdout
    assert "3 danh mục không còn nhiệm vụ nào:" in result.stdout
    assert len(taken[-1].removed) == 1
    assert taken[-1].tasks == ()
    assert "1 tệp đã đưa ra khỏi danh mục" in chidao("status").stdout


def test_it_comes_back(chidao, taken):
    chidao("remove", "a.txt", "--reason", "nhầm")
    result = chidao("restore", "07/CT-UBND")
    assert "Đã đưa trở lại danh mục: Chỉ thị số 07/CT-UBND" in result.stdout
    assert "lý do: nhầm)." in result.stdout
    assert taken[-1] == taken[0]


def test_its_file_put_in_again_is_told_and_stays_out(chidao, taken, write, place):
    chidao("remove", "07/CT-UBND", "--reason", "đã bị thu hồi")
    write("corpus/inbox/a lai.txt", "văn bản 07")
    result = chidao("run")
    assert "a lai.txt → đã được " in result.stdout
    assert "lý do: đã bị thu hồi; tệp không tự trở lại. Muốn đưa trở lại: chidao restore \"07/CT-UBND\"" in result.stdout
    assert "│ Không nhận lại vì đã đưa ra khỏi danh mục │        1 │" in result.stdout
    assert taken[-1].tasks == ()
    note = (place / "corpus/trung-lap/a lai.txt.ghi-chu.txt").read_text("utf-8")
    assert "lý do: đã bị thu hồi" in note


def test_a_number_of_two_directives_asks_which(chidao, taken, write, place):
    write("corpus/inbox/khac/b.txt", "của tỉnh B, văn bản 07")
    chidao("run")
    result = chidao("remove", "07/CT-UBND", "--reason", "nhầm")
    assert result.exit_code == 3
    assert "“07/CT-UBND” chỉ 2 văn bản khác nhau:\n  1. Chỉ thị số 07/CT-UBND ngày 05/03/2024 của UBND tỉnh A, tệp “a.txt”" in result.stderr
    assert "  2. Chỉ thị số 07/CT-UBND ngày 05/03/2024 của UBND tỉnh B, tệp “b.txt”" in result.stderr
    assert "→ Chọn một văn bản theo tệp: chidao remove " in result.stderr
    assert len(taken[-1].directives) == 2


@pytest.mark.parametrize(("args", "told"), [
    (("remove", "08/CT-UBND", "--reason", "x"), "Không có văn bản nào mang số, ký hiệu hoặc tên tệp “08/CT-UBND”"),
    (("remove", "07/CT-UBND", "--reason", " "), "Chưa ghi lý do đưa văn bản ra khỏi danh mục."),
    (("restore", "07/CT-UBND"), "đang có trong danh mục, không có gì phải làm."),
])
def test_what_cannot_be_done_is_said(chidao, taken, args, told):
    result = chidao(*args)
    assert (result.exit_code, told in result.stderr) == (3, True)


def test_what_is_out_already_is_said(chidao, taken):
    chidao("remove", "07/CT-UBND", "--reason", "nhầm")
    result = chidao("remove", "07/CT-UBND", "--reason", "nhầm")
    assert "đã được đưa ra khỏi danh mục từ trước" in result.stderr


def test_a_reason_is_wanted(chidao, place):
    assert "Thiếu tùy chọn --reason" in chidao("remove", "07/CT-UBND").stderr


@pytest.fixture
def copies(chidao, write, books):
    write("corpus/inbox/a.txt", "văn bản 07")
    write("corpus/inbox/b.txt", "hạn 3 07")
    return chidao("run"), books


def test_two_copies_that_differ_are_told_and_published(copies):
    result, books = copies
    assert ("b.txt → trùng với “a.txt”: cùng là Chỉ thị số 07/CT-UBND ngày 05/03/2024 của UBND tỉnh A; nhiệm vụ " in result.stdout)
    assert ("; có hai bản khác nhau ở 1 điểm → xem: chidao compare \"07/CT-UBND\"; chọn: chidao choose \"07/CT-UBND\" TỆP "
            "--reason \"LÝ DO\"" in result.stdout)
    assert [row.notices for row in books[-1].directives] == [("Có hai bản, chờ chọn",)]


def test_what_differs_is_shown(chidao, copies):
    result = chidao("compare", "07/CT-UBND")
    assert result.exit_code == 0
    assert "Chỉ thị số 07/CT-UBND ngày 05/03/2024 của UBND tỉnh A" in result.stdout
    assert "chờ người chọn" in result.stdout
    assert "│ Thời hạn" in result.stdout
    assert "15/05/2024; hằng tháng" in result.stdout
    assert "Lời văn khác nhau (trích)" in result.stdout
    assert 'Chọn bản để lấy: chidao choose "07/CT-UBND" "TỆP" --reason "LÝ DO"' in result.stdout


def test_a_person_chooses(chidao, copies):
    _, books = copies
    (waiting,) = books[-1].copies
    other = waiting.names[1]
    result = chidao("choose", "07/CT-UBND", other, "--reason", "bản phát hành lại")
    assert f"Từ nay lấy theo tệp “{other}”: Chỉ thị số 07/CT-UBND" in result.stdout
    assert (books[-1].copies, books[-1].directives[0].notices) == ((), ())
    assert books[-1].directives[0].sha256 == waiting.other.sha256
    assert "Chọn bản để lấy" not in chidao("compare", "07/CT-UBND").stdout


def test_a_file_of_another_directive_cannot_be_chosen(chidao, copies, write):
    write("corpus/inbox/c.txt", "văn bản 08")
    chidao("run")
    result = chidao("choose", "07/CT-UBND", "c.txt", "--reason", "x")
    assert "“c.txt” không phải tệp của Chỉ thị số 07/CT-UBND" in result.stderr


def test_a_directive_with_one_file_has_nothing_to_compare(chidao, taken):
    assert "chỉ có một bản, không có gì để so." in chidao("compare", "a.txt").stdout

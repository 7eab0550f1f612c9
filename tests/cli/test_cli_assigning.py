"""``chidao assign`` and ``unassign``: what is said, what is refused, what is published."""

import sys
from dataclasses import replace

import pytest

from pipeline.model import Party


@pytest.fixture
def taken(chidao, write, books, pipeline_stub, monkeypatch):
    stub = sys.modules["pipeline.compose"]
    read, owner = stub.extract, (Party("chủ đầu tư", "chủ đầu tư"),)

    def roles(path, settings):
        whole = read(path, settings)
        return replace(whole, tasks=(replace(whole.tasks[0], lead=owner, support=()),))

    monkeypatch.setattr(stub, "extract", roles)
    write("corpus/inbox/a.txt", "văn bản 07")
    write("corpus/inbox/b.txt", "văn bản 08")
    chidao("run")
    return books


def leads(books):
    return {row.directive.head.number: row.lead[0].agency for row in books[-1].tasks}


def test_the_roles_that_wait_are_listed(chidao, taken):
    told = chidao("assign").stdout
    assert "1 vai trò, tên gọi chung chờ chọn cơ quan" in told
    assert "chủ đầu tư: 2 nhiệm vụ" in told
    assert "1 vai trò chờ chọn cơ quan (chidao assign)" in chidao("status").stdout


def test_a_role_is_given_to_a_body_and_taken_back(chidao, taken):
    result = chidao("assign", "chủ đầu tư", "--cho", "Sở Xây dựng tỉnh Lào Cai", "--directive", "07/CT-UBND",
                    "--reason", "quyết định giao vốn.")
    assert result.exit_code == 0
    assert "là Sở Xây dựng tỉnh Lào Cai: 1 nhiệm vụ. Lý do: quyết định giao vốn." in result.stdout
    assert "Muốn bỏ: chidao unassign \"chủ đầu tư\" --directive \"07/CT-UBND\"" in result.stdout
    assert leads(taken) == {"07/CT-UBND": "Sở Xây dựng tỉnh Lào Cai", "08/CT-UBND": "chủ đầu tư"}
    assert "quyết định giao vốn" in chidao("assign").stdout
    back = chidao("unassign", "chủ đầu tư", "--van-ban", "07/CT-UBND")
    assert "không còn là Sở Xây dựng tỉnh Lào Cai (" in back.stdout
    assert leads(taken) == {"07/CT-UBND": "chủ đầu tư", "08/CT-UBND": "chủ đầu tư"}


@pytest.mark.parametrize(("args", "told"), [
    (("assign", "chủ đầu tư", "--to", "Bộ Y tế"), "Chưa ghi lý do chọn cơ quan này."),
    (("assign", "chủ đầu tư", "--reason", "x"), "Chưa ghi cơ quan nào là “chủ đầu tư”."),
    (("assign", "chủ rừng", "--to", "Bộ Y tế", "--reason", "x"), "Không có nhiệm vụ nào giao cho “chủ rừng”."),
    (("assign", "chủ đầu tư", "--to", "đơn vị liên quan", "--reason", "x"), "không phải tên cơ quan"),
    (("assign", "chủ đầu tư", "--to", "Sở Y tế", "--reason", "x"), "Mỗi tỉnh, thành phố có một cơ quan tên “Sở Y tế”."),
    (("unassign", "chủ đầu tư"), "Chưa ai chọn cơ quan cho “chủ đầu tư”."),
])
def test_what_cannot_be_done_is_said(chidao, taken, args, told):
    result = chidao(*args)
    assert (result.exit_code, told in result.stderr) == (3, True)

"""What roles mean by a person's decision: in one directive or everywhere, whatever came first, until it is taken back."""

import json
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from store_samples import HEAD, extraction, put, task

from pipeline.knowledge.registry import Agency, Office
from pipeline.model import Party
from pipeline.settings import Settings
from pipeline.store import open_store

TODAY = date(2024, 4, 1)
BOARD = Party("", "Ban Quản lý dự án tỉnh Lào Cai", "tinh-lao-cai/ban-quan-ly-du-an")
HEALTH, POLICE = (Party("", name, f"tinh-lao-cai.{own}") for name, own in (
    ("Sở Y tế", "so-y-te"), ("Công an tỉnh", "cong-an")))
OWN = Agency("tinh-lao-cai.so-y-te", "Sở Sức khỏe", "sở")
OTHER = replace(HEAD, number="08/CT-UBND")


def read(store, inbox, name, head=HEAD, role="chủ đầu tư"):
    path = put(inbox, name, name)
    store.record(extraction(path, [task(lead=role)], head), path)


def leads(store):
    return {row.directive.head.number: [p.agency for p in row.lead] for row in store.register(TODAY).tasks}


def found(store, number):
    (one,) = store.find(number)
    return one


def test_a_role_means_a_body_everywhere_and_in_what_arrives_later(store, inbox):
    read(store, inbox, "a.txt")
    store.assign("các Chủ đầu tư", [BOARD], None, "quyết định giao vốn")
    read(store, inbox, "b.txt", OTHER)
    assert leads(store) == {"07/CT-UBND": [BOARD.agency], "08/CT-UBND": [BOARD.agency]}
    (lead,) = store.register(TODAY).tasks[0].lead
    assert (lead.mention, lead.agency_id) == ("chủ đầu tư", BOARD.agency_id)


def test_one_directive_outranks_all_and_several_bodies_may_be_meant(store, inbox):
    read(store, inbox, "a.txt")
    read(store, inbox, "b.txt", OTHER)
    store.assign("chủ đầu tư", [BOARD], None, "chung")
    store.assign("chủ đầu tư", [HEALTH, POLICE], found(store, "08/CT-UBND"), "riêng")
    assert leads(store) == {"07/CT-UBND": [BOARD.agency], "08/CT-UBND": ["Sở Y tế", "Công an tỉnh"]}


def test_it_is_taken_back(store, inbox):
    read(store, inbox, "a.txt")
    before = store.register(TODAY)
    store.assign("chủ đầu tư", [BOARD], found(store, "07/CT-UBND"), "riêng")
    assert store.unassign("chủ đầu tư", None) is None
    assert store.unassign("chủ đầu tư", found(store, "07/CT-UBND")).bodies[0].agency == BOARD.agency
    assert (store.register(TODAY), store.assignments()) == (before, ())


def test_names_without_a_place_are_of_the_office_where_the_directive_gives_none(store, inbox):
    issued = date(2024, 3, 5)
    for n, issuer in enumerate(("UBND tỉnh", "UBND tỉnh Gia Lai")):
        read(store, inbox, f"{n}.txt", replace(HEAD, number=f"{n}/CT-UBND", issuer=issuer, issued_on=issued), "Sở Y tế")
    register = store.register(TODAY, Office("UBND tỉnh Lào Cai", TODAY, (OWN,)))
    assert [row.lead[0].agency_id for row in register.tasks] == ["tinh-lao-cai.so-y-te", "tinh-gia-lai.so-y-te"]
    assert register.names == {OWN.id: "Sở Sức khỏe"}
    assert store.register(TODAY).tasks[0].lead[0].agency_id is None


def test_a_person_outranks_the_place_of_the_office(store, inbox):
    read(store, inbox, "a.txt", replace(HEAD, issuer="UBND tỉnh"), "Sở Y tế")
    store.assign("Sở Y tế", [BOARD], None, "ủy quyền")
    (row,) = store.register(TODAY, Office("UBND tỉnh Lào Cai", TODAY)).tasks
    assert row.lead[0].agency_id == BOARD.agency_id


def test_a_directive_without_tasks_stays(store, inbox):
    path = put(inbox, "a.txt", "a")
    store.record(extraction(path), path)
    store.assign("chủ đầu tư", [BOARD], None, "chung")
    assert len(store.register(TODAY, Office("UBND tỉnh Lào Cai", TODAY)).directives) == 1


def test_a_known_body_is_no_role(store, inbox):
    path = put(inbox, "a.txt", "a")
    known = replace(task(), lead=(Party("Sở Y tế", "Sở Y tế", "tinh-lam-dong.so-y-te"),))
    store.record(extraction(path, [known]), path)
    store.assign("Sở Y tế", [BOARD], None, "nhầm")
    assert leads(store) == {"07/CT-UBND": ["Sở Y tế"]}


def test_another_decision_stands_in_its_place_and_all_are_written_down(store, inbox):
    read(store, inbox, "a.txt")
    store.assign("chủ đầu tư", [BOARD], None, "một")
    store.assign("Chủ đầu tư", [HEALTH], found(store, "07/CT-UBND"), "hai")
    store.assign("chủ đầu tư", [POLICE], None, "ba")
    store.unassign("chủ đầu tư", None, "bốn")
    assert [(one.words, one.number, one.bodies[0].agency) for one in store.assignments()] == [
        ("Chủ đầu tư", "07/CT-UBND", "Sở Y tế")]
    lines = [(one.what, json.loads(one.words)) for one in store.audit() if "assign" in one.what]
    assert [(what, line["before"], line["after"], line["number"], line["reason"]) for what, line in lines] == [
        ("assign", "", BOARD.agency, "", "một"), ("assign", "", "Sở Y tế", "07/CT-UBND", "hai"),
        ("assign", BOARD.agency, "Công an tỉnh", "", "ba"), ("unassign", "Công an tỉnh", "", "", "bốn")]


@pytest.mark.parametrize("order", list(permutations(("scan", "word"))))
def test_it_holds_whichever_copy_stands_or_came_first(tmp_path, order):
    """The issuer on a scan may be read otherwise; the decision knows the files of the directive."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with open_store(Settings(home=tmp_path / "kho")) as store:
        for name in order:
            read(store, inbox, f"{name}.txt")
        store.assign("chủ đầu tư", [BOARD], found(store, "07/CT-UBND"), "riêng")
        one = found(store, f"{order[0]}.txt")
        if len(one.sha256s) == 1:
            store.remove(one, "thiếu trang")
        assert leads(store) == {"07/CT-UBND": [BOARD.agency]}


def test_a_directive_without_a_number_is_told_by_its_file(store, inbox):
    read(store, inbox, "a.txt", replace(HEAD, number=None))
    read(store, inbox, "b.txt", replace(OTHER, number=None, subject="khác"), role="đơn vị")
    store.assign("chủ đầu tư", [BOARD], found(store, "a.txt"), "riêng")
    assert sorted(p.agency for row in store.register(TODAY).tasks for p in row.lead) == [BOARD.agency, "đơn vị"]

"""Ids that a store of an earlier version holds and the registry has no more mean the bodies of today."""

from datetime import date

import pytest
from django.db import connection
from store_samples import HEAD, extraction, put, task

from pipeline.knowledge.registry import Registry
from pipeline.model import Party
from pipeline.store import open_store
from pipeline.workbooks.lists import agency_lists

pytestmark = pytest.mark.database("sqlite")  # what words mean is the same on either

TODAY = date(2025, 11, 20)
AT_HOME = "tinh-ninh-thuan"


def take(store, inbox, name, old):
    """A directive read by an earlier version, which gave the lead of its task the id ``old``."""
    path = put(inbox, f"{old.replace('/', '-')}.txt", name)
    store.record(extraction(path, [task(lead=name)], HEAD), path)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_taskparty SET registry_id = %s WHERE name = %s", (old, name))


@pytest.mark.parametrize(("name", "old", "new"), [
    ("Bộ Tư lệnh Cảnh sát biển Việt Nam", "bo-tu-lenh-canh-sat-bien-viet-nam", "bo-tu-lenh-canh-sat-bien"),
    ("MTTQ Việt Nam", "mttq-viet-nam", f"{AT_HOME}.uy-ban-mat-tran-to-quoc-viet-nam"),
    ("Trung tâm Kiểm soát bệnh tật", f"{AT_HOME}/trung-tam-kiem-soat-benh-tat", f"{AT_HOME}.trung-tam-kiem-soat-benh-tat"),
    ("Bộ Tư lệnh thành phố Hà Nội", "thanh-pho-ha-noi.bo-tu-lenh", "bo-tu-lenh-thu-do-ha-noi"),
    ("Sở Y tế", f"{AT_HOME}.so-y-te", f"{AT_HOME}.so-y-te"),
    ("Phòng Nghiệp vụ Sở Y tế", f"{AT_HOME}.so-y-te/phong-nghiep-vu", f"{AT_HOME}.so-y-te/phong-nghiep-vu"),
    ("Nhà máy A", "nha-may-khong-con", "nha-may-khong-con"),
])
def test_an_old_id_is_the_id_of_today(store, inbox, name, old, new):
    take(store, inbox, name, old)
    (row,) = store.register(TODAY).tasks
    assert [(party.agency, party.agency_id) for party in row.lead] == [(name, new)]


def test_no_list_is_of_a_body_that_the_registry_has_no_more(store, inbox):
    for name, old in (("Bộ Tư lệnh Cảnh sát biển", "bo-tu-lenh-canh-sat-bien"),
                      ("Bộ Tư lệnh Cảnh sát biển Việt Nam", "bo-tu-lenh-canh-sat-bien-viet-nam")):
        take(store, inbox, name, old)
    (one,) = agency_lists(store.register(TODAY))
    assert Registry.load().by_id(one.key.removeprefix("mã "))


def test_what_a_person_said_of_a_role_keeps_its_body(settings, inbox):
    with open_store(settings) as store:
        path = put(inbox, "a.txt", "a")
        store.record(extraction(path, [task(lead="chủ đầu tư")], HEAD), path)
        store.assign("chủ đầu tư", [Party("", "Hội Nông dân Việt Nam", "hoi-nong-dan-viet-nam")], None, "đã giao")
        (row,) = store.register(TODAY).tasks
    assert [party.agency_id for party in row.lead] == ["trung-uong-hoi-nong-dan-viet-nam"]

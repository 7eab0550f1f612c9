"""The tables of the registry hold together, and a copy that is broken in any way is found."""

import csv
import unicodedata

import pytest

from pipeline.knowledge.registry import Registry
from pipeline.knowledge.registry.checks import problems
from pipeline.knowledge.tables import read_table


def broken(folder, table, change):
    """A copy of the table in ``folder`` whose rows ``change`` has altered in place."""
    rows = read_table(table)
    change(rows)
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(rows)
    return problems(folder)


def row(rows, wanted):
    return next(r for r in rows if r["id"] == wanted)


def setting(wanted, **cells):
    return lambda rows: row(rows, wanted).update(cells)


def twice(rows):
    rows.append(dict(rows[0]))


def shortened(wanted, name):
    return lambda rows: row(rows, wanted).update(short=name)


def meant_twice(rows):
    rows.append(dict(rows[0], full="Thể thao thành tích"))


def communes(rows):
    rows[0]["communes"] += "; " + rows[0]["communes"].split("; ")[0]


def test_the_tables_hold_together():
    assert problems() == []


@pytest.mark.parametrize(("table", "change", "told"), [
    ("agencies", twice, "mã có 2 dòng"),
    ("enterprises", twice, "mã có 2 dòng"),
    ("provinces", twice, "mã có 2 dòng"),
    ("departments", twice, "mã có 2 dòng"),
    ("local_bodies", twice, "mã có 2 dòng"),
    ("districts", twice, "mã có hai dòng"),
    ("communes", communes, "mã có hai dòng"),
    ("agencies", setting("bo-y-te", id="Bộ-Y-tế"), "mã phải gồm"),
    ("agencies", setting("bo-y-te", name=unicodedata.normalize("NFD", "Bộ Y tế")), "dạng NFC"),
    ("aliases", lambda rows: rows[0].update(full=unicodedata.normalize("NFD", rows[0]["full"])), "dạng NFC"),
    ("universities", lambda rows: rows[0].update(source=""), "thiếu nguồn"),
    ("agencies", setting("bo-y-te", valid_to="2025-02-30"), "ngày không đúng: 2025-02-30"),
    ("agencies", setting("bo-nong-nghiep-va-moi-truong", valid_to="2025-01-01"), "đứng trước ngày bắt đầu"),
    ("agencies", setting("bo-y-te", parent="bo-suc-khoe"), "cơ quan cấp trên bo-suc-khoe không có"),
    ("agencies", setting("chinh-phu", parent="thu-tuong-chinh-phu"), "vòng lặp cấp trên"),
    ("agencies", setting("bo-cong-thuong", valid_to="2025-12-31", successors="bo-thuong-mai"), "vòng lặp kế thừa"),
    ("departments", setting("so-y-te", successors="so-y-te"), "vòng lặp kế thừa"),
    ("agencies", setting("bo-y-te", valid_to="2026-01-01"), "không ghi cơ quan kế thừa hoặc lý do"),
    ("regions", setting("chi-cuc-thue-khu-vuc-i", why=""), "không ghi cơ quan kế thừa hoặc lý do"),
    ("agencies_before", setting("cuc-thu-y", successors="cuc-thu-y-moi"), "kế thừa cuc-thu-y-moi không có"),
    ("provinces", setting("tinh-ha-giang", successors="tinh-tuyen"), "kế thừa tinh-tuyen không có"),
    ("departments", setting("so-ke-hoach-va-dau-tu", successors="so-thuy-san"), "kết thúc trước khi kế thừa"),
    ("departments", setting("cuc-thue", why=""), "thue chỉ có từ 01/07/2025"),
    ("districts", setting("tinh-lao-cai.huyen-bac-ha", successors="tinh-lao-cai.xa-bac"), "xa-bac không có"),
    ("districts", setting("tinh-lao-cai.huyen-bac-ha", place="tinh-lao"), "tỉnh tinh-lao không có"),
    ("districts_before", setting("tinh-nam-dinh.huyen-my-loc", successors="tinh-nam-dinh.huyen-a"), "huyen-a không có"),
    ("communes_before", lambda rows: rows[0].update(id="tinh-lao-cai.xa-a"), "không có trong danh mục"),
    ("agencies", shortened("bo-y-te", "Bộ Nội vụ"), "cùng lúc chỉ hai cơ quan"),
    ("universities", shortened("truong-dai-hoc-vinh", "Bộ Nội vụ"), "cùng lúc chỉ hai cơ quan"),
    ("departments_more", shortened("hoi-nha-bao", "Sở Y tế"), "cùng lúc chỉ hai cơ quan"),
    ("agencies", setting("bo-y-te", name="Bộ Tư lệnh Cảnh sát biển Việt Nam"), "có lẽ là một cơ quan"),
    ("local_bodies", lambda rows: rows[0].update(short="HĐND"), "cùng lúc chỉ hai cơ quan"),
    ("provinces", shortened("tinh-lao-cai", "Lai Châu"), "cùng lúc chỉ hai cơ quan"),
    ("aliases", meant_twice, "chữ viết tắt có 2 nghĩa"),
])
def test_a_broken_table_is_found(tmp_path, table, change, told):
    found = broken(tmp_path, table, change)
    assert any(told in p.message and p.table in (table, "districts") for p in found), found


def test_a_missing_column_is_found(tmp_path):
    (tmp_path / "regions.csv").write_text("id,name\nx,X\n", "utf-8")
    assert [(p.table, p.row) for p in problems(tmp_path)] == [("regions", "dòng đầu")]


def test_one_name_at_two_times_is_no_breach(tmp_path):
    assert broken(tmp_path, "agencies", shortened("bo-cong-thuong", "Bộ Thương mại")) == []


def test_communes_are_3321_and_ids_lead_back():
    registry = Registry.load()
    units = list(registry.units)
    assert sum(unit.level == "xã" for unit in units) == 3321
    assert sum(unit.level == "huyện" for unit in units) == 696
    for unit in units[::25]:
        body = registry.by_id(f"{unit.place}.ubnd-{unit.slug}")
        assert body is not None
        assert (body.level, body.place) == (unit.level, unit.place)
        assert registry.resolve(body.name, None, unit.place) == body

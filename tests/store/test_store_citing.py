"""The graph of directives: an edge for every citing, made of what each says, whatever the order of arrival."""

import sqlite3
from datetime import date
from itertools import permutations

import pytest
from store_samples import HEAD, extraction, put, task

from pipeline.model import Head, Node, ties
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.structure.references import find_references

TODAY = date(2024, 5, 1)
ORDER = Head("09/CT-TTg", "chỉ thị", "Thủ tướng Chính phủ", None, date(2024, 2, 23))
LETTER = Head("12/UBND-VX", "công văn", "UBND tỉnh Ninh Thuận", None, date(2024, 4, 5))
FILES = {
    "a.txt": ("Phòng cháy rừng theo Luật số 16/2017/QH14.", HEAD),
    "b.txt": ("An toàn thông tin.", ORDER),
    "c.txt": ("Thực hiện khoản 1 và khoản 3 Chỉ thị số 09/CT-TTg ngày 23/02/2024.\nLùi thời hạn báo cáo tại khoản 2 Chỉ thị "
              "số 07/CT-UBND ngày 05/3/2024.", LETTER),
}


def take(store, inbox, name):
    text, head = FILES[name]
    path = put(inbox, name, text)
    store.record(extraction(path, [task(name)], head, text=text, references=find_references(text, None, head)), path)


def told(edges):
    return [(e.source.number, e.kind, e.word, e.clauses, e.target.number, e.target.sha256 is not None, e.words) for e in edges]


@pytest.mark.parametrize("order", list(permutations(FILES)))
def test_the_graph_is_the_same_in_every_order(store, inbox, order):
    for name in order:
        take(store, inbox, name)
    assert sorted(told(store.register(TODAY).edges)) == [
        ("07/CT-UBND", "nhắc đến", "nhắc đến", (), "16/2017/QH14", False, "Phòng cháy rừng theo Luật số 16/2017/QH14"),
        ("12/UBND-VX", "gia hạn", "lùi thời hạn", ("khoản 2",), "07/CT-UBND", True,
         "Lùi thời hạn báo cáo tại khoản 2 Chỉ thị số 07/CT-UBND"),
        ("12/UBND-VX", "thực hiện", "thực hiện", ("khoản 1", "khoản 3"), "09/CT-TTg", True,
         "Thực hiện khoản 1 và khoản 3 Chỉ thị số 09/CT-TTg"),
    ]


def test_what_is_missing_is_known_by_what_the_citing_says_until_it_comes(store, inbox):
    take(store, inbox, "c.txt")
    (_, edge) = sorted(store.register(TODAY).edges, key=lambda e: e.target.number)
    assert edge.target == Node("09/CT-TTg", "chỉ thị", "Thủ tướng Chính phủ", date(2024, 2, 23))
    take(store, inbox, "b.txt")
    (_, edge) = sorted(store.register(TODAY).edges, key=lambda e: e.target.number)
    assert edge.target.sha256
    store.remove(*store.find("09/CT-TTg"), "nhầm")
    assert not any(e.target.sha256 for e in store.register(TODAY).edges)


def test_a_number_that_two_bear_means_neither(store, inbox):
    FILES_OF_TWO = [("x.txt", "UBND tỉnh Ninh Thuận", date(2024, 3, 1)), ("y.txt", "UBND tỉnh Ninh Thuận", date(2023, 3, 1))]
    for name, issuer, day in FILES_OF_TWO:
        path = put(inbox, name, name)
        store.record(extraction(path, [task(name)], Head("5/KH-UBND", "kế hoạch", issuer, None, day)), path)
    for n, text in enumerate(["Thực hiện Kế hoạch số 5/KH-UBND.", "Thực hiện Kế hoạch số 5/KH-UBND ngày 01/3/2023."]):
        path = put(inbox, f"{n}.txt", text)
        head = Head(f"{n + 7}/UBND-VX", "công văn", "UBND tỉnh Ninh Thuận", None, date(2024, 4, n + 1))
        store.record(extraction(path, [task(str(n))], head, text=text, references=find_references(text, None, head)), path)
    assert {e.source.number: e.target.sha256 is not None for e in store.register(TODAY).edges} == {"7/UBND-VX": False, "8/UBND-VX": True}


@pytest.mark.parametrize(("cited", "there"), [("ngày 23/02/2024", True), ("ngày 23/02/2023", False), ("", False)])
def test_a_day_that_is_printed_proves_more_than_the_day_of_the_directive_that_cites(store, inbox, cited, there):
    take(store, inbox, "b.txt")
    text, head = f"Thực hiện Chỉ thị số 09/CT-TTg {cited}.", Head("12/UBND-VX", "công văn", "UBND tỉnh Ninh Thuận", None, date(2014, 4, 5))
    path = put(inbox, "d.txt", text)
    store.record(extraction(path, [task("d")], head, text=text, references=find_references(text, None, head)), path)
    (edge,) = store.register(TODAY).edges
    assert (edge.target.sha256 is not None) == there


def test_an_older_store_gets_the_edges_of_what_it_has_read(store, inbox):
    for name in FILES:
        take(store, inbox, name)
    before = told(store.register(TODAY).edges)
    store.close()
    with sqlite3.connect(store.path) as database:
        for table in ("auditentry", "citation", "trackeddirective", "trackedrow"):
            database.execute(f"DROP TABLE store_{table}")
        database.execute("DELETE FROM django_migrations WHERE app = 'store' AND name >= '0010'")
    database.close()
    with open_store(Settings(home=store.home)) as again:
        assert told(again.register(TODAY).edges) == before
        assert len(again.register(TODAY).acts) == 1


def test_a_directive_that_cites_its_own_clause_has_an_edge_to_itself(store, inbox):
    text = "Báo cáo kết quả thực hiện khoản 1 Công văn này; theo dõi Chỉ thị số 09/CT-TTg."
    path = put(inbox, "e.txt", text)
    store.record(extraction(path, [task("e")], LETTER, text=text, references=find_references(text, None, LETTER)), path)
    inner = next(e for e in store.register(TODAY).edges if e.target.number == LETTER.number)
    assert (inner.kind, inner.clauses, inner.source == inner.target) == ("thực hiện", ("khoản 1",), True)
    assert [tie.target.number for tie in ties(store.register(TODAY).edges)] == ["09/CT-TTg"]

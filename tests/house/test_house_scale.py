"""``docs/scale.md`` says what the simulation says, and the simulation behaves as queues do."""

import csv
from dataclasses import replace

import pytest

from tools.scale.__main__ import BEGIN, END, PAGE, loads, tables
from tools.scale.figures import TABLE, load
from tools.scale.simulation import Load, enough, year

KNOWN = load()
OFFICE = Load("an office", 3000, 0.5)


def test_the_page_holds_the_tables_that_the_program_prints():
    told = PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert told.strip() == tables(KNOWN)


def test_every_figure_says_where_it_comes_from():
    for one in KNOWN.values():
        assert len(one.source) >= len("likewise")
        assert "PLACEHOLDER" not in one.source


def test_the_same_seed_gives_the_same_year_and_another_one_another():
    assert year(OFFICE, KNOWN, 2) == year(OFFICE, KNOWN, 2)
    assert year(OFFICE, KNOWN, 2).papers != year(OFFICE, KNOWN, 2, seed=2).papers


def test_more_processes_wait_less_and_twice_the_papers_are_twice_the_work():
    fewer, more = year(OFFICE, KNOWN, 1), year(OFFICE, KNOWN, 3)
    assert fewer.longest > more.longest
    assert fewer.most >= more.most
    assert fewer.hours == more.hours
    double = year(replace(OFFICE, papers=6000), KNOWN, 1)
    assert double.hours == pytest.approx(2 * fewer.hours, rel=0.03)
    assert double.papers == pytest.approx(2 * fewer.papers, rel=0.02)


def test_enough_processes_are_the_fewest_that_keep_the_wait():
    load_of_all = loads(KNOWN)[-1]
    found = enough(load_of_all, KNOWN, 10)
    assert found.most <= 10
    assert found.processes == 1 or year(load_of_all, KNOWN, found.processes - 1).most > 10


def test_a_table_without_sources_is_refused(tmp_path):
    table = tmp_path / "figures.csv"
    rows = list(csv.reader(TABLE.read_text("utf-8").splitlines()))
    rows[1][4] = " "
    with table.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    with pytest.raises(ValueError, match="source"):
        load(table)

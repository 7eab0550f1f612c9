"""Names of parties as directives write them, each with the body that it means there on that day, checked by hand."""

import csv
from datetime import date
from pathlib import Path

import pytest

from pipeline.knowledge.registry import Registry, issuing, meaning

REGISTRY = Registry.load()


def rows(table="mentions"):
    with (Path(__file__).parent / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if line[0] != "#"))


def answer(row):
    on = date.fromisoformat(row["on"]) if row["on"] else None
    found = meaning(REGISTRY, row["name"], on, issuing(REGISTRY, row["issuer"], on, row["place"]))
    return found if isinstance(found, str) else found.id


@pytest.mark.parametrize("row", [*rows(), *rows("writings")], ids=lambda row: f"{row['name'][:40]} | {row['issuer'][:30]} {row['on']}")
def test_a_mention_means_what_a_person_says_it_means(row):
    assert answer(row) == (row["expected"] if row["expected"] != "none" else "body")


def test_the_sample_is_large_and_the_bodies_in_it_are_known():
    bodies = [row for row in rows() if row["expected"] not in ("role", "person")]
    assert len(rows()) >= 900
    assert sum(row["expected"] != "none" for row in bodies) / len(bodies) >= 0.97

"""The head of the annotated directives, field by field, read from their real files."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.structure.head import parse_head

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="no annotated directives beside the project")
FLOORS = {"number": 0.98, "type": 0.98, "issued_on": 0.98, "issuer": 0.95, "subject": 0.95, "signer": 0.95}


def plain(text):
    return re.sub(r"\s+", " ", (text or "").lower()).strip(" .;:,-–")


def bare(subject):
    return re.sub(r"^(v/v|về việc|về)\s*:?\s*", "", plain(subject))


def agreement(head, want):
    signer = head.signer.name if head.signer else None
    return {
        "number": plain(head.number) == plain(want["number"]), "type": plain(head.type) == plain(want["type"]),
        "issued_on": str(head.issued_on or "") == (want["issued_on"] or ""), "issuer": plain(head.issuer) == plain(want["issuer"]),
        "subject": bare(head.subject) == bare(want["subject"]), "signer": plain(signer) == plain((want["signer"] or {}).get("name")),
    }


@pytest.fixture(scope="module")
def results():
    reading = pytest.importorskip("pipeline.reading")
    found = []
    for path in sorted((GOLD / "dev").glob("*.json")):
        source = next((GOLD / "input").glob(path.stem + ".*"))
        if source.suffix != ".doc":
            found.append((parse_head(reading.read(source)), json.loads(path.read_text("utf-8"))["directive"]))
    return found


@pytest.mark.parametrize("field", FLOORS)
def test_field(results, field):
    right = [agreement(result.head, want)[field] for result, want in results]
    assert sum(right) / len(right) >= FLOORS[field]


def test_references(results):
    found = wanted = right = 0
    for result, want in results:
        mine = {plain(r.number) for r in result.references}
        theirs = {re.sub(r"\s", "", plain(r["number"])) for r in want["references"]}
        found, wanted, right = found + len(mine), wanted + len(theirs), right + len(mine & theirs)
    assert 2 * right / (found + wanted) >= 0.97


def test_body_and_annexes_lie_apart(results):
    for result, _ in results:
        spans = [result.body, *result.annexes]
        assert all(start < end for start, end in spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))

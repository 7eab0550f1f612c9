"""Parties in the annotated directives: the subject of a task, and whom it names after ``phối hợp với``."""

import importlib.util
import json
import re
import unicodedata
from pathlib import Path

import pytest

from pipeline.language.parties import PartyFinder

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold" / "dev"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated directives are not on this machine")
DIRECTING = re.compile(r"(?:[Đđ]ề nghị|[Yy]êu cầu|[Gg]iao)\s+")
SUPPORT = re.compile(r"[Pp]hối hợp(?: chặt chẽ)? (?:với |cùng )")


@pytest.fixture(scope="module")
def score():
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "tools" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tasks():
    for path in sorted(GOLD.glob("*.json")):
        for task in json.loads(path.read_text("utf-8"))["tasks"]:
            yield {**task, "text": unicodedata.normalize("NFC", task["text"])}


def agrees(score, found, wanted):
    mine = score.parties([p.agency for p in found.parties]) if found else []
    gold = score.parties(wanted)
    return len(mine) == len(gold) and all(any(score.same_party(m, g) for g in gold) for m in mine)


def share(score, pairs):
    finder = PartyFinder()
    results = [agrees(score, finder.at(text, start), wanted) for text, start, wanted in pairs]
    assert len(results) > 50
    return sum(results) / len(results)


def test_subject_of_a_task(score):
    """Only texts that begin with a body: a subject taken from elsewhere cannot be read here."""
    pairs = set()
    for task in tasks():
        match = DIRECTING.match(task["text"])
        start = match.end() if match else 0
        words = score.plain(re.sub(r"^(?:các|những) ", "", task["text"][start:], flags=re.IGNORECASE))
        if task["lead"] and words.startswith(score.plain(task["lead"][0])):
            pairs.add((task["text"], start, tuple(task["lead"])))
    assert share(score, pairs) >= 0.95


def test_support_after_phoi_hop_voi(score):
    """Only where the words behind *phối hợp với* begin with one of the bodies: others are taken from elsewhere."""
    pairs = set()
    for task in tasks():
        places = list(SUPPORT.finditer(task["text"]))
        behind = score.plain(task["text"][places[0].end():].removeprefix("các ")) if places else ""
        if task["support"] and len(places) == 1 and any(behind.startswith(score.plain(name)[:12]) for name in task["support"]):
            pairs.add((task["text"], places[0].end(), tuple(task["support"])))
    assert share(score, pairs) >= 0.95

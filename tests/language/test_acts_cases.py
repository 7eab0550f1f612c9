"""One sentence, one reading: the cases of ``acts.toml``."""

import tomllib
from pathlib import Path

import pytest

from pipeline.language.acts import read_act
from tests.language.language_finder import finder

CASES = tomllib.loads(Path(__file__).with_name("acts.toml").read_text("utf-8"))
FINDER = finder()


@pytest.mark.parametrize("case", [c for group in CASES.values() for c in group], ids=lambda c: c["say"][:50])
def test_act(case):
    act = read_act(case["say"], FINDER, after_cut=case.get("cut", False))
    names = [p.agency for p in act.subject], [p.agency for p in act.support]
    assert (act.command, *names, act.support_holds, act.modality) == (
        case["is"], case.get("who", []), case.get("help", []), case.get("holds", False), case.get("kind", "obligation"))


def test_the_table_covers_every_command():
    found = [c["is"] for group in CASES.values() for c in group]
    assert set(found) == {"directed", "subject", "imperative", "modal", "none"}
    assert len(found) >= 80


@pytest.mark.parametrize("case", [c for group in CASES.values() for c in group if c["is"] != "none"], ids=lambda c: c["say"][:50])
def test_parties_stand_where_they_say(case):
    act = read_act(case["say"], FINDER, after_cut=case.get("cut", False))
    for party in (*act.subject, *act.support):
        assert party.mention in case["say"]
        assert party.start is not None
        assert 0 <= party.start < party.end <= len(case["say"])
    assert act.start is None or 0 <= act.start <= len(case["say"])

"""One sentence, one reading of who acts: the cases of ``agents.toml``."""

import pytest

from pipeline.language.agents import read_agent
from pipeline.language.pieces import modality
from pipeline.language.words import read_words
from tests.language.language_cases import params, table
from tests.language.language_finder import finder

CASES = table("agents")
FINDER = finder()


def agent_of(case):
    words = read_words(case["say"], FINDER)
    return read_agent(words, 0, len(words.chunks), after_cut=case.get("cut", False))


@pytest.mark.parametrize("case", params(CASES))
def test_who_acts(case):
    agent = agent_of(case)
    names = [p.agency for p in agent.lead], [p.agency for p in agent.support]
    assert (agent.command, *names, agent.support_holds, modality(case["say"], agent.act)) == (
        case["is"], case.get("who", []), case.get("help", []), case.get("holds", False), case.get("kind", "obligation"))


def test_the_table_covers_every_command():
    assert {c["is"] for c in CASES} == {"directed", "subject", "imperative", "modal", "none"}
    assert len(CASES) >= 80


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["say"][:50])
def test_parties_and_acts_stand_where_they_say(case):
    agent = agent_of(case)
    for party in (*agent.lead, *agent.support):
        assert party.mention in case["say"]
        assert party.start is not None
        assert 0 <= party.start < party.end <= len(case["say"])
    assert agent.act is None or 0 <= agent.act <= len(case["say"])

"""``tools.rules``: parts are switched off and on again, heard where they decide, and counted by what they mend."""

from datetime import date

import pytest

from pipeline.language import lexicon
from pipeline.language.agents import read_agent
from pipeline.language.limits import find_limits
from pipeline.language.parties import PartyFinder
from pipeline.language.words import read_words
from tests.language.language_finder import finder
from tests.language.test_rule_examples import RULES
from tools.rules.cases import ROOT, load, sources
from tools.rules.measuring import Figures, as_they_stand, figures, ordered, verdict
from tools.rules.parts import all_parts, listening

NAMES = ("cv-1612-ubnd-vxnv-2024", "tb-146-tb-vpcp-2018")
PARTS = {part.name: part for part in all_parts()}
SUBJECT = "agents: subject"


@pytest.fixture(scope="module")
def cases():
    return load([(ROOT / "corpus" / "samples" / f"{name}.docx", ROOT / "corpus" / "gold" / f"{name}.json") for name in NAMES])


@pytest.fixture(scope="module")
def standing(cases):
    return as_they_stand(cases)


def rule_of(text):
    words = read_words(text, finder())
    return read_agent(words, 0, len(words.chunks)).rule


def test_every_rule_and_every_row_of_cues_is_a_part():
    assert {f"{module}: {rule.name}" for module, rule in RULES} <= set(PARTS)
    assert sum(name.startswith("cues: ") for name in PARTS) == sum(map(len, lexicon._cues().values()))


def test_a_rule_is_off_only_for_a_while():
    text = "Sở Y tế rà soát kho thuốc"
    with PARTS[SUBJECT].off():
        assert rule_of(text) != "subject"
    assert rule_of(text) == "subject"


def test_a_rule_that_stands_by_itself_is_switched_off_too():
    text = "Báo cáo kết quả gửi về Sở Y tế trước ngày 20/5/2025"
    with PARTS["agents: sent in the passive"].off():
        assert rule_of(text) != "sent in the passive"
    assert rule_of(text) == "sent in the passive"


def test_a_row_of_cues_is_off_only_for_a_while():
    part = next(part for name, part in PARTS.items() if name.startswith("cues: exclude encouragement"))
    text = "khuyến khích các hộ dân"
    with part.off():
        assert not any(finds(text) for _, finds in lexicon.coded_cues("exclude"))
    assert any(finds(text) for _, finds in lexicon.coded_cues("exclude"))


@pytest.mark.parametrize(("name", "text"), [("parties: council_levels", "UBND cấp huyện, cấp xã tổ chức họp"), ("limits: before", "gửi báo cáo trước ngày 30/6/2025")])
def test_a_rule_of_parties_or_limits_is_off_only_for_a_while(name, text):
    def read():
        return PartyFinder().find(text) if name.startswith("parties") else find_limits(text, date(2025, 1, 2))

    standing = read()
    with PARTS[name].off():
        assert read() != standing
    assert standing
    assert read() == standing


def test_of_rules_one_of_which_must_fit_the_last_is_only_counted(cases, standing):
    part = PARTS["limits: no cue"]
    verdicts, fired = standing
    found = figures(part, cases, verdicts, fired)
    assert (part.last, found.mends, found.breaks) == (True, 0, 0)
    assert sum(part.last for part in PARTS.values()) == 5


def test_the_only_row_of_a_kind_fits_nothing_when_it_is_off():
    part = next(part for part in PARTS.values() if getattr(part, "kind", "") == "prohibition")
    with part.off():
        assert lexicon.cue("prohibition").match("không được bán thuốc quá hạn") is None


def test_what_decides_is_heard(standing):
    _, fired = standing
    assert SUBJECT in fired["cv-1612-ubnd-vxnv-2024"]
    assert {name.split(":")[0] for name in set().union(*fired.values())} >= {"parties", "limits", "agents", "cues"}
    assert any(name.startswith("cues: directing") for name in fired["cv-1612-ubnd-vxnv-2024"])
    assert set().union(*fired.values()) <= set(PARTS)


def test_listening_changes_no_verdict(cases, standing):
    assert {case.name: verdict(case) for case in cases} == standing[0]
    with listening() as heard:
        assert heard == set()


def test_a_part_is_counted_by_what_it_mends(cases, standing):
    found = figures(PARTS[SUBJECT], cases, *standing)
    assert found.directives == len(cases)
    assert found.mends > found.breaks


def test_a_part_that_fires_nowhere_is_unsupported(cases, standing):
    part = next(part for name, part in PARTS.items() if name.startswith("cues: exclude effect"))
    verdicts, _ = standing
    assert figures(part, cases, verdicts, {case.name: set() for case in cases}) == Figures(part.name)
    assert Figures(part.name).status == "unsupported"
    assert Figures(part.name, directives=1).status == "provisional"
    assert Figures(part.name, directives=2).status == "supported"


def test_what_mends_most_comes_first():
    found = [Figures("breaks", 3, 1, 0, 4), Figures("nothing", 9), Figures("mends", 2, 2, 5, 1), Figures("nothing too", 1)]
    assert [f.name for f in ordered(found)] == ["mends", "nothing", "nothing too", "breaks"]


def test_sources_of_the_set_are_annotated():
    found = sources("dev")
    assert len(found) >= 20
    assert all(annotation is not None and path.stem == annotation.stem for path, annotation in found)
    assert set(found) <= set(sources("all"))

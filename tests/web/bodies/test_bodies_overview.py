"""The first page: what is counted, drawn, and what presses most."""

import re
from datetime import timedelta

from web_samples import HEALTH, HOME_AFFAIRS, TODAY

from pipeline.web.access import Scope
from pipeline.web.accounts import people
from pipeline.web.bodies.charts import bars, columns
from pipeline.web.bodies.overview import figures, sections
from pipeline.web.roles import CLERK, LEADER


def scope(name):
    return Scope.of(people.find(name))


def test_what_presses_most_stands_first(sign_in):
    shown = sign_in(LEADER).get("/")
    assert [(one.code, one.total, [duty.task for duty in one.duties]) for one in shown.context["sections"]] == [
        ("qua-han", 1, ["a1"]), ("sap-den-han", 1, ["a2"]), ("moi", 3, ["a1", "a2", "a3"])]
    assert shown.context["one"].name == HEALTH
    assert HOME_AFFAIRS not in shown.content.decode()


def test_the_office_has_the_bodies_worst_first(sign_in):
    shown = sign_in(CLERK).get("/")
    assert [duty.task for duty in shown.context["sections"][0].duties] == ["b1", "a1"]
    assert [body.name for body in shown.context["bodies"]] == [HOME_AFFAIRS, HEALTH]


def test_states_add_up_and_weeks_count_what_is_open(office):
    found = figures(scope("lanhdao"), TODAY)
    assert {name: count for name, count in found.states.items() if count} == {"late": 1, "near": 1, "far": 1}
    due = TODAY + timedelta(4)
    assert {week: count for week, count in found.weeks.items() if count} == {due - timedelta(due.weekday()): 1}
    assert sum(figures(scope("vanthu"), TODAY).states.values()) == 5


def test_a_task_in_two_lists_of_a_person_stands_once(office):
    from pipeline.web.models import Body, Membership  # noqa: PLC0415

    other = Body.objects.get(name=HOME_AFFAIRS)
    Membership.objects.create(profile=people.find("lanhdao").profile, key=other.key, name=other.name)
    found = sections(scope("lanhdao"), {"late": 2, "near": 2, "fresh": 0}, TODAY)
    assert [duty.task for duty in found[1].duties] == ["a2"]  # led by one, supported by the other


def test_charts_are_drawn_without_a_script_or_a_style_and_told_in_words(sign_in):
    shown = sign_in(LEADER).get("/").content.decode()
    drawn = re.findall(r"<svg.*?</svg>", shown, re.DOTALL)
    assert len(drawn) == 2
    assert 'aria-label="Nhiệm vụ theo tình trạng: quá hạn 1; trong 7 ngày 1;' in drawn[0]
    assert all("style" not in one and "script" not in one and not re.search(r'="\d+,\d', one) for one in drawn)
    assert shown.count("Bảng số liệu") == 2


def test_bars_are_as_long_as_their_counts_and_what_is_there_is_seen():
    lying = bars("x", [("late", "a", 1000), ("near", "b", 500), ("far", "c", 1), ("undated", "d", 0)], "y")
    assert [bar.width for bar in lying.bars][:2] == [lying.bars[0].width, round(lying.bars[0].width / 2)]
    assert lying.bars[2].width >= 2
    assert lying.bars[3].width == 0
    standing = columns("x", [("far", "01/12", 3), ("far", "08/12", 0)], "y")
    assert standing.bars[0].y + standing.bars[0].height == standing.bars[1].y
    assert standing.told == "x: 01/12 3; 08/12 0"

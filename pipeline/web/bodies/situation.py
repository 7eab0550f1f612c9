"""What the first page shows: the figures, two charts, what presses most."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..access import Scope
from .charts import Chart, bars, columns
from .overview import STATES, WEEKS, figures, sections


def situation(scope: Scope, counts: dict[str, int], today: date) -> dict[str, Any]:
    """For templates: ``charts`` and ``sections``; ``counts`` are those of the lists that may be seen."""
    found = figures(scope, today)
    return {"charts": _charts(found.states, found.weeks) if any(found.states.values()) else (),
            "sections": sections(scope, counts, today)}


def _charts(states: dict[str, int], weeks: dict[date, int]) -> tuple[Chart, Chart]:
    return (bars("Nhiệm vụ theo tình trạng", ((code, words, states[code]) for code, words in STATES.items()),
                 "Tình trạng"),
            columns(f"Đến hạn trong {WEEKS} tuần tới",
                    (("near" if not number else "far", f"{monday:%d/%m}", count)
                     for number, (monday, count) in enumerate(weeks.items())), "Tuần từ thứ Hai"))

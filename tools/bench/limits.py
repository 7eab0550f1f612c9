"""The time-limit finder beside ``dateparser.search_dates``, on the case tables of the tests.

An answer is right when it is a value of the case: a day, a day with an hour, a duration or a rule.
Since dateparser knows days only, both are also counted on the cases that ask for plain days.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from dateparser.search import search_dates

from pipeline.language.limits import find_limits

TABLE = Path(__file__).resolve().parents[2] / "tests" / "limits" / "cases.toml"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Finder = Callable[[str, date], list[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase read on a day, and the values it sets; none for a phrase that is no limit."""

    phrase: str
    on: date
    values: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Nothing but days is asked for."""
        return all(_DAY.fullmatch(value) for value in self.values)


def cases() -> list[Case]:
    """The phrases of the tables that stand for running text, and those that are no limit."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    reference: date = table["reference"]
    found = [
        Case(phrase, group.get("on", reference), tuple(value.split(" due ")[0] for value in group["value"]))
        for group in table["find"]
        for phrase in group["phrasings"]
    ]
    return found + [Case(phrase, reference, ()) for phrase in table["negative"]["phrasings"]]


def by_chidao(phrase: str, on: date) -> list[str]:
    """Values in the notation of the tables."""
    answers = []
    for limit in find_limits(phrase, on):
        day = limit.due.isoformat() if limit.due else "?"
        parts = {
            "DATE": (day, limit.time),
            "SET": (limit.rrule, limit.time),
            "DURATION": (limit.value, "working" if limit.working else None),
        }[limit.type]
        answers.append(" ".join(part for part in parts if part))
    return answers


def by_dateparser(phrase: str, on: date) -> list[str]:
    """Days that dateparser reads from Vietnamese, the coming one where the year is left out."""
    settings: Any = {"RELATIVE_BASE": datetime.combine(on, time()), "PREFER_DATES_FROM": "future"}
    return [moment.date().isoformat() for _, moment in search_dates(phrase, languages=["vi"], settings=settings) or ()]


def measure(finder: Finder, table: list[Case]) -> dict[str, float]:
    """Precision and recall of single values over all cases."""
    right = answered = asked = 0
    for case in table:
        answers, values = Counter(finder(case.phrase, case.on)), Counter(case.values)
        right, answered, asked = right + (answers & values).total(), answered + answers.total(), asked + values.total()
    precision, recall = right / max(answered, 1), right / max(asked, 1)
    return {"cases": len(table), "precision": round(precision, 4), "recall": round(recall, 4)}


def compare() -> dict[str, dict[str, float]]:
    """Both finders on all cases and on those that ask for plain days."""
    table = cases()
    plain = [case for case in table if case.plain]
    return {
        "chidao, all values": measure(by_chidao, table),
        "dateparser, all values": measure(by_dateparser, table),
        "chidao, plain days": measure(by_chidao, plain),
        "dateparser, plain days": measure(by_dateparser, plain),
    }

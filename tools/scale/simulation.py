"""A year of arrivals at an office, read by so many processes: how long papers wait, and how much there is in the end.

Time goes in steps of five minutes. In each so many papers arrive as a Poisson number around what the hour, the day of
the week, the time of the year and chance days of trouble (a storm, an outbreak) let expect; each is a scan or typed and
has a number of pages. Their work joins the queue; the processes take off what they can. A paper waits as long as what
stands before it takes. Papers are read in the order in which they came, as the program does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from .figures import Figure

STEP = 300.0
"""Seconds of a step."""

_STEPS = int(86_400 / STEP)
_YEAR = date(2026, 1, 1)
_HOURS = {7: 0.06, 8: 0.14, 9: 0.15, 10: 0.13, 11: 0.06, 13: 0.09, 14: 0.13, 15: 0.12, 16: 0.10, 17: 0.02}
"""Shares of a working day by the hour in which papers come."""
_WEEKEND = 0.03
_MONTHS = (0.95, 0.70, 1.05, 1.0, 1.0, 1.1, 1.0, 1.0, 1.05, 1.0, 1.1, 1.35)
"""Months beside the mean: Tết in February, half-year and year-end reports."""
_LAST_DAYS, _MORE = 3, 1.3  # the last days of a month
_TROUBLE, _TIMES = 6, 4.0  # days of a year on which so many times as many papers come


@dataclass(frozen=True, slots=True)
class Load:
    """An office: papers on an average working day, and the share of them that are scans."""

    name: str
    papers: float
    scans: float


@dataclass(frozen=True, slots=True)
class Year:
    """What a year brought: papers, pages and hours of a processor; with so many ``processes`` the wait in minutes that
    half, 95 of a hundred and all papers do not exceed, and the share of the processes that is at work in working
    hours."""

    papers: int
    busiest: int
    pages: int
    scanned: int
    hours: float
    scanning: float
    processes: int
    half: float
    most: float
    longest: float
    busy: float


def expected(load: Load, random: np.random.Generator) -> NDArray[np.float64]:
    """The papers to be expected in each step of the year, a row a day."""
    days = [_YEAR + timedelta(n) for n in range(365)]
    weight = np.array([_MONTHS[day.month - 1] * (_WEEKEND if day.weekday() > 4 else 1.0)
                       * (_MORE if (day + timedelta(_LAST_DAYS)).month != day.month else 1.0) for day in days])
    working = np.array([day.weekday() < 5 for day in days])
    weight[random.choice(365, _TROUBLE, replace=False)] *= _TIMES
    hours = np.array([_HOURS.get(step * STEP // 3600, 0.0) for step in range(_STEPS)])
    return np.outer(load.papers * weight / weight[working].mean(), hours / hours.sum())


def year(load: Load, known: Mapping[str, Figure], processes: int, seed: int = 1) -> Year:
    """A year of that load with so many processes; the same seed gives the same year."""
    random = np.random.default_rng(seed)
    arrive = random.poisson(expected(load, random))
    scans = random.binomial(arrive, load.scans)
    pages_of_scans = _pages(scans, known["pages of a scan"].value, random)
    pages_of_typed = _pages(arrive - scans, known["pages of a typed paper"].value, random)
    scanning = pages_of_scans * known["seconds of a scanned page"].value
    seconds = (scanning + pages_of_typed * known["seconds of a typed page"].value
               + arrive * known["seconds of a paper"].value)
    waits = _waits(seconds.ravel(), processes) / 60
    came = arrive.ravel()
    half, most = (_share(waits, came, share) for share in (0.5, 0.95))
    open_hours = expected(load, np.random.default_rng(seed)) > 0
    busy = min(seconds.sum() / (open_hours.sum() * STEP * processes), 1.0)
    return Year(int(came.sum()), int(arrive.sum(axis=1).max()), int((pages_of_scans + pages_of_typed).sum()),
                int(pages_of_scans.sum()), seconds.sum() / 3600, scanning.sum() / 3600, processes, half, most,
                float(waits[came > 0].max()), float(busy))


def _pages(papers: NDArray[np.int64], mean: float, random: np.random.Generator) -> NDArray[np.float64]:
    """The pages of so many papers in each step: one each and a geometric number more, few thick ones among many."""
    more = random.negative_binomial(np.maximum(papers, 1), 1 / mean)
    return np.where(papers > 0, papers + more, 0).astype(float)


def _waits(seconds: NDArray[np.float64], processes: int) -> NDArray[np.float64]:
    """The seconds that what came in a step waits until it is read, on the average of the step."""
    room, left = STEP * processes, 0.0
    waits = np.empty(len(seconds))
    for step, work in enumerate(seconds):
        waits[step] = (left + work / 2) / processes
        left = max(left + work - room, 0.0)
    return waits


def _share(waits: NDArray[np.float64], came: NDArray[np.int64], share: float) -> float:
    """The wait that so large a share of the papers does not exceed."""
    order = np.argsort(waits)
    reached = np.searchsorted(np.cumsum(came[order]), share * came.sum())
    return float(waits[order][min(reached, len(waits) - 1)])


def enough(load: Load, known: Mapping[str, Figure], minutes: float, seed: int = 1) -> Year:
    """The year with the fewest processes with which 95 of a hundred papers wait no longer than so many minutes."""
    low, high = 0, 1
    while year(load, known, high, seed).most > minutes:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if year(load, known, middle, seed).most <= minutes else (middle, high)
    return year(load, known, high, seed)

"""The words on the left and right of a time expression that tell what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import act_ahead, anywhere, cue_run, one_cue

REACH = 90
"""How many characters on either side are read."""

_OPENING = re.compile(r"[\s\-–+*•.()\d“\"]*(?:(?:đồng\sthời|riêng|trong\sđó),?\s)?\s*")
_LONG_LABEL = re.compile(r"(?<!\w)(?:thời\s{1,3}(?:gian|hạn|điểm)|tiến\s{1,3}độ)\s[^:;,.()\n]{1,40}:\s{0,3}$")
"""*Thời gian trình Chính phủ: tháng 10/2026*"""
_WEAK_LABELS = frozenset({"thời gian", "thời hạn", "thời điểm", "tiến độ"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """``refused`` says in Vietnamese why it is no limit, None when it is one.

    ``start``–``end`` are the words of the limit with its cue; ``roles`` the roles of the cues.
    """

    start: int
    end: int
    roles: frozenset[str] = frozenset()
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Cues:
    """The run of cue words directly before an expression, from ``begin``.

    ``start`` leaves out *hoàn thành* and labels: there the words of the limit begin.
    """

    roles: frozenset[str]
    begin: int
    start: int
    text: str

    @property
    def nearest(self) -> str:
        """The last word before the expression, empty when there is no cue."""
        return self.text.split()[-1] if self.text.split() else ""


def cues_before(low: str, at: int) -> Cues:
    """The cue words that end at ``at``."""
    base = max(0, at - REACH)
    run = cue_run().search(low[base:at])
    if run is None:
        label = _LONG_LABEL.search(low[base:at])
        return Cues(frozenset({"label"} if label else ()), base + label.start() if label else at, at, "")
    roles, start = set(), at
    for cue in one_cue().finditer(run[0]):
        role = cue.lastgroup or "filler"
        if role == "label" and cue[0] in _WEAK_LABELS and ":" not in run[0]:
            continue  # tiến độ năm 2025 is no heading of a time
        roles.add(role)
        if role not in ("done", "label", "filler") and start == at:
            start = base + run.start() + cue.start()
    return Cues(frozenset(roles - {"filler"}), base + run.start(), start, run[0])


def left_of(low: str, at: int) -> str:
    """The words before ``at`` that are read."""
    return low[max(0, at - REACH):at]


def clause_left(low: str, at: int) -> str:
    """The words before ``at`` back to the last comma, semicolon or full stop."""
    return re.split(r"[,;.]", left_of(low, at))[-1]


def clause_right(low: str, end: int, reach: int = 70) -> str:
    """The words after ``end`` up to the next semicolon or full stop."""
    return re.split(r"[;.]", low[end:end + reach], maxsplit=1)[0]


def opens(low: str, at: int) -> bool:
    """Whether nothing but a bullet, a bracket or *đồng thời* stands before ``at``."""
    return at < REACH and _OPENING.fullmatch(low, 0, at) is not None


def after_mark(low: str, at: int) -> bool:
    """Whether a comma or an opening bracket stands before ``at``."""
    return left_of(low, at).rstrip()[-1:] in (",", "(")


def then_act(low: str, end: int) -> bool:
    """Whether a verb follows, after a comma or at once: *Đến năm 2030, hoàn thành …*."""
    return act_ahead(low, end)


def then_words(low: str, end: int) -> bool:
    """Whether words follow without a mark between."""
    return re.match(r"\s{1,3}[^\W\d]", low[end:end + 6]) is not None


def is_goal(low: str, end: int) -> bool:
    """Whether what follows is a target: *đến năm 2030 đạt 80%*."""
    right = clause_right(low, end)
    return "%" in right or anywhere("goal").search(right) is not None

"""The register as it was on a day in the past, or as it will stand on a later one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model import DirectiveRow, Register, TaskRow

FOLDER = "theo-ngay"
"""Under the outputs: the lists of other days, so that those of today stay."""


def on_day(register: Register) -> Register:
    """Only what was there on the day of the register: no directive issued later, and nothing done that was done later.

    A directive without a day counts from the day on which it arrived. What is done on an unknown day counts as done.
    """
    as_of = register.as_of
    return replace(
        register,
        directives=tuple(row for row in register.directives if _there(row, as_of)),
        tasks=tuple(_then(task, as_of) for task in register.tasks if _there(task.directive, as_of)),
        rejected=tuple(row for row in register.rejected if _there(row.directive, as_of)),
    )


def _there(row: DirectiveRow, as_of: date) -> bool:
    return (row.head.issued_on or row.received_at.date()) <= as_of


def _then(task: TaskRow, as_of: date) -> TaskRow:
    later = task.completed_on is not None and task.completed_on > as_of
    if not later:
        return task
    return replace(task, status="chưa hoàn thành", completed_on=None, reply=None, replied_on=None, percent=None)

"""The rows of the lists after somebody has entered something: those of one task are brought up to date at once, so that
whoever entered it sees it. The rest follows when the lists are built anew (``projecting``)."""

from __future__ import annotations

from datetime import date

from pipeline.model import TaskRow
from pipeline.store.clock import now
from pipeline.store.guard import writing
from pipeline.workbooks.standing import STATUS_WORDS, doubts_of, is_doubtful, state_of

from .. import flat
from ..models import Body, Duty, Row
from ..projecting import counting


def follow(duty: Duty, row: TaskRow, changes: list[list[str]], as_of: date) -> None:
    """Let a task and its rows show what ``row`` says of its progress."""
    state = state_of(row, as_of)
    shown = duty.shown | flat.entered(row) | {"doubts": list(doubts_of(row)), "changes": changes}
    with writing():
        # an empty digest lets the next building write the row, whatever it finds
        Duty.objects.filter(pk=duty.pk).update(
            open=row.open, due=row.due, state=state.value, status=STATUS_WORDS[state], completed_on=row.completed_on,
            doubtful=is_doubtful(row), shown=shown, digest="",
            changed_at=now())
        rows = Row.objects.filter(duty=duty)
        rows.update(open=row.open, due=row.due, digest="")
        for body in Body.objects.filter(pk__in=rows.values("body")):
            told = Row.objects.filter(body=body).aggregate(**counting(as_of))
            Body.objects.filter(pk=body.pk).update(
                **{name.removesuffix("_count"): count for name, count in told.items()})

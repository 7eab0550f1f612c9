"""What the views of this part share: what somebody may open, and a task as the store has it now. The store, the office
and what shows pages are those of the review page (``review.room``), so that pages are drawn by the same processes."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from pipeline.model import TaskRow
from pipeline.store.results import Sheet

from ..models import Duty
from ..review.room import facsimiles, known_office, open_paper, store

__all__ = ["facsimiles", "known_office", "open_duty", "open_paper", "row_of", "store"]


def open_duty(request: Any, sha256: str, task: str) -> Duty:
    """The same for a task."""
    open_paper(request, sha256)
    found: Duty = get_object_or_404(request.scope.duties().select_related("paper"), paper__sha256=sha256, task=task)
    return found


def row_of(sha256: str, task: str) -> tuple[Sheet, TaskRow] | None:
    """A task as the store has it now, with its directive; None for what only an office's own list names."""
    found = store().sheet(sha256, known_office())
    row = next((one for one in found.tasks if one.id == task), None) if found else None
    return (found, row) if found and row else None

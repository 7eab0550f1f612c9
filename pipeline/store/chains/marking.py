"""What later directives do to earlier ones, told where it matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Act, DirectiveRow, TaskRow
from pipeline.model.clauses import cited_paths


def tell_acts(
    found: Iterable[tuple[Act, int, int]], directives: dict[int, DirectiveRow], tasks: dict[int, list[TaskRow]]
) -> tuple[tuple[Act, DirectiveRow], ...]:
    """Say what a later directive does to an earlier one (rows of both stand behind the act), at the tasks of the
    clauses that are named, else at the directive; and of the later one that it does so."""
    acts = []
    for act, earlier, later in found:
        named = cited_paths(act.clauses, {task.clause for task in tasks[earlier] if task.clause})
        if named:
            tasks[earlier] = [_marked(task, act) if task.clause in named else task for task in tasks[earlier]]
        else:
            row = directives[earlier]
            directives[earlier] = replace(row, notices=(*row.notices, act.suffered))
        directives[later] = replace(directives[later], history=(*directives[later].history, act.done))
        acts.append((act, earlier))
    return tuple((act, directives[earlier]) for act, earlier in acts)


def _marked(task: TaskRow, act: Act) -> TaskRow:
    return replace(task, notices=(*task.notices, act.suffered))

"""Tasks bound to what they carry out: the tasks of cited clauses, and the limits that come down the chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Edge, Link, Node, TaskRow
from pipeline.model.clauses import cited_paths

from .limits import Given, has_limit_elsewhere, inherited, keeps_limits, own, with_limits

ELSEWHERE = "Thời hạn ghi ở văn bản khác, chưa có trong hệ thống"
"""What is said of a task whose limit is to be kept while the directives that may set it are not in the store."""

Tasks = Mapping[str, Sequence[TaskRow]]
"""The tasks of every directive that stands, by the sha256 of its reading."""


def chained(tasks: Tasks, edges: Iterable[Edge]) -> dict[str, tuple[TaskRow, ...]]:
    """The tasks with their links and with the limits that they inherit."""
    chains = _Chains(tasks, edges)
    return {sha256: chains.rows(sha256) for sha256 in sorted(tasks)}


class _Chains:
    """Every directive is linked once, those that it carries out before it."""

    def __init__(self, tasks: Tasks, edges: Iterable[Edge]) -> None:
        self._tasks = tasks
        self._edges: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            if edge.kind == "thực hiện":
                self._edges[edge.source.sha256 or ""].append(edge)
        self._linked: dict[str, list[tuple[TaskRow, tuple[Given, ...]]]] = {}

    def rows(self, sha256: str) -> tuple[TaskRow, ...]:
        """The tasks of a directive as they stand in the chain."""
        return tuple(row for row, _ in self._tasks_of(sha256))

    def _tasks_of(self, sha256: str) -> list[tuple[TaskRow, tuple[Given, ...]]]:
        if sha256 not in self._linked:
            self._linked[sha256] = []  # of directives that carry each other out the first asked for gets nothing
            tasks = self._tasks.get(sha256, ())
            keeping = {task.clause for task in tasks if keeps_limits(task)}
            self._linked[sha256] = [self._with_chain(task, sha256, task.clause in keeping) for task in tasks]
        return self._linked[sha256]

    def _with_chain(self, task: TaskRow, sha256: str, beside: bool) -> tuple[TaskRow, tuple[Given, ...]]:
        edges = self._edges.get(sha256, [])
        here = [edge for edge in edges if _inside(edge, task)]
        links = tuple(self._link(task, sha256, target, clauses) for target, clauses in _targets(here))
        given = own(task)
        if edges and not given and not task.corrected("due"):  # a person has said that it has none
            cited = [self._given(link.target, link) for link in links if link.tasks and link.target.sha256 != sha256]
            known = [self._given(node) for node in dict.fromkeys(edge.target for edge in edges) if node.sha256]
            given = inherited(task, cited, known, beside=beside)
            task = with_limits(task, given)
            awaited = dict.fromkeys(edge.target.number for edge in edges if edge.target.awaited)
            if awaited and not given and has_limit_elsewhere(task):
                task = replace(task, doubts=(*task.doubts, f"{ELSEWHERE}: {', '.join(awaited)}"))
        return replace(task, links=links) if links != task.links else task, given

    def _link(self, task: TaskRow, sha256: str, target: Node, clauses: tuple[str, ...]) -> Link:
        rows: Sequence[TaskRow] = ()
        if target.sha256 == sha256:  # clauses of its own: as they are, for they are not linked yet
            rows = [row for row in self._tasks.get(sha256, ()) if row.id != task.id]
        elif target.sha256:
            rows = self.rows(target.sha256)
        return Link(target, clauses, _of_clauses(rows, clauses) if clauses else ())

    def _given(self, node: Node, link: Link | None = None) -> list[Given]:
        """The limits that a directive hands down: all of them, or those of the clauses of a link."""
        wanted = {task.id for task in link.tasks} if link else None
        return [one for row, given in self._tasks_of(node.sha256 or "") if wanted is None or row.id in wanted
                for one in given or (Given(None, row, ()),)]


def _inside(edge: Edge, task: TaskRow) -> bool:
    if edge.start is None or task.start is None or task.end is None:
        return False
    return task.start <= edge.start < task.end


def _targets(edges: Iterable[Edge]) -> list[tuple[Node, tuple[str, ...]]]:
    """The directives cited with all the clauses that are named of each."""
    found: dict[Node, dict[str, None]] = {}
    for edge in edges:
        found.setdefault(edge.target, {}).update(dict.fromkeys(edge.clauses))
    return [(node, tuple(clauses)) for node, clauses in found.items()]


def _of_clauses(rows: Sequence[TaskRow], clauses: Sequence[str]) -> tuple[TaskRow, ...]:
    paths = cited_paths(clauses, {row.clause for row in rows if row.clause})
    return tuple(row for row in rows if row.clause in paths)

"""The register: standing directives with their tasks, rejected segments and open failures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from pipeline.knowledge.registry import Office, Signed
from pipeline.model import (
    Copies,
    Decision,
    Difference,
    DirectiveRow,
    FailureRow,
    Party,
    Register,
    RejectedRow,
    RemovedRow,
    TaskRow,
)
from pipeline.model.register import FIELD_WORDS, TWO_COPIES

from . import assigning, models, relating, tracking
from .chains import chained, joined, tell_acts
from .codec import decision, head, signature, sure
from .comparing import differences, passages
from .correcting import Corrections, is_dropped
from .loading import Limits, Parties, limits_by_task, parties_by_task
from .renumbering import renumbered
from .results import Comparison
from .twins import is_open, noisy

WAITING = f"{TWO_COPIES}, chờ chọn"
BONDS = {
    "copy": "Tệp “{other}” là bản khác của cùng văn bản; lấy theo tệp “{first}”",
    "draft": "Tệp “{other}” là dự thảo (bản chưa ghi số); lấy theo bản ban hành, tệp “{first}”",
    "part": "Tệp “{other}” chỉ có một phần của văn bản; lấy theo tệp “{first}”",
}
"""What is told of a file that stands under another one, by what it is to that."""

FOLLOWING = 160
"""So many characters behind the mention of a group may tell which of its members are meant."""

WITHDRAWN = ("Lần đọc gần nhất không còn thấy nhiệm vụ này trong văn bản; giữ lại vì đã có người cập nhật. "
             "Đề nghị đối chiếu với văn bản gốc.")


def register(as_of: date, office: Office | None = None) -> Register:
    """Everything that is to be published, in the order of the days of issue and of the text; bodies as people and
    ``office`` say, cells as people corrected them."""
    directives = every_directive()
    tasks = placed(meant(every_task(directives), directives), office)
    acts = tell_acts(relating.every(), directives, tasks)
    copies = _tell_copies(directives, tasks)
    under, removed = _twins(), _removed()
    standing = {pk: row for pk, row in sorted(directives.items(), key=_by_content) if pk not in under}
    gone = tuple(RemovedRow(standing.pop(pk), found) for pk, found in removed.items() if pk in standing)
    corrections, edges = Corrections(office), relating.edges()
    standing, corrections.listed = tracking.joined({pk: corrections.head(row) for pk, row in standing.items()})
    standing = {pk: corrections.head(row) if pk < 0 else row for pk, row in standing.items()}
    told = {pk: [task if task.directive is row else replace(task, directive=row) for task in tasks.get(pk, ())]
            for pk, row in standing.items()}
    found = {row.sha256: corrections.tasks(told[pk], row) for pk, row in standing.items()}
    kept = {sha256: [row for row in rows if not is_dropped(row)] for sha256, rows in found.items()}
    rows = joined(chained(kept, edges), edges)
    return Register(
        as_of,
        tuple(standing.values()),
        tuple(task for row in standing.values() for task in rows[row.sha256]),
        _rejected(standing),
        failures(),
        gone,
        copies,
        acts,
        tuple(row for rows in found.values() for row in rows if is_dropped(row)),
        office.names if office else {},
        office.place if office else None,
        edges,
    )


def meant(tasks: dict[int, list[TaskRow]], directives: dict[int, DirectiveRow]) -> dict[int, list[TaskRow]]:
    """The tasks with the bodies that people said their roles mean."""
    known = assigning.meanings()
    if not known:
        return tasks
    contents = {pk: [row.sha256] for pk, row in directives.items()}
    for pk, first in _twins().items():
        if pk in directives and first in contents:
            contents[first].append(directives[pk].sha256)
    return {pk: [assigning.meant(task, contents[pk], known) for task in rows] for pk, rows in tasks.items()}


def placed(tasks: dict[int, list[TaskRow]], office: Office | None) -> dict[int, list[TaskRow]]:
    """The tasks with the bodies that names mean for this office; as they were read without one."""
    return {pk: [_at(row, office) for row in rows] for pk, rows in tasks.items()} if office else tasks


def _at(row: TaskRow, office: Office) -> TaskRow:
    head = row.directive.head
    by = Signed(head.issuer, head.issued_on, head.place)

    def here(party: Party) -> Party:
        names = (party.agency, party.mention)
        found = (office.agency_id(name, party.agency_id, by) for name in names)
        agency_id = None if party.group else next((one for one in found if one), None)
        return party if agency_id == party.agency_id else replace(party, agency_id=agency_id)

    lead, support = (tuple(map(here, parties)) for parties in (row.lead, row.support))
    return row if (lead, support) == (row.lead, row.support) else replace(row, lead=lead, support=support)


def _by_content(one: tuple[int, DirectiveRow]) -> tuple[date, str, str]:
    """Directives in an order that does not depend on which came first."""
    head = one[1].head
    return head.issued_on or date.max, head.number or "", one[1].sha256


def failures() -> tuple[FailureRow, ...]:
    """Files that are still failing."""
    return tuple(
        FailureRow(row.name, row.code, row.message, row.advice, row.at)
        for row in models.Failure.objects.filter(resolved_at=None)
    )


def _twins() -> dict[int, int]:
    """Row of a twin → row of the directive that stands for it."""
    return dict(models.Directive.objects.exclude(twin_of=None).values_list("pk", "twin_of_id"))


def _only(rows: QuerySet[Any], only: Collection[int] | None, name: str = "directive") -> QuerySet[Any]:
    """The rows of all directives, or of those alone."""
    return rows if only is None else rows.filter(**{f"{name}__in": only})


def _removed() -> dict[int, Decision]:
    """Row of a directive that a person took out of the lists → the decision."""
    rows = models.Directive.objects.filter(removed__isnull=False).order_by("id").values_list("pk", "removed")
    return {pk: found for pk, fields in rows if (found := decision(fields))}


def every_directive(only: Collection[int] | None = None) -> dict[int, DirectiveRow]:
    """All directives by row (or ``only`` those rows), twins included; the full text is not loaded."""
    files, rejected, tasks = _files(only), _count(models.RejectedSegment, only), _count(models.Task, only)
    return {
        row.pk: DirectiveRow(
            row.sha256, tuple(files[row.pk]), head(row.head), row.received_at, tasks[row.pk], rejected[row.pk],
            tuple(fields["message"] for fields in row.warnings), row.no_task,
            tuple(signature(fields) for fields in row.signatures),
            pictures=tuple(fields["picture"] for fields in row.warnings if fields.get("picture")),
        )
        for row in _only(models.Directive.objects.defer("text", "references", "sketch"), only, "pk").iterator()
    }


def _files(only: Collection[int] | None) -> dict[int, list[str]]:
    """Names by standing directive, each once, in order of arrival."""
    twins = _twins()
    names: dict[int, list[str]] = defaultdict(list)
    rows = _only(models.SourceFile.objects.order_by("id"), only)
    for pk, name in rows.values_list("directive_id", "name"):
        for owner in {pk, twins.get(pk, pk)}:
            if name not in names[owner]:
                names[owner].append(name)
    return names


def _count(table: type[models.Task] | type[models.RejectedSegment],
           only: Collection[int] | None) -> dict[int, int]:
    counted = _only(table.objects.order_by(), only).values_list("directive_id").annotate(Count("pk"))
    return defaultdict(int, counted)


def every_task(directives: dict[int, DirectiveRow], only: Collection[int] | None = None) -> dict[int, list[TaskRow]]:
    """The tasks of these directives as they were read, by row of their directive; ``only`` are these rows where they
    are not all."""
    wanted = {} if only is None else {"task__directive__in": only}
    parties, limits = _with_text_behind(parties_by_task(**wanted), only), limits_by_task(**wanted)
    found: dict[int, list[TaskRow]] = {pk: [] for pk in directives}
    tasks = _only(models.Task.objects.order_by("directive_id", "position", "id").defer("boxes"), only)
    for row in tasks.iterator():
        found[row.directive_id].append(renumbered(_task_row(row, directives[row.directive_id], parties, limits)))
    return found


def _with_text_behind(parties: Parties, only: Collection[int] | None) -> Parties:
    """The same parties, groups with the text that follows them."""
    ends = {key[0] for key, named in parties.items() if any(party.group for party in named)}
    directive_of = dict(_only(models.Task.objects, only).values_list("pk", "directive_id")) if ends else {}
    wanted = {directive_of[task] for task in ends}
    rows = _only(models.Directive.objects.order_by(), only, "pk").values_list("pk", "text").iterator()
    texts = {pk: text for pk, text in rows if pk in wanted}
    return {key: tuple(_followed(party, texts[directive_of[key[0]]]) if party.group else party for party in named)
            for key, named in parties.items()}


def _followed(party: Party, text: str) -> Party:
    return replace(party, behind=text[party.end:party.end + FOLLOWING]) if party.end else party


def _task_row(row: models.Task, directive: DirectiveRow, parties: Parties, limits: Limits) -> TaskRow:
    return TaskRow(
        row.public_id, directive, row.clause, row.page, row.text, row.modality,
        parties.get((row.pk, "lead"), ()), parties.get((row.pk, "support"), ()), limits.get(row.pk, ()),
        row.product, row.confidence, row.status, row.completed_on, row.reply, row.note,
        (WITHDRAWN,) if row.withdrawn else (), tuple(sure(fields) for fields in row.sure),
        start=row.start, end=row.end,
    )


def _tell_copies(directives: dict[int, DirectiveRow], tasks: dict[int, list[TaskRow]]) -> tuple[Copies, ...]:
    """Say of each directive what its other files are, and at its rows in what a copy differs that could stand too;
    returns what waits for a person."""
    waiting = []
    for other in _others():
        first = other.twin_of
        row = directives[first.pk]
        row = directives[first.pk] = replace(row, history=(*row.history, _history(first, other)))
        found = _between(first, other, tasks) if is_open(first, other) else ()
        if found:
            directives[first.pk] = replace(row, notices=tuple(dict.fromkeys((*row.notices, WAITING))))
            waiting.append((first, other, found))
            tasks[first.pk] = [_with_doubts(task, found, first, other) for task in tasks[first.pk]]
    return tuple(Copies(directives[first.pk], directives[other.pk], _names(first, other), found)
                 for first, other, found in waiting)


def _names(first: models.Directive, other: models.Directive) -> tuple[str, str]:
    """What the two files are called: by where they lie when they have one name."""
    if first.source_name != other.source_name:
        return first.source_name, other.source_name
    mine, theirs = (row.files.last() for row in (first, other))
    return (mine.path, theirs.path) if mine and theirs else (first.source_name, other.source_name)


def _others() -> QuerySet[models.Directive]:
    """The files that stand under another one, what lay at its place before left out; by content, not by arrival."""
    rows = models.Directive.objects.filter(past=False, removed__isnull=True).exclude(twin_of=None).order_by("sha256")
    return rows.select_related("twin_of").defer("text", "references", "twin_of__text", "twin_of__references")


def _between(
    first: models.Directive, other: models.Directive, tasks: dict[int, list[TaskRow]]
) -> tuple[Difference, ...]:
    here, there = ([task for task in tasks[row.pk] if WITHDRAWN not in task.doubts] for row in (first, other))
    return differences(here, there, noisy=noisy(first, other))


def _history(first: models.Directive, other: models.Directive) -> str:
    chosen = decision(first.chosen)
    if chosen and other.sha256 in first.chosen["over"]:
        return (f"Lấy theo tệp “{first.source_name}” mà không theo “{other.source_name}”: {chosen.who} chọn ngày "
                f"{chosen.at:%d/%m/%Y}, lý do: {chosen.reason}")
    return BONDS[other.bond].format(first=first.source_name, other=other.source_name)


def _with_doubts(
    task: TaskRow, found: Iterable[Difference], first: models.Directive, other: models.Directive
) -> TaskRow:
    doubts = (_doubt(one, first, other) for one in found if one.id == task.id)
    return replace(task, doubts=(*task.doubts, *doubts))


def _doubt(one: Difference, first: models.Directive, other: models.Directive) -> str:
    if one.other is None:
        return f"{TWO_COPIES}: tệp “{other.source_name}” không có nhiệm vụ này"
    here, there = _names(first, other)
    return (f"{TWO_COPIES}: {FIELD_WORDS[one.field].lower()} theo tệp “{here}” là {one.standing or '(không ghi)'}, "
            f"theo tệp “{there}” là {one.other or '(không ghi)'}")


def comparisons(sha256: str) -> tuple[Comparison, ...]:
    """Every other file of the directive of which that content is a file, beside the one that stands."""
    row = models.Directive.objects.get(sha256=sha256)
    first = row.twin_of or row
    directives = every_directive()
    tasks = every_task(directives)
    return tuple(
        Comparison(Copies(directives[first.pk], directives[other.pk], _names(first, other), found), other.bond,
                   bool(found) and is_open(first, other), tuple(passages(first.text, other.text)))
        for other in first.twins.filter(past=False) for found in [_between(first, other, tasks)]
    )


def _rejected(standing: dict[int, DirectiveRow]) -> tuple[RejectedRow, ...]:
    places = {pk: place for place, pk in enumerate(standing)}
    return tuple(
        RejectedRow(standing[row.directive_id], row.clause, row.page, row.text, row.reason, row.code, row.start,
                    row.end)
        for row in sorted((row for row in models.RejectedSegment.objects.order_by() if row.directive_id in places),
                          key=lambda row: (places[row.directive_id], row.position))
    )

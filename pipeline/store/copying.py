"""The rows of a store as lines of JSON, whatever its database, and back: what backups are made of.

What is copied is of one moment, while others write on: SQLite copies its file (online backup API) and the copy is read,
PostgreSQL is read in one transaction that sees one moment. Rows go back into tables as they were when they were copied
(``load``), and the migrations since are applied to them afterwards.

With the rows of the store go those that the pages in the browser keep in its database (``tables``).

A directive in the store that is held back for what may be a mark of secrecy is left out, with all that speaks of it.
"""

from __future__ import annotations

import json
import sqlite3
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model, QuerySet
from django.db.utils import DatabaseError

from pipeline import private
from pipeline.audit import Head
from pipeline.causes import cause_of
from pipeline.errors import REFUSED_CODES, StoreError
from pipeline.settings import Settings

from . import models, tables
from .second import second_file
from .tables import APP, name_of

_ROWS: Final = 500
_PATHS: Final = {"directive": "__sha256", "task": "__directive__sha256"}
"""From a table to the content that one of its rows is about, behind the name of the field that points to it."""
_HUSHED: Final = {"auditentry": ("content", None), "web.upload": ("sha256", ""), "web.outcome": ("", "")}
"""Tables whose ``words`` may speak of any directive: the field that holds the content they are about, and what stands
in place of words that are left out."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A store as it was at one moment: ``migrations`` that were applied (by application), the ``head`` of its
    audit, its ``originals`` (sha256, name), and the contents ``held`` back, which are left out (``rows_held`` are their
    rows, ``marks`` what they are told by)."""

    alias: str
    migrations: Mapping[str, Sequence[str]]
    head: Head
    originals: tuple[tuple[str, str], ...]
    held: frozenset[str]
    rows_held: frozenset[int]
    marks: frozenset[str]

    def tables(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Each table by its name with its rows in order, a line of JSON each."""
        for model in tables.kept():
            if model._meta.app_label in self.migrations:
                yield name_of(model), map(_line, self._rows(model))

    def _rows(self, model: type[Model]) -> Iterator[dict[str, Any]]:
        name = name_of(model)
        found: QuerySet[Any] = model._base_manager.using(self.alias).order_by("pk")
        if self.held and (path := _path(model)):
            found = found.exclude(**{f"{path}__in": self.held})
        if self.held and name in ("correction", "trackedrow"):
            found = found.exclude(subject__in=self.marks)
        fields = [field.attname for field in model._meta.concrete_fields]
        for row in found.values(*fields).iterator(chunk_size=_ROWS):
            yield self._hushed(name, row) if self.held else row

    def _hushed(self, name: str, row: dict[str, Any]) -> dict[str, Any]:
        """A row without what it says of directives that are held back."""
        if name == "directive" and row["twin_of_id"] in self.rows_held:
            return row | {"twin_of_id": None}
        if name in _HUSHED and row["words"]:
            about, instead = _HUSHED[name]
            if row.get(about) in self.held or any(mark in row["words"] for mark in self.marks):
                return row | {"words": instead}
        return row


def _path(model: type[Model]) -> str:
    """The field by which rows belong to a content, "" for none."""
    if model in (models.Directive, models.AddedTask, models.Step):
        return "sha256"
    if model is models.Notice:
        return "content"
    paths = (f"{field.name}{_PATHS[kind]}" for field in model._meta.concrete_fields
             if field.is_relation and (kind := field.related_model._meta.model_name) in _PATHS)
    return next(paths, "")


def held() -> frozenset[str]:
    """The contents that are refused or held back for secrecy now."""
    found = models.Failure.objects.filter(code__in=REFUSED_CODES, resolved_at=None).exclude(sha256=None)
    return frozenset(found.values_list("sha256", flat=True))


@contextmanager
def one_moment() -> Iterator[Moment]:
    """The open store as it is now, however long it is looked at."""
    if connection.vendor == "sqlite":
        with private.held() as folder:
            _copy_file(folder / "kho.sqlite3")
            with second_file(folder / "kho.sqlite3") as there:
                yield _moment(there)
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield _moment(DEFAULT_DB_ALIAS)


def _copy_file(target: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
    finally:
        copy.close()


def _moment(alias: str) -> Moment:
    applied = tables.applied(MigrationExecutor(connections[alias]))
    last = models.AuditEntry.objects.using(alias).values_list("number", "sha256").last() or (0, "")
    directives = models.Directive.objects.using(alias)
    refused = models.Failure.objects.using(alias).filter(code__in=REFUSED_CODES, resolved_at=None)
    here = directives.filter(sha256__in=refused.exclude(sha256=None).values("sha256"))
    contents = frozenset(here.values_list("sha256", flat=True))
    kept = directives.exclude(sha256__in=contents).order_by("pk").values_list("sha256", "source_name")
    return Moment(alias, applied, Head(*last), tuple(kept), contents, frozenset(here.values_list("pk", flat=True)),
                  _marks(alias, here))


def _marks(alias: str, rows: Iterable[models.Directive]) -> frozenset[str]:
    """The ids and numbers by which rows speak of directives that are held back, but for ids of other copies."""
    found: set[str] = set()
    for row in rows:
        tasks = models.Task.objects.using(alias)
        own = {task.public_id for task in tasks.filter(directive=row)}
        own -= {task.public_id for task in tasks.exclude(directive=row).filter(key__in=own)}
        added = models.AddedTask.objects.using(alias).filter(sha256=row.sha256).values_list("key", flat=True)
        found |= own | {row.sha256, *added, *([row.number] if row.number else [])}
    return frozenset(found)


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode("ascii")
    raise TypeError(type(value).__name__)


def is_empty() -> bool:
    """Whether nothing was ever taken into the open store."""
    return not any(model.objects.exists() for model in (models.Directive, models.Failure, models.Run))


def fill(settings: Settings, migrations: Mapping[str, Sequence[str]],
         rows: Iterable[tuple[str, Callable[[], Iterable[str]]]]) -> dict[str, int]:
    """Fill the empty database of these settings (``_load``). Raises StoreError when it is not empty, or fails."""
    try:
        if MigrationExecutor(connection).loader.applied_migrations and not is_empty():
            raise StoreError(f"Kho dữ liệu ở {settings.home} không trống.", "Phục hồi vào kho trống.")
        return _load(migrations, rows)
    except DatabaseError as error:
        raise StoreError(f"Không ghi được kho dữ liệu: {cause_of(error)}.",
                         "Kiểm tra dung lượng đĩa và quyền ghi rồi phục hồi lại.") from error
    finally:
        connection.close()


def _load(migrations: Mapping[str, Sequence[str]],
          rows: Iterable[tuple[str, Callable[[], Iterable[str]]]]) -> dict[str, int]:
    """Fill an empty database with rows that were copied when these migrations were the ones applied, and bring it up to
    date; returns how many rows each table got. Raises StoreError for rows of a newer program."""
    executor = MigrationExecutor(connection)
    unknown = [name for app, names in migrations.items() for name in names
               if (app, name) not in executor.loader.disk_migrations]
    if unknown or not migrations.get(APP):
        raise StoreError("Bản sao lưu do một phiên bản mới hơn của chương trình tạo ra.",
                         "Cập nhật chương trình rồi phục hồi lại.")
    then = [(app, max(names)) for app, names in migrations.items()]
    for app, last in then:
        call_command("migrate", app, last, verbosity=0, interactive=False)
    state = MigrationExecutor(connection).loader.project_state(then).apps
    known = {name_of(model): model for model in state.get_models()}
    with transaction.atomic():
        counts = {name: _fill(known[name], lines()) for name, lines in rows if name in known}
    tables.bring_up_to_date()
    return counts


def _fill(model: type[Model], lines: Iterable[str]) -> int:
    count, fields, left = 0, model._meta.concrete_fields, iter(lines)
    while some := list(islice(left, _ROWS)):
        rows = map(json.loads, some)
        made = [model(**{field.attname: field.to_python(row[field.attname]) for field in fields
                         if field.attname in row}) for row in rows]
        model._base_manager.bulk_create(made)
        count += len(made)
    with connection.cursor() as cursor:  # ids go on behind those that were put in
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
    return count

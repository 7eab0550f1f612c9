"""The whole store copied into an empty database: from SQLite to a PostgreSQL server.

Rows keep their numbers, those of the pages in the browser too. What a database makes for itself (the search index) is
made there; originals stay where they are and are the same for both.
"""

from __future__ import annotations

from dataclasses import replace

from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Model
from django.db.utils import Error

from pipeline.causes import cause_of
from pipeline.errors import StoreError
from pipeline.settings import Settings

from . import tables
from .config import connect, database, making
from .guard import reads
from .second import second

_BATCH = 500


def copy_to(settings: Settings, url: str) -> list[tuple[str, int, int]]:
    """Copy everything; see ``pipeline.store.copy_store``."""
    target = replace(settings, database_url=url)
    connect(target, anew=True)
    with making(settings.home):
        tables.bring_up_to_date()
    full = [table._meta.verbose_name for table in tables.kept() if table._base_manager.exists()]
    if full:
        raise StoreError(f"Cơ sở dữ liệu đích đã có dữ liệu ({', '.join(full)}); chưa chép gì.",
                         "Tạo một cơ sở dữ liệu trống rồi chạy lại.")
    connect(settings)
    with making(settings.home):
        tables.bring_up_to_date()
    with second(database(target)) as there:
        try:
            return _copied(there)
        except Error as error:
            raise StoreError(f"Không chép được kho dữ liệu: {cause_of(error)}.",
                             "Đích vẫn trống; sửa lỗi rồi chạy lại.") from error


@reads
def _copied(alias: str) -> list[tuple[str, int, int]]:
    there = connections[alias]
    with transaction.atomic(using=alias):
        for table in tables.kept():
            _copy(table, alias)
        numbered = there.ops.sequence_reset_sql(no_style(), tables.kept())
        with there.cursor() as cursor:
            for command in numbered:
                cursor.execute(command)
        counts = [(str(table._meta.verbose_name), table._base_manager.count(), table._base_manager.using(alias).count())
                  for table in tables.kept()]
        if any(here != copied for _, here, copied in counts):
            raise StoreError("Số dòng ở đích khác ở nguồn; chưa chép gì.", "Chạy lại khi không có lượt chạy nào khác.")
        return counts


def _copy(table: type[Model], alias: str) -> None:
    rows = []
    for row in table._base_manager.order_by("pk").iterator(_BATCH):
        rows.append(row)
        if len(rows) == _BATCH:
            table._base_manager.using(alias).bulk_create(rows)
            rows = []
    table._base_manager.using(alias).bulk_create(rows)

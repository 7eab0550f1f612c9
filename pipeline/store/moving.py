"""The whole store copied into an empty database: from SQLite to a PostgreSQL server.

Rows keep their numbers. What a database makes for itself (the search index) is made there; originals stay
where they are and are the same for both.
"""

from __future__ import annotations

from dataclasses import replace

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Model
from django.db.utils import Error

from pipeline.causes import cause_of
from pipeline.errors import StoreError
from pipeline.settings import Settings

from . import models
from .config import connect, database
from .guard import reads
from .second import second

_BATCH = 500


def copy_to(settings: Settings, url: str) -> list[tuple[str, int, int]]:
    """Copy everything; see ``pipeline.store.copy_store``."""
    connect(replace(settings, database_url=url), anew=True)
    full = [table._meta.verbose_name for table in _tables() if table.objects.exists()]
    if full:
        raise StoreError(f"Cơ sở dữ liệu đích đã có dữ liệu ({', '.join(full)}); chưa chép gì.",
                         "Tạo một cơ sở dữ liệu trống rồi chạy lại.")
    connect(settings)
    with second(database(replace(settings, database_url=url))) as there:
        try:
            return _copied(there)
        except Error as error:
            raise StoreError(f"Không chép được kho dữ liệu: {cause_of(error)}.",
                             "Đích vẫn trống; sửa lỗi rồi chạy lại.") from error


@reads
def _copied(alias: str) -> list[tuple[str, int, int]]:
    there = connections[alias]
    with transaction.atomic(using=alias):
        for table in _tables():
            _copy(table, alias)
        numbered = there.ops.sequence_reset_sql(no_style(), _tables())
        with there.cursor() as cursor:
            for command in numbered:
                cursor.execute(command)
        counts = [(str(table._meta.verbose_name), table.objects.count(), table.objects.using(alias).count())
                  for table in _tables()]
        if any(here != copied for _, here, copied in counts):
            raise StoreError("Số dòng ở đích khác ở nguồn; chưa chép gì.", "Chạy lại khi không có lượt chạy nào khác.")
        return counts


def _copy(table: type[Model], alias: str) -> None:
    rows = []
    for row in table.objects.order_by("pk").iterator(_BATCH):
        rows.append(row)
        if len(rows) == _BATCH:
            table.objects.using(alias).bulk_create(rows)
            rows = []
    table.objects.using(alias).bulk_create(rows)


def _tables() -> list[type[Model]]:
    """Every table but that of the marks, each behind those that it points at."""
    return [table for table in apps.get_app_config("store").get_models() if table is not models.Mark]

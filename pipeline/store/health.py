"""Whether an open database is whole: its file, its tables, what points from one row to another."""

from __future__ import annotations

from django.db import connection
from django.db.utils import DatabaseError

from pipeline.causes import cause_of
from pipeline.settings import Settings

from . import DATABASE
from .loss import ADVICE, FRESH, LostStore, traces

_sound: set[tuple[str, int]] = set()
"""Database files that were looked through by this process, with their inodes."""


def refuse_empty(settings: Settings) -> None:
    """Raise LostStore when the open database has no tables although it had them."""
    if "django_migrations" not in connection.introspection.table_names() and (found := traces(settings)):
        raise LostStore(f"Kho dữ liệu trống, trong khi trước đây đã có kho (còn {found[0]}). Chưa ghi gì.",
                        ADVICE + FRESH)


def refuse_damaged(settings: Settings) -> None:
    """Raise LostStore when the open database is damaged; it is looked through once in a process."""
    if connection.vendor != "sqlite":
        return
    file = settings.home / DATABASE
    mark = str(file.absolute()), file.stat().st_ino if file.exists() else 0
    if mark in _sound:
        return
    if wrong := damage():
        raise LostStore(f"Tệp kho dữ liệu {file} bị hỏng ({wrong}). Chưa ghi gì.", ADVICE)
    _sound.add(mark)


def damage() -> str:
    """What the database itself finds wrong in its file, "" for nothing; databases on a server see to it themselves."""
    if connection.vendor != "sqlite":
        return ""
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            (told,) = cursor.fetchone()
    except DatabaseError as error:
        return cause_of(error)
    return "" if told == "ok" else "cấu trúc bên trong không khớp"

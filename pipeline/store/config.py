"""Django without a project: settings made in code, the database connected and migrated on opening."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error

from pipeline.address import Address
from pipeline.causes import cause_of
from pipeline.errors import StoreError
from pipeline.settings import Settings
from pipeline.store import DATABASE, place_of

from . import chaining, health, loss, postgres, search_index
from .outage import drop, lasting

BUSY_SECONDS = 10
MAKING = "dang-tao-bang"
"""The file in the home folder that is locked while the tables are made or brought up to date."""


def database(settings: Settings) -> dict[str, Any]:
    """The database of that office.

    WAL lets a reader go on while a run writes; IMMEDIATE takes the write lock at the start of a
    transaction, so that two runs wait for each other instead of failing half way.
    """
    if settings.database_url:
        return postgres.database(Address.of(settings.database_url))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(settings.home.absolute() / DATABASE),
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        },
    }


def options(settings: Settings) -> dict[str, Any]:
    """All Django settings of the store; times are naive and Vietnamese (see ``clock``)."""
    return {
        "DATABASES": {DEFAULT_DB_ALIAS: database(settings)},
        "INSTALLED_APPS": ["pipeline.store.apps.StoreConfig"],
        "LANGUAGE_CODE": "vi",
        "TIME_ZONE": "Asia/Ho_Chi_Minh",
        "USE_TZ": False,
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LOGGING_CONFIG": None,
    }


def connect(settings: Settings, *, anew: bool = False) -> None:
    """Point Django at the database of the office and bring its tables up to date; raises StoreError. What was there and
    is gone is made again only ``anew``, and gets nothing but its tables then."""
    if not anew:
        loss.refuse_missing(settings)
    try:
        point_at(settings)
        if not anew:
            health.refuse_damaged(settings)
        lasting(lambda: _bring_up_to_date(settings, anew=anew))
        from .wiping import wipe  # noqa: PLC0415  needs Django configured

        wipe()
    except loss.LostStore:
        connection.close()  # whoever puts it right finds the file free
        raise
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục kho dữ liệu {settings.home}: {cause_of(error)}.",
            "Kiểm tra quyền ghi, hoặc đặt biến môi trường CHIDAO_HOME sang thư mục khác.",
        ) from error
    except Error as error:
        connection.close()
        raise _closed(settings, error) from error


def _closed(settings: Settings, error: Error) -> StoreError:
    return StoreError(
        f"Không mở được kho dữ liệu {place_of(settings)}: {cause_of(error)}.",
        "Kiểm tra máy chủ cơ sở dữ liệu, đường mạng và thiết lập database_url (xem: chidao settings)."
        if settings.database_url else
        f"Nếu tiến trình khác đang ghi, chờ xong rồi chạy lại; nếu tệp bị hỏng: {loss.ADVICE}")


def is_used(settings: Settings) -> bool:
    """Whether anything was ever taken into the database on a server; makes nothing there or here. Raises StoreError."""
    _point_at(settings)
    from . import copying, models  # noqa: PLC0415  needs Django configured

    try:
        return (models.Directive._meta.db_table in connection.introspection.table_names()) and not copying.is_empty()
    except Error as error:
        raise _closed(settings, error) from error
    finally:
        connection.close()


def point_at(settings: Settings) -> None:
    """Point Django at the database of an office as it is, without making or changing its tables."""
    settings.home.mkdir(parents=True, exist_ok=True)
    _point_at(settings)


def _point_at(settings: Settings) -> None:
    """Configure Django once; afterwards only what is behind the default connection changes."""
    wanted = options(settings)["DATABASES"]
    if not django_settings.configured:
        django_settings.configure(**options(settings))
    if not apps.ready:
        django.setup()
    whole = connections.configure_settings(wanted)
    if connection.settings_dict != whole[DEFAULT_DB_ALIAS]:
        drop()
        del connections[DEFAULT_DB_ALIAS]
        connections.settings = whole


def _bring_up_to_date(settings: Settings, *, anew: bool) -> None:
    from . import auditing, indexing  # noqa: PLC0415  needs Django configured

    home = settings.home
    if not anew:
        health.refuse_empty(settings)
    with making(home):
        _migrate()
        indexing.index_missing()
        if anew:
            return
        if auditing.is_lost(home):
            raise loss.LostStore(f"Kho dữ liệu của {home} trống, trong khi sổ nhật ký đã có mục. Chưa ghi gì.",
                                 loss.ADVICE)
        auditing.begin(home)


@contextmanager
def making(home: Path) -> Iterator[None]:
    """One program at a time makes the tables."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            postgres.lock(cursor, postgres.MAKING)
            try:
                yield
            finally:
                with suppress(Error):  # it broke, and the lock with it
                    postgres.unlock(cursor, postgres.MAKING)
        return
    with (home / MAKING).open("a") as making:  # closing lets go
        fcntl.lockf(making, fcntl.LOCK_EX)
        yield


def _migrate() -> None:
    """Apply what is missing; a database from a newer program is refused, not guessed at."""
    executor = MigrationExecutor(connection)
    unknown = [name for name in executor.loader.applied_migrations
               if name[0] == "store" and name not in executor.loader.disk_migrations]
    if unknown:
        raise StoreError(
            "Kho dữ liệu do một phiên bản mới hơn của chương trình tạo ra.",
            "Cập nhật chương trình, hoặc dùng kho khác qua biến môi trường CHIDAO_HOME.",
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes("store")):
        call_command("migrate", "store", verbosity=0, interactive=False)
        chaining.install(connection)
        search_index.install(connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            postgres.keep_no_samples(cursor)

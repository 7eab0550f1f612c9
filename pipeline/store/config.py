"""Django without a project: settings made in code, the database connected and migrated on opening."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from pipeline.causes import cause_of
from pipeline.errors import StoreError
from pipeline.settings import Settings
from pipeline.store import DATABASE

from . import chaining, health, loss

BUSY_SECONDS = 30
MAKING = "dang-tao-bang"
"""The file in the home folder that is locked while the tables are made or brought up to date."""


def database(home: Path) -> dict[str, Any]:
    """The database of that home.

    WAL lets a reader go on while a run writes; IMMEDIATE takes the write lock at the start of a
    transaction, so that two runs wait for each other instead of failing half way.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home.absolute() / DATABASE),
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        },
    }


def options(home: Path) -> dict[str, Any]:
    """All Django settings of the store; times are naive and Vietnamese (see ``clock``)."""
    return {
        "DATABASES": {"default": database(home)},
        "INSTALLED_APPS": ["pipeline.store.apps.StoreConfig"],
        "LANGUAGE_CODE": "vi",
        "TIME_ZONE": "Asia/Ho_Chi_Minh",
        "USE_TZ": False,
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LOGGING_CONFIG": None,
    }


def connect(settings: Settings, *, anew: bool = False) -> None:
    """Point Django at the database of the office and bring its tables up to date; raises StoreError. What was there and
    is gone is made again only ``anew``."""
    home = settings.home
    try:
        if not anew:
            loss.refuse_missing(settings)
        home.mkdir(parents=True, exist_ok=True)
        _point_at(home)
        from . import auditing  # noqa: PLC0415  needs Django configured

        if not anew:
            health.refuse_damaged(settings)
            health.refuse_empty(settings)
        with (home / MAKING).open("a") as making:  # one program at a time makes the tables; closing lets go
            fcntl.lockf(making, fcntl.LOCK_EX)
            _migrate()
            if anew:
                return
            if auditing.is_lost(home):
                raise loss.LostStore(f"Kho dữ liệu của {home} trống, trong khi sổ nhật ký đã có mục. Chưa ghi gì.",
                                     loss.ADVICE)
            auditing.begin(home)
    except loss.LostStore:
        connection.close()  # whoever puts it right finds the file free
        raise
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục kho dữ liệu {home}: {cause_of(error)}.",
            "Kiểm tra quyền ghi, hoặc đặt biến môi trường CHIDAO_HOME sang thư mục khác.",
        ) from error
    except DatabaseError as error:
        connection.close()
        raise StoreError(
            f"Không mở được kho dữ liệu {home / DATABASE}: {cause_of(error)}.",
            f"Nếu tiến trình khác đang ghi, chờ xong rồi chạy lại; nếu tệp bị hỏng: {loss.ADVICE}",
        ) from error


def point_at(settings: Settings) -> None:
    """Point Django at the database of an office as it is, without making or changing its tables."""
    settings.home.mkdir(parents=True, exist_ok=True)
    _point_at(settings.home)


def _point_at(home: Path) -> None:
    """Configure Django once; afterwards only the file behind the default connection changes."""
    if not django_settings.configured:
        django_settings.configure(**options(home))
    if not apps.ready:
        django.setup()
    name = database(home)["NAME"]
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name


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
        call_command("migrate", verbosity=0, interactive=False)
        chaining.install(connection)

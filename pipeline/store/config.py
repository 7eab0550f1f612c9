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
from pipeline.store import DATABASE

from . import chaining

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


def connect(home: Path) -> None:
    """Point Django at the database of ``home`` and bring its tables up to date; raises StoreError."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        _point_at(home)
        from . import auditing  # noqa: PLC0415  needs Django configured

        with (home / MAKING).open("a") as making:  # one program at a time makes the tables; closing lets go
            fcntl.lockf(making, fcntl.LOCK_EX)
            _migrate()
            auditing.begin(home)
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục kho dữ liệu {home}: {cause_of(error)}.",
            "Kiểm tra quyền ghi, hoặc đặt biến môi trường CHIDAO_HOME sang thư mục khác.",
        ) from error
    except DatabaseError as error:
        raise StoreError(
            f"Không mở được kho dữ liệu {home / DATABASE}: {cause_of(error)}.",
            "Nếu tệp bị hỏng, khôi phục từ bản sao lưu; nếu tiến trình khác đang ghi, chờ xong rồi chạy lại.",
        ) from error


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

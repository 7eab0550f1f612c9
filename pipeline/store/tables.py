"""The tables that backups and copies of a store hold: its own, and those that other applications keep in its database.

An application says so by ``passing`` in its configuration: the tables that it does not keep. What it needs of
applications that know nothing of us it names in ``kept_with``.
"""

from __future__ import annotations

from typing import Any, Final

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from pipeline.errors import StoreError

from . import postgres

APP: Final = "store"


def kept(registry: Any = apps) -> list[type[Model]]:
    """Every table that is kept, the store's first, each behind those that it points at."""
    ours = sorted((one for one in apps.get_app_configs() if hasattr(one, "passing")), key=lambda one: one.label != APP)
    found: list[type[Model]] = []
    for one in ours:
        found += [registry.get_model(label) for label in getattr(one, "kept_with", ())]
        found += [model for model in registry.get_app_config(one.label).get_models()
                  if model._meta.model_name not in one.passing]
    return found


def applications() -> list[str]:
    """The applications whose tables are kept, in that order."""
    return list(dict.fromkeys(str(model._meta.app_label) for model in kept()))


def name_of(model: type[Model]) -> str:
    """How a table is called in a backup: *task*, *web.profile*."""
    return str(model._meta.model_name if model._meta.app_label == APP else model._meta.label_lower)


def applied(executor: MigrationExecutor) -> dict[str, list[str]]:
    """By application the migrations that a database has. Raises StoreError where it has tables of an application that
    this process does not know, for they would be left out in silence."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(executor.loader.applied_migrations):
        found.setdefault(app, []).append(name)
    strange = sorted(set(found) - {one.label for one in apps.get_app_configs()})
    if strange:
        raise StoreError(f"Kho dữ liệu có bảng của phần chương trình chưa được nạp ({', '.join(strange)}).",
                         "Dùng lệnh chidao của phiên bản này.")
    return {app: found[app] for app in applications() if app in found}


def bring_up_to_date() -> None:
    """All tables of all applications, in the database that is open."""
    call_command("migrate", verbosity=0, interactive=False)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            postgres.keep_no_samples(cursor)

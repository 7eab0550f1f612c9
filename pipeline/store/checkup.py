"""What the rows of an open store say of themselves, for ``chidao doctor``, and what the store puts right by itself."""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from django.db.utils import IntegrityError

from . import chaining, models, twins
from .results import Health


def deep_damage() -> str:
    """The same with the indexes compared row by row, which takes longer."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        (told,) = cursor.fetchone()
    return "" if told == "ok" else str(told)


def reindex() -> None:
    """Make the indexes anew."""
    statement = "REINDEX" if connection.vendor == "sqlite" else "REINDEX TABLE {}"
    with connection.cursor() as cursor:
        for model in apps.get_app_config("store").get_models() if "{}" in statement else (None,):
            cursor.execute(statement.format(model._meta.db_table if model else ""))


def examine() -> Health:
    """What the rows of the open store say of themselves."""
    tasks = {task.public_id for task in models.Task.objects.only("key", "repeat")}
    added = dict(models.AddedTask.objects.values_list("key", "sha256"))
    contents = set(models.Directive.objects.values_list("sha256", flat=True))
    listed = set(models.TrackedDirective.objects.values_list("key", flat=True))
    counting = set(models.Correction.objects.exclude(state="undone").values_list("subject", flat=True))
    nowhere = counting - tasks - added.keys() - contents
    nowhere |= {key for key, sha256 in added.items() if sha256 not in contents | listed}
    return Health(
        index=deep_damage(), pointers=_pointers(), triggers=tuple(chaining.missing(connection)),
        nowhere=tuple(sorted(nowhere)),
        twins=tuple(models.Directive.objects.filter(twin_of__past=False, twin_of__twin_of__isnull=False).values_list(
            "source_name", flat=True)),
        contents=tuple(models.Directive.objects.values_list("sha256", "source_name")),
    )


def _pointers() -> str:
    """What the database says of rows that point at rows that are not there."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        return str(error)
    return ""


def mend() -> None:
    """Put right what the store can put right by itself: its triggers, and which copies stand."""
    chaining.install(connection)
    astray = models.Directive.objects.filter(twin_of__past=False, twin_of__twin_of__isnull=False)
    twins.choose_standing(*astray)

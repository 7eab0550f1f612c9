"""The database itself refuses to change or delete entries of the audit, whoever asks: triggers on its table.

One change is let through: the words of an entry may go (a directive turned out to be secret). Where the database knows
no such trigger, the model alone guards (``models.Chained``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TABLE: Final = "store_auditentry"
KEPT: Final = ("number", "at", "who", "what", "content", "facts", "seal", "previous", "sha256")
"""The columns that never change."""
TRIGGERS: Final = ("audit_unchanged", "audit_undeleted")
REFUSED: Final = "entries of the audit are never changed or deleted"


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where they are missing, as after the table was made anew by a migration."""
    with connection.cursor() as cursor:
        for statement in _STATEMENTS.get(connection.vendor, ()):
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that are not there."""
    if connection.vendor not in _THERE:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    wanted = (*TRIGGERS, "audit_untruncated") if connection.vendor == "postgresql" else TRIGGERS
    return [name for name in wanted if name not in there]


_SAME = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in KEPT)
_DIFFERENT = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in KEPT)

_STATEMENTS: Final = {
    "sqlite": (
        f"CREATE TRIGGER IF NOT EXISTS audit_unchanged BEFORE UPDATE ON {TABLE} "
        f"WHEN NOT (NEW.words IS NULL AND {_SAME}) BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
        f"CREATE TRIGGER IF NOT EXISTS audit_undeleted BEFORE DELETE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
        f"DROP TRIGGER IF EXISTS audit_unchanged ON {TABLE}",
        f"CREATE TRIGGER audit_unchanged BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN (NEW.words IS NOT NULL OR {_DIFFERENT}) EXECUTE FUNCTION audit_refuse()",
        f"DROP TRIGGER IF EXISTS audit_undeleted ON {TABLE}",
        f"CREATE TRIGGER audit_undeleted BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
        f"DROP TRIGGER IF EXISTS audit_untruncated ON {TABLE}",
        f"CREATE TRIGGER audit_untruncated BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT "
        "EXECUTE FUNCTION audit_refuse()",
    ),
}
_THERE: Final = {
    "sqlite": f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{TABLE}'",
    "postgresql": f"SELECT tgname FROM pg_trigger WHERE tgrelid = '{TABLE}'::regclass",
}

"""The index of the database over the words of what can be looked for (``models.SearchEntry``), which follows by itself:
FTS5 with triggers on SQLite, a generated column with a GIN index on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_TABLE: Final = "store_searchentry"
_IN: Final = "INSERT INTO search_words (rowid, words) VALUES (new.id, new.words);"
_OUT: Final = "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.id, old.words);"
_MADE: Final = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(words, content='{_TABLE}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER IF NOT EXISTS search_words_in AFTER INSERT ON {_TABLE} BEGIN {_IN} END",
        f"CREATE TRIGGER IF NOT EXISTS search_words_out AFTER DELETE ON {_TABLE} BEGIN {_OUT} END",
        f"CREATE TRIGGER IF NOT EXISTS search_words_new AFTER UPDATE ON {_TABLE} BEGIN {_OUT} {_IN} END",
    ),
    "postgresql": (
        f"ALTER TABLE {_TABLE} ADD COLUMN IF NOT EXISTS vector tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
        f"CREATE INDEX IF NOT EXISTS search_words ON {_TABLE} USING gin (vector)",
    ),
}
_GONE: Final = {
    "sqlite": (*(f"DROP TRIGGER IF EXISTS search_words_{name}" for name in ("in", "out", "new")),
               "DROP TABLE IF EXISTS search_words"),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing of it, as after the table was made anew by a migration."""
    with connection.cursor() as cursor:
        for command in _MADE[connection.vendor]:
            cursor.execute(command)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Remove what does not go with the table."""
    with connection.cursor() as cursor:
        for command in _GONE.get(connection.vendor, ()):
            cursor.execute(command)

"""What is particular to PostgreSQL: how a connection is made, and the locks that programs on all machines share."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from pipeline.address import Address

MAKING, RUNNING, WRITING = 1, 2, 3
"""Locks: of who makes the tables, of a run, of a transaction that writes."""
_OURS: Final = 0x63686964
"""The first half of the keys of the locks (*chid*), so that they are nobody else's."""

_KEEPALIVE: Final = {"connect_timeout": "10", "keepalives_idle": "20", "keepalives_interval": "10",
                     "keepalives_count": "3", "tcp_user_timeout": "45000"}
"""A server that does not answer is given up within a minute (libpq, 32.1.2)."""
_SESSION: Final = "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
"""The server gives up a machine that is gone as soon, with the locks that it held."""
_DJANGO: Final = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database(address: Address) -> dict[str, Any]:
    """The database as Django wants it."""
    parts = _KEEPALIVE | {"application_name": "chidao"} | dict(address.parts)
    own = parts.pop("options", "")
    named = {_DJANGO[name]: parts.pop(name) for name in tuple(parts) if name in _DJANGO}
    return {"ENGINE": "django.db.backends.postgresql", **named,
            "OPTIONS": {**parts, "options": f"{_SESSION} {own}".strip()}}


def lock(cursor: Any, key: int, *, until_commit: bool = False) -> None:
    """Wait for a lock and take it, until the transaction or the connection ends."""
    cursor.execute(f"SELECT pg_advisory_{'xact_' if until_commit else ''}lock(%s, %s)", [_OURS, key])


def try_lock(cursor: Any, key: int) -> bool:
    """Take a lock if it is free, until the connection ends."""
    cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_OURS, key])
    return bool(cursor.fetchone()[0])


def unlock(cursor: Any, key: int) -> None:
    """Let go of a lock."""
    cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_OURS, key])


def begin_writing(cursor: Any, writer: str, number: int) -> bool:
    """Wait until no other transaction writes, and leave a receipt that becomes true with this one: the ``number`` of
    its work in the program called ``writer``. False when the receipt is there, for that work was committed."""
    lock(cursor, WRITING, until_commit=True)  # an earlier attempt that the server still has at hand ends first
    cursor.execute(_MARK, [f"{RECEIPT}{writer}", str(number)])
    return bool(cursor.rowcount)


RECEIPT: Final = "bien-nhan "
"""How the names of marks begin that are receipts; a writer has one, of its last transaction."""
_MARK: Final = """
    INSERT INTO store_mark (name, words, at) VALUES (%s, %s, localtimestamp)
    ON CONFLICT (name) DO UPDATE SET words = EXCLUDED.words, at = EXCLUDED.at WHERE store_mark.words <> EXCLUDED.words
"""


def mark(cursor: Any, name: str) -> str:
    """The words of a mark, "" without one."""
    cursor.execute("SELECT words FROM store_mark WHERE name = %s", [name])
    row = cursor.fetchone()
    return str(row[0]) if row else ""


def set_mark(cursor: Any, name: str, words: str) -> None:
    """Leave a mark, in place of the one of that name."""
    cursor.execute(_MARK, [name, words])


def sweep(cursor: Any) -> None:
    """Remove receipts of programs that ended long ago."""
    cursor.execute("DELETE FROM store_mark WHERE name LIKE %s AND at < localtimestamp - interval '2 days'",
                   [f"{RECEIPT}%"])


def size() -> int:
    """Bytes that the database takes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def moment(cursor: Any) -> str:
    """The moment that is now, as the server counts transactions."""
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
    return str(cursor.fetchone()[0])


def looks_back(cursor: Any, moment: str) -> bool:
    """Whether a session of this database still sees what was there before ``moment``."""
    cursor.execute("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND "
                   "pid <> pg_backend_pid() AND age(backend_xmin) > age(%s::xid8::xid))", [moment])
    return bool(cursor.fetchone()[0])


_WORDY: Final = """
    SELECT format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 0', relname, attname),
        CASE WHEN relname LIKE 'web\\_%' THEN
            format('ALTER TABLE %I ALTER COLUMN %I TYPE %s', relname, attname, format_type(atttypid, atttypmod)) END
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid JOIN pg_type ON pg_type.oid = atttypid
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
        AND (relname LIKE 'store\\_%' OR relname LIKE 'web\\_%')
        AND attnum > 0 AND NOT attisdropped AND typcategory NOT IN ('N', 'B', 'D') AND attstattarget IS DISTINCT FROM 0
"""
"""Its second column takes away samples that were made before: an ALTER to the same type does nothing else."""


def keep_no_samples(cursor: Any) -> None:
    """Let the server keep no samples of what stands in columns of words: its statistics would outlive the rows."""
    cursor.execute(_WORDY)
    for keep_none, take_away in cursor.fetchall():
        cursor.execute(keep_none)
        if take_away:
            cursor.execute(take_away)

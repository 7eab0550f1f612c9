"""How the store touches its database: every method is one transaction, which is tried again while the database is away
and done once whatever happens; what it complains of is told so that a user can act on it.

Transactions that write wait for each other from their start, on SQLite (``IMMEDIATE``) as on PostgreSQL (a lock that
ends with the transaction), so that what one has read is still so when it writes. Those that read see one moment.
"""

from __future__ import annotations

import functools
import itertools
import os
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connection, transaction
from django.db.utils import Error

from pipeline.causes import cause_of
from pipeline.errors import StoreError

from . import locking, postgres
from .outage import lasting

P = ParamSpec("P")
R = TypeVar("R")


def guarded(method: Callable[P, R]) -> Callable[P, R]:
    """Turn what the database complains of into a StoreError that a user can act on."""

    @functools.wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except Error as error:
            raise StoreError(
                f"Kho dữ liệu báo lỗi: {cause_of(error)}.",
                "Kiểm tra máy chủ cơ sở dữ liệu và đường mạng rồi chạy lại; việc đã ghi được giữ nguyên."
                if connection.vendor == "postgresql" else
                "Kiểm tra dung lượng đĩa, quyền ghi và xem có tiến trình khác đang ghi vào kho không, rồi chạy lại.",
            ) from error

    return call


def reads(method: Callable[P, R]) -> Callable[P, R]:
    """A method that only reads: what it sees is of one moment, and it keeps nobody from writing."""

    @functools.wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return method(*args, **kwargs)

        def work() -> R:
            with _one_moment():
                return method(*args, **kwargs)

        return lasting(work)

    return guarded(call)


def writes(method: Callable[P, R]) -> Callable[P, R]:
    """A method that writes: all of it or nothing, once, alone among those that write."""

    @functools.wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return method(*args, **kwargs)
        again: Any = [tuple(one) if isinstance(one, Iterator) else one for one in args]  # what is read only once
        return lasting(_Once(lambda: method(*again, **kwargs)))

    return guarded(call)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes, alone."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                postgres.lock(cursor, postgres.WRITING, until_commit=True)
        yield


@contextmanager
def _one_moment() -> Iterator[None]:
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    before, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = before


class _Once(Generic[R]):
    """Work that is one transaction. Where the connection broke before the server had said that it was committed, the
    receipt that it leaves there tells, and it is not done again."""

    _program, _numbers = uuid.uuid4().hex, itertools.count(1)

    def __init__(self, work: Callable[[], R]) -> None:
        self._work, self._number = work, next(self._numbers)
        self._writer = f"{self._program}-{os.getpid()}-{threading.get_ident()}"
        self._result: R

    def __call__(self) -> R:
        locking.keep()
        with transaction.atomic():
            if self._begin():
                self._result = self._work()
        return self._result

    def _begin(self) -> bool:
        if connection.vendor != "postgresql":
            return True
        with connection.cursor() as cursor:
            return postgres.begin_writing(cursor, self._writer, self._number)

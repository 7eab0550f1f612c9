"""What the database complains of, told so that a user can act on it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db.utils import DatabaseError

from pipeline.causes import cause_of
from pipeline.errors import StoreError

P = ParamSpec("P")
R = TypeVar("R")


def guarded(method: Callable[P, R]) -> Callable[P, R]:
    """Turn what the database complains of into a StoreError that a user can act on."""

    @functools.wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except DatabaseError as error:
            raise StoreError(
                f"Kho dữ liệu báo lỗi: {cause_of(error)}.",
                "Kiểm tra dung lượng đĩa, quyền ghi và xem có tiến trình khác đang ghi vào kho không, rồi chạy lại.",
            ) from error

    return call

"""Long lists in pages that a cursor leads through: rows that change or come meanwhile put nothing out of order."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Field, Q, QuerySet

from pipeline.errors import InputError


def cut(rows: QuerySet[Any], by: Sequence[str], cursor: str, limit: int) -> tuple[list[Any], str | None]:
    """The rows behind the cursor in the order of these fields, and the cursor of the next page, None on the last.

    The fields together tell a row, none is empty; a minus stands before those that fall. Raises InputError for what is
    no cursor of this list.
    """
    names = [name.lstrip("-") for name in by]
    if cursor:
        kinds = [type(rows.model._meta.get_field(name)) for name in names]
        rows = rows.filter(_behind(by, _read(cursor, kinds)))
    found = list(rows.order_by(*by)[:limit + 1])
    if len(found) <= limit:
        return found, None
    return found[:limit], _write([getattr(found[limit - 1], name) for name in names])


def _behind(by: Sequence[str], values: Sequence[Any]) -> Q:
    """What stands behind these values: greater in the first field, or the same there and greater in the second …"""
    whole, same = Q(), Q()
    for field, value in zip(by, values, strict=True):
        name = field.lstrip("-")
        whole |= same & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    return whole


def _write(values: Sequence[Any]) -> str:
    told = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode("ascii").rstrip("=")


def _read(cursor: str, kinds: Sequence[type[Field]]) -> list[Any]:
    try:
        told = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
        if not isinstance(told, list):
            raise ValueError(told)
        return [_moment(value) if issubclass(kind, DateTimeField) else _number(value)
                for value, kind in zip(told, kinds, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise InputError("Con trỏ trang (cursor) không đúng.",
                         "Lấy cursor trong trường next của trang trước.") from error


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2 ** 63:
        raise ValueError(value)
    return value


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo:
        raise ValueError(value)
    return found

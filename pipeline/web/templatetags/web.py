"""Filters for templates: ``{% load web %}``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template

from ..models import Duty

register = template.Library()


@register.filter
def days_left(duty: Duty, today: date) -> int | None:
    """Days until the limit of a task that is open."""
    return duty.days_left(today)


@register.filter
def positive(number: int) -> int:
    """The number without its sign."""
    return abs(number)


@register.filter
def at(values: Sequence[Any], place: int) -> Any:
    """What stands at a place of a list, counted from 0."""
    return values[place]

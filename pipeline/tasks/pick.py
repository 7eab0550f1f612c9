"""Small ways to choose among values: the first, each once, the names of what holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")


def first(values: Iterable[T]) -> T | None:
    """The first of ``values``, None when there is none."""
    return next(iter(values), None)


def each_once(values: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """The values in their order, of those with one ``key`` only the first."""
    found: dict[Hashable, T] = {}
    for value in values:
        found.setdefault(key(value), value)
    return tuple(found.values())


def holding(*facts: tuple[str, object]) -> frozenset[str]:
    """The names of the facts that hold, out of pairs of a name and whether it holds."""
    return frozenset(name for name, holds in facts if holds)

"""What the head parser hands over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import Doubt, Head, Reference

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HeadResult:
    """The fields of the head and the parts of the text around them.

    ``body`` is the span between the head and the signature block, legal bases included; ``annexes``
    are the spans after the signature, in order; ``spans`` tells where each value was found, by the
    name of its field in ``Head``. ``references`` are those of the whole text, which the doubts about
    the date of issue were drawn from.
    """

    head: Head
    body: Span
    annexes: tuple[Span, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()

"""What the recognition of a scan is worth for a row."""

from __future__ import annotations

from pipeline.model import Document, Limit, Segment

_MISREAD = 0.5  # of a row whose words were all recognised with little confidence
_FIGURES = 0.8  # of a row with a figure in its limit that was


def recognised(document: Document, segment: Segment, limits: tuple[Limit, ...]) -> float:
    """The share of a row's confidence that its recognition leaves, 0 to 1; 1 for a text layer."""
    value = 1 - (1 - _MISREAD) * (1 - document.recognised_share(segment.start, segment.end))
    doubted = any(unsure_figures(document, limit) for limit in limits)
    return value * _FIGURES if doubted else value


def unsure_figures(document: Document, limit: Limit) -> tuple[str, ...]:
    """The words with a figure in a limit that were recognised with little confidence."""
    if limit.start is None or limit.end is None:
        return ()
    return document.unsure_figures(limit.start, limit.end)

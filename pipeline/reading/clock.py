"""The time that reading may take, told ahead: a reader that stops by itself keeps what it has read."""

from __future__ import annotations

import time
from dataclasses import replace

from pipeline.settings import Settings

_RECOGNISING = 0.8  # share of the time of a file in which pages are recognised; the rest is for finding its tasks
_LEAST = 1.0  # second


def last_start(settings: Settings) -> float:
    """The moment of ``time.monotonic`` after which no page of a file begun now is to be recognised."""
    return time.monotonic() + _RECOGNISING * settings.max_seconds


def until(settings: Settings, end: float) -> Settings:
    """The settings for one of several files that are read until ``end`` of ``time.monotonic``."""
    return replace(settings, max_seconds=max(end - time.monotonic(), _LEAST))

"""The room of trackers: one file that an office keeps by hand in, one :class:`~pipeline.model.tracker.Tracker` out."""

from .reader import read_tracker

__all__ = ["read_tracker"]

"""The store as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):  # type: ignore[misc]  # Django ships no types
    """Names the application and its tables."""

    name = "pipeline.store"
    label = "store"
    verbose_name = "Kho văn bản chỉ đạo"
    default_auto_field = "django.db.models.BigAutoField"
    passing = frozenset(("mark",))
    """Tables of what passes (who is at work now): no backup and no copy has them (``tables``)."""

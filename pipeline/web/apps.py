"""The web pages as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):  # type: ignore[misc]  # Django ships no types
    """Names the application and its tables."""

    name = "pipeline.web"
    label = "web"
    verbose_name = "Trang web"
    default_auto_field = "django.db.models.BigAutoField"
    passing = frozenset(("projection", "body", "paper", "duty", "row"))
    """Tables that are made of the register (``projecting``): no backup and no copy has them (``store.tables``)."""
    kept_with = ("auth.user",)
    """What of other applications belongs to the tables of the pages, before them. Not sessions: everybody signs in."""

    def ready(self) -> None:
        """What happens on signing in and out is entered in the audit."""
        from . import errors  # noqa: PLC0415  needs Django
        from .accounts import noting  # noqa: PLC0415

        noting.listen()
        errors.listen()

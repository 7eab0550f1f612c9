"""Signing in, out and being refused, entered in the audit."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from pipeline.audit import Note
from pipeline.store import auditing
from pipeline.store.guard import writing

_LONGEST = 150
"""So many letters of a name are kept."""
NOBODY = "(không rõ)"
"""Who did it, where no account has the name that was typed: it may be a password."""


def listen() -> None:
    """From now on."""
    for signal, receiver in ((user_logged_in, _came), (user_logged_out, _left), (user_login_failed, _refused),
                             (user_locked_out, _locked)):
        signal.connect(receiver, dispatch_uid=f"chidao.{receiver.__name__}")


def note(what: str, who: str = "", facts: dict[str, Any] | None = None) -> None:
    """Enter an act; ``who`` is an account of the pages, "" that of the program."""
    with writing():
        auditing.note(Note(what, facts=facts or {}, who=who))


def _came(sender: object, request: HttpRequest | None, user: Any, **more: Any) -> None:
    note("login", user.get_username(), {"where": _where(request)})


def _left(sender: object, request: HttpRequest | None, user: Any, **more: Any) -> None:
    if user is not None:
        note("logout", user.get_username(), {"where": _where(request)})


def _refused(sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any) -> None:
    note("login.failed", _known(credentials.get("username", "")), {"where": _where(request)})


def _locked(sender: object, request: HttpRequest | None = None, username: str = "", **more: Any) -> None:
    note("login.locked", _known(username), {"where": _where(request)})


def _known(name: str | None) -> str:
    typed = (name or "")[:_LONGEST]
    return typed if get_user_model().objects.filter(username=typed).exists() else NOBODY


def _where(request: HttpRequest | None) -> str:
    return str(request.META.get("REMOTE_ADDR", "")) if request is not None else ""

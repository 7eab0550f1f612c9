"""What all pages of the administration have: their tabs, and how an act that fails is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pipeline.account import acting
from pipeline.errors import ChidaoError

TABS: Final = (("manage", "Tình trạng"), ("manage-people", "Người dùng"), ("manage-tokens", "Mã truy cập"),
               ("manage-bodies", "Cơ quan"), ("manage-settings", "Thiết lập"), ("manage-failures", "Tệp lỗi"),
               ("manage-audit", "Nhật ký"), ("manage-sendings", "Thông báo"))
"""The pages by the names of their addresses."""


def page(request: HttpRequest, name: str, tab: str, told: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page under its tab."""
    return render(request, f"administration/{name}.html", {**told, "tabs": TABS, "tab": tab}, status=status)


@contextmanager
def told(request: HttpRequest, success: str) -> Iterator[None]:
    """Something is done under the name of whoever asks: what became of it stands above the next page."""
    try:
        with acting(request.user.get_username()):
            yield
    except ChidaoError as error:
        refuse(request, error)
    else:
        messages.success(request, success)


def refuse(request: HttpRequest, error: ChidaoError) -> None:
    """Tell what was not done, and what to do."""
    messages.error(request, f"{error.message} {error.advice}".strip())

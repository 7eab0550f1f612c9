"""The addresses of the review page."""

from __future__ import annotations

from django.urls import path

from ..roles import ADMIN, ANALYST, Entry
from . import changing, room, views

urlpatterns = [
    path("ra-soat/", views.queue, name="queue"),
    path("ra-soat/tiep", views.next_in_queue, name="queue_next"),
    path("ra-soat/<str:sha256>/", views.sheet, name="sheet"),
    path("ra-soat/<str:sha256>/dong", views.rows, name="sheet_rows"),
    path("ra-soat/<str:sha256>/trang", views.pages, name="sheet_pages"),
    path("ra-soat/<str:sha256>/trang/<int:number>", views.words, name="sheet_words"),
    path("ra-soat/<str:sha256>/trang/<int:number>-<int:width>.jpg", views.picture, name="sheet_picture"),
    path("ra-soat/<str:sha256>/nguyen-van", views.text, name="sheet_text"),
    path("ra-soat/<str:sha256>/ten", views.names, name="sheet_names"),
    path("ra-soat/<str:sha256>/sua/<str:act>", changing.change, name="sheet_change"),
]

_REVIEWERS = frozenset((ANALYST, ADMIN))

ROUTES = dict.fromkeys(("queue", "queue_next", "sheet", "sheet_rows", "sheet_pages", "sheet_words", "sheet_picture",
                        "sheet_text", "sheet_names", "sheet_change"), _REVIEWERS)

begin = room.begin

MENU = (Entry(30, "Rà soát", "queue", _REVIEWERS),)

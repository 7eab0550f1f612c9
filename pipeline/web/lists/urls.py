"""The addresses of the lists."""

from __future__ import annotations

from django.urls import path

from ..roles import EVERYBODY, Entry
from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("co-quan/", views.bodies, name="bodies"),
    path("co-quan/<slug:slug>/", views.body, name="body"),
    path("van-ban/", views.papers, name="papers"),
    path("van-ban/<str:sha256>/", views.paper, name="paper"),
    path("van-ban/<str:sha256>/ban-goc", views.original, name="original"),
    path("van-ban/<str:sha256>/nhiem-vu/<str:task>/", views.duty, name="duty"),
]

ROUTES = dict.fromkeys(("home", "bodies", "body", "papers", "paper", "original", "duty"), EVERYBODY)

MENU = (
    Entry(10, "Trang đầu", "home"),
    Entry(40, "Cơ quan", "bodies"),
    Entry(50, "Văn bản", "papers"),
)

"""The addresses of this part."""

from __future__ import annotations

from django.urls import path

from ..roles import EVERYBODY, Entry
from . import chains, changes, views

urlpatterns = [
    path("tim-kiem/", views.search, name="search"),
    path("thay-doi/", changes.changes, name="changes"),
    path("van-ban/<str:sha256>/chuoi/", chains.chain, name="chain"),
    path("van-ban/<str:sha256>/chuoi.svg", chains.chain_picture, name="chain_picture"),
    path("van-ban/<str:sha256>/nhiem-vu/<str:task>/lich-su", changes.history, name="duty_history"),
]

ROUTES = dict.fromkeys(("search", "changes", "chain", "chain_picture", "duty_history"), EVERYBODY)

MENU = (
    Entry(60, "Tìm kiếm", "search"),
    Entry(70, "Thay đổi", "changes"),
)

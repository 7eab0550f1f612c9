"""The addresses of accounts."""

from __future__ import annotations

from django.urls import path

from ..roles import OPEN, SIGNED_IN
from . import views

urlpatterns = [
    path("dang-nhap/", views.Login.as_view(), name="login"),
    path("dang-xuat/", views.Logout.as_view(), name="logout"),
    path("mat-khau/", views.Password.as_view(), name="password"),
]

ROUTES = {"login": OPEN, "logout": OPEN, "password": SIGNED_IN}

"""The addresses for handing in."""

from __future__ import annotations

from django.urls import path

from ..roles import ADMIN, CLERK, Entry
from . import held, views

urlpatterns = [
    path("tiep-nhan/", views.intake, name="intake"),
    path("tiep-nhan/gui", views.upload, name="upload"),
    path("tiep-nhan/danh-sach", views.uploads, name="uploads"),
    path("tiep-nhan/con-thieu", views.missing, name="missing"),
    path("tiep-nhan/truoc/", views.older, name="older"),
    path("tiep-nhan/tep/<int:pk>/phan-dau.png", views.top, name="top"),
    path("tiep-nhan/tep/<int:pk>/ghi", views.correct, name="correct_head"),
    path("tiep-nhan/tep/<int:pk>/la-mat", views.secret, name="confirm_secret"),
    path("tep-can-xu-ly/", held.files, name="held"),
    path("tep-can-xu-ly/<int:pk>/giai-toa", held.release, name="release"),
]

HANDING_IN = frozenset((CLERK, ADMIN))
"""Those who hand files in and see what became of them."""

ROUTES = {**dict.fromkeys(("intake", "upload", "uploads", "missing", "older", "top", "correct_head", "confirm_secret",
                           "held"), HANDING_IN), "release": frozenset((ADMIN,))}

MENU = (
    Entry(20, "Tiếp nhận", "intake", HANDING_IN),
    Entry(25, "Tệp cần xử lý", "held", HANDING_IN),
)

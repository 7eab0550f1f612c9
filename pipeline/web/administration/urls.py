"""The addresses of the administration, all for administrators alone."""

from __future__ import annotations

from django.urls import path

from ..roles import ADMIN, Entry
from . import audit, bodies, machine, people, sendings

urlpatterns = [
    path("quan-tri/", machine.overview, name="manage"),
    path("quan-tri/may", machine.figures_part, name="manage-figures"),
    path("quan-tri/thiet-lap/", machine.settings_page, name="manage-settings"),
    path("quan-tri/tep-loi/", machine.failures, name="manage-failures"),
    path("quan-tri/tep-loi/<int:pk>/doc-lai", machine.read_again, name="manage-again"),
    path("quan-tri/nguoi-dung/", people.everybody, name="manage-people"),
    path("quan-tri/nguoi-dung/<str:name>/", people.person, name="manage-person"),
    path("quan-tri/nguoi-dung/<str:name>/ma", people.make_token, name="manage-token"),
    path("quan-tri/ma/", people.tokens_page, name="manage-tokens"),
    path("quan-tri/ma/<int:pk>/thu-hoi", people.revoke_token, name="manage-revoke"),
    path("quan-tri/co-quan/", bodies.registry, name="manage-bodies"),
    path("quan-tri/co-quan/danh-sach.xlsx", bodies.download, name="manage-list"),
    path("quan-tri/nhat-ky/", audit.entries, name="manage-audit"),
    path("quan-tri/nhat-ky/kiem-tra", audit.verify, name="manage-verify"),
    path("quan-tri/thong-bao/", sendings.sendings, name="manage-sendings"),
    path("quan-tri/thong-bao/<int:pk>/gui-lai", sendings.again, name="manage-send-again"),
]

ROUTES = {one.name: frozenset((ADMIN,)) for one in urlpatterns}

MENU = (Entry(90, "Quản trị", "manage", frozenset((ADMIN,))),)

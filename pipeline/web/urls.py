"""All addresses: those of the parts, Django's administration pages, and what programs ask for."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from . import measures, parts

admin.site.site_header = admin.site.site_title = "Kho văn bản chỉ đạo"
admin.site.site_url = "/"

urlpatterns = [
    *parts.patterns(),
    path("quan-tri/kho/", admin.site.urls),
    path("healthz", measures.health, name="health"),
    path("metrics", measures.metrics, name="metrics"),
]

handler400 = "pipeline.web.errors.bad_request"
handler403 = "pipeline.web.errors.forbidden"
handler404 = "pipeline.web.errors.not_found"
handler500 = "pipeline.web.errors.failed"

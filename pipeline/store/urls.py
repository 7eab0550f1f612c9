"""Addresses of the administration pages (see ``site``)."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

admin.site.site_header = admin.site.site_title = "Kho văn bản chỉ đạo"
urlpatterns = [path("", admin.site.urls)]

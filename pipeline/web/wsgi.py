"""The pages for a web server: ``pipeline.web.wsgi:application``, with the settings that hold in the current folder."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from pipeline.configuration import load

from .config import prepare

prepare(load().settings)
application = get_wsgi_application()

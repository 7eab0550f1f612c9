"""Django settings of the local administration pages over the store in the office's home.

For one machine, behind no proxy::

    python -m django migrate --settings pipeline.store.site
    python -m django createsuperuser --settings pipeline.store.site
    python -m django runserver --settings pipeline.store.site
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pipeline.configuration import load
from pipeline.store.config import options


def _key(home: Path) -> str:
    """The key that signs sessions: made once, readable by its owner alone."""
    file = home / "site.key"
    home.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text()


_settings = load().settings
_base = options(_settings)
DATABASES = _base["DATABASES"]
LANGUAGE_CODE, TIME_ZONE, USE_TZ = _base["LANGUAGE_CODE"], _base["TIME_ZONE"], _base["USE_TZ"]
DEFAULT_AUTO_FIELD = _base["DEFAULT_AUTO_FIELD"]
INSTALLED_APPS = [
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles", *_base["INSTALLED_APPS"],
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]},
}]
ROOT_URLCONF = "pipeline.store.urls"
STATIC_URL = "static/"
SECRET_KEY = _key(_settings.home)
DEBUG = True  # serves the pages' own style sheets; ALLOWED_HOSTS keeps it to this machine
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]

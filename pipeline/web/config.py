"""The settings of Django for the web pages, made out of those of the office, over those of the store."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from datetime import timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import django
from django.apps import apps
from django.conf import settings as django_settings

from pipeline.errors import ConfigurationError
from pipeline.settings import Settings
from pipeline.store import config as store_config
from pipeline.store import open_store, tables

from . import parts

ZONE: Final = "Asia/Ho_Chi_Minh"
"""Seven hours before UTC all year (``store.clock``)."""
KEY: Final = "site.key"
"""The file in the home folder with the key that signs sessions."""
HERE: Final = Path(__file__).parent
FAILURES: Final = 5
"""So many wrong passwords for an account from an address, and it has to wait."""
COOLING: Final = timedelta(minutes=15)
SESSION: Final = timedelta(hours=8)
_CONTRIB: Final = ("django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
                   "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles")
_VALIDATORS: Final = ("pipeline.web.accounts.rules.Alike", "pipeline.web.accounts.rules.Length",
                      "django.contrib.auth.password_validation.CommonPasswordValidator",
                      "django.contrib.auth.password_validation.NumericPasswordValidator")


def options(settings: Settings, *, serving: bool = True) -> dict[str, Any]:
    """All Django settings of the pages. ``CHIDAO`` are those of the office. When nothing is served the home folder is
    left as it is: the key that signs sessions is one of this process."""
    base = store_config.options(settings)
    return base | _pages(settings) | _security(settings) | _accounts(settings, serving=serving) | {
        "CHIDAO": settings,
        "SECRET_KEY": key(settings.home) if serving else secrets.token_urlsafe(50),
        "INSTALLED_APPS": [*_CONTRIB, "axes", "django_htmx", *base["INSTALLED_APPS"], "pipeline.web.apps.WebConfig"],
        "SILENCED_SYSTEM_CHECKS": ["axes.W003"],
    }


def _pages(settings: Settings) -> dict[str, Any]:
    return {
        "ROOT_URLCONF": "pipeline.web.urls",
        "WSGI_APPLICATION": "pipeline.web.wsgi.application",
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "csp.middleware.CSPMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "django_htmx.middleware.HtmxMiddleware",
            "pipeline.web.gate.Gate",
            "axes.middleware.AxesMiddleware",
        ],
        "TEMPLATES": [{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates", *parts.folders("templates")],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pipeline.web.pages.menu",
            ]},
        }],
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": parts.folders("static"),
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MAX_AGE": 3600,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 1000,
        "FORMAT_MODULE_PATH": ["pipeline.web.formats"],
    }


def _security(settings: Settings) -> dict[str, Any]:
    own = "'self'"
    secure = settings.web_https
    return {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]", *hosts(settings)],
        "CSRF_TRUSTED_ORIGINS": [f"https://{host}" for host in hosts(settings)] if secure else [],
        "CSRF_FAILURE_VIEW": "pipeline.web.errors.csrf_failure",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_AGE": int(SESSION.total_seconds()),
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if secure else None,
        "X_FRAME_OPTIONS": "DENY",
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": {
            "default-src": [own], "script-src": [own], "style-src": [own], "img-src": [own, "data:"],
            "object-src": ["'none'"], "base-uri": ["'none'"], "form-action": [own], "frame-ancestors": ["'none'"],
        }},
    }


def _accounts(settings: Settings, *, serving: bool) -> dict[str, Any]:
    backends = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
    directory = {}
    if settings.web_ldap_server and serving:
        directory = ldap(settings)
        backends.insert(1, "django_auth_ldap.backend.LDAPBackend")
    return directory | {
        "AUTHENTICATION_BACKENDS": backends,
        "AUTH_PASSWORD_VALIDATORS": [{"NAME": name} for name in _VALIDATORS],
        "LOGIN_URL": "login",
        "LOGIN_REDIRECT_URL": "home",
        "LOGOUT_REDIRECT_URL": "login",
        "AXES_FAILURE_LIMIT": FAILURES,
        "AXES_COOLOFF_TIME": COOLING,
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_LOCKOUT_CALLABLE": "pipeline.web.errors.locked_out",
        "AXES_ENABLE_ACCESS_FAILURE_LOG": False,
        "AXES_DISABLE_ACCESS_LOG": True,  # the audit has it
        "AXES_ENABLE_ADMIN": False,
        "AXES_VERBOSE": False,
    }


def ldap(settings: Settings) -> dict[str, Any]:
    """What django-auth-ldap wants; raises ConfigurationError when it is not installed."""
    try:
        from django_auth_ldap.config import LDAPSearch  # noqa: PLC0415  only where a directory is used
        from ldap import SCOPE_SUBTREE  # noqa: PLC0415
    except ImportError as error:
        raise ConfigurationError("Thiết lập web.ldap.server cần gói django-auth-ldap, nhưng gói này chưa được cài.",
                                 "Chạy: .venv/bin/pip install django-auth-ldap; hoặc bỏ thiết lập ấy.") from error
    return {
        "AUTH_LDAP_SERVER_URI": settings.web_ldap_server,
        "AUTH_LDAP_BIND_DN": settings.web_ldap_bind,
        "AUTH_LDAP_BIND_PASSWORD": settings.web_ldap_password,
        "AUTH_LDAP_USER_SEARCH": LDAPSearch(settings.web_ldap_base, SCOPE_SUBTREE, settings.web_ldap_filter),
        "AUTH_LDAP_USER_ATTR_MAP": {"first_name": "cn", "email": "mail"},
        "AUTH_LDAP_NO_NEW_USERS": True,  # who may come in is said by chidao user add
    }


def hosts(settings: Settings) -> list[str]:
    """The further names under which the pages are asked for."""
    return [host for one in settings.web_hosts.split(",") if (host := one.strip())]


def key(home: Path) -> str:
    """The key that signs sessions: made once, readable by its owner alone."""
    file = home / KEY
    home.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(secrets.token_urlsafe(50))
    return file.read_text()


def configure(settings: Settings, *, serving: bool = True) -> None:
    """Set Django up for the pages of that office; in a process that has them already only the office changes. Raises
    RuntimeError where Django was set up for the store alone."""
    if not django_settings.configured:
        django_settings.configure(**options(settings, serving=serving))
    _keep_time()
    if not apps.ready:
        django.setup()
    if not apps.is_installed("pipeline.web"):
        raise RuntimeError("Django was set up for the store alone")
    django_settings.CHIDAO = settings


def _keep_time() -> None:
    """Vietnamese time for what asks the process (Django's moments are naive): Django does this itself only where its
    settings are a module. The table of the zone is our own, for a machine without any."""
    with as_file(files("tzdata") / "zoneinfo" / ZONE) as table:
        os.environ["TZ"] = str(table)
        time.tzset()


def prepare(settings: Settings, *, serving: bool = True) -> None:
    """Set Django up and bring all tables up to date, those of the store and those of the pages. Raises StoreError."""
    configure(settings, serving=serving)
    with open_store(settings), store_config.making(settings.home):
        tables.bring_up_to_date()


def office() -> Settings:
    """The settings of the office whose pages these are."""
    found: Settings = django_settings.CHIDAO
    return found

"""An office whose reading is stood in for: the first word of a file says what becomes of it."""

import os
import sys
import threading
import types
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from intake_samples import PNG, read

from pipeline.office import attending, incomplete, ingesting, picturing, working
from pipeline.office.listening import Listener
from pipeline.office.watching import Desk, Folder, Waker
from pipeline.web.intake import following, keeper
from pipeline.web.roles import CLERK


@pytest.fixture
def reading(monkeypatch):
    """Reading in threads, by ``read``; nothing is waited for."""
    stub = types.ModuleType("pipeline.compose")
    stub.extract = read
    monkeypatch.setitem(sys.modules, "pipeline.compose", stub)
    for module in (working, ingesting):
        monkeypatch.setattr(module, "process_pool", lambda workers, *more: ThreadPoolExecutor(workers))
    monkeypatch.setattr(incomplete, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(attending, "publish", lambda *_: SimpleNamespace(beside=(), hushed=(), changes=None))
    monkeypatch.setattr(picturing, "top_of", lambda path, settings: PNG)


@pytest.fixture
def desk(office, reading, sign_in):
    """Hands files in as a clerk (or as ``role``) and lets the program read them."""
    settings = office.settings
    settings.inbox.mkdir(parents=True, exist_ok=True)
    folder = Folder([settings.inbox.absolute()], settings)
    attendant = attending.Attendant(folder, Desk(settings.outputs), Waker([], False), settings, Listener(), 0.1)

    def hand_in(*files, role=CLERK, **more):
        given = [SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text) for name, text in files]
        return sign_in(role).post("/tiep-nhan/gui", {"files": given, "whole": "1"}, headers={"Accept": "application/json"}, **more)

    def work():
        attendant.step()
        assert attendant.trouble == ""
        return following.follow(settings)

    return SimpleNamespace(hand_in=hand_in, work=work, follow=lambda: following.follow(settings), settings=settings,
                           inbox=settings.inbox, home=office.home)


@pytest.fixture
def kept(office, reading, monkeypatch):
    """The process beside the pages, in a thread of this one."""
    monkeypatch.setattr(keeper, "FOLLOW_EVERY", 0.1)
    ended = Event()
    thread = threading.Thread(target=keeper.keep, args=(office.settings, ended))
    mask = os.umask(0o077)
    thread.start()
    yield
    ended.set()
    thread.join(30)
    os.umask(mask)
    assert not thread.is_alive()


@pytest.fixture
def settings_of_django(monkeypatch):
    """Sets settings of Django for a test."""
    return lambda **values: [monkeypatch.setattr(django_settings, name, value) for name, value in values.items()]


@pytest.fixture
def django_queries():
    """The questions that the database is asked meanwhile."""
    @contextmanager
    def watch():
        asked = []

        def note(execute, sql, params, many, context):
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield asked
    return watch

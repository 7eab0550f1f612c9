"""What the tests of the pages share: an office with two bodies, and people of every role.

The office is on SQLite, unless a test asks for another ``kind`` of database, or CHIDAO_TEST_DATABASE does for all of them.
"""

import itertools
import os
import shutil
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from web_samples import HEALTH, HEALTH_TASKS, HOME_TASKS, PASSWORD, SCRIPT, record

from pipeline.settings import Settings
from pipeline.store import DATABASE, open_store
from pipeline.store.config import point_at
from pipeline.web import config, projecting
from pipeline.web.accounts import people
from pipeline.web.roles import ADMIN, ANALYST, CLERK, LEADER
from tools.postgres import missing, server

CHROMIUM = Path("/usr/bin/chromium")
WHO = {CLERK: "vanthu", ANALYST: "chuyenvien", LEADER: "lanhdao", ADMIN: "quantri"}


@pytest.fixture(scope="session", autouse=True)
def instrumented():
    """Responses tell the context of their templates."""
    setup_test_environment(debug=False)
    yield
    teardown_test_environment()


NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server, or the reason why there is none."""
    if why := missing():
        pytest.skip(why)
    with server() as one:
        yield one
        connections["default"].close()


@pytest.fixture
def kind():
    """Which database the office has: *sqlite*, *postgresql*."""
    return os.environ.get("CHIDAO_TEST_DATABASE", "sqlite")


@pytest.fixture
def copied(kind, request):
    """Gives the address of a database that is like the one of a filled office, "" for SQLite."""
    made = []

    def copy(template):
        if kind == "sqlite":
            return ""
        one, name = request.getfixturevalue("postgres"), f"w{next(NUMBERS)}"
        connections["default"].close()
        made.append((one, name))
        return one.make(name, template)

    yield copy
    connections["default"].close()
    for one, name in made:
        one.drop(name)


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """The home folder of an office with directives, accounts and lists; to be copied."""
    return fill(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="session")
def filled_server(tmp_path_factory, postgres):
    """The same with its database on a server, which is called *filled*."""
    return fill(tmp_path_factory.mktemp("filled"), postgres.make("filled"))


def fill(home, url=""):
    settings = Settings(home=home, inbox=home / "inbox", outputs=home / "outputs", agencies=home / "co-quan.xlsx",
                        office="UBND tỉnh Lào Cai", database_url=url)
    config.prepare(settings)
    with open_store(settings) as store:
        papers = SimpleNamespace(health=record(store, home, "01/CT-UBND", HEALTH_TASKS),
                                 home=record(store, home, "02/CT-UBND", HOME_TASKS, subject=f"tuyển dụng {SCRIPT}"))
        for role, name in WHO.items():
            people.add(settings, name, role, [HEALTH] if role == LEADER else (), PASSWORD, full_name=f"Người {name}")
        people.add(settings, "chuagiao", CLERK, (), PASSWORD)
        people.find("chuagiao").profile.delete()
    projecting.build(settings)
    connections["default"].close()
    return home, papers


@pytest.fixture
def office(kind, copied, request, tmp_path):
    """An office of its own: ``settings``, ``home`` and the sha256 of its two directives."""
    home, papers = request.getfixturevalue("filled" if kind == "sqlite" else "filled_server")
    mine = tmp_path / "home"
    shutil.copytree(home, mine)
    settings = Settings(home=mine, inbox=tmp_path / "inbox", outputs=tmp_path / "outputs", agencies=mine / "co-quan.xlsx",
                        office="UBND tỉnh Lào Cai", database_url=copied("filled"))
    config.configure(settings)
    point_at(settings)
    yield SimpleNamespace(settings=settings, home=mine, papers=papers, database=mine / DATABASE)
    connections["default"].close()


@pytest.fixture
def sign_in(office):
    """A client that has signed in with that role; None for nobody, "" for an account without a role."""
    def make(role):
        client = Client(headers={"host": "localhost"})
        if role is not None:
            client.force_login(people.find(WHO.get(role, "chuagiao")), "django.contrib.auth.backends.ModelBackend")
        return client
    return make


@pytest.fixture(scope="session")
def chromium():
    """A browser, or the reason why there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright here")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def served(office):
    """The address of the office's pages, served from this process as gunicorn would."""
    from wsgiref.simple_server import WSGIRequestHandler, make_server  # noqa: PLC0415

    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    class Quiet(WSGIRequestHandler):
        def log_message(self, *told):
            pass

    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def browser(chromium, served):
    """Opens a page for somebody who has signed in: ``browser(role, width=…)``; what goes wrong in it fails the test."""
    troubles, contexts = [], []

    def enter(role=None, width=1366, height=768):
        context = chromium.new_context(viewport={"width": width, "height": height}, base_url=served, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: None if asked.url.startswith((served, "data:")) else troubles.append(asked.url))
        page.goto("/dang-nhap/")
        if role is not None:
            page.get_by_label("Tên đăng nhập").fill(WHO[role])
            page.get_by_label("Mật khẩu").fill(PASSWORD)
            page.get_by_role("button", name="Đăng nhập").click()
            page.get_by_role("navigation", name="Mục chính").wait_for()
        return page

    yield enter
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def accessible():
    """Fails where axe-core finds a fault that is serious or worse."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe here").Axe()

    def check(page):
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found
                if one["impact"] in ("serious", "critical")] == []
    return check

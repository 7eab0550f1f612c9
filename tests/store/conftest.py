"""What the tests of the store share: each that opens a store runs on SQLite and on PostgreSQL, but for what is of one
of them alone."""

import itertools

import pytest

from pipeline.settings import Settings
from pipeline.store import open_store
from tools.postgres import missing, server

NUMBERS = itertools.count(1)
BOTH = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc):
    if "database" in metafunc.fixturenames:
        alone = metafunc.definition.get_closest_marker("database")
        metafunc.parametrize("database", alone.args if alone else BOTH, indirect=True)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A server, and an empty store in it to be copied."""
    if why := missing():
        pytest.skip(why)
    with server() as one:
        url = one.make("empty")
        open_store(Settings(home=tmp_path_factory.mktemp("empty"), database_url=url)).close()
        yield one


@pytest.fixture
def database(request):
    """The address of a new database, "" for SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    one, name = request.getfixturevalue("postgres"), f"t{next(NUMBERS)}"
    yield one.make(name, "empty")
    one.drop(name)


@pytest.fixture
def settings(tmp_path, database):
    return Settings(home=tmp_path / "home", inbox=tmp_path / "inbox", outputs=tmp_path / "outputs", database_url=database)


@pytest.fixture
def inbox(settings):
    settings.inbox.mkdir()
    return settings.inbox


@pytest.fixture
def store(settings):
    with open_store(settings) as opened:
        yield opened


@pytest.fixture
def files(settings, request):
    """All bytes of the files in which the database lies."""
    def read():
        if not settings.database_url:
            return b"".join(file.read_bytes() for file in settings.home.glob("chidao.sqlite3*"))
        server = request.getfixturevalue("postgres")
        server.ask("CHECKPOINT")  # what is in memory goes to the files, and files that were removed go
        return b"".join(file.read_bytes() for file in server.files(settings.database_url))
    return read

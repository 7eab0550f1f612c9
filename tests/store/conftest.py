import pytest

from pipeline.settings import Settings
from pipeline.store import open_store


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", inbox=tmp_path / "inbox", outputs=tmp_path / "outputs")


@pytest.fixture
def inbox(settings):
    settings.inbox.mkdir()
    return settings.inbox


@pytest.fixture
def store(settings):
    with open_store(settings) as opened:
        yield opened

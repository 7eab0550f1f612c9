import os

import pytest

from pipeline.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", inbox=tmp_path / "inbox", outputs=tmp_path / "outputs", workers=2)


@pytest.fixture
def drop(settings):
    """Puts a file into the inbox that has settled: it was written a minute ago."""
    def put(name, content):
        path = settings.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        seen = path.stat().st_mtime
        os.utime(path, (seen - 60, seen - 60))
        return path
    return put

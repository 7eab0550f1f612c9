import tempfile

import pytest


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder in which all temporary files of a reading fall; must be empty after each."""
    folder = tmp_path / "tam"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def put(tmp_path):
    """Writes a file and gives its path."""
    def write(name, data):
        path = tmp_path / "tep" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path
    return write

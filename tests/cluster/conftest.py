import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from pipeline.settings import Settings
from tools.stress.machines import machines

READERS = Path(__file__).parents[1] / "office"
sys.path.insert(0, str(READERS))


@pytest.fixture(scope="session")
def cluster():
    """A scheduler and two workers on this machine, of one file at a time each."""
    try:
        socket.create_server(("127.0.0.1", 0)).close()
    except OSError as error:
        pytest.skip(f"no sockets on this machine: {error}")
    with tempfile.TemporaryDirectory(prefix="cum-") as folder, machines(Path(folder), 2, [READERS]) as found:
        yield found


@pytest.fixture
def settings(tmp_path, cluster):
    return Settings(home=tmp_path / "home", inbox=tmp_path / "inbox", outputs=tmp_path / "outputs", workers=2,
                    cluster=cluster.address, cluster_seconds=60)


@pytest.fixture
def drop(settings):
    """Puts a file into the inbox that has settled: it was written a minute ago."""
    def put(name, content):
        path = settings.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        seen = path.stat().st_mtime
        os.utime(path, (seen - 60, seen - 60))
        return path
    return put

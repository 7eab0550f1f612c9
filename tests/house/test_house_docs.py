import re
from pathlib import Path

import pytest

from pipeline.cli.app import command

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PACKAGES = sorted(p.parent.name for p in (ROOT / "pipeline").glob("*/__init__.py"))


def commands(group, before=""):
    """All commands of the program, subcommands with the name of their group in front."""
    for name, entry in group.commands.items():
        if hasattr(entry, "commands"):
            yield from commands(entry, f"{before}{name} ")
        elif not entry.hidden:
            yield before + name


def test_the_readme_documents_every_command_and_no_other():
    table = README.split("<!-- commands: begin -->")[1].split("<!-- commands: end -->")[0]
    documented = [re.sub(r" ([A-Z]|\[|-).*", "", row) for row in re.findall(r"^\| `chidao ([^`]+)`", table, re.MULTILINE)]
    assert sorted(documented) == sorted(commands(command()))


def test_the_guides_name_only_commands_that_are_there():
    guides = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))
    named = {name for guide in guides for name in re.findall(r"(?:`|bin/)chidao ([a-z]+)\b", guide.read_text("utf-8"))}
    assert {"run", "init", "settings", "release", "status", "explain"} <= named
    assert named <= {name.partition(" ")[0] for name in commands(command())}


def test_make_targets_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"\bmake ([a-z-]+)", README))
    assert {"run", "test", "bench", "lint"} <= named
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("package", PACKAGES)
def test_the_architecture_names_every_room(package):
    assert re.search(rf"\b{package}\b", (ROOT / "ARCHITECTURE.md").read_text("utf-8"))


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "docs/README.md"])
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text("utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text)]
    missing = [t for t in targets if t and not (ROOT / page).parent.joinpath(t).exists()]
    assert not missing


def test_decisions_are_numbered_without_gaps_and_short():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    assert not [path.name for path in records if len(path.read_text("utf-8").splitlines()) > 40]


def test_the_changelog_has_a_place_for_what_is_not_released():
    assert re.search(r"^## \[Unreleased\]$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

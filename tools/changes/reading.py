"""All documents at hand, read by the program of a commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FOLDERS = (ROOT / "corpus", SHARED / "gold" / "input", SHARED / "gold" / "rounds", SHARED / "corpus" / "files",
           SHARED / "corpus" / "text")
SUFFIXES = (".pdf", ".docx", ".doc", ".txt", ".html")
Answers = dict[str, list[dict[str, Any]]]


def documents(folders: tuple[Path, ...] = FOLDERS) -> list[Path]:
    """The files of the folders and of those in them; of several of one name, whatever their kind, the first."""
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES]
    return list({path.stem: path for path in reversed(found)}.values())[::-1]


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """The files of a commit in a folder of their own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        _git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=ROOT, check=True)


def read_all(tree: Path, paths: list[Path]) -> tuple[Answers, float]:
    """The rows that the program in ``tree`` finds in each document, and the seconds it took; a document it refuses is
    left out."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "pipeline.cli", "extract", *map(str, paths), "-o", folder],
                       cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, check=False)
        seconds = time.perf_counter() - began
        answers = {path.stem: json.loads(path.read_text("utf-8"))["tasks"] for path in Path(folder).glob("*.json")}
    return answers, seconds

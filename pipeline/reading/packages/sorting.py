"""Which member of a package is the directive, which are its annexes, which is the same directive once more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.knowledge.tables import pattern
from pipeline.model.text import Document

_HEAD = 2500  # characters at the beginning of a document in which it says what it is
_FIRST = 80
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Paper:
    """A member that was read; ``folder`` and ``name`` are those in the package, ``file`` is where it lies now."""

    folder: str
    name: str
    document: Document = field(repr=False)
    file: Path

    @property
    def head(self) -> str:
        """Its beginning, on one line."""
        return _SPACES.sub(" ", self.document.text[:_HEAD])

    @property
    def number(self) -> str:
        """Its number and symbol as printed in its letterhead, without spaces; empty when there is none."""
        found = pattern("package.number").search(self.head)
        return _SPACES.sub("", found.group(1)).upper() if found else ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A directive with its annexes in order; ``doubles`` are further files of the same directive, ``sure`` is False
    where no member looks like a directive and the first was taken."""

    directive: Paper
    annexes: tuple[Paper, ...] = ()
    doubles: tuple[Paper, ...] = ()
    sure: bool = True


def bundles(papers: Sequence[Paper]) -> list[Bundle]:
    """Share ``papers`` (at least one, in the order of the package) out over the directives among them.

    A directive has a letterhead (Quốc hiệu, NĐ 30/2020 Phụ lục I) and does not call itself an annex or attached to
    another member. What is no directive belongs to the one that it names (*kèm theo Công văn số …*), else to the
    only one in its folder, else to the one before it.
    """
    heads = [paper for paper in papers if _has_letterhead(paper)]
    own = [paper for paper in heads if not any(_is_attached(paper, other) for other in heads if other is not paper)]
    if not own:
        first = next((paper for paper in papers if not _is_annex(paper)), papers[0])
        return [Bundle(first, tuple(p for p in papers if p is not first), sure=False)]
    found = _without_doubles(own)
    doubles = {id(double) for bundle in found for double in bundle.doubles}
    directives = {id(bundle.directive) for bundle in found}
    last = 0
    for paper in papers:
        if id(paper) in directives:
            last = next(n for n, bundle in enumerate(found) if bundle.directive is paper)
        elif id(paper) not in doubles:
            at = _owner(paper, found, last)
            found[at] = replace(found[at], annexes=(*found[at].annexes, paper))
    return found


def _has_letterhead(paper: Paper) -> bool:
    return not _is_annex(paper) and pattern("package.letterhead").search(paper.head) is not None


def _is_annex(paper: Paper) -> bool:
    return pattern("package.annex").match(paper.document.text[:_FIRST].lstrip()) is not None


def _is_attached(paper: Paper, other: Paper) -> bool:
    """Whether ``paper`` says in its head that it is issued or sent with ``other``."""
    if not other.number or paper.number == other.number:
        return False
    return any(_SPACES.sub("", found.group(1)).upper().startswith(other.number)
               for found in pattern("package.attached").finditer(paper.head))


def _without_doubles(own: list[Paper]) -> list[Bundle]:
    """The same directive as a signed PDF and as a Word file counts once; the signed one, else the PDF, is read."""
    groups: dict[str, list[Paper]] = {}
    for paper in own:
        groups.setdefault(paper.number or f"\0{paper.folder}/{paper.name.rpartition('.')[0]}", []).append(paper)
    found = []
    for group in groups.values():
        best = max(group, key=_weight)
        found.append(Bundle(best, doubles=tuple(paper for paper in group if paper is not best)))
    return found


def _weight(paper: Paper) -> tuple[bool, bool, int]:
    document = paper.document
    return bool(document.signatures), document.source.text_from == "pdf", len(document.text)


def _owner(paper: Paper, found: Sequence[Bundle], last: int) -> int:
    for n, bundle in enumerate(found):
        if _is_attached(paper, bundle.directive):
            return n
    near = [n for n, bundle in enumerate(found) if bundle.directive.folder == paper.folder]
    return near[0] if len(near) == 1 else last

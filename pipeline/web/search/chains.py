"""A directive among those that it cites and that cite it: in words, and as a picture drawn by Graphviz.

Shown is what directives say that whoever asks may see; what others say of this one stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline.model import Node, Tie, ties
from pipeline.office.drawing import near, picture

from ..bodies import room
from ..models import Paper

_MOST: Final = 60
"""So many ties are drawn; more is no picture any more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One tie in words: what is done, the directive, and its sha256 where its page may be opened."""

    does: str
    called: str
    issuer: str
    sha256: str
    there: bool


@require_safe
def chain(request: HttpRequest, sha256: str) -> HttpResponse:
    """The page of a chain."""
    paper = room.open_paper(request, sha256)
    around = _around(request, sha256)
    root = _root(paper, around)
    seen = set(request.scope.papers().filter(sha256__in=_contents(around)).values_list("sha256", flat=True))
    return render(request, "search/chain.html", {
        "paper": paper, "drawn": bool(near(root, around)),
        "up": [_line(tie, tie.target, seen) for tie in around if tie.source.identity == root.identity],
        "down": [_line(tie, tie.source, seen) for tie in around if tie.target.identity == root.identity],
        "further": [(tie.source.called, _line(tie, tie.target, seen)) for tie in around
                    if root.identity not in (tie.source.identity, tie.target.identity)],
    })


@require_safe
def chain_picture(request: HttpRequest, sha256: str) -> HttpResponse:
    """The picture, for an ``img`` of the page of the chain: a browser runs nothing in it and fetches nothing for it."""
    paper = room.open_paper(request, sha256)
    around = _around(request, sha256)
    root = _root(paper, around)
    drawn = picture(root, near(root, around)[:_MOST])
    if drawn is None:
        raise Http404
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _around(request: Any, sha256: str) -> list[Tie]:
    """The ties that may be seen: of directives that may be."""
    every = ties(room.store().around(sha256))
    sources = {tie.source.sha256 for tie in every if tie.source.sha256}
    seen = set(request.scope.papers().filter(sha256__in=sources).values_list("sha256", flat=True))
    return [tie for tie in every if tie.source.sha256 in seen]


def _contents(around: Iterable[Tie]) -> set[str]:
    return {node.sha256 for tie in around for node in (tie.source, tie.target) if node.sha256}


def _root(paper: Paper, around: Iterable[Tie]) -> Node:
    """The directive itself as its ties name it."""
    nodes = (node for tie in around for node in (tie.source, tie.target) if node.sha256 == paper.sha256)
    return next(nodes, Node(paper.number or paper.title, None, paper.issuer or None, paper.issued_on, paper.sha256))


def _line(tie: Tie, node: Node, seen: set[str]) -> Line:
    told = tie.told
    return Line(told[:1].upper() + told[1:], node.called, node.issuer or "", node.sha256 if node.sha256 in seen else "",
                bool(node.sha256))

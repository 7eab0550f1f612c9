"""The picture of a directive and its neighbours: an SVG drawn by Graphviz."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from graphviz import Digraph, ExecutableNotFound, nohtml

from pipeline.causes import cause_of
from pipeline.errors import OutputError
from pipeline.model import Node, Tie

FOLDER = "chuoi-van-ban"
"""Where the pictures lie in the folder of outputs."""

_FONT = "Times New Roman"
_LOOKS = {
    "root": {"style": "filled,bold", "fillcolor": "#D9E2EC"},
    "there": {"style": "filled", "fillcolor": "white"},
    "missing": {"style": "dashed", "color": "#707070", "fontcolor": "#505050"},
}
_ACT = {"color": "#9C0006", "fontcolor": "#9C0006"}


def near(root: Node, around: Iterable[Tie]) -> list[Tie]:
    """The ties of the root, and those between what it carries out: the whole way up. What is only mentioned and not in
    the store is left out."""
    around = [tie for tie in around if tie.binding or tie.target.sha256 or tie.target == root]
    found = [tie for tie in around if root.identity in (tie.source.identity, tie.target.identity)]
    above, waiting = {root.identity}, [tie.target.identity for tie in found if tie.source.identity == root.identity]
    while waiting:
        here = waiting.pop()
        if here not in above:
            above.add(here)
            further = [tie for tie in around if tie.source.identity == here and tie.binding]
            found += [tie for tie in further if tie not in found]
            waiting += [tie.target.identity for tie in further]
    return found


def picture(root: Node, around: Iterable[Tie]) -> bytes | None:
    """An SVG of ``root`` with these ties, the later directives below; None where Graphviz is not installed."""
    try:
        drawn: bytes = _graph(root, tuple(around)).pipe(format="svg")
    except ExecutableNotFound:
        return None
    return drawn


def draw(root: Node, around: Iterable[Tie], path: Path) -> bool:
    """Draw ``root`` with these ties to ``path``, the later directives below; False where Graphviz is not installed.

    Raises OutputError when the picture cannot be written.
    """
    drawn = picture(root, around)
    if drawn is None:
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(drawn)
    except OSError as error:
        raise OutputError(f"Không ghi được {path}: {cause_of(error)}.",
                          "Kiểm tra dung lượng ổ đĩa và thư mục kết quả rồi chạy lại.") from error
    return True


def _graph(root: Node, around: tuple[Tie, ...]) -> Digraph:
    graph = Digraph(graph_attr={"rankdir": "TB", "nodesep": "0.4", "ranksep": "0.7"},
                    node_attr={"shape": "box", "fontname": _FONT, "fontsize": "12", "margin": "0.2,0.1"},
                    edge_attr={"fontname": _FONT, "fontsize": "11"})
    nodes = {node.identity: node for tie in around for node in (tie.source, tie.target)} | {root.identity: root}
    names = {identity: f"v{number}" for number, identity in enumerate(nodes)}
    for identity, node in nodes.items():
        look = "root" if identity == root.identity else "there" if node.sha256 else "missing"
        graph.node(names[identity], _escaped("\n".join(_lines(node))), **_LOOKS[look])
    for tie in around:
        graph.edge(names[tie.target.identity], names[tie.source.identity], _escaped(f" {_broken(tie.told)} "),
                   dir="back", **(_ACT if _changes(tie) else {} if tie.binding else {"style": "dotted"}))
    return graph


def _lines(node: Node) -> Iterable[str]:
    yield (node.type or "văn bản").capitalize()
    yield node.number
    if node.issued_on:
        yield f"ngày {node.issued_on:%d/%m/%Y}"
    if node.issuer:
        yield node.issuer
    if not node.sha256:
        yield "(chưa có trong hệ thống)"


def _changes(tie: Tie) -> bool:
    return any(kind not in ("thực hiện", "căn cứ", "nhắc đến") for kind, _ in tie.does)


def _broken(told: str) -> str:
    return told.replace("; ", "\n")


def _escaped(label: str) -> str:
    """A label whose backslashes and angle brackets mean nothing to Graphviz: one in brackets would be HTML to it."""
    words: str = nohtml(label.replace("\\", "\\\\"))
    return words

"""``chidao chain``: a directive with what it carries out and what came of it, as a tree and as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.text import Text
from rich.tree import Tree

from pipeline.errors import InputError
from pipeline.model import Limit, Node, Register, TaskRow, Tie, ties
from pipeline.model.chain import key_of
from pipeline.model.clauses import called
from pipeline.office.drawing import FOLDER, draw, near
from pipeline.settings import Settings
from pipeline.store import Found, open_store
from pipeline.store.clock import today

from .console import output
from .showing import day

WIDTH = 90
"""Characters of the words of a task that are shown."""

MISSING = "chưa có trong hệ thống"
NO_DOT = "Chưa vẽ được sơ đồ vì máy chưa có Graphviz; cài gói graphviz của hệ thống rồi chạy lại lệnh này."


def show_chain(target: str, settings: Settings) -> int:
    """Print the chain of the directive that ``target`` (số, ký hiệu or a file) means and draw it; the exit code.

    Raises InputError when nothing in the store bears or cites that number, or several directives do.
    """
    with open_store(settings) as store:
        found, register = store.find(target), store.register(today())
    root = _root(target, found, register)
    around = ties(register.edges)
    console = output()
    console.print(_tree(root, around, register))
    ties_near, path = near(root, around), settings.outputs / FOLDER / f"{_file_name(root)}.svg"
    if ties_near:
        console.print(Text(f"Sơ đồ: {path}" if draw(root, ties_near, path) else NO_DOT), soft_wrap=True)
    return 0


def _root(target: str, found: Sequence[Found], register: Register) -> Node:
    """The directive that is meant: one of the store, else one that is cited there."""
    wanted = {sha256 for one in found for sha256 in one.sha256s}
    standing = [Node(row.head.number or row.files[0], row.head.type, row.head.issuer, row.head.issued_on, row.sha256)
                for row in register.directives if row.sha256 in wanted]
    cited = {edge.target.identity: edge.target for edge in register.edges
             if not edge.target.sha256 and key_of(edge.target.number) == key_of(target)}
    nodes = standing or list(cited.values())
    if len(nodes) == 1:
        return nodes[0]
    if nodes:
        listed = "\n".join(f"  {number}. {_named(node)}" for number, node in enumerate(nodes, 1))
        raise InputError(f"“{target}” chỉ {len(nodes)} văn bản khác nhau:\n{listed}",
                         "Ghi tên tệp của văn bản cần xem.")
    raise InputError(f"Không có văn bản nào mang hoặc dẫn số, ký hiệu “{target}” trong kho.",
                     "Ghi số, ký hiệu như trong bảng (ví dụ 07/CT-UBND) hoặc tên tệp; xem trang “Chuỗi văn bản” của "
                     "bảng tổng hợp (tong-hop.xlsx).")


def _tree(root: Node, around: Sequence[Tie], register: Register) -> Tree:
    tree = Tree(Text(_named(root), "bold"))
    _grow(tree, "Văn bản được dẫn", root, around, up=True)
    _grow(tree, "Văn bản dẫn đến văn bản này", root, around, up=False)
    rows = [task for task in register.tasks if task.directive.sha256 == root.sha256]
    told = [_task(task) for task in rows]
    if any(leaf.children for leaf in told):
        tree.add(Text("Nhiệm vụ theo chuỗi", "bold")).children += [leaf for leaf in told if leaf.children]
    if not tree.children:
        tree.add(Text("Không dẫn văn bản nào và chưa có văn bản nào dẫn đến.", "dim"))
    return tree


def _grow(tree: Tree, title: str, root: Node, around: Sequence[Tie], *, up: bool) -> None:
    """What the root cites and what these carry out in turn, or what cites it and what cites those."""
    branch = Tree(Text(title, "bold"))
    _add(branch, root, around, {root.identity}, up)
    if branch.children:
        tree.children.append(branch)


def _add(branch: Tree, node: Node, around: Sequence[Tie], seen: set[tuple[str, str]], up: bool) -> None:
    first = len(seen) == 1  # what the root only mentions is shown, what others only mention is not
    for tie in around:
        here, there = (tie.source, tie.target) if up else (tie.target, tie.source)
        if here.identity == node.identity and (first or tie.binding):
            again = there.identity in seen
            leaf = branch.add(_line(tie, there, again))
            if tie.binding and not again:
                _add(leaf, there, around, {*seen, there.identity}, up)


def _line(tie: Tie, node: Node, again: bool) -> Text:
    told = tie.told[:1].upper() + tie.told[1:]
    line = Text(f"{told}: ", "cyan" if tie.binding else "dim")
    line.append(_named(node), "default" if node.sha256 else "dim")
    return line.append(" (xem trên)", "dim") if again else line


def _named(node: Node) -> str:
    issuer = f" của {node.issuer}" if node.issuer else ""
    return node.called + issuer + ("" if node.sha256 else f" ({MISSING})")


def _task(task: TaskRow) -> Tree:
    """A task with what it carries out, the limits that came down to it, and what later directives do to it."""
    leaf = Tree(Text(f"{called(task.clause) or 'Nhiệm vụ'}: {_short(task.text)}"))
    for link in task.links:
        counted = f": {len(link.tasks)} nhiệm vụ" if link.tasks else ""
        branch = leaf.add(Text(f"Thực hiện {link.called}{'' if link.target.sha256 else f' ({MISSING})'}{counted}"))
        for one in link.tasks:
            branch.add(Text(f"{called(one.clause)}: {_short(one.text)}{_until(one.deadlines)}", "dim"))
    for limit in task.deadlines:
        if limit.origin and limit.origin.kind == "chain":
            ways = "".join(f"\n{way}" for way in limit.origin.rule.split("; "))
            leaf.add(Text(f"Thời hạn kế thừa{_until([limit])}, theo {limit.inherited_from}{ways}", "green"))
    for notice in task.notices:
        leaf.add(Text(notice, "yellow"))
    return leaf


def _until(limits: Iterable[Limit]) -> str:
    days = [day(limit.due) for limit in limits if limit.due]
    return f" – hạn {', '.join(days)}" if days else ""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDTH else f"{flat[:WIDTH].rsplit(' ', 1)[0]} …"


def _file_name(node: Node) -> str:
    from pipeline.workbooks.slugs import slug  # noqa: PLC0415  openpyxl is loaded with the room

    return Path(slug(node.number)).name

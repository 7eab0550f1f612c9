"""Tasks of a few directives and the citings between them, made by hand."""

from datetime import date, datetime

from pipeline.model import DirectiveRow, Edge, Head, Limit, Node, Party, TaskRow

DAYS = {"09/CT-TTg": date(2024, 2, 23), "1051/UBND-VX": date(2024, 3, 11), "1612/UBND-VX": date(2024, 4, 12)}


def node(number, there=True):
    return Node(number, None, None, DAYS[number], number if there else None)


def row(number, clause, text, due=None, modality="obligation", **more):
    """A task; its words stand in its directive at a hundred times the place of its clause."""
    directive = DirectiveRow(number, (f"{number}.pdf",), Head(number, issued_on=DAYS[number]), datetime(2024, 5, 1), 1, 0)
    limits = (Limit(f"trước ngày {due:%d/%m/%Y}", "DATE", due=due),) if due else ()
    start = 1000 * int("".join(filter(str.isdigit, clause)) or 0)
    lead = more.pop("lead", "Sở Nội vụ")
    return TaskRow(f"{number} {clause} {text}", directive, clause, 1, text, modality, (Party(lead, lead),), (), limits, None, 0.9,
                   start=start, end=start + 999, **more)


def cites(source, clause, target, *clauses, there=True, kind="thực hiện"):
    start = 1000 * int("".join(filter(str.isdigit, clause or "")) or 0) + 5
    return Edge(node(source), node(target, there), kind, kind, clause, clauses, f"{kind} {target}", start, start + 20)


def by_directive(*rows):
    found = {}
    for one in rows:
        found.setdefault(one.directive.sha256, []).append(one)
    return found

"""What one directive in the store does to another (corrects, amends, extends, replaces, repeals or withdraws it), and
the graph of all that cite each other.

The citing is kept with the directive (``citing``); here it meets the directive that is meant, if that is there. It is
told, nothing is taken out by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from pipeline.model import ACTS, Act, Bearing, Edge, Node
from pipeline.model.chain import key_of

from . import codec, models
from .comparing import words

Found = tuple[Act, int, int]
"""An act with the rows of the earlier directive and of the later one."""

_REACH = 200
_UNTIL = re.compile(
    r"(?:đến|trước)\s+(?:hết\s+)?(?:ngày\s+)?(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})"
    r"(?:\s*[/.-]\s*|\s+năm\s+)(?P<year>\d{4})", re.IGNORECASE)

Rows = Mapping[str, Sequence[models.Directive]]
"""The directives that stand, by the key of their number."""


def edges() -> tuple[Edge, ...]:
    """Every citing of a directive that stands, by content and not by arrival."""
    rows = _by_key(_standing())
    cited = _citations().select_related("directive").defer("directive__text", "directive__references")
    found = ((citation, meant(citation, citation.directive, rows)) for citation in cited)
    return tuple(sorted((_edge(citation, row) for citation, row in found), key=_place))


def above(row: models.Directive) -> tuple[frozenset[int], tuple[Edge, ...]]:
    """A directive that stands with all that it carries out, and what these carry out in turn, as rows; with every
    citing in them."""
    found, fresh, every_edge = {row.pk}, [row.pk], list[Edge]()
    while fresh:
        cited = list(_citations().filter(directive__in=fresh).select_related("directive")
                     .defer("directive__text", "directive__references"))
        by_key, fresh = _by_key(_numbered({one.key for one in cited})), []
        for citation in cited:
            target = meant(citation, citation.directive, by_key)
            every_edge.append(_edge(citation, target))
            if target and citation.kind == "thực hiện" and target.pk not in found:
                found.add(target.pk)
                fresh.append(target.pk)
    return frozenset(found), tuple(sorted(every_edge, key=_place))


def around(row: models.Directive) -> tuple[Edge, ...]:
    """The citings around a directive that stands: in it and in what it carries out, and those in which others cite
    it."""
    _, mine = above(row)
    if not row.number:
        return mine
    cited = list(_citations().filter(key=key_of(row.number)).exclude(directive=row).select_related("directive").defer(
        "directive__text", "directive__references"))
    if not cited:
        return mine
    by_key = _by_key(_numbered({key_of(row.number)}))
    found = ((one, meant(one, one.directive, by_key)) for one in cited)
    theirs = [_edge(one, target) for one, target in found if target and target.pk == row.pk]
    return tuple(sorted({*mine, *theirs}, key=_place))


def every() -> list[Found]:
    """Every act of a directive that stands upon another that stands, by content and not by arrival."""
    rows = list(_standing().order_by("sha256"))
    by_key, cited = _by_key(rows), _by_directive(_citations(ACTS))
    return [found for later in rows for found in _acts(later, cited[later.pk], by_key)]


def of(row: models.Directive) -> tuple[Act, ...]:
    """The acts that a directive does, and those that are done to it."""
    if row.twin_of_id or row.removed or not row.number:
        return ()
    mine = list(_citations(ACTS).filter(directive=row))
    told = list(_citations(ACTS).filter(key=key_of(row.number)).select_related("directive"))
    by_key = _by_key(_numbered({one.key for one in (*mine, *told)}))
    suffered = (found for later, cited in _grouped(told) for found in _acts(later, cited, by_key) if found[1] == row.pk)
    return tuple(act for act, *_ in (*_acts(row, mine, by_key), *suffered))


def meant(citation: models.Citation, later: models.Directive, rows: Rows) -> models.Directive | None:
    """The directive that is cited: itself by its own number, else the only one of that number of which nothing printed
    says otherwise."""
    if citation.key == key_of(later.number or ""):
        return later
    found = [row for row in rows.get(citation.key, ()) if row.pk != later.pk and _means(citation, row, later)]
    same_day = [row for row in found if row.issued_on and row.issued_on == citation.issued_on]
    found = same_day or found
    return found[0] if len(found) == 1 else None


def _means(citation: models.Citation, row: models.Directive, later: models.Directive) -> bool:
    """Whether the directive cited may be that row: what is printed of day and issuer agrees, and it came first (a day
    that is printed and agrees proves more than the day of the directive that cites, which may be misread)."""
    before = citation.issued_on or later.issued_on
    if row.issued_on and before and (row.issued_on > before or (citation.issued_on and row.issued_on != before)):
        return False
    named = citation.issuer or (later.issuer if not citation.issued_on else None)
    one, other = (" ".join(words(issuer or "")) for issuer in (named, row.issuer))
    return one in other or other in one


def _standing() -> QuerySet[models.Directive]:
    rows = models.Directive.objects.filter(twin_of=None, removed__isnull=True).exclude(number=None)
    return rows.defer("text", "references")


def _numbered(keys: Iterable[str]) -> Iterable[models.Directive]:
    """The directives whose number may have one of these keys."""
    serials = [Q(number__icontains=key.partition("/")[0]) for key in keys]
    return _standing().filter(reduce(or_, serials)) if serials else ()


def _citations(kinds: Iterable[Bearing] | None = None) -> QuerySet[models.Citation]:
    rows = models.Citation.objects.filter(directive__twin_of=None, directive__removed__isnull=True)
    return rows.filter(kind__in=kinds) if kinds else rows


def _by_key(rows: Iterable[models.Directive]) -> Rows:
    found: dict[str, list[models.Directive]] = defaultdict(list)
    for row in rows:
        found[key_of(row.number or "")].append(row)
    return found


def _by_directive(cited: Iterable[models.Citation]) -> dict[int, list[models.Citation]]:
    found: dict[int, list[models.Citation]] = defaultdict(list)
    for citation in cited:
        found[citation.directive_id].append(citation)
    return found


def _grouped(cited: Iterable[models.Citation]) -> Iterator[tuple[models.Directive, list[models.Citation]]]:
    return ((one[0].directive, one) for one in _by_directive(cited).values())


def _acts(later: models.Directive, cited: Sequence[models.Citation], rows: Rows) -> Iterator[Found]:
    """What a directive does, each act once with all the clauses to which it is done."""
    done: dict[tuple[int, str], tuple[models.Directive, list[models.Citation]]] = {}
    for citation in cited:
        row = meant(citation, later, rows)
        if row:
            done.setdefault((row.pk, citation.word), (row, []))[1].append(citation)
    for (pk, word), (row, places) in done.items():
        clauses = tuple(dict.fromkeys(clause for place in places for clause in place.clauses))
        kind, until = places[0].kind, next(filter(None, (_until(place, later) for place in places)), None)
        yield Act(word, clauses, codec.head(row.head), codec.head(later.head), kind, until), pk, later.pk


def _until(place: models.Citation, later: models.Directive) -> date | None:
    """The day to which an extension gives time, printed in the same sentence behind the citing or before it."""
    if place.kind != "gia hạn" or place.end is None:
        return None
    behind = re.split(r"[.;]\s|\n", later.text[place.end: place.end + _REACH])[0]
    found = _UNTIL.search(behind) or _UNTIL.search(place.words)
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        return None


def _edge(citation: models.Citation, row: models.Directive | None) -> Edge:
    cited = Node(citation.number, citation.type, citation.issuer, citation.issued_on)
    return Edge(node_of(citation.directive), node_of(row) if row else cited, citation.kind, citation.word,
                citation.clause, tuple(citation.clauses), citation.words, citation.start, citation.end)


def node_of(row: models.Directive) -> Node:
    """A directive of the store as a node."""
    return Node(row.number or "", row.type, row.issuer, row.issued_on, row.sha256)


def _place(edge: Edge) -> tuple[object, ...]:
    return edge.source.sha256, edge.start is None, edge.start or 0, edge.target.number
